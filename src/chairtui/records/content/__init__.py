"""What a record says, page by page."""
