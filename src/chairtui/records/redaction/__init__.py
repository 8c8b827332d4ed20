"""Who sees what of a record, and what is left out of a copy."""
