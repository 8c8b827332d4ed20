"""From each discussion to what followed: no enquiry is lost."""

from datetime import date, timedelta
from typing import Any

import pytest
from tests.records.returns.scene import START, held

from chairtui.core.meeting import Meeting
from chairtui.core.vocabulary import EnquiryOutcome, Outcome, YesNo
from chairtui.records.returns.enquiry_rows import enquiry_rows
from chairtui.records.returns.tracing import Followed, Trace, orphans, trace

TARGET = date(2025, 11, 25)
AFTER = TARGET + timedelta(days=1)


def traced(*meetings: Meeting, today: date = AFTER) -> tuple[Trace, ...]:
    return trace(enquiry_rows(meetings), today)


def test_an_enquiry_that_nothing_followed_in_time_is_named() -> None:
    (lost,) = orphans(traced(held(1)))
    assert (lost.reference, lost.child, lost.started_on) == ("SD-1", "K1", START)


def test_until_the_time_has_run_out_nothing_is_lost() -> None:
    assert orphans(traced(held(1), today=TARGET)) == ()


@pytest.mark.parametrize(
    ("became", "state"),
    [
        ({"conference_on": TARGET}, Followed.HELD),
        ({"ended_on": TARGET}, Followed.ENDED),
        ({"outcomes": (EnquiryOutcome.SERVICES,)}, Followed.ENDED),
        ({"outcomes": (EnquiryOutcome.CONFERENCE,)}, Followed.OPEN),
        ({"words": "Support at home"}, Followed.OPEN),
        ({"conference_required": YesNo.NO, "outcomes": (EnquiryOutcome.NOTHING,)}, Followed.ENDED),
        ({"conference_required": YesNo.YES}, Followed.LATE),
    ],
)
def test_whatever_followed_is_shown_and_leaves_no_orphan(became: dict[str, Any], state: Followed) -> None:
    found = traced(held(1, **became))
    assert [one.state for one in found] == [state]
    assert orphans(found) == ()


def test_a_conference_to_come_is_not_late_before_its_day() -> None:
    (one,) = traced(held(1, conference_required=YesNo.YES), today=TARGET)
    assert one.state is Followed.WAITS


def test_a_series_is_one_line_from_its_first_discussion_with_both_clocks() -> None:
    first = held(1)
    again = held(2, START + timedelta(days=7), Outcome.CONTINUE, earlier=(first,))
    (one,) = traced(first, again)
    assert one.discussed_on == (START, START + timedelta(days=7))
    assert one.target_on == TARGET
    assert one.target_from_last == date(2025, 12, 2)


def test_an_enquiry_without_a_beginning_is_lost_too() -> None:
    (one,) = orphans(traced(held(2, START, Outcome.CONTINUE)))
    assert one.started_on is None
