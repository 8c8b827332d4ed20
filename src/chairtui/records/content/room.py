"""The room over time in a record: blocks beside who took part, and the same in words."""

from __future__ import annotations

from typing import NamedTuple

from chairtui.core.calendar.clocks import say_clock
from chairtui.core.meeting import Meeting
from chairtui.core.room_over_time import missed_words, room_over_time
from chairtui.core.sentences.room import drawn_lines

CELLS = 24
"""How many blocks stand beside a line at most."""


class Room(NamedTuple):
    """Who was here over time, for a table of those who took part."""

    times: str
    """From when until when: for the head of the column. Empty before the start."""
    signs: dict[str, str]
    """What is drawn beside each line of the register, by its id: for `Cell.signs`."""
    missed: dict[str, str]
    """At which decisions each was not here, in words; empty at none."""
    legend: str
    """What the signs mean, for whoever sees them."""


def room_of(meeting: Meeting) -> Room:
    """Return the room of one meeting, cut already to what its reader may see."""
    picture = room_over_time(meeting, cells=CELLS)
    if picture is None:
        return Room("", {}, {}, "")
    drawn = dict(zip((row.line.id for row in picture.lines), drawn_lines(picture), strict=True))
    start, end = picture.cells[0].start, picture.cells[-1].end
    block = "1 minute" if picture.minutes == 1 else f"{picture.minutes} minutes"
    decided = "; ┃ decided, ✗ without them" if picture.decided else ""
    return Room(
        times=f"{say_clock(start)} to {say_clock(end)}",
        signs={key: one.signs for key, one in drawn.items()},
        missed={row.line.id: missed_words(row, picture) for row in picture.lines},
        legend=f"A block is up to {block}: █ in the room, ▄ phone or video, ▁ wrote{decided}.",
    )
