"""How old a child may be at the meeting, and who is expected for that age."""

from __future__ import annotations

from enum import Enum

from chairtui.core.births import ages
from chairtui.core.children import Child
from chairtui.core.meeting import Meeting
from chairtui.core.scheduling import meeting_day


class AgeStage(Enum):
    """As far as the age says who in education and health is expected."""

    UNDER_FIVE = 0
    OF_SCHOOL = 1
    GROWN = 2


def stage_of(age: int) -> AgeStage:
    """Return in which stage an age is: from 5 a child goes to school, from 18 they are no child."""
    return AgeStage.UNDER_FIVE if age < 5 else AgeStage.OF_SCHOOL if age < 18 else AgeStage.GROWN


def ages_at(meeting: Meeting, child: Child) -> tuple[int, int] | None:
    """Return the least and the greatest age that a child may have at the meeting."""
    day = meeting_day(meeting)
    return ages(child, day) if day else None
