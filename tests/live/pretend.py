"""A clock, a judge and a meeting to test with."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta

from chairtui.core.attendance import ListAttendee
from chairtui.core.chairing import TakeChair
from chairtui.core.children import Child, DescribeChild
from chairtui.core.meeting import Meeting, PrepareMeeting, StartMeeting
from chairtui.core.register import Attendee, present
from chairtui.core.vocabulary import Gate, HealthKind, PoliceUnit, Sector
from chairtui.core.warnings import Severity
from chairtui.live.live_meeting import LiveMeeting
from chairtui.live.ports import EventLog
from chairtui.live.whose import Acts
from chairtui.standards.verdict import Answered, Verdict

MEETING = "0190a5b4-0000-7000-8000-000000000001"
START = datetime(2026, 3, 5, 10, tzinfo=UTC)


class PretendClock:
    """A clock that goes on only when it is told to, and can be set back."""

    def __init__(self, start: datetime = START, name: str = "id") -> None:
        self.wall = start
        self.since = 0.0
        self._name = name
        self._ids = 0

    def pass_(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)
        self.since += seconds

    def now(self) -> datetime:
        return self.wall

    def elapsed(self) -> float:
        return self.since

    def new_id(self) -> str:
        self._ids += 1
        return f"{self._name}-{self._ids:06}"


class PretendJudge:
    """Warns while nobody from the police is here (a stop), and while the concern has no words."""

    def __call__(self, meeting: Meeting, now: datetime) -> tuple[Verdict, ...]:
        verdicts = []
        if not any(line.sector is Sector.POLICE for line in present(meeting.attendance)):
            verdicts.append(verdict("W-POLICE", Severity.STOP, (Gate.OPEN, Gate.DECISION), returns=True))
        if not meeting.concern.words:
            verdicts.append(verdict("W-CONCERN", Severity.WARN, (Gate.OPEN, Gate.CLOSE)))
        return tuple(verdicts)

    def met(self, meeting: Meeting, now: datetime, ids: Collection[str]) -> frozenset[str]:
        return frozenset(ids)

    def profile_of(self, meeting: Meeting) -> str:
        return "pretend/1"

    def label(self, meeting: Meeting) -> str:
        return ""

    def expected(self, meeting: Meeting) -> tuple[()]:
        return ()

    def deck(self, meeting: Meeting) -> tuple[()]:
        return ()

    def figures(self, meeting: Meeting) -> dict[str, int]:
        return {}

    def guidance(self, meeting: Meeting) -> str:
        return ""

    def explain(self, code: str, meeting: Meeting | None = None) -> None:
        return None


class Lenient(PretendJudge):
    """Never warns."""

    def __call__(self, meeting: Meeting, now: datetime) -> tuple[Verdict, ...]:
        return ()


def verdict(code: str, severity: Severity, gates: tuple[Gate, ...], *, returns: bool = False) -> Verdict:
    return Verdict(
        code=code, subject="", answered=Answered.UNMET, severity=severity, gates=gates,
        say=f"{code} is not as it should be.", ask="Ask.", source="A test.", returns=returns,
    )  # fmt: skip


PREPARE = PrepareMeeting(meeting_id=MEETING, reference="SD-1", authority="Bromley")
CHILD = DescribeChild(child=Child(id="c1", name="AB"))
POLICE = ListAttendee(
    attendee=Attendee(
        id="police", agency="police", sector=Sector.POLICE, name="PC One", unit=PoliceUnit.CHILD_ABUSE
    )
)
HEALTH = ListAttendee(
    attendee=Attendee(
        id="health", agency="health", sector=Sector.HEALTH, name="Dr Two", health=HealthKind.PAEDIATRICIAN
    )
)
SOCIAL = ListAttendee(
    attendee=Attendee(id="social", agency="social-care", sector=Sector.SOCIAL_WORK, name="Sam Three")
)
CHAIR = TakeChair(name="Chris Chair", grade="Team manager")
BEGIN = (PREPARE, CHILD, POLICE, HEALTH, SOCIAL, CHAIR)


def live(
    log: EventLog,
    clock: PretendClock | None = None,
    judge: PretendJudge | None = None,
    *,
    device_id: str = "laptop",
    meeting_id: str = MEETING,
    acts: Acts | None = None,
) -> LiveMeeting:
    return LiveMeeting(
        meeting_id,
        log,
        judge or Lenient(),
        clock or PretendClock(),
        actor="Chris Chair",
        device_id=device_id,
        acts=acts,
    )


def begun(
    log: EventLog,
    clock: PretendClock | None = None,
    judge: PretendJudge | None = None,
    *,
    acts: Acts | None = None,
) -> LiveMeeting:
    """Return a meeting that has started."""
    meeting = live(log, clock, judge, acts=acts)
    meeting.do(*BEGIN)
    meeting.do(StartMeeting())
    return meeting
