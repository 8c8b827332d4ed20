"""The middle of a record: what was shared, what it means, and why it was decided so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from chairtui.core.analysis import Hypothesis
from chairtui.core.calendar.deadlines import local_day
from chairtui.core.calendar.when import say_clock
from chairtui.core.decision import Decision
from chairtui.core.listing import and_words
from chairtui.core.register import Attendee
from chairtui.core.risks import reopened_by
from chairtui.core.rooms import PARTS
from chairtui.core.round import withheld_words
from chairtui.core.series import CarriedKind
from chairtui.core.sharing import Contribution
from chairtui.core.threshold import judged_words, threshold_of
from chairtui.core.views import agency_of, ended
from chairtui.core.vocabulary import Gate, RecordKind, Redaction, Sector, YesNo
from chairtui.core.with_ids import find
from chairtui.records.content.frame import Frame, omitted, said
from chairtui.records.record import Cell, Fact, Group, Paragraph, Part, Section, fact, facts, listed, table

EARLIER, SHARED, CHRONOLOGY = "Earlier meetings and what they left open", "What was shared", "Chronology"
THINK, RATIONALE = "What we think is happening", "Why it was decided so"


def middle_pages(frame: Frame) -> Iterator[Section]:
    """Return the sections of steps 3 to 5, up to the reasons for the decision."""
    if frame.copy.kind is RecordKind.EXTRACT or frame.meeting.series.earlier or frame.meeting.series.carried:
        yield Section(EARLIER, tuple(carried_parts(frame)))
    yield Section(SHARED, tuple(_shared(frame)))
    cut = frame.omits(Redaction.CHRONOLOGY)
    yield Section(CHRONOLOGY, (omitted(Redaction.CHRONOLOGY),) if cut else tuple(chronology_parts(frame)))
    decided = frame.meeting.deciding.decisions
    cut = frame.omits(Redaction.ANALYSIS)
    yield Section(THINK, (omitted(Redaction.ANALYSIS),) if cut else tuple(_think(frame)))
    if decided:
        yield Section(RATIONALE, (omitted(Redaction.ANALYSIS),) if cut else tuple(_rationale(frame)))


def carried_parts(frame: Frame) -> Iterator[Part]:
    """Return what earlier meetings left open."""
    series = frame.meeting.series
    rows = [
        (
            Cell(
                f"{_KINDS.get(carried.kind, '')}{carried.words}",
                (f"Why: {carried.why}",) if carried.why else (),
            ),
            carried.owner,
            said(carried.due_at or carried.due_on, ""),
        )
        for carried in series.carried
    ]
    columns = "Left open:wide|Who:person|By when:date"
    if frame.copy.kind is RecordKind.EXTRACT:  # it has nothing else of the meetings before
        yield table(columns, rows, "Nothing was left open.")
        return
    if not series.earlier and not series.carried:
        yield Paragraph("This is the first meeting of its series.")
        return
    unknown = "not shown" if frame.copy.child else "no decision"
    yield from facts(
        *(
            fact(
                said(before.held_at, "Earlier"),
                f"{before.reference or 'An earlier meeting'}: "
                f"{before.outcome.value if before.outcome else unknown}.",
            )
            for before in series.earlier
        )
    )
    if frame.omits(Redaction.ACTIONS):
        yield omitted(Redaction.ACTIONS)
    if rows or not frame.omits(Redaction.ACTIONS):
        yield table(columns, rows, "Nothing was left open.")
    if series.carried:
        yield Paragraph(f"Read out: {said(series.read_at, 'it is not written that it was')}.")


_KINDS = {CarriedKind.QUESTION: "Unanswered question: ", CarriedKind.DISSENT: "Dissent: "}


def _shared(frame: Frame) -> Iterator[Part]:
    sharing, register = frame.meeting.sharing, frame.meeting.attendance.register
    rows = [_contribution(frame, number, one) for number, one in numbered(frame)]
    nothing = ""
    if not rows and not sharing.turns and not frame.omits(Redaction.SHARED):
        here = "Nothing that was shared is shown in this record for one child."
        nothing = here if frame.copy.of_several else "Nothing was shared yet."
    if rows or nothing:
        columns = "No.:number|Who:person|What:wide|Meaning for the child"
        yield table(columns, rows, nothing)
    if frame.omits(Redaction.SHARED):
        yield omitted(Redaction.SHARED)
    told = [words for line in register for words in _turn(frame, line)]
    if told:
        yield listed(told)
    silent = [frame.line(line.id) for line in register if _is_silent(frame, line)]
    if silent:
        here = " that is shown in this record for one child" if frame.copy.of_several else ""
        yield Paragraph(f"Took part and shared nothing{here}: {'; '.join(silent)}.", strong=True)
    asked = [
        fact(
            f"To {frame.line(challenge.attendee_id)}",
            f"{challenge.words}{f' ({challenge.by})' if challenge.by else ''}",
            _answered(challenge.answer),
        )
        for challenge in sharing.challenges
    ]
    if asked:
        yield Group("What was questioned")
        yield from facts(*asked)
    if sharing.offers:
        yield listed(ended(f"{frame.line(one.attendee_id)} can: {one.words}") for one in sharing.offers)


def _answered(answer: str) -> str:
    return f"Answer: {answer}" if answer.strip() else "No answer is written."


def numbered(frame: Frame) -> list[tuple[int, Contribution]]:
    """Return what was shared, agency by agency in the order of the register, with its number."""
    contributions = frame.meeting.sharing.contributions
    lines = [line.id for line in frame.meeting.attendance.register]
    there = [one for line in lines for one in contributions if one.attendee_id == line]
    there += [one for one in contributions if one.attendee_id not in lines]
    return list(enumerate(there, 1))


def _turn(frame: Frame, line: Attendee) -> Iterator[str]:
    turn = frame.meeting.sharing.turn(line.id)
    if turn.nothing_known:
        yield f"{frame.line(line.id)} holds nothing about the child or family."
    if turn.withholds:
        yield ended(f"{frame.line(line.id)} {withheld_words(turn)}")


def _is_silent(frame: Frame, line: Attendee) -> bool:
    heard = frame.meeting.sharing.heard(line.id)
    return (
        bool(line.stays)
        and line.sector is not Sector.SUPPORT
        and not heard
        and not frame.omits(Redaction.SHARED)
    )


def _contribution(frame: Frame, number: int, shared: Contribution) -> tuple[str | Cell, ...]:
    line = frame.attendee(shared.attendee_id)
    name = (line.name or agency_of(line, frame.title)) if line else frame.line(shared.attendee_id)
    agency = (agency_of(line, frame.title),) if line and line.name else ()
    weight = f"{shared.weight.value[:1].upper()}{shared.weight.value[1:]}"
    source = "; ".join(filter(None, (shared.source, said(shared.as_of_on, ""))))
    below = (source or "Source is not written.", "; ".join(_marks(frame, shared)))
    so_what = shared.so_what or "not written"
    because = (f"No action because: {shared.no_action_because}",) if shared.no_action_because else ()
    return (
        str(number),
        Cell(name, agency),
        Cell(f"{weight}: {shared.fact}", tuple(filter(None, below))),
        Cell(so_what, because),
    )


def _marks(frame: Frame, shared: Contribution) -> Iterator[str]:
    if shared.second_hand is YesNo.YES:
        yield "SECOND-HAND"
    if _is_stale(frame, shared.as_of_on):
        yield "STALE"
    if shared.before_meeting:
        yield "sent before the meeting"
    if missed := reopened_by(frame.meeting, shared.id):
        yield f"open again: what was booked for {said(missed.at)} was missed"


def _is_stale(frame: Frame, as_of_on: date | None) -> bool:
    started_at = frame.meeting.started_at
    if as_of_on is None or started_at is None or frame.stale_days is None:
        return False
    return as_of_on < local_day(started_at) - timedelta(days=frame.stale_days)


def chronology_parts(frame: Frame) -> Iterator[Part]:
    """Return the chronology with what it shows."""
    sharing = frame.meeting.sharing
    rows = [
        (said(one.on, one.date_as_written or "no day"), one.words, one.source) for one in sharing.chronology
    ]
    yield table("Day:date|What:wide|Source", rows, "No chronology was shared.")
    analysis = sharing.chronology_analysis
    if rows or analysis != type(analysis)():
        yield from facts(
            fact("Pattern", analysis.pattern or "not written"),
            fact("For the hypothesis", analysis.changes_hypothesis or "not written"),
            fact("For the decision", analysis.changes_decision or "not written"),
        )


def _think(frame: Frame) -> Iterator[Part]:
    analysis = frame.meeting.analysis
    versions = analysis.hypotheses
    if not versions:
        yield Paragraph("No hypothesis was stated.", strong=True)
    else:
        changed = len(versions) - 1
        label = f"After {changed} revision{'s' if changed > 1 else ''}" if changed else "Hypothesis"
        first = _first_version(versions[0], versions[-1]) if changed else ()
        between = [told for one in reversed(versions[1:-1]) for told in _version("Before that", one)]
        yield from facts(*_version(label, versions[-1]), *between, *first)
    unknown = [
        f"{'Contradiction: ' if one.contradicts else ''}{ended(one.words)}"
        f"{' To find out: ' + ended(one.how_to_find_out) if one.how_to_find_out else ''}"
        for one in analysis.unknowns
    ]
    yield from facts(
        fact("Not known", *unknown) if unknown else fact("Not known", "Nothing is listed as not known."),
        *_judged(frame),
    )
    if analysis.prompts:
        yield Group("Asked of the room")
        yield from facts(
            *(
                Fact(frame.question_of(one.id), (one.answer or "nothing was added",))
                for one in analysis.prompts
            )
        )


def _version(label: str, hypothesis: Hypothesis) -> tuple[Fact, ...]:
    by = ", ".join(
        filter(
            None,
            (
                say_clock(hypothesis.stated_at) if hypothesis.stated_at else "",
                hypothesis.by or "nobody named",
            ),
        )
    )
    return (
        fact(label, f"{ended(hypothesis.words)} ({by})"),
        fact("For", hypothesis.supports or "not written"),
        fact("Against", hypothesis.against or "not written"),
    )


def _first_version(first: Hypothesis, last: Hypothesis) -> tuple[Fact, ...]:
    """Return how it was stated at first; for and against only where they were others then."""
    stated, supports, against = _version("First stated as", first)
    others = (first.supports, first.against) != (last.supports, last.against)
    return (stated, supports, against) if others else (stated,)


def _judged(frame: Frame) -> Iterator[Fact]:
    """Yield the evidence for and against the threshold, of each child that was judged."""
    several = len(frame.meeting.concern.children) > 1
    for judgement in frame.meeting.analysis.judgements:
        whose = f"{frame.child(judgement.id)}: " if several else ""
        disputed = frame.disputed("threshold", judgement.id)
        if several or not frame.meeting.deciding.decisions:
            yield fact("Threshold", f"{whose}{judged_words(judgement)}; {judgement.category.value}{disputed}")
        yield fact("Evidence for", judgement.evidence_for or "not written")
        yield fact("Evidence against", judgement.evidence_against or "not written")


def _rationale(frame: Frame) -> Iterator[Part]:
    decisions = frame.meeting.deciding.decisions
    for decision in decisions:
        if len(decisions) > 1:
            names = and_words([frame.child(one) for one in decision.children])
            yield Group(f"{names}, {said(decision.decided_at)}")
        yield from _why(frame, decision)
    yield from facts(fact("Said before it", *_said_before(frame)))


def _said_before(frame: Frame) -> Iterator[str]:
    """Yield what was said at the gate of the decision, but for the minimum, of which the first page tells."""
    on_page_one = {part.warning for part in PARTS}
    warnings = frame.meeting.warnings if frame.copy.kind is RecordKind.FULL else ()
    for warning in warnings:
        for handled in warning.handled:
            if handled.gate is Gate.DECISION and handled.words.strip() and warning.code not in on_page_one:
                yield f"{ended(warning.words)} {ended(handled.words)}"


def _why(frame: Frame, decision: Decision) -> Iterator[Part]:
    why = decision.rationale
    told = (
        ("Risks", "the risks", why.risks),
        ("Evidence", "the evidence", why.evidence),
        ("Threshold", "the threshold", threshold_of(frame.meeting, decision)),
        ("Rejected", "what was considered and rejected", why.alternatives),
        ("Not known", "what is not known", why.unknown),
    )
    anew = decision.anew_because
    ended_on = said(decision.earlier_ended_on, "not written: their clock runs on")
    yield from facts(
        *(fact(label, *words.split("\n")) for label, _, words in told),
        fact("Initiated anew", anew),
        fact("Earlier ones ended", ended_on if anew else ""),
        *_rests_on(frame, decision),
    )
    unwritten = [what for _, what, words in told if not words.strip()]
    if unwritten:
        yield Paragraph(f"Not written: {and_words(unwritten)}.", strong=True)
    if frame.omits(Redaction.SHARED):
        yield omitted(Redaction.SHARED)


def _rests_on(frame: Frame, decision: Decision) -> Iterator[Fact]:
    if frame.omits(Redaction.SHARED):
        return
    at = {one.id: (number, one) for number, one in numbered(frame)}
    shared = sorted(at[fact_id] for fact_id in decision.facts if fact_id in at) if decision.facts else []
    named = [f"{number} ({_short(frame, one.attendee_id)})" for number, one in shared]
    yield fact(
        "Rests on",
        f"{and_words(named)} of what was shared." if named else "No fact that was shared is named.",
    )


def _short(frame: Frame, attendee_id: str) -> str:
    line = find(frame.meeting.attendance.register, attendee_id)
    return line.name if line and line.name else frame.line(attendee_id)
