"""A wrong document gets one sentence that names the place and what was expected; nothing is imported."""

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.records.inbox import NOW, Inbox, demonstrated, line, small, stay

from chairtui.records.interchange.reading import MOST_BYTES, read
from chairtui.records.interchange.refusal import NotTaken


def refusal(content: bytes) -> str:
    with pytest.raises(NotTaken) as refused:
        read(content, NOW)
    sentence = str(refused.value)
    assert "\x1b" not in sentence
    assert "\n" not in sentence
    return sentence


def spoilt(spoil: Callable[[dict[str, Any]], object]) -> str:
    document = small()
    spoil(document)
    return refusal(json.dumps(document).encode())


BYTES = {
    "nothing at all": (b"", "line 1, column 1: this is not JSON"),
    "not JSON": (b'{"format": chairtui}', "line 1, column 12: this is not JSON"),
    "cut in the middle": (json.dumps(small()).encode()[:300], "this is not JSON"),
    "a list": (b"[]", "$: expected an object, found a list"),
    "not UTF-8": (b'{"format": "\xff"}', "byte 13: the file is not UTF-8 text"),
    "UTF-16": (json.dumps(small()).encode("utf-16"), "byte 1: the file is not UTF-8 text"),
    "NaN": (b'{"format": [1, NaN]}', "$.format[1]: NaN is not JSON"),
    "Infinity": (b'{"format": -Infinity}', "-Infinity is not JSON"),
    "a field twice": (b'{"format": "a", "format": "b"}', "$.format: this field stands twice"),
    "a hostile field twice": (b'{"\\u001b[2J": 1, "\\u001b[2J": 2}', "$.␛[2J: this field stands twice"),
    "deep nesting": (
        b'{"a": "[[",\n "b": ' + b"[" * 100_000,
        "line 2, column 70: the file is nested more than 64 levels",
    ),
    "nesting that JSON bears": (b'{"a":' * 90 + b"1" + b"}" * 90, "line 1, column 321: the file is nested"),
    "a number of many digits": (b'{"format": ' + b"1" * 5000 + b"}", "too long to be one"),
    "too many bytes": (b" " * (MOST_BYTES + 1), "more than 50 MB"),
}


@pytest.mark.parametrize("case", BYTES)
def test_what_is_no_document_is_named(case: str) -> None:
    content, expected = BYTES[case]
    assert expected in refusal(content)


def put(*path: Any) -> Callable[[dict[str, Any]], object]:
    """Put the last of `path` where the others lead to."""
    *steps, name, value = path

    def spoil(document: dict[str, Any]) -> None:
        at: Any = document
        for step in steps:
            at = at.setdefault(step, {}) if isinstance(at, dict) else at[step]
        at[name] = value

    return spoil


def test_a_child_born_on_the_day_of_the_meeting_is_taken() -> None:
    document = small()
    put("meeting", "concern", "children", 0, "born_on", "2026-03-05")(document)
    inbox = Inbox()
    inbox.take(document)
    assert inbox.meeting().concern.children[0].born_on == date(2026, 3, 5)


def test_a_decision_at_the_very_start_of_the_meeting_is_taken() -> None:
    document = small()
    put("meeting", "deciding", "decisions", 0, "decided_at", document["meeting"]["started_at"])(document)
    inbox = Inbox()
    inbox.take(document)
    assert inbox.meeting().deciding.decisions[0].decided_at == inbox.meeting().started_at


def signed(at: str, name: str = "Dee Grant") -> dict[str, Any]:
    return {"signature": {"name": name, "signed_at": at}}


