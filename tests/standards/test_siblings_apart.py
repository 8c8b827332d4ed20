"""What the rules say of a meeting that decided about siblings at different times."""

import pytest
from tests.standards.scene import CAIT, KIT, MASH, NURSE, SCHOOL, WORKER, about, decided, held, raised, then
from tests.standards.siblings import LEE, apart, comes, decides, leaves

from chairtui.core.attendance import ListAttendee
from chairtui.core.decision import TakePosition, position_of, standing
from chairtui.core.first_hand import NoteFirstHand
from chairtui.core.register import FirstHand
from chairtui.core.sharing import Contribute, Contribution
from chairtui.core.vocabulary import View, YesNo


def test_the_stop_stands_while_one_decision_lacked_the_minimum_and_says_which() -> None:
    said = about(apart(), "W-MIN-HEALTH").say
    assert said.startswith("No health practitioner was here when the decision about Kit was taken.")
    assert "W-MIN-POLICE" not in raised(apart())


def test_the_stop_goes_when_the_child_is_decided_again_with_everybody_there() -> None:
    assert "W-MIN-HEALTH" not in raised(decides(apart(), "third", KIT.id, minutes=45))


def test_the_stop_comes_back_when_the_child_is_decided_again_without_them() -> None:
    meeting = decides(apart(), "third", KIT.id, minutes=45)
    meeting = decides(then(meeting, leaves("nurse"), minutes=46), "fourth", "lee", minutes=47)
    assert "when the decision about Lee was taken" in about(meeting, "W-MIN-HEALTH").say


def test_while_a_sibling_is_still_to_be_decided_the_room_as_it_is_now_counts_too() -> None:
    meeting = decides(then(held(WORKER, CAIT, NURSE), LEE), "first", KIT.id, minutes=25)
    assert "W-MIN-POLICE" not in raised(meeting)
    meeting = then(meeting, leaves(CAIT.id), minutes=30)
    said = about(meeting, "W-MIN-POLICE").say
    assert said.startswith("No police representative is here, and it is not decided yet about Lee.")
    assert "W-MIN-POLICE" not in raised(then(meeting, comes(CAIT.id), minutes=31))
    gone = then(meeting, leaves(WORKER.id), leaves(NURSE.id), minutes=40)
    assert "W-MIN-POLICE" not in raised(gone)
    assert "W-MIN-POLICE" in raised(decides(meeting, "second", "lee", minutes=35))


def test_lacking_at_every_decision_names_no_child() -> None:
    meeting = then(held(WORKER, CAIT), LEE)
    meeting = decides(decides(meeting, "first", KIT.id, minutes=25), "second", "lee", minutes=40)
    assert "was here when the decision was taken" in about(meeting, "W-MIN-HEALTH").say
    meeting = then(held(WORKER, CAIT, SCHOOL), LEE)
    meeting = decides(meeting, "first", KIT.id, minutes=25)
    meeting = decides(then(meeting, leaves("school"), minutes=30), "second", "lee", minutes=40)
    assert "was here when the decisions were taken" in about(meeting, "W-MIN-HEALTH").say


def test_each_decision_is_asked_about_by_whoever_was_in_its_room() -> None:
    meeting = apart()
    first, second = standing(meeting)
    lines = {one.id: one for one in meeting.attendance.register}
    agreed = [(who, first) for who in ("worker", "police")] + [("worker", second), ("police", second)]
    meeting = then(
        meeting,
        *(TakePosition(position=position_of(lines[who], one, view=View.AGREE)) for who, one in agreed),
        minutes=41,
    )
    said = about(meeting, "W-POSITIONS").say
    assert said == "Not asked for their view of the decision about Lee: School nurse."
    nurse = TakePosition(position=position_of(lines["nurse"], second, view=View.AGREE))
    assert "W-POSITIONS" not in raised(then(meeting, nurse, minutes=42))


def test_agreeing_with_the_decision_that_one_missed_does_not_count() -> None:
    meeting = apart()
    nurse = next(one for one in meeting.attendance.register if one.id == "nurse")
    agrees = TakePosition(position=position_of(nurse, standing(meeting)[0], view=View.AGREE))
    said = about(then(meeting, agrees, minutes=41), "W-POSITIONS").say
    assert "Written down as agreeing with the decision about Kit, but not here: School nurse." in said


def test_mash_health_alone_at_one_decision_is_said_of_that_one() -> None:
    meeting = apart(held(WORKER, CAIT, NURSE, MASH))
    assert "only MASH was here when the decision about Kit was taken" in about(meeting, "W-HEALTH-PROXY").say


def test_who_knows_the_child_has_to_be_at_each_decision() -> None:
    knows = NoteFirstHand(attendee_id="nurse", first_hand=FirstHand(knows=YesNo.YES))
    assert "W-NOFIRSTHAND" in raised(apart(then(held(WORKER, CAIT, NURSE), knows)))
    assert "W-NOFIRSTHAND" not in raised(decided(then(held(WORKER, CAIT, NURSE), knows)))


def test_two_agencies_alone_at_one_decision_are_enough_for_the_warning() -> None:
    assert "W-TWO-AGENCY" in raised(apart())
    assert "W-TWO-AGENCY" not in raised(decides(apart(), "third", KIT.id, minutes=45))


def test_who_spoke_and_left_is_not_said_to_have_sent_nothing() -> None:
    meeting = then(held(WORKER, CAIT, NURSE), ListAttendee(attendee=SCHOOL), comes("school"))
    silent = decided(then(meeting, leaves("school"), minutes=20))
    assert "W-ABSENT:school" in raised(silent)
    shared = Contribute(contribution=Contribution(id="a", attendee_id="school", fact="Was in class"))
    heard = decided(then(then(meeting, shared), leaves("school"), minutes=20))
    assert "W-ABSENT:school" not in raised(heard)
    without = about(silent, "W-WITHOUT").say
    assert "Somebody (School)" in without


@pytest.mark.parametrize(("children", "absent"), [((), False), ((KIT.id, "lee"), False), (("lee",), True)])
def test_what_was_shared_about_one_child_alone_is_nothing_that_came_for_the_other(
    children: tuple[str, ...], absent: bool
) -> None:
    told = Contribution(id="a", attendee_id="school", fact="Was in class", children=children)
    meeting = then(held(WORKER, CAIT, NURSE), LEE, ListAttendee(attendee=SCHOOL), comes("school"), minutes=10)
    meeting = then(meeting, Contribute(contribution=told), leaves("school"), minutes=20)
    meeting = decides(decides(meeting, "first", KIT.id, minutes=25), "second", "lee", minutes=40)
    assert ("W-ABSENT:school" in raised(meeting)) is absent
