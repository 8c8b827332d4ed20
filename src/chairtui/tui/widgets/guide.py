"""The instruction of a guided practice: a line or two of its own above the keys."""

from chairtui.tui.widgets.words import Words


class Guide(Words):
    """Says what to do next; it takes no room when there is nothing to say."""

    DEFAULT_CSS = """
    Guide {
        height: auto; max-height: 4; padding: 0 1; display: none;
        background: $panel; color: $accent; text-style: bold;
        &.-on { display: block; }
    }
    """

    def tell(self, instruction: str) -> None:
        """Say this instruction, or nothing any more."""
        self.set_class(bool(instruction), "-on")
        self.say(instruction)
