"""Whoever leads is not the social worker of the minimum too, unless they say that they know the case."""

import pytest
from msgspec.structs import replace
from tests.live.pretend import BEGIN, CHAIR, Lenient, live
from tests.standards.scene import (
    CAIT,
    JUDGE,
    NURSE,
    TEN,
    WORKER,
    about,
    decided,
    held,
    keys,
    line,
    prepared,
    raised,
    then,
)

from chairtui.core.attendance import ListAttendee, NoteInvitation
from chairtui.core.chairing import ChairTaken, TakeChair
from chairtui.core.change import Command, Stamp
from chairtui.core.closing import SignedOff, SignOff
from chairtui.core.meeting import Meeting, decide, evolve
from chairtui.core.rooms import record_type
from chairtui.core.round import CallAgency
from chairtui.core.vocabulary import Answer
from chairtui.store.memory import MemoryEventLog

OWN = line("social-care", "chair", name="Dee  grant", job="Team manager")
"""The line that a new meeting makes for whoever leads it; names are compared without case and spaces."""

ALSO = TakeChair(name="Dee Grant", grade="Team manager", social_worker=True)


def test_the_chair_s_own_line_is_no_social_worker_from_the_first_second() -> None:
    meeting = held(OWN, CAIT, NURSE)
    assert "W-MIN-SW" in raised(meeting)
    assert "says so on the chair's row" in about(meeting, "W-MIN-SW").ask
    assert record_type(decided(meeting)).title == "Multi-agency meeting: minimum attendance not met"
    assert "W-MIN-SW" not in raised(held(OWN, WORKER, CAIT, NURSE))


def test_a_chair_who_is_the_social_worker_who_knows_the_case_says_so_and_counts() -> None:
    meeting = then(held(OWN, CAIT, NURSE), ALSO)
    assert "W-MIN-SW" not in raised(meeting)
    assert record_type(decided(meeting)).title == "Strategy discussion"
    assert len(meeting.attendance.chairs) == 1
    unsaid = then(meeting, replace(ALSO, social_worker=False))
    assert "W-MIN-SW" in raised(unsaid)


def test_a_chair_who_says_so_is_told_what_to_do_until_they_count() -> None:
    from chairtui.core.attendance import RecordPresence
    from chairtui.core.vocabulary import Mode

    unlisted = then(held(CAIT, NURSE), ALSO)
    advice = about(unlisted, "W-MIN-SW").ask
    assert "on step 1, add a line of children's social care named Dee Grant, then mark them" in advice
    listed = then(unlisted, ListAttendee(attendee=OWN))
    assert advice != about(listed, "W-MIN-SW").ask
    assert "on step 1, mark them as here." in about(listed, "W-MIN-SW").ask
    here = then(listed, RecordPresence(attendee_id="chair", mode=Mode.IN_ROOM))
    assert "W-MIN-SW" not in raised(here)


def test_it_is_the_same_whichever_is_noted_first() -> None:
    later = then(held(CAIT, NURSE), ListAttendee(attendee=OWN))
    assert [one.leads for one in later.attendance.register if one.id == "chair"] == [True]
    claimed = then(later, ListAttendee(attendee=replace(OWN, name="Somebody else", leads=True)))
    assert not [one for one in claimed.attendance.register if one.leads]


def test_who_handed_the_chair_over_led_all_the_same_and_so_does_who_took_it() -> None:
    meeting = then(held(OWN, WORKER, CAIT, NURSE), TakeChair(name="Somebody", grade="Social worker"))
    assert "W-MIN-SW" in raised(meeting)
    says_so = TakeChair(name="Somebody", grade="Social worker", social_worker=True)
    assert "W-MIN-SW" not in raised(then(meeting, says_so))


def test_before_the_meeting_a_social_worker_is_still_to_be_asked() -> None:
    meeting = then(prepared(OWN), NoteInvitation(attendee_id="chair", answer=Answer.ACCEPTED))
    assert "W-MIN-SW" in raised(meeting)
    role = next(one for one in JUDGE.expected(meeting) if one.key == "social-care")
    assert role.attendee_id == ""
    assert "social-care" in keys(meeting)


def test_the_chair_is_not_asked_whether_they_can_commit_their_agency() -> None:
    meeting = then(held(OWN, CAIT, NURSE), CallAgency(attendee_id="police"))
    assert "social" not in about(meeting, "W-AUTHORITY-ASKED").say


class Always(Lenient):
    """A standard by which whoever leads always counts."""

    def figures(self, meeting: Meeting) -> dict[str, object]:  # type: ignore[override]
        return {"chair_counts": "always"}


@pytest.mark.parametrize(
    ("judge", "counts"), [(Always(), True), (Lenient(), False)], ids=["always", "shipped"]
)
def test_a_council_s_standard_may_let_every_chair_count_and_the_log_says_so(
    judge: Lenient, counts: bool
) -> None:
    meeting = live(MemoryEventLog(), judge=judge)
    meeting.do(*BEGIN)
    chair = meeting.outcome.meeting.attendance.chair
    assert chair is not None
    assert (chair.name, chair.social_worker) == (CHAIR.name, counts)


def test_the_shipped_standard_lets_them_count_when_they_say_so() -> None:
    assert JUDGE.figures(prepared())["chair_counts"] == "when they say so"


# Logs of before whoever leads was asked -------------------------------------------------------------------


def unasked(*after: Command) -> Meeting:
    """Return a meeting whose log says nothing of whether whoever leads is its social worker."""
    meeting = decided(held(OWN, CAIT, NURSE))
    before = ChairTaken(name="Dee Grant", grade="Team manager")
    stamp = Stamp(event_id="old", at=TEN, actor="Dee Grant")
    old = evolve(before, replace(meeting, attendance=replace(meeting.attendance, chairs=())), stamp)
    return then(old, *after)


def test_a_record_that_was_signed_before_whoever_leads_was_asked_stays_what_it_was_signed_as() -> None:
    stamp = Stamp(event_id="signed", at=TEN, actor="Dee Grant")
    assert record_type(unasked()).title == "Multi-agency meeting: minimum attendance not met"
    signed = evolve(SignedOff(name="Dee Grant"), unasked(), stamp)
    assert record_type(signed).title == "Strategy discussion"
    assert "W-MIN-SW" not in raised(signed)
    later = evolve(SignedOff(name="Dee Grant", chair_asked=True), unasked(), stamp)
    assert record_type(later).title == "Multi-agency meeting: minimum attendance not met"


def test_what_is_signed_now_says_that_whoever_leads_was_asked() -> None:
    (signed,) = decide(SignOff(name="Dee Grant"), unasked())
    assert isinstance(signed, SignedOff)
    assert signed.chair_asked
    (taken,) = decide(ALSO, unasked())
    assert isinstance(taken, ChairTaken)
    assert taken.social_worker
    (denied,) = decide(replace(ALSO, social_worker=False), unasked())
    assert isinstance(denied, ChairTaken)
    assert denied.social_worker is False
