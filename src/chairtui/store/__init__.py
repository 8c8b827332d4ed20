"""Where meetings are kept: every line of SQL."""
