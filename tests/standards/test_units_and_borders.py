"""The audit's findings on police units, borders and series: R14 to R21 and R65."""

from datetime import date

import pytest
from tests.standards.scene import (
    CAIT,
    NURSE,
    WORKER,
    about,
    at,
    because,
    decided,
    has,
    held,
    joins,
    keys,
    line,
    prepared,
    raised,
    shown,
    then,
)

from chairtui.core.attendance import ListAttendee
from chairtui.core.concern import NamePlace, NameTeam, Place, Team
from chairtui.core.series import Attended, Carried, CarriedKind, Earlier, JoinSeries, ReadCarried
from chairtui.core.vocabulary import Circumstance, PlaceKind, PoliceUnit

# R14 to R19: units, borders, series


def test_the_police_are_here_and_the_unit_that_is_called_for_is_not() -> None:
    meeting = because(held(WORKER, CAIT, NURSE), Circumstance.MISSING)
    assert "W-MIN-POLICE" not in raised(meeting)
    verdict = about(meeting, "W-POL-UNIT:missing")
    assert verdict.contact == "police-missing"
    assert "Police: missing persons" in verdict.say


@pytest.mark.parametrize(
    ("circumstance", "unit"),
    [
        (Circumstance.MISSING, "missing"),
        (Circumstance.GANGS, "gangs"),
        (Circumstance.TRAFFICKING, "exploitation"),
        (Circumstance.CHILD_CRIMINAL_EXPLOITATION, "exploitation"),
    ],
)
def test_each_unit_is_warned_of_by_its_name_until_it_joins(circumstance: Circumstance, unit: str) -> None:
    assert f"W-POL-UNIT:{unit}" in shown(because(held(WORKER, CAIT), circumstance))
    assert f"W-POL-UNIT:{unit}" not in shown(because(held(WORKER, line(f"police-{unit}")), circumstance))


def test_an_officer_listed_as_police_with_the_unit_fills_the_unit() -> None:
    officer = line("police", "dot", unit=line("police-missing").unit)
    assert "W-POL-UNIT:missing" not in raised(because(held(WORKER, officer), Circumstance.MISSING))


PLACEMENT = Place(id="p", kind=PlaceKind.PLACEMENT, name="Watford", authority="Hertfordshire")


def test_home_in_bromley_and_placed_in_watford_expects_both_forces_and_the_host_authority() -> None:
    meeting = then(held(WORKER, NURSE), NamePlace(place=PLACEMENT))
    assert {"police", "police@Hertfordshire", "host-social-care@Hertfordshire"} < set(keys(meeting))
    assert {
        "W-BORDER:Metropolitan Police Service",
        "W-BORDER:Hertfordshire Constabulary",
        "W-BORDER:Hertfordshire",
    } < shown(meeting)


def test_the_other_forces_officer_is_not_the_home_force() -> None:
    herts = line("police-missing", "herts", area="Hertfordshire")
    meeting = then(held(WORKER, NURSE, herts), NamePlace(place=PLACEMENT))
    meeting = because(meeting, Circumstance.MISSING)
    found = raised(meeting)
    assert "W-MIN-POLICE" not in found
    assert "W-BORDER:Hertfordshire Constabulary" not in found
    assert {"W-BORDER:Metropolitan Police Service", "W-POL-UNIT:missing"} < found


def test_everyone_from_both_sides_of_the_border_clears_it() -> None:
    lines = (
        WORKER, NURSE, CAIT, line("police-missing", "herts", area="Hertfordshire Constabulary"),
        line("host-social-care", "host", area="Hertfordshire County Council"),
    )  # fmt: skip
    assert not has(raised(then(held(*lines), NamePlace(place=PLACEMENT))), "W-BORDER")


def test_a_child_placed_in_watford_without_more_words_brings_in_hertfordshire() -> None:
    watford = Place(id="p", kind=PlaceKind.PLACEMENT, name="Watford")
    meeting = then(held(WORKER, CAIT, NURSE), NamePlace(place=watford))
    assert {"host-social-care@Hertfordshire", "police@Hertfordshire", "police", "social-care"} <= set(
        keys(meeting)
    )
    assert {"W-BORDER:Hertfordshire", "W-BORDER:Hertfordshire Constabulary"} <= raised(meeting)


