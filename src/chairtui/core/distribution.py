"""Who is sent which record, with what left out, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace

from chairtui.core.change import Command, Event, Stamp, becomes, decide, evolve, say, within
from chairtui.core.delivery import BECAME, Delivery
from chairtui.core.versions import Version, cut_of, number_of, version_of
from chairtui.core.vocabulary import RecordKind
from chairtui.core.what_changes import Change, changes, drops
from chairtui.core.with_ids import change, find, find_or_refuse, put

if TYPE_CHECKING:
    from chairtui.core.closing import Closing
    from chairtui.core.meeting import Meeting


WHY_PASSED = "Say why this text goes out although it may speak of another child."


class AddRecipient(Command, frozen=True, kw_only=True):
    """Say who gets the record, which one and by when, or correct it."""

    delivery: Delivery


def _recipient(event: RecipientAdded) -> Iterator[Change]:
    delivery = event.delivery
    blank = Delivery(id=delivery.id, recipient="")
    became = {one: getattr(blank, one) for one in BECAME}
    yield ("recipient", delivery.id), "", replace(delivery, **became)


@changes(_recipient)
class RecipientAdded(Event, frozen=True, kw_only=True):
    """Someone gets the record."""

    delivery: Delivery


class RemoveRecipient(Command, frozen=True, kw_only=True):
    """Take somebody off the list to whom nothing was sent."""

    delivery_id: str


class RecipientRemoved(Event, frozen=True, kw_only=True):
    """Someone does not get the record after all."""

    delivery_id: str


class NoteDelivery(Command, frozen=True, kw_only=True):
    """Note when a record was prepared for a recipient, sent, acknowledged, or came back."""

    delivery_id: str
    version: int = 0
    """Of the record; if left out, the one that was prepared for them, or else the newest."""
    mark: str = ""
    """Of that version."""
    prepared_at: datetime | None = None
    locked: str = ""
    sent_at: datetime | None = None
    acknowledged_at: datetime | None = None
    returned_at: datetime | None = None
    returned_because: str = ""


def _delivery(event: DeliveryNoted) -> Iterator[Change]:
    root = ("recipient", event.delivery_id)
    for name in ("prepared", "sent"):
        if (at := getattr(event, f"{name}_at")) is not None:
            yield root, name, (at, event.version, event.mark)
    for name in ("acknowledged", "returned"):  # one who has it did not send it back
        if (at := getattr(event, f"{name}_at")) is not None:
            yield root, "came", (name, at)


@changes(_delivery)
class DeliveryNoted(Event, frozen=True, kw_only=True):
    """A record was prepared for a recipient, sent, acknowledged, or came back."""

    delivery_id: str
    version: int = 0
    mark: str = ""
    cut: str = ""
    """Where it was sent: the mark of what the copy is cut by; empty means: as the ledger has it then."""
    prepared_at: datetime | None = None
    locked: str = ""
    sent_at: datetime | None = None
    acknowledged_at: datetime | None = None
    returned_at: datetime | None = None
    returned_because: str = ""


DistributionEvent = RecipientAdded | RecipientRemoved | DeliveryNoted


def _check_recipient(command: AddRecipient, meeting: Meeting) -> None:
    new = command.delivery
    say(new.recipient.strip(), "Say who gets the record.")
    if new.child_id:
        find_or_refuse(meeting.concern.children, new.child_id, "child")
    say(new.record is not RecordKind.CHILD or new.child_id, "Say for which child the record is.")
    say(
        new.redactions is None or new.redactions_because.strip(),
        "Say why something else is left out than the rule says.",
    )
    _check_passed(new)


def _check_passed(new: Delivery) -> None:
    say(
        not new.passed or new.record is RecordKind.CHILD,
        "Only the record for one child has texts to let through.",
    )
    say(all(one.place.strip() for one in new.passed), "Say which text is let through.")
    say(all(one.reason.strip() for one in new.passed), WHY_PASSED)


def _check_removal(command: RemoveRecipient, meeting: Meeting) -> None:
    delivery = find_or_refuse(meeting.closing.distribution, command.delivery_id, "recipient")
    say(delivery.sent_at is None, "They were sent the record, so they stay on the list.")


def _check_noted(command: NoteDelivery, meeting: Meeting) -> None:
    delivery = find_or_refuse(meeting.closing.distribution, command.delivery_id, "recipient")
    _check_times(command, delivery, meeting.closing)
    say(
        command.returned_at is None or command.returned_because.strip(),
        "Say why it came back.",
    )
    say(
        0 <= command.version <= number_of(meeting.closing),
        f"There is no version {command.version} of this record.",
    )


def _check_times(command: NoteDelivery, delivery: Delivery, closing: Closing) -> None:
    """Refuse what cannot have been so: how much went out on time is counted from it."""
    signed = closing.signature.signed_at if closing.signature else None
    if signed is not None:
        signed = signed.replace(second=0, microsecond=0)  # people type minutes
        noted = (command.sent_at, command.acknowledged_at, command.returned_at)
        say(
            all(at is None or at >= signed for at in noted),
            "That is before the record was signed. Correct the day or the time.",
        )
    say(
        command.acknowledged_at is None or command.sent_at or delivery.sent_at,
        "It is not written that they were sent it. Note first when it was sent.",
    )


becomes(AddRecipient, RecipientAdded, _check_recipient)
becomes(RemoveRecipient, RecipientRemoved, _check_removal)
drops(RecipientRemoved, "closing", "distribution", "delivery_id", "recipient")


@decide.register(NoteDelivery)
def _(command: NoteDelivery, meeting: Meeting) -> tuple[Event, ...]:
    _check_noted(command, meeting)
    delivery = find_or_refuse(meeting.closing.distribution, command.delivery_id, "recipient")
    fields = {name: getattr(command, name) for name in command.__struct_fields__}
    which = _which(command, delivery, version_of(meeting.closing))
    cut = cut_of(delivery) if command.sent_at is not None else ""
    return (DeliveryNoted(**{**fields, "version": which.number, "mark": which.mark, "cut": cut}),)


def _which(command: NoteDelivery, delivery: Delivery, newest: Version) -> Version:
    """Return which version is meant: the one given, the one that was prepared, or else the newest."""
    if command.version:
        mark = command.mark or (newest.mark if command.version == newest.number else "")
        return Version(number=command.version, mark=mark)
    if command.prepared_at is None and command.sent_at is None:
        return Version(number=0)
    if command.prepared_at is None and delivery.prepared_version:
        return Version(number=delivery.prepared_version, mark=delivery.prepared_mark)
    return newest


@evolve.register(RecipientAdded)
def _(event: RecipientAdded, meeting: Meeting, stamp: Stamp) -> Meeting:
    new = event.delivery
    old = find(meeting.closing.distribution, new.id) or Delivery(id=new.id, recipient=new.recipient)
    became = {name: getattr(old, name) for name in BECAME}
    if cut_of(new) != cut_of(old):  # the file that was written for them is an old one
        became |= {"prepared_at": None, "prepared_version": 0, "prepared_mark": "", "locked": ""}
    return within(meeting, "closing", distribution=put(meeting.closing.distribution, replace(new, **became)))


@evolve.register(DeliveryNoted)
def _(event: DeliveryNoted, meeting: Meeting, stamp: Stamp) -> Meeting:
    entries = meeting.closing.distribution
    old = find(entries, event.delivery_id)
    fields = _noted(event, old, number_of(meeting.closing)) if old else {}
    return within(meeting, "closing", distribution=change(entries, event.delivery_id, **fields))


def _noted(event: DeliveryNoted, old: Delivery, newest: int) -> dict[str, object]:
    """Return the fields of a delivery that an event sets; one without a version is of an earlier program."""
    fields: dict[str, object] = {}
    prepared, mark = old.prepared_version, old.prepared_mark
    if event.prepared_at is not None:
        prepared, mark = event.version or newest, event.mark
        fields |= {"prepared_at": event.prepared_at, "locked": event.locked}
        fields |= {"prepared_version": prepared, "prepared_mark": mark}
    if event.sent_at is not None:
        sent = (event.version, event.mark) if event.version else (prepared or newest, mark)
        fields |= {"sent_at": event.sent_at, "sent_version": sent[0], "sent_mark": sent[1]}
        fields["sent_cut"] = event.cut or cut_of(old)
    if event.acknowledged_at is not None:
        fields["acknowledged_at"] = event.acknowledged_at
    if event.returned_at is not None:
        fields |= {"returned_at": event.returned_at, "returned_because": event.returned_because}
    return fields
