"""A record does not make a statement of what it leaves out, or of what cannot be asked yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace as with_other
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from tests.records.copies import Seeded
from tests.records.prepared import NOW
from tests.records.reading_copies import record_for, record_of
from tests.records.test_kinds import framed
from tests.standards.scene import CAIT, KIT, NURSE, WORKER, decided, joins, prepared, then

from chairtui.core.actions import Action, AllotAction
from chairtui.core.children import Child, FamilyMember
from chairtui.core.delivery import Delivery
from chairtui.core.meeting import Meeting, StartMeeting
from chairtui.core.register import Attendee
from chairtui.core.topics import Settled
from chairtui.core.vocabulary import Handling, RecordKind, Redaction, Sector, Topic, YesNo
from chairtui.core.warnings import Handled
from chairtui.records.content.frame import TELLING, Frame, said
from chairtui.records.content.what_is_left_out import where_it_stands
from chairtui.records.delivery.comparing import lines_of
from chairtui.records.delivery.exporting import render
from chairtui.records.record import Record, texts_in
from chairtui.records.redaction.kinds import frame_for, record_in

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
    whole = next(one for one in told(frame).splitlines() if "Dana" in one)
    words = {YesNo.YES: "lives with the child", YesNo.NO: "does not live with the child"}
    assert ("live" in whole) == (lives in words)
    assert words.get(lives, "") in whole


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
    assert "Not born yet." in record
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


RINGS_BACK = "Called away at 10:31, rings back at 10:45 and is read the decision"


@pytest.mark.parametrize("redaction", [None, *Redaction], ids=str)
def test_page_one_says_what_was_noted_of_a_missing_minimum_or_nothing_of_it(
    tmp_path: Path, redaction: Redaction | None
) -> None:
    frame = framed(tmp_path, "2-two-agency-call")
    stop = next(one for one in frame.meeting.warnings if one.code == "W-MIN-HEALTH")
    handled = Handled(what=Handling.CONTACTED, words=RINGS_BACK)
    stop = replace(stop, handled=(handled,), handled_before=0)
    others = tuple(one for one in frame.meeting.warnings if one.id != stop.id)
    frame = with_other(frame, meeting=replace(frame.meeting, warnings=(*others, stop)), told=None)
    reader = frame.meeting.attendance.register[0].id
    left_out = (redaction,) if redaction else ()
    copy = record_of(frame, RecordKind.FULL, attendee_id=reader, redactions=left_out)
    said = "\n".join(str(part) for part in copy.section("In short").parts)
    assert (RINGS_BACK in said) == (redaction not in TELLING)
    assert "nothing is arranged to hear from Health" not in said
    notice = told(frame, RecordKind.NOTICE, attendee_id=reader, redactions=left_out)
    assert RINGS_BACK not in notice


def test_an_agency_s_notice_says_which_child_it_is_and_whom_to_ring(tmp_path: Path) -> None:
    frame = framed(tmp_path, SOURCE)
    chair = replace(frame.meeting.attendance.chairs[-1], phone="020 7946 0018")
    frame = of(tmp_path, attendance={"chairs": (*frame.meeting.attendance.chairs[:-1], chair)})
    child = frame.meeting.concern.children[0]
    asked = frame.meeting.attendance.register[-1]
    born, number = said(child.born_on), chair.phone
    for_agency = told(frame, RecordKind.NOTICE, attendee_id=asked.id)
    assert f"Born: {born} (age " in for_agency
    assert f"Chair: {chair.name}, {chair.grade}, telephone {number}" in for_agency
    assert f"ring {chair.name}, {number}." in for_agency
    no_number = told(of(tmp_path), RecordKind.NOTICE, attendee_id=asked.id)
    assert "no telephone number of theirs is written." in no_number


def test_a_notice_to_a_reader_outside_the_agencies_has_neither_birth_date_nor_number(tmp_path: Path) -> None:
    frame = framed(tmp_path, SOURCE)
    chair = replace(frame.meeting.attendance.chairs[-1], phone="020 7946 0018")
    frame = of(tmp_path, attendance={"chairs": (chair,)}, concern={"referrer": "Gwen Tully"})
    child = frame.meeting.concern.children[0]
    outside = Delivery(id="d", recipient="Gwen Tully", record=RecordKind.NOTICE)
    words = "\n".join(str(one) for one in lines_of(record_in(frame_for(frame, outside))))
    assert child.name in words
    for cut in (said(child.born_on), "7946", chair.name, "date of birth", "Who leads"):
        assert cut not in words.replace(f"Signed: {chair.name}", "")


DENIES = re.compile(r"\b(?:not|no|none|nobody|nothing|never|unknown|neither|first)\b", re.IGNORECASE)
OF_THE_COPY = (
    "left out",
    "Left out",
    "theirs, or not written",
    "not shown",
    "is shown",
    "is yours",
    "of yours",
    "holds nothing that agencies shared",
    "whether it changes the decision is not settled yet",
)
"""Denials that speak of the copy or its reader, or that a notice has in words of its own."""
NAMES = re.compile(r"\([^()]*\)|Zq\w+")


def denials(record: Record) -> set[str]:
    """Return the parts of sentences and cells that deny something, without the names in them."""
    said = re.split(r"(?<=[.;:!?])\s+|\n| \| | · ", NAMES.sub("", "\n".join(map(str, lines_of(record)))))
    return {" ".join(one.split()).rstrip(".:; ") for one in said if DENIES.search(one)}


def copies(meeting: Meeting) -> Iterator[Delivery]:
    """Yield each kind of record for each reader, with nothing, one thing and everything left out."""
    readers = [(one.id, "") for one in meeting.attendance.register]
    readers += [("", meeting.concern.referrer), ("", "A stranger")]
    for (line, name), kind in product(readers, RecordKind):
        for left_out in ((), *((one,) for one in Redaction), tuple(Redaction)):
            yield Delivery(
                id="",
                recipient=name,
                attendee_id=line,
                record=kind,
                child_id="kid" if kind is RecordKind.CHILD else "",
                redactions=left_out,
            )


@pytest.mark.parametrize("carried", [True, False])
def test_no_copy_tells_what_is_cut_as_an_answer(carried: bool) -> None:
    """Of a meeting in which every field is filled, a copy denies nothing that the whole record does not."""
    meeting = Seeded().meeting
    if not carried:
        meeting = replace(meeting, series=replace(meeting.series, carried=()))
    frame = Frame(meeting=meeting, rows=[])
    whole = "\n".join(denials(record_of(frame, RecordKind.FULL))).casefold()
    found = {
        (denial, to.record, to.attendee_id, to.redactions)
        for to in copies(meeting)
        for denial in denials(record_for(frame, to))
        if denial.casefold() not in whole
        and not any(one.casefold() in denial.casefold() for one in OF_THE_COPY)
    }
    assert {one[0] for one in found} == set(), sorted(found, key=str)[:5]


@pytest.mark.parametrize("kind", [RecordKind.FULL, RecordKind.NOTICE])
@pytest.mark.parametrize("key", ["ashgrove-primary", "Ashgrove Primary", "ashgrove-primary-school"])
def test_an_agency_that_is_called_as_the_school_is_does_not_tell_it_in_a_copy_without_places(
    key: str, kind: RecordKind
) -> None:
    kid = replace(KIT, setting="Ashgrove Primary")
    head = Attendee(id="head", agency=key, sector=Sector.EDUCATION, name="Felix Ormond")
    meeting = then(prepared(WORKER, CAIT, NURSE, head, child=kid), StartMeeting(), *joins(WORKER, CAIT, head))
    act = Action(
        id="a", what="Tell", why="Harm", owner="Felix Ormond", owner_id="head", agency=key, due_on=NOW.date()
    )
    frame = Frame(meeting=decided(then(meeting, AllotAction(action=act))), rows=())
    whole = render(record_of(frame, kind, attendee_id=NURSE.id, redactions=()), "txt", NOW).decode()
    without = record_of(frame, kind, attendee_id=NURSE.id, redactions=[Redaction.PLACES])
    text = render(without, "txt", NOW).decode()
    assert "ashgrove" in whole.casefold() or kind is RecordKind.NOTICE
    assert "ashgrove" not in text.casefold()
    assert "Education" in text or kind is RecordKind.NOTICE


SAYS_SO = re.compile(
    r"left out|leaves out|is shown|are shown|not shown|named in this copy|stands? here", re.IGNORECASE
)
"""How a section says that something of it is left out."""
IN_THE_HEAD = {"attendance.register.area", "conflicts.sides.actor"}
"""Left out wherever a name stands, and said once at the head of the copy; or in no copy at all."""
LEAVES_OUT = [(RecordKind.CHILD, None)] + [
    (kind, one) for kind in (RecordKind.FULL, RecordKind.CHILD) for one in Redaction
]


def by_section(record: Record) -> dict[str, str]:
    return {
        section.title.replace("children say", "child says"): "\n".join(texts_in(section.parts))
        for section in record.sections
    }


@pytest.mark.parametrize(("kind", "redaction"), LEAVES_OUT, ids=str)
def test_every_text_of_the_whole_record_is_in_a_copy_or_its_section_says_that_something_is_left_out(
    kind: RecordKind, redaction: Redaction | None
) -> None:
    """What is another child's alone is none of it: the head says whom the copy is about."""
    seeded = Seeded()
    frame, child = Frame(meeting=seeded.meeting, rows=[]), "kid" if kind is RecordKind.CHILD else ""
    cut = by_section(record_of(frame, kind, child_id=child, redactions=(redaction,) if redaction else ()))
    lost = {
        (title, place)
        for title, whole in by_section(record_of(frame, RecordKind.FULL)).items()
        for word, (place, side) in seeded.words.items()
        if word in whole and word not in cut.get(title, "") and not SAYS_SO.search(cut.get(title, ""))
        if not (child and (side == "sib" or place == "concern.children.name")) and place not in IN_THE_HEAD
    }
    assert lost == set()


def test_a_text_that_may_speak_of_another_child_is_counted_where_it_would_stand() -> None:
    seeded = Seeded()
    whole = by_section(record_of(Frame(meeting=seeded.meeting, rows=[]), RecordKind.FULL))
    wrong = {
        (place, where_it_stands(place))
        for word, (place, _) in seeded.words.items()
        if any(word in text for text in whole.values())
        and word not in whole.get(where_it_stands(place), "")
        and place not in ("attendance.register.agency", "conflicts.sides.actor")  # a key, and in no copy
    }
    assert wrong == set()


def test_what_earlier_meetings_left_open_is_said_to_be_left_out_with_the_actions_of_others() -> None:
    meeting = Seeded().meeting
    meeting = replace(meeting, series=replace(meeting.series, earlier=()))
    frame = Frame(meeting=meeting, rows=[])
    said = by_section(record_of(frame, RecordKind.FULL, redactions=(Redaction.ACTIONS,)))
    assert "left out of this copy" in said["Earlier meetings and what they left open"]
