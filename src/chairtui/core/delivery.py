"""That a recipient gets a record: what was sent of it, and how far it has come."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from chairtui.core.calendar.deadlines import is_overdue
from chairtui.core.versions import Version, cut_of, is_version
from chairtui.core.vocabulary import DeliveryState, RecordKind, Redaction

if TYPE_CHECKING:
    pass


class Passed(Struct, frozen=True, kw_only=True):
    """A text that goes into the record for one child although it may speak of another, and why."""

    place: str
    """Where it stands, such as ``sharing.contributions[c1].fact``."""
    reason: str


class Delivery(Struct, frozen=True, kw_only=True):
    """That a recipient gets a record, and what became of it."""

    id: str
    recipient: str
    agency: str = ""
    attendee_id: str = ""
    """The line of the register that says what they may see; empty for somebody who is not on it."""
    record: RecordKind = RecordKind.FULL
    child_id: str = ""
    """The child, when it is the record for one child."""
    redactions: tuple[Redaction, ...] | None = None
    """What is left out; nothing said means: what the rule for this recipient says."""
    redactions_because: str = ""
    """Why something else is left out than the rule says."""
    passed: tuple[Passed, ...] = ()
    """What somebody has read and let through, when it is the record for one child."""
    channel: str = ""
    due_at: datetime | None = None
    prepared_at: datetime | None = None
    prepared_version: int = 0
    """The version of the record that was written last; 0 when none was."""
    prepared_mark: str = ""
    """The mark of that version, by which it is told from another with its number (`Version`)."""
    locked: str = ""
    """How that file was locked: password, age, or not at all."""
    sent_at: datetime | None = None
    sent_version: int = 0
    """The version that they were sent last; 0 when none was or it is not known."""
    sent_mark: str = ""
    sent_cut: str = ""
    """The mark of what their copy was cut by when they were sent it; empty when it is not known."""
    acknowledged_at: datetime | None = None
    returned_at: datetime | None = None
    returned_because: str = ""
    """Why it came back: a wrong address, refused, a full mailbox."""


BECAME = (
    "prepared_at",
    "prepared_version",
    "prepared_mark",
    "locked",
    "sent_at",
    "sent_version",
    "sent_mark",
    "sent_cut",
    "acknowledged_at",
    "returned_at",
    "returned_because",
)
"""What became of a delivery: set by `DeliveryNoted` alone, whatever is corrected about the recipient."""


def is_outdated(delivery: Delivery, newest: Version) -> bool:
    """Say whether a recipient was sent another version than the newest, or a copy that is cut anew since."""
    sent = delivery.sent_at is not None
    return sent and (is_recut(delivery) or not is_version(delivery.sent_version, delivery.sent_mark, newest))


def is_recut(delivery: Delivery) -> bool:
    """Say whether a recipient's copy holds something else, by what was settled since they were sent it."""
    return bool(delivery.sent_cut) and delivery.sent_cut != cut_of(delivery)


def is_prepared(delivery: Delivery, newest: Version) -> bool:
    """Say whether the newest version was written for a recipient."""
    written = delivery.prepared_version > 0
    return written and is_version(delivery.prepared_version, delivery.prepared_mark, newest)


def state_of(delivery: Delivery, newest: Version, now: datetime) -> DeliveryState:
    """Return how far a recipient's record has come.

    What came back has to be sent again, so it stands before everything else.
    """
    sent, back = delivery.sent_at, delivery.returned_at
    if back is not None and (sent is None or sent <= back):
        return DeliveryState.RETURNED
    if is_outdated(delivery, newest):
        return DeliveryState.OUT_OF_DATE
    if sent is not None:
        known = delivery.acknowledged_at is not None and delivery.acknowledged_at >= sent
        return DeliveryState.ACKNOWLEDGED if known else DeliveryState.SENT
    if is_overdue(None, delivery.due_at, now):
        return DeliveryState.OVERDUE
    return DeliveryState.PREPARED if is_prepared(delivery, newest) else DeliveryState.TO_PREPARE
