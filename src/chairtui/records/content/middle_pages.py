"""The middle of a record: what was shared, what it means, and why it was decided so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from chairtui.core.analysis import Hypothesis
from chairtui.core.calendar.deadlines import local_day
from chairtui.core.decision import Decision
from chairtui.core.register import Attendee
from chairtui.core.risks import reopened_by
from chairtui.core.round import Turn, withheld_words
from chairtui.core.sharing import Contribution
from chairtui.core.threshold import judged_words, threshold_of, threshold_said
from chairtui.core.views import ended
from chairtui.core.vocabulary import RecordKind, Redaction, Sector, YesNo
from chairtui.core.with_ids import find
from chairtui.records.content.frame import Frame, omitted, said
from chairtui.records.content.page_one import NOT_DECIDED, decision_words
from chairtui.records.record import Paragraph, Part, Section, listed, named, table

EARLIER, SHARED, CHRONOLOGY = "Left open by earlier meetings", "What was shared", "Chronology"
HYPOTHESIS, ANALYSIS, THRESHOLD, RATIONALE = "Working hypothesis", "Analysis", "Threshold", "Rationale"


def middle_pages(frame: Frame) -> Iterator[Section]:
    """Return the sections of steps 3 to 5, up to the reasons for the decision."""
    yield Section(EARLIER, tuple(carried_parts(frame)))
    yield Section(SHARED, tuple(_shared(frame)))
    cut = frame.omits(Redaction.CHRONOLOGY)
    yield Section(CHRONOLOGY, (omitted(Redaction.CHRONOLOGY),) if cut else tuple(chronology_parts(frame)))
    for title, parts in ((HYPOTHESIS, _hypothesis), (ANALYSIS, _analysis), (THRESHOLD, _threshold)):
        cut = frame.omits(Redaction.ANALYSIS)
        yield Section(title, (omitted(Redaction.ANALYSIS),) if cut else tuple(parts(frame)))
    yield Section(RATIONALE, (omitted(Redaction.ANALYSIS),) if cut else tuple(_rationale(frame)))


def carried_parts(frame: Frame) -> Iterator[Part]:
    """Return what earlier meetings left open."""
    series = frame.meeting.series
    rows = [(one.kind.value, one.words, one.owner, said(one.due_on, "")) for one in series.carried]
    if frame.copy.kind is RecordKind.EXTRACT:  # it has nothing else of the meetings before
        yield table("Kind|Words|Who|By when", rows, "Nothing was left open.")
        return
    if not series.earlier and not series.carried:
        yield Paragraph("This is the first meeting of its series.")
        return
    unknown = "not shown" if frame.copy.child else "no decision"
    earlier = [
        (
            before.reference or "an earlier meeting",
            said(before.held_at),
            before.outcome.value if before.outcome else unknown,
        )
        for before in series.earlier
    ]
    yield table("Meeting|Held|Outcome", earlier)
    if frame.omits(Redaction.ACTIONS):
        yield omitted(Redaction.ACTIONS)
    if rows or not frame.omits(Redaction.ACTIONS):
        yield table("Kind|Words|Who|By when", rows, "Nothing was left open.")
    if series.carried:
        yield Paragraph(f"Read out: {said(series.read_at, 'it is not written that it was')}.")


def _shared(frame: Frame) -> Iterator[Part]:
    sharing = frame.meeting.sharing
    for line in frame.meeting.attendance.register:
        shared = [one for one in sharing.contributions if one.attendee_id == line.id]
        yield from _agency(frame, line, shared, sharing.turn(line.id))
    if frame.omits(Redaction.SHARED):
        yield omitted(Redaction.SHARED)
    elif not (sharing.contributions or sharing.turns):
        here = "Nothing that was shared is shown in this record for one child."
        yield Paragraph(here if frame.copy.of_several else "Nothing was shared yet.")
    challenges = [(frame.line(one.attendee_id), one.words, one.by, one.answer) for one in sharing.challenges]
    if challenges:
        yield table("To|Question|By|Answer", challenges)
    if sharing.offers:
        yield listed(ended(f"{frame.line(one.attendee_id)} can: {one.words}") for one in sharing.offers)
    booked = [
        (said(one.when), one.what, one.owner or "NOBODY NAMED", one.outcome.value) for one in sharing.bookings
    ]
    if booked or not frame.omits(Redaction.SHARED):
        yield table("Booked for|What|Who confirms it|Outcome", booked, "Nothing is written that is booked.")


def _agency(frame: Frame, line: Attendee, shared: list[Contribution], turn: Turn) -> Iterator[Part]:
    if not shared and not turn.nothing_known and not turn.withholds:
        if line.stays and line.sector is not Sector.SUPPORT and not frame.omits(Redaction.SHARED):
            here = " that is shown in this record for one child" if frame.copy.of_several else ""
            yield Paragraph(f"{frame.line(line.id)} shared nothing{here}.", strong=True)
        return
    yield Paragraph(f"{frame.line(line.id)}:")
    if shared:
        rows = [_contribution(frame, one) for one in shared]
        yield table("What|What it means for the child|Source|As of|Marks", rows)
    if turn.nothing_known:
        yield Paragraph("Holds nothing about the child or family.")
    if turn.withholds:
        words = withheld_words(turn)
        yield Paragraph(ended(f"{words[:1].upper()}{words[1:]}"))


def _contribution(frame: Frame, shared: Contribution) -> tuple[str, ...]:
    marks = [shared.weight.value]
    if shared.second_hand is YesNo.YES:
        marks.append("SECOND-HAND")
    if _is_stale(frame, shared.as_of_on):
        marks.append("STALE")
    if shared.before_meeting:
        marks.append("sent before the meeting")
    if shared.no_action_because:
        marks.append(f"no action because {shared.no_action_because}")
    if missed := reopened_by(frame.meeting, shared.id):
        marks.append(f"open again: what was booked for {said(missed.when)} was missed")
    so_what = shared.so_what or "not written"
    return (shared.fact, so_what, shared.source or "not written", said(shared.as_of_on), "; ".join(marks))


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
    yield table("Day|What|Source", rows, "No chronology was shared.")
    analysis = sharing.chronology_analysis
    if rows or analysis != type(analysis)():
        yield named(
            (
                ("Pattern", analysis.pattern),
                ("What it changes in the hypothesis", analysis.changes_hypothesis),
                ("What it changes in the decision", analysis.changes_decision),
            )
        )


def _hypothesis(frame: Frame) -> Iterator[Part]:
    versions = frame.meeting.analysis.hypotheses
    if not versions:
        yield Paragraph("No hypothesis was stated.", strong=True)
        return
    yield from _version("First", versions[0])
    if len(versions) > 1:
        changed = len(versions) - 1
        yield from _version(f"Last, after {changed} revision{'s' if changed > 1 else ''}", versions[-1])


def _version(name: str, one: Hypothesis) -> Iterator[Part]:
    yield Paragraph(ended(f"{name} ({said(one.stated_at)}, {one.by or 'nobody named'}): {one.words}"))
    yield named((("For", one.supports), ("Against", one.against)))


def _analysis(frame: Frame) -> Iterator[Part]:
    analysis = frame.meeting.analysis
    unknown = [
        ("contradiction" if one.contradicts else "not known", one.words, one.how_to_find_out)
        for one in analysis.unknowns
    ]
    yield table("Kind|What|How to find out", unknown, "Nothing is listed as not known.")
    asked = [(frame.question_of(one.id), one.answer or "nothing was added") for one in analysis.prompts]
    yield table("Question to the room|Answer", asked, "None of the questions to the room was asked.")


def _threshold(frame: Frame) -> Iterator[Part]:
    meeting = frame.meeting
    judged = [
        (
            frame.child(judgement.id),
            judged_words(judgement) + frame.disputed("threshold", judgement.id),
            judgement.category.value,
            judgement.evidence_for or "not written",
            judgement.evidence_against or "not written",
        )
        for judgement in meeting.analysis.judgements
    ]
    known = {one.id for one in meeting.analysis.judgements}
    judged += [
        (child.name, f"{written} (as written with the decision)", "", "", "")
        for child in meeting.concern.children
        if child.id not in known and (written := threshold_said(meeting, child.id))
    ]
    yield table("Child|Threshold|Category|Evidence for|Evidence against", judged, "It was not judged.")


def _rationale(frame: Frame) -> Iterator[Part]:
    decisions = frame.meeting.deciding.decisions
    if not decisions:
        yield Paragraph(NOT_DECIDED)
    for decision in decisions:
        yield Paragraph(decision_words(frame, decision), strong=True)
        yield from _why(frame, decision)


def _anew(decision: Decision) -> Iterator[tuple[str, str]]:
    """Yield why enquiries were initiated though some were under way, and when those had ended."""
    if decision.anew_because:
        yield "Why enquiries were initiated anew", decision.anew_because
        ended = said(decision.earlier_ended_on, "not written: their clock runs on")
        yield "Those under way ended", ended


def _why(frame: Frame, decision: Decision) -> Iterator[Part]:
    why = decision.rationale
    yield named(
        (
            ("Risks", why.risks),
            ("Evidence", why.evidence),
            ("Threshold", threshold_of(frame.meeting, decision)),
            ("Considered and rejected", why.alternatives),
            ("Not known", why.unknown),
            *_anew(decision),
        )
    )
    shared = [find(frame.meeting.sharing.contributions, fact_id) for fact_id in decision.facts]
    facts = [f"{frame.line(one.attendee_id)}: {one.fact}" for one in shared if one]
    if frame.omits(Redaction.SHARED):
        yield omitted(Redaction.SHARED)
    elif facts:
        yield Paragraph("It rests on:")
        yield listed(facts)
    else:
        yield Paragraph("No fact that was shared is named as its ground.")
