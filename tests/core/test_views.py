"""What a record says of people's views of the decision."""

from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace
from tests.standards.scene import CAIT, NURSE, SCHOOL, TEN, WORKER, at, decided, held, line, prepared, then

from chairtui.core.analysis import Judgement
from chairtui.core.attendance import ListAttendee, NoteWrittenInformation
from chairtui.core.change import Stamp
from chairtui.core.closing import Closing, Signature
from chairtui.core.decision import Position, PositionTaken
from chairtui.core.listing import or_words
from chairtui.core.meeting import Meeting, evolve
from chairtui.core.register import Attendee, Stay
from chairtui.core.threshold import harm_words
from chairtui.core.views import beside, position_words, stays_words, until_when, who
from chairtui.core.vocabulary import Category, Mode, Sector, Threshold, View
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


def test_a_name_that_says_the_agency_is_said_once() -> None:
    nurse = Attendee(id="n", agency="school-nurse", sector=Sector.HEALTH, name="School nurse")
    assert who(nurse) == "School nurse"
    assert beside("School Nurse", "School nurse") == "School Nurse"
    assert beside("Ada Okoro", "School nurse") == "Ada Okoro (School nurse)"
    assert beside("Ada Okoro", "") == "Ada Okoro"


def test_who_did_not_leave_was_there_to_the_end_only_of_a_meeting_that_is_signed() -> None:
    here = Stay(mode=Mode.VIDEO, joined_at=datetime(2026, 3, 5, 10, tzinfo=UTC))
    line = Attendee(id="n", agency="school-nurse", sector=Sector.HEALTH, stays=(here,))
    assert stays_words(line, until_when(Meeting())) == "video from 10:00"
    signed = Meeting(closing=Closing(signature=Signature(name="Dee Grant")))
    assert stays_words(line, until_when(signed)) == "video 10:00 to the end"


def test_several_of_whom_nobody_was_there_are_named_in_one_sentence() -> None:
    assert or_words(["social worker", "police officer", "nurse"]) == "social worker, police officer or nurse"


def test_no_category_of_harm_is_none_that_is_named() -> None:
    judged = Judgement(id="kit", threshold=Threshold.UNCLEAR)
    assert harm_words(judged, None) == Threshold.UNCLEAR.value
    named = f"{Threshold.UNCLEAR.value}; {Category.NEGLECT.value}"
    assert harm_words(replace(judged, category=Category.NEGLECT), None) == named
