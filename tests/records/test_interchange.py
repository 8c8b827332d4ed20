"""The document's schema and description are those of the program."""

import json
import re
from pathlib import Path

import jsonschema
import pytest
from tests.records.inbox import NOW, Inbox, profiles, small

from chairtui.demonstration import documents
from chairtui.directory.agencies import Agencies
from chairtui.records.interchange.describing import HEADING, describe
from chairtui.records.interchange.document import schema

PAGE = Path(__file__).parents[2] / "docs" / "interchange.md"
DEMONSTRATION = dict(documents(NOW))


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    found = schema()
    jsonschema.Draft202012Validator.check_schema(found)
    return jsonschema.Draft202012Validator(found)


@pytest.mark.parametrize("name", DEMONSTRATION)
@pytest.mark.parametrize("history", [True, False])
def test_every_document_fits_the_schema(
    name: str, history: bool, validator: jsonschema.Draft202012Validator
) -> None:
    inbox = Inbox()
    inbox.take(DEMONSTRATION[name])
    validator.validate(json.loads(DEMONSTRATION[name]))
    validator.validate(json.loads(inbox.export(history=history)))


def test_the_schema_refuses_what_the_reader_refuses(validator: jsonschema.Draft202012Validator) -> None:
    document = small()
    document["meeting"]["chidren"] = []
    with pytest.raises(jsonschema.ValidationError):
        validator.validate(document)


def test_the_schema_says_what_fields_mean() -> None:
    attendee = schema()["$defs"]["Attendee"]
    assert attendee["description"].startswith("One line of the register")
    assert "Police force" in attendee["properties"]["area"]["description"]


def test_the_page_is_what_the_types_say() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page.endswith(describe()), f"write it again from describe(), below “{HEADING}”"


def test_the_example_on_the_page_can_be_imported() -> None:
    examples = re.findall(r"```json\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    inbox = Inbox()
    assert inbox.take(examples[-1].encode())[0].events > 20
    meeting = inbox.meeting()
    assert meeting.reference == "SM-2026-0101"
    assert [line.id for line in meeting.attendance.register] == ["sw", "cait", "attendee-1"]
    assert [line.name for line in meeting.attendance.register if line.here] == []


def test_the_page_names_every_agency_and_every_profile() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert all(f"| `{one.key}` | {one.name} | {one.sector.value} |" in page for one in Agencies.load().all())
    assert all(f"| `{name}` |" in page for name in profiles())


def test_the_page_says_of_every_field_that_has_to_be_there_whether_it_may_be_null() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert "| `on` | day | must be there; `null` if not known |" in page
    for name, value in schema()["$defs"].items():
        if f"\n### {name}\n" not in page:
            continue
        section = page.split(f"\n### {name}\n")[1].split("\n### ")[0]
        for field in value.get("required", ()):
            (row,) = re.findall(rf"^\| `{field}` \|.*$", section, re.MULTILINE)
            nullable = any(one.get("type") == "null" for one in value["properties"][field].get("anyOf", ()))
            assert ("must be there; `null` if not known" in row) is nullable, f"{name}.{field}"


def test_what_a_document_names_nobody_for_is_not_told_of_who_imported_it() -> None:
    document, inbox = small(), Inbox()
    meeting = document["meeting"]
    meeting["analysis"] = {
        "hypotheses": [{"words": "He is left alone.", "stated_at": "2026-03-05T10:10:00Z"}]
    }
    sent = {"id": "s", "attendee_id": "police", "paper": "agenda pack", "sent_at": "2026-03-04T12:00:00Z"}
    meeting["preparing"] = {"sent": [sent]}
    late = {"words": "A call.", "author": "Ola", "change": "does not change the decision", "reason": "Known."}
    times = {"added_at": "2026-03-06T10:00:00Z", "answered_at": "2026-03-06T11:00:00Z"}
    signature = {"name": "Dee Grant", "signed_at": "2026-03-05T11:00:00Z"}
    meeting["closing"] = {"signature": signature, "addenda": [late | times]}
    inbox.take(document)
    told = inbox.meeting()
    assert [one.by for one in told.analysis.hypotheses] == [""]
    assert [one.by for one in told.preparing.sent] == [""]
    assert [one.answered_by for one in told.closing.addenda] == [""]
