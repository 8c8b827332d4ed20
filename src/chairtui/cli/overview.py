"""One meeting on one page of the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chairtui.core.calendar.when import say_when
from chairtui.core.carrying import not_linked_words, perhaps_words, told_now
from chairtui.core.concern import SAFETY
from chairtui.core.conference_clocks import Counting, conference_clocks, needless_words, whose
from chairtui.core.enquiries import Enquiry, became, enquiry_of
from chairtui.core.history.log import Row
from chairtui.core.listing import ended
from chairtui.core.meeting import Meeting
from chairtui.core.rooms import each_room, record_type
from chairtui.core.sentences.conflicts import heading, lines
from chairtui.core.sentences.names import told_apart, undecided_names
from chairtui.core.threshold import threshold_said
from chairtui.core.versions import version_of
from chairtui.core.views import (
    again_words,
    conference_words,
    late_words,
    outcome_words,
    position_words,
    urgent_words,
    who,
    without_minimum_words,
)
from chairtui.core.vocabulary import ActionStatus, Stage
from chairtui.core.who_was_missing import added_words, decided_without
from chairtui.core.with_ids import find
from chairtui.directory.calling import call_words
from chairtui.directory.naming import title_in, unnamed_in
from chairtui.live.desk import Desk
from chairtui.live.outcome import Outcome
from chairtui.records.content.frame import Frame, rules_words
from chairtui.records.content.handed import handed
from chairtui.standards.placed import Place
from chairtui.standards.placing import attention
from chairtui.standards.verdict import Verdict
from chairtui.tui.keys import key_of


def overview(desk: Desk, outcome: Outcome, rows: Sequence[Row] = ()) -> str:
    """Return a meeting as it stands, in words; of its rows, to whom it was handed and from whom it came."""
    return "\n".join(_lines(desk, outcome, rows))


def _lines(desk: Desk, outcome: Outcome, rows: Sequence[Row]) -> Iterator[str]:
    kept = desk.kept_about(outcome.meeting)
    meeting = told_apart(told_now(outcome.meeting, kept))
    kind = "In preparation" if meeting.stage is Stage.PREPARING else record_type(meeting).title
    when = meeting.started_at or meeting.scheduled_at
    yield f"{meeting.reference}  {kind}"
    held = say_when(when) if when else "no time set"
    yield " · ".join(
        filter(None, (meeting.stage.words(undecided_names(meeting)), held, meeting.authority, meeting.id))
    )
    chair = meeting.attendance.chair
    yield f"Chair: {', '.join(filter(None, (chair.name, chair.grade))) if chair else 'nobody yet'}"
    yield f"About: {', '.join(child.name for child in meeting.concern.children) or 'nobody yet'}"
    if meeting.closing.signature:
        signed = meeting.closing.signature
        at = f" {say_when(signed.signed_at)}" if signed.signed_at else ""
        yield f"Record: {version_of(meeting.closing).words}, signed by {signed.name}{at}"
    yield f"Rules: {rules_words(meeting.profile, desk.judge.profile_of(meeting))}"
    safety = f"Is each child safe now? {meeting.concern.safety.safe.value}"
    yield f"{safety}{_disputed(meeting, SAFETY)}"
    yield from filter(None, (urgent_words(meeting), without_minimum_words(meeting)))
    yield from _section("Concern", [meeting.concern.words] if meeting.concern.words else [])
    yield from _section("Before the meeting", _prepared(desk, meeting))
    yield from _section("Here" if meeting.stage is Stage.HELD else "There", _there(desk, meeting))
    yield from _section("Decision", _decisions(desk, meeting))
    yield from _section("Actions", _actions(meeting))
    yield from _section("Conference by", conference_lines(meeting))
    yield from _section("Ahead", _ahead(meeting))
    yield from _section("What became of the enquiry", _enquiries(meeting))
    yield from _section("Late information", _late(meeting))
    yield from _section("Handed over and received", [": ".join(one) for one in handed(rows)])
    apart = not_linked_words(outcome.meeting, kept)
    perhaps = perhaps_words(desk.perhaps_about(outcome.meeting))
    yield from _section("Not linked", [words for words in (apart, perhaps) if words])
    settles = f"{key_of('warnings')} in the meeting settles it"
    yield from _section(f"Changed on two machines apart, not settled ({settles})", _apart(desk, meeting))
    verdicts = _verdicts(desk, outcome)
    gaps = _gaps(desk, outcome.meeting, verdicts)
    yield from _section("Warnings", [_warning(desk, one) for one in verdicts if one.id not in gaps])
    left = [_said(one) for one in verdicts if one.id in gaps]
    yield from _section("Left open when it was signed, in the record with the reasons", left)


def _verdicts(desk: Desk, outcome: Outcome) -> Sequence[Verdict]:
    opened = desk.as_opened(outcome.meeting)
    return outcome.verdicts if opened is outcome.meeting else desk.judge(opened, desk.clock.now())


def _gaps(desk: Desk, meeting: Meeting, verdicts: Sequence[Verdict]) -> frozenset[str]:
    """Return the ids of what was left open when the record was signed: nobody is warned of it any more."""
    if meeting.closing.signature is None:
        return frozenset()
    placed = attention(meeting, verdicts, desk.clock.now()).placed
    return frozenset(one.verdict.id for one in placed if one.place is Place.GAP)


def _warning(desk: Desk, verdict: Verdict) -> str:
    call = f"\n    {call_words(verdict.contact, desk.agencies)}" if verdict.contact else ""
    return f"{_said(verdict)}{call}"


def _said(verdict: Verdict) -> str:
    return f"{verdict.severity.value}: {verdict.say} [{verdict.id}]"


def _apart(desk: Desk, meeting: Meeting) -> list[str]:
    sentences = []
    for conflict in meeting.conflicts:
        sides = lines(conflict, meeting, title_in(meeting, desk.agencies))
        sentences += [heading(conflict), *(f"  {side}" for side in sides)]
    return sentences


def _disputed(meeting: Meeting, part: str, *keys: str) -> str:
    return Frame(meeting=meeting, rows=()).disputed(part, *keys)


def _section(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield title
        yield from ("  " + line.replace("\n", "\n    ") for line in lines)


def _prepared(desk: Desk, meeting: Meeting) -> list[str]:
    preparing, sentences = meeting.preparing, []
    if preparing.cancelled_because:
        sentences.append(ended(f"Cancelled: {preparing.cancelled_because}"))
    if preparing.agenda:
        items = (f"{item.title} ({item.minutes} min)" for item in preparing.agenda)
        sentences.append(f"Agenda: {'; '.join(items)}")
    for request in preparing.requests:
        by = f" by {say_when(request.reply_by)}" if request.reply_by else ""
        answered = f"answered {say_when(request.returned_at)}" if request.returned_at else "not answered"
        sentences.append(f"{_name(desk, meeting, request.id)} is asked{by}: {request.needs} [{answered}]")
    for sent in preparing.sent:
        when = f" {say_when(sent.sent_at)}" if sent.sent_at else ""
        sentences.append(f"Sent{when}: {sent.paper.value} to {_name(desk, meeting, sent.attendee_id)}")
    return sentences


def _name(desk: Desk, meeting: Meeting, attendee_id: str) -> str:
    line = find(meeting.attendance.register, attendee_id)
    return who(line, title_in(meeting, desk.agencies)) if line else "somebody who is not on the register"


def _there(desk: Desk, meeting: Meeting) -> list[str]:
    title, sentences = title_in(meeting, desk.agencies), []
    for room in each_room(meeting):
        about = f"At the decision about {room.about}: " if room.about else ""
        sentences += [f"{about}{who(line, title)}" for line in room.people]
        sentences += [f"{about}nobody"] if about and not room.people else []
    return sentences


def _decisions(desk: Desk, meeting: Meeting) -> list[str]:
    names = {child.id: child.name for child in meeting.concern.children}
    sentences = []
    for decision in meeting.deciding.decisions:
        about = ", ".join(names.get(child, child) for child in decision.children)
        at = f" ({say_when(decision.decided_at)})" if decision.decided_at else ""
        gone, disputed = again_words(meeting, decision), _disputed(meeting, "decision", *decision.children)
        sentences.append(f"{about}: {outcome_words(decision)}{at}{f'. {gone}' if gone else ''}{disputed}")
    sentences += [
        f"{names[judgement.id]}: {threshold_said(meeting, judgement.id)}"
        for judgement in meeting.analysis.judgements
        if judgement.changed_at and judgement.id in names
    ]
    if sentences:
        sentences += position_words(meeting, title_in(meeting, desk.agencies))
        unnamed = [(role.key, role.title) for role in desk.judge.expected(meeting) if not role.attendee_id]
        without = decided_without(meeting, title_in(meeting, desk.agencies), unnamed_in(meeting, unnamed))
        sentences += [decided.words for decided in without if decided.words]
    return [*sentences, *filter(None, (added_words(meeting),))]


def conference_lines(meeting: Meeting) -> list[str]:
    """Return the two ways in which procedures count to a conference; one line where they agree."""
    return [line for one in conference_clocks(meeting) for line in _clock_lines(meeting, one)]


def _clock_lines(meeting: Meeting, counting: Counting) -> list[str]:
    clocks, names = counting.clocks, whose(meeting, counting.children)
    if counting.needless:
        return [f"{needless_words(names)}."]
    about = f" about {names}" if names else ""
    first = (
        f"{say_when(clocks.from_initiating)}  15 working days from the discussion that initiated enquiries"
        f"{about}, "
        f"{say_when(clocks.initiated_on)}"
    )
    last = (
        f"{say_when(clocks.from_last)}  counted from the last discussion, {say_when(clocks.last_on)}; "
        "returns use the day above"
    )
    return [first, last] if clocks.differ else [first]


def _actions(meeting: Meeting) -> list[str]:
    sentences = []
    for action in meeting.plan.actions:
        by = action.due_at or action.due_on
        due = say_when(by) if by else "no day"
        state = "" if action.status is ActionStatus.OPEN else f" [{action.status.value}]"
        sentences.append(f"{due}  {action.owner or 'nobody'}: {action.what}{state}")
    return sentences


def _ahead(meeting: Meeting) -> list[str]:
    following = meeting.plan.next_meeting_at
    return list(
        filter(None, (conference_words(meeting), f"Next meeting: {say_when(following)}" if following else ""))
    )


def _enquiries(meeting: Meeting) -> list[str]:
    noted = [(child.name, enquiry_of(meeting.plan, child.id)) for child in meeting.concern.children]
    held = meeting.plan.conference.held_on if meeting.plan.conference else None
    return [f"{name}: {' '.join(became(one, held))}" for name, one in noted if one != Enquiry(id=one.id)]


def _late(meeting: Meeting) -> list[str]:
    return [
        f"{say_when(late.added_at)}  {late_words(late)}" if late.added_at else late_words(late)
        for late in meeting.closing.addenda
    ]
