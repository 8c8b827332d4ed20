"""What each recipient of a signed record gets: which kind of record, and what is left out of it by rule."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

from chairtui.core.distribution import Delivery
from chairtui.core.keyed import find
from chairtui.core.meeting import Meeting
from chairtui.core.register import Attendee
from chairtui.core.vocabulary import Answer, RecordKind, Redaction, Sector
from chairtui.records.cutting import folded

REFERRER = "referrer"
"""What stands in the place of an agency's key for whoever raised the concern."""


class Reader(StrEnum):
    """What a recipient had to do with the meeting: by it the rule goes."""

    TOOK_PART = "took part in the meeting"
    ONE_ITEM = "came for one item"
    ABSENT = "was invited and did not take part"
    NOT_INVITED = "was expected and not invited"
    REFERRER = "raised the concern and was not there"
    OWNER = "has an action and was not there"
    OTHER = "had no part in the meeting"


class Rule(Struct, frozen=True):
    """What recipients of one sort get."""

    record: RecordKind
    left_out: tuple[Redaction, ...]
    source: str
    """Where it comes from; our own where no source says so much."""
    outside: bool = False
    """Whether the agencies that were there or missing are not named to them."""


_ALL = tuple(Redaction)
_ALL_BUT_THE_REASON = tuple(one for one in Redaction if one is not Redaction.ANALYSIS)
_TOLD = (
    "A published practice standard (authority not named): relevant agencies that did not attend are told too."
)
_OURS = "The program's own default."

RULES: Mapping[Reader, Rule] = {
    Reader.TOOK_PART: Rule(
        RecordKind.FULL,
        (Redaction.REFERRER, Redaction.NUMBERS),
        "A published practice standard (authority not named): the record goes to all who attended.",
    ),
    Reader.ONE_ITEM: Rule(RecordKind.EXTRACT, _ALL, _OURS),
    Reader.ABSENT: Rule(RecordKind.EXTRACT, _ALL, _TOLD),
    Reader.NOT_INVITED: Rule(RecordKind.NOTICE, _ALL_BUT_THE_REASON, _TOLD),
    Reader.REFERRER: Rule(
        RecordKind.NOTICE,
        _ALL,
        "A published practice standard (authority not named): the referrer is told too.",
        outside=True,
    ),
    Reader.OWNER: Rule(RecordKind.NOTICE, _ALL, _OURS, outside=True),
    Reader.OTHER: Rule(RecordKind.NOTICE, _ALL, _OURS, outside=True),
}
"""What each sort of recipient gets, unless somebody says otherwise with a reason."""

_BY_KIND = {RecordKind.EXTRACT: _ALL, RecordKind.NOTICE: _ALL_BUT_THE_REASON}
"""What is left out for those who took part, when they get less than the record."""

SEES_ALL_THE_SAME: Mapping[Sector, frozenset[Redaction]] = {
    Sector.SOCIAL_WORK: frozenset({Redaction.REFERRER, Redaction.NUMBERS}),
    Sector.POLICE: frozenset({Redaction.REFERRER}),
}
"""What is not left out for these sectors when they took part: they make the enquiries."""


def line_of(meeting: Meeting, delivery: Delivery) -> Attendee | None:
    """Return the line of the register that a delivery goes to: the one it names, or the one of that name."""
    register = meeting.attendance.register
    if delivery.attendee_id:
        return find(register, delivery.attendee_id)
    alike = [
        line
        for line in register
        if folded(line.name) == folded(delivery.recipient) and delivery.agency in ("", line.agency)
    ]
    return alike[0] if len(alike) == 1 else None


def reader_of(meeting: Meeting, delivery: Delivery) -> Reader:
    """Return what a recipient had to do with the meeting."""
    line = line_of(meeting, delivery)
    if line is not None:
        return _on_the_register(meeting, line)
    recipient = folded(delivery.recipient)
    if delivery.agency == REFERRER or recipient == folded(meeting.concern.referrer):
        return Reader.REFERRER
    if any(folded(action.owner) == recipient for action in meeting.plan.actions):
        return Reader.OWNER
    return Reader.NOT_INVITED if delivery.agency else Reader.OTHER


def rule_of(meeting: Meeting, delivery: Delivery) -> Rule:
    """Return the rule for a recipient."""
    return RULES[reader_of(meeting, delivery)]


def kind_for(meeting: Meeting, delivery: Delivery) -> RecordKind:
    """Return which kind of record a recipient gets by rule."""
    return rule_of(meeting, delivery).record


def rule_for(meeting: Meeting, delivery: Delivery) -> tuple[Redaction, ...]:
    """Return what is left out for a recipient: what somebody settled with a reason, or what the rule says."""
    if delivery.redactions is not None:
        return delivery.redactions
    reader, line = reader_of(meeting, delivery), line_of(meeting, delivery)
    if reader is not Reader.TOOK_PART or line is None:
        return RULES[reader].left_out
    shown = SEES_ALL_THE_SAME.get(line.sector, frozenset())
    return tuple(one for one in _BY_KIND.get(delivery.record, RULES[reader].left_out) if one not in shown)


def _on_the_register(meeting: Meeting, line: Attendee) -> Reader:
    deputies = [one for one in meeting.attendance.register if one.deputy_for == line.id and one.stays]
    if line.only_for:
        return Reader.ONE_ITEM
    if line.stays or deputies:
        return Reader.TOOK_PART
    asked = line.invitation.answer not in (Answer.UNKNOWN, Answer.NOT_INVITED)
    return Reader.ABSENT if asked or line.written_at else Reader.NOT_INVITED
