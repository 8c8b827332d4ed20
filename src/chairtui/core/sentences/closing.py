"""Sentences for the decision, the plan, signing and what followed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from chairtui.core.calendar.when import say_when
from chairtui.core.change import Event
from chairtui.core.closing import LateInformationAdded, LateInformationAnswered, SignedOff, reason_words
from chairtui.core.conference import ConferenceHeld, ConferencePlanned, NextMeetingPlanned
from chairtui.core.decision import DecisionRecorded, PositionTaken, WithoutAnnotated
from chairtui.core.distribution import DeliveryNoted, RecipientAdded, RecipientRemoved
from chairtui.core.enquiries import CensusFactsNoted, EnquiryNoted, became
from chairtui.core.leaving import HoldLifted, HoldPlaced, RecordFiled
from chairtui.core.plan import (
    ContingencyPlanned,
    ContingencyRemoved,
    FurtherNeeded,
    FurtherRemoved,
    NothingNeededExplained,
    SeeingPlanned,
)
from chairtui.core.questions import QuestionAnswered, QuestionAsked, QuestionRemoved
from chairtui.core.sentences.names import Names
from chairtui.core.topics import TopicSettled
from chairtui.core.versions import Version
from chairtui.core.views import late_words


def _by(day: date | None) -> str:
    return f" by {say_when(day)}" if day else ""


def _on(day: date | None) -> str:
    return f", {say_when(day)}" if day else ""


def _decision(event: DecisionRecorded, names: Names) -> str:
    decision = event.decision
    until = f" until {say_when(decision.adjourned_until)}" if decision.adjourned_until else ""
    return f"Decision for {names.children(decision.children)}: {decision.outcome.value}{until}."


def _position(event: PositionTaken, names: Names) -> str:
    position = event.position
    reason = f": {position.reason}" if position.reason else "."
    return f"{names.line(position.whose)} {position.view.value}{reason}"


def _seeing(event: SeeingPlanned, names: Names) -> str:
    seeing = event.seeing
    child = names.child(seeing.id)
    if seeing.seen_on:
        due = f" (it was due{_by(seeing.due_on)})" if seeing.due_on not in (None, seeing.seen_on) else ""
        return f"{child} was seen {say_when(seeing.seen_on)} by {seeing.by}{seeing.alone_words}{due}."
    return f"{seeing.by} is to see {child}{seeing.alone_words}{_by(seeing.due_on)}."


def _enquiry(event: EnquiryNoted, names: Names) -> str:
    about = f" about {names.child(event.enquiry.id)}" if event.enquiry.id else ""
    return f"What became of the enquiry{about}: {' '.join(became(event.enquiry))}"


def _signed(event: SignedOff, names: Names) -> str:
    gaps = "; ".join(f"{gap.words} ({reason_words(gap, event.gaps)})" for gap in event.gaps)
    return f"{event.name} signed the record.{' Left open: ' + gaps if gaps else ''}"


def _late(event: LateInformationAdded, names: Names) -> str:
    return late_words(event.addendum)


def _answered(event: LateInformationAnswered, names: Names) -> str:
    words = names.quoted("closing", "addenda", event.addendum_id, "words")
    by = f" ({event.by})" if event.by else ""
    return f"Late information {words}: it {event.change.value}{by}: {event.reason}"


def _delivery(event: DeliveryNoted, names: Names) -> str:
    recipient = names.quoted("closing", "distribution", event.delivery_id, "recipient").strip("“”")
    version = Version(number=event.version, mark=event.mark)
    which = f", {version.words}," if event.version else ""
    locked = f", locked with {event.locked}" if event.locked else ""
    happened = (
        (event.prepared_at, f"The record for {recipient}{which} was prepared {{}}{locked}"),
        (event.sent_at, f"{recipient} was sent the record{which.removesuffix(',')} {{}}"),
        (event.acknowledged_at, f"{recipient} has the record since {{}}"),
        (event.returned_at, f"The record for {recipient} came back {{}}: {event.returned_because}"),
    )
    return "; ".join(words.replace("{}", say_when(at)) for at, words in happened if at) + "."


def _filed(event: RecordFiled, names: Names) -> str:
    where = f": {event.filed.where.strip()}" if event.filed.where.strip() else "."
    return f"The record is in the case system since {say_when(event.filed.on)}{where}"


CLOSING_WORDS: dict[type[Event], Callable[[Any, Names], str]] = {
    RecordFiled: _filed,
    HoldPlaced: lambda event, _: f"A legal hold keeps the meeting on this machine: {event.because}",
    HoldLifted: lambda event, _: f"The legal hold was lifted: {event.because}",
    DecisionRecorded: _decision,
    PositionTaken: _position,
    TopicSettled: lambda event, _: (
        f"Settled, {event.settled.id.value}: {event.settled.answer}"
        f"{'; ' + event.settled.reason if event.settled.reason else ''}"
    ),
    WithoutAnnotated: lambda event, _: f"About who was missing at the decision: {event.words}",
    NothingNeededExplained: lambda event, _: (
        f"No {event.nothing.id.value} action is needed: {event.nothing.because}"
    ),
    ContingencyPlanned: lambda event, _: (
        f"If {event.contingency.trigger}: {event.contingency.response} ({event.contingency.who})"
    ),
    ContingencyRemoved: lambda event, names: (
        f"Taken out of the plan: {names.quoted('plan', 'contingencies', event.id, 'trigger')}."
    ),
    QuestionAsked: lambda event, _: (
        f"The enquiry has to find out: {event.question.words} "
        f"({event.question.owner or 'nobody named'}{_by(event.question.due_on)})"
    ),
    QuestionAnswered: lambda event, names: (
        f"Found out about {names.quoted('plan', 'questions', event.question_id, 'words')}: {event.answer} "
        f"({event.answered_by or 'nobody named'}{_on(event.answered_on)})"
        if event.answer.strip()
        else f"Open again: {names.quoted('plan', 'questions', event.question_id, 'words')}."
    ),
    QuestionRemoved: lambda event, names: (
        f"Taken out of the plan: {names.quoted('plan', 'questions', event.id, 'words')}."
    ),
    FurtherNeeded: lambda event, _: (
        f"Further information is needed: {event.further.what} "
        f"({event.further.who or 'nobody named'}{_by(event.further.due_on)})"
    ),
    FurtherRemoved: lambda event, names: (
        f"Taken out of the plan: {names.quoted('plan', 'further', event.id, 'what')}."
    ),
    SeeingPlanned: _seeing,
    ConferencePlanned: lambda event, _: (
        f"A conference is part of the plan{_by(event.target_on)}{': ' + event.reason if event.reason else ''}"
    ),
    ConferenceHeld: lambda event, _: f"The conference was held {say_when(event.held_on)}.",
    NextMeetingPlanned: lambda event, _: (
        f"The next meeting is {say_when(event.at)}." if event.at else "There is no next meeting."
    ),
    EnquiryNoted: _enquiry,
    SignedOff: _signed,
    LateInformationAdded: _late,
    LateInformationAnswered: _answered,
    RecipientAdded: lambda event, _: (
        f"{event.delivery.recipient} gets the {event.delivery.record.value}{_by(event.delivery.due_at)}."
    ),
    RecipientRemoved: lambda event, names: (
        f"{names.quoted('closing', 'distribution', event.delivery_id, 'recipient').strip('“”')} "
        "does not get the record after all."
    ),
    DeliveryNoted: _delivery,
    CensusFactsNoted: lambda event, names: f"Facts for returns about {names.child(event.facts.id)}.",
}