REGISTER = ("meeting", "attendance", "register")
FIELDS = {
    "another format": (
        put("format", "chairtui.meeting/9"),
        "$.format: expected the format “chairtui.meeting/1”",
    ),
    "an unknown field": (
        put("meeting", "chidren", []),
        "$.meeting: there is no field “chidren” here, only id,",
    ),
    "a hostile field": (put("meeting", "\x1b[2Jx", 1), "there is no field “␛[2Jx” here"),
    "a missing field": (
        put(*REGISTER, 0, {}),
        "$.meeting.attendance.register[0]: the field “agency” is missing",
    ),
    "a number for a text": (
        put("meeting", "reference", 7),
        "$.meeting.reference: expected text, found a whole number",
    ),
    "nothing for a list": (put(*REGISTER, None), "register: expected a list, found nothing"),
    "a word that is not in the list": (
        put(*REGISTER, 1, "sector", "cops"),
        "register[1].sector: expected one of: local authority social work, social care, police",
    ),
    "a number for such a word": (
        put("meeting", "form", 3),
        "$.meeting.form: expected one of: meeting, telephone",
    ),
    "a time without a zone": (
        put(*REGISTER, 0, "stays", 0, "joined_at", "2026-03-05T10:00:00"),
        "$.meeting.attendance.register[0].stays[0].joined_at: expected a time with its zone, as in",
    ),
    "no time at all": (
        put("meeting", "started_at", "ten o'clock"),
        "$.meeting.started_at: expected a time with its",
    ),
    "a day as people write it": (
        put("meeting", "concern", "children", 0, "born_on", "03/03/2012"),
        "$.meeting.concern.children[0].born_on: expected a day, as in 2026-03-05",
    ),
    "a day that is none": (
        put("meeting", "concern", "children", 0, "born_on", "2026-02-30"),
        "born_on: expected a day",
    ),
    "a year far away": (
        put("meeting", "started_at", "0001-01-01T00:00:00Z"),
        "started_at: the year 1 is too far away; expected one from 1900 to 2199",
    ),
    "a decision before the meeting": (
        put("meeting", "deciding", "decisions", 0, "decided_at", "2026-03-05T09:59:00Z"),
        "$.meeting.deciding.decisions[0].decided_at: expected a time after started_at",
    ),
    "a child born after the meeting": (
        put("meeting", "concern", "children", 0, "born_on", "2026-03-06"),
        "$.meeting.concern.children[0].born_on: expected a day before the meeting; the day",
    ),
    "a start that has not come": (
        put("meeting", "started_at", "2026-04-05T10:00:00Z"),
        "$.meeting.started_at: expected a time that has come",
    ),
    "an arrival that has not come": (
        put(*REGISTER, 0, "stays", 0, "joined_at", "2026-03-11T10:00:00Z"),
        "$.meeting.attendance.register[0].stays[0].",
    ),
    "a decision that has not come": (
        put("meeting", "deciding", "decisions", 0, "decided_at", "2026-04-05T10:20:00Z"),
        "$.meeting.deciding.decisions[0].decided_at: expected a time that has come",
    ),
    "a signature that has not come": (
        put("meeting", "closing", signed("2026-04-05T11:00:00Z")),
        "$.meeting.closing.signature.signed_at: expected a time that has come",
    ),
    "a signature before the decision": (
        put("meeting", "closing", signed("2026-03-05T10:19:00Z")),
        "$.meeting.closing.signature.signed_at: expected a time after the decision",
    ),
    "a signature before the meeting": (
        put("meeting", "closing", signed("2026-03-04T10:19:00Z")),
        "$.meeting.closing.signature.signed_at: expected a time after started_at",
    ),
    "a signature of somebody else": (
        put("meeting", "closing", signed("2026-03-05T11:00:00Z", "Someone Else")),
        "$.meeting.closing.signature.name: expected the name of one of the chairs",
    ),
    "no reference": (put("meeting", "reference", " "), "$.meeting.reference: expected the short name"),
    "an id like a path": (
        put("meeting", "id", "../../etc/passwd"),
        "$.meeting.id: expected up to 100 letters",
    ),
    "an id twice": (
        put(*REGISTER, 1, "id", "worker"),
        "$.meeting.attendance.register[1].id: this id stands twice",
    ),
    "an id of two lines": (
        put(*REGISTER, 1, "id", "a\nb"),
        "register[1].id: expected an id of 1 to 200 characters",
    ),
    "a decision about nobody here": (
        put("meeting", "deciding", "decisions", 0, "children", ["kim"]),
        "$.meeting.deciding.decisions[0].children: expected the id of a child of this meeting",
    ),
    "a fact nobody shared": (
        put("meeting", "deciding", "decisions", 0, "facts", ["x"]),
        "$.meeting.deciding.decisions[0].facts: expected the id of a contribution",
    ),
    "a view of nobody": (
        put("meeting", "deciding", "positions", [{"id": "x", "view": "agrees"}]),
        "$.meeting.deciding.positions[0].id: expected the id of a line of the register",
    ),
    "a decision without its time": (
        put("meeting", "deciding", "decisions", 0, "decided_at", None),
        "$.meeting.deciding.decisions[0].decided_at: expected the time of the decision",
    ),
    "leaving before joining": (
        put(*REGISTER, 0, "stays", [stay("10:30", "10:00")]),
        "$.meeting.attendance.register[0].stays[0].left_at: expected a time after joined_at",
    ),
    "joining while there": (
        put(*REGISTER, 0, "stays", [stay("10:00"), stay("10:10")]),
        "register[0].stays[0].left_at: expected a time, because a later stay follows",
    ),
    "stays that overlap": (
        put(*REGISTER, 0, "stays", [stay("10:00", "10:20"), stay("10:10")]),
        "register[0].stays[1].joined_at: expected a time after the stay before it",
    ),
    "1 MB of text": (
        put("meeting", "concern", "words", "x" * 1_000_000),
        "$.meeting.concern.words: 1,000,000 characters are too many for one text",
    ),
    "an empty history": (put("history", []), "$.history: expected at least one row"),
    "a chair without a name": (
        put("meeting", "attendance", "chairs", [{"name": " ", "grade": ""}]),
        "$.meeting.attendance.chairs[0].name: expected the name",
    ),
}


