"""Each kind of record holds what it is for, and follows the rule for its reader."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace as replace_desk
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from pypdf import PdfReader
from tests.records.inbox import NOW, Inbox, demonstrated, judge
from tests.records.reading_copies import record_for, record_of
from tests.records.test_record import words
from tests.tui.desk import StillClock, desk

from chairtui.core.change import Refused
from chairtui.core.closing import Addendum, AddLateInformation
from chairtui.core.delivery import Delivery
from chairtui.core.enquiries import Enquiry, NoteEnquiry
from chairtui.core.meeting import Meeting
from chairtui.core.recipients import GETS, Involvement, involvement_of
from chairtui.core.register import Invitation
from chairtui.core.vocabulary import Answer, Change, EnquiryOutcome, RecordKind, Redaction, YesNo
from chairtui.core.with_ids import put
from chairtui.demonstration import documents
from chairtui.records.content.frame import Frame
from chairtui.records.delivery.comparing import lines_of
from chairtui.records.delivery.exporting import frame_of, render
from chairtui.records.redaction.redacting import rule_for
from chairtui.standards.judge import ProfileJudge

NAMES = [name for name, _ in documents(NOW)]


def framed(folder: Path, name: str, inbox: Inbox | None = None) -> Frame:
    """Return a demonstration meeting with everything around it that its record shows."""
    if inbox is None:
        inbox = demonstrated(name)
    here = replace_desk(desk(folder, StillClock(NOW)), log=inbox.log)
    live = here.open(inbox.log.meeting_ids()[0])
    return frame_of(here, live.outcome.meeting, [one.row for one in live.history])


def source_in(rules: ProfileJudge) -> Callable[[str], str]:
    def source(code: str) -> str:
        rule = rules.explain(code)
        return rule.source if rule else ""

    return source


@pytest.mark.parametrize("name", NAMES)
def test_what_was_not_read_of_the_guidance_stands_once_in_a_record_with_its_issue(
    tmp_path: Path, name: str
) -> None:
    frame = framed(tmp_path, name)
    rules = judge().what_if("working-together-2026+london+bromley")
    guidance = rules.guidance(frame.meeting)
    record = record_of(replace_desk(frame, guidance=guidance, source_of=source_in(rules)), RecordKind.FULL)
    assert "published 18 March 2026, as other publications give it" in guidance
    assert guidance in words(record.section("About this record"))
    assert "\n".join(lines_of(record)).count("2026 wording") == 1


def with_line(frame: Frame, line_id: str, **fields: object) -> Frame:
    meeting = frame.meeting
    line = next(one for one in meeting.attendance.register if one.id == line_id)
    register = put(meeting.attendance.register, replace(line, **fields))
    meeting = replace(meeting, attendance=replace(meeting.attendance, register=register))
    return replace_frame(frame, meeting)


def replace_frame(frame: Frame, meeting: Meeting) -> Frame:
    return replace_desk(frame, meeting=meeting)


def deliveries(meeting: Meeting) -> Iterator[Delivery]:
    for line in meeting.attendance.register:
        yield Delivery(id="d", recipient=line.name or "them", attendee_id=line.id, record=RecordKind.NOTICE)
    yield Delivery(id="d", recipient=meeting.concern.referrer, agency="referrer", record=RecordKind.NOTICE)


@pytest.mark.parametrize("name", NAMES)
def test_every_outcome_notice_is_one_page(tmp_path: Path, name: str) -> None:
    frame = framed(tmp_path, name)
    for delivery in deliveries(frame.meeting):
        content = render(record_for(frame, delivery), "pdf", NOW)
        assert len(PdfReader(io.BytesIO(content)).pages) == 1, delivery


@pytest.mark.parametrize("title", ["Why it was decided so", "What we think is happening"])
def test_what_goes_to_those_who_took_part_has_rationale_analysis_and_hypothesis(
    tmp_path: Path, title: str
) -> None:
    frame = framed(tmp_path, "9-exemplary")
    for line in frame.meeting.attendance.register:
        section = record_of(frame, RecordKind.FULL, attendee_id=line.id).section(title)
        assert "Left out" not in words(section)
        assert "not written" not in words(section)


def test_a_notice_gives_the_reason_in_closed_words_and_no_free_text(tmp_path: Path) -> None:
    frame = framed(tmp_path, "9-exemplary")
    said = "\n".join(words(one) for one in record_of(frame, RecordKind.NOTICE, attendee_id="pike").sections)
    assert "Initiate section 47 enquiries\n" in said
    assert "Decided Tue 3 Mar 2026 10:50." in said
    assert "reasonable cause to suspect the child is suffering significant harm; physical abuse." in said
    assert "burn" not in said
    assert "Missing|Nobody who was expected or invited." in said


def test_a_notice_says_when_late_information_changes_the_decision(tmp_path: Path) -> None:
    inbox = demonstrated("9-exemplary")
    late = Addendum(
        id="late", words="The dentist rang.", author="Al Dent", change=Change.YES, reason="New harm."
    )
    inbox.open(inbox.log.meeting_ids()[0]).do(AddLateInformation(addendum=late))
    record = record_of(framed(tmp_path, "9-exemplary", inbox), RecordKind.NOTICE, attendee_id="pike")
    said = "\n".join(words(one) for one in record.sections)
    assert "It changes the decision." in said
    assert "dentist" not in said
    assert record.version == 2


def test_the_referrer_is_not_told_which_agencies_were_there(tmp_path: Path) -> None:
    frame = framed(tmp_path, "7-series-first")
    record = record_for(
        frame, Delivery(id="d", recipient="Her grandmother", agency="referrer", record=RecordKind.NOTICE)
    )
    said = "\n".join(words(one) for one in record.sections)
    assert record.name == "Keira Voss"
    assert "Initiate section 47 enquiries" in said
    for private in ("School", "Police", "Novak", "sexual", "conference"):
        assert private not in said


def test_whoever_was_absent_gets_the_outcome_its_own_actions_and_what_it_sent(tmp_path: Path) -> None:
    frame = with_line(framed(tmp_path, "9-exemplary"), "hale", stays=(), written_at=NOW)
    assert (
        involvement_of(frame.meeting, Delivery(id="", recipient="", attendee_id="hale")) is Involvement.ABSENT
    )
    record = record_of(frame, RecordKind.EXTRACT, attendee_id="hale")
    assert "Initiate section 47 enquiries" in words(record.section("Decision"))
    actions = words(record.section("Your actions"))
    assert "Confirm that the dressing was changed" in actions
    assert "Interview Theo" not in actions
    shared = words(record.section("What was shared"))
    assert "He grows well" in shared
    assert "partial thickness" not in shared
    assert "Left out of this copy: what other agencies shared." in shared


def test_an_extract_that_has_the_actions_of_others_does_not_call_them_yours(tmp_path: Path) -> None:
    frame = with_line(framed(tmp_path, "9-exemplary"), "hale", stays=(), written_at=NOW)
    record = record_of(frame, RecordKind.EXTRACT, attendee_id="hale", redactions=())
    assert "Interview Theo" in words(record.section("Actions"))


def test_two_lines_of_one_agency_see_only_the_actions_of_their_own_person(tmp_path: Path) -> None:
    frame = framed(tmp_path, "9-exemplary")
    register = frame.meeting.attendance.register
    other = replace(next(one for one in register if one.id == "hale"), id="second", name="Bel Orr", stays=())
    meeting = replace(
        frame.meeting, attendance=replace(frame.meeting.attendance, register=(*register, other))
    )
    record = record_of(replace_frame(frame, meeting), RecordKind.EXTRACT, attendee_id="second")
    assert words(record.section("Your actions")).startswith("No action in this meeting is yours.\n")


def test_a_rule_is_changed_by_hand(tmp_path: Path) -> None:
    meeting = framed(tmp_path, "9-exemplary").meeting
    delivery = Delivery(id="d", recipient="Alison Pike", attendee_id="pike")
    assert rule_for(meeting, delivery) == (Redaction.REFERRER, Redaction.NUMBERS)
    kept = replace(delivery, redactions=(Redaction.PLACES,), redactions_because="The father is a danger.")
    assert rule_for(meeting, kept) == (Redaction.PLACES,)


def test_a_copy_without_places_says_so_and_names_none(tmp_path: Path) -> None:
    frame = framed(tmp_path, "8-series-second")
    record = record_of(frame, RecordKind.FULL, attendee_id="lowe", redactions=[Redaction.PLACES])
    said = "\n".join(words(one) for one in record.sections)
    assert "It leaves out: where the children are or may go." in said
    assert "Where the children are or may go is left out of this copy." in said
    assert "Lives with|left out of this copy" in said
    assert "Her grandmother's home" not in said
    assert "Left out of this copy, because warnings speak of what it leaves out." in said


def test_whoever_raised_the_concern_is_not_found_in_the_list_of_recipients_either(tmp_path: Path) -> None:
    frame = framed(tmp_path, "7-series-first")
    entries = (Delivery(id="g", recipient="Her grandmother", agency="referrer", record=RecordKind.NOTICE),)
    meeting = frame.meeting
    meeting = replace(meeting, closing=replace(meeting.closing, distribution=entries))
    frame = replace_frame(frame, meeting)
    listed = [
        "Her grandmother"
        in words(
            record_of(frame, RecordKind.FULL, attendee_id=one).section("Who was there, and who gets what")
        )
        for one in ("nwosu", "novak", "ames")
    ]
    assert listed == [True, True, False]


def test_a_line_is_known_by_its_name_where_a_delivery_names_none(tmp_path: Path) -> None:
    meeting = framed(tmp_path, "9-exemplary").meeting
    known = Delivery(id="d", recipient="alison  pike", agency="school")
    assert involvement_of(meeting, known) is Involvement.TOOK_PART
    assert involvement_of(meeting, replace(known, agency="gp")) is Involvement.REFERRER
    assert involvement_of(meeting, replace(known, recipient="Dr Who", agency="gp")) is Involvement.NOT_INVITED
    assert involvement_of(meeting, replace(known, recipient="Dr Who", agency="")) is Involvement.OTHER


def test_whoever_was_left_out_of_the_invitations_gets_a_notice(tmp_path: Path) -> None:
    forgotten = Invitation(answer=Answer.NOT_INVITED, reason="Forgotten")
    frame = with_line(framed(tmp_path, "9-exemplary"), "pike", stays=(), invitation=forgotten)
    found = involvement_of(frame.meeting, Delivery(id="", recipient="", attendee_id="pike"))
    assert GETS[found] is RecordKind.NOTICE


def test_an_extract_is_always_somebodys(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="whose extract"):
        record_of(framed(tmp_path, "9-exemplary"), RecordKind.EXTRACT)


def test_the_whole_record_leaves_nothing_out(tmp_path: Path) -> None:
    frame = framed(tmp_path, "9-exemplary")
    said = "\n".join(words(one) for one in record_of(frame, RecordKind.FULL).sections)
    assert "left out" not in said.casefold()
    assert "Raised by|Alison Pike" in said


def test_the_plan_says_what_became_of_each_childs_enquiry(tmp_path: Path) -> None:
    inbox = demonstrated("3-mash-health-only")
    enquiries = (
        Enquiry(
            id="ayla",
            outcomes=(EnquiryOutcome.CONFERENCE,),
            words="He is likely to come back",
            ended_on=date(2026, 3, 6),
            conference_required=YesNo.YES,
            worker="Chidi Okafor",
        ),
        Enquiry(words="Nothing further for the others"),
    )
    inbox.open(inbox.log.meeting_ids()[0]).do(*(NoteEnquiry(enquiry=one) for one in enquiries))
    frame = framed(tmp_path, "3-mash-health-only", inbox)
    plan = words(record_of(frame, RecordKind.FULL).section("The plan"))
    assert "Ayla Demir|initial child protection conference. He is likely to come back. Ended: Fri" in plan
    assert "Esme Demir|Nothing further for the others. Ended: not yet." in plan
    alone = words(record_of(frame, RecordKind.CHILD, "esme").section("The plan"))
    assert "initial child protection conference" not in alone
    assert "[left out: this may speak of another child]" not in alone


def test_both_ways_of_counting_to_the_conference_stand_side_by_side(tmp_path: Path) -> None:
    ahead = words(record_of(framed(tmp_path, "8-series-second"), RecordKind.FULL).section("Actions"))
    assert "end on Tue 17 Mar 2026, counted from the discussion that started" in ahead
    assert (
        "enquiries (Tue 24 Feb 2026), and on Fri 27 Mar 2026, counted from the last one (Fri 6 Mar" in ahead
    )
    once = words(record_of(framed(tmp_path, "7-series-first"), RecordKind.FULL).section("Actions"))
    assert "The 15 working days end on Tue 17 Mar 2026." in once
