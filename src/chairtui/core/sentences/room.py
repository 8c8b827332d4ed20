"""The room over time as lines of signs, for the screen and the command line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from chairtui.core.calendar.clocks import say_clock
from chairtui.core.register import Attendee
from chairtui.core.room_over_time import Here, LineOverTime, RoomOverTime, over_time_words
from chairtui.core.views import who

Named = Callable[[Attendee], str]
"""Returns what a line of the register is called beside its signs."""
SIGNS = {Here.AWAY: "┈", Here.WROTE: "▁", Here.APART: "▄", Here.IN_ROOM: "█"}
"""What a cell shows."""
WAS_HERE, WAS_NOT = "┃", "✗"
"""What stands where it was decided."""
LEGEND = "█ in the room  ▄ phone or video  ▁ wrote  ┃ decided, ✗ without them"


class Drawn(NamedTuple):
    """One line of the register as it is drawn."""

    name: str
    signs: str
    """One for each cell, and one for each decision after the cell at whose end it was taken."""
    words: str
    """The same in words."""


def drawn_lines(picture: RoomOverTime, named: Named = who) -> tuple[Drawn, ...]:
    """Return each line of the picture, from top to bottom."""
    return tuple(
        Drawn(named(row.line), _signs(row, picture), over_time_words(row, picture)) for row in picture.lines
    )


def clock_line(picture: RoomOverTime) -> str:
    """Return the times below the picture: each decision, the start and the end, as far as there is room."""
    width = len(picture.cells) + len(picture.decided)
    line = [" "] * width
    wanted = [(place, say_clock(at)) for place, at in _decided_at(picture)]
    start, end = say_clock(picture.cells[0].start), say_clock(picture.cells[-1].end)
    for place, words in (*wanted, (0, start), (width - len(end), end)):
        begins = max(0, min(place, width - len(words)))
        around = line[max(0, begins - 1) : begins + len(words) + 1]
        if len(words) <= width and not any(sign.strip() for sign in around):
            line[begins : begins + len(words)] = words
    return "".join(line).rstrip()


def _signs(row: LineOverTime, picture: RoomOverTime) -> str:
    decided = iter(row.decided)
    signs = ""
    for cell, here in zip(picture.cells, row.here, strict=True):
        signs += SIGNS[here]
        if cell.decided:
            signs += WAS_HERE if next(decided) else WAS_NOT
    return signs


def _decided_at(picture: RoomOverTime) -> list[tuple[int, datetime]]:
    """Return where each decision stands in the signs, with its time."""
    places: list[tuple[int, datetime]] = []
    place = 0
    for cell in picture.cells:
        place += 1
        if cell.decided:
            places.append((place, cell.end))
            place += 1
    return places
