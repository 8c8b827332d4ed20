"""The register of agencies as a file: written, exported, taken in, and never in a meeting's way."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chairtui.core.vocabulary import Circumstance, Sector
from chairtui.directory.agencies import Agencies, Agency, Contact, Faulty
from chairtui.directory.agencies_csv import csv_of, from_csv, safe, unsafe
from chairtui.directory.agencies_file import AgenciesFile, toml_of
from chairtui.directory.importing import imported
from chairtui.text import clean

ASHA = Contact(name="Asha Mir", job="named nurse", phone="+44 20 7946 0000", email="asha@example.nhs.uk")
HARBOUR = Agency(
    key="harbour",
    name="The Harbour",
    sector=Sector.OTHER,
    duty="020 7946 0001",
    email="duty@example.org",
    hours="9 to 5",
    also=("Harbour House",),
    expected_when=(Circumstance.GANGS, Circumstance.MISSING),
    contacts=(ASHA, Contact(job="duty worker", phone="020 7946 0002")),
)

WORDS = st.text(max_size=30).map(lambda words: clean(words, multiline=False).strip())
NAMED = WORDS.filter(bool)
KEYS = st.from_regex(r"[a-z][a-z0-9-]{0,12}", fullmatch=True)
PART = NAMED.map(lambda words: words.replace(";", "").strip()).filter(bool)
CONTACTS = st.builds(Contact, name=NAMED, job=WORDS, phone=WORDS, email=WORDS)
AGENCIES = st.builds(
    Agency,
    key=KEYS,
    name=NAMED,
    sector=st.sampled_from(Sector),
    duty=WORDS,
    email=WORDS,
    hours=WORDS,
    also=st.lists(PART, max_size=2).map(tuple),
    expected_when=st.lists(st.sampled_from(Circumstance), max_size=3, unique=True).map(tuple),
    contacts=st.lists(CONTACTS, max_size=3).map(tuple),
)
REGISTERS = st.lists(AGENCIES, min_size=1, max_size=4, unique_by=lambda one: one.key)


def test_a_change_is_written_beside_the_database_and_read_again(tmp_path: Path) -> None:
    path = tmp_path / "agencies.toml"
    file = AgenciesFile(path)
    held = file.agencies
    file.change([HARBOUR])
    assert held.get("harbour") == HARBOUR
    assert AgenciesFile(path).agencies.get("harbour") == HARBOUR
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.read_text("utf-8").count("\n[") < 8, "only what differs stands in it"


def test_what_was_emptied_here_stays_empty(tmp_path: Path) -> None:
    older = tmp_path / "config.toml"
    older.write_text('[gp]\nduty = "1"\n[[gp.contacts]]\nname = "Al"\n', "utf-8")
    file = AgenciesFile(tmp_path / "agencies.toml", below=(older,))
    assert file.agencies.get("gp").contacts == (Contact(name="Al"),)
    plain = Agencies.load().get("gp")
    file.change([plain])
    again = AgenciesFile(tmp_path / "agencies.toml", below=(older,))
    assert again.agencies.get("gp") == plain


def test_only_what_was_added_here_can_be_taken_out(tmp_path: Path) -> None:
    file = AgenciesFile(tmp_path / "agencies.toml")
    file.change([HARBOUR])
    assert file.own("harbour")
    assert not file.own("gp")
    file.change(drop=["harbour", "gp"])
    assert "harbour" not in file.agencies
    assert "gp" in file.agencies


def test_a_register_that_cannot_be_written_stays_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "agencies.toml.part").mkdir()
    file = AgenciesFile(tmp_path / "agencies.toml")
    with pytest.raises(OSError, match="directory"):
        file.change([HARBOUR])
    assert "harbour" not in file.agencies


@given(REGISTERS)
def test_csv_comes_back_as_it_went(register: list[Agency]) -> None:
    assert from_csv("x.csv", csv_of(register), Agencies({})) == tuple(register)


@given(REGISTERS)
def test_toml_comes_back_as_it_went(register: list[Agency]) -> None:
    assert Agencies({}).under("x.toml", toml_of(register)).all() == tuple(register)


@given(st.text())
def test_no_cell_begins_a_formula_and_each_comes_back(cell: str) -> None:
    assert not safe(cell).startswith(("=", "+", "-", "@", "\t"))
    assert unsafe(safe(cell)) == cell


@given(st.text(max_size=200))
def test_any_text_is_taken_or_refused_with_a_sentence(words: str) -> None:
    for name in ("x.csv", "x.toml"):
        said = ""
        try:
            imported(name, words.encode("utf-8", "replace"), Agencies({}))
        except Faulty as refused:
            said = str(refused)
        assert not said or said.startswith(name)


def test_what_a_table_has_no_column_for_stays() -> None:
    present = Agencies.load().changed([HARBOUR])
    (one,) = from_csv("x.csv", "Agency;".rstrip(";") + ",Duty number\r\nthe harbour,999\r\n", present)
    assert one.duty == "999"
    assert (one.key, one.contacts, one.email) == ("harbour", HARBOUR.contacts, HARBOUR.email)


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("name,sector\nA,police\n\nB,heath\n", "line 4, agency “b”, sector: Invalid enum value 'heath'"),
        ("name,shoe size\nA,4\n", "line 1: there is no column “shoe size”"),
        ("name,agency\nA,B\n", "line 1: two columns are “name”"),
        ("name,sector,expected_when\nA,police,gangs; rain\n", "line 2, agency “a”, expected_when"),
        ("name,sector\nA,police,extra\n", "line 2: it has 3 cells under 2 headings"),
        ("name,sector,duty\nA,police,1\nA,police,2\n", "line 3, duty: line 2 says otherwise"),
        ("name,sector\n,police\n", "line 2: the agency has neither a key nor a name"),
        ('name,sector\n"A,police\n', "line 2: it is not CSV"),
        ("name,sector,contact,contact_phone\nA,police,,12\n", "a contact has neither a name nor a job"),
        ("", "it is empty"),
    ],
)
def test_a_wrong_line_is_refused_with_its_number_and_the_reason(words: str, place: str) -> None:
    with pytest.raises(Faulty) as refused:
        imported("x.csv", words.encode(), Agencies({}))
    assert place in str(refused.value)


def test_a_file_in_another_alphabet_is_refused() -> None:
    with pytest.raises(Faulty, match="CSV UTF-8"):
        imported("x.csv", "name\nZoë\n".encode("latin-1"), Agencies({}))
