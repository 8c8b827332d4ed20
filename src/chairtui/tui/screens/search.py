"""Search: words in every meeting, newest first, while they are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from chairtui.core.vocabulary import Step
from chairtui.live.desk import Desk
from chairtui.live.library import FEW, Found
from chairtui.live.ports import NotSaved
from chairtui.tui.keys import Where
from chairtui.tui.rows.home import FOUND, MORE, found_rows
from chairtui.tui.widgets.bars import KeyBar
from chairtui.tui.widgets.board import Board
from chairtui.tui.widgets.fields import Field, TextField
from chairtui.tui.widgets.lines import Lines
from chairtui.tui.widgets.specs import FieldSpec
from chairtui.tui.widgets.words import say

if TYPE_CHECKING:
    from chairtui.tui.app import ChairtuiApp


STEPS = {
    "reference": Step.WHO,
    "concern": Step.WHY,
    "child": Step.WHY,
    "shared": Step.KNOW,
    "chronology": Step.KNOW,
    "hypothesis": Step.MEAN,
    "decision": Step.DECIDE,
    "action": Step.PLAN,
    "late": Step.READ_BACK,
}
"""At which step the words of each kind stand."""


class Search(Screen[None]):
    """A field and what it finds."""

    BINDINGS = [
        Binding("escape", "back", "back"),
        Binding("down", "to_results", "results", show=False),
    ]

    def __init__(self, desk: Desk) -> None:
        """Search what a desk has."""
        super().__init__()
        self._desk = desk
        self._words, self._wanted = "", 1

    def compose(self) -> ComposeResult:
        yield TextField(
            FieldSpec("words", "Search every meeting", help="Enter goes to what is found, escape back")
        )
        yield Board(
            FOUND,
            list_id="found",
            empty="Type a word: what was shared, an action, a reference.",
            classes="-alone",
        )
        yield KeyBar(Where.LIST)

    def on_mount(self) -> None:
        """Begin with typing."""
        self.query_one(TextField).focus()

    def on_field_changed(self, message: Field.Changed) -> None:
        """Search for what is typed."""
        self._words, self._wanted = str(message.field.value), 1
        self.run_worker(self._search, thread=True, exclusive=True, group="search")

    def _search(self) -> None:
        words = self._words
        try:
            matches, left = self._found(words) if words.strip() else ([], 0)
        except NotSaved as trouble:
            self.app.call_from_thread(say, self.app, str(trouble), "error")
        else:
            self.app.call_from_thread(self._show, words, matches, left)

    def _found(self, words: str) -> tuple[list[Found], int]:
        """Return as many pages as were asked for, and how many places there are beside them."""
        library = self._desk.library
        matches: list[Found] = []
        for _ in range(self._wanted):
            page = library.search(words, after=matches[-1].number if matches else 0)
            matches += page
            if len(page) < FEW:
                return matches, 0
        return matches, library.search_count(words) - len(matches)

    def _show(self, words: str, matches: list[Found], left: int) -> None:
        if self.is_mounted and words == self._words:
            nothing = "Nothing is found." if words.strip() else "Type a word."
            board = self.query_one(Board)
            board.show(found_rows(matches, left), empty=nothing, keys="Enter opens the meeting there")
            board.call("Found", f"{len(matches) + left:,}" if matches else "")

    def on_field_finished(self) -> None:
        """Go to what was found."""
        self.action_to_results()

    def action_to_results(self) -> None:
        """Go to what was found."""
        self.query_one(Lines).focus()

    def on_lines_chosen(self, message: Lines.Chosen) -> None:
        """Open the meeting in which it stands; or show more."""
        if message.key.startswith(MORE):
            self._wanted += 1
            self.run_worker(self._search, thread=True, exclusive=True, group="search")
            return
        app = cast("ChairtuiApp", self.app)
        app.pop_screen()
        meeting_id, _, where = message.key.partition("/")
        app.open_meeting(meeting_id, STEPS.get(where.partition("/")[0]))

    def action_back(self) -> None:
        """Go back to home."""
        self.app.pop_screen()
