"""Two versions of a record are told apart line by line, and an earlier one can be had as it was."""

from __future__ import annotations

import pytest
from tests.records.inbox import Inbox, demonstrated
from tests.records.reading_copies import record_of

from chairtui.core.actions import CloseAction
from chairtui.core.change import Refused
from chairtui.core.closing import Addendum, AddLateInformation
from chairtui.core.vocabulary import ActionStatus, Change, RecordKind
from chairtui.records.content.composing import compose
from chairtui.records.content.frame import Frame
from chairtui.records.content.last_pages import THERE
from chairtui.records.content.versions import versions
from chairtui.records.delivery.comparing import What, compare, frame_at, told
from chairtui.records.record import Paragraph, Part, Points, Record, Section, named, table


def a_record(*parts: Part, title: str = "Decision", called: str = "A") -> Record:
    sections = (Section(title, parts),)
    return Record(title=called, reference="R", subtitle="", version=1, sections=sections)


def signed() -> Inbox:
    return demonstrated("7-series-first")


def frame_of(inbox: Inbox) -> Frame:
    live = inbox.open(inbox.log.meeting_ids()[0])
    return Frame(meeting=live.outcome.meeting, rows=[one.row for one in live.history])


def late(inbox: Inbox, words: str, addendum_id: str = "late") -> None:
    new = Addendum(id=addendum_id, words=words, author="Al Dent", change=Change.NO, reason="Known.")
    inbox.open(inbox.log.meeting_ids()[0]).do(AddLateInformation(addendum=new))


def test_lines_that_came_went_and_changed_are_told_with_their_section() -> None:
    old = a_record(Paragraph("Kit is seen on Monday."), Points(("first", "second")))
    new = a_record(Paragraph("Kit is seen on Tuesday."), Points(("first",)), named((("Who", "Ann"),)))
    assert told(compare(old, new)) == [
        "Decision, changed: “Kit is seen on Monday.” is now “Kit is seen on Tuesday.”",
        "Decision, taken out: second",
        "Decision, added: Who: Ann",
    ]


def test_a_section_that_is_new_or_gone_is_told_whole_and_so_is_the_title() -> None:
    old = a_record(Paragraph("Old words."), title="Plan", called="Strategy discussion")
    new = a_record(table("What|Who", (("Ring", "Ann"), ("Call", ""))), called="Multi-agency meeting")
    assert [(one.section, one.what, one.old or one.new) for one in compare(old, new)] == [
        ("Title", What.CHANGED, "Strategy discussion"),
        ("Decision", What.ADDED, "Ring · Ann"),
        ("Decision", What.ADDED, "Call"),
        ("Plan", What.REMOVED, "Old words."),
    ]


def test_nothing_changed_is_said_in_words() -> None:
    record = a_record(Paragraph("Same."))
    assert told(compare(record, record)) == ["Nothing has changed."]


def test_an_addendum_shows_as_what_it_adds() -> None:
    inbox = signed()
    late(inbox, "The dentist rang.")
    frame = frame_of(inbox)
    changes = compare(compose(frame_at(frame, "1")), compose(frame_at(frame, "2")))
    after_signing = {"Actions", "The plan", THERE}
    assert {one.section for one in changes} - after_signing == {
        "In short",
        "About this record",
        "Late information",
    }
    [added] = [one for one in changes if one.section == "Late information" and one.what is What.ADDED]
    assert "The dentist rang." in added.new


def test_a_version_is_as_it_was_whatever_came_of_the_plan_since() -> None:
    inbox = signed()
    meeting_id = inbox.log.meeting_ids()[0]
    late(inbox, "The dentist rang.")
    second = compose(frame_at(frame_of(inbox), "2"))
    first = compose(frame_at(frame_of(inbox), "1"))
    open_one = next(one for one in inbox.meeting().plan.actions if one.status is ActionStatus.OPEN)
    inbox.open(meeting_id).do(
        CloseAction(action_id=open_one.id, status=ActionStatus.DONE, evidence="Served today.")
    )
    late(inbox, "The neighbour rang.", "later")
    frame = frame_of(inbox)
    assert compose(frame_at(frame, "1")) == first
    assert compose(frame_at(frame, "2")) == second
    assert (first.version, second.version, compose(frame_at(frame, "3")).version) == (1, 2, 3)
    assert "Served today." in "\n".join(told(compare(second, compose(frame))))
    assert versions(frame_at(frame, "1").rows)[-1].sealed == versions(frame.rows)[0].sealed


def test_a_corrected_addendum_is_one_number_with_two_marks() -> None:
    inbox = signed()
    late(inbox, "The dentist rnag.")
    late(inbox, "The dentist rang.")
    frame = frame_of(inbox)
    assert frame_at(frame, "2").meeting.closing.addenda[0].words == "The dentist rang."
    with pytest.raises(Refused, match="no version 3"):
        frame_at(frame, "3")
    first, misspelt, corrected = versions(frame.rows)
    assert (misspelt.version.number, corrected.version.number) == (2, 2)
    assert frame_at(frame, misspelt.version.name).meeting.closing.addenda[0].words == "The dentist rnag."
    assert len({first.version.mark, misspelt.version.mark, corrected.version.mark}) == 3


def test_before_signing_there_is_one_version() -> None:
    inbox = demonstrated("3-mash-health-only")
    frame = frame_of(inbox)
    assert frame_at(frame, "1") is frame
    with pytest.raises(Refused, match="no version 2"):
        frame_at(frame, "2")


def test_copies_are_compared_like_records() -> None:
    inbox = signed()
    late(inbox, "The dentist rang.")
    frame = frame_of(inbox)
    line = frame.meeting.attendance.register[0].id
    was = record_of(frame_at(frame, "1"), RecordKind.NOTICE, attendee_id=line)
    now = record_of(frame, RecordKind.NOTICE, attendee_id=line)
    assert (
        "In short, added: Information came after this record was signed. It does not change the decision."
        in (told(compare(was, now)))
    )
