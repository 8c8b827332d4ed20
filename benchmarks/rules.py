"""All rules on a full meeting, in milliseconds."""

from __future__ import annotations

import time
from collections.abc import Collection
from datetime import datetime, timedelta

from msgspec.structs import replace

from chairtui.core.meeting import Meeting
from chairtui.directory.agencies import Agencies
from chairtui.live.clock import SystemClock
from chairtui.live.live_meeting import LiveMeeting
from chairtui.standards.judge import ProfileJudge
from chairtui.standards.verdict import Expected, Judge, Question, Verdict
from chairtui.store.memory import MemoryEventLog
from meetings import full_meeting, noon
from timing import machine, tell

GOAL = 2.0
ROUNDS = 300


def states() -> list[Meeting]:
    """Return a full meeting as it stood after each command that made it, judged by nobody."""
    live = LiveMeeting("full", MemoryEventLog(), Nobody(), SystemClock(), actor="Ruth", device_id="bench")
    return [live.do(command).meeting for command in full_meeting("full", noon())]


class Nobody:
    """A judge without rules, so that the first one that is measured is the first."""

    def __call__(self, _meeting: Meeting, _now: datetime) -> tuple[Verdict, ...]:
        """Return nothing."""
        return ()

    def profile_of(self, _meeting: Meeting) -> str:
        """Return nothing."""
        return ""

    def label(self, _meeting: Meeting) -> str:
        """Return nothing."""
        return ""

    def met(self, _meeting: Meeting, _now: datetime, _ids: Collection[str]) -> frozenset[str]:
        """Return nothing."""
        return frozenset()

    def figures(self, _meeting: Meeting) -> dict[str, int]:
        """Return nothing."""
        return {}

    def expected(self, _meeting: Meeting) -> tuple[Expected, ...]:
        """Return nobody."""
        return ()

    def deck(self, _meeting: Meeting) -> tuple[Question, ...]:
        """Return nothing."""
        return ()


def timed(judge: Judge, meeting: Meeting, now: datetime) -> float:
    """Return the ms that judging took."""
    began = time.perf_counter()
    judge(meeting, now)
    return (time.perf_counter() - began) * 1000


def main() -> None:
    """Measure and print."""
    print(f"rules · {machine()}")
    history = states()
    full = history[-1]
    began = time.perf_counter()
    judge = ProfileJudge(Agencies.load())
    loading = (time.perf_counter() - began) * 1000
    first = timed(judge, full, noon())
    rules, unmet = len(judge.profile(full).rules), len(judge(full, noon()))
    print(f"{rules} rules of {judge.profile_of(full)}, {unmet} unmet")
    print(f"reading the profiles {loading:.1f} ms; the first judgement, which compiles them, {first:.1f} ms")
    # Another minute and another value each time: the last answer cannot be given again as it is.
    again = [
        timed(judge, replace(full, reference=f"SM-{number}"), noon() + timedelta(minutes=number))
        for number in range(ROUNDS)
    ]
    tell("a full meeting", again, GOAL)
    grown = [timed(judge, meeting, noon()) for meeting in history]
    tell("after each of the commands that made it, each state seen for the first time", grown)


if __name__ == "__main__":
    main()
