"""One sitting at a meeting: what is open, which step is shown, and whether names are hidden."""

from __future__ import annotations

from datetime import datetime

from chairtui.core.meeting import Meeting
from chairtui.core.vocabulary import Step
from chairtui.live.desk import Desk
from chairtui.live.gates import relevant
from chairtui.live.live_meeting import Outcome
from chairtui.live.readiness import Readiness, readiness
from chairtui.standards.verdict import Expected
from chairtui.tui.dates import Dates
from chairtui.tui.masking import masked


class Sitting:
    """Holds what every step of an open meeting shares; the meeting itself changes only through `live`."""

    def __init__(self, desk: Desk, meeting_id: str) -> None:
        """Open a meeting at a desk."""
        self.desk = desk
        self.live = desk.open(meeting_id)
        self.dates = Dates(desk.clock)
        self.private = False
        self.step = Step.WHO
        self.came_from = Step.WHO
        """The step to go back to from the register."""
        self.step_since = desk.clock.elapsed()

    def go_to(self, step: Step) -> None:
        """Note that another step is shown."""
        if step is not self.step:
            self.came_from, self.step = self.step, step
            self.step_since = self.desk.clock.elapsed()

    @property
    def shown(self) -> Outcome:
        """The meeting as this screen may show it."""
        outcome = self.live.outcome
        if not self.private:
            return outcome
        meeting = masked(outcome.meeting, self.desk.agencies)
        return Outcome(meeting, relevant(meeting, self.desk.judge(meeting, self.now)))

    @property
    def now(self) -> datetime:
        """The time now, in UTC."""
        return self.desk.clock.now()

    def expected(self, meeting: Meeting) -> tuple[Expected, ...]:
        """Return who should be there, and why."""
        return self.desk.judge.expected(meeting)

    def readiness(self, meeting: Meeting) -> Readiness:
        """Return how ready the meeting is while it is being prepared."""
        return readiness(meeting, self.expected(meeting), self.desk.judge.figures(meeting), self.now)
