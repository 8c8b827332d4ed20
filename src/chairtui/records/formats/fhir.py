"""The record as a document of HL7 FHIR: a Bundle of base R4 (4.0.1), claiming no profile.

Source: https://hl7.org/fhir/R4/documents.html. No profile of a strategy discussion is known: none is named.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from html import escape

from chairtui.core.meeting import Meeting
from chairtui.core.versions import Version
from chairtui.records.content.frame import Frame
from chairtui.records.content.versions import seal
from chairtui.records.formats.asked import Asked
from chairtui.records.formats.fhir_resources import (
    Resource,
    address,
    encounter,
    flags,
    instant,
    kept,
    organization,
    patient,
    practitioner,
    refer,
    role,
    task,
)
from chairtui.records.formats.simpler import Simple, simpler
from chairtui.records.record import Blanks, Paragraph, Points, Record, Section, Table
from chairtui.text import clean

_LONGEST = 1_000_000
_RESTRICTED = "R"
"""Of the value set v3-Confidentiality."""


def export(asked: Asked) -> bytes:
    """Return the record as a FHIR document."""
    return write(asked.frame, asked.compose(asked.frame), asked.made_at)


def write(frame: Frame, record: Record, made_at: datetime) -> bytes:
    """Return the record of a meeting as a FHIR document made at a time (UTC), as JSON.

    The same record and time give the same bytes.
    """
    meeting = frame.meeting
    resources = dict(_resources(frame, record, made_at))
    own = address(meeting, "Bundle", Version(number=record.version, mark=record.mark).name)
    bundle = {
        "resourceType": "Bundle",
        "identifier": {"system": "urn:ietf:rfc:3986", "value": own},
        "type": "document",
        "timestamp": instant(made_at),
        "entry": [{"fullUrl": full, "resource": resource} for full, resource in resources.items()],
    }
    return json.dumps(_clean(bundle), ensure_ascii=False, indent=1).encode()


def _resources(frame: Frame, record: Record, made_at: datetime) -> Iterator[tuple[str, Resource]]:
    meeting = frame.meeting
    register = meeting.attendance.register
    yield address(meeting, "Composition"), _composition(meeting, record, made_at)
    yield address(meeting, "Encounter"), encounter(meeting)
    for child in meeting.concern.children:
        yield address(meeting, "Patient", child.id), patient(meeting, child)
    yield address(meeting, "Organization"), organization(meeting.authority or "local authority")
    for line in register:
        yield address(meeting, "Organization", line.agency), organization(frame.title(line.agency))
        if line.name:
            yield address(meeting, "Practitioner", line.id), practitioner(line)
        yield address(meeting, "PractitionerRole", line.id), role(meeting, line)
    if chair := meeting.attendance.chair:
        named = {"resourceType": "Practitioner", "name": [{"text": chair.name}]}
        yield address(meeting, "Practitioner", "chair"), named
    for child_id, flag in flags(meeting):
        yield address(meeting, "Flag", child_id), flag
    sealed = made_at if meeting.closing.signature else None
    for action in meeting.plan.actions:
        yield address(meeting, "Task", action.id), task(meeting, action, sealed)
    yield address(meeting, "Provenance"), _provenance(frame, made_at)


def _composition(meeting: Meeting, record: Record, made_at: datetime) -> Resource:
    children = meeting.concern.children
    child = refer(meeting, "Patient", children[0].id, children[0].name) if len(children) == 1 else None
    return kept(
        {
            "resourceType": "Composition",
            "identifier": {"type": {"text": "reference"}, "value": record.reference},
            "status": _status(meeting),
            "type": {"text": "Record of a strategy discussion (Children Act 1989, section 47)"},
            "subject": child,
            "encounter": refer(meeting, "Encounter"),
            "date": instant(made_at),
            "author": [_author(meeting)],
            "title": record.title,
            "confidentiality": _RESTRICTED,
            "custodian": refer(meeting, "Organization"),
            "section": [*(_section(section) for section in record.sections), *_lists(meeting)],
        }
    )


def _status(meeting: Meeting) -> str:
    if meeting.closing.signature is None:
        return "preliminary"
    return "amended" if meeting.closing.addenda else "final"


def _author(meeting: Meeting) -> Resource:
    chair = meeting.attendance.chair
    return refer(meeting, "Practitioner", "chair", chair.name) if chair else refer(meeting, "Organization")


def _lists(meeting: Meeting) -> Iterator[Resource]:
    """Yield the sections that point to the children, the actions and the flags."""
    listed = (
        ("Children", "Patient", [child.id for child in meeting.concern.children]),
        ("Tasks", "Task", [action.id for action in meeting.plan.actions]),
        ("Flags", "Flag", [child_id for child_id, _ in flags(meeting)]),
    )
    for title, kind, keys in listed:
        if keys:
            yield {"title": title, "entry": [refer(meeting, kind, key) for key in keys]}


def _provenance(frame: Frame, made_at: datetime) -> Resource:
    """Return who signed, and the hash of the log that the record was made from."""
    meeting, signature = frame.meeting, frame.meeting.closing.signature
    said = "signed by the chair" if signature else "not signed"
    log = {"type": {"text": "SHA-256 of the meeting's log"}, "value": seal(frame.rows)}
    return {
        "resourceType": "Provenance",
        "target": [refer(meeting, "Composition")],
        "recorded": instant(made_at),
        "activity": {"text": said},
        "agent": [{"type": {"text": "chair"}, "who": _author(meeting)}],
        "entity": [{"role": "source", "what": {"identifier": log}}],
    }


def _section(section: Section) -> Resource:
    body = "".join(_part(part) for part in simpler(section)) or "<p>-</p>"
    div = f'<div xmlns="http://www.w3.org/1999/xhtml">{body}</div>'
    return {"title": section.title, "text": {"status": "generated", "div": div}}


def _part(part: Simple) -> str:
    match part:
        case Paragraph():
            return f"<p>{_text(part.words)}</p>"
        case Points():
            return f"<ul>{''.join(f'<li>{_text(item)}</li>' for item in part.items)}</ul>"
        case Table():
            rows = tuple(tuple(cell.words for cell in row) for row in part.rows)
            return _table(part.headings, rows)
        case Blanks():
            return _table(("", ""), tuple((row.words, row.given) for row in part.rows))


def _table(headings: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> str:
    head = "".join(f"<th>{_text(name)}</th>" for name in headings) if any(headings) else ""
    top = f"<thead><tr>{head}</tr></thead>" if head else ""
    lines = (f"<tr>{''.join(f'<td>{_text(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table>{top}<tbody>{''.join(lines)}</tbody></table>"


def _text(words: str) -> str:
    return escape(clean(words, limit=_LONGEST)).replace("\n", "<br/>")


def _clean(value: object) -> object:
    """Return a value with each of its texts clean, so that nothing in it steers who reads it."""
    if isinstance(value, str):
        return clean(value, limit=10 * _LONGEST)
    if isinstance(value, dict):
        return {name: _clean(item) for name, item in value.items()}
    return [_clean(item) for item in value] if isinstance(value, list) else value
