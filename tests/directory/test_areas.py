import pytest

from chairtui.directory.areas import authorities, authority_named, force_named, force_of, forces, short


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
