"""Records and papers say a birth as far as it is known, estimated or disputed, and never more exactly."""

import re
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.records.inbox import NOW, Inbox
from tests.records.prepared import MISSING, a_desk, everything_in, paper
from tests.records.reading_copies import record_of
from tests.records.test_golden import kinds
from tests.records.test_kinds import framed, replace_frame

from chairtui.core.births import UNWRITTEN
from chairtui.core.births_typed import read_birth
from chairtui.core.calendar.when import say_when
from chairtui.core.children import DescribeChild
from chairtui.core.meeting import Meeting
from chairtui.core.preparing import Paper
from chairtui.core.vocabulary import RecordKind
from chairtui.demonstration import documents
from chairtui.records.delivery.exporting import render
from chairtui.records.formats import markdown

SOURCE = "said by the Home Office"
SAID = {
    "May 2011": "born in May 2011 (14)",
    "2011 estimated": "born in 2011 (14 or 15), estimated",
    "about 15 on 2 mar 2026": "about 15 (14 to 16) years old on Mon 2 Mar 2026, estimated",
    "14 to 16 on 2 mar 2026 disputed": "14 to 16 years old on Mon 2 Mar 2026, age disputed",
    "5 jan 2011 disputed": "born Wed 5 Jan 2011 (15), age disputed",
    "not known": "date of birth not known",
}

AGE = re.compile(r" \(\d\d(?: or \d\d)?\)")
"""A notice tells the birth without the age at the meeting."""


def reborn(meeting: Meeting, typed: str) -> tuple[Meeting, list[str]]:
    """Return the meeting with the birth of each child as typed, and the days that nobody knows now."""
    on, birth = read_birth(typed, NOW)
    children = [
        replace(one, born_on=on, expected_on=None, birth=replace(birth, source=SOURCE))
        for one in meeting.concern.children
    ]
    days = [one.born_on for one in meeting.concern.children if one.born_on and one.born_on != on]
    gone = [words for day in days for words in (say_when(day).split(" ", 1)[1], day.isoformat())]
    return replace(meeting, concern=replace(meeting.concern, children=tuple(children))), gone


@pytest.mark.parametrize("typed", SAID)
def test_every_record_that_tells_the_birth_says_how_far_it_is_known_and_no_other_day(
    tmp_path: Path, typed: str
) -> None:
    frame = framed(tmp_path, "3-mash-health-only")
    meeting, gone = reborn(frame.meeting, typed)
    assert gone
    for kind, record in kinds(replace_frame(frame, meeting)):
        text = markdown.write(record).replace("\\", "")
        said = SAID[typed]
        text = text.replace("(age ", "(")
        assert (said.removeprefix("born ") in text) is (kind != "notice-referrer"), kind
        assert ("estimated" in text, "age disputed" in text) == (
            "estimated" in SAID[typed] and kind != "notice-referrer",
            "disputed" in typed and kind != "notice-referrer",
        ), kind
        assert (SOURCE in text) is kind.startswith(("full", "child-")), kind
        assert [one for one in gone if one in text] == [], kind


@pytest.mark.parametrize("form", ["md", "html", "docx", "pdf", "txt"])
def test_a_copy_in_every_form_says_that_the_age_is_an_estimate(tmp_path: Path, form: str) -> None:
    frame = framed(tmp_path, "3-mash-health-only")
    meeting, gone = reborn(frame.meeting, "about 15 on 2 mar 2026")
    record = record_of(replace_frame(frame, meeting), RecordKind.FULL)
    text = " ".join(everything_in(render(record, form, NOW)).split())
    assert "about 15 (14 to 16) years old" in text
    assert [one for one in gone if one in text] == []


@pytest.mark.parametrize("typed", SAID)
@pytest.mark.parametrize(("kind", "attendee"), [(Paper.REQUEST, "delaney"), (Paper.PACK, "")])
def test_a_request_and_an_agenda_pack_say_how_far_the_birth_is_known(
    tmp_path: Path, typed: str, kind: Paper, attendee: str
) -> None:
    here, meeting = a_desk(tmp_path, MISSING)
    meeting, gone = reborn(meeting, typed)
    text = everything_in(paper(here, meeting, kind, "md", attendee)).replace("\\", "")
    assert SAID[typed].removeprefix("born ").split(" (")[0].split(", ")[0] in text
    assert ("estimated" in text, "age disputed" in text) == ("estimated" in SAID[typed], "disputed" in typed)
    assert [one for one in gone if one in text] == []


@pytest.mark.parametrize("typed", SAID)
@pytest.mark.parametrize("history", [True, False])
def test_a_birth_that_is_not_exact_comes_back_from_a_document(typed: str, history: bool) -> None:
    inbox, again = Inbox(), Inbox()
    inbox.take(dict(documents(NOW))[MISSING])
    born_on, birth = read_birth(typed, NOW)
    child = replace(inbox.meeting().concern.children[0], born_on=born_on, birth=birth)
    inbox.open(inbox.meeting().id).do(DescribeChild(child=child))
    again.take(inbox.export(history=history))
    assert again.meeting().concern.children[0] == child


def test_a_document_without_a_birth_beside_the_day_reads_as_it_did() -> None:
    for name, content in documents(NOW):
        inbox = Inbox()
        inbox.take(content)
        assert {one.birth for one in inbox.meeting().concern.children} == {UNWRITTEN}, name
