"""Steps 2 and 3: what their forms ask of the meeting, and what their rows say."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.core.scene import ALL_HERE, NURSE, POLICE, TEN, WORKER
from tests.tui.desk import StillClock, agencies, desk, save, sitting_at, words

from chairtui.core.attendance import ListAttendee, NoteWrittenInformation
from chairtui.core.change import Refused
from chairtui.core.children import Child, DescribeChild
from chairtui.core.concern import SetCircumstances
from chairtui.core.register import Attendee
from chairtui.core.round import CallAgency
from chairtui.core.sharing import Contribute, Contribution
from chairtui.core.vocabulary import (
    BookingOutcome,
    Circumstance,
    Education,
    Horizon,
    PlaceKind,
    Sector,
    Weight,
    YesNo,
)
from chairtui.core.with_ids import find_or_refuse
from chairtui.live.desk import Desk
from chairtui.standards.verdict import Expected
from chairtui.tui.rows.concern import concern_rows
from chairtui.tui.rows.reading import noted_when_read, words_to_read
from chairtui.tui.rows.register import person_row
from chairtui.tui.rows.sharing import chronology_rows, next_uncalled, round_rows
from chairtui.tui.sheets import children, concern, sharing
from chairtui.tui.sheets.chronology import chronology_analysis_sheet, chronology_sheet
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.widgets.words import content

MISSING = SetCircumstances(circumstances=(Circumstance.MISSING, Circumstance.PARENTAL_MENTAL_HEALTH))
FACT = Contribution(
    id="f1", attendee_id="police", fact="Seen outside the station", as_of_on=date(2025, 12, 5)
)


@pytest.fixture
def at(tmp_path: Path) -> Desk:
    return desk(tmp_path)


@pytest.fixture
def sitting(at: Desk) -> Sitting:
    return sitting_at(at, *ALL_HERE)


def why(sitting: Sitting) -> str:
    return words(concern_rows(sitting.live.outcome.meeting, agencies(), sitting.now))


def the_round(sitting: Sitting, *expected: Expected) -> str:
    return words(round_rows(sitting.live.outcome.meeting, expected, agencies(), sitting.now))


# 2 Why we meet ----------------------------------------------------------------------------------


def test_immediate_safety_is_the_first_row_and_its_answer_stands_there(sitting: Sitting) -> None:
    assert why(sitting).startswith("Is each child safe now?  not answered yet")
    after = save(sitting, concern.safety_sheet(sitting), safe="no", words="With an adult nobody knows")
    assert after.concern.safety.safe is YesNo.NO
    assert "NO: act first" in why(sitting).splitlines()[0]
    assert "With an adult nobody knows" in why(sitting)


def test_the_concern_keeps_its_time_to_the_second_and_says_why_it_is_late(sitting: Sitting) -> None:
    after = save(
        sitting, concern.concern_sheet(sitting), words="Bruises", raised="24 feb 16:30", referrer="School"
    )
    assert after.concern.raised_at == datetime(2026, 2, 24, 16, 30, tzinfo=UTC)
    assert "late: why is not written yet" in why(sitting)
    after = save(sitting, concern.concern_sheet(sitting), late="No police until today")
    assert after.concern.raised_at == datetime(2026, 2, 24, 16, 30, tzinfo=UTC)
    assert "late: No police until today" in why(sitting)


def test_a_child_is_described_with_age_school_and_open_services(sitting: Sitting) -> None:
    picked = ("camhs", "youth-justice")
    sheet = children.child_sheet(sitting, "kit")
    after = save(
        sitting, sheet, name="Kit", born="5 mar 2011", education="school", setting="Hill", open_to=picked
    )
    assert len(after.concern.children) == 1
    assert after.concern.children[0].open_to == picked
    assert "Kit · 15 · school Hill" in why(sitting)
    after = save(sitting, children.child_sheet(sitting), name="Bo", expected="5 jun")
    assert [child.name for child in after.concern.children] == ["Kit", "Bo"]


def test_siblings_and_parents_who_live_elsewhere_belong_to_the_family(sitting: Sitting) -> None:
    sheet = children.family_sheet(sitting)
    save(sitting, sheet, name="Al", relationship="half-brother", is_child="yes", lives_with_child="yes")
    save(sitting, children.family_sheet(sitting), name="Jo", relationship="father", lives_with_child="no")
    assert "Al  half-brother, lives with the child  a child: has to be seen too" in why(sitting)
    assert "Jo  father, lives elsewhere" in why(sitting)


def test_the_police_force_follows_from_the_authority_until_it_is_written_otherwise(sitting: Sitting) -> None:
    after = save(sitting, concern.place_sheet(sitting), kind="home", name="Home", authority="Bromley")
    home = after.concern.places[0]
    assert (home.kind, home.force) == (PlaceKind.HOME, "Metropolitan Police Service")
    after = save(sitting, concern.place_sheet(sitting, home.id), authority="Hertfordshire")
    assert after.concern.places[0].force == "Hertfordshire Constabulary"
    after = save(sitting, concern.place_sheet(sitting, home.id), force="Kent Police")
    assert after.concern.places[0].force == "Kent Police"


def test_a_missing_child_and_a_parents_difficulty_have_rows_of_their_own(sitting: Sitting) -> None:
    assert "missing" not in why(sitting)
    sitting.live.do(MISSING)
    assert "not written yet: last seen, done so far, risk" in why(sitting)
    assert "Parental mental health: not answered yet" in why(sitting)
    save(sitting, concern.missing_sheet(sitting), last_seen="Station, Tuesday", next_check="5 mar 10:15")
    assert "next check Thu 5 Mar 2026 10:15: NOW DUE" in why(sitting)
    impact = concern.impact_sheet(sitting, Circumstance.PARENTAL_MENTAL_HEALTH)
    save(sitting, impact, means="Nobody gets him up", by="CAMHS")
    assert "Parental mental health: Nobody gets him up  CAMHS" in why(sitting)


def test_a_childs_voice_or_why_it_is_not_known_and_by_when(sitting: Sitting) -> None:
    sitting.live.do(MISSING)
    kit = sitting.live.outcome.meeting.concern.children[0]
    assert children.voice_sheet(sitting, kit).focus == "because"
    with pytest.raises(Refused, match="what the child says"):
        save(sitting, children.voice_sheet(sitting, kit))
    save(sitting, children.voice_sheet(sitting, kit), because="missing", gather_by="tomorrow")
    assert "Kit  not known: missing, by Fri 6 Mar 2026" in why(sitting)
    save(sitting, children.voice_sheet(sitting, kit), said="I want to go home", because="", gather_by="")
    assert "“I want to go home”" in why(sitting)


def test_team_transfer_and_assessment(sitting: Sitting) -> None:
    sheet = concern.team_sheet(sitting)
    save(sitting, sheet, name="East", previous="West", transferred="3 mar", assessment="yes")
    assert "Team  East, transferred from West on Tue 3 Mar 2026 · an assessment is under way" in why(sitting)


def test_reading_aloud_names_the_child_and_is_noted_only_while_the_meeting_is_held(sitting: Sitting) -> None:
    meeting = sitting.live.outcome.meeting
    assert "about Kit" in words_to_read(meeting, TEN).plain
    sitting.live.do(*noted_when_read(meeting))
    assert sitting.live.outcome.meeting.concern.purpose_read_at


# 3 What we know ---------------------------------------------------------------------------------


def test_each_agencys_state_in_the_round(at: Desk) -> None:
    sitting = sitting_at(at, *ALL_HERE)
    clock = at.clock
    assert isinstance(clock, StillClock)
    sitting.live.do(CallAgency(attendee_id=POLICE.id), Contribute(contribution=FACT))
    save(sitting, sharing.withheld_sheet(sitting, NURSE), because="Consent of the adult")
    sitting.live.do(CallAgency(attendee_id=WORKER.id))
    clock.pass_(130.5)
    role = Expected(key="camhs", agency="camhs", title="CAMHS")
    text = the_round(sitting, role)
    assert "shared ✓ 1" in text
    assert "withholds information: Consent of the adult" in text
    assert "called, nothing written yet · now 2:10" in text
    assert text.endswith("CAMHS  NOT HERE")


def test_a_fact_shows_its_so_what_its_age_and_whether_an_action_answers_it(sitting: Sitting) -> None:
    sitting.live.do(Contribute(contribution=FACT))
    text = the_round(sitting)
    assert "no so-what yet" in text
    assert "as of Fri 5 Dec 2025, 90 days ago" in text
    risk = Contribution(
        id="f1",
        attendee_id="police",
        fact="x",
        weight=Weight.RISK,
        so_what="Near them",
        second_hand=YesNo.YES,
    )
    sitting.live.do(Contribute(contribution=risk))
    assert "risk: x" in the_round(sitting)
    assert "SECOND-HAND" in the_round(sitting)
    assert "no action answers it" in the_round(sitting)
    save(sitting, sharing.no_action_sheet(risk), because="he is in custody")
    assert "no action because he is in custody" in the_round(sitting)
    sheet = sharing.action_from(sitting, risk)
    after = save(sitting, sheet, what="Visit the flat", owner="Ben Marsh", due="tomorrow")
    assert (after.plan.actions[0].answers, after.plan.actions[0].why) == (("f1",), "Near them")
    assert "→ Visit the flat (Ben Marsh, Fri 6 Mar 2026)" in the_round(sitting)


def test_an_offer_becomes_an_action_that_keeps_its_link(sitting: Sitting) -> None:
    after = save(sitting, sharing.offer_sheet(sitting, POLICE), words="Check the number plate")
    offer = after.sharing.offers[0]
    sheet = sharing.action_from(sitting, offer)
    assert sheet.focus == "owner"
    after = save(sitting, sheet, due="today")
    assert (after.plan.actions[0].what, after.plan.actions[0].owner) == (
        "Check the number plate",
        "Ben Marsh",
    )
    assert after.plan.actions[0].answers == (offer.id,)


def test_an_appointment_tomorrow_gets_an_immediate_action_for_its_owner(sitting: Sitting) -> None:
    sheet = sharing.booking_sheet(sitting, NURSE)
    after = save(sitting, sheet, what="CAMHS appointment", at="tomorrow 14:00", owner="Cy Lowe")
    booking = after.sharing.bookings[0]
    action = find_or_refuse(after.plan.actions, f"{booking.id}-confirm", "action")
    assert (action.owner_id, action.due_at, action.horizon) == ("nurse", booking.at, Horizon.IMMEDIATE)
    assert action.answers == (booking.id,)
    after = save(sitting, sharing.booking_sheet(sitting, NURSE, booking), at="20 mar", owner="Cy Lowe")
    assert [item.horizon for item in after.plan.actions] == [Horizon.SHORT_TERM]
    assert (after.sharing.bookings[0].timed, after.plan.actions[0].due_at) == (False, None)
    assert (
        sharing.booking_sheet(sitting, NURSE, after.sharing.bookings[0]).fields[1].initial
        == "Fri 20 Mar 2026"
    )
    later = sharing.booking_sheet(sitting, NURSE, after.sharing.bookings[0])
    for early in (BookingOutcome.KEPT, BookingOutcome.MISSED):
        with pytest.raises(
            Refused, match="booked for Fri 20 Mar 2026: it cannot have been kept or missed yet"
        ):
            save(sitting, later, outcome=early.value)
    after = save(sitting, later, at="today", outcome=BookingOutcome.KEPT.value)
    assert after.sharing.bookings[0].outcome is BookingOutcome.KEPT


def test_nothing_booked_is_an_answer_too(sitting: Sitting) -> None:
    after = save(sitting, sharing.booking_sheet(sitting, NURSE))
    assert after.sharing.turn("nurse").bookings_asked
    with pytest.raises(Refused, match="when it is booked"):
        save(sitting, sharing.booking_sheet(sitting, NURSE), what="Something")


def test_a_challenge_waits_for_its_answer(sitting: Sitting) -> None:
    after = save(sitting, sharing.challenge_sheet(sitting, POLICE), words="Who saw him?", by="School")
    assert "questioned: Who saw him? (School)\nnot answered yet" in the_round(sitting)
    sheet = sharing.challenge_sheet(sitting, POLICE, after.sharing.challenges[0])
    assert sheet.focus == "answer"
    save(sitting, sheet, answer="A passer-by")
    assert "answer: A passer-by" in the_round(sitting)


def test_the_next_agency_is_one_that_was_not_called(sitting: Sitting) -> None:
    sitting.live.do(CallAgency(attendee_id=POLICE.id))
    meeting = sitting.live.outcome.meeting
    assert next_uncalled(meeting, "worker") == "nurse"
    assert next_uncalled(meeting, "nurse") == "worker"
    sitting.live.do(CallAgency(attendee_id=WORKER.id), CallAgency(attendee_id=NURSE.id))
    assert next_uncalled(sitting.live.outcome.meeting, "worker") == ""


def test_a_pasted_chronology_is_kept_whole_and_is_not_done_without_its_meaning(sitting: Sitting) -> None:
    pasted = "3 mar 2026, missed appointment\nlast spring, moved\n3 jan 2026\tseen\tGP"
    after = save(sitting, chronology_sheet(sitting), rows=pasted, source="Health chronology")
    assert [row.source for row in after.sharing.chronology] == [
        "Health chronology",
        "Health chronology",
        "GP",
    ]
    assert after.sharing.chronology[1].words == "last spring, moved"
    assert "3 rows · not analysed" in words(chronology_rows(after))
    with pytest.raises(Refused, match="all of these rows already"):
        save(sitting, chronology_sheet(sitting), rows=pasted, source="Health chronology")
    sheet = chronology_analysis_sheet(sitting)
    after = save(sitting, sheet, pattern="Worse each spring", hypothesis="Not the school", decision="Sooner")
    assert "3 rows · pattern: Worse each spring" in words(chronology_rows(after))


def test_a_day_that_the_source_says_in_its_own_words_is_not_said_to_be_missing(sitting: Sitting) -> None:
    told = {"a": "Log; as of “last spring”", "b": "Log"}
    for key, source in told.items():
        sitting.live.do(
            Contribute(contribution=Contribution(id=key, attendee_id="nurse", fact="x", source=source))
        )
    meeting, now = sitting.live.outcome.meeting, sitting.now
    rows = {row.key: words([row]) for row in round_rows(meeting, sitting.expected(meeting), agencies(), now)}
    assert "from when not said" in rows["fact/b"]
    assert "from when not said" not in rows["fact/a"]
    assert "as of “last spring”" in rows["fact/a"]


def test_who_is_not_here_and_wrote_bears_the_sign_of_that_and_no_cross(sitting: Sitting) -> None:
    school = Attendee(id="school", agency="school", sector=Sector.EDUCATION)
    child = Child(id="kit", name="Kit", education=Education.SCHOOL)
    sitting.live.do(DescribeChild(child=child), ListAttendee(attendee=school))
    signs = []
    for _ in range(2):
        meeting = sitting.live.outcome.meeting
        role = next(one for one in sitting.expected(meeting) if one.attendee_id == "school")
        row = person_row(sitting, meeting, meeting.attendance.line("school"), role)
        rows = {
            one.key: one for one in round_rows(meeting, sitting.expected(meeting), agencies(), sitting.now)
        }
        signs.append([content(one.mark).plain for one in (row, rows["school"])])
        sitting.live.do(NoteWrittenInformation(attendee_id="school"))
    assert signs == [["✗", "✗"], ["✎", "○"]]
