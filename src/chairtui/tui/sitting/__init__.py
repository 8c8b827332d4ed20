"""One sitting at a meeting, and what waits or goes on beside it."""
