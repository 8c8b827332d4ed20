"""Who gets which record, by which channel and by when."""

from datetime import datetime
from pathlib import Path

import pytest
from tests.core.scene import ALL_HERE, BEFORE, NURSE, STARTED, TEN, given, minutes
from tests.live.pretend import PretendClock, PretendJudge

from chairtui.core.actions import Action, AllotAction
from chairtui.core.attendance import ListAttendee, NoteInvitation, RecordPresence
from chairtui.core.change import Command
from chairtui.core.closing import SignOff
from chairtui.core.concern import StateConcern
from chairtui.core.decision import Decision, RecordDecision
from chairtui.core.delivery import Delivery
from chairtui.core.distribution import AddRecipient
from chairtui.core.meeting import Meeting, StartMeeting
from chairtui.core.register import Attendee
from chairtui.core.vocabulary import Answer, HealthKind, Horizon, Mode, Outcome, RecordKind, Sector
from chairtui.directory.agencies import Agencies
from chairtui.live.live_meeting import LiveMeeting
from chairtui.live.recipients import Around, at_signing, channel_to, proposals
from chairtui.standards.judge import ProfileJudge
from chairtui.standards.verdict import Expected
from chairtui.store.memory import MemoryEventLog

LOCAL = """
[health-visitor]
email = "hv@nhs.example"

["police-child-abuse@Hertfordshire"]
email = "cait@herts.example"

[police-child-abuse]
email = "cait@met.example"
"""
NO_NURSE = (*STARTED, *(RecordPresence(attendee_id=who, mode=Mode.IN_ROOM) for who in ("worker", "police")))
SCHOOL = Expected(key="school", agency="school", title="School", known=True)


@pytest.fixture(scope="module")
def agencies(tmp_path_factory: pytest.TempPathFactory) -> Agencies:
    file = tmp_path_factory.mktemp("register") / "agencies.toml"
    file.write_text(LOCAL, encoding="utf-8")
    return Agencies.load(file)


def kinds(meeting: Meeting, around: Around) -> dict[str, RecordKind]:
    return {one.recipient: one.record for one in proposals(meeting, around)}


def action(owner: str, agency: str = "") -> Command:
    new = Action(
        id=f"a-{owner}",
        what="Ring the ward",
        owner=owner,
        agency=agency,
        due_on=TEN.date(),
        why="He was seen there",
        horizon=Horizon.SHORT_TERM,
    )
    return AllotAction(action=new)


def test_who_came_gets_all_of_it_and_everybody_else_the_outcome(agencies: Agencies) -> None:
    meeting = given(*NO_NURSE, StateConcern(words="A bruise", raised_at=TEN, referrer="Gwen Tully, nursery"))
    assert kinds(meeting, Around(expected=(SCHOOL,), agencies=agencies)) == {
        "Ada Okoro": RecordKind.FULL,
        "Ben Marsh": RecordKind.FULL,
        "Cy Lowe": RecordKind.NOTICE,
        "School": RecordKind.NOTICE,
        "Gwen Tully, nursery": RecordKind.NOTICE,
    }


def test_who_was_asked_and_did_not_come_gets_their_extract_and_a_deputy_gets_it_for_somebody(
    agencies: Agencies,
) -> None:
    deputy = Attendee(
        id="deputy",
        agency="health-visitor",
        sector=Sector.HEALTH,
        health=HealthKind.TREATING,
        name="Fay Ito",
        deputy_for="nurse",
    )
    asked = NoteInvitation(attendee_id="nurse", answer=Answer.ACCEPTED)
    around = Around(agencies=agencies)
    meeting = given(*NO_NURSE, asked)
    assert kinds(meeting, around)["Cy Lowe"] is RecordKind.EXTRACT
    meeting = given(
        *NO_NURSE, asked, ListAttendee(attendee=deputy), RecordPresence(attendee_id="deputy", mode=Mode.PHONE)
    )
    assert kinds(meeting, around)["Cy Lowe"] is kinds(meeting, around)["Fay Ito"] is RecordKind.FULL


def test_an_owner_of_an_action_is_told_once_on_the_register_or_beside_it(agencies: Agencies) -> None:
    meeting = given(*NO_NURSE, action("cy lowe", "health-visitor"), action("Eli Moor", "gp"))
    found = proposals(meeting, Around(agencies=agencies))
    assert [(one.recipient, one.attendee_id) for one in found][2:] == [("Cy Lowe", "nurse"), ("Eli Moor", "")]


def test_two_lines_of_one_name_are_two_recipients(agencies: Agencies) -> None:
    twin = Attendee(id="twin", agency="school", sector=Sector.EDUCATION, name="Cy Lowe")
    meeting = given(*STARTED, ListAttendee(attendee=twin))
    found = [one.id for one in proposals(meeting, Around(agencies=agencies)) if one.recipient == "Cy Lowe"]
    assert found == ["to-nurse", "to-twin"]


