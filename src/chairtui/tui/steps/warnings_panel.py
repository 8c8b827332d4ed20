"""The warnings beside every step, and what can be done about the one the cursor is on without opening it."""

from __future__ import annotations

from enum import Enum, auto

from chairtui.core.vocabulary import Handling
from chairtui.tui.keys import Where, bindings
from chairtui.tui.widgets.lines import Lines


class How(Enum):
    """How the warnings are to be looked at."""

    UNFOLD = auto()
    NOT_NOW = auto()
    ALL = auto()


class WarningLines(Lines):
    """The list of warnings, with its own keys."""

    BINDINGS = bindings(Where.WARNINGS)

    class Answered(Lines.Told):
        """Somebody says what was done about a warning, or asks why it is there (nothing done)."""

        def __init__(self, lines: Lines, key: str, what: Handling | None) -> None:
            super().__init__(lines, key)
            self.what = what

    def action_contacted(self) -> None:
        """Note that they were called."""
        self._tell(Handling.CONTACTED)

    def action_waive(self) -> None:
        """Go on without, with a reason."""
        self._tell(Handling.WAIVED)

    def action_why(self) -> None:
        """Show where the rule comes from."""
        self._tell(None)

    class Seen(Lines.Told):
        """Somebody wants to see a row unfolded, not now, or all in one list."""

        def __init__(self, lines: Lines, key: str, how: How) -> None:
            super().__init__(lines, key)
            self.how = how

    def action_read_row(self) -> None:
        """Show what is in the row, or fold it again."""
        self.post_message(self.Seen(self, self.cursor_key, How.UNFOLD))

    def action_not_now(self) -> None:
        """Put it off."""
        self.post_message(self.Seen(self, self.cursor_key, How.NOT_NOW))

    def action_every_warning(self) -> None:
        """Show all as one list, or the rows again."""
        self.post_message(self.Seen(self, self.cursor_key, How.ALL))

    def _tell(self, what: Handling | None) -> None:
        if self.cursor_key:
            self.post_message(self.Answered(self, self.cursor_key, what))
