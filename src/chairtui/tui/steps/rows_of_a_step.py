"""The rows of a step: what it says for itself, and what can be done with each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, cast

from textual.widget import Widget

from chairtui.core.vocabulary import Stage, Step
from chairtui.live.outcome import Outcome
from chairtui.tui.keys import STEPS, Where
from chairtui.tui.rows.disputed import marked
from chairtui.tui.rows.offers import in_words, named, of_rows, template
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.terminal.whole import Whole
from chairtui.tui.widgets.bars import KeyBar
from chairtui.tui.widgets.board import Board
from chairtui.tui.widgets.columns import Columns
from chairtui.tui.widgets.lines import Lines, Row

if TYPE_CHECKING:
    from chairtui.tui.app import ChairtuiApp


class RowsOfAStep(Whole):
    """A screen with the rows of one step of a meeting."""

    STEP: ClassVar[Step]
    WHERE: ClassVar[Where]
    EMPTY: ClassVar[str] = "Nothing here yet."
    """What the step says when it has nothing to show: always what to press."""
    COLUMNS: ClassVar[Columns] = ()
    """The columns of its list; without any, a row is the first line of its words."""

    def __init__(self, sitting: Sitting) -> None:
        """Show one step of a sitting."""
        super().__init__()
        self.sitting = sitting
        self._parts: list[Widget] = []
        """What is written to; while a screen goes, its parts go one after the other."""
        self.begins_at: Sequence[str] = ()
        """Keys of rows, the first of which that is there the cursor is on when it is shown first."""

    # What a step says for itself ----------------------------------------------------------------

    def body(self, outcome: Outcome) -> Sequence[Row]:
        """Return the rows of this step."""
        raise NotImplementedError

    def kind(self, key: str) -> str:
        """Return what kind of row this is, as the table of what can be done with rows names it."""
        kind, _, name = key.partition("/")
        return kind if name or "/" not in key else f"{kind}, none"

    def idle(self) -> frozenset[str]:
        """Return the acts of this step that would do nothing now, whatever the cursor is on."""
        return frozenset()

    def count(self) -> str:
        """Return how many or how far, for the frame of the list."""
        return ""

    @property
    def columns(self) -> Columns:
        """The columns that its list has now."""
        return self.COLUMNS

    # What is shown ------------------------------------------------------------------------------

    @property
    def home_app(self) -> ChairtuiApp:
        """The app, with its own methods."""
        return cast("ChairtuiApp", self.app)

    @property
    def row_key(self) -> str:
        """The key of the row the cursor is on."""
        return self.query_one("#body", Lines).cursor_key

    @property
    def number(self) -> int:
        """Which of the seven steps it is: 1 to 7."""
        return list(Step).index(self.STEP) + 1

    @property
    def title_words(self) -> str:
        """The step's number and name."""
        return f"{self.number} {STEPS[self.number - 1]}"

    def show_body(self, outcome: Outcome) -> None:
        """Show the rows of the step."""
        self.query_one(Board).show(self.rows_of(outcome), columns=self.columns)
        for key in reversed(self.begins_at):
            self.go_to_row(key)
        self.begins_at = ()
        self._tell_keys()

    def rows_of(self, outcome: Outcome) -> Sequence[Row]:
        """Return the rows of this step with what can be done, marked where two machines dispute them."""
        return [self._offered(row) for row in marked(self.body(outcome), outcome.meeting, self.STEP)]

    def _template(self, key: str) -> str | None:
        signed = self.sitting.shown.meeting.stage is Stage.SIGNED
        return template(self.WHERE, self.kind(key), signed=signed)

    def _offered(self, row: Row) -> Row:
        """Return a row with the keys that do something with it."""
        words = self._template(row.key) if row.selectable and not row.keys else None
        return row if words is None else replace(row, keys=in_words(words))

    def _tell_keys(self) -> None:
        """Let the footer name what can be done with the row the cursor is on."""
        words = self._template(self.row_key) if self.row_key else None
        self.query_one(KeyBar).leave_out(self.idle() | (of_rows(self.WHERE) - {*named(words or "")}))

    def follow(self) -> None:
        """Say what can be done with the row the cursor went to."""
        if self._is_drawn:
            self._tell_keys()

    def say_in_frame(self, words: str) -> None:
        """Say at the right of the list's frame how far it is, or what is going on."""
        self.query_one(Board).call(self.title_words, words)

    def go_to_row(self, key: str) -> None:
        """Put the cursor on a row of this step, if it is there."""
        self.query_one("#body", Lines).go_to(key)

    @property
    def _is_drawn(self) -> bool:
        """Whether its parts are there: not yet while it comes, and no longer while it goes."""
        return self.is_attached and bool(self._parts) and all(part.is_attached for part in self._parts)
