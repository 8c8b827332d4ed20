"""What a record says of people's views of the decision."""

from datetime import date, timedelta

import pytest
from tests.standards.scene import CAIT, NURSE, SCHOOL, TEN, WORKER, at, decided, held, line, prepared, then

from chairtui.core.attendance import ListAttendee, NoteWrittenInformation
from chairtui.core.change import Stamp
from chairtui.core.decision import Position, PositionTaken
from chairtui.core.meeting import evolve
from chairtui.core.views import position_words
from chairtui.core.vocabulary import View
from chairtui.core.who_was_missing import decided_without

AGREES = PositionTaken(position=Position(id="school", view=View.AGREE))


def said(minutes: int | None, on: date | None = None) -> str:
    """Return what is said of a school that agrees, was not there, and wrote so many minutes after ten.

    With `on` only that day is known.
    """
    meeting = then(held(WORKER, CAIT, NURSE), ListAttendee(attendee=SCHOOL))
    if minutes is not None:
        when = {"on": on} if on else {"at": at(minutes)}
        wrote = NoteWrittenInformation(attendee_id="school", **when)
        meeting = then(meeting, wrote, minutes=minutes)
    stamp = Stamp(event_id="x", at=at(40), actor="import")
    meeting = evolve(AGREES, decided(meeting, minutes=30), stamp)
    return position_words(meeting)[-1]


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (None, "is written down as agreeing, but was absent and does not count"),
        (-60, "was absent, wrote before the decision and does not count as agreeing with it"),
        (35, "was absent and agrees in writing, sent after the decision"),
    ],
)
def test_what_was_written_before_a_decision_is_not_shown_as_agreeing_with_it(
    minutes: int | None, words: str
) -> None:
    assert words in said(minutes)


@pytest.mark.parametrize(
    ("noted", "day", "words"),
    [
        (45, -1, "was absent, wrote before the decision and does not count as agreeing with it"),
        (20, 0, "was absent, wrote before the decision and does not count as agreeing with it"),
        (
            45,
            0,
            "was absent and wrote on the day of the decision, before or after it is not known:",
        ),
        (2_000, 1, "was absent and agrees in writing, sent after the decision"),
    ],
)
def test_what_bears_the_day_of_the_decision_and_no_time_is_said_to_be_neither_before_nor_after_it(
    noted: int, day: int, words: str
) -> None:
    assert words in said(noted, TEN.date() + timedelta(days=day))


def test_of_someone_expected_who_has_no_line_it_is_said_that_nothing_is_written() -> None:
    missing = decided_without(prepared(line("school-nurse")), unnamed=[("school", "School")])[0].missing
    assert missing[-1].words.startswith(
        "School (expected, and it is not written whether they were asked); nothing is arranged"
    )
