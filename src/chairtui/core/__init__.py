"""What a meeting is and what may happen in it: pure values and functions."""
