"""One meeting to another machine."""
