"""The first page says the meeting, an annex has what is for the chair alone, and nothing is lost."""

from __future__ import annotations

import io
import re
from dataclasses import replace as with_other
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.json import encode
from msgspec.structs import replace
from pypdf import PdfReader
from tests.records.copies import Seeded, leaves
from tests.records.prepared import NOW, a_desk
from tests.records.reading_copies import record_of
from tests.records.test_kinds import NAMES, framed
from tests.records.test_record import words

from chairtui.core.actions import Action
from chairtui.core.change import Refused
from chairtui.core.children import Child, Voice
from chairtui.core.closing import Addendum, Gap
from chairtui.core.meeting import Meeting
from chairtui.core.vocabulary import Change, Horizon, Outcome, RecordKind
from chairtui.live.formats import FORMATS, Kind
from chairtui.records.content.annex import FOR_THE_CHAIR, annex
from chairtui.records.content.frame import Copy, Frame
from chairtui.records.content.gaps import together
from chairtui.records.content.last_pages import standard_words
from chairtui.records.content.page_one import page_one
from chairtui.records.delivery.exporting import export, export_to, render
from chairtui.records.formats.unbroken import NO_BREAK, unbroken
from chairtui.records.record import Group, Record, texts_in
from chairtui.records.redaction.who_sees import TABLE, To

EXEMPLARY = "9-exemplary"
ATMOST = dict.fromkeys(NAMES, 5) | {EXEMPLARY: 4}
OURS = re.compile(r"\bW-[A-Z]|\b[0-9a-f]{32,}\b|\b[0-9a-f]{8}-[0-9a-f]{4}-")
"""Codes of rules, hashes and ids."""


def pages(record: Record) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(render(record, "pdf", NOW))).pages]


@pytest.mark.parametrize("name", NAMES)
def test_a_record_has_few_pages_and_the_first_stands_alone(name: str) -> None:
    here, meeting = a_desk(Path("nowhere"), name)
    made = PdfReader(io.BytesIO(export(here, meeting.id, "pdf"))).pages
    assert len(made) <= ATMOST[name]
    assert "Who was missing when it was decided" in made[0].extract_text()
    second = made[1].extract_text()
    assert re.match(r".*\n?What the child(?:ren)? says?", second.partition("\n")[2]), second[:200]


@pytest.mark.parametrize("name", NAMES)
def test_no_code_of_a_rule_no_hash_and_no_id_is_in_a_record_and_all_are_in_the_annex(
    name: str, tmp_path: Path
) -> None:
    frame = framed(tmp_path, name)
    line = frame.meeting.attendance.register[-1].id
    for kind in (RecordKind.FULL, RecordKind.NOTICE, RecordKind.EXTRACT):
        said = texts_in(record_of(frame, kind, attendee_id="" if kind is RecordKind.FULL else line))
        assert [one for one in said if OURS.search(one)] == []
    kept = "\n".join(texts_in(annex(frame)))
    assert FOR_THE_CHAIR in kept
    assert all(one.words in kept for one in frame.meeting.warnings)


def test_every_text_of_a_meeting_is_in_the_record_or_in_the_annex() -> None:
    seeded = Seeded()
    frame, there = Frame(meeting=seeded.meeting, rows=[]), encode(seeded.meeting).decode()
    said = "\n".join([*texts_in(record_of(frame, RecordKind.FULL)), *texts_in(annex(frame))]).casefold()
    nobody = {f"{row.part}.{field}" for row in TABLE if To.NOBODY in row.to for field in row.fields.split()}
    keys = {f"{part}.{field}".lstrip(".") for part, field in leaves(Meeting) if field in KEYS}
    lost = {
        place
        for word, (place, _) in seeded.words.items()
        if word in there and word.casefold() not in said and place not in nobody | keys | IN_WORDS
    }
    assert lost == set()


