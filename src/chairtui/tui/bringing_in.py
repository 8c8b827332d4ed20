"""A chronology from a file: looked at, then taken in, all of it in the background; escape gives it up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from chairtui.core.change import Refused
from chairtui.core.chronology import ChronologyRow
from chairtui.core.log import Damaged
from chairtui.core.tabled import BATCH, Columns, GaveUp, Line, Tabled, commands, guess, read_rows
from chairtui.live.handing import PutAside
from chairtui.live.ports import NotSaved
from chairtui.tui.dates import said
from chairtui.tui.keys import Where, bindings
from chairtui.tui.meeting_screen import MeetingScreen
from chairtui.tui.sheet import text
from chairtui.tui.sheets.chronology import file_of
from chairtui.tui.sitting import Sitting
from chairtui.tui.widgets.bars import KeyBar
from chairtui.tui.widgets.dialogs import WINDOW
from chairtui.tui.widgets.form import FieldSpec, Form, Kind, Values
from chairtui.tui.widgets.lines import Lines, Row
from chairtui.tui.widgets.options import Option
from chairtui.tui.widgets.words import Words, join, say

SHOWN = 50
"""Rows that are shown before they are taken in."""


class BringIn(ModalScreen[None]):
    """What would come of a file, and the wait while it is taken in."""

    BINDINGS = bindings(Where.BRINGING_IN)
    DEFAULT_CSS = (
        "BringIn {"
        + WINDOW
        + """ & > Vertical { width: 96; height: 90%; } & Lines { height: 1fr; }
        & .state { padding-bottom: 1; } & KeyBar { dock: bottom; } }"""
    )

    def __init__(self, sitting: Sitting, file: Path, source: str, taken_in: Callable[[int], object]) -> None:
        """Look at a file; `source` is that of rows that name none.

        `taken_in` is told how many rows were stored, also where nobody waited for it any longer.
        """
        super().__init__()
        self._sitting, self._desk, self._file, self._source = sitting, sitting.desk, file, source
        self._taken_in = taken_in
        self._table: list[Line] = []
        self._columns: Columns | None = None
        self._done: Tabled | None = None
        self._left = self._storing = self._over = False

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Words(f"Chronology from {self._file.name}", classes="title")
            yield Words("Reading …", classes="state")
            yield Lines(id="coming", empty="")
            yield KeyBar(Where.BRINGING_IN)

    def on_mount(self) -> None:
        """Begin to read."""
        self.query_one(Lines).focus()
        self.run_worker(self._open, thread=True, exclusive=True, group="table")

    # In the background --------------------------------------------------------------------------

    def _open(self) -> None:
        try:
            table = self._desk.read_table(self._file, self._told)
            columns = guess(table, self._desk.clock.now())
        except GaveUp:
            return
        except Refused as refused:
            self.app.call_from_thread(self._say, str(refused))
            return
        self._table, self._columns = table, columns
        if columns is None:
            self.app.call_from_thread(self.action_columns)
        else:
            self._read()

    def _read(self) -> None:
        if self._columns is None:
            return
        try:
            done = read_rows(
                self._table,
                self._columns,
                self._desk.clock.now(),
                known=self._sitting.live.outcome.meeting.sharing.chronology,
                source=self._source,
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

        stored, trouble = 0, ""
        try:
            live = self._desk.open(self._sitting.live.meeting_id)
            live.do(*commands(rows, self._desk.clock.new_id), told=told)
            stored = len(rows)
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
        self._say(summary(done))
        if self.is_attached:
            self.query_one(Lines).show(_rows(done), empty="There is nothing to take in.")

    def action_columns(self) -> None:
        """Say which column is what."""
        if self._table and not self._storing:
            about = "" if self._columns else "It is not clear which column is what."
            now = self._columns or Columns(words=-1, headed=True)
            form = Form("Which column is what", _fields(self._table, now), about=about)
            self.app.push_screen(form, self._choose)

    def _choose(self, values: Values | None) -> None:
        if values is None:
            return
        picked = {key: int(str(values[key]) or -1) for key in ("date", "words", "source")}
        headed = values["headed"] == "yes"
        self._columns = Columns(
            date=picked["date"], words=picked["words"], source=picked["source"], headed=headed
        )
        self.run_worker(self._read, thread=True, exclusive=True, group="table")

    def action_take_in(self) -> None:
        """Take the rows in."""
        if self._done and self._done.rows and not self._storing:
            self._storing, rows = True, self._done.rows
            self._say(_storing(0, len(rows)))
            app = self.app  # the work outlives this window if privacy closes it
            app.run_worker(lambda: self._store(app, rows), thread=True, group="store")

    def _stored(self, app: App[object], stored: int, trouble: str) -> None:
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


def bring_in(step: MeetingScreen, values: Values) -> None:
    """Put the window over a step, for the file that was named; the step shows what was taken in."""
    app = step.app

    def taken_in(count: int) -> None:
        try:
            step.sitting.live.reread()
        except (Damaged, NotSaved) as trouble:
            say(app, str(trouble), "error")
            return
        if step.is_attached:
            step.show(step.sitting.shown)
        say(app, f"{count:,} rows are in the chronology. ^z takes them back.")

    app.push_screen(BringIn(step.sitting, file_of(values), text(values, "source"), taken_in))


def _storing(count: int, of: int) -> str:
    """Return how far storing has come; once all are ready, the disk cannot be stopped any more."""
    if count < of:
        return f"Taking in … {count:,} of {of:,} rows. Escape gives it up."
    return f"Storing {of:,} rows …"


def summary(done: Tabled) -> str:
    """Return what came of a table in a sentence or two."""
    days = sorted(row.on for row in done.rows if row.on)
    span = f", {said(days[0])} to {said(days[-1])}" if days else ""
    parts = [f"{_counted(len(done.rows), 'row')} to take in{span}."]
    if undated := len(done.rows) - len(days):
        parts.append(f"{undated:,} without a date that can be read: kept as written.")
    if done.twice:
        parts.append(f"{_counted(len(done.twice), 'line')} left out: they say what is there already.")
    if done.failed:
        parts.append(f"{_counted(len(done.failed), 'line')} cannot be taken in.")
    return " ".join(parts)


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _rows(done: Tabled) -> Iterator[Row]:
    for one in done.failed[:SHOWN]:
        yield Row(f"failed/{one.number}", join(f"line {one.number}: {one.why}"), join(("✗", "$error")))
    for number in done.twice[:SHOWN]:
        yield Row(f"twice/{number}", join((f"line {number}: there already", "$text-muted")), "=")
    for place, row in enumerate(done.rows[:SHOWN]):
        day = (said(row.on) or row.date_as_written or "no date", "$text-muted" if row.on else "$warning")
        source = (f"  {row.source}" if row.source else "", "$text-muted")
        yield Row(f"row/{place}", join(day, "  ", row.words, source), "·")
    if len(done.rows) > SHOWN:
        yield Row("rest", f"and {len(done.rows) - SHOWN:,} more", selectable=False)


def _fields(table: list[Line], now: Columns) -> tuple[FieldSpec, ...]:
    width = max(len(line.cells) for line in table)
    columns = tuple(_column(table, place) for place in range(width))

    def chosen(place: int) -> str:
        return str(place) if place >= 0 else ""

    return (
        FieldSpec("date", "The date", Kind.CHOICE, options=columns, initial=chosen(now.date)),
        FieldSpec("words", "What happened", Kind.CHOICE, True, options=columns, initial=chosen(now.words)),
        FieldSpec("source", "The source", Kind.CHOICE, options=columns, initial=chosen(now.source)),
        FieldSpec(
            "headed", "The first line names the columns", Kind.YES_NO, initial="yes" if now.headed else "no"
        ),
    )


def _column(table: list[Line], place: int) -> Option:
    letter = chr(ord("A") + place) if place < 26 else str(place + 1)
    cells = [line.cells[place][:30] for line in table[:3] if place < len(line.cells)]
    return Option(str(place), f"{letter}: {cells[0] if cells else ''}", ", ".join(cells[1:]))
