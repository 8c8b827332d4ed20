import tomllib

import pytest

from chairtui.directory.areas import (
    SHIPPED,
    VERIFIED,
    authorities,
    authority_named,
    force_named,
    force_of,
    forces,
    is_authority,
    short,
    unit_of,
)


def test_there_are_153_authorities_and_each_has_a_force() -> None:
    assert len(authorities()) == 153
    assert all(force_of(name) in forces() for name in authorities())


def test_there_are_39_forces_in_england_and_those_of_the_other_nations() -> None:
    assert len({force_of(name) for name in authorities()}) == 39
    assert {"South Wales Police", "Police Scotland", "Police Service of Northern Ireland"} <= set(forces())


@pytest.mark.parametrize(
    ("authority", "force"),
    [
        ("Bromley", "Metropolitan Police Service"),
        ("London Borough of Bromley", "Metropolitan Police Service"),
        ("Hertfordshire County Council", "Hertfordshire Constabulary"),
        ("City of London", "City of London Police"),
        ("City of York Council", "North Yorkshire Police"),
        ("Durham County Council", "Durham Constabulary"),
        ("Bournemouth, Christchurch & Poole Council", "Dorset Police"),
        ("hull", "Humberside Police"),
        ("Atlantis", ""),
        ("", ""),
    ],
)
def test_an_authority_is_known_however_it_is_written(authority: str, force: str) -> None:
    assert force_of(authority) == force


@pytest.mark.parametrize(
    "words", ["Met", "Metropolitan", "metropolitan police", "the Metropolitan Police Service"]
)
def test_a_force_is_known_however_it_is_written(words: str) -> None:
    assert force_named(words) == "Metropolitan Police Service"


def test_a_force_or_authority_that_nobody_knows_stays_as_it_is() -> None:
    assert force_named(" Garda ") == "Garda"
    assert authority_named("Atlantis") == "Atlantis"


def test_a_forces_short_name_leaves_out_the_word_for_police() -> None:
    assert [short(one) for one in ("Hertfordshire", "Met", "Thames Valley Police")] == [
        "Hertfordshire",
        "Metropolitan",
        "Thames Valley",
    ]


@pytest.mark.parametrize(
    ("said", "authority"),
    [
        ("Watford", "Hertfordshire"),
        ("Watford Borough Council", "Hertfordshire"),
        ("Dover", "Kent"),
        ("Dover DC", "Kent"),
        ("St Albans", "Hertfordshire"),
        ("St. Albans City and District Council", "Hertfordshire"),
        ("Epsom and Ewell", "Surrey"),
        ("Epsom & Ewell BC", "Surrey"),
        ("Borough of Broxbourne", "Hertfordshire"),
        ("King’s Lynn & West Norfolk", "Norfolk"),
        ("Newcastle-under-Lyme", "Staffordshire"),
        ("Northampton", "West Northamptonshire"),
    ],
)
def test_a_district_is_its_countys(said: str, authority: str) -> None:
    assert authority_named(said) == authority


@pytest.mark.parametrize(
    ("said", "authority"),
    [
        ("LB Bromley", "Bromley"),
        ("LB of Bromley", "Bromley"),
        ("London Borough Bromley", "Bromley"),
        ("Bromley LA", "Bromley"),
        ("Croydon LA", "Croydon"),
        ("Croydon local authority", "Croydon"),
        ("RB Greenwich", "Greenwich"),
        ("RBKC", "Kensington and Chelsea"),
        ("Hertfordshire CC", "Hertfordshire"),
        ("Herts CC", "Hertfordshire"),
        ("Sefton MBC", "Sefton"),
        ("Manchester City Council", "Manchester"),
        ("City of Westminster", "Westminster"),
        ("City of London Corporation", "City of London"),
        ("Durham CC", "County Durham"),
        ("B&NES", "Bath and North East Somerset"),
    ],
)
def test_an_authority_is_known_by_its_usual_short_forms(said: str, authority: str) -> None:
    assert authority_named(said) == authority
    assert is_authority(said)


def test_no_district_or_short_form_hides_an_authority() -> None:
    assert [name for name in authorities() if authority_named(name) != name] == []


@pytest.mark.parametrize(
    ("said", "force"),
    [
        ("Herts", "Hertfordshire Constabulary"),
        ("Herts Police", "Hertfordshire Constabulary"),
        ("MPS", "Metropolitan Police Service"),
        ("Met Police", "Metropolitan Police Service"),
        ("GMP", "Greater Manchester Police"),
        ("TVP", "Thames Valley Police"),
        ("BTP", "British Transport Police"),
        ("Hampshire Constabulary", "Hampshire and Isle of Wight Constabulary"),
        ("City Police", "City of London Police"),
        ("Avon & Somerset", "Avon and Somerset Police"),
        ("Watford", "Hertfordshire Constabulary"),
    ],
)
def test_a_force_is_known_by_its_short_forms_and_by_the_places_it_covers(said: str, force: str) -> None:
    assert force_named(said) == force


def test_a_house_named_after_a_town_is_not_taken_for_it() -> None:
    assert not is_authority("Kent House")
    assert not is_authority("")


@pytest.mark.parametrize("authority", ["Bromley", "London Borough of Croydon", "Sutton"])
def test_bromley_croydon_and_sutton_are_south_bcu(authority: str) -> None:
    assert unit_of(authority) == "South BCU"


def test_a_part_of_a_force_is_named_only_where_it_was_verified_and_lies_in_the_force() -> None:
    units = tomllib.loads(SHIPPED.read_text("utf-8"))["unit"]
    for unit in units:
        assert unit["mark"] in VERIFIED
        assert unit["source"].strip()
        assert {force_of(name) for name in unit["authorities"]} == {unit["force"]}
    covered = [name for unit in units for name in unit["authorities"]]
    assert len(covered) == len(set(covered))
    assert unit_of("Lambeth") == unit_of("Hertfordshire") == unit_of("Atlantis") == unit_of("") == ""
