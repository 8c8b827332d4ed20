"""The room over time as a detail shows it: a line for each agency, and a stroke where it was decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby

from rich.cells import cell_len
from textual.content import Content

from chairtui.core.meeting import Meeting
from chairtui.core.register import present
from chairtui.core.room_over_time import Here, RoomOverTime, room_over_time
from chairtui.core.sentences.room import (
    LEGEND,
    SIGNS,
    WAS_HERE,
    WAS_NOT,
    Drawn,
    Named,
    clock_line,
    drawn_lines,
)
from chairtui.core.vocabulary import Stage
from chairtui.tui.widgets.columns import fitted
from chairtui.tui.widgets.detail import Picture
from chairtui.tui.widgets.row import Row
from chairtui.tui.widgets.words import content, join

ROOM = "room"
"""The key of the row that opens it."""
NAMES = 16
"""Cells that the names beside a picture have where there are few."""
OF_THE_LINE = 3
"""The part of a line, one in so many, that the names beside a picture have at most."""
_STYLES = {
    WAS_HERE: "bold $accent",
    WAS_NOT: "bold $error",
    **dict.fromkeys(SIGNS.values(), ""),
    SIGNS[Here.AWAY]: "$text-muted",
}


def room_row(meeting: Meeting) -> list[Row]:
    """Return the row that opens the room over time, once the meeting has begun."""
    if meeting.started_at is None:
        return []
    words = "The room over time: who was here when"
    return [Row(ROOM, words, title="The room over time")]


def seen_now(meeting: Meeting, now: datetime, cells: int) -> RoomOverTime | None:
    """Return the room up to the minute while anybody is here; after that up to the last that is known."""
    goes_on = meeting.stage is not Stage.SIGNED and present(meeting.attendance)
    return room_over_time(meeting, now.replace(second=0, microsecond=0) if goes_on else None, max(1, cells))


def room_picture(meeting: Meeting, now: datetime, named: Named, width: int) -> Picture:
    """Return the room in so many cells a line; nothing before the start, or where there are too few."""
    longest = max((cell_len(named(line)) for line in meeting.attendance.register), default=0)
    names = min(max(NAMES, longest), width // OF_THE_LINE)
    decided = len({one.decided_at for one in meeting.deciding.decisions})
    seen = seen_now(meeting, now, width - names - 1 - decided)
    if seen is None or names < 8:
        return Picture()
    drawn = drawn_lines(seen, named)
    signs = max((len(one.signs) for one in drawn), default=0)
    names = max(names, min(longest, width - 1 - signs))  # no name is cut beside cells that stay free
    return Picture(
        head=join((f"The room, {seen.minutes} min a sign", "bold")),
        lines=tuple(_line(one, names) for one in drawn),
        foot=(
            content(f"{' ' * names} {clock_line(seen)}"),
            *Content.styled(LEGEND, "$text-muted").wrap(width),
        ),
    )


def room_words(meeting: Meeting, now: datetime, named: Named) -> str:
    """Return the same in words, a sentence for each line of the register."""
    seen = seen_now(meeting, now, NAMES)
    return "\n".join(f"{one.name}: {one.words}" for one in drawn_lines(seen, named)) if seen else ""


def _line(drawn: Drawn, names: int) -> Content:
    return Content.assemble(fitted(drawn.name, names), " ", *_signs(drawn.signs))


def _signs(signs: Sequence[str]) -> Iterator[tuple[str, str]]:
    for style, run in groupby(signs, key=_STYLES.__getitem__):
        yield "".join(run), style
