from pathlib import Path

import pytest

from chairtui.core.vocabulary import HealthKind, PoliceUnit, Sector
from chairtui.directory.agencies import Agencies, Faulty

SHIPPED = Agencies.load()


@pytest.mark.parametrize(
    ("partner", "key"),
    [
        ("Children's Social Care", "social-care"),
        ("Police", "police"),
        ("Bromley Healthcare", "community-health"),
        ("Schools", "school"),
        ("Oxleas NHS Foundation Trust", "adult-mental-health"),
        ("King's College Hospital", "hospital"),
        ("Bromley Y", "bromley-y"),
        ("GP", "gp"),
        ("Early Intervention Family Services", "early-help"),
        ("Special Educational Needs", "sen"),
        ("Youth Offending Service", "youth-justice"),
    ],
)
def test_every_partner_of_the_audit_is_in_the_register(partner: str, key: str) -> None:
    agency = SHIPPED.get(key)
    assert agency in SHIPPED.all()
    names = " ".join((agency.name, *agency.also)).casefold()
    assert partner.removesuffix("s").casefold() in names


def test_no_telephone_number_is_shipped() -> None:
    assert not any(one.duty or one.email for one in SHIPPED.all())


def test_every_police_unit_says_its_unit_and_every_health_agency_its_kind() -> None:
    units = {one.unit for one in SHIPPED.all() if one.sector is Sector.POLICE and one.key != "police"}
    assert units == set(PoliceUnit)
    kinds = {one.health for one in SHIPPED.all() if one.sector is Sector.HEALTH and one.key != "health"}
    assert kinds == set(HealthKind)


def test_a_key_that_nobody_knows_gives_a_plain_agency() -> None:
    assert SHIPPED.get("lighthouse").name == "lighthouse"
    assert SHIPPED.get("lighthouse").sector is Sector.OTHER


def test_a_key_with_a_force_is_the_police_of_that_force() -> None:
    agency = SHIPPED.get("police@Hertfordshire Constabulary")
    assert agency.sector is Sector.POLICE
    assert agency.name == "Police, Hertfordshire Constabulary"


@pytest.mark.parametrize("said", ["mash-health", "MASH health", "Mash Health", "mash_health", " mashhealth "])
def test_an_agency_is_known_however_its_key_is_written(said: str) -> None:
    assert SHIPPED.key_of(said) == "mash-health"
    assert SHIPPED.get(said).health is HealthKind.MASH


def test_an_agency_is_known_by_what_it_is_called_locally() -> None:
    assert SHIPPED.key_of("CAIT") == "police-child-abuse"
    assert SHIPPED.key_of("Youth Offending Service") == "youth-justice"
    assert not SHIPPED.knows("lighthouse")


def written(tmp_path: Path, words: str) -> Path:
    path = tmp_path / "agencies.toml"
    path.write_text(words, "utf-8")
    return path


def test_a_councils_own_file_adds_a_number_to_a_shipped_agency(tmp_path: Path) -> None:
    own = Agencies.load(written(tmp_path, '[mash-health]\nduty = "020 7946 0000"\nhours = "9 to 5"\n'))
    assert own.get("mash-health").duty == "020 7946 0000"
    assert own.get("mash-health").health is HealthKind.MASH
    assert own.get("gp") == SHIPPED.get("gp")


def test_a_council_adds_an_agency_without_any_change_of_code(tmp_path: Path) -> None:
    own = Agencies.load(
        written(tmp_path, '[lighthouse]\nname = "The Lighthouse"\nsector = "family support"\n')
    )
    assert own.get("lighthouse").name == "The Lighthouse"
    assert own.get("lighthouse") in own.all()


def test_a_council_gives_another_force_its_own_number(tmp_path: Path) -> None:
    own = Agencies.load(
        written(tmp_path, '["police@Hertfordshire"]\nname = "Herts"\nduty = "020 7946 0001"\n')
    )
    assert own.get("police@Hertfordshire").duty == "020 7946 0001"
    assert own.get("police@Hertfordshire").sector is Sector.POLICE


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ('[gp]\nname = "GP"\nsector = "heath"\n', "line 3, agency “gp”, sector: “heath” is none of these: "),
        ('[gp]\n\nphone = "1"\n', "line 3, agency “gp”, phone:"),
        ("[gp]\nduty = 20\n", "line 2, agency “gp”, duty: Expected `str`, got `int`"),
        ('[new]\nname = "New"\n', "line 1, agency “new”, sector: it is missing; expected one of these"),
        ('name = "GP"\n', "line 1: “name” stands outside"),
        ("[gp\n", "it is not TOML"),
        ("[gp]\nduty = " + "9" * 5000, "a number in it that is too long"),
    ],
)
def test_a_wrong_entry_is_refused_with_its_line_its_field_and_the_reason(
    tmp_path: Path, words: str, place: str
) -> None:
    with pytest.raises(Faulty) as refused:
        Agencies.load(written(tmp_path, words))
    assert str(refused.value).startswith("agencies.toml")
    assert place in str(refused.value)


def test_a_file_that_is_not_there_is_refused_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(Faulty, match=r"nothing\.toml: it cannot be read"):
        Agencies.load(tmp_path / "nothing.toml")


def test_bytes_that_are_not_utf8_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "agencies.toml"
    path.write_bytes(b'[gp]\nname = "\xff"\n')
    with pytest.raises(Faulty, match="UTF-8"):
        Agencies.load(path)


def test_each_unit_of_the_police_has_its_agency_below_the_police_by_its_own_word() -> None:
    units = [one for one in PoliceUnit if one is not PoliceUnit.OTHER]
    keys = [one.key for one in SHIPPED.all()]
    first = keys.index("police") + 1
    assert [SHIPPED.get(key).unit for key in keys[first : first + len(units)]] == units
    for unit in units:
        key = f"police-{unit.name.lower().replace('_', '-')}"
        assert (SHIPPED.get(key).unit, SHIPPED.get(key).sector) == (unit, Sector.POLICE)
