"""A repeat discussion about enquiries under way: every place counts from the one that initiated them."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace
from tests.records.prepared import NOW
from tests.records.reading_copies import record_of
from tests.standards.scene import CAIT, JUDGE, NURSE, TEN, WORKER, decided, joins, prepared, then

from chairtui.cli.overview import conference_lines
from chairtui.core.carrying import follow
from chairtui.core.conference import PlanConference
from chairtui.core.conference_clocks import conference_clocks, first_due
from chairtui.core.decision import Decision, RecordDecision
from chairtui.core.enquiries import Enquiry, NoteEnquiry
from chairtui.core.meeting import Meeting, StartMeeting
from chairtui.core.vocabulary import EnquiryOutcome, Outcome, RecordKind, YesNo
from chairtui.records.content.frame import Frame
from chairtui.records.delivery.exporting import render, written
from chairtui.records.returns.enquiry_rows import enquiry_rows
from chairtui.records.returns.tracing import trace
from chairtui.tui.rows.planning import plan_rows
from chairtui.tui.widgets.words import content

FIRST_ON, DUE = date(2024, 3, 5), date(2024, 3, 26)
LATER = timedelta(days=18)
SAID, SAID_LAST = "Tue 26 Mar 2024", "Tue 16 Apr 2024"


def first() -> Meeting:
    return decided(then(prepared(WORKER, CAIT, NURSE), StartMeeting(), *joins(WORKER, CAIT, NURSE)))


def repeat(outcome: Outcome) -> Meeting:
    """Return a discussion 18 days later, which follows the one that initiated enquiries."""
    minutes = LATER.total_seconds() / 60
    meeting = then(prepared(WORKER, CAIT, NURSE), follow([first_named()]))
    meeting = then(meeting, StartMeeting(), *joins(WORKER, CAIT, NURSE), minutes=minutes)
    kit = Decision(id="d2", children=("kit",), outcome=outcome, anew_because="A new injury")
    meeting = then(meeting, RecordDecision(decision=kit), minutes=minutes + 30)
    return then(meeting, PlanConference(reason="Harm", target_on=date(2024, 4, 9)), minutes=minutes + 31)


def first_named() -> Meeting:
    return replace(first(), id="m0", reference="SM-0")


@pytest.fixture(params=[Outcome.INITIATE, Outcome.CONTINUE])
def meeting(request: pytest.FixtureRequest) -> Meeting:
    return repeat(request.param)


@pytest.mark.parametrize("kind", [RecordKind.FULL, RecordKind.NOTICE, RecordKind.CHILD])
def test_every_kind_of_record_has_both_days(meeting: Meeting, kind: RecordKind) -> None:
    child = "kit" if kind is RecordKind.CHILD else ""
    text = render(record_of(Frame(meeting=meeting, rows=()), kind, child), "md", NOW).decode()
    assert SAID in text
    assert SAID_LAST in text


def test_the_calendar_has_the_day_counted_from_the_first(meeting: Meeting) -> None:
    text = written(Frame(meeting=meeting, rows=()), "ics", NOW).decode().replace("\r\n ", "")
    assert f"DTSTART;VALUE=DATE:{DUE:%Y%m%d}" in text
    assert f"Counted from the last one it would be {SAID_LAST}" in text


def test_step_6_shows_both_and_says_late(meeting: Meeting) -> None:
    rows = plan_rows(meeting, JUDGE.agencies, TEN + LATER)
    (row,) = (content(one.words).plain for one in rows if one.key == "conference")
    assert f"that initiated: {SAID}; from the last one: {SAID_LAST} · LATE" in row


def test_the_trace_and_the_returns_have_the_same_days(meeting: Meeting) -> None:
    for meetings in ([first_named(), meeting], [meeting]):
        (row,) = enquiry_rows(meetings)
        (one,) = trace([row], (TEN + LATER).date())
        assert (row.started_on, row.target_on) == (FIRST_ON, DUE)
        assert (one.started_on, one.target_on, one.target_from_last) == (FIRST_ON, DUE, date(2024, 4, 16))


def test_the_rule_counts_from_the_same_day(meeting: Meeting) -> None:
    (say,) = (one.say for one in JUDGE(meeting, TEN + LATER) if one.code == "W-CONFERENCE-DATE")
    assert f"its last day is {SAID}" in say
    assert "late" in say


NOT_NEEDED = {
    "it is noted": Enquiry(words="No harm.", ended_on=FIRST_ON, conference_required=YesNo.NO),
    "its outcomes are others": Enquiry(outcomes=(EnquiryOutcome.NOTHING,)),
}


@pytest.mark.parametrize("enquiry", NOT_NEEDED.values(), ids=NOT_NEEDED)
def test_no_place_counts_to_a_conference_that_is_not_needed(enquiry: Enquiry) -> None:
    before, ended = first(), then(first(), NoteEnquiry(enquiry=enquiry))
    for meeting, counts in ((before, True), (ended, False)):
        rows = plan_rows(meeting, JUDGE.agencies, TEN)
        (step_6,) = (content(one.words).plain for one in rows if one.key == "conference")
        said = {
            kind.value: render(record_of(Frame(meeting=meeting, rows=()), kind, child), "md", NOW).decode()
            for kind, child in ((RecordKind.FULL, ""), (RecordKind.NOTICE, ""), (RecordKind.CHILD, "kit"))
        }
        said |= {"step 6": step_6, "show": "\n".join(conference_lines(meeting))}
        assert {name: SAID in words for name, words in said.items()} == dict.fromkeys(said, counts)
    assert "No conference is needed" in said["step 6"]
    assert said["show"] == "No conference is needed."
    assert first_due(conference_clocks(ended)) is None
