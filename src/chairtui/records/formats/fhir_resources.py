"""The people, the meeting and the plan as resources of HL7 FHIR R4 (4.0.1), without any profile.

Source: https://hl7.org/fhir/R4/, the pages of each resource. The system of the NHS number is NHS England's
https://fhir.nhs.uk/Id/nhs-number; no other number of a child has a system that could be verified, so each of
them says in words what it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

from chairtui.core.actions import Action
from chairtui.core.births import as_iso
from chairtui.core.calendar.when import say_when
from chairtui.core.children import Child
from chairtui.core.enquiries import enquiry_of
from chairtui.core.meeting import Meeting
from chairtui.core.register import Attendee
from chairtui.core.rooms import moments
from chairtui.core.sentences.reminding import handed_words
from chairtui.core.vocabulary import ActionStatus, Mode, Outcome, Sex, Stage
from chairtui.core.with_ids import find

Resource = dict[str, Any]

NHS_NUMBER = "https://fhir.nhs.uk/Id/nhs-number"

_OURS = UUID("6b1f6d0e-6a3f-5c58-9a53-1f0f4a1d2c77")
_GENDER = {Sex.FEMALE: "female", Sex.MALE: "male"}
_TASK = {ActionStatus.OPEN: "requested", ActionStatus.DONE: "completed"}
_ENCOUNTER = {
    Stage.PREPARING: "planned",
    Stage.HELD: "in-progress",
    Stage.PARTLY: "in-progress",
    Stage.DECIDED: "in-progress",
}


def address(meeting: Meeting, kind: str, key: str = "") -> str:
    """Return the address of a resource of a meeting: always the same for the same thing."""
    return f"urn:uuid:{uuid5(_OURS, f'{meeting.id}/{kind}/{key}')}"


def refer(meeting: Meeting, kind: str, key: str = "", words: str = "") -> Resource:
    """Return a reference to a resource of the same document."""
    return kept({"reference": address(meeting, kind, key), "display": words})


def kept(fields: Resource) -> Resource:
    """Return an object without what is empty: FHIR has no empty texts, lists or objects."""
    return {
        name: value
        for name, value in fields.items()
        if (value.strip() if isinstance(value, str) else value or value is False)
    }


def instant(at: datetime | None) -> str:
    """Return a time as FHIR writes it, in UTC to the second."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if at else ""


def patient(meeting: Meeting, child: Child) -> Resource:
    """Return a child."""
    facts = find(meeting.concern.census, child.id)
    return kept(
        {
            "resourceType": "Patient",
            "identifier": list(_numbers(child)),
            "name": [{"text": child.name}],
            "gender": _GENDER.get(facts.sex, "unknown") if facts else "unknown",
            "birthDate": as_iso(child),
            "deceasedDateTime": facts.died_on.isoformat() if facts and facts.died_on else "",
        }
    )


def _numbers(child: Child) -> Iterator[Resource]:
    if child.nhs_number:
        yield {"system": NHS_NUMBER, "value": child.nhs_number.replace(" ", "")}
    if child.upn:
        yield {"type": {"text": "unique pupil number"}, "value": child.upn}
    if child.local_id:
        yield {"type": {"text": "the council's own number"}, "value": child.local_id}


def practitioner(line: Attendee) -> Resource:
    """Return somebody of the register by name."""
    return {"resourceType": "Practitioner", "name": [{"text": line.name}]}


def role(meeting: Meeting, line: Attendee) -> Resource:
    """Return whom a line of the register stands for: a person of an agency, or the agency alone."""
    return kept(
        {
            "resourceType": "PractitionerRole",
            "practitioner": refer(meeting, "Practitioner", line.id, line.name) if line.name else None,
            "organization": refer(meeting, "Organization", line.agency),
            "code": [{"text": line.job}] if line.job else [],
        }
    )


def organization(name: str) -> Resource:
    """Return an agency."""
    return {"resourceType": "Organization", "name": name}


