"""A chronology from a file: looked at, then taken in, all of it in the background; escape gives it up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from chairtui.core.change import Refused
from chairtui.core.chronology import ChronologyRow
from chairtui.core.history.log import Damaged
from chairtui.core.listing import how_many
from chairtui.live.handing import PutAside
from chairtui.live.outcome import Outcome
from chairtui.live.ports import NotSaved
from chairtui.tables.chronology import BATCH, Answers, Tabled, commands, read_rows
from chairtui.tables.reading import GaveUp
from chairtui.tables.report import columns, details, questions, summary
from chairtui.tables.table import Book, Table
from chairtui.tui.keys import Where, bindings, key_of, with_keys
from chairtui.tui.sheets.columns import answered, chosen_table, table_fields
from chairtui.tui.sheets.sheet import LookedAt
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.typed.dates import said
from chairtui.tui.widgets.bars import KeyBar
from chairtui.tui.widgets.board import Board
from chairtui.tui.widgets.columns import Column
from chairtui.tui.widgets.dialogs import WINDOW
from chairtui.tui.widgets.form import Form, Values
from chairtui.tui.widgets.lines import Lines
from chairtui.tui.widgets.row import Row
from chairtui.tui.widgets.words import Words, join, say

COMING = (
    Column("Row", 5, right=True),
    Column("Day", 15, whole=True),
    Column("What happened", 20, grows=3),
    Column("Source", 10, grows=1, most=24, above=60),
)
SHOWN = 50
"""Rows that are shown before they are taken in."""


class BringIn(ModalScreen[None]):
    """What would come of a file, and the wait while it is taken in."""

    BINDINGS = bindings(Where.BRINGING_IN)
    DEFAULT_CSS = (
        "BringIn {"
        + WINDOW
        + """ & > Vertical { width: 96; height: 90%; }
        & .state { padding-bottom: 1; } & KeyBar { dock: bottom; } }"""
    )

    def __init__(
        self,
        sitting: Sitting,
        looked_at: LookedAt,
        taken_in: Callable[[Sequence[ChronologyRow]], object],
    ) -> None:
        """Look at a table; `taken_in` is told which rows were stored, also where nobody waits any longer."""
        super().__init__()
        self._sitting, self._desk, self._looked_at = sitting, sitting.desk, looked_at
        self._taken_in = taken_in
        self._book: Book | None = None
        self._table: Table | None = None
        self._answers = Answers()
        self._done: Tabled | None = None
        self._left = self._storing = self._over = False

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Words(self._looked_at.title, classes="title")
            yield Words("Reading …", classes="state")
            yield Board(COMING, list_id="coming", empty="")
            yield KeyBar(Where.BRINGING_IN)

    def on_mount(self) -> None:
        """Begin to read."""
        self.query_one(Lines).focus()
        self.run_worker(self._open, thread=True, exclusive=True, group="table")

    # In the background --------------------------------------------------------------------------

    def _open(self) -> None:
        try:
            book = self._looked_at.read(self._told)
            table = self._looked_at.find(book)
        except GaveUp:
            return
        except Refused as refused:
            self.app.call_from_thread(self._say, str(refused))
            return
        self._book, self._table = book, table
        if table is None:
            self.app.call_from_thread(self.action_columns)
        else:
            self._read()

    def _read(self) -> None:
        if self._table is None:
            return
        try:
            done = read_rows(
                self._table,
                self._desk.clock.now(),
                known=self._sitting.live.outcome.meeting.sharing.chronology,
                source=self._looked_at.source,
                answers=self._answers,
                told=self._told,
            )
        except GaveUp:
            return
        self.app.call_from_thread(self._show, done)

    def _told(self, count: int) -> bool:
        if not self._left:
            self.app.call_from_thread(self._say, f"Reading … {count:,} lines. Escape gives it up.")
        return not self._left

    def _store(self, app: App[object], rows: Sequence[ChronologyRow]) -> None:
        """Store all rows or none, through a door of its own: the screen's stays free for the screen."""

        def told(ready: int) -> bool:
            count = min(ready * BATCH, len(rows))
            if not self._left:
                app.call_from_thread(self._say, _storing(count, len(rows)))
            return not self._left

        stored: Sequence[ChronologyRow] = ()
        trouble = ""
        try:
            live = self._desk.open(self._sitting.live.meeting_id)
            asked = commands(rows, self._desk.clock.new_id)
            live.do(*asked, told=told)
            stored = [row for one in asked for row in one.rows]
        except PutAside:
            pass
        except NotSaved as problem:
            trouble = f"NOT SAVED: {problem}"
        except (Refused, Damaged) as problem:
            trouble = str(problem)
        app.call_from_thread(self._stored, app, stored, trouble)

    # On the screen ------------------------------------------------------------------------------

    def _say(self, words: str) -> None:
        if self.is_attached and not (self._left and self._storing):
            self.query_one(".state", Words).say(words)

    def _show(self, done: Tabled) -> None:
        self._done = done
        asks = with_keys("Press {columns}: it asks something. ") if done.asks_order else ""
        self._say(asks + summary(done))
        if self.is_attached and self._table is not None:
            self.query_one(Board).show(_rows(done, self._table), empty="There is nothing to take in.")

    def action_columns(self) -> None:
        """Say which column is what, and answer what the table leaves open."""
        if self._book is None or self._storing:
            return
        about = "" if self._table else "It is not clear which column is what."
        asked = " ".join(questions(self._done)) if self._done else ""
        form = Form(
            "How the table is read",
            table_fields(self._book, self._table, self._answers, self._done),
            about=f"{about} {asked}".strip(),
        )
        self.app.push_screen(form, self._choose)

    def _choose(self, values: Values | None) -> None:
        if values is None or self._book is None:
            return
        before = self._table
        self._answers = answered(values, self._answers)
        self._table = chosen_table(self._book, values, before)
        if self._table is None:
            self.call_later(self.action_columns)
        else:
            self.run_worker(self._read, thread=True, exclusive=True, group="table")

    def action_take_in(self) -> None:
        """Take the rows in."""
        if self._done and self._done.asks_order and not self._storing:
            self.action_columns()  # which comes first, day or month, is never guessed
        elif self._done and self._done.rows and not self._storing:
            self._storing, rows = True, self._done.rows
            self._say(_storing(0, len(rows)))
            app = self.app  # the work outlives this window
            app.run_worker(lambda: self._store(app, rows), thread=True, group="store")

    def _stored(self, app: App[object], stored: Sequence[ChronologyRow], trouble: str) -> None:
        self._storing = False
        if stored:
            self._taken_in(stored)
        elif self._left:
            say(app, trouble or "Given up. No row was taken in.")
        elif trouble:
            self._say(trouble)
        self._over = self._left or not trouble
        self._leave()

    def _leave(self) -> None:
        """Close once it is over; not while help stands over it."""
        if self._over and self.is_current:
            self.dismiss(None)

    def on_screen_resume(self) -> None:
        self._leave()

    def on_unmount(self) -> None:
        self._left = True

    def action_give_up(self) -> None:
        """Close it; what is not stored yet is not taken in."""
        if self._storing:
            self._say("Giving it up …")
        else:
            self._over = True
        self._left = True
        self._leave()