@pytest.mark.parametrize("case", FIELDS)
def test_what_is_wrong_in_a_document_is_named(case: str) -> None:
    spoil, expected = FIELDS[case]
    assert expected in spoilt(spoil)


def test_nothing_is_imported_when_one_file_of_several_is_wrong() -> None:
    inbox = Inbox()
    with pytest.raises(NotTaken, match=r"^file 2: line 1"):
        inbox.take(small(), b"{")
    assert inbox.log.meeting_ids() == []


def test_the_same_meeting_in_two_files_is_refused() -> None:
    inbox = Inbox()
    with pytest.raises(NotTaken, match=r"^file 2: this is the same meeting as in file 1"):
        inbox.take(small(), small())
    assert inbox.log.meeting_ids() == []


def rows_of(change: Callable[[list[dict[str, Any]]], object]) -> str:
    first, second = Inbox("first"), Inbox("second")
    first.take(small())
    document = json.loads(first.export())
    change(document["history"])
    with pytest.raises(NotTaken) as refused:
        second.take(document)
    assert second.log.meeting_ids() == []
    return str(refused.value)


ROWS: dict[str, tuple[Callable[[list[dict[str, Any]]], object], str]] = {
    "a word": (
        lambda rows: rows[0].update(body=rows[0]["body"].replace("SM-1", "SM-2")),
        "row 1 was changed",
    ),
    "the time": (lambda rows: rows[2].update(at="2026-03-05T10:00:00Z"), "row 3 was changed"),
    "the zone of a time": (
        lambda rows: rows[2].update(at=rows[2]["at"].replace("Z", "+00:30")),
        "row 3 was changed",
    ),
    "who": (lambda rows: rows[2].update(actor="Someone Else"), "row 3 was changed"),
    "the kind": (lambda rows: rows[2].update(kind="SignedOff"), "expected the kind of the event"),
    "the meeting": (
        lambda rows: rows[2].update(meeting_id="other"),
        "expected the id of this document's meeting",
    ),
    "a row left out": (lambda rows: rows.pop(3), "row 4 is missing"),
    "the first row left out": (lambda rows: rows.pop(0), "row 1 is missing"),
    "a row twice": (lambda rows: rows.append(rows[2]), "this event stands twice"),
    "no event": (lambda rows: rows[2].update(body="{}"), "expected an event that this program knows"),
    "hostile text": (
        lambda rows: rows[2].update(actor="\x1b[2J"),
        "text that this program would have cleaned",
    ),
    "a number": (lambda rows: rows[2].update(seq=-1), "$.history[2].seq"),
}


