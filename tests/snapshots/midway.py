"""The demonstration's missing-child meeting, twenty minutes in, at an hour that never changes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from unittest import mock

from tests.tui.desk import StillClock

from chairtui import demonstration as invented
from chairtui.core.actions import Action, AllotAction
from chairtui.core.analysis import ListUnknown, StateHypothesis, Unknown
from chairtui.core.attendance import RecordPresence
from chairtui.core.change import Command
from chairtui.core.concern import AnswerSafety, ReadPurpose, Safety
from chairtui.core.first_hand import AskWhoHasMet
from chairtui.core.meeting import StartMeeting
from chairtui.core.round import CallAgency
from chairtui.core.sharing import Contribute, Contribution
from chairtui.core.vocabulary import Handling, Horizon, Mode, Weight, YesNo
from chairtui.core.warnings import HandleWarning
from chairtui.live.desk import Desk
from chairtui.store.connect import Database
from chairtui.store.heads import beside
from chairtui.wiring import demonstrating

MEETING = "demo-1-missing-from-watford"
THURSDAY = datetime(2026, 3, 5, 10, 0, tzinfo=UTC)

SHARED = (
    (
        "nwosu",
        "He rang her on Sunday evening: he owes money and cannot pay it.",
        "Whoever he owes can make him carry for them.",
        "Her own contact",
    ),
    (
        "osei",
        "He packed two bags before he left, and took his winter coat.",
        "He may have planned to stay away.",
        "Larch House log",
    ),
    (
        "renwick",
        "Stopped twice this month with older boys in Penge.",
        "He is within reach of the group that he fears.",
        "Stop records",
    ),
)
"""Who shared it, what, what it means for the child, and how they know."""


@contextmanager
def demonstration() -> Iterator[tuple[Desk, StillClock]]:
    """Give the demonstration's desk, with the missing-child meeting under way; each has one of its own."""
    content, ends, then = _made()
    clock = StillClock(THURSDAY)

    def copied(file: Path) -> Database:
        file.write_bytes(content)
        beside(file).write_bytes(ends)
        return Database(file)

    with (
        mock.patch.object(demonstrating, "SystemClock", return_value=clock),
        mock.patch.object(demonstrating, "Database", copied),
        mock.patch.object(invented, "documents", return_value=()),
        demonstrating.demonstration() as place,
    ):
        vars(clock).update(vars(then))
        yield place.desk, clock


@cache
def _made() -> tuple[bytes, bytes, StillClock]:
    """Return the database in which the meeting is under way, what remembers its end, and the clock then."""
    clock = StillClock(THURSDAY)
    with (
        mock.patch.object(demonstrating, "SystemClock", return_value=clock),
        demonstrating.demonstration() as place,
    ):
        _hold(place.desk, clock)
        file = place.path.with_name("copy.db")
        place.back_up(file)
        return file.read_bytes(), beside(place.path).read_bytes(), clock


def _hold(desk: Desk, clock: StillClock) -> None:
    live = desk.open(MEETING)
    clock.pass_(20 * 60)
    for minutes, *commands in _acts(clock.at.date()):
        clock.pass_(60 * minutes)
        live.do(*commands)


def _acts(today: date) -> Iterator[tuple[int, *tuple[Command, ...]]]:
    """Yield what happens: minutes since the last thing, then the commands."""
    yield 0, StartMeeting()
    for who in ("nwosu", "renwick", "osei"):
        yield 0, RecordPresence(attendee_id=who, mode=Mode.VIDEO)
    yield 1, AskWhoHasMet(someone=YesNo.YES)
    called = "Rang at once: the nurse is in another meeting and dials in at half past."
    yield 1, HandleWarning(warning_id="W-MIN-HEALTH", what=Handling.CONTACTED, words=called)
    yield 1, ReadPurpose()
    yield 2, AnswerSafety(safety=Safety(safe=YesNo.NO, words="Not found; police are at his mother's street."))
    for number, (who, fact, so_what, source) in enumerate(SHARED):
        shared = Contribution(
            id=f"shared-{number}",
            attendee_id=who,
            fact=fact,
            weight=Weight.RISK,
            source=source,
            as_of_on=today,
            second_hand=YesNo.NO,
            so_what=so_what,
        )
        yield 4, CallAgency(attendee_id=who), Contribute(contribution=shared)
    search = Action(
        id="search",
        what="Search Penge and watch his mother's street",
        owner="Paul Renwick",
        owner_id="renwick",
        agency="police-child-abuse",
        due_on=today,
        why="He is within reach of the group that he fears.",
        horizon=Horizon.IMMEDIATE,
        answers=("shared-2",),
    )
    yield 1, AllotAction(action=search)
    yield 1, StateHypothesis(words="He is being made to work off a debt.", supports="The call; the stops.")
    yield 0, ListUnknown(unknown=Unknown(id="where", words="Where he slept last night."))