class Step(Protocol):
    """The step over which a table is brought in."""

    sitting: Sitting

    @property
    def app(self) -> App[object]: ...

    @property
    def is_attached(self) -> bool: ...

    def show(self, outcome: Outcome) -> None:
        """Show the meeting as it stands."""

    def go_to_row(self, key: str) -> None:
        """Put the cursor on a row."""


def bring_in(step: Step, looked_at: LookedAt, forget: Callable[[], None]) -> None:
    """Put the window over a step; the step then shows what was taken in, with the cursor on its first row.

    `forget` is called once it is taken in.
    """
    app = step.app

    def taken_in(rows: Sequence[ChronologyRow]) -> None:
        try:
            step.sitting.live.reread()
        except (Damaged, NotSaved) as trouble:
            say(app, str(trouble), "error")
            return
        forget()
        if step.is_attached:
            step.show(step.sitting.shown)
            step.go_to_row(f"row/{rows[0].id}")
        say(app, f"{how_many(len(rows), 'row')} more in the chronology. {key_of('undo')} takes them back.")

    app.push_screen(BringIn(step.sitting, looked_at, taken_in))


def _storing(count: int, of: int) -> str:
    """Return how far storing has come; once all are ready, the disk cannot be stopped any more."""
    if count < of:
        return f"Taking in … {count:,} of {of:,} rows. Escape gives it up."
    return f"Storing {of:,} rows …"


def _rows(done: Tabled, table: Table) -> Iterator[Row]:
    for number, words in enumerate(details(done, table)):
        mark = join(("?", "$warning")) if number < len([*questions(done)]) else "·"
        quiet = words == columns(table)
        yield Row(f"said/{number}", join((words, "$text-muted")) if quiet else words, mark)
    for number, row in enumerate(done.rows[:SHOWN]):
        day = (said(row.on) or row.date_as_written or "no date", "$text-muted" if row.on else "$warning")
        source = (f"  {row.source}" if row.source else "", "$text-muted")
        line = f"{done.numbers[number]}"
        cells = (line, join(day), row.words, row.source)
        said_of_it = join(day, "  ", row.words, source)
        yield Row(f"row/{number}", said_of_it, cells=cells, title=f"Row {line}")
    if len(done.rows) > SHOWN:
        yield Row("rest", f"and {len(done.rows) - SHOWN:,} more", selectable=False)