@pytest.mark.parametrize("case", ROWS)
def test_a_history_that_was_altered_is_refused(case: str) -> None:
    change, expected = ROWS[case]
    assert expected in rows_of(change)


def test_a_history_that_went_on_differently_is_refused() -> None:
    first, second = Inbox("same"), Inbox("same")
    first.take(small())
    other = small()
    other["meeting"]["concern"]["words"] = "Another concern."
    second.take(other)
    with pytest.raises(NotTaken, match="the file has another row here than the database"):
        second.take(first.export())
    assert second.meeting().concern.words == "Another concern."


def test_a_byte_order_mark_is_taken() -> None:
    assert read(b"\xef\xbb\xbf" + json.dumps(small()).encode(), NOW).meeting.reference == "SM-1"


def test_what_is_only_incomplete_is_taken() -> None:
    inbox = Inbox()
    inbox.take(small())
    action = inbox.meeting().plan.actions[0]
    assert (action.id, action.owner, action.due_on) == ("action-1", "", None)


def test_numbers_avoid_the_ids_that_are_given() -> None:
    document = small()
    document["meeting"]["plan"]["actions"] = [{"what": "a"}, {"id": "action-1", "what": "b"}, {"what": "c"}]
    inbox = Inbox()
    inbox.take(document)
    assert [one.id for one in inbox.meeting().plan.actions] == ["action-2", "action-1", "action-3"]


def test_an_unknown_agency_is_taken() -> None:
    document = small()
    document["meeting"]["attendance"]["register"].append(line("zed", "lighthouse-keeper", "other"))
    inbox = Inbox()
    inbox.take(document)
    assert inbox.meeting().attendance.register[2].agency == "lighthouse-keeper"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_nothing_that_comes_in_breaks_the_reader(data: st.DataObject) -> None:
    document: Any = small()
    at: Any = document
    while isinstance(at, dict | list) and at:
        key = data.draw(st.sampled_from(list(at) if isinstance(at, dict) else list(range(len(at)))))
        if data.draw(st.booleans()) or not isinstance(at[key], dict | list) or not at[key]:
            at[key] = data.draw(JSON)
            break
        at = at[key]
    with suppress(NotTaken):
        read(json.dumps(document).encode(), NOW)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(content: bytes) -> None:
    with pytest.raises(NotTaken):
        read(content, NOW)


# Half a character ---------------------------------------------------------------------------------------

HALF = "x\ud800"


def halved(value: Any, *, keys: bool, at: str = "") -> Iterator[str]:
    """Put half a character into each text, or each name of a field, below a value, one after the other.

    Yields the kind of place in which it stands meanwhile: the fields that lead there.
    """
    inside = list(value.items() if isinstance(value, dict) else enumerate(value))
    for place, item in inside:
        here = f"{at}.{place}" if isinstance(value, dict) else at
        if isinstance(value, dict) and keys:
            value[f"{place}\ud800"] = item
            yield here
            del value[f"{place}\ud800"]
        if isinstance(item, str) and not keys:
            value[place] = HALF
            yield here
            value[place] = item
        if isinstance(item, dict | list):
            yield from halved(item, keys=keys, at=here)


@pytest.mark.parametrize("keys", [True, False], ids=["the name of every field", "every text"])
@pytest.mark.parametrize("history", [True, False], ids=["with history", "without"])
def test_half_a_character_anywhere_is_cleaned_or_refused_with_a_sentence(keys: bool, history: bool) -> None:
    inbox = demonstrated("9-exemplary")
    document, tried = json.loads(inbox.export(history=history)), set[str]()
    for place in halved(document, keys=keys):
        if place in tried:
            continue
        tried.add(place)
        try:
            read(json.dumps(document).encode(), NOW)
        except NotTaken as refused:
            str(refused).encode()
        else:
            assert not keys, place
    assert len(tried) > 150
