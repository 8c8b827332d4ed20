"""How much the warnings ask of whoever leads: every meeting there is, replayed event by event.

Each document is typed anew: what was known before stands before the meeting, and from its beginning on one
event follows the other, a quarter of a minute apart, step by step or in an order of chance. After every event
and between them the rows are counted, what is announced, and what signing would ask. Nothing may be lost.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from chairtui.core import change
from chairtui.core.change import DoesNotFit, Event, Stamp
from chairtui.core.closing import SignedOff
from chairtui.core.decision import DecisionRecorded
from chairtui.core.meeting import Meeting, MeetingStarted
from chairtui.core.vocabulary import Gate, Stage, Step
from chairtui.core.warnings import Severity
from chairtui.demonstration import documents
from chairtui.directory.agencies import Agencies
from chairtui.live.gates import relevant, unanswered
from chairtui.live.signing import Left, left_open, lines
from chairtui.records.interchange.reading import read
from chairtui.records.interchange.replaying import replay
from chairtui.standards.announcing import Heard, Said, announce
from chairtui.standards.judge import ProfileJudge
from chairtui.standards.moments import Moments
from chairtui.standards.placed import Attention, Place, quieter, shown
from chairtui.standards.placing import attention
from chairtui.standards.verdict import Announced, Verdict

NOW = datetime(2026, 4, 24, 15, tzinfo=UTC)
FOLDER = Path(__file__).parents[1] / "tests" / "everywhere" / "meetings"

HELD = timedelta(hours=8)
"""For how long after its beginning what is announced belongs to the meeting."""

MOST_ROWS = 7
MOST_IN_TEN = 10
MOST_IN_ONE = 2
MOST_ANNOUNCED = {Announced.STOP: 3, Announced.WARN: 5, Announced.PROMPT: 5}
MOST_LINES = 9
MOST_BEFORE_DECISION = 5
MOST_STOPS, MOST_WARNS = 0.10, 0.35
"""Shares of all that is announced."""
_STEPS = {
    "concern": Step.WHY,
    "children": Step.WHY,
    "series": Step.WHY,
    "first_hand": Step.WHO,
    "attendance": Step.WHO,
    "chairing": Step.WHO,
    "round": Step.KNOW,
    "sharing": Step.KNOW,
    "chronology": Step.KNOW,
    "analysis": Step.MEAN,
    "decision": Step.DECIDE,
    "topics": Step.DECIDE,
    "plan": Step.PLAN,
    "actions": Step.PLAN,
    "questions": Step.PLAN,
    "conference": Step.PLAN,
    "scheduling": Step.PLAN,
    "enquiries": Step.PLAN,
    "closing": Step.READ_BACK,
    "distribution": Step.READ_BACK,
}
"""By module of the core: the step at which its events are typed."""

_TAKES_NOBODY = {"attendance", "chairing", "first_hand"}
"""To mark who is here takes the chair to no other step."""


DEMONSTRATION = 9
"""How many meetings the demonstration has."""


@cache
def judge() -> ProfileJudge:
    """Return the judge of the rules that ship."""
    return ProfileJudge(Agencies.load())


def contents() -> dict[str, bytes]:
    """Return the document of every demonstration meeting and of every invented one, by name."""
    invented = {file.stem: file.read_bytes() for file in sorted(FOLDER.glob("*.json"))}
    return dict(documents(NOW)) | invented


def meetings() -> dict[str, Meeting]:
    """Return what these documents hold, by name."""
    return {name: read(content, NOW).meeting for name, content in contents().items()}


@dataclass
class Figures:
    """What one meeting asks of whoever leads it."""

    rows: int = 0
    """The most that stood at once."""
    flat: int = 0
    """The most verdicts that stood at once: what a list without rows would show."""
    said: list[Said] = field(default_factory=list)
    at_gates: list[Said] = field(default_factory=list)
    """Of these, what came in the very act of a gate."""
    lines: int = 0
    """What signing asks, in lines."""
    sentences: int = 0
    before_decision: int = 0
    lost: list[str] = field(default_factory=list)

    def within(self, minutes: int) -> int:
        """Return the most that was announced outside gates within so many minutes, stops aside in one."""
        time = timedelta(minutes=minutes)
        counted = [one for one in self.said if one not in self.at_gates]
        if minutes == 1:
            counted = [one for one in counted if one.loud is not Announced.STOP]
        return max((sum(one.at - time < each.at <= one.at for each in counted) for one in counted), default=0)

    def of(self, loud: Announced) -> int:
        """Return how many were announced so loud."""
        return sum(one.loud is loud for one in self.said)


def typed(meeting: Meeting, order: random.Random | None = None, *, wild: bool = False) -> list[Event]:
    """Return the events of a meeting in the order in which somebody types them, what was before it first.

    With an order of chance each event moves among its neighbours; `wild` moves it anywhere.
    """
    told = replay(meeting, "", NOW)
    begin = next((n for n, one in enumerate(told) if isinstance(one.event, MeetingStarted)), len(told))
    before = [one.event for one in told[: begin + 1]]
    later = told[begin + 1 :]
    decided = min((one.at for one in later if isinstance(one.event, DecisionRecorded)), default=None)

    def place(number: int) -> float:
        one = later[number]
        module = type(one.event).__module__.rpartition(".")[2]
        if isinstance(one.event, SignedOff):
            return 1e6
        step = list(Step).index(_STEPS.get(module, Step.READ_BACK))
        if module == "attendance" and decided and one.at > decided:
            step = len(Step)
        at = step * 1_000 + number
        if order is None:
            return at
        return order.random() if wild else at + order.uniform(-1_500, 1_500)

    return [*before, *(later[n].event for n in sorted(range(len(later)), key=place))]


def _retimed(event: Event, at: datetime) -> Event:
    given: dict[str, Any] = {"at": at} if getattr(event, "at", None) else {}
    if isinstance(event, DecisionRecorded):
        given = {"decision": replace(event.decision, decided_at=at)}
    return replace(event, **given) if given else event


class Replay:
    """One meeting, typed event by event and looked at after each."""

    def __init__(self, meeting: Meeting, events: Sequence[Event], apart: int = 15, *, enters: bool = True):
        """Type the events so many seconds apart; without `enters` only the record says which step it is."""
        self.figures = Figures()
        self._events, self._apart, self._enters = events, timedelta(seconds=apart), enters
        self._meeting = Meeting()
        self._entered: set[Step] = set()
        self._heard = Heard()
        self._now = meeting.started_at or meeting.scheduled_at or NOW
        self._counts_until = self._now + HELD
        self._said_before_decision: set[str] = set()

    def run(self) -> Figures:
        """Type all of it, walk a decided meeting to the last step, and look on for four weeks."""
        waiting: list[Event] = []
        for event in self._events:
            waiting = [one for one in [*waiting, event] if not self._type(one)]
        if self._meeting.stage in (Stage.PARTLY, Stage.DECIDED) and self._enters:
            self._entered |= {Step.PLAN, Step.READ_BACK}
            self._look(at_gate=True)
        if self._meeting.stage in (Stage.PARTLY, Stage.DECIDED):
            self._ask_at_signing()
        for minutes in (*[1] * 12, *[12] * 4, *[60] * 7, *[7 * 24 * 60] * 4):
            self._now += timedelta(minutes=minutes)
            self._look()
        return self.figures

    def _type(self, event: Event) -> bool:
        """Type one event; say whether it fits by now."""
        if isinstance(event, SignedOff):
            self._entered |= {Step.READ_BACK}
            self._look(at_gate=True)
            self._ask_at_signing()
        gate = self._at_gate()
        if isinstance(event, DecisionRecorded):
            self._ask_before_decision()
        stamp = Stamp(event_id=f"e{self._now.timestamp()}", at=self._now, actor="Ruth Calloway")
        try:
            self._meeting = change.evolve(_retimed(event, self._now), self._meeting, stamp)
        except DoesNotFit:
            return False
        if self._meeting.started_at:
            self._enter(event)
            self._look(at_gate=self._at_gate() != gate)
            self._now += self._apart
            self._look()
        return True

    def _enter(self, event: Event) -> None:
        module = type(event).__module__.rpartition(".")[2]
        if self._enters and module in _STEPS and module not in _TAKES_NOBODY:
            self._entered.add(_STEPS[module])

    def _moments(self) -> Moments:
        return Moments(self._meeting, self._now, self._entered)

    def _at_gate(self) -> tuple[bool, bool]:
        moments = self._moments()
        return moments.decision_gate, moments.close_gate

    def _verdicts(self) -> tuple[Verdict, ...]:
        return relevant(self._meeting, judge()(self._meeting, self._now), self._now, self._entered)

    def _look(self, *, at_gate: bool = False) -> None:
        verdicts = self._verdicts()
        seen = attention(self._meeting, verdicts, self._now, self._entered)
        moments = self._moments()
        self._heard, said = announce(self._heard, seen, moments)
        figures = self.figures
        figures.rows = max(figures.rows, sum(bool(row.open) for row in seen.rows))
        figures.flat = max(figures.flat, len(verdicts))
        if self._now < self._counts_until:
            figures.said += said
            figures.at_gates += said if at_gate else ()
        figures.lost += lost(self._meeting, verdicts, seen, moments)

    def _ask_before_decision(self) -> None:
        asked = [] if self._meeting.urgent else unanswered(self._meeting, self._verdicts(), Gate.DECISION)
        self._said_before_decision |= {one.id for one in asked}
        self.figures.before_decision = max(self.figures.before_decision, len(asked))

    def _ask_at_signing(self) -> None:
        left = [self._said(one) for one in left_open(self._meeting, self._verdicts())]
        asked = [one for one in lines(left) if one.asked]
        self.figures.lines = max(self.figures.lines, len(asked))
        self.figures.sentences = max(self.figures.sentences, sum(one.asked for one in asked))

    def _said(self, left: Left) -> Left:
        """Return what is left open with what whoever leads had to say of it before the decision."""
        said = left.verdict.id in self._said_before_decision
        return replace(left, reason="Said before the decision.") if said else left


def lost(meeting: Meeting, verdicts: Sequence[Verdict], seen: Attention, moments: Moments) -> Iterator[str]:
    """Yield what would be found nowhere, or not where it is looked for."""
    placed = {one.verdict.id: one for one in seen.placed}
    rows = {row.name: {one.verdict.id for one in row.members} for row in seen.rows}
    for verdict in verdicts:
        one = placed[verdict.id]
        root = placed.get(one.root)
        if one.place is Place.STEP and verdict.step is None:
            yield f"{verdict.id} is work of no step"
        if one.row and verdict.id not in rows[one.row]:
            yield f"{verdict.id} is in no row"
        if one.place is Place.BENEATH and (root is None or root.place is not Place.ROW):
            yield f"{verdict.id} hangs beneath what stands in no row"
        if root and verdict.severity is Severity.STOP is not root.verdict.severity:
            yield f"{verdict.id}, a stop, hangs beneath less"
    for row in seen.rows:
        if any(quieter(one.loud, row.loud) is not one.loud for one in row.open):
            yield f"{row.name} bears less than what is open in it"
        if shown(row.loud) is not Announced.PROMPT and row.words.startswith("Left open"):
            yield f"{row.name} hides what is grave among what is left open"
    if moments.signed:
        return
    gates = [
        gate
        for gate, come in ((Gate.CLOSE, moments.close_gate), (Gate.DECISION, moments.decision_gate))
        if come
    ]
    for gate in gates:
        for verdict in unanswered(meeting, verdicts, gate):
            if not placed[verdict.id].row:
                yield f"{verdict.id} is asked at the {gate.value} and stands in no row"


def all_figures(
    order: random.Random | None = None, *, wild: bool = False, enters: bool = True, most: int | None = None
) -> dict[str, Figures]:
    """Return the figures of every meeting, or of the first so many: the demonstration comes first."""
    return {
        name: Replay(one, typed(one, order, wild=wild), enters=enters).run()
        for name, one in list(meetings().items())[:most]
    }


def shares(*found: Mapping[str, Figures]) -> tuple[float, float, int]:
    """Return the share of stops and of warnings among all that was announced, and how much that was."""
    said = [one.loud for each in found for figures in each.values() for one in figures.said]
    return said.count(Announced.STOP) / len(said), said.count(Announced.WARN) / len(said), len(said)


def failures(name: str, figures: Figures) -> Iterator[str]:
    """Yield which of the figures to reach one meeting does not."""
    goals = {
        "rows standing": (figures.rows, MOST_ROWS),
        "announced in ten minutes": (figures.within(10), MOST_IN_TEN),
        "announced in a minute": (figures.within(1), MOST_IN_ONE),
        "lines asked at signing": (figures.lines, MOST_LINES),
        "asked before the decision": (figures.before_decision, MOST_BEFORE_DECISION),
        "lost": (len(figures.lost), 0),
        **{f"announced as {loud}": (figures.of(loud), most) for loud, most in MOST_ANNOUNCED.items()},
    }
    yield from (
        f"{name}: {what} {is_so}, at most {most}" for what, (is_so, most) in goals.items() if is_so > most
    )


def main() -> None:
    """Print the figures of each meeting, and fail where one is not reached."""
    found = all_figures()
    wrong: list[str] = []
    print(
        f"{'meeting':36} {'rows':>9} {'in 10':>5} {'in 1':>4} {'stop/warn/prompt':>16} {'signing':>10} lost"
    )
    for name, one in found.items():
        said = "/".join(str(one.of(loud)) for loud in MOST_ANNOUNCED)
        print(
            f"{name:36} {one.flat:>3} → {one.rows:>2} {one.within(10):>6} {one.within(1):>4} {said:>16}"
            f" {one.sentences:>3} in {one.lines:>2} {len(one.lost):>5}"
        )
        wrong += failures(name, one)
    stops, warns, number = shares(found)
    # Typed in so tidy an order so little is announced that the shares say how bad the meetings were.
    print(f"announced {number}: stops {stops:.0%}, warnings {warns:.0%}")
    for seed in range(3):
        for words, wild in (("chaotic", False), ("at random", True)):
            mixed = all_figures(random.Random(seed), wild=wild)
            stops, warns, number = shares(mixed)
            print(f"{words}, seed {seed}: announced {number}: stops {stops:.0%}, warnings {warns:.0%}")
            worst = {
                what: max(one_of(each) for each in mixed.values())
                for what, one_of in (
                    ("rows", lambda one: one.rows),
                    ("in ten minutes", lambda one: one.within(10)),
                    ("in one", lambda one: one.within(1)),
                    ("lost", lambda one: len(one.lost)),
                )
            }
            print(f"{words}, seed {seed}: {', '.join(f'{what} {most}' for what, most in worst.items())}")
    if wrong:
        sys.exit("\n".join(wrong))


if __name__ == "__main__":
    main()
