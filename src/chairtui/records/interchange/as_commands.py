"""A document without history says nothing that a person at the screen would be refused.

Each thing that a document says is asked of the command that would say it; the sentence is the command's own.
What a document may leave open is told and judged instead, and a rule warns of it: the parts of an action, an
agreement of somebody who was not there, the day until which a meeting is adjourned, what a child says, who
sees them, who can commit an agency, who leads, and a record signed without a decision.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from operator import attrgetter
from typing import Any

from msgspec.structs import replace

from chairtui.core.actions import CloseAction, HandActionOn
from chairtui.core.analysis import StateHypothesis
from chairtui.core.attendance import ListAttendee, NoteInvitation
from chairtui.core.chairing import OverrideMinimum
from chairtui.core.change import COMMANDS, Command, Refused, decide
from chairtui.core.chronology import NoteBooking
from chairtui.core.closing import AddLateInformation, Closing, SignOff
from chairtui.core.decision import RecordDecision, TakePosition
from chairtui.core.distribution import AddRecipient, NoteDelivery
from chairtui.core.joining import Joining, SayHowToJoin
from chairtui.core.leaving import FileRecord, PlaceHold
from chairtui.core.meeting import Meeting, StartMeeting
from chairtui.core.people import same_name
from chairtui.core.preparing import CancelMeeting, NoteSent, SetAgenda
from chairtui.core.questions import AnswerQuestion, AskQuestion, answer_of
from chairtui.core.round import Withhold
from chairtui.core.sharing import Contribute
from chairtui.core.topics import Settle
from chairtui.core.vocabulary import ActionStatus, Outcome, View
from chairtui.core.what_changes import KEPT
from chairtui.records.interchange.refusal import NotTaken

UNSAID = "not written"
"""Stands for a reason that a document does not have: what happened is taken, and a rule warns."""

LEFT_OPEN = (
    "concern.family concern.voices concern.impacts concern.census plan.seeing deciding.settled".split()
)
"""Lists that the command which keeps them is not asked about, or is asked about where it can be answered."""

SAYS: dict[str, Callable[[Any], Command]] = {
    "attendance.register": lambda line: ListAttendee(attendee=line),
    "preparing.sent": lambda sent: NoteSent(sent=sent),
    "sharing.contributions": lambda contribution: Contribute(contribution=contribution),
    "sharing.bookings": lambda booking: NoteBooking(booking=booking),
    "analysis.hypotheses": lambda hypothesis: StateHypothesis(words=hypothesis.words),
    "plan.questions": lambda question: AskQuestion(question=question),
    "closing.addenda": lambda addendum: AddLateInformation(addendum=addendum),
    "closing.distribution": lambda delivery: AddRecipient(delivery=delivery),
}
"""The lists whose items are said by one command each, beside those that a command keeps as they are."""


def says() -> Iterator[tuple[str, Callable[[Any], Command]]]:
    """Yield each list whose items are said by one command each, with what makes the command of an item."""
    yield from SAYS.items()
    for (part, field), kept in KEPT.items():
        path, command = f"{part}.{field}", COMMANDS.get(kept.event)
        if command and path not in SAYS and path not in LEFT_OPEN:
            yield path, partial(_command, command, kept.carried)


def _command(command: type[Command], carried: str, value: object) -> Command:
    return command(**{carried: value})


def check_as_commands(meeting: Meeting, started: datetime | None) -> None:
    """Refuse what no command would have taken; `started` is when the meeting began, if it did.

    Raises:
        NotTaken: the sentence is the command's, after the place.
    """
    stood = replace(meeting, started_at=started)
    for path, command in says():
        for number, value in enumerate(attrgetter(path)(meeting)):
            _ask(f"$.meeting.{path}[{number}]", command(value), stood)
    for path, asked in (*_before(meeting), *_decided(meeting), *_became(meeting)):
        _ask(f"$.meeting.{path}", asked, stood)
    if started and not meeting.concern.children:
        _ask("$.meeting.concern.children", StartMeeting(), replace(meeting, started_at=None))
    _ask_signature(stood)


def _ask(path: str, command: Command, meeting: Meeting) -> None:
    try:
        decide(command, meeting)
    except Refused as refused:
        raise NotTaken(path, str(refused)) from None


def _before(meeting: Meeting) -> Iterator[tuple[str, Command]]:
    preparing = meeting.preparing
    if preparing.agenda:
        yield "preparing.agenda", SetAgenda(items=preparing.agenda)
    if preparing.joining != Joining():
        yield "preparing.joining", SayHowToJoin(joining=preparing.joining)
    if preparing.cancelled_because:
        yield "preparing.cancelled_because", CancelMeeting(because=preparing.cancelled_because)
    for number, line in enumerate(meeting.attendance.register):
        answer, reason = line.invitation.answer, line.invitation.reason
        noted = NoteInvitation(attendee_id=line.id, answer=answer, reason=reason)
        yield f"attendance.register[{number}].invitation", noted
    if override := meeting.attendance.override:
        fields = {name: getattr(override, name) for name in override.__struct_fields__}
        yield "attendance.override", OverrideMinimum(**fields)


def _decided(meeting: Meeting) -> Iterator[tuple[str, Command]]:
    deciding = meeting.deciding
    for number, turn in enumerate(meeting.sharing.turns):
        if turn.withholds or turn.later_on:
            because, reason = turn.withheld_because, turn.reason
            withheld = Withhold(attendee_id=turn.id, because=because, reason=reason, later_on=turn.later_on)
            yield f"sharing.turns[{number}]", withheld
    for number, decision in enumerate(deciding.decisions):
        until = decision.adjourned_until or decision.decided_at
        asked = replace(decision, anew_because=decision.anew_because or UNSAID)
        asked = replace(asked, adjourned_until=until) if decision.outcome is Outcome.ADJOURN else asked
        yield f"deciding.decisions[{number}]", RecordDecision(decision=asked)
    for number, position in enumerate(deciding.positions):
        if position.view is not View.AGREE:
            yield f"deciding.positions[{number}]", TakePosition(position=position)
    for number, settled in enumerate(deciding.settled):
        if deciding.decisions:
            yield f"deciding.settled[{number}]", Settle(settled=settled)


def _became(meeting: Meeting) -> Iterator[tuple[str, Command]]:
    if filed := meeting.closing.filed:
        yield "closing.filed", FileRecord(filed=filed)
    if hold := meeting.closing.hold:
        yield "closing.hold", PlaceHold(because=hold.because, at=hold.since)
    for number, action in enumerate(meeting.plan.actions):
        closed = CloseAction(
            action_id=action.id,
            status=action.status,
            evidence=action.evidence,
            ended_on=action.ended_on,
        )
        yield f"plan.actions[{number}]", closed
        for before in action.handed if action.status is ActionStatus.OPEN else ():
            if not same_name(before.owner, action.owner):
                handed = HandActionOn(
                    action_id=action.id, owner=before.owner, agency=before.agency, because=before.because
                )
                yield f"plan.actions[{number}].handed", handed
    for number, question in enumerate(meeting.plan.questions):
        answered = AnswerQuestion(question_id=question.id, **answer_of(question))
        yield f"plan.questions[{number}]", answered
    for number, delivery in enumerate(meeting.closing.distribution):
        times = {name: getattr(delivery, name) for name in ("prepared_at", "sent_at", "acknowledged_at")}
        back = {name: getattr(delivery, name) for name in ("returned_at", "returned_because")}
        version = max(delivery.prepared_version, delivery.sent_version)
        noted = NoteDelivery(delivery_id=delivery.id, version=version, **times, **back)
        yield f"closing.distribution[{number}]", noted


def _ask_signature(meeting: Meeting) -> None:
    signature = meeting.closing.signature
    if signature is None:
        return
    at = signature.signed_at
    led = tuple(one for one in meeting.attendance.chairs if at is None or one.since <= at)
    unsigned = replace(
        meeting,
        closing=Closing(),
        conflicts=(),
        attendance=replace(meeting.attendance, chairs=led),
        # A record that was signed with a child left undecided is a finding, which a stop at the close names.
        concern=replace(meeting.concern, children=()),
    )
    _ask("$.meeting.closing.signature", SignOff(name=signature.name, gaps=signature.gaps), unsigned)