def encounter(meeting: Meeting) -> Resource:
    """Return the meeting itself, with who took part and from when to when."""
    ended = meeting.closing.signature.signed_at if meeting.closing.signature else None
    start = meeting.started_at or meeting.scheduled_at
    stays = [
        kept(
            {
                "type": [{"text": stay.mode.value}],
                "period": kept({"start": instant(stay.joined_at), "end": instant(stay.left_at)}),
                "individual": refer(meeting, "PractitionerRole", line.id, line.name),
            }
        )
        for line in meeting.attendance.register
        for stay in line.stays
    ]
    return kept(
        {
            "resourceType": "Encounter",
            "identifier": [{"type": {"text": "reference"}, "value": meeting.reference}],
            "status": _ENCOUNTER.get(meeting.stage, "finished"),
            "class": _held_as(meeting),
            "type": [{"text": "strategy discussion"}],
            "subject": _subject(meeting),
            "participant": stays,
            "period": kept({"start": instant(start), "end": instant(ended)}),
            "serviceProvider": refer(meeting, "Organization", "", meeting.authority or "local authority"),
        }
    )


def _held_as(meeting: Meeting) -> Resource:
    """Return the class: virtual when nobody was in a room; FHIR has no other that fits without the child."""
    modes = {stay.mode for line in meeting.attendance.register for stay in line.stays}
    if Mode.IN_ROOM in modes:
        return {"display": "professionals' meeting"}
    act = "http://terminology.hl7.org/CodeSystem/v3-ActCode"
    return {"system": act, "code": "VR", "display": "virtual"}


def _subject(meeting: Meeting) -> Resource | None:
    """Return the child where there is one; FHIR has one subject, and siblings stand in the sections."""
    children = meeting.concern.children
    return refer(meeting, "Patient", children[0].id, children[0].name) if len(children) == 1 else None


def task(meeting: Meeting, action: Action, sealed: datetime | None = None) -> Resource:
    """Return an action; one of a record that was `sealed` (UTC) says that it is as it was then.

    Whoever takes a task out of the document would else read a state of that day as today's.
    """
    due = action.due_at or action.due_on
    end = instant(due) if isinstance(due, datetime) else due.isoformat() if due else ""
    owned = find(meeting.attendance.register, action.owner_id)
    owner = (
        refer(meeting, "PractitionerRole", owned.id, action.owner)
        if owned
        else kept({"display": action.owner})
    )
    return kept(
        {
            "resourceType": "Task",
            "identifier": [{"type": {"text": "action"}, "value": action.id}],
            "status": _TASK.get(action.status, "cancelled"),
            "intent": "plan",
            "description": action.what,
            "for": _subject(meeting),
            "encounter": refer(meeting, "Encounter"),
            "authoredOn": instant(max(moments(meeting), default=None)),
            "owner": owner,
            "reasonCode": {"text": action.why} if action.why else None,
            "note": list(_notes(action, sealed)),
            "restriction": {"period": {"end": end}} if end else None,
        }
    )


def _notes(action: Action, sealed: datetime | None) -> Iterator[Resource]:
    for handed in action.handed:
        yield {"text": handed_words(handed)}
    if action.evidence:
        yield {"text": action.evidence}
    if sealed:
        words = f"As it was on {say_when(sealed)}, when this version of the record was made."
        yield {"time": instant(sealed), "text": words}


def flags(meeting: Meeting) -> Iterator[tuple[str, Resource]]:
    """Yield for each child about whom section 47 enquiries were decided a flag, and the child's id."""
    for child in meeting.concern.children:
        decision = meeting.deciding.about(child.id)
        if decision is None or decision.outcome not in (Outcome.INITIATE, Outcome.CONTINUE):
            continue
        ended = enquiry_of(meeting.plan, child.id).ended_on
        start = instant(decision.decided_at)
        yield (
            child.id,
            {
                "resourceType": "Flag",
                "status": "inactive" if ended else "active",
                "category": [{"text": "Safeguarding concern"}],
                "code": {"text": f"Children Act 1989, section 47: {decision.outcome.value}"},
                "subject": refer(meeting, "Patient", child.id, child.name),
                "period": kept({"start": start, "end": ended.isoformat() if ended else ""}),
                "encounter": refer(meeting, "Encounter"),
            },
        )
