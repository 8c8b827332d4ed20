"""A record does not make a statement of what it leaves out, or of what cannot be asked yet."""

from __future__ import annotations

from dataclasses import replace as with_other
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from tests.records.test_kinds import framed

from chairtui.core.children import Child, FamilyMember
from chairtui.core.decision import Settled
from chairtui.core.distribution import Delivery
from chairtui.core.vocabulary import RecordKind, Redaction, Topic, YesNo
from chairtui.records.comparing import lines_of
from chairtui.records.frame import Frame
from chairtui.records.kinds import frame_for, record_of

SOURCE = "9-exemplary"
WHEREABOUTS = (("school@Larch Primary", "School, Larch Primary"), ("police@Herts", "Police, Hertfordshire"))


def of(folder: Path, **more: Any) -> Frame:
    """Return an exemplary meeting with other facts about the children or the plan."""
    frame = framed(folder, SOURCE)
    meeting = frame.meeting
    for part, fields in more.items():
        meeting = replace(meeting, **{part: replace(getattr(meeting, part), **fields)})
    return with_other(frame, meeting=meeting)


def told(frame: Frame, kind: RecordKind = RecordKind.FULL, **more: Any) -> str:
    return "\n".join(str(one) for one in lines_of(record_of(frame, kind, **more)))


@pytest.mark.parametrize("lives", YesNo, ids=lambda one: one.name)
def test_with_whom_a_relative_lives_is_left_out_and_not_called_unknown(tmp_path: Path, lives: YesNo) -> None:
    dana = FamilyMember(id="dana", name="Dana", relationship="aunt", lives_with_child=lives)
    frame = of(tmp_path, concern={"family": (dana,)})
    reader = frame.meeting.attendance.register[0].id
    cut = told(frame, attendee_id=reader, redactions=(Redaction.PLACES,))
    line = next(one for one in cut.splitlines() if "Dana" in one)
    assert "left out of this copy" in line
    assert "not known" not in line
    assert lives.value in next(one for one in told(frame).splitlines() if "Dana" in one)


@pytest.mark.parametrize("kind", RecordKind, ids=lambda one: one.name)
def test_a_copy_without_places_has_no_area_on_the_register_but_the_readers_own(
    tmp_path: Path, kind: RecordKind
) -> None:
    frame = framed(tmp_path, SOURCE)
    register = tuple(replace(one, area="Larchshire") for one in frame.meeting.attendance.register)
    attendance = replace(frame.meeting.attendance, register=register)
    frame = with_other(frame, meeting=replace(frame.meeting, attendance=attendance))
    reader = register[0].id
    child = frame.meeting.concern.children[0].id if kind is RecordKind.CHILD else ""
    to = Delivery(
        id="", recipient="", attendee_id=reader, record=kind, child_id=child, redactions=(Redaction.PLACES,)
    )
    seen = frame_for(frame, to).meeting.attendance.register
    assert {one.area for one in seen if one.id != reader} == {""}
    assert "Larchshire" in told(frame)


@pytest.mark.parametrize("kind", RecordKind, ids=lambda one: one.name)
def test_who_was_missing_does_not_say_where_a_child_goes_in_a_copy_that_leaves_it_out(
    tmp_path: Path, kind: RecordKind
) -> None:
    frame = with_other(framed(tmp_path, SOURCE), unnamed=WHEREABOUTS)
    child, reader = frame.meeting.concern.children[0].id, frame.meeting.attendance.register[0].id
    given = {"child_id": child} if kind is RecordKind.CHILD else {}
    cut = told(frame, kind, attendee_id=reader, redactions=tuple(Redaction), **given)
    assert "Larch" not in cut
    assert "Hertfordshire" not in cut
    assert "School" in cut
    assert "Larch Primary" in told(frame)


def test_nobody_who_is_not_born_yet_is_said_to_be_unheard_or_unseen(tmp_path: Path) -> None:
    baby = Child(id="baby", name="Baby", expected_on=date(2026, 12, 20))
    concern = {"children": (baby,), "voices": ()}
    record = told(of(tmp_path, concern=concern, plan={"seeing": ()}))
    assert "NOT GATHERED" not in record
    assert "not born yet" in record
    assert "It was not agreed who sees each child." not in record
    born = replace(baby, expected_on=None, born_on=date(2020, 1, 1))
    record = told(of(tmp_path, concern={**concern, "children": (born,)}, plan={"seeing": ()}))
    assert "NOT GATHERED" in record
    assert "It was not agreed who sees each child." in record


@pytest.mark.parametrize("topic", Topic, ids=lambda one: one.name)
def test_what_was_settled_is_named_as_it_is_written_with_a_capital_first(
    tmp_path: Path, topic: Topic
) -> None:
    settled = Settled(id=topic, answer="Yes", reason="Because.")
    record = told(of(tmp_path, deciding={"settled": (settled,)}))
    assert topic.value[0].upper() + topic.value[1:] in record
