"""The terminal itself: what comes in, what goes out, and how the program ends."""
