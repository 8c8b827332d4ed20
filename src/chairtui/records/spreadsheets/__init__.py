"""Tables as spreadsheets and as CSV."""
