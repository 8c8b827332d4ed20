"""Search: words in every meeting, the newest or the best first, while they are typed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, cast

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.worker import get_current_worker

from chairtui.live.desk import Desk
from chairtui.live.library import Found, Order, SearchFor
from chairtui.live.ports import NotSaved
from chairtui.live.search_for import filter_words, order_words, read_typed, typed
from chairtui.tui.keys import Where, bindings, with_keys
from chairtui.tui.rows.found import FOUND, count_words, found_rows, goes_to, more_row
from chairtui.tui.rows.home import MORE
from chairtui.tui.sheets.search import filter_fields, with_filters
from chairtui.tui.widgets.bars import Bar, KeyBar
from chairtui.tui.widgets.board import Board
from chairtui.tui.widgets.fields import CLEARS, Field, TextField
from chairtui.tui.widgets.form import Form, Values
from chairtui.tui.widgets.lines import Lines
from chairtui.tui.widgets.specs import FieldSpec
from chairtui.tui.widgets.words import say

if TYPE_CHECKING:
    from chairtui.tui.app import ChairtuiApp

MEETINGS = 20
"""How many meetings are shown at a time."""
BEGIN = with_keys(
    "Type words: what was shared, a name, an action, a reference. Each has to stand in the meeting; the last "
    "may be a beginning. {filter_found} limits it to some meetings."
)
NOTHING = with_keys("Nothing is found. Try fewer letters or words; {filter_found} changes the limits.")


class Search(Screen[None]):
    """A field and what it finds."""

    BINDINGS = [
        *bindings(Where.SEARCH),
        Binding("escape", "back", "back"),
        Binding("down", "to_results", "results", show=False),
    ]

    def __init__(self, desk: Desk) -> None:
        """Search what a desk has."""
        super().__init__()
        self._desk = desk
        self._of, self._wanted = SearchFor(), 1
        self._answered = self._of
        """What the rows that are shown were found by."""
        self._only, self._left = "", ""

    def compose(self) -> ComposeResult:
        yield TextField(
            FieldSpec("words", "Search every meeting", help=f"Enter goes to what is found, {CLEARS}")
        )
        yield Bar(id="only")
        yield Board(FOUND, list_id="found", empty=BEGIN, classes="-alone", explains=Where.SEARCH)
        yield KeyBar(Where.SEARCH)

    def on_mount(self) -> None:
        """Begin with typing, and take in meetings that a search does not know yet."""
        self.query_one(TextField).focus()
        self._tell_only()
        self.run_worker(self._catch_up, thread=True, group="catch up")

    def _typed(self) -> tuple[SearchFor, tuple[str, ...]]:
        words = str(self.query_one(TextField).value)
        return read_typed(words, self._desk.clock.now(), self._desk.agencies)

    def on_field_changed(self, message: Field.Changed) -> None:
        """Search for what is typed."""
        message.stop()
        self._of, troubles = self._typed()
        only = filter_words(self._of, self._desk.agencies)
        limits = f"Only: {only}" if only else ""
        self._only = "   ".join(filter(None, (limits, order_words(self._of), *troubles)))
        self._tell_only()
        self._wanted = 1
        self._look()

    def _tell_only(self) -> None:
        """Say what the search is limited to, and how many meetings it does not know yet."""
        bar = self.query_one("#only", Bar)
        bar.say(f" {self._only}", self._left)
        bar.display = bool(self._only or self._left)

    def _look(self) -> None:
        self.run_worker(partial(self._search, self._of), thread=True, exclusive=True, group="search")

    def _search(self, of: SearchFor) -> None:
        """Show what is found, then say of how many; the next letter ends it."""
        worker, library = get_current_worker(), self._desk.library

        def wanted() -> bool:
            return not worker.is_cancelled and of == self._of

        try:
            hits = list(library.search(of, limit=MEETINGS * self._wanted, wanted=wanted))
            self._say(wanted, partial(self._show, of, hits, 0))
            count = library.search_count(of, wanted=wanted) if hits else 0
            self._say(wanted, partial(self._show, of, hits, count))
        except NotSaved as trouble:
            self._say(wanted, partial(say, self.app, str(trouble), "error"))

    def _say(self, wanted: Callable[[], bool], told: Callable[[], None]) -> None:
        if wanted() and self.is_mounted:
            self.app.call_from_thread(told)

    def _show(self, of: SearchFor, hits: list[Found], count: int) -> None:
        if not self.is_mounted or of != self._of:
            return
        rows, shown = list(found_rows(hits, self._desk.agencies)), len({hit.meeting_id for hit in hits})
        if count > shown:
            rows.append(more_row(shown, count))
        board = self.query_one(Board)
        empty, anew, self._answered = BEGIN if of.empty else NOTHING, of != self._answered, of
        board.show(rows, empty, keys="Enter opens the meeting there", anew=anew)
        board.call("Found", count_words(count) if count else "…" if hits else "")

    def _catch_up(self) -> None:
        """Let the search know meetings that an older version wrote, as long as the screen is open."""
        worker = get_current_worker()

        def told(left: int) -> None:
            if not worker.is_cancelled and self.is_mounted:
                self.app.call_from_thread(self._tell_left, left)

        try:
            if self._desk.library.to_catch_up():
                self._desk.library.catch_up(told, lambda: not worker.is_cancelled)
                self.app.call_from_thread(self._look)
        except NotSaved as trouble:
            if not worker.is_cancelled:
                self.app.call_from_thread(say, self.app, str(trouble), "warning")

    def _tell_left(self, left: int) -> None:
        if self.is_mounted:
            self._left = f"{left:,} older meetings are still being read " if left else ""
            self._tell_only()

    def on_field_finished(self, message: Field.Finished) -> None:
        """Go to what was found."""
        message.stop()
        self.action_to_results()

    def action_to_results(self) -> None:
        """Go to what was found."""
        self.query_one(Lines).focus()

    def action_type_on(self) -> None:
        """Go back to typing."""
        self.query_one(TextField).focus()

    def action_filter_found(self) -> None:
        """Ask in a form what the search is limited to; the field shows it as it is typed."""
        of, _ = self._typed()

        def check(values: Values) -> dict[str, str]:
            return with_filters(of, values, self._desk)[1]

        def chosen(values: Values | None) -> None:
            if values is not None:
                self.query_one(TextField).value = with_filters(of, values, self._desk)[0]
                self.action_type_on()

        self.app.push_screen(Form("Only meetings …", filter_fields(of, self._desk), check=check), chosen)

    def action_order_found(self) -> None:
        """Put the best first, or the newest; the field shows it as it is typed."""
        of, _ = self._typed()
        order = Order.NEWEST if of.order is Order.BEST else Order.BEST
        self.query_one(TextField).value = f"{of.words} {typed(replace(of, order=order))}".strip()

    def on_lines_chosen(self, message: Lines.Chosen) -> None:
        """Open the meeting at the row in which it stands; or show more."""
        if message.key == MORE:
            self._wanted += 1
            self._look()
            return
        app = cast("ChairtuiApp", self.app)
        app.pop_screen()
        meeting_id, _, place = message.key.partition("/")
        app.open_meeting(meeting_id, *goes_to(place))

    def action_back(self) -> None:
        """Take away what the search is limited to; where nothing is, go back to home."""
        if not self.query_one(TextField).emptied():
            self.app.pop_screen()
