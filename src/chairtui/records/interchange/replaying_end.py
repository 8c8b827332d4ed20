"""The end of a meeting replayed as events: the decision, the plan, signing and what followed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from itertools import pairwise

from msgspec.structs import replace

from chairtui.core import actions as of_actions
from chairtui.core.actions import (
    Action,
    ActionAcknowledged,
    ActionAllotted,
    ActionClosed,
    ActionHandedOn,
    HandedOn,
    ReminderNoted,
)
from chairtui.core.calendar.deadlines import LONDON
from chairtui.core.chairing import MinimumOverridden
from chairtui.core.closing import Addendum, LateInformationAdded, LateInformationAnswered, SignedOff
from chairtui.core.conference import ConferenceHeld, ConferencePlanned, NextMeetingPlanned
from chairtui.core.decision import DecisionRecorded, PositionTaken, WithoutAnnotated
from chairtui.core.delivery import BECAME, Delivery
from chairtui.core.distribution import DeliveryNoted, RecipientAdded
from chairtui.core.enquiries import CensusFactsNoted, EnquiryNoted
from chairtui.core.leaving import HoldPlaced, RecordFiled
from chairtui.core.meeting import Meeting
from chairtui.core.plan import Seeing, SeeingPlanned
from chairtui.core.questions import Question, QuestionAnswered, QuestionAsked, answer_of
from chairtui.core.vocabulary import ActionStatus, Change
from chairtui.live.outcome import Replayed
from chairtui.records.interchange.replaying_kept import replayed_as_kept
from chairtui.records.interchange.times import Times

NOON = time(12)


def replayed_end(meeting: Meeting, times: Times) -> Iterator[Replayed]:
    """Return the events of steps 5 to 7, and of what followed."""
    yield from _decision(meeting, times)
    for action in meeting.plan.actions:
        yield from _action(action, times)
    yield from _plan(meeting, times)
    for seeing in meeting.plan.seeing:
        yield from _seeing(seeing, times)
    yield from _conference(meeting, times)
    yield from _closing(meeting, times)
    for facts in meeting.concern.census:
        yield Replayed(CensusFactsNoted(facts=facts), times.followed)
    for enquiry in meeting.plan.enquiries:
        ended_on = enquiry.ended_on
        yield Replayed(EnquiryNoted(enquiry=enquiry), _on(ended_on, times) if ended_on else times.followed)


def _on(day: date, times: Times) -> datetime:
    """Return noon of a day, or the decision if that came later."""
    return max(datetime.combine(day, NOON, LONDON).astimezone(UTC), times.decided)


def _by_then(due_on: date | None, times: Times) -> datetime:
    """Return when an action is told as done: no document says when, and no lateness is invented."""
    return min(_on(due_on, times), times.followed) if due_on else times.followed


def _decision(meeting: Meeting, times: Times) -> Iterator[Replayed]:
    if override := meeting.attendance.override:
        fields = {name: getattr(override, name) for name in override.__struct_fields__}
        yield Replayed(MinimumOverridden(**fields), times.decided)
    for decision in meeting.deciding.decisions:
        at = decision.decided_at or times.decided
        yield Replayed(DecisionRecorded(decision=replace(decision, decided_at=at)), at)
    for position in meeting.deciding.positions:
        yield Replayed(PositionTaken(position=position), times.decided)
    yield from replayed_as_kept(meeting, "deciding", times.decided)
    if meeting.deciding.without_note:
        yield Replayed(WithoutAnnotated(words=meeting.deciding.without_note), times.decided)


def _action(action: Action, times: Times) -> Iterator[Replayed]:
    blank = Action(id=action.id, what=action.what)
    had = [*action.handed, HandedOn(owner=action.owner, agency=action.agency, owner_id=action.owner_id)]
    first = {"owner": had[0].owner, "agency": had[0].agency, "owner_id": had[0].owner_id}
    first |= {field: getattr(blank, field) for field in of_actions.BECAME}
    yield Replayed(ActionAllotted(action=replace(action, **first)), times.decided)
    for handed, to in pairwise(had):
        at = max(handed.at or times.decided, times.decided)
        fields = {"owner": to.owner, "agency": to.agency, "owner_id": to.owner_id}
        on = ActionHandedOn(action_id=action.id, because=handed.because, at=handed.at or at, **fields)
        yield Replayed(on, at)
    if action.acknowledged_at:
        knows = ActionAcknowledged(action_id=action.id, at=action.acknowledged_at)
        yield Replayed(knows, max(action.acknowledged_at, times.decided))
    if reminded_at := action.reminded_at:
        reminded = ReminderNoted(action_id=action.id, at=reminded_at)
        yield Replayed(reminded, max(reminded_at, times.decided))
    if action.status is not ActionStatus.OPEN or action.evidence or action.ended_on:
        closed = ActionClosed(
            action_id=action.id,
            status=action.status,
            evidence=action.evidence,
            ended_on=action.ended_on,
        )
        yield Replayed(closed, _by_then(action.due_on, times))


def _plan(meeting: Meeting, times: Times) -> Iterator[Replayed]:
    plan, at = meeting.plan, times.decided
    yield from replayed_as_kept(meeting, "plan", at, "questions", "seeing", "enquiries")
    for question in plan.questions:
        yield from _question(question, times)
    if plan.next_meeting_at:
        yield Replayed(NextMeetingPlanned(at=plan.next_meeting_at), at)


def _question(question: Question, times: Times) -> Iterator[Replayed]:
    answer = answer_of(question)
    open_still = replace(question, answer="", answered_by="", answered_on=None)
    yield Replayed(QuestionAsked(question=open_still), times.decided)
    if open_still != question:
        yield Replayed(
            QuestionAnswered(question_id=question.id, **answer), _by_then(question.answered_on, times)
        )


def _seeing(seeing: Seeing, times: Times) -> Iterator[Replayed]:
    yield Replayed(SeeingPlanned(seeing=replace(seeing, seen_on=None)), times.decided)
    if seeing.seen_on:
        yield Replayed(SeeingPlanned(seeing=seeing), _on(seeing.seen_on, times))


def _conference(meeting: Meeting, times: Times) -> Iterator[Replayed]:
    conference = meeting.plan.conference
    if conference is None:
        return
    at = conference.planned_at or times.decided
    yield Replayed(ConferencePlanned(reason=conference.reason, target_on=conference.target_on, at=at), at)
    if conference.held_on:
        yield Replayed(ConferenceHeld(held_on=conference.held_on), _on(conference.held_on, times))


def _closing(meeting: Meeting, times: Times) -> Iterator[Replayed]:
    closing = meeting.closing
    for delivery in closing.distribution:
        yield from _delivery(delivery, times)
    if signature := closing.signature:
        at = signature.signed_at or times.closed
        signed = SignedOff(name=signature.name, gaps=signature.gaps, naming=signature.naming, at=at)
        yield Replayed(signed, at)
    for addendum in closing.addenda:
        at = addendum.added_at or times.followed
        yield from _late(addendum, at)
    if closing.filed:
        yield Replayed(RecordFiled(filed=closing.filed), _on(closing.filed.on, times))
    if hold := closing.hold:
        yield Replayed(HoldPlaced(because=hold.because, at=hold.since), hold.since or times.followed)


def _late(addendum: Addendum, at: datetime) -> Iterator[Replayed]:
    """Return that information came, and later, where that was so, whether it changes the decision."""
    first = replace(addendum, added_at=at, answered_at=None, answered_by="")
    if addendum.answered_at is None:
        yield Replayed(LateInformationAdded(addendum=first), at)
        return
    yield Replayed(LateInformationAdded(addendum=replace(first, change=Change.UNDECIDED, reason="")), at)
    answer = LateInformationAnswered(
        addendum_id=addendum.id,
        change=addendum.change,
        reason=addendum.reason,
        at=addendum.answered_at,
        by=addendum.answered_by,
        elsewhere=True,
    )
    yield Replayed(answer, max(at, addendum.answered_at))


def _delivery(delivery: Delivery, times: Times) -> Iterator[Replayed]:
    """Return that somebody gets the record, and what became of it in the order in which it happened."""
    blank = Delivery(id=delivery.id, recipient=delivery.recipient)
    known = {name: getattr(blank, name) for name in BECAME}
    yield Replayed(RecipientAdded(delivery=replace(delivery, **known)), times.closed)
    for event, at in sorted(_became(delivery), key=lambda noted: noted[1]):
        yield Replayed(event, max(at, times.closed))


def _became(delivery: Delivery) -> Iterator[tuple[DeliveryNoted, datetime]]:
    key = delivery.id
    if at := delivery.prepared_at:
        version, mark, locked = delivery.prepared_version, delivery.prepared_mark, delivery.locked
        yield DeliveryNoted(delivery_id=key, prepared_at=at, version=version, mark=mark, locked=locked), at
    if at := delivery.sent_at:
        version, mark, cut = delivery.sent_version, delivery.sent_mark, delivery.sent_cut
        yield DeliveryNoted(delivery_id=key, sent_at=at, version=version, mark=mark, cut=cut), at
    if at := delivery.acknowledged_at:
        yield DeliveryNoted(delivery_id=key, acknowledged_at=at), at
    if at := delivery.returned_at:
        yield DeliveryNoted(delivery_id=key, returned_at=at, returned_because=delivery.returned_because), at
