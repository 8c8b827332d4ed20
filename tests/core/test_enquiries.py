from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace
from tests.core.scene import ALL_HERE, BEFORE, TEN, carry_out, given, when

from chairtui.core.births_typed import read_birth
from chairtui.core.carrying import follow, told_now
from chairtui.core.change import Command, Refused
from chairtui.core.children import Child, DescribeChild
from chairtui.core.closing import SignOff
from chairtui.core.conference_clocks import conference_clocks, whose
from chairtui.core.courses import Clocks
from chairtui.core.decision import Decision, RecordDecision
from chairtui.core.enquiries import (
    CensusFacts,
    Enquiry,
    NoteCensusFacts,
    NoteEnquiry,
    courses_of,
    enquiry_of,
    running,
)
from chairtui.core.meeting import ChangeUrgency, Meeting, StartMeeting
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


def _clocks(meeting: Meeting) -> Clocks:
    (counting,) = conference_clocks(meeting)
    return counting.clocks


def _repeat(*commands: Command, earlier: Earlier = FIRST) -> Meeting:
    """Return a discussion on 5 March about enquiries that one on 23 February initiated."""
    joined = JoinSeries(earlier=(earlier,))
    return given(*BEFORE, joined, StartMeeting(), *commands)


def test_enquiries_count_from_this_discussion_when_it_initiated_them() -> None:
    clocks = _clocks(given(*ALL_HERE, _decided(Outcome.INITIATE)))
    assert clocks.initiated_on == date(2026, 3, 5)
    assert clocks.from_initiating == clocks.from_last == date(2026, 3, 26)
    assert not clocks.differ


@pytest.mark.parametrize(
    "decided",
    [
        Decision(id="1", children=KIT, outcome=Outcome.CONTINUE),
        Decision(id="1", children=KIT, outcome=Outcome.INITIATE, anew_because="A new injury"),
        Decision(id="1", children=KIT, outcome=Outcome.DO_NOT_INITIATE),
    ],
)
def test_a_repeat_discussion_shows_both_clocks_and_moves_only_the_second(decided: Decision) -> None:
    clocks = _clocks(_repeat(RecordDecision(decision=decided)))
    assert (clocks.initiated_on, clocks.from_initiating) == (date(2026, 2, 23), date(2026, 3, 16))
    assert (clocks.last_on, clocks.from_last) == (date(2026, 3, 5), date(2026, 3, 26))
    assert clocks.differ


def test_to_initiate_while_enquiries_are_under_way_asks_why() -> None:
    meeting = _repeat()
    with pytest.raises(Refused, match="under way"):
        when(meeting, _decided(Outcome.INITIATE))
    assert when(meeting, _decided(Outcome.CONTINUE))
    assert when(carry_out(meeting, ChangeUrgency(urgent=True)), _decided(Outcome.INITIATE))


def test_enquiries_that_ended_and_begin_anew_count_from_the_new_discussion() -> None:
    anew = Decision(
        id="1",
        children=KIT,
        outcome=Outcome.INITIATE,
        anew_because="The first ended without a conference; he was hit again",
        earlier_ended_on=date(2026, 3, 2),
    )
    meeting = _repeat(RecordDecision(decision=anew))
    assert _clocks(meeting).initiated_on == date(2026, 3, 5)
    first, second = courses_of(meeting, meeting.concern.children[0])
    assert (first.started_on, first.ended_on) == (date(2026, 2, 23), date(2026, 3, 2))
    assert (second.started_on, second.ended_on) == (date(2026, 3, 5), None)


ENDED = Enquiry(outcomes=(EnquiryOutcome.NOTHING,), words="No harm", ended_on=date(2026, 3, 2))


def test_an_end_that_was_noted_on_the_earlier_meeting_lets_a_new_clock_begin() -> None:
    first = given(*BEFORE, StartMeeting(), _decided(Outcome.INITIATE), SignOff(name="Dee Grant"))
    begun = carry_out(first, NoteEnquiry(enquiry=replace(ENDED, ended_on=date(2026, 3, 9))))
    (earlier,) = follow([begun]).earlier
    later = given(*BEFORE, JoinSeries(earlier=(earlier,)))
    later = carry_out(later, StartMeeting(), _decided(Outcome.INITIATE), at=TEN + timedelta(days=20))
    assert _clocks(later).initiated_on == date(2026, 3, 25)
    still = given(*BEFORE, JoinSeries(earlier=follow([first]).earlier))
    still = carry_out(still, StartMeeting(), _decided(Outcome.CONTINUE), at=TEN + timedelta(days=20))
    assert _clocks(still).initiated_on == date(2026, 3, 5)


