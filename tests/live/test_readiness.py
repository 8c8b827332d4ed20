"""How ready a meeting is, in words and by name."""

from datetime import datetime, timedelta

from msgspec.structs import replace
from tests.standards.scene import CAIT, JUDGE, NURSE, SCHOOL, TEN, WORKER, because, prepared, then

from chairtui.core.attendance import ListAttendee, NoteInvitation
from chairtui.core.concern import ExplainLateness, StateConcern
from chairtui.core.meeting import Meeting, PrepareMeeting
from chairtui.core.preparing import CancelMeeting, NoteSent, Paper, Request, RequestInformation, Sent
from chairtui.core.register import Attendee
from chairtui.core.vocabulary import Answer, Circumstance, Sector
from chairtui.live.readiness import Readiness, holds_until, readiness
from chairtui.standards.facts import FACTS


def ready(meeting: Meeting, now: datetime = TEN - timedelta(days=1)) -> Readiness:
    """Return how ready a meeting is, the day before it."""
    return readiness(meeting, JUDGE.expected(meeting), JUDGE.figures(meeting), now)


def answered(meeting: Meeting, answer: Answer, *ids: str) -> Meeting:
    """Return the meeting after answers to invitations."""
    return then(meeting, *(NoteInvitation(attendee_id=one, answer=answer) for one in ids))


ALL = prepared(WORKER, CAIT, NURSE, SCHOOL)
RAISED = then(ALL, StateConcern(words="c", raised_at=TEN - timedelta(days=1)))


def test_who_is_not_invited_and_who_has_not_answered_are_told_apart() -> None:
    meeting = answered(answered(RAISED, Answer.INVITED, "nurse"), Answer.ACCEPTED, "worker", "police")
    found = ready(meeting)
    assert (found.not_invited, found.not_answered) == (("School",), ("School nurse",))


def test_requests_are_counted_until_they_are_answered() -> None:
    asked = RequestInformation(request=Request(id="school", needs="n", reply_by=TEN - timedelta(days=2)))
    found = ready(then(RAISED, asked))
    assert found.overdue == ("School",)
    assert "1 request outstanding (1 OVERDUE)" in found.words
    assert "Police" in found.not_asked


def test_a_reason_that_is_missing_is_named_and_the_clock_is_said() -> None:
    late = then(ALL, StateConcern(words="c", raised_at=TEN - timedelta(days=8)))
    assert ready(late).reasons == ("why it is late",)
    assert ready(late).words.endswith("day 6 of 3, LATE")
    assert ready(then(late, ExplainLateness(because="Bank holiday."))).reasons == ()
    assert ready(ALL).words.endswith("no time of concern")


def test_all_done_is_called_ready() -> None:
    meeting = answered(RAISED, Answer.ACCEPTED, "worker", "police", "nurse", "school")
    asked = [RequestInformation(request=Request(id=one, needs="n")) for one in ("police", "nurse", "school")]
    meeting = then(meeting, *asked)
    assert ready(meeting).words == "3 requests outstanding · day 1 of 3"
    left_out = NoteInvitation(attendee_id="school", answer=Answer.NOT_INVITED, reason="r")
    meeting = then(meeting, left_out)
    assert len(ready(meeting).outstanding) == 2


def test_a_changed_time_and_a_cancelled_meeting_say_what_is_to_be_sent() -> None:
    sent = Sent(id="s", attendee_id="nurse", paper=Paper.INVITATION, sent_at=TEN, meeting_at=TEN)
    moved = PrepareMeeting(
        meeting_id="m", reference="SM-1", authority="Bromley", scheduled_at=TEN + timedelta(hours=2)
    )
    meeting = then(RAISED, NoteSent(sent=sent), moved)
    assert "1 update to send" in ready(meeting).words
    assert ready(then(meeting, CancelMeeting(because="Found safe."))).words == (
        "cancelled: Found safe. · 1 cancellation to send"
    )


def test_the_obvious_people_only_and_readiness_names_who_is_missing() -> None:
    obvious = answered(RAISED, Answer.ACCEPTED, "worker", "police", "nurse", "school")
    assert ready(obvious).not_invited == ()
    for circumstance, missing in (
        (Circumstance.MISSING, "Police: missing persons"),
        (Circumstance.GANGS, "Police: gangs"),
        (Circumstance.PARENTAL_MENTAL_HEALTH, "Adult mental health"),
    ):
        assert ready(because(obvious, circumstance)).not_invited == (missing,)


def test_a_line_of_the_register_for_nobody_expected_is_not_waited_for() -> None:
    extra = then(RAISED, ListAttendee(attendee=NURSE))
    assert ready(extra).not_invited.count("School nurse") == 1


def test_the_line_before_a_meeting_counts_as_the_rules_do_whoever_stands_for_a_role() -> None:
    second = replace(NURSE, id="nurse-2", name="Second nurse")
    nobody = Attendee(id="bank", agency="bank", sector=Sector.OTHER, called="Bank", name="B")
    asks = RequestInformation(request=Request(id="nurse-2", needs="n", reply_by=TEN - timedelta(days=2)))
    meeting = then(RAISED, ListAttendee(attendee=second), ListAttendee(attendee=nobody), asks)
    meeting = answered(meeting, Answer.INVITED, "nurse", "nurse-2", "bank", "police")
    now = TEN - timedelta(days=1)
    found, sight = ready(meeting, now), JUDGE.sight(meeting, now)
    for fact, here in (
        ("invited.unanswered", found.not_answered),
        ("requests.overdue", found.overdue),
        ("requests.unasked", found.not_asked),
    ):
        told = sight.value(FACTS[fact])
        assert isinstance(told, tuple)
        assert len(told) == len(here), fact
    assert len(found.not_answered) == 4
    assert {"Police", "School nurse"}.intersection(found.not_asked) == {"Police"}


def test_a_request_is_overdue_in_the_line_before_the_meeting_from_the_minute_that_the_rule_says() -> None:
    by = TEN - timedelta(days=2)
    meeting = then(RAISED, RequestInformation(request=Request(id="school", needs="n", reply_by=by)))
    for later, is_late in ((30, False), (59, False), (60, True)):
        now = by + timedelta(seconds=later)
        sight = JUDGE.sight(meeting, now.replace(second=0, microsecond=0))
        assert (bool(sight.value(FACTS["requests.overdue"])), bool(ready(meeting, now).overdue)) == (
            is_late,
            is_late,
        )
        assert holds_until(replace(meeting, scheduled_at=TEN), by) == by + timedelta(minutes=1)
