"""What a recipient of the record had to do with the meeting: by it the rules go that say what they get."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from chairtui.core.people import folded
from chairtui.core.vocabulary import Answer, RecordKind
from chairtui.core.with_ids import find

if TYPE_CHECKING:
    from chairtui.core.delivery import Delivery
    from chairtui.core.meeting import Meeting
    from chairtui.core.register import Attendee

REFERRER = "referrer"
"""Stands for the agency of whoever raised the concern."""


class Involvement(StrEnum):
    """What somebody had to do with a meeting."""

    TOOK_PART = "took part in the meeting"
    ONE_ITEM = "came for one item"
    ABSENT = "was invited and did not take part"
    NOT_INVITED = "was expected and not invited"
    REFERRER = "raised the concern and was not there"
    OWNER = "has an action and was not there"
    OTHER = "had no part in the meeting"


GETS: Mapping[Involvement, RecordKind] = {
    Involvement.TOOK_PART: RecordKind.FULL,
    Involvement.ONE_ITEM: RecordKind.EXTRACT,
    Involvement.ABSENT: RecordKind.EXTRACT,
    Involvement.NOT_INVITED: RecordKind.NOTICE,
    Involvement.REFERRER: RecordKind.NOTICE,
    Involvement.OWNER: RecordKind.NOTICE,
    Involvement.OTHER: RecordKind.NOTICE,
}
"""Which record each gets by rule.

Source: a published practice standard whose authority is not named: the record goes to all who attended, and
the referrer and relevant agencies that did not attend are told too. The extract is the program's own default.
"""


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


def involvement_of(meeting: Meeting, delivery: Delivery) -> Involvement:
    """Return what a recipient had to do with the meeting."""
    line = line_of(meeting, delivery)
    if line is not None:
        return involvement_on(meeting, line)
    recipient = folded(delivery.recipient)
    if delivery.agency == REFERRER or recipient == folded(meeting.concern.referrer):
        return Involvement.REFERRER
    if any(folded(action.owner) == recipient for action in meeting.plan.actions):
        return Involvement.OWNER
    return Involvement.NOT_INVITED if delivery.agency else Involvement.OTHER


def involvement_on(meeting: Meeting, line: Attendee) -> Involvement:
    """Return what whoever stands on a line of the register had to do with the meeting."""
    deputies = [one for one in meeting.attendance.register if one.deputy_for == line.id and one.stays]
    if line.only_for:
        return Involvement.ONE_ITEM
    if line.stays or deputies:
        return Involvement.TOOK_PART
    asked = line.invitation.answer not in (Answer.UNKNOWN, Answer.NOT_INVITED)
    return Involvement.ABSENT if asked or line.written_at else Involvement.NOT_INVITED
