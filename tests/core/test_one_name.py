"""A name that somebody types means whoever bears it, however it is spaced and whatever stands in capitals."""

from datetime import date

import pytest
from tests.records.inbox import Inbox, small
from tests.standards.scene import CAIT, NURSE, WORKER, decided, held, line, raised, then

from chairtui.core.actions import Action, AllotAction, owner_knows
from chairtui.core.carrying import continued
from chairtui.core.chairing import TakeChair
from chairtui.core.closing import SignOff
from chairtui.core.concern import StateConcern
from chairtui.core.delivery import Delivery
from chairtui.core.distribution import AddRecipient
from chairtui.core.meeting import Meeting
from chairtui.core.people import same_name
from chairtui.core.series import Carried, CarriedKind
from chairtui.live.sending import is_meant

DAY = date(2024, 3, 6)
TYPED = ["Dee Grant", "dee grant", "DEE GRANT", "  Dee   grant "]


def met() -> Meeting:
    chaired = TakeChair(name="Dee Grant", grade="Team manager", social_worker=False)
    return decided(then(held(WORKER, CAIT, NURSE), chaired, minutes=1))


@pytest.mark.parametrize("typed", TYPED)
def test_the_chair_signs_however_they_type_their_name_and_it_stands_as_it_is_written(typed: str) -> None:
    signed = then(met(), SignOff(name=typed), minutes=60).closing.signature
    assert signed is not None
    assert signed.name == "Dee Grant"


@pytest.mark.parametrize("typed", TYPED)
def test_a_document_is_signed_by_the_name_however_it_is_typed(typed: str) -> None:
    document = small()
    document["meeting"]["closing"] = {"signature": {"name": typed, "signed_at": "2026-03-05T11:00:00Z"}}
    inbox = Inbox()
    inbox.take(document)
    assert inbox.meeting().closing.signature is not None


@pytest.mark.parametrize("typed", TYPED)
def test_an_owner_who_leads_knows_of_an_action_and_nobody_is_to_tell_them(typed: str) -> None:
    action = Action(
        id="a", what="Visit", owner=typed, agency="social-care", why="To see.", due_on=date(2024, 3, 6)
    )
    meeting = then(met(), AllotAction(action=action), minutes=40)
    assert [one.id for one in meeting.plan.actions] == ["a"]
    assert owner_knows(meeting, meeting.plan.actions[0])
    assert not {one for one in raised(meeting) if one.startswith("W-OWNER")}


@pytest.mark.parametrize("typed", TYPED)
def test_a_recipient_and_a_referrer_are_known_by_their_name(typed: str) -> None:
    to = Delivery(id="to", recipient="Dee Grant")
    meeting = then(
        met(),
        StateConcern(words="A bruise.", raised_at=None, referrer=typed),
        AddRecipient(delivery=to),
        minutes=40,
    )
    assert is_meant(meeting, meeting.closing.distribution[0], typed)
    assert "W-REFERRER" not in raised(then(meeting, SignOff(name=typed), minutes=60))


@pytest.mark.parametrize("typed", ["Ada Okoro", "ada  okoro", "ADA OKORO"])
def test_who_owned_what_an_earlier_meeting_left_open_is_known_again(typed: str) -> None:
    meeting = held(WORKER, CAIT, line("school-nurse", "nurse", name="Ada Okoro"))
    carried = Carried(id="x", kind=CarriedKind.ACTION, words="Visit", owner=typed)
    again = continued(meeting, carried)
    assert isinstance(again, Action)
    assert again.owner_id == "nurse"


def test_no_name_is_nobodys() -> None:
    assert not same_name("", "")
    assert not same_name(" ", "")
