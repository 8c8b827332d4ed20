"""The room over time: who was here in each few minutes of a meeting, and when its decisions were taken.

It shows at once who left before it was decided. A line was here in a cell if they took part at any moment of
it; whether they were here when it was decided is told by the decision itself, not by the cell before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import chain, count, pairwise
from math import ceil
from typing import NamedTuple

from msgspec import Struct

from chairtui.core.calendar.clocks import say_clock
from chairtui.core.decision import standing
from chairtui.core.listing import and_words
from chairtui.core.meeting import Meeting
from chairtui.core.register import Attendee, Stay, left_out
from chairtui.core.rooms import PARTS
from chairtui.core.views import stays_words
from chairtui.core.vocabulary import Mode

MINUTES = (1, 2, 5, 10, 15, 30, 60)
"""What a cell may stand for, in minutes; a longer one is a whole number of hours."""
CELLS = 36
"""How many cells a picture has at most, if nothing else is asked for."""


class Here(StrEnum):
    """How somebody took part in a cell."""

    AWAY = "not here"
    WROTE = "wrote"
    APART = "by phone or video"
    IN_ROOM = "in the room"


class Cell(NamedTuple):
    """Some minutes of the meeting; the moment of `end` is not in it."""

    start: datetime
    end: datetime
    decided: bool
    """Whether a decision was taken at its end."""


class LineOverTime(Struct, frozen=True, kw_only=True):
    """One line of the register over time."""

    line: Attendee
    here: tuple[Here, ...]
    """For each cell."""
    decided: tuple[bool, ...]
    """For each time at which it was decided: whether they were here."""


class RoomOverTime(Struct, frozen=True, kw_only=True):
    """The picture: cells from left to right, lines from top to bottom."""

    minutes: int
    """How long a cell is at most."""
    going_on: bool
    """Whether it ends now, and not with the last that is known."""
    cells: tuple[Cell, ...]
    decided: tuple[datetime, ...]
    """When the decisions that stand were taken."""
    lines: tuple[LineOverTime, ...]


def room_over_time(
    meeting: Meeting, until: datetime | None = None, cells: int = CELLS
) -> RoomOverTime | None:
    """Return who was here when, from the start to the last that is known; none before the start.

    `until` is now, in UTC, while the meeting goes on. The minimum stands first: social worker, police,
    health. Who was left out on purpose and never came is no line of it.
    """
    if meeting.started_at is None:
        return None
    decided = _moments(meeting)
    stays = [stay for line in meeting.attendance.register for stay in line.stays]
    begun = min((meeting.started_at, *(stay.joined_at for stay in stays)))
    if decided and decided[0] <= begun:  # its stroke needs a cell before it
        begun = decided[0] - timedelta(minutes=1)
    ended = max((*_ends(meeting.started_at, stays), *decided, *([until] if until else ())))
    edges = sorted({begun, *decided, ended})
    minutes = _minutes(edges, cells)
    parts = tuple(_cells(edges, minutes, decided))
    order = {part.sector: place for place, part in enumerate(PARTS)}
    register = sorted(meeting.attendance.register, key=lambda line: order.get(line.sector, len(order)))
    lines = [_over_time(line, parts, decided) for line in register if line.stays or not left_out(line)]
    return RoomOverTime(
        minutes=minutes,
        going_on=until is not None,
        cells=parts,
        decided=tuple(decided),
        lines=tuple(lines),
    )


def over_time_words(row: LineOverTime, picture: RoomOverTime) -> str:
    """Return the same about one line in words, for whoever does not see the picture."""
    came = stays_words(row.line, "now" if picture.going_on else "the end") or (
        "wrote" if row.line.written_at else "not here"
    )
    missed = missed_words(row, picture)
    return f"{came}; {missed}" if missed else came


def missed_words(row: LineOverTime, picture: RoomOverTime) -> str:
    """Return at which decisions somebody was not here who took part at all; nothing if at none."""
    missed = [say_clock(at) for at, here in zip(picture.decided, row.decided, strict=True) if not here]
    return f"not here when it was decided at {and_words(missed)}" if missed and row.line.stays else ""


def _moments(meeting: Meeting) -> list[datetime]:
    return sorted({one.decided_at for one in standing(meeting) if one.decided_at})


def _ends(started: datetime, stays: list[Stay]) -> Iterator[datetime]:
    """Yield how far the meeting went at least: who came is there for a minute, as far as is known."""
    yield started + timedelta(minutes=1)
    for stay in stays:
        yield stay.left_at or stay.joined_at + timedelta(minutes=1)


def _minutes(edges: list[datetime], cells: int) -> int:
    """Return the shortest time for a cell with which no more than `cells` are needed, or one between each."""
    room = max(cells, len(edges) - 1)
    return next(
        minutes
        for minutes in chain(MINUTES, count(120, 60))
        if sum(_number(start, end, minutes) for start, end in pairwise(edges)) <= room
    )


def _number(start: datetime, end: datetime, minutes: int) -> int:
    return ceil((end - start).total_seconds() / (60 * minutes))


def _cells(edges: list[datetime], minutes: int, decided: list[datetime]) -> Iterator[Cell]:
    """Cut what lies between two edges into cells: an edge is never within one."""
    for start, end in pairwise(edges):
        starts = [start + timedelta(minutes=minutes) * at for at in range(_number(start, end, minutes))]
        for begins, ends in pairwise([*starts, end]):
            yield Cell(begins, ends, ends in decided)


def _over_time(line: Attendee, cells: tuple[Cell, ...], decided: list[datetime]) -> LineOverTime:
    return LineOverTime(
        line=line,
        here=tuple(_here(line, cell) for cell in cells),
        decided=tuple(line.was_here(moment) for moment in decided),
    )


def _here(line: Attendee, cell: Cell) -> Here:
    modes = [
        stay.mode
        for stay in line.stays
        if stay.joined_at < cell.end and (stay.left_at is None or cell.start < stay.left_at)
    ]
    if modes:
        return Here.IN_ROOM if modes[-1] is Mode.IN_ROOM else Here.APART
    return Here.WROTE if line.written_at and line.written_at < cell.end else Here.AWAY
