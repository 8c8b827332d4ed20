"""What the steps show, row by row: made from the meeting alone, without a screen."""