def test_whoever_was_left_out_on_purpose_stays_a_proposal(agencies: Agencies) -> None:
    left_out = NoteInvitation(attendee_id="nurse", answer=Answer.NOT_INVITED, reason="Is the aunt")
    meeting = given(*BEFORE, left_out, StartMeeting(), action("Cy Lowe", "health-visitor"))
    around = Around(agencies=agencies)
    assert "Cy Lowe" in {one.recipient for one in proposals(meeting, around)}
    assert "Cy Lowe" not in {one.recipient for one in at_signing(meeting, around)}


def test_who_is_listed_under_whatever_id_is_not_proposed_again(agencies: Agencies) -> None:
    by_hand = Delivery(id="d1", recipient="ben  marsh")
    by_line = Delivery(id="d2", recipient="The health visiting team", attendee_id="nurse")
    meeting = given(*ALL_HERE, AddRecipient(delivery=by_hand), AddRecipient(delivery=by_line))
    assert [one.recipient for one in proposals(meeting, Around(agencies=agencies))] == ["Ada Okoro"]


def test_the_channel_is_the_secure_e_mail_of_that_area_and_never_another_s(agencies: Agencies) -> None:
    meeting = given(*STARTED)
    for agency, area, said in (
        ("health-visitor", "", "secure e-mail to hv@nhs.example"),
        ("police-child-abuse", "Metropolitan Police", "secure e-mail to cait@met.example"),
        ("police-child-abuse", "Hertfordshire Constabulary", "secure e-mail to cait@herts.example"),
        ("police-child-abuse", "Kent Police", ""),
        ("health-visitor", "Kent", ""),
        ("school", "", ""),
        ("nobody-knows", "", ""),
    ):
        assert channel_to(agency, area, meeting, agencies) == said, (agency, area)


# By when --------------------------------------------------------------------------------------------


def standard(folder: Path, days: int) -> ProfileJudge:
    """Return the judge of a council whose practice standard gives the record so many working days."""
    file = folder / f"own-{days}.toml"
    file.write_text(
        f"""name = "own-{days}"
title = "A council"
kind = "layer"
words = "A council's own standard."
authorities = ["Bromley"]

[[figure]]
name = "record_due_working_days"
value = {days}
words = "Working days in which the record goes to everyone who attended."
source = "Invented for this test."
basis = "local"
""",
        encoding="utf-8",
    )
    return ProfileJudge(Agencies.load(), (file,))


@pytest.mark.parametrize(("days", "due"), [(1, "2026-03-06 23:59"), (3, "2026-03-10 23:59")])
def test_the_same_meeting_is_due_by_the_practice_standard_of_its_profile(
    tmp_path: Path, days: int, due: str
) -> None:
    meeting = given(*ALL_HERE)
    found = proposals(meeting, Around(figures=standard(tmp_path, days).figures(meeting)))
    assert {f"{one.due_at:%Y-%m-%d %H:%M}" for one in found} == {due}


def test_where_no_time_was_found_none_is_set() -> None:
    meeting = given(*ALL_HERE)
    shipped = ProfileJudge(Agencies.load()).figures(meeting)
    assert {one.due_at for one in proposals(meeting, Around(figures=shipped))} == {None}


# At signing -----------------------------------------------------------------------------------------


class Strict(PretendJudge):
    """Expects a school, and gives the record one working day."""

    def __call__(self, meeting: Meeting, now: datetime) -> tuple[()]:
        return ()

    def expected(self, meeting: Meeting) -> tuple[Expected, ...]:  # type: ignore[override]
        return (SCHOOL,)

    def figures(self, meeting: Meeting) -> dict[str, int]:
        return {"record_due_working_days": 1}


def test_signing_fills_the_ledger_whoever_asks_for_it(agencies: Agencies) -> None:
    live = LiveMeeting(
        "m1",
        MemoryEventLog(),
        Strict(),
        PretendClock(minutes(30)),
        actor="Dee Grant",
        device_id="one",
        agencies=agencies,
    )
    decided = Decision(id="1", children=("kit",), outcome=Outcome.INITIATE)
    live.do(*NO_NURSE, RecordDecision(decision=decided), SignOff(name="Dee Grant"))
    found = {one.recipient: one for one in live.outcome.meeting.closing.distribution}
    assert set(found) == {"Ada Okoro", "Ben Marsh", "Cy Lowe", "School"}
    assert found[NURSE.name].channel == "secure e-mail to hv@nhs.example"
    assert all(one.due_at for one in found.values())
    assert live.do(SignOff(name="Dee Grant")).events == ()
