"""The ledger of who was sent the record: who has still to be sent it, and how far each has come."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from msgspec import Struct

from chairtui.core.calendar.when import say_when
from chairtui.core.closing import SignedOff
from chairtui.core.delivery import Delivery, is_prepared, state_of
from chairtui.core.distribution import RecipientAdded
from chairtui.core.history.log import Row
from chairtui.core.meeting import Meeting
from chairtui.core.versions import Version, is_version, version_of
from chairtui.core.vocabulary import DeliveryState
from chairtui.core.with_ids import find

HAVE_IT = frozenset({DeliveryState.SENT, DeliveryState.ACKNOWLEDGED})
"""The states of those who were sent the newest version; all others are to be sent it."""

_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)
"""Nothing was overdue then."""


def is_unlisted(rows: Iterable[Row]) -> bool:
    """Say whether a record was signed, by whatever program, and nobody was ever put on its ledger.

    Its ledger is who would have been put there by signing it here (`live.recipients.at_signing`).
    """
    kinds = {row.kind for row in rows}
    return SignedOff.__name__ in kinds and RecipientAdded.__name__ not in kinds


def is_owed(delivery: Delivery, newest: Version, now: datetime) -> bool:
    """Say whether a recipient has still to be sent the newest version."""
    return state_of(delivery, newest, now) not in HAVE_IT


def to_send(meeting: Meeting, now: datetime) -> tuple[Delivery, ...]:
    """Return who has to be sent the record or a newer version of it, the most overdue first."""
    version = version_of(meeting.closing)
    owed = [one for one in meeting.closing.distribution if is_owed(one, version, now)]
    return tuple(sorted(owed, key=lambda one: (one.due_at is None, one.due_at or now)))


class Unsent(Struct, frozen=True, kw_only=True):
    """What of a meeting's record has still to be sent."""

    count: int
    """Recipients who have still to be sent the newest version."""
    due_at: datetime | None
    """By when the first of those who were not sent it yet, or whose came back, is to have it."""
    returned: int
    outdated: int
    """Of the recipients: those who have an older version."""


def unsent(meeting: Meeting) -> Unsent:
    """Return what of a meeting's record has still to be sent; whether it is overdue is for who reads it."""
    owed = to_send(meeting, _LONG_AGO)
    version = version_of(meeting.closing)
    states = [state_of(one, version, _LONG_AGO) for one in owed]
    pairs = zip(owed, states, strict=True)
    due = [one.due_at for one, state in pairs if one.due_at and state is not DeliveryState.OUT_OF_DATE]
    return Unsent(
        count=len(owed),
        due_at=min(due, default=None),
        returned=states.count(DeliveryState.RETURNED),
        outdated=states.count(DeliveryState.OUT_OF_DATE),
    )


def record_words(meeting: Meeting, delivery: Delivery) -> str:
    """Return which record a recipient gets, with the child whom it is about."""
    child = find(meeting.concern.children, delivery.child_id)
    return f"{delivery.record.value}: {child.name}" if child else delivery.record.value


def state_words(delivery: Delivery, newest: Version, now: datetime) -> str:
    """Return how far a recipient's record has come, in words."""
    state = state_of(delivery, newest, now)
    by = f"to be sent by {say_when(delivery.due_at)}" if delivery.due_at else "to be sent: no time is set"
    made = f"{newest.words} was prepared {_at(delivery.prepared_at)}"
    ready = f"; {made}{_locked(delivery)}" if is_prepared(delivery, newest) else ""
    match state:
        case DeliveryState.ACKNOWLEDGED:
            return f"they have it since {_at(delivery.acknowledged_at)}"
        case DeliveryState.SENT:
            return f"sent {_at(delivery.sent_at)}, not acknowledged yet"
        case DeliveryState.RETURNED:
            return f"came back {_at(delivery.returned_at)}: {delivery.returned_because}. Send it again{ready}"
        case DeliveryState.OUT_OF_DATE:
            had = sent_version(delivery)
            due = f"{newest.words} is due: {_why_newer(had, newest)}"
            return f"has {had.words}, sent {_at(delivery.sent_at)}; {due}{ready}"
        case DeliveryState.OVERDUE:
            return f"OVERDUE: {by}{ready}"
        case _:
            return f"{by}{ready}"


def sent_version(delivery: Delivery) -> Version:
    """Return the version that a recipient was sent last."""
    return Version(number=max(delivery.sent_version, 1), mark=delivery.sent_mark)


def _why_newer(had: Version, newest: Version) -> str:
    """Return why whoever has another version, or a copy that is cut anew since, is due the newest."""
    if is_version(had.number, had.mark, newest):
        return "what is in their copy was settled anew since"
    if had.number < newest.number:
        return "it has late information, or an answer to it, that theirs has not"
    if had.number == newest.number:
        return "theirs was made on another machine, and holds something else"
    return "late information that theirs has was taken back"


def _at(instant: datetime | None) -> str:
    return say_when(instant) if instant else "at a time that is not known"


def _locked(delivery: Delivery) -> str:
    return f", locked with {delivery.locked}" if delivery.locked else ""
