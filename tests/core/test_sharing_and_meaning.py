"""What each agency knows, what it means, and what each child says."""

from datetime import date

import pytest
from tests.core.scene import ALL_HERE, TEN, carry_out, given, minutes, when

from chairtui.core.analysis import Judgement, JudgeThreshold, StateHypothesis
from chairtui.core.births import ages
from chairtui.core.change import Refused
from chairtui.core.children import Child, DescribeChild, HearChild, RemoveChild, Voice
from chairtui.core.chronology import (
    AddChronology,
    AnalyseChronology,
    Booking,
    ChronologyAnalysis,
    ChronologyRow,
    NoteBooking,
    NoteBookingOutcome,
)
from chairtui.core.concern import ReadPurpose
from chairtui.core.round import CallAgency, NoteNothingKnown, Withhold, withheld_words
from chairtui.core.sharing import Contribute, Contribution, ExplainNoAction
from chairtui.core.vocabulary import BookingOutcome, NotShared, Threshold

BY = date(2026, 10, 2)
SHARED = Contribute(contribution=Contribution(id="f1", attendee_id="police", fact="Seen at the station"))


def test_a_contribution_keeps_the_time_at_which_it_was_first_shared() -> None:
    meeting = carry_out(given(*ALL_HERE), SHARED, at=minutes(3))
    corrected = Contribute(
        contribution=Contribution(id="f1", attendee_id="police", fact="Seen outside the station")
    )
    meeting = carry_out(meeting, corrected, at=minutes(9))
    (only,) = meeting.sharing.contributions
    assert (only.fact, only.shared_at) == ("Seen outside the station", minutes(3))


def test_what_is_shared_names_an_agency_of_the_register() -> None:
    stray = Contribution(id="f2", attendee_id="nobody", fact="Heard in the street")
    with pytest.raises(Refused, match="no such agency"):
        when(given(*ALL_HERE), Contribute(contribution=stray))


def test_an_agency_is_called_once_and_its_turn_keeps_what_it_said() -> None:
    meeting = carry_out(
        given(*ALL_HERE), CallAgency(attendee_id="nurse"), NoteNothingKnown(attendee_id="nurse"), at=TEN
    )
    assert when(meeting, CallAgency(attendee_id="nurse")) == ()
    turn = meeting.sharing.turn("nurse")
    assert (turn.called_at, turn.nothing_known) == (TEN, True)


def test_withholding_needs_a_reason() -> None:
    with pytest.raises(Refused, match="reason"):
        when(given(*ALL_HERE), Withhold(attendee_id="police", because=" "))


@pytest.mark.parametrize("reason", NotShared)
def test_each_reason_of_the_list_is_enough_and_is_kept_with_the_words(reason: NotShared) -> None:
    later_on = date(2026, 10, 2) if reason is NotShared.LATER else None
    meeting = given(*ALL_HERE)
    assert not meeting.sharing.turn("police").withholds
    meeting = carry_out(meeting, Withhold(attendee_id="police", reason=reason, later_on=later_on))
    turn = meeting.sharing.turn("police")
    assert turn.withholds
    assert (turn.reason, turn.later_on, turn.withheld_because) == (reason, later_on, "")
    assert reason.value in withheld_words(turn)


def test_later_says_by_which_day_and_no_other_reason_does() -> None:
    with pytest.raises(Refused, match="by which day"):
        when(given(*ALL_HERE), Withhold(attendee_id="police", reason=NotShared.LATER))
    with pytest.raises(Refused, match="belongs to the reason “later”"):
        when(given(*ALL_HERE), Withhold(attendee_id="police", reason=NotShared.NO_HELP, later_on=BY))
    later = Withhold(attendee_id="police", reason=NotShared.LATER, later_on=BY, because="In store.")
    turn = carry_out(given(*ALL_HERE), later).sharing.turn("police")
    assert withheld_words(turn) == "withholds information: later, by Fri 2 Oct 2026. In store."


def test_nothing_follows_only_with_a_reason() -> None:
    meeting = carry_out(given(*ALL_HERE), SHARED)
    with pytest.raises(Refused, match="why nothing follows"):
        when(meeting, ExplainNoAction(contribution_id="f1", because=""))


def test_chronology_rows_keep_their_order_and_are_never_added_twice() -> None:
    rows = (
        ChronologyRow(id="r1", on=date(2025, 1, 9), words="Missed appointment", source="GP"),
        ChronologyRow(id="r2", on=None, words="Moved house", date_as_written="early 2025"),
    )
    meeting = carry_out(given(*ALL_HERE), AddChronology(rows=rows))
    assert when(meeting, AddChronology(rows=rows)) == ()
    assert meeting.sharing.chronology == rows


def test_a_chronology_is_analysed_only_when_all_three_parts_are_written() -> None:
    half = ChronologyAnalysis(pattern="Appointments missed after each move")
    meeting = carry_out(given(*ALL_HERE), AnalyseChronology(analysis=half))
    assert not meeting.sharing.chronology_analysis.complete


def test_a_booking_can_be_kept_or_missed_later() -> None:
    booking = Booking(id="b", attendee_id="nurse", what="CAMHS appointment", at=minutes(60 * 24))
    missed = NoteBookingOutcome(booking_id="b", outcome=BookingOutcome.MISSED)
    meeting = carry_out(given(*ALL_HERE), NoteBooking(booking=booking), missed)
    assert meeting.sharing.bookings[0].outcome is BookingOutcome.MISSED


def test_every_version_of_the_hypothesis_is_kept() -> None:
    first = StateHypothesis(words="He is with friends")
    meeting = carry_out(given(*ALL_HERE), first, StateHypothesis(words="He is held by a group"))
    assert when(meeting, StateHypothesis(words="He is held by a group")) == ()
    assert [one.words for one in meeting.analysis.hypotheses] == [
        "He is with friends",
        "He is held by a group",
    ]


def test_the_threshold_is_judged_for_a_child_of_this_meeting() -> None:
    with pytest.raises(Refused, match="no such child"):
        when(given(*ALL_HERE), JudgeThreshold(judgement=Judgement(id="x", threshold=Threshold.LIKELY)))


def test_a_childs_view_is_written_or_it_is_said_why_not() -> None:
    with pytest.raises(Refused, match="why it is not known"):
        when(given(*ALL_HERE), HearChild(voice=Voice(id="kit")))


def test_a_meeting_keeps_at_least_one_child() -> None:
    with pytest.raises(Refused, match="at least one child"):
        when(given(*ALL_HERE), RemoveChild(child_id="kit"))
    two = carry_out(given(*ALL_HERE), DescribeChild(child=Child(id="max", name="Max")))
    assert [child.id for child in carry_out(two, RemoveChild(child_id="kit")).concern.children] == ["max"]


def test_the_purpose_is_read_once() -> None:
    meeting = carry_out(given(*ALL_HERE), ReadPurpose(), at=minutes(1))
    assert carry_out(meeting, ReadPurpose(), at=minutes(9)).concern.purpose_read_at == minutes(1)


@pytest.mark.parametrize(("today", "age"), [(date(2026, 3, 4), 13), (date(2026, 3, 5), 14)])
def test_a_child_is_a_year_older_on_the_birthday(today: date, age: int) -> None:
    assert ages(Child(id="kit", name="Kit", born_on=date(2012, 3, 5)), today) == (age, age)
