"""The kinds of record, each for its recipient: full, outcome notice, for one child, an agency's extract."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from msgspec import structs
from msgspec.structs import replace as with_fields

from chairtui.core.change import Refused
from chairtui.core.conference_clocks import Counting
from chairtui.core.delivery import Delivery, Passed
from chairtui.core.distribution import WHY_PASSED
from chairtui.core.history.log import Row
from chairtui.core.meeting import Meeting
from chairtui.core.people import folded
from chairtui.core.recipients import Involvement, involvement_of, line_of
from chairtui.core.register import Attendee
from chairtui.core.views import Title
from chairtui.core.vocabulary import RecordKind, Redaction
from chairtui.core.with_ids import find_or_refuse
from chairtui.records.content.composing import compose
from chairtui.records.content.extract import extract_pages
from chairtui.records.content.frame import Copy, Frame
from chairtui.records.content.head import record
from chairtui.records.content.notice import notice_pages
from chairtui.records.record import Record
from chairtui.records.redaction.cutting import Recipient, cut
from chairtui.records.redaction.one_child import OneChild, left_out
from chairtui.records.redaction.redacting import rule_for, rule_of

AN_AGENCY = "An agency that was expected"


def frame_for(frame: Frame, delivery: Delivery) -> Frame:
    """Return the meeting as a recipient may see it, for forms that are not made of the record alone.

    Raises:
        Refused: there is no such child, or a text is let through without a reason.
    """
    line = line_of(frame.meeting, delivery)
    recipient = recipient_of(frame.meeting, delivery)
    copy = Copy(
        kind=delivery.record,
        recipient=frame.line(line.id) if line else delivery.recipient,
        left_out=recipient.left_out,
        outside=recipient.outside,
    )
    return _cut(frame, recipient, copy, delivery.child_id, delivery.passed)


def recipient_of(meeting: Meeting, delivery: Delivery) -> Recipient:
    """Return what a recipient may see of a meeting, whichever of its children the copy is about."""
    line = line_of(meeting, delivery)
    return Recipient(
        kind=delivery.record,
        left_out=frozenset(rule_for(meeting, delivery)),
        outside=delivery.record is RecordKind.NOTICE and rule_of(meeting, delivery).outside,
        sector=line.sector if line else None,
        lines=_lines(meeting, line),
        agencies=_agencies(meeting, line),
        names=frozenset({folded(line.name if line else delivery.recipient)} - {""}),
        listed=_listed(meeting, delivery),
    )


def record_in(frame: Frame) -> Record:
    """Return the record of a meeting that was cut already, of the kind that its copy is."""
    if frame.copy.kind is RecordKind.NOTICE:
        return record(frame, *notice_pages(frame))
    if frame.copy.kind is RecordKind.EXTRACT:
        return record(frame, *extract_pages(frame))
    return compose(frame)


def _cut(frame: Frame, recipient: Recipient, copy: Copy, child_id: str, passed: tuple[Passed, ...]) -> Frame:
    if copy.kind is RecordKind.CHILD and not child_id:
        raise Refused("Say for which child the record is.")
    if any(not one.reason.strip() for one in passed):
        raise Refused(WHY_PASSED)
    meeting, unnamed = frame.meeting, frame.unnamed
    if child_id:
        copy = replace(copy, child=find_or_refuse(meeting.concern.children, child_id, "child").name)
        places = [one.place for one in passed]
        alone = OneChild(meeting, child_id, places)
        seen, _ = alone.narrowed(cut(meeting, recipient, alone.drops))
        withheld = tuple(one.place for one in left_out(meeting, child_id, places, recipient))
        copy = replace(copy, withheld=withheld, of_several=alone.several)
        unnamed = alone.unnamed(unnamed, frame.expected_of(child_id))
    else:
        seen = cut(meeting, recipient)
    unnamed = () if copy.outside else _without_places(frame, copy, unnamed)
    counted = () if copy.outside else _counted(frame, child_id)
    rows, made = bare(frame.rows), frame.versions
    return replace(
        frame,
        meeting=seen,
        title=_title_without_places(frame, copy),
        copy=copy,
        unnamed=unnamed,
        counted=counted,
        rows=rows,
        made=made,
        since=(),
    )


def _title_without_places(frame: Frame, copy: Copy) -> Title:
    """Return what names an agency in a copy; in one without places none by where a child goes or is."""
    if Redaction.PLACES not in copy.left_out:
        return frame.title
    concern, kinds = frame.meeting.concern, {}
    for line in frame.meeting.attendance.register:
        kinds[line.agency] = line.sector.value.capitalize()
    told = (*(child.setting for child in concern.children), *(place.name for place in concern.places))
    places = {folded(words) for words in told if words.strip()}

    def title(key: str) -> str:
        name = frame.title(key)
        tells = any(words in folded(name) for words in places)
        return kinds.get(key, AN_AGENCY) if tells else name

    return title


def _without_places(
    frame: Frame, copy: Copy, roles: tuple[tuple[str, str], ...]
) -> tuple[tuple[str, str], ...]:
    """Return expected roles that nobody stood for, by their kind alone in a copy that leaves out places.

    They are expected because a child goes there or is there: a school or force would say where.
    """
    if Redaction.PLACES not in copy.left_out:
        return roles
    plain = ((key, frame.title(key.partition("@")[0]) if "@" in key else name) for key, name in roles)
    return tuple(dict.fromkeys(plain))


def _counted(frame: Frame, child_id: str) -> tuple[Counting, ...]:
    """Return the clocks that a copy shows; one for one child names no other."""
    if not child_id:
        return frame.clocks
    own = (one for one in frame.clocks if child_id in one.children)
    return tuple(structs.replace(one, children=(child_id,)) for one in own)


def bare(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return rows without who wrote what: only what the hash of the log is read from."""
    return tuple(with_fields(row, body="", actor="", event_id="", act_id="") for row in rows)


def _lines(meeting: Meeting, line: Attendee | None) -> frozenset[str]:
    """Return the lines of one agency that stand for each other: somebody and their deputies."""
    if line is None:
        return frozenset()
    deputies = {other.id for other in meeting.attendance.register if other.deputy_for == line.id}
    return frozenset({line.id, line.deputy_for, *deputies} - {""})


def _agencies(meeting: Meeting, line: Attendee | None) -> frozenset[str]:
    """Return the keys by which an action is an agency's; none where several lines have one agency.

    Two schools of two children both have the key of a school: whose an action is, its owner then says.
    """
    if line is None:
        return frozenset()
    own = _lines(meeting, line)
    alike = [other for other in meeting.attendance.register if other.agency == line.agency]
    if any(other.id not in own for other in alike):
        return frozenset()
    return frozenset({line.agency, f"{line.agency}@{line.area}"})


def _listed(meeting: Meeting, delivery: Delivery) -> frozenset[str]:
    return frozenset(_told_of(meeting, delivery))


def _told_of(meeting: Meeting, delivery: Delivery) -> Iterator[str]:
    """Yield the deliveries of which a recipient may know: not those that tell who raised the concern."""
    for other in meeting.closing.distribution:
        outside = involvement_of(meeting, other) in (Involvement.REFERRER, Involvement.OTHER)
        if not outside or other.id == delivery.id:
            yield other.id
