"""The room over time below a step's list, or beside it: drawn anew once a minute, and never by a tick."""

from __future__ import annotations

from datetime import datetime

from chairtui.core.decision import standing
from chairtui.core.register import Attendee
from chairtui.directory.naming import title_apart
from chairtui.live.outcome import Outcome
from chairtui.standards.naming import line_title
from chairtui.tui.rows.room import room_picture, room_words
from chairtui.tui.steps.meeting_screen import MeetingScreen
from chairtui.tui.widgets.detail import Detail
from chairtui.tui.widgets.dialogs import Reader

READER = 92
"""Cells that a line has where it is read."""


class RoomInSight(MeetingScreen):
    """A step whose detail has the room over time, where there is room for it."""

    def show_body(self, outcome: Outcome) -> None:
        """Show the rows; the room beside them only if its minute has come."""
        super().show_body(outcome)
        self._draw_room()

    def pass_time(self) -> None:
        super().pass_time()
        if self.is_active and self._is_drawn:
            self._draw_room()

    def _draw_room(self) -> None:
        now, meeting = self.sitting.now.replace(second=0, microsecond=0), self.sitting.shown.meeting
        decided = tuple(one.id for one in standing(meeting))
        self.query_one(Detail).draw(
            (now, decided, meeting.started_at, self.sitting.private),
            lambda wide: room_picture(self.sitting.shown.meeting, now, self._named, wide),
        )

    def _named(self, line: Attendee) -> str:
        """Return whose line it is: its agency, as the list has it."""
        meeting = self.sitting.shown.meeting
        title = title_apart(meeting, self.sitting.desk.agencies)
        return line_title(line, self.sitting.expected(meeting), title)

    def read_room(self, now: datetime) -> None:
        """Show the room as wide as there is room for, with a sentence for each line of the register."""
        meeting = self.sitting.shown.meeting
        words = room_words(meeting, now, self._named)
        picture = room_picture(meeting, now, self._named, min(READER, self.size.width - 12))
        self.app.push_screen(Reader("The room over time", words, drawn=picture.whole()))
