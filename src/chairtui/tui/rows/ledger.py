"""The rows of who gets the record, and how far each of them has come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from chairtui.core.calendar.deadlines import local_day
from chairtui.core.calendar.when import say_near
from chairtui.core.delivery import Delivery, state_of
from chairtui.core.listing import how_many
from chairtui.core.meeting import Meeting
from chairtui.core.versions import Version, version_of
from chairtui.core.views import agency_named
from chairtui.core.vocabulary import DeliveryState
from chairtui.directory.agencies import Agencies
from chairtui.directory.naming import title_in
from chairtui.live.ledger import record_words, state_words
from chairtui.live.recipients import Around, proposals
from chairtui.tui.keys import with_keys
from chairtui.tui.rows.parts import MUTED, Part
from chairtui.tui.widgets.lines import Row
from chairtui.tui.widgets.words import join

STATES = {
    DeliveryState.TO_PREPARE: (MUTED, "·"),
    DeliveryState.PREPARED: ("$accent", "▪"),
    DeliveryState.SENT: ("$accent", "✓"),
    DeliveryState.ACKNOWLEDGED: ("$success", "✓"),
    DeliveryState.OVERDUE: ("bold $error", "■"),
    DeliveryState.RETURNED: ("bold $error", "■"),
    DeliveryState.OUT_OF_DATE: ("$warning", "▲"),
}
"""The colour and the sign of each state of the ledger."""


HOW_FAR = {
    DeliveryState.TO_PREPARE: "send by",
    DeliveryState.PREPARED: "ready, send by",
    DeliveryState.SENT: "sent",
    DeliveryState.ACKNOWLEDGED: "has it",
    DeliveryState.OVERDUE: "OVERDUE since",
    DeliveryState.RETURNED: "CAME BACK",
    DeliveryState.OUT_OF_DATE: "newer one due; sent",
}
"""Each state in a word or two, before its day."""


def in_short(row: Row, what: str, whom: str = "", number: int = 0, *, state: Part = "") -> Row:
    """Return a row with what it is, of whom, how many are open and how far it is, in columns."""
    cells = (what, whom, str(number) if number else "", join(state))
    return replace(row, cells=cells, title=what.strip())


def ledger_rows(meeting: Meeting, around: Around, now: datetime) -> list[Row]:
    """Return the rows of who is sent the record, and of who may be."""
    version = version_of(meeting.closing)
    rows = [
        _delivery_row(meeting, item, around.agencies, version, now) for item in meeting.closing.distribution
    ]
    for item in proposals(meeting, around):
        words = join(
            _to(meeting, item, around.agencies), (f"  {item.record.value}: proposed, Enter adds", MUTED)
        )
        row, to = Row(f"proposed/{item.id}", words, "○"), _to(meeting, item, around.agencies)
        rows.append(in_short(row, item.record.value, to, state=("proposed (Enter)", MUTED)))
    return rows or [
        Row("proposed/", join((with_keys("Nobody yet: {add_late} adds a recipient."), MUTED)), "○")
    ]


def _to(meeting: Meeting, item: Delivery, agencies: Agencies) -> str:
    register, title = meeting.attendance.register, title_in(meeting, agencies)
    agency = agency_named(item.agency, item.attendee_id, register, title)
    return f"{item.recipient} · {agency}" if agency and agency != item.recipient else item.recipient


def _what(meeting: Meeting, item: Delivery) -> str:
    by_hand = ", what is left out chosen by hand" if item.redactions is not None else ""
    number = len(item.passed)
    passed = f", {how_many(number, 'text')} let through" if number else ""
    return f"{record_words(meeting, item)}{by_hand}{passed}"


def _delivery_row(
    meeting: Meeting, item: Delivery, agencies: Agencies, version: Version, now: datetime
) -> Row:
    state = state_of(item, version, now)
    colour, mark = STATES[state]
    if state is DeliveryState.TO_PREPARE and item.due_at is None:
        colour = "$warning"
    channel: Part = f", {item.channel}" if item.channel else (", HOW IS IT SENT?", "$warning")
    parts: list[Part] = [f"{_to(meeting, item, agencies)}  {_what(meeting, item)}", channel]
    parts.append((f"\n{state_words(item, version, now)}", colour))
    row = Row(f"delivery/{item.id}", join(*parts), join((mark, colour)))
    short = f"{_how_far(item, state, local_day(now))}{'' if item.channel else ' · how?'}"
    return in_short(row, record_words(meeting, item), _to(meeting, item, agencies), state=(short, colour))


def _how_far(item: Delivery, state: DeliveryState, today: date) -> str:
    """Return how far a record has come in a word or two; all of it is in `state_words`."""
    at = {
        DeliveryState.ACKNOWLEDGED: item.acknowledged_at,
        DeliveryState.SENT: item.sent_at,
        DeliveryState.OUT_OF_DATE: item.sent_at,
        DeliveryState.RETURNED: item.returned_at,
    }
    when = at.get(state, item.due_at)
    day = f" {say_near(local_day(when), today)}" if when else ""
    return f"{HOW_FAR[state]}{day}" if day or state in at else "no time set"
