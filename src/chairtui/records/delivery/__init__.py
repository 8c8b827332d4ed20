"""Getting records out: written, compared, named and covered by a message."""
