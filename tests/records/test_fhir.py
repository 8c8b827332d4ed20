"""The FHIR document is taken by models that are not ours, points only into itself, and claims no profile."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from typing import Any
from xml.etree import ElementTree

import pytest
from fhirclient.models.bundle import Bundle
from fhirclient.models.fhirabstractbase import FHIRValidationError
from msgspec.structs import replace
from tests.records.inbox import Inbox, small
from tests.records.test_record import record_of

from chairtui.core.closing import Signature
from chairtui.demonstration import documents
from chairtui.records.content.frame import Frame
from chairtui.records.content.versions import seal
from chairtui.records.formats.fhir import write
from chairtui.records.formats.fhir_resources import NHS_NUMBER
from chairtui.records.redaction.kinds import record_in

MADE = datetime(2026, 3, 9, 12, tzinfo=UTC)
HOSTILE = "<script>alert(1)</script> & </div> ]]> {{ 7*7 }} \u202e=1+1 🦊 שלום"


@cache
def demonstrations() -> dict[str, bytes]:
    return dict(documents(MADE))


def written(document: Any) -> tuple[bytes, Frame]:
    inbox = Inbox()
    inbox.take(document)
    live = inbox.open(inbox.log.meeting_ids()[0])
    frame = Frame(meeting=live.outcome.meeting, rows=[one.row for one in live.history])
    return write(frame, record_of(inbox), MADE), frame


def resources(content: bytes, kind: str) -> list[dict[str, Any]]:
    entries = [entry["resource"] for entry in json.loads(content)["entry"]]
    return [one for one in entries if one["resourceType"] == kind]


def within(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from within(part)


@pytest.mark.parametrize("name", sorted(demonstrations()))
def test_every_demonstration_meeting_is_taken_by_the_models_of_r4(name: str) -> None:
    content, _ = written(demonstrations()[name])
    bundle = Bundle(json.loads(content), strict=True)
    assert bundle.type == "document"
    assert bundle.entry[0].resource.resource_type == "Composition"
    kinds = {entry.resource.resource_type for entry in bundle.entry}
    assert kinds >= {"Composition", "Encounter", "Patient", "Organization", "Provenance"}


def test_the_models_refuse_what_is_not_r4() -> None:
    content, _ = written(demonstrations()["9-exemplary"])
    spoilt = json.loads(content)
    del spoilt["entry"][0]["resource"]["status"]
    with pytest.raises(FHIRValidationError):
        Bundle(spoilt, strict=True)


@pytest.mark.parametrize("name", sorted(demonstrations()))
def test_every_reference_is_answered_inside_the_document(name: str) -> None:
    content, _ = written(demonstrations()[name])
    document = json.loads(content)
    addresses = [entry["fullUrl"] for entry in document["entry"]]
    assert len(addresses) == len(set(addresses))
    referred = {one["reference"] for one in within(document) if "reference" in one}
    assert referred
    assert referred <= set(addresses)


def test_no_profile_is_claimed() -> None:
    content, _ = written(demonstrations()["9-exemplary"])
    assert not [one for one in within(json.loads(content)) if "profile" in one or "meta" in one]


def test_each_action_is_a_task_with_its_owner_and_its_day() -> None:
    content, frame = written(demonstrations()["9-exemplary"])
    tasks = {task["description"]: task for task in resources(content, "Task")}
    assert frame.meeting.plan.actions
    for action in frame.meeting.plan.actions:
        task = tasks[action.what]
        assert task["owner"]["display"] == action.owner
        assert task["restriction"]["period"]["end"].startswith(f"{action.due_on}") or action.due_at


def test_the_nhs_number_carries_its_system_and_the_others_none() -> None:
    document = small()
    child = document["meeting"]["concern"]["children"][0]
    child |= {"nhs_number": "943 476 5919", "local_id": "LA-7"}
    content, _ = written(document)
    (patient,) = resources(content, "Patient")
    systems = {one["value"]: one.get("system") for one in patient["identifier"]}
    assert systems == {"9434765919": NHS_NUMBER, "LA-7": None}


def test_the_provenance_holds_the_hash_of_the_log() -> None:
    content, frame = written(demonstrations()["9-exemplary"])
    (provenance,) = resources(content, "Provenance")
    assert provenance["entity"][0]["what"]["identifier"]["value"] == seal(frame.rows)


def test_the_same_record_gives_the_same_bytes() -> None:
    content, frame = written(demonstrations()["9-exemplary"])
    inbox = Inbox()
    inbox.take(demonstrations()["9-exemplary"])
    assert write(frame, record_of(inbox), MADE) == content


def test_hostile_text_is_text_in_the_narrative() -> None:
    document = small()
    document["meeting"]["concern"]["words"] = HOSTILE
    document["meeting"]["concern"]["children"][0]["name"] = HOSTILE
    content, _ = written(document)
    Bundle(json.loads(content), strict=True)
    (composition,) = resources(content, "Composition")
    divs = [section["text"]["div"] for section in composition["section"] if "text" in section]
    shown = "".join("".join(ElementTree.fromstring(div).itertext()) for div in divs)
    assert "<script>alert(1)</script> & </div> ]]> {{ 7*7 }} =1+1 🦊 שלום" in shown
    assert "\u202e" not in content.decode()


def test_each_task_of_a_signed_record_says_as_of_when_it_is() -> None:
    _, frame = written(demonstrations()["9-exemplary"])
    for signature, number in ((None, 0), (Signature(name="Dee Grant", signed_at=MADE), 1)):
        signed = replace(frame.meeting, closing=replace(frame.meeting.closing, signature=signature))
        now = Frame(meeting=signed, rows=frame.rows)
        tasks = resources(write(now, record_in(now), MADE), "Task")
        said = [[note for note in one.get("note", []) if "time" in note] for one in tasks]
        assert len(tasks) > 2
        assert [len(notes) for notes in said] == [number] * len(tasks)
        assert {note["time"] for notes in said for note in notes} <= {"2026-03-09T12:00:00Z"}
        assert all("As it was on Mon 9 Mar 2026 12:00" in note["text"] for notes in said for note in notes)
