"""What surrounds a step of the meeting: its base, its panels, what is filled in over it."""
