"""Small widgets that show a person's words as words, whatever is in them."""
