"""What the rules say of a meeting, with what was done about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from chairtui.core.calendar.when import say_when
from chairtui.core.closing import said_of
from chairtui.core.meeting import Meeting
from chairtui.core.vocabulary import Gate, Step
from chairtui.core.warnings import COMING, Severity, Warning, ended
from chairtui.core.with_ids import find
from chairtui.directory.agencies import Agencies
from chairtui.directory.calling import call_words
from chairtui.live.gates import is_answered, relevant
from chairtui.standards.placed import SAID, SIGNS, Attention, Place, Placed, WarningRow, shown
from chairtui.standards.placing import attention
from chairtui.standards.verdict import Announced, Judge, Verdict

if TYPE_CHECKING:
    from chairtui.standards.judge import ProfileJudge
    from chairtui.wiring import Workplace

MINUTE = timedelta(minutes=1)
BY_CLOCK = "by the clock: nobody had the meeting open then"
CHECKED = "found by this check"


class Finding(Struct, frozen=True, kw_only=True):
    """One warning, with its rule and its state."""

    id: str
    code: str
    severity: Severity
    subject: str
    sentence: str
    ask: str
    source: str
    state: str
    """Open, or what was done last: contacted, joined, no answer, waived …; reason given; or how it ended."""
    answered: bool
    """Whether a fact or a reason was given that counts at the gate."""
    raised_at: datetime
    """For what is open by the clock alone and not in the log: since when the clock makes it so."""
    cleared_at: datetime | None
    gates: tuple[Gate, ...] = ()
    profile: str = ""
    """The profile that says so."""
    note: str = ""
    """Where `raised_at` is from, if it is not in the log."""
    call: str = ""
    """Whom to call, with the number that the register of agencies has; empty where nobody is to be called."""
    what_if: str = ""
    """That it is judged by other rules than the meeting's own; empty for its own."""
    place: Place | None = None
    """Where it stands: in a row, beneath its root, in the work of its step, or in the record."""
    row: str = ""
    """The row in which it stands; empty in a step's work, for a gap, and once it has ended."""
    root: str = ""
    """The id of what it hangs beneath."""
    rank: int = 0
    """Its place in its group, smaller first."""
    announced: Announced | None = None
    """How loud it comes."""
    step: Step | None = None
    """Where it is mended."""

    def words(self) -> str:
        """Return the finding as lines for a person."""
        since = f" since {say_when(self.raised_at)}" if self.note != CHECKED else f"; {CHECKED}"
        until = f" until {say_when(self.cleared_at)}" if self.cleared_at else ""
        next_to_do = [] if self.cleared_at else [line for line in (self.ask, self.call) if line]
        told = "".join(f"\n       {line}" for line in next_to_do)
        return f"{self.severity.value:<7}{self.id}: {self.sentence} ({self.state}{since}{until}){told}"


def _since(judge: Judge, meeting: Meeting, verdict: Verdict, now: datetime) -> tuple[datetime, str]:
    """Return since when the clock alone makes a verdict so, as the meeting stands, and how that is known."""
    known = (meeting.started_at, meeting.scheduled_at, meeting.concern.raised_at)
    met = next((at for at in known if at and at < now), now)
    if any(one.id == verdict.id for one in judge(meeting, met)):
        return now, CHECKED
    unmet = now
    while unmet - met > MINUTE:
        between = met + (unmet - met) / 2
        if any(one.id == verdict.id for one in judge(meeting, between)):
            unmet = between
        else:
            met = between
    return unmet.replace(second=0, microsecond=0), BY_CLOCK


def judge_of(workplace: Workplace, profile: str | None) -> ProfileJudge:
    """Return the judge of a meeting's own rules, or for a what-if that of one profile.

    Raises:
        UnknownProfile: there is no such profile.
    """
    return workplace.judge.real.what_if(profile) if profile else workplace.judge.real


def findings(
    workplace: Workplace, meeting: Meeting, *, gate: str | None, profile: str | None
) -> list[Finding]:
    """Return what is open, gravest first, then what was cleared.

    Raises:
        UnknownProfile: there is no such profile.
    """
    judge = judge_of(workplace, profile)
    now = workplace.desk.clock.now()
    verdicts = judge(meeting, now)
    counting = (
        [one for one in verdicts if Gate(gate) in one.gates] if gate else relevant(meeting, verdicts, now)
    )
    name, label = judge.profile_of(meeting), judge.label(meeting)
    asked = Gate(gate) if gate else COMING[meeting.stage]
    placed = {each.verdict.id: each for each in attention(meeting, counting, now).placed}
    unmet = []
    for verdict in counting:
        standing = _standing(meeting, verdict)
        raised = (standing.raised_at, "") if standing else _since(judge, meeting, verdict, now)
        call = call_words(verdict.contact, workplace.desk.agencies) if verdict.contact else ""
        finding = _placed(_open(meeting, verdict, asked, name, raised), placed[verdict.id])
        unmet.append(replace(finding, what_if=label, call=call))
    return unmet if profile else [*unmet, *_cleared(workplace, meeting, gate, {one.id for one in unmet})]