KEYS = (
    "id attendee_id owner_id child_id deputy_for tells answers children facts agency open_to left_by code "
    "root risk decisions passed joining meeting_at sequence prepared_mark sent_mark profile"
).split()
"""What points at something else."""
IN_WORDS = {"sharing.chronology.date_as_written"}
"""What stands in the record in other words: the day that was read from it."""


def test_a_copy_has_no_annex() -> None:
    frame = Frame(meeting=Seeded().meeting, rows=[], copy=Copy(recipient="Somebody"))
    with pytest.raises(ValueError, match="no annex"):
        annex(frame)


@pytest.mark.parametrize("form", [one.key for one in FORMATS if one.kind is not Kind.RECORD])
def test_only_a_form_to_read_has_an_annex(form: str) -> None:
    here, meeting = a_desk(Path("nowhere"), EXEMPLARY)
    with pytest.raises(Refused, match="Only a form to read"):
        export(here, meeting.id, form, annex=True)


def test_the_annex_is_a_file_beside_the_record_when_it_is_asked_for(tmp_path: Path) -> None:
    here, meeting = a_desk(tmp_path, EXEMPLARY)
    alone = export_to(tmp_path / "one", here, meeting.id, "md")
    assert [file.name for file in alone.parent.iterdir()] == [alone.name]
    record = export_to(tmp_path / "two", here, meeting.id, "md", annex=True)
    (beside,) = (file for file in record.parent.iterdir() if file != record)
    assert beside.name.endswith("-annex-for-the-chair.md")
    assert FOR_THE_CHAIR in beside.read_text("utf-8")
    assert FOR_THE_CHAIR not in record.read_text("utf-8")


def with_actions(frame: Frame, number: int) -> Frame:
    plan = frame.meeting.plan
    actions = tuple(
        Action(
            id=f"a{n}",
            what=f"Act {n} and see that it is done before anything else is",
            why="Nobody else can, and it has to be done by then.",
            owner=f"Owner {n}",
            agency="social-care",
            due_on=NOW.date() + timedelta(days=40 - n),
            horizon=Horizon.IMMEDIATE if n == 1 else Horizon.SHORT_TERM,
        )
        for n in range(1, number + 1)
    )
    return with_other(frame, meeting=replace(frame.meeting, plan=replace(plan, actions=actions)))


def test_of_many_actions_those_at_once_and_the_earliest_due_stand_on_page_one_and_all_in_the_plan(
    tmp_path: Path,
) -> None:
    record = record_of(with_actions(framed(tmp_path, EXEMPLARY), 12), RecordKind.FULL)
    first = words(record.section("Actions"))
    shown = {int(one) for one in re.findall(r"^(\d+)\|Act", first, re.MULTILINE)}
    assert 1 in shown
    assert shown - {1} == set(range(12, 12 - len(shown) + 1, -1))
    left = 12 - len(shown)
    assert f"{left} more actions, the first due " in first
    plan = words(record.section("The plan"))
    assert all(f"{n}|Act {n} " in plan for n in range(1, 13))
    assert "Who was missing when it was decided" in pages(record)[0]


def test_so_many_children_and_actions_that_nothing_fits_let_the_first_page_run_on(tmp_path: Path) -> None:
    frame = with_actions(framed(tmp_path, "3-mash-health-only"), 12)
    children = frame.meeting.concern.children
    more = tuple(replace(children[0], id=f"c{n}", name=f"Child {n} Long-Surname") for n in range(14))
    concern = replace(frame.meeting.concern, children=(*children, *more))
    first = page_one(with_other(frame, meeting=replace(frame.meeting, concern=concern)))
    assert (first.alone, first.folded) == (False, True)


def test_gaps_that_only_begin_otherwise_are_one_point() -> None:
    alike = ["Children's home takes part and has said nothing.", "CAMHS takes part and has said nothing."]
    assert together(alike) == ("Each of these takes part and has said nothing: Children's home; CAMHS.",)
    assert together(["The plan is empty.", "Nobody was asked."]) == (
        "The plan is empty.",
        "Nobody was asked.",
    )


