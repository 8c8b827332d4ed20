"""The middle of a record: why the meeting was held, what was shared, and what it means."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from chairtui.core.analysis import Hypothesis
from chairtui.core.deadlines import local_day
from chairtui.core.sharing import Contribution
from chairtui.core.views import ended
from chairtui.core.vocabulary import YesNo
from chairtui.records.frame import Frame, said
from chairtui.records.record import Paragraph, Part, Section, listed, named, table

PURPOSE = (
    "To share what each agency knows, to decide whether section 47 enquiries are made about each child, and "
    "to agree who does what by when to keep the child safe, at once and in the short term."
)


def middle_pages(frame: Frame) -> Iterator[Section]:
    """Return the sections of steps 2 to 4."""
    yield Section("Purpose", tuple(_purpose(frame)))
    yield Section("The children and what they say", tuple(_children(frame)))
    yield Section("Left open by earlier meetings", tuple(carried_parts(frame)))
    yield Section("What was shared", tuple(_shared(frame)))
    yield Section("Chronology", tuple(chronology_parts(frame)))
    yield Section("Working hypothesis", tuple(_hypothesis(frame)))
    yield Section("Analysis", tuple(_analysis(frame)))
    yield Section("Threshold", (_threshold(frame),))


def _purpose(frame: Frame) -> Iterator[Part]:
    concern = frame.meeting.concern
    yield Paragraph(PURPOSE)
    read_at = said(concern.purpose_read_at, "it is not written that it was")
    safe = ended(f"{concern.safety.safe.value}. {concern.safety.words}".strip())
    yield named(
        (
            ("Read aloud", read_at),
            ("Is each child safe now?", safe),
            ("Concern", concern.words),
            ("Raised", f"{said(concern.raised_at)} by {concern.referrer or 'somebody not named'}"),
            ("Why the meeting is late", concern.late_because or "it is not written that it is"),
            ("Circumstances", ", ".join(one.value for one in concern.circumstances)),
            ("Team", ", before that ".join(filter(None, (concern.team.name, concern.team.previous)))),
            ("An assessment is under way", concern.assessment_under_way.value),
        )
    )
    places = [
        (place.kind.value, place.name, place.authority, place.force) for place in frame.meeting.concern.places
    ]
    yield table("Place|Name|Authority|Police force", places, "No place is named.")
    if concern.missing != type(concern.missing)():
        fields = concern.missing.__struct_fields__
        texts = [(name.replace("_", " ").capitalize(), getattr(concern.missing, name)) for name in fields]
        yield named((name, value if isinstance(value, str) else said(value)) for name, value in texts)
    for impact in concern.impacts:
        by = f" ({impact.answered_by})" if impact.answered_by else ""
        yield Paragraph(ended(f"What {impact.id.value} means for the child's care: {impact.means}{by}"))


def _children(frame: Frame) -> Iterator[Part]:
    concern = frame.meeting.concern
    voices = {voice.id: voice for voice in concern.voices}
    for child in concern.children:
        born = f"born {said(child.born_on)}" if child.born_on else "date of birth not written"
        if child.expected_on:
            born = f"expected {said(child.expected_on)}"
        yield Paragraph(f"{child.name}, {born}. Lives with: {child.lives_with or 'not written'}.")
        voice = voices.get(child.id)
        if voice is None:
            yield Paragraph(
                f"What {child.name} says was not gathered, and no reason is written.", strong=True
            )
            continue
        yield named(
            (
                ("Says", voice.said),
                ("When and to whom", f"{said(voice.said_on)}; {voice.to_whom or 'nobody named'}"),
                ("Seen alone", voice.seen_alone.value),
                ("How", ", ".join(filter(None, (voice.tool, voice.communication)))),
                ("Not gathered because", voice.not_gathered_because or "it was"),
                ("To be gathered by", said(voice.gather_by, "no day")),
            )
        )
    family = [(one.name, one.relationship, one.lives_with_child.value) for one in concern.family]
    yield table("Family|Relationship|Lives with the child", family, "No family member is named.")


def carried_parts(frame: Frame) -> Iterator[Part]:
    """Return what earlier meetings left open."""
    series = frame.meeting.series
    if not series.earlier and not series.carried:
        yield Paragraph("This is the first meeting of its series.")
        return
    earlier = [
        (one.reference or one.id, said(one.held_at), one.outcome.value if one.outcome else "no decision")
        for one in series.earlier
    ]
    yield table("Meeting|Held|Outcome", earlier)
    rows = [(one.kind.value, one.words, one.owner, said(one.due_on, "")) for one in series.carried]
    yield table("Kind|Words|Who|By when", rows, "Nothing was left open.")
    if series.carried:
        yield Paragraph(f"Read out: {said(series.read_at, 'it is not written that it was')}.")


def _shared(frame: Frame) -> Iterator[Part]:
    sharing = frame.meeting.sharing
    for line in frame.meeting.attendance.register:
        shared = [one for one in sharing.contributions if one.attendee_id == line.id]
        turn = sharing.turn(line.id)
        if not shared and not turn.nothing_known and not turn.withheld_because:
            if line.stays:
                yield Paragraph(f"{frame.line(line.id)} shared nothing.", strong=True)
            continue
        yield Paragraph(frame.line(line.id))
        rows = [_contribution(frame, one) for one in shared]
        if rows:
            yield table("What|What it means for the child|Source|As of|Marks", rows)
        if turn.nothing_known:
            yield Paragraph("Holds nothing about the child or family.")
        if turn.withheld_because:
            yield Paragraph(ended(f"Withholds information: {turn.withheld_because}"))
    challenges = [(frame.line(one.attendee_id), one.words, one.by, one.answer) for one in sharing.challenges]
    if challenges:
        yield table("To|Question|By|Answer", challenges)
    if sharing.offers:
        yield listed(ended(f"{frame.line(one.attendee_id)} can: {one.words}") for one in sharing.offers)
    booked = [(said(one.at), one.what, one.owner, one.outcome.value) for one in sharing.bookings]
    yield table("Booked for|What|Who confirms it|Outcome", booked, "Nothing is written that is booked.")


def _contribution(frame: Frame, one: Contribution) -> tuple[str, ...]:
    marks = [one.weight.value]
    if one.second_hand is YesNo.YES:
        marks.append("SECOND-HAND")
    if _is_stale(frame, one.as_of_on):
        marks.append("STALE")
    if one.before_meeting:
        marks.append("sent before the meeting")
    if one.no_action_because:
        marks.append(f"no action because {one.no_action_because}")
    so_what = one.so_what or "not written"
    return (one.fact, so_what, one.source or "not written", said(one.as_of_on), "; ".join(marks))


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
        yield from _version(f"Last, after {len(versions) - 1} revisions", versions[-1])


def _version(name: str, one: Hypothesis) -> Iterator[Part]:
    yield Paragraph(ended(f"{name} ({said(one.stated_at)}, {one.by or 'nobody named'}): {one.words}"))
    yield named((("For", one.supports), ("Against", one.against)))


def _analysis(frame: Frame) -> Iterator[Part]:
    analysis = frame.meeting.analysis
    unknown = [
        ("contradiction" if one.contradicts else "not known", one.words, one.how_to_find_out)
        for one in analysis.unknowns
    ]
    yield table("Kind|What|How to find out", unknown, "Nothing is written that is not known.")
    asked = [(one.id, one.answer or "nothing was added") for one in analysis.prompts]
    yield table("Question to the room|Answer", asked, "No question of the deck was asked.")


def _threshold(frame: Frame) -> Part:
    judged = [
        (frame.child(one.id), one.threshold.value, one.category.value, one.evidence_for, one.evidence_against)
        for one in frame.meeting.analysis.judgements
    ]
    return table("Child|Threshold|Category|Evidence for|Evidence against", judged, "It was not judged.")
