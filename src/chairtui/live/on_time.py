"""How much of what was due went out on time, by kind of record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from msgspec import Struct

from chairtui.core.calendar.deadlines import is_overdue
from chairtui.core.closing import Closing
from chairtui.core.delivery import Delivery
from chairtui.core.distribution import DeliveryNoted
from chairtui.core.history.log import Recorded, fold, withdrawn
from chairtui.core.meeting import Meeting
from chairtui.core.vocabulary import RecordKind

DEFINITION = (
    "On time: first sent by the time that the ledger gives; what came back counts from when it was sent "
    "again. Of: recipients with such a time who were sent it, or whose time is past."
)


class Share(Struct, frozen=True, kw_only=True):
    """Of the recipients of one kind of record: how many were sent it on time."""

    record: RecordKind
    on_time: int
    of: int
    no_time: int
    """Recipients for whom no time is set, who are not among the others."""

    @property
    def percent(self) -> int | None:
        """The share in hundredths, rounded down; nothing where nobody counts."""
        return 100 * self.on_time // self.of if self.of else None


def shares(
    histories: Iterable[Sequence[Recorded]],
    now: datetime,
    listed: Callable[[Sequence[Recorded]], Meeting] = fold,
) -> tuple[Share, ...]:
    """Return the share of each kind of record over meetings; those that are not signed do not count.

    `listed` makes of a history the meeting with its ledger.
    """
    on_time: Counter[RecordKind] = Counter()
    of: Counter[RecordKind] = Counter()
    no_time: Counter[RecordKind] = Counter()
    for history in histories:
        for delivery, sent_at in _sendings(history, listed(history).closing):
            on_time[delivery.record] += _was_on_time(delivery, sent_at)
            of[delivery.record] += _counts(delivery, sent_at, now)
            no_time[delivery.record] += delivery.due_at is None
    return tuple(
        Share(record=kind, on_time=on_time[kind], of=of[kind], no_time=no_time[kind])
        for kind in RecordKind
        if kind in of
    )


def first_sent(history: Sequence[Recorded]) -> dict[str, datetime]:
    """Return when each recipient (id) was first sent a record that did not come back."""
    gone = withdrawn(history)
    first: dict[str, datetime] = {}
    last: dict[str, datetime] = {}
    for entry in history:
        event = entry.event
        if not isinstance(event, DeliveryNoted) or entry.row.event_id in gone:
            continue
        key = event.delivery_id
        if event.sent_at is not None:
            last[key] = event.sent_at
            first.setdefault(key, event.sent_at)
        if event.returned_at is not None and first.get(key) == last.get(key):
            first.pop(key, None)
    return first


def _sendings(history: Sequence[Recorded], closing: Closing) -> Iterator[tuple[Delivery, datetime | None]]:
    first = first_sent(history)
    if closing.signature is not None:
        yield from ((one, first.get(one.id)) for one in closing.distribution)


def _counts(one: Delivery, sent_at: datetime | None, now: datetime) -> bool:
    return one.due_at is not None and (sent_at is not None or is_overdue(None, one.due_at, now))


def _was_on_time(one: Delivery, sent_at: datetime | None) -> bool:
    return one.due_at is not None and sent_at is not None and sent_at <= one.due_at
