"""What is asked and answered before the meeting: R7, R31, R34, and cases with the obvious people only."""

from datetime import timedelta

import pytest
from tests.standards.scene import (
    CAIT,
    NURSE,
    SCHOOL,
    TEN,
    WORKER,
    about,
    because,
    prepared,
    raised,
    shown,
    then,
)

from chairtui.core.attendance import ListAttendee, NoteInvitation
from chairtui.core.meeting import Meeting, StartMeeting
from chairtui.core.preparing import CancelMeeting, NoteReturned, Request, RequestInformation
from chairtui.core.register import Attendee
from chairtui.core.vocabulary import Answer, Circumstance
from chairtui.standards.placing import group_words

DAY = 24 * 60
EVE, BEFORE_THAT = -DAY, -4 * DAY
"""Minutes from the beginning of the meeting, on Tuesday at ten."""


def invited(*lines: Attendee, answer: Answer = Answer.ACCEPTED) -> Meeting:
    """Return a meeting to which these lines are invited."""
    return then(
        prepared(*lines), *(NoteInvitation(attendee_id=one.id, answer=answer, reason="r") for one in lines)
    )


def ask(line: Attendee, days: int = 0) -> RequestInformation:
    """Return the command that asks somebody, with an answer due so many days after the meeting begins."""
    return RequestInformation(request=Request(id=line.id, needs="n", reply_by=TEN + timedelta(days=days)))


# R34 --------------------------------------------------------------------------------------------


def test_on_the_eve_everyone_expected_was_asked() -> None:
    meeting = invited(WORKER, CAIT, NURSE, SCHOOL)
    assert "W-REQUEST" not in raised(meeting, BEFORE_THAT)
    assert "W-REQUEST" in raised(meeting, EVE)
    assert "School" in about(meeting, "W-REQUEST", EVE).say
    assert "social" not in about(meeting, "W-REQUEST", EVE).say
    asked = then(meeting, ask(CAIT), ask(NURSE), ask(SCHOOL))
    assert "W-REQUEST" not in raised(asked, EVE)


def test_an_answer_that_is_overdue_is_said_until_it_comes() -> None:
    meeting = then(invited(WORKER, CAIT, NURSE, SCHOOL), ask(CAIT), ask(NURSE), ask(SCHOOL, days=-5))
    assert "not answered in time: School" in about(meeting, "W-REQUEST", BEFORE_THAT).say
    assert "W-REQUEST" not in raised(then(meeting, NoteReturned(attendee_id="school")), BEFORE_THAT)


def test_a_meeting_that_has_begun_or_is_cancelled_is_asked_nothing_about_its_preparation() -> None:
    meeting = invited(WORKER, CAIT, NURSE, SCHOOL, answer=Answer.INVITED)
    assert {"W-REQUEST", "W-NOT-ANSWERED"} <= shown(meeting, EVE)
    assert not {"W-REQUEST", "W-NOT-ANSWERED"} & shown(then(meeting, StartMeeting()))
    assert not {"W-REQUEST", "W-NOT-ANSWERED"} & shown(then(meeting, CancelMeeting(because="r")), EVE)


def test_a_row_names_everybody_who_was_not_asked_or_did_not_answer() -> None:
    meeting = invited(WORKER, CAIT, NURSE, answer=Answer.INVITED)
    asked = [about(meeting, code, EVE) for code in ("W-NOT-ANSWERED", "W-REQUEST")]
    said = group_words(meeting, asked[0].group, asked)
    everybody = dict.fromkeys(name for one in asked for name in one.whom)
    assert len(everybody) > 3
    assert said == f"Not asked, or no answer: {', '.join([*everybody][:3])} and {len(everybody) - 3} more."


# R7 ---------------------------------------------------------------------------------------------


def test_who_was_invited_has_answered_by_the_eve() -> None:
    waiting = then(
        invited(WORKER, CAIT, NURSE),
        ListAttendee(attendee=SCHOOL),
        NoteInvitation(attendee_id="school", answer=Answer.INVITED),
    )
    assert "W-NOT-ANSWERED" not in raised(waiting, BEFORE_THAT)
    assert about(waiting, "W-NOT-ANSWERED", EVE).say == "Invited, and no answer yet: School."
    assert about(waiting, "W-NOT-ANSWERED", EVE).contact == "school"
    came = then(waiting, NoteInvitation(attendee_id="school", answer=Answer.ACCEPTED))
    assert "W-NOT-ANSWERED" not in raised(came, EVE)


# Prepared with the obvious people only ----------------------------------------------------------


@pytest.mark.parametrize(
    ("circumstance", "missing"),
    [
        (Circumstance.MISSING, "W-POL-UNIT:missing"),
        (Circumstance.GANGS, "W-POL-UNIT:gangs"),
        (Circumstance.PARENTAL_MENTAL_HEALTH, "W-AMH"),
    ],
)
def test_the_obvious_people_only_and_what_is_missing_is_shown_before_the_meeting(
    circumstance: Circumstance, missing: str
) -> None:
    meeting = because(invited(WORKER, CAIT, NURSE, SCHOOL), circumstance)
    ids = shown(meeting, BEFORE_THAT)
    assert any(one.startswith(missing) for one in ids)
    found = next(one for one in ids if one.startswith(missing))
    assert "invited" in about(meeting, found, BEFORE_THAT).say