def rows_of(workplace: Workplace, meeting: Meeting, profile: str | None) -> Attention:
    """Return the rows as whoever leads sees them, with what is work of the steps.

    Raises:
        UnknownProfile: there is no such profile.
    """
    now = workplace.desk.clock.now()
    verdicts = judge_of(workplace, profile)(meeting, now)
    return attention(meeting, relevant(meeting, verdicts, now), now)


def row_lines(row: WarningRow, agencies: Agencies) -> list[str]:
    """Return a row as lines: its sign, its words, what to do, whom to ring, and which warnings it holds.

    The sign is how loud it comes, as in the panel; what a gate asks for is the word of each warning.
    """
    beneath = sum(one.place is Place.BENEATH for one in row.members)
    counted = f"{len(row.members)}, {beneath} of them beneath" if beneath else f"{len(row.members)}"
    sign = SIGNS[shown(row.loud)] if row.open else SAID
    ids = ", ".join(one.verdict.id for one in row.members)
    told = [row.act, call_words(row.contact, agencies) if row.contact else "", f"{counted}: {ids}"]
    return [f"{sign} {row.words}", *(f"  {words}" for words in told if words)]


def to_do_words(seen: Attention) -> str:
    """Return how much is work of each step and no warning, or a gap of the record; nothing where none is."""
    steps = [
        f"{number} {step}: {seen.to_do[step]}" for number, step in enumerate(Step, 1) if step in seen.to_do
    ]
    gaps = sum(one.place is Place.GAP for one in seen.placed)
    told = [f"Work of the steps: {', '.join(steps)}"] if steps else []
    told += [f"Gaps of the signed record: {gaps}"] if gaps else []
    return f"{'. '.join(told)} (--all lists each)." if told else ""


def stops_open(judged: Iterable[Finding], meeting: Meeting) -> bool:
    """Say whether a stop has neither fact nor reason; an urgent meeting has none."""
    stops = (one for one in judged if one.severity is Severity.STOP and one.cleared_at is None)
    return not meeting.urgent and any(not one.answered for one in stops)


def _placed(finding: Finding, placed: Placed) -> Finding:
    verdict = placed.verdict
    return replace(
        finding,
        place=placed.place,
        row=placed.row,
        root=placed.root,
        rank=verdict.rank,
        announced=placed.loud,
        step=verdict.step,
    )


def _standing(meeting: Meeting, verdict: Verdict) -> Warning | None:
    warning = find(meeting.warnings, verdict.id)
    return warning if warning and warning.cleared_at is None else None


def _open(
    meeting: Meeting, verdict: Verdict, gate: Gate, profile: str, raised: tuple[datetime, str]
) -> Finding:
    standing = _standing(meeting, verdict)
    gap = meeting.closing.gap(verdict.id)
    explained = (said_of(gap, meeting.closing.gaps) or "reason given") if gap else ""
    last = standing.last if standing else None
    state = last.what.value if last else explained or "open"
    return Finding(
        id=verdict.id,
        code=verdict.code,
        severity=verdict.severity,
        subject=verdict.subject,
        sentence=verdict.say,
        ask=verdict.ask,
        source=verdict.source,
        state=state,
        answered=bool(explained) or is_answered(meeting, verdict, gate),
        raised_at=raised[0],
        cleared_at=None,
        gates=verdict.gates,
        profile=profile,
        note=raised[1],
    )


def _cleared(workplace: Workplace, meeting: Meeting, gate: str | None, unmet: set[str]) -> Iterator[Finding]:
    for warning in meeting.warnings:
        rule = workplace.judge.explain(warning.code, meeting)
        gates = rule.gates if rule else ()
        if warning.id in unmet or warning.cleared_at is None or (gate and Gate(gate) not in gates):
            continue
        yield _was(meeting, warning, gates, rule.ask if rule else "", rule.source if rule else "")


def _was(meeting: Meeting, warning: Warning, gates: tuple[Gate, ...], ask: str, source: str) -> Finding:
    return Finding(
        id=warning.id,
        code=warning.code,
        severity=warning.severity,
        subject=warning.subject,
        sentence=warning.words,
        ask=ask,
        source=source,
        state=ended(meeting, warning).value,
        answered=True,
        raised_at=warning.raised_at,
        cleared_at=warning.cleared_at,
        gates=gates,
        profile=meeting.profile,
    )
