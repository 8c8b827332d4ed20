"""The terminal: keys in, words out."""

from chairtui.tui.terminal.environment import close_the_door

close_the_door()
