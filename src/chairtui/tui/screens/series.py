"""A child over time: each meeting about the child, who came to which, and what became of everything."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult

from chairtui.core.change import Refused
from chairtui.core.listing import how_many
from chairtui.live.desk import Desk
from chairtui.live.ports import NotSaved
from chairtui.tui.keys import Where, bindings
from chairtui.tui.terminal.whole import Whole
from chairtui.tui.widgets.bars import KeyBar
from chairtui.tui.widgets.board import Board
from chairtui.tui.widgets.lines import Lines
from chairtui.tui.widgets.words import say

if TYPE_CHECKING:
    from chairtui.core.child_over_time import ChildOverTime
    from chairtui.core.meeting import Meeting
    from chairtui.core.views import Title
    from chairtui.tui.app import ChairtuiApp
    from chairtui.tui.widgets.form import Values


NONE_HELD = "No meeting about this child was held here yet: the next one follows one that was held."


class ChildSeries(Whole):
    """The children of a meeting over time, one at a time."""

    BINDINGS = bindings(Where.SERIES)

    def __init__(self, desk: Desk, meeting_id: str, now: Meeting | None = None) -> None:
        """Show the children of a meeting of a desk; `now` is the meeting where it is open."""
        super().__init__()
        self._desk, self._meeting_id, self._now = desk, meeting_id, now
        self._place = 0
        """Which of the children is shown."""
        self._kept: frozenset[str] = frozenset()
        """The ids of the meetings that can be opened."""
        self._last: tuple[str, str] | None = None
        """Id and reference of the last that was held and is kept here."""
        self._child = ""
        """The id of the child that is shown."""

    def compose(self) -> ComposeResult:
        yield Board(list_id="series", empty="Reading the meetings about the child …")
        yield KeyBar(Where.SERIES, Where.LIST)

    def on_mount(self) -> None:
        """Read the meetings while nobody waits for it."""
        self.query_one(Lines).focus()
        self._read()

    def _read(self) -> None:
        self.run_worker(self._find, thread=True, exclusive=True, group="series")

    def _find(self) -> None:
        """Read the meetings about the child that is shown."""
        from chairtui.core.carrying import perhaps_words
        from chairtui.core.history.log import Damaged, fold  # home needs none of it
        from chairtui.core.sentences.names import told_apart
        from chairtui.directory.naming import title_in
        from chairtui.live.series import Reader

        place = self._place
        try:
            meeting = self._now or fold(self._desk.log.read(self._meeting_id))
            children, names = meeting.concern.children, told_apart(meeting).concern.children
            number = place % len(children) if children else 0
            reader = Reader(self._desk, meeting)
            over = reader.over_time(meeting, children[number]) if children else None
            perhaps = perhaps_words(reader.perhaps(meeting, children[number])) if children else ""
        except (Damaged, NotSaved) as trouble:
            self.app.call_from_thread(say, self.app, str(trouble), "error")
            return
        which = f"child {number + 1} of {len(children)}" if len(children) > 1 else ""
        self._child = children[number].id if children else ""
        called = f"{names[number].name} over time" if names else ""
        title = title_in(meeting, self._desk.agencies)
        self.app.call_from_thread(self._show, place, over, called, which, title, perhaps)

    def _show(
        self, place: int, over: ChildOverTime | None, called: str, which: str, title: Title, perhaps: str
    ) -> None:
        from chairtui.tui.rows.series import series_columns, series_rows

        if not self.is_mounted or place != self._place:
            return
        board = self.query_one(Board)
        if over is None:
            board.show((), "No child is named in this meeting yet.")
            return
        held = [(then.id, then.reference) for then in over.meetings if then.kept and then.held_at]
        self._last = held[-1] if held else None
        self._kept = frozenset(one.id for one in over.meetings if one.kept)
        missing = {"next_child": not which, "meet_again": not self._last}
        self.query_one(KeyBar).leave_out(frozenset(act for act, is_so in missing.items() if is_so))
        with self.hold():
            rows = series_rows(over, title, self._desk.clock.now(), perhaps)
            board.show(rows, columns=series_columns(over))
            number = len(over.meetings)
            counted = how_many(number, "meeting")
            board.call(called, ", ".join(filter(None, (which, counted))))

    def on_lines_chosen(self, message: Lines.Chosen) -> None:
        """Open the meeting under the cursor; of every other row, show all there is to say."""
        from chairtui.tui.rows.series import MEETING

        app, meeting_id = cast("ChairtuiApp", self.app), message.key.removeprefix(MEETING)
        if message.key.startswith(MEETING) and app.sitting is None and meeting_id in self._kept:
            app.pop_screen()
            app.open_meeting(meeting_id)
        else:
            message.lines.action_read_row()

    def action_meet_again(self) -> None:
        """Make the next meeting after the last one that was held."""
        from chairtui.tui.steps.making import make_next_meeting

        app = cast("ChairtuiApp", self.app)
        if app.sitting and app.sitting.waiting:
            say(app, app.sitting.watch.waits, "warning")
        elif self._last:
            make_next_meeting(app, self._desk, *self._last)
        else:
            say(app, NONE_HELD)

    def action_write_series(self) -> None:
        """Ask in which form and where, then write the child that is shown over time."""
        from chairtui.tui.sheets.export import series_fields
        from chairtui.tui.widgets.form import Form

        if self._child:
            self.app.push_screen(
                Form("The child over time as a file", series_fields(self._desk), focus="form"), self._write_as
            )

    def _write_as(self, values: Values | None) -> None:
        if values is None:
            return
        form, folder = str(values["form"]), Path(str(values["folder"])).expanduser()
        desk, meeting_id, child = self._desk, self._meeting_id, self._child

        def write() -> None:
            try:
                told = f"It is in {desk.records.write_series(desk, meeting_id, child, form, folder)}"
            except (NotSaved, Refused) as trouble:
                told = f"Nothing was written. {trouble}"
            self.app.call_from_thread(say, self.app, told)

        self.run_worker(write, group="write", thread=True, exclusive=True)
        say(self.app, "Writing it …")

    def action_next_child(self) -> None:
        """Show the next child of the meeting."""
        self._place += 1
        self._read()

    def action_close(self) -> None:
        """Go back."""
        self.app.pop_screen()