def test_the_hosts_social_worker_does_not_speak_for_the_home_authority() -> None:
    host = line("host-social-care", "host", area="Hertfordshire")
    herts = line("police", "herts", area="Hertfordshire Constabulary", unit=PoliceUnit.OTHER)
    meeting = then(held(host, herts, CAIT, NURSE), NamePlace(place=PLACEMENT))
    said = raised(meeting)
    assert "W-BORDER:Bromley" in said
    assert "W-MIN-SW" not in said
    assert about(meeting, "W-BORDER:Bromley").say.startswith("Children's social care, Bromley is not here.")
    assert "W-BORDER:Bromley" not in raised(then(meeting, ListAttendee(attendee=WORKER), *joins(WORKER)))


def test_without_a_host_authority_the_home_authority_is_the_minimum_and_no_border() -> None:
    assert "W-BORDER:Bromley" not in raised(held(CAIT, NURSE))


def test_a_third_place_adds_a_third_force_and_no_authority() -> None:
    third = Place(id="q", kind=PlaceKind.MAY_GO_TO, name="Slough", authority="Slough")
    meeting = then(prepared(), NamePlace(place=PLACEMENT), NamePlace(place=third))
    assert "police@Thames Valley" in keys(meeting)
    assert "host-social-care@Slough" not in keys(meeting)


def test_a_place_in_the_same_force_area_adds_the_authority_only() -> None:
    bexley = Place(id="p", kind=PlaceKind.PLACEMENT, authority="Bexley")
    meeting = then(prepared(), NamePlace(place=bexley))
    assert "host-social-care@Bexley" in keys(meeting)
    assert not any(one.startswith("police@") for one in keys(meeting))


def test_a_place_whose_force_nobody_knows_is_asked_about() -> None:
    meeting = then(
        held(WORKER, CAIT, NURSE), NamePlace(place=Place(id="p", kind=PlaceKind.FOUND, name="Perth"))
    )
    assert "W-PLACE:p" in shown(meeting)


def test_a_unit_of_an_earlier_meeting_that_is_not_here_now_is_warned_of() -> None:
    first = Earlier(
        id="m0",
        held_at=at(-3000),
        attended=(Attended(agency="police-gangs", unit=line("police-gangs").unit),),
    )
    second = Earlier(id="m1", held_at=at(-2000), attended=(Attended(agency="police-child-abuse"),))
    meeting = then(held(WORKER, CAIT, NURSE), JoinSeries(earlier=(first, second)))
    assert has(shown(meeting), "W-UNIT-DROPPED")
    assert {one for one in raised(meeting) if one.startswith("W-UNIT")} == {"W-UNIT-DROPPED:gangs"}
    assert not has(
        raised(then(meeting, ListAttendee(attendee=line("police-gangs")), *joins(line("police-gangs")))),
        "W-UNIT-DROPPED",
    )


def test_the_home_force_is_named_where_another_is_involved() -> None:
    meeting = then(held(WORKER, NURSE), NamePlace(place=PLACEMENT))
    said = about(meeting, "W-BORDER:Metropolitan Police Service").say
    assert said.startswith("Metropolitan Police Service is not here.")
    assert "Bromley is in the area of this force." in said


def test_a_line_of_the_home_force_is_called_without_its_area() -> None:
    met = line("police-child-abuse", "police", area="Metropolitan Police Service")
    assert "W-SILENT:police-child-abuse" in raised(decided(held(WORKER, met, NURSE)))


# R20, R21, R65: series and transfer


def test_what_an_earlier_meeting_left_open_is_read_out_first() -> None:
    carried = Carried(id="c", kind=CarriedKind.ACTION, words="See Kit")
    meeting = then(held(WORKER, CAIT, NURSE), JoinSeries(earlier=(), carried=(carried,)))
    assert "W-CARRIED-UNREAD" in shown(meeting)
    assert "W-CARRIED-UNREAD" not in shown(then(meeting, ReadCarried()))


def test_after_a_transfer_the_team_before_is_asked_for() -> None:
    moved = Team(name="Safeguarding", transferred_on=date(2024, 2, 1))
    assert "W-TRANSFER" in shown(then(held(WORKER, CAIT, NURSE), NameTeam(team=moved)))


@pytest.mark.parametrize("name", ["", "Referral and Assessment", "Safeguarding", "Leaving care"])
def test_no_team_is_judged_by_other_rules(name: str) -> None:
    meeting = held(WORKER, CAIT)
    assert raised(then(meeting, NameTeam(team=Team(name=name)))) == raised(meeting)