def test_an_end_noted_on_the_earlier_meeting_after_it_was_linked_counts_once_taken_in() -> None:
    first = given(*BEFORE, StartMeeting(), _decided(Outcome.INITIATE), SignOff(name="Dee Grant"))
    linked = given(*BEFORE, JoinSeries(earlier=follow([first]).earlier))
    later = carry_out(linked, StartMeeting(), at=TEN + timedelta(days=20))
    assert told_now(later, [first]) is later
    ended = carry_out(first, NoteEnquiry(enquiry=replace(ENDED, ended_on=date(2026, 3, 9))))
    now = told_now(later, [ended])
    assert running(later, later.concern.children[0]) is not None
    assert running(now, now.concern.children[0]) is None
    assert told_now(now, []) is now


def test_an_end_that_is_noted_on_the_new_meeting_is_kept_when_it_initiates_others() -> None:
    meeting = _repeat(NoteEnquiry(enquiry=ENDED), _decided(Outcome.INITIATE))
    assert meeting.deciding.decisions[0].earlier_ended_on == date(2026, 3, 2)
    assert _clocks(meeting).initiated_on == date(2026, 3, 5)
    later = carry_out(meeting, NoteEnquiry(enquiry=Enquiry(words="Found harm", ended_on=date(2026, 3, 20))))
    assert _clocks(later).initiated_on == date(2026, 3, 5)


def test_siblings_have_each_the_clock_of_their_own_enquiry() -> None:
    lee = DescribeChild(child=Child(id="lee", name="Lee"))
    first = given(*BEFORE, lee, StartMeeting(), _decided(Outcome.INITIATE))
    later = given(*BEFORE, lee, JoinSeries(earlier=follow([first]).earlier))
    decides = (
        RecordDecision(decision=Decision(id="1", children=("kit",), outcome=Outcome.CONTINUE)),
        RecordDecision(decision=Decision(id="2", children=("lee",), outcome=Outcome.INITIATE)),
    )
    later = carry_out(later, StartMeeting(), *decides, at=TEN + timedelta(days=7))
    counted = {one.children: one.clocks.initiated_on for one in conference_clocks(later)}
    assert counted == {("kit",): date(2026, 3, 5), ("lee",): date(2026, 3, 12)}
    assert [whose(later, one) for one in counted] == ["Kit", "Lee"]


def test_without_enquiries_no_clock_runs() -> None:
    assert conference_clocks(given(*ALL_HERE, _decided(Outcome.DO_NOT_INITIATE))) == ()


@pytest.mark.parametrize(
    ("then", "now", "same"),
    [
        ("5 mar 2011", "2011", True),
        ("5 mar 2011", "2012", False),
        ("5 mar 2011", "about 13", True),
        ("5 mar 2011", "1 jan 2009 disputed", True),
        ("1 jan 2009 disputed", "5 mar 2011", True),
        ("2011", "5 mar 2012", True),
    ],
)
def test_an_enquiry_is_not_lost_because_a_birth_was_known_less_exactly_or_is_disputed(
    then: str, now: str, same: bool
) -> None:
    lee = DescribeChild(child=Child(id="lee", name="Lee"))
    decided = RecordDecision(decision=Decision(id="1", children=("kit", "lee"), outcome=Outcome.INITIATE))
    first = given(*ALL_HERE, lee, _born(then), decided)
    later = given(*BEFORE, lee, _born(now), JoinSeries(earlier=follow([first]).earlier))
    assert bool(courses_of(later, later.concern.children[0])) is same


def _born(words: str) -> DescribeChild:
    born_on, birth = read_birth(words, TEN)
    return DescribeChild(child=Child(id="kit", name="Kit", born_on=born_on, birth=birth))


def test_a_decision_that_was_taken_again_does_not_set_the_clock() -> None:
    again = RecordDecision(decision=Decision(id="2", children=KIT, outcome=Outcome.DO_NOT_INITIATE))
    assert conference_clocks(given(*ALL_HERE, _decided(Outcome.INITIATE), again)) == ()


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
