"""A copy says that what two machines left unsettled was cut from it, and tells nothing of what was cut."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from tests.records.copies import Seeded
from tests.records.prepared import NOW
from tests.records.test_copies import CASES, ROWS, delivery_of

from chairtui.core.concern import SAFETY
from chairtui.core.conflicts import Conflict, Side
from chairtui.core.meeting import Meeting
from chairtui.core.vocabulary import RecordKind
from chairtui.records.content.alarms import UNSETTLED_COPY
from chairtui.records.content.frame import NOT_SETTLED, Frame
from chairtui.records.record import Record, texts_in
from chairtui.records.redaction.kinds import frame_for, record_in
from chairtui.tui.rows.disputed import PLACES

MARK = f" ({NOT_SETTLED})"
MORE_THAN_A_NOTICE = [name for name, case in CASES.items() if case.record is not RecordKind.NOTICE]


def disputed(meeting: Meeting, part: str) -> Meeting:
    """Return a meeting of which two machines say different things about a part, whatever it is about."""
    ids = ("", *(child.id for child in meeting.concern.children))
    side = Side(event_id="here", device_id="machine", actor="Actor", at=NOW, kind="kind", body="Body")
    sides = (side, replace(side, event_id="there"))
    return replace(meeting, conflicts=(Conflict(event_id="here", words=part, sides=sides, ids=ids),))


def texts(record: Record) -> list[str]:
    return [one for one in texts_in(record) if one]


def without_what_is_said_of_it(words: list[str]) -> list[str]:
    return [one.replace(MARK, "") for one in words if one not in UNSETTLED_COPY]


@pytest.mark.parametrize("name", CASES)
def test_every_copy_says_it_of_every_part_and_is_otherwise_the_copy_without(name: str) -> None:
    meeting, delivery = delivery_of(Seeded(), CASES[name])
    settled = Frame(meeting=replace(meeting, conflicts=()), rows=ROWS)
    plain = texts(record_in(frame_for(settled, delivery)))
    assert not set(UNSETTLED_COPY) & set(plain)
    for part in (*PLACES, "something that fits nowhere"):
        frame = frame_for(Frame(meeting=disputed(meeting, part), rows=ROWS), delivery)
        said = texts(record_in(frame))
        assert set(UNSETTLED_COPY) <= set(said), part
        assert without_what_is_said_of_it(said) == plain, part


@pytest.mark.parametrize("name", CASES)
def test_every_copy_that_shows_one_of_two_decisions_says_so_beside_it(name: str) -> None:
    meeting, delivery = delivery_of(Seeded(), CASES[name])
    frame = frame_for(Frame(meeting=disputed(meeting, "decision"), rows=ROWS), delivery)
    assert any(MARK in one for one in texts(record_in(frame)))


@pytest.mark.parametrize(
    "name", [name for name, case in CASES.items() if case.record is not RecordKind.NOTICE]
)
def test_every_copy_that_says_whether_the_child_is_safe_says_that_it_is_disputed(name: str) -> None:
    meeting, delivery = delivery_of(Seeded(), CASES[name])
    frame = frame_for(Frame(meeting=disputed(meeting, SAFETY), rows=ROWS), delivery)
    assert any(MARK in one for one in texts(record_in(frame)) if "child safe?" in one)
