"""What is due leaves as calendar entries that another parser reads, and that name nobody."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import vobject
from tests.core.scene import ALL_HERE, BEFORE, given

from chairtui.core.actions import Action, AllotAction, CloseAction
from chairtui.core.chairing import OverrideMinimum
from chairtui.core.change import Command, Refused
from chairtui.core.conference import PlanNextMeeting
from chairtui.core.decision import Decision, RecordDecision
from chairtui.core.enquiries import Enquiry, NoteEnquiry
from chairtui.core.meeting import Meeting, StartMeeting
from chairtui.core.series import Earlier, JoinSeries
from chairtui.core.vocabulary import ActionStatus, Outcome, YesNo
from chairtui.records.formats.due_dates import calendar

MADE = datetime(2026, 3, 5, 12, tzinfo=UTC)
DAY = date(2026, 3, 6)
VISIT = Action(
    id="a",
    what="Visit Kit at home",
    owner="Ada Okoro",
    agency="social-care",
    due_on=date(2026, 3, 6),
    why="x",
)
CALL = Action(
    id="b",
    what="Ring Kit's school",
    owner="Cy Lowe",
    agency="health-visitor",
    due_on=date(2026, 7, 6),
    due_at=datetime(2026, 7, 6, 13, tzinfo=UTC),
    why="x",
)
DECIDED = RecordDecision(decision=Decision(id="1", children=("kit",), outcome=Outcome.INITIATE))


def planned(*more: Command) -> Meeting:
    return given(*ALL_HERE, DECIDED, AllotAction(action=VISIT), AllotAction(action=CALL), *more)


def events(meeting: Meeting, made_at: datetime = MADE) -> dict[str, Any]:
    whole = vobject.readOne(calendar(meeting, str.upper, made_at).decode())
    assert whole.method.value == "PUBLISH"
    return {event.summary.value: event for event in whole.vevent_list}


def test_each_open_action_the_next_meeting_and_the_conference_are_entries() -> None:
    found = events(planned(PlanNextMeeting(at=datetime(2026, 3, 12, 10, tzinfo=UTC))))
    assert {name: event.dtstart.value for name, event in found.items()} == {
        "Action 1 due (SOCIAL-CARE): SM-1": DAY,
        "Action 2 due (HEALTH-VISITOR): SM-1": datetime(2026, 7, 6, 13, tzinfo=UTC),
        "Next strategy discussion: SM-1": datetime(2026, 3, 12, 10, tzinfo=UTC),
        "Last day for the child protection conference: SM-1": date(2026, 3, 26),
    }
    assert all(event.contents["class"][0].value == "CONFIDENTIAL" for event in found.values())


def test_the_day_adjourned_to_and_the_time_to_meet_again_are_entries_and_one_time_is_one_entry() -> None:
    next_at, until, again = (datetime(2026, 3, day, 10, tzinfo=UTC) for day in (12, 9, 6))
    adjourned = Decision(id="1", children=("kit",), outcome=Outcome.ADJOURN, adjourned_until=until)
    goes_on = OverrideMinimum(reason="The child cannot wait", chair="Dee Grant", reconvene_at=again)
    begun = (*ALL_HERE, goes_on, RecordDecision(decision=adjourned))
    found = events(given(*begun, PlanNextMeeting(at=next_at)))
    assert {name: event.dtstart.value for name, event in found.items()} == {
        "Next strategy discussion: SM-1": next_at,
        "Strategy discussion, adjourned until then: SM-1": until,
        "To meet again with the minimum attendance: SM-1": again,
    }
    assert list(events(given(*begun, PlanNextMeeting(at=until)))) == [
        "To meet again with the minimum attendance: SM-1",
        "Next strategy discussion: SM-1",
    ]


def test_no_entry_says_what_is_to_be_done_or_names_anybody() -> None:
    content = calendar(planned(), str.upper, MADE).decode()
    assert not [name for name in ("Kit", "Ada", "Okoro", "Lowe", "Visit", "school") if name in content]


def test_an_entry_keeps_its_id_when_the_file_is_made_again() -> None:
    later = datetime(2026, 3, 20, 9, tzinfo=UTC)
    first, second = events(planned()), events(planned(), later)
    assert {name: event.uid.value for name, event in first.items()} == {
        name: event.uid.value for name, event in second.items()
    }
    assert len({event.uid.value for event in first.values()}) == len(first)


@pytest.mark.parametrize("half_hours", range(12))
def test_an_entry_takes_an_hour_also_in_the_night_in_which_clocks_change(half_hours: int) -> None:
    at = datetime(2027, 10, 30, 22, tzinfo=UTC) + timedelta(minutes=30 * half_hours)
    (event,) = events(given(*ALL_HERE, PlanNextMeeting(at=at))).values()
    assert event.dtstart.value == at
    assert event.dtend.value - event.dtstart.value == timedelta(hours=1)


def test_what_is_done_is_not_due() -> None:
    done = CloseAction(action_id="a", status=ActionStatus.DONE, evidence="Seen at 4.")
    assert not [name for name in events(planned(done)) if name.startswith("Action 1")]


def test_a_conference_that_is_not_required_is_not_due() -> None:
    not_needed = NoteEnquiry(enquiry=Enquiry(words="No harm.", conference_required=YesNo.NO))
    assert not [name for name in events(planned(not_needed)) if "conference" in name]


def test_the_conference_counts_from_the_discussion_that_initiated_and_names_the_other_day() -> None:
    first = Earlier(id="m0", held_at=datetime(2026, 2, 23, 10, tzinfo=UTC), outcome=Outcome.INITIATE)
    again = RecordDecision(decision=Decision(id="1", children=("kit",), outcome=Outcome.CONTINUE))
    found = events(given(*BEFORE, JoinSeries(earlier=(first,)), StartMeeting(), again))
    (event,) = found.values()
    assert event.dtstart.value == date(2026, 3, 16)
    assert "Thu 26 Mar 2026" in event.description.value


def test_a_meeting_in_which_nothing_is_due_makes_no_calendar() -> None:
    with pytest.raises(Refused, match="nothing for a calendar"):
        calendar(given(*ALL_HERE), str.upper, MADE)
