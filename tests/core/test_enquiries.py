from datetime import UTC, date, datetime

import pytest
from tests.core.scene import ALL_HERE, BEFORE, given, when

from chairtui.core.change import Refused
from chairtui.core.children import Child, DescribeChild
from chairtui.core.closing import SignOff
from chairtui.core.decision import Decision, RecordDecision
from chairtui.core.enquiries import (
    CensusFacts,
    Enquiry,
    NoteCensusFacts,
    NoteEnquiry,
    conference_clocks,
    enquiry_of,
    initiated_on,
)
from chairtui.core.meeting import StartMeeting
from chairtui.core.series import Earlier, JoinSeries
from chairtui.core.vocabulary import EnquiryOutcome, Outcome, Sex, YesNo

KIT = ("kit",)
FIRST = Earlier(
    id="m0",
    reference="SM-0",
    held_at=datetime(2026, 2, 23, 10, tzinfo=UTC),
    outcome=Outcome.INITIATE,
)


def _decided(outcome: Outcome) -> RecordDecision:
    return RecordDecision(decision=Decision(id="1", children=KIT, outcome=outcome))


def test_enquiries_count_from_this_discussion_when_it_initiated_them() -> None:
    meeting = given(*ALL_HERE, _decided(Outcome.INITIATE))
    assert initiated_on(meeting, "kit") == date(2026, 3, 5)
    clocks = conference_clocks(meeting)
    assert clocks is not None
    assert clocks.from_initiating == clocks.from_last == date(2026, 3, 26)
    assert not clocks.differ


def test_a_repeat_discussion_shows_both_clocks_and_moves_only_the_second() -> None:
    joined = JoinSeries(earlier=(FIRST,))
    meeting = given(*BEFORE, joined, StartMeeting(), _decided(Outcome.CONTINUE))
    clocks = conference_clocks(meeting)
    assert clocks is not None
    assert (clocks.initiated_on, clocks.from_initiating) == (date(2026, 2, 23), date(2026, 3, 16))
    assert (clocks.last_on, clocks.from_last) == (date(2026, 3, 5), date(2026, 3, 26))
    assert clocks.differ


def test_without_enquiries_no_clock_runs() -> None:
    assert conference_clocks(given(*ALL_HERE, _decided(Outcome.DO_NOT_INITIATE))) is None


def test_the_outcome_for_one_child_stands_before_that_for_all() -> None:
    lee = Child(id="lee", name="Lee")
    every = Enquiry(outcomes=(EnquiryOutcome.CONFERENCE,), conference_required=YesNo.YES)
    own = Enquiry(id="lee", words="No harm was found.", outcomes=(EnquiryOutcome.NOTHING,))
    signed = given(
        *ALL_HERE,
        DescribeChild(child=lee),
        RecordDecision(decision=Decision(id="1", children=("kit", "lee"), outcome=Outcome.INITIATE)),
        SignOff(name="Dee Grant"),
        NoteEnquiry(enquiry=every),
        NoteEnquiry(enquiry=own),
    )
    assert enquiry_of(signed.plan, "kit") == every
    assert enquiry_of(signed.plan, "lee") == own
    assert own.said() == "no further action. No harm was found."


def test_an_enquiry_cannot_end_before_it_was_initiated() -> None:
    meeting = given(*ALL_HERE, _decided(Outcome.INITIATE))
    early = Enquiry(words="Closed.", ended_on=date(2026, 3, 4))
    with pytest.raises(Refused, match="before the discussion that initiated"):
        when(meeting, NoteEnquiry(enquiry=early))


def test_facts_for_returns_are_taken_after_signing_and_only_about_a_child_of_the_meeting() -> None:
    meeting = given(*ALL_HERE, _decided(Outcome.INITIATE), SignOff(name="Dee Grant"))
    facts = CensusFacts(id="kit", sex=Sex.FEMALE, ethnicity="WBRI")
    assert len(when(meeting, NoteCensusFacts(facts=facts))) == 1
    with pytest.raises(Refused, match="no such child"):
        when(meeting, NoteCensusFacts(facts=CensusFacts(id="somebody")))