def test_gaps_stand_in_groups_by_the_step_that_would_mend_them(tmp_path: Path) -> None:
    frame = framed(tmp_path, EXEMPLARY)
    signature = frame.meeting.closing.signature
    assert signature is not None
    gaps = tuple(
        Gap(code=code, words=f"About {code[2:]}.", reason="Urgent") for code in ("W-VOICE", "W-RATIONALE")
    )
    closing = replace(frame.meeting.closing, signature=replace(signature, gaps=gaps))
    record = record_of(with_other(frame, meeting=replace(frame.meeting, closing=closing)), RecordKind.FULL)
    said = words(record.section("What was left open at signing")).splitlines()
    assert said[0] == "2 gaps. One reason was given for all: “Urgent”."
    assert said[1:] == ["The children", "About VOICE.", "The decision", "About RATIONALE."]


def test_a_date_in_any_text_holds_together() -> None:
    typed = "Seen Wed 25 Nov 2026 09:30, born 26 October 2018, in March 2026; ring 020 7946 0102."
    found = unbroken(typed)
    assert found.replace(NO_BREAK, " ") == typed
    assert found.count(NO_BREAK) == 4 + 2 + 1 + 2


def test_the_rules_are_called_as_people_call_them() -> None:
    said = standard_words("working-together-2026+london+bromley 9c14ab78")
    assert said == "Working Together 2026, London and Bromley, version 9c14ab78"


def with_children(frame: Frame, number: int) -> Frame:
    """Return a meeting about so many children, one of whom alone is heard, with two decisions."""
    meeting = frame.meeting
    (decision,) = meeting.deciding.decisions
    children = tuple(Child(id=f"k{n}", name=f"Kim Orme {n}") for n in range(number))
    ids = tuple(one.id for one in children)
    voices = (Voice(id="k0", said="I am afraid"),)
    decisions = (
        replace(decision, children=ids[:2]),
        replace(decision, id="d2", children=ids[2:], outcome=Outcome.DO_NOT_INITIATE),
    )
    meeting = replace(
        meeting,
        concern=replace(meeting.concern, children=children, voices=voices),
        deciding=replace(meeting.deciding, decisions=decisions),
    )
    return with_other(frame, meeting=meeting, told=None, counted=None)


def test_of_many_children_those_of_whom_the_same_is_said_stand_together(tmp_path: Path) -> None:
    made = record_of(with_children(framed(tmp_path, EXEMPLARY), 8), RecordKind.FULL)
    groups = [one.words for one in made.section("What the children say").parts if isinstance(one, Group)]
    others = "Kim Orme 1, Kim Orme 2, Kim Orme 3, Kim Orme 4, Kim Orme 5, Kim Orme 6 and Kim Orme 7"
    assert groups == ["Kim Orme 0", others, "The family"]
    agreed = "\n".join(texts_in(made.section("Who agreed").parts))
    assert agreed.count("About Kim Orme 0 and Kim Orme 1:") == 1


def test_page_one_says_where_what_came_late_stands_and_that_some_of_it_is_not_settled(tmp_path: Path) -> None:
    frame = framed(tmp_path, EXEMPLARY)
    late = (
        Addendum(id="l1", words="He rang", author="Ola Ray", change=Change.YES, reason="It is worse"),
        Addendum(id="l2", words="A note came", author="Ola Ray"),
    )
    closing = replace(frame.meeting.closing, addenda=late)
    frame = with_other(frame, meeting=replace(frame.meeting, closing=closing), version=None)
    full = list(texts_in(record_of(frame, RecordKind.FULL).section("In short").parts))
    assert "It changes the decision." in full
    assert "Of 1 more it is not settled yet whether it does." in full
    assert "What came stands under “Late information”." in full
    line = frame.meeting.attendance.register[-1].id
    notice = list(texts_in(record_of(frame, RecordKind.NOTICE, attendee_id=line).section("In short").parts))
    assert "It changes the decision." in notice
    assert not any("Late information" in one for one in notice)
