"""The moments of a meeting, from which a rule may stand before a chair; found in the record itself.

A step is *begun* once something is written in it, and *left* once a later one is begun. Whoever looks at a
meeting on one machine may add the steps that were entered there; without them two machines say the same.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from functools import cached_property

from chairtui.core.analysis import Analysis
from chairtui.core.calendar.deadlines import (
    add_working_days,
    day_begins,
    local_day,
    next_midnight,
)
from chairtui.core.decision import Deciding, standing
from chairtui.core.meeting import Meeting
from chairtui.core.vocabulary import Horizon, Stage, Step, YesNo

MOMENTS = (
    "made",
    "eve",
    "start",
    "settled",
    "N minutes",
    "urgent",
    "step N entered",
    "step N left",
    "decision gate",
    "decided",
    "N minutes after deciding",
    "close gate",
    "signed",
    "own clock",
)
"""The moments there are; N is a number of minutes, or of a step (1 to 7).

*Eve* is the working day before the meeting, *settled* the end of its first minutes, *own clock* the time that
the rule itself counts. A gate brings every moment before it.
"""

SETTLED = timedelta(minutes=3)
"""How long whoever is late may still be joining, and nobody is told."""

_STEPS = tuple(Step)
_DECIDING = _STEPS.index(Step.DECIDE)
_PATTERN = re.compile(
    "|".join(
        one.replace("step N", f"step [1-{len(_STEPS)}]").replace("N", "[1-9][0-9]{0,2}") for one in MOMENTS
    )
)


def is_moment(words: str) -> bool:
    """Say whether there is such a moment."""
    return _PATTERN.fullmatch(words) is not None


def by_clock(moment: str, meeting: Meeting) -> tuple[datetime, ...]:
    """Return when (UTC) time alone brings a moment, or ends it, as a meeting stands."""
    minutes = re.search(r"\d+", moment)
    after = timedelta(minutes=int(minutes[0])) if minutes else SETTLED
    began, decided = meeting.started_at, _decided_at(meeting)
    if moment == "eve" and meeting.scheduled_at and not began:
        eve = day_begins(add_working_days(local_day(meeting.scheduled_at), -1))
        return eve, next_midnight(meeting.scheduled_at)
    if moment == "settled" or moment.endswith("minutes"):
        return (began + after,) if began else ()
    return (decided + after,) if moment.endswith("after deciding") and decided else ()


def _decided_at(meeting: Meeting) -> datetime | None:
    """Return when it was decided about the last child (UTC); nothing before."""
    if meeting.stage not in (Stage.DECIDED, Stage.SIGNED):
        return None
    return max((one.decided_at for one in standing(meeting) if one.decided_at), default=None)


class Moments:
    """Which moments of a meeting have come."""

    def __init__(self, meeting: Meeting, now: datetime, entered: Collection[Step] = ()) -> None:
        """Look at a meeting at an instant (UTC); `entered`: the steps that were entered on this machine."""
        self.meeting = meeting
        self.now = now
        self.entered = frozenset(entered if meeting.stage is not Stage.PREPARING else ())
        self._known: dict[str, bool] = {}

    def any_of(self, moments: Iterable[str]) -> bool:
        """Say whether one of some moments has come."""
        return any(map(self.has_come, moments))

    def has_come(self, moment: str) -> bool:
        """Say whether a moment has come."""
        if moment not in self._known:
            self._known[moment] = self._look(moment)
        return self._known[moment]

    @cached_property
    def signed(self) -> bool:
        """Whether the record is signed."""
        return self.meeting.stage is Stage.SIGNED

    @cached_property
    def decided(self) -> bool:
        """Whether it is decided about every child."""
        return self.meeting.stage in (Stage.DECIDED, Stage.SIGNED)

    @cached_property
    def close_gate(self) -> bool:
        """Whether the last step is entered: who gets the record, or the signature."""
        written = self.decided and bool(self.meeting.closing.distribution)
        return self.signed or written or Step.READ_BACK in self.entered

    @cached_property
    def decision_gate(self) -> bool:
        """Whether the step of the decision is entered, or something is written in it."""
        written = self.meeting.deciding != Deciding()
        return self.close_gate or written or Step.DECIDE in self.entered

    @cached_property
    def started(self) -> bool:
        """Whether the meeting has begun."""
        return self.meeting.started_at is not None or self.decision_gate

    @cached_property
    def settled(self) -> bool:
        """Whether the first minutes are over, or the first turn was called."""
        called = any(turn.called_at for turn in self.meeting.sharing.turns)
        return self._since_start(SETTLED) or (self.started and called)

    def _look(self, moment: str) -> bool:
        plain = {
            "made": True,
            "own clock": True,
            "eve": self.started or self._is_eve(),
            "start": self.started,
            "settled": self.settled,
            "urgent": self.started and self.meeting.urgent,
            "decision gate": self.decision_gate,
            "decided": self.decided,
            "close gate": self.close_gate,
            "signed": self.signed,
        }.get(moment)
        return self._counted(moment) if plain is None else plain

    def _counted(self, moment: str) -> bool:
        number = int(re.findall(r"\d+", moment)[0])
        if moment.endswith("minutes"):
            return self._since_start(timedelta(minutes=number))
        if moment.endswith("after deciding"):
            return self.close_gate or self._since_deciding(timedelta(minutes=number))
        if moment.endswith("entered"):
            return number - 1 in self._begun
        return self._left(number - 1)

    def _since_start(self, time: timedelta) -> bool:
        started_at = self.meeting.started_at
        return self.decision_gate or (started_at is not None and self.now - started_at >= time)

    def _since_deciding(self, time: timedelta) -> bool:
        decided_at = _decided_at(self.meeting)
        return decided_at is not None and self.now - decided_at >= time

    def _is_eve(self) -> bool:
        at = self.meeting.scheduled_at
        if at is None:
            return False
        today = local_day(self.now)
        return today <= local_day(at) <= add_working_days(today, 1)

    def _left(self, number: int) -> bool:
        if self.close_gate or (number < _DECIDING and self.decision_gate):
            return True  # a step that was skipped is left at the gate
        if number >= _DECIDING and not self.decided:
            return False
        return number in self._begun and any(later > number for later in self._begun)

    @cached_property
    def _begun(self) -> frozenset[int]:
        """The steps in which something is written, or that were entered here; from 0."""
        concern, sharing, plan = self.meeting.concern, self.meeting.sharing, self.meeting.plan
        written = {
            Step.WHO: self.started,
            Step.WHY: bool(concern.purpose_read_at) or concern.safety.safe is not YesNo.UNKNOWN,
            Step.KNOW: any(turn.called_at for turn in sharing.turns),
            Step.MEAN: self.meeting.analysis != Analysis(),
            Step.DECIDE: bool(self.meeting.deciding.decisions),
            # What is planned in the round is no work of the last steps yet.
            Step.PLAN: self.decided
            and bool(
                plan.contingencies
                or plan.questions
                or plan.further
                or plan.seeing
                or any(one.horizon is not Horizon.IMMEDIATE for one in plan.actions)
            ),
            Step.READ_BACK: self.close_gate,
        }
        entered = {one for one in self.entered if one is not Step.PLAN or self.decided}
        return frozenset(
            number
            for number, step in enumerate(_STEPS)
            if self.started and (written[step] or step in entered)
        )
