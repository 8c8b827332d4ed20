"""The record does not contradict itself, says each thing once, and prints nothing of the program's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace
from tests.records.inbox import Inbox, demonstrated, judge, small
from tests.records.prepared import everything_in
from tests.records.reading_copies import record_of
from tests.tui.desk import agencies

from chairtui.core.analysis import Judgement, JudgeThreshold
from chairtui.core.children import Child, DescribeChild, RemoveChild
from chairtui.core.closing import Gap, Signature
from chairtui.core.decision import Decision, Rationale
from chairtui.core.delivery import Delivery
from chairtui.core.meeting import Meeting
from chairtui.core.register import Attendee
from chairtui.core.threshold import threshold_said
from chairtui.core.vocabulary import Outcome, RecordKind, Sector, Threshold
from chairtui.core.warnings import Ended, Severity, Warning, ended
from chairtui.core.with_ids import find
from chairtui.demonstration import documents
from chairtui.live.recipients import Around, proposals
from chairtui.records.content.annex import annex
from chairtui.records.content.composing import compose
from chairtui.records.content.frame import Frame
from chairtui.records.delivery.exporting import render
from chairtui.records.formats.plain import write

FORMS = ("md", "html", "docx", "pdf", "txt")
DEMONSTRATIONS = [name for name, _ in documents(Inbox().clock.now())]


def one_line(meeting: Meeting, **more: Any) -> str:
    return " ".join(write(compose(Frame(meeting=meeting, rows=(), **more))).split())


# Ids -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", DEMONSTRATIONS)
def test_no_id_of_the_log_is_in_any_form_of_any_record(name: str) -> None:
    inbox = demonstrated(name)
    meeting, history = inbox.meeting(), inbox.open(inbox.log.meeting_ids()[0]).history
    rows = [one.row for one in history]
    about = {one.id for one in meeting.warnings if one.subject}
    ids = about | {one.row.event_id for one in history} | {meeting.id}
    frame = Frame(meeting=meeting, rows=rows)
    for kind in (RecordKind.FULL, RecordKind.NOTICE, RecordKind.CHILD):
        child = meeting.concern.children[0].id if kind is RecordKind.CHILD else ""
        record = record_of(frame, kind, child)
        for form in FORMS:
            text = everything_in(render(record, form, inbox.clock.now()))
            assert not {one for one in ids if one in text}


# The threshold -----------------------------------------------------------------------------------------


def decided(threshold: str = "", judged: Threshold | None = None) -> Meeting:
    inbox = Inbox()
    inbox.take(small())
    meeting = inbox.meeting()
    decision = meeting.deciding.decisions[0]
    decision = replace(decision, rationale=Rationale(threshold=threshold))
    judgements = (Judgement(id="kit", threshold=judged),) if judged else ()
    return replace(
        meeting,
        deciding=replace(meeting.deciding, decisions=(decision,)),
        analysis=replace(meeting.analysis, judgements=judgements),
    )


def test_a_threshold_written_with_the_decision_is_said_wherever_the_threshold_is() -> None:
    meeting = decided(threshold="Reasonable cause to suspect harm.")
    text = one_line(meeting)
    assert "It was not judged" not in text
    assert "Threshold: Reasonable cause to suspect harm." in text
    assert threshold_said(meeting, "kit") == "Reasonable cause to suspect harm."


def test_a_threshold_that_was_judged_is_said_in_the_rationale_too() -> None:
    meeting = decided(judged=Threshold.LIKELY)
    text = one_line(meeting)
    assert text.count(Threshold.LIKELY.value) == 2
    assert threshold_said(meeting, "kit") == Threshold.LIKELY.value


@pytest.mark.parametrize("meeting", [decided(threshold="There is."), decided(judged=Threshold.LIKELY)])
def test_no_rule_asks_for_a_threshold_that_is_said_in_either_place(meeting: Meeting) -> None:
    inbox = Inbox()
    verdicts = judge()(meeting, inbox.clock.now())
    assert not [one for one in verdicts if one.code == "W-THRESHOLD"]
    [blank] = [one.say for one in verdicts if one.code == "W-RATIONALE"]
    assert "threshold" not in blank


def test_a_threshold_said_nowhere_is_asked_for_in_both() -> None:
    verdicts = judge()(decided(), Inbox().clock.now())
    assert [one for one in verdicts if one.code == "W-THRESHOLD"]
    assert "the threshold" in next(one.say for one in verdicts if one.code == "W-RATIONALE")


# Warnings ------------------------------------------------------------------------------------------------


def test_what_was_put_right_is_told_from_what_is_no_longer_asked() -> None:
    inbox = Inbox()
    document = small()
    del document["meeting"]["deciding"]
    inbox.take(document)
    live = inbox.open("m-1")
    before = live.outcome.meeting
    asked = find(before.warnings, "W-THRESHOLD:kit")
    assert asked is not None
    assert ended(before, asked) is Ended.OPEN
    live.do(DescribeChild(child=Child(id="ann", name="Ann")))
    live.do(RemoveChild(child_id="ann"))
    live.do(JudgeThreshold(judgement=Judgement(id="kit", threshold=Threshold.UNCLEAR)))
    warnings = live.outcome.meeting.warnings
    after = {one.id: ended(live.outcome.meeting, one) for one in warnings}
    assert after["W-THRESHOLD:kit"] is Ended.MET
    assert after["W-THRESHOLD:ann"] is Ended.NOT_ASKED
    text = " ".join(write(annex(Frame(meeting=live.outcome.meeting, rows=()))).split())
    assert "Settled: put right, " in text
    assert "Settled: no longer asked, " in text


def test_a_warning_of_an_earlier_program_is_said_to_be_open_no_more() -> None:
    at = Inbox().clock.now()
    warning = Warning(id="W-X", severity=Severity.WARN, words="x", raised_at=at, cleared_at=at)
    assert ended(Meeting(), warning) is Ended.UNKNOWN


# Reasons ----------------------------------------------------------------------------------------------------


def left(*gaps: tuple[str, str]) -> Meeting:
    inbox = Inbox()
    inbox.take(small())
    meeting = inbox.meeting()
    given = tuple(Gap(code=f"W-{n}:x", words=words, reason=why) for n, (words, why) in enumerate(gaps))
    signature = Signature(name="Dee Grant", signed_at=inbox.clock.now(), gaps=given)
    return replace(meeting, closing=replace(meeting.closing, signature=signature), warnings=())


def test_one_reason_for_all_gaps_is_said_once() -> None:
    text = one_line(left(*((f"Gap {n}", "No time") for n in range(38))))
    assert "38 gaps. One reason was given for all: “No time”." in text
    assert text.count("No time") == 1


def test_reasons_that_several_gaps_share_are_each_said_once() -> None:
    text = one_line(left(("A", "No time"), ("B", "He is missing"), ("C", "No time")))
    assert text.count("No time") == 1
    assert text.count("He is missing") == 1
    assert text.count("The same reason.") == 1


# Two schools ---------------------------------------------------------------------------------------


def two_schools(named: Callable[[str], str]) -> Meeting:
    inbox = Inbox()
    inbox.take(small())
    meeting = inbox.meeting()
    schools = tuple(
        Attendee(
            id=area[:3],
            agency="school",
            sector=Sector.EDUCATION,
            area=area,
            name=named(area),
            called="School",
        )
        for area in ("Gravesend Academy", "Bickley Primary")
    )
    register = (*meeting.attendance.register, *schools)
    return replace(meeting, attendance=replace(meeting.attendance, register=register))


def test_two_schools_are_two_recipients_by_the_name_of_each() -> None:
    meeting = two_schools(lambda _area: "")
    found = proposals(meeting, Around(agencies=agencies()))
    names = [one.recipient for one in found if one.agency == "school"]
    assert names == ["School, Gravesend Academy", "School, Bickley Primary"]


def test_the_record_says_of_which_school_a_recipient_is() -> None:
    meeting = two_schools(lambda area: f"Head of {area[:3]}")
    to = tuple(
        Delivery(id=f"to-{key}", recipient=f"Head of {key}", agency="school", attendee_id=key)
        for key in ("Gra", "Bic")
    )
    meeting = replace(meeting, closing=replace(meeting.closing, distribution=to))
    text = one_line(meeting)
    assert "Head of Gra (School, Gravesend Academy); Head of Bic (School, Bickley Primary)" in text


def test_a_decision_that_was_replaced_keeps_its_own_threshold() -> None:
    meeting = decided(threshold="First words")
    later = Decision(
        id="e", children=("kit",), outcome=Outcome.CONTINUE, rationale=Rationale(threshold="Later")
    )
    decisions = (*meeting.deciding.decisions, later)
    meeting = replace(meeting, deciding=replace(meeting.deciding, decisions=decisions))
    assert threshold_said(meeting, "kit") == "Later"
    assert "First words" in one_line(meeting)
