"""The record of each kind as a reader gets it, and as it would be for nobody in particular."""

from __future__ import annotations

from collections.abc import Iterable

from chairtui.core.change import Refused
from chairtui.core.delivery import Delivery, Passed
from chairtui.core.vocabulary import RecordKind, Redaction
from chairtui.core.with_ids import find_or_refuse
from chairtui.records.content.frame import Copy, Frame
from chairtui.records.record import Record
from chairtui.records.redaction.cutting import Recipient
from chairtui.records.redaction.kinds import _cut, frame_for, record_in


def record_of(
    frame: Frame,
    kind: RecordKind,
    child_id: str = "",
    attendee_id: str = "",
    redactions: Iterable[Redaction] | None = None,
    passed: tuple[Passed, ...] = (),
) -> Record:
    """Return a record of one kind, as whoever has a line of the register may see it; with none, all of it.

    `passed` are texts that may speak of another child and are let through (`one_child.mentions`).

    Raises:
        Refused: there is no such child or line, or a text is let through without a reason.
    """
    given = None if redactions is None else tuple(redactions)
    if attendee_id:
        line = find_or_refuse(frame.meeting.attendance.register, attendee_id, "line in the register")
        to = Delivery(
            id="",
            recipient=line.name,
            attendee_id=line.id,
            record=kind,
            child_id=child_id,
            redactions=given,
            passed=passed,
        )
        return record_for(frame, to)
    if kind is RecordKind.EXTRACT:
        raise Refused("Say whose extract it is: choose a line of the register.")
    copy = Copy(kind=kind, left_out=frozenset(given or ()))
    whole = kind is not RecordKind.NOTICE and not copy.left_out
    recipient = Recipient(kind=kind, left_out=copy.left_out, whole=whole)
    if whole and kind is not RecordKind.CHILD and not child_id:
        return record_in(frame)
    return record_in(_cut(frame, recipient, copy, child_id, passed))


def record_for(frame: Frame, delivery: Delivery) -> Record:
    """Return the record that a recipient gets, as the rules and what was settled for them say.

    Raises:
        Refused: there is no such child, or a text is let through without a reason.
    """
    return record_in(frame_for(frame, delivery))
