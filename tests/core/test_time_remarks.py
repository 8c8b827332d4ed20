"""What is said of a meeting's time to whoever plans it or writes invitations, wherever that is done."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace
from tests.core.scene import BEFORE, TEN, given

from chairtui.core.meeting import Meeting, StartMeeting
from chairtui.core.scheduling import off_words, time_remarks

PLANNED = replace(given(*BEFORE), scheduled_at=TEN)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (datetime(2026, 3, 7, 10, tzinfo=UTC), "on a Saturday"),
        (datetime(2026, 3, 8, 10, tzinfo=UTC), "on a Sunday"),
        (datetime(2026, 12, 28, 10, tzinfo=UTC), "on a bank holiday"),
        (datetime(2026, 6, 5, 23, 30, tzinfo=UTC), "on a Saturday"),  # in England it is Saturday by then
        (TEN, ""),
        (None, ""),
    ],
)
def test_a_day_on_which_few_are_at_work_is_named(day: datetime | None, words: str) -> None:
    planned = replace(PLANNED, scheduled_at=day)
    assert off_words(planned) == words
    assert any(words in one for one in time_remarks(planned, TEN - timedelta(days=900))) is bool(words)


@pytest.mark.parametrize(
    ("meeting", "now", "said"),
    [
        (PLANNED, TEN - timedelta(minutes=1), ""),
        (PLANNED, TEN, "The time of the meeting has come"),
        (given(*BEFORE, StartMeeting()), TEN, "The meeting has begun"),
        (Meeting(), TEN, ""),
    ],
    ids=["ahead", "now", "begun", "no time"],
)
def test_an_invitation_that_comes_too_late_by_itself_is_remarked_on(
    meeting: Meeting, now: datetime, said: str
) -> None:
    found = " ".join(time_remarks(meeting, now))
    assert found.startswith(said)
    assert bool(found) is bool(said)
