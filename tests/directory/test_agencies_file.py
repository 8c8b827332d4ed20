"""The register of agencies as a file: written, exported, taken in, and never in a meeting's way."""

import io
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from openpyxl import Workbook

from chairtui.core.vocabulary import Circumstance, Sector
from chairtui.directory.agencies import Agencies, Agency, Contact, Faulty
from chairtui.directory.agencies_csv import csv_of, safe, unsafe
from chairtui.directory.agencies_file import AgenciesFile, toml_of
from chairtui.directory.checking import all_wrong
from chairtui.directory.importing import imported
from chairtui.tables.damaged import ERRORS
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

WORDS = (
    st.text(max_size=30)
    .map(lambda words: clean(words, multiline=False).strip())
    .filter(lambda words: words not in ERRORS)
)
NAMED = WORDS.filter(bool)
SHIPPED = Agencies.load()
KEYS = st.from_regex(r"[a-z][a-z0-9-]{0,12}", fullmatch=True).filter(lambda key: key not in SHIPPED)
"""An agency of the register that ships has what it ships with wherever a table leaves a cell empty."""
PART = NAMED.map(lambda words: words.replace(";", "").strip()).filter(bool)
NUMBER = st.sampled_from(("", "999", "020 7946 0000", "02079460000", "+44 20 7946 0000", "101, then 3"))
EMAIL = st.sampled_from(("", "duty@example.org"))
CONTACTS = st.builds(Contact, name=NAMED, job=WORDS, phone=NUMBER, email=EMAIL)
AGENCIES = st.builds(
    Agency,
    key=KEYS,
    name=NAMED,
    sector=st.sampled_from(Sector),
    duty=NUMBER,
    email=EMAIL,
    hours=WORDS,
    also=st.lists(PART, max_size=2).map(tuple),
    expected_when=st.lists(st.sampled_from(Circumstance), max_size=3, unique=True).map(tuple),
    contacts=st.lists(CONTACTS, max_size=3).map(tuple),
)
REGISTERS = st.lists(AGENCIES, min_size=1, max_size=4, unique_by=lambda one: one.key).filter(
    lambda register: not all_wrong(register, Agencies({}))
)


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
    assert imported("x.csv", csv_of(register).encode(), Agencies({})).agencies == tuple(register)


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
    (one,) = imported("x.csv", b"Agency;Duty number\r\nthe harbour;999\r\n", present).agencies
    assert one.duty == "999"
    assert (one.key, one.contacts, one.email) == ("harbour", HARBOUR.contacts, HARBOUR.email)


@pytest.mark.parametrize(
    ("words", "place"),
    [
        (
            "name,sector\nA,police\n\nB,heath\n",
            "line 4, agency “b”, sector: “heath” is none of these: local authority social work, ",
        ),
        ("shoe size\nA\n", "no line names a column name or key. Columns: key, name, sector,"),
        ("name,agency\nA,B\n", "two columns are “agency”"),
        ("name,sector,expected_when\nA,police,gangs; rain\n", "line 2, agency “a”, expected_when"),
        ("name,sector\nA,police,extra\n", "line 2: it has more cells than headings"),
        ("name,sector,duty\nA,police,1\nA,police,2\n", "line 3, duty: line 2 says otherwise"),
        ("name,sector\n,police\n", "line 2: the agency has neither a key nor a name"),
        ('name,sector\n"A,police\n', "line 2: a quotation mark in it is not closed"),
        ("name,sector,contact,contact_phone\nA,police,,12\n", "a contact has neither a name nor a job"),
        ("", "has nothing in it"),
    ],
)
def test_a_wrong_line_is_refused_with_its_number_and_the_reason(words: str, place: str) -> None:
    with pytest.raises(Faulty) as refused:
        imported("x.csv", words.encode(), Agencies({}))
    assert place in str(refused.value)


# What cannot be right, all of it at once ---------------------------------------------------------------

HEADS = "key,name,sector,duty,email,also,contact,contact_phone,contact_email"


def refused(*lines: str, present: Agencies = SHIPPED) -> str:
    with pytest.raises(Faulty) as found:
        imported("x.csv", "\n".join((HEADS, *lines, "")).encode(), present)
    return str(found.value)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("a,A,police,abc,,,,,", "duty: “abc” is no telephone number"),
        ("a,A,police,4.42079E+11,,,,,", "duty: “4.42079E+11”: a spreadsheet has cut it"),
        ("a,A,police,,not an address,,,,", "email: “not an address” is no e-mail address"),
        ("a,A,police,,a@b,,,,", "email: “a@b” is no e-mail address"),
        ("a,A,police,,,,Ann,12,", "contact_phone: “12” is no telephone number"),
        ("a,A,police,,,,Ann,,at work", "contact_email: “at work” is no e-mail address"),
        ("a,A,police,,,CAIT,,,", "also: “CAIT” is what “Police: child abuse investigation” is called"),
        ("a,A,police,,,school nurse,,,", "also: “school nurse” is what “School nurse” is called"),
        ("a,GP,police,,,,,,", "name: “GP” is what “GP” is called"),
        ("a,A,,,,,,,", "sector: it is missing; expected one of these: local authority social work, "),
    ],
)
def test_what_cannot_be_right_is_refused_with_its_line_and_field(line: str, said: str) -> None:
    assert refused(line).startswith(f"x.csv, line 2, agency “a”, {said}")


def test_all_faults_of_a_file_are_said_at_once() -> None:
    lines = refused("a,A,heath,abc,,,,,", "b,B,police,abc,nowhere,,,,", "c,C,police,,,CAIT,,,").split("\n")
    assert [line.partition(":")[0] for line in lines] == [
        "x.csv, line 2, agency “a”, sector",
        "x.csv, line 3, agency “b”, duty",
        "x.csv, line 3, agency “b”, email",
        "x.csv, line 4, agency “c”, also",
    ]
    with pytest.raises(Faulty) as found:
        imported(
            "x.toml",
            b'[a]\nname = "A"\nsector = "heath"\n[b]\nname = "B"\nsector = "police"\nduty = "x"\n',
            SHIPPED,
        )
    assert "agency “a”, sector: “heath” is none of these" in str(found.value)
    assert "agency “b”, duty: “x” is no telephone number" in str(found.value)


@pytest.mark.parametrize("number", ["2079460000", "442079460000", "1474960062", "7700 900123"])
def test_a_number_that_has_lost_its_beginning_is_taken_in_and_pointed_out(number: str) -> None:
    taken = imported("x.csv", f"{HEADS}\na,A,police,{number},,,,,\n".encode(), SHIPPED)
    assert taken.agencies[0].duty == number
    [doubt] = taken.doubts
    assert doubt.startswith(f"x.csv, line 2, agency “a”, duty: “{number}”: the ")


@pytest.mark.parametrize(
    "number", ["020 7946 0000", "+44 20 7946 0000", "999", "101", "0800 1111, option 3", ""]
)
def test_a_number_as_people_write_it_is_not_pointed_out(number: str) -> None:
    taken = imported("x.csv", f'{HEADS}\na,A,police,"{number}",,,,,\n'.encode(), SHIPPED)
    assert (taken.agencies[0].duty, taken.doubts) == (number, ())


def test_a_column_that_is_not_taken_is_said() -> None:
    taken = imported("x.csv", b"name;shoe size\nGP;44\n", SHIPPED)
    assert [one.key for one in taken.agencies] == ["gp"]
    assert any("shoe size" in one for one in taken.doubts)


def test_a_spreadsheet_is_taken_like_a_table_in_text() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Agency", "Sector", "Duty number"])
    sheet.append(["The Harbour", "other", "020 7946 0001"])
    content = io.BytesIO()
    book.save(content)
    (one,) = imported("x.xlsx", content.getvalue(), SHIPPED).agencies
    assert (one.key, one.duty) == ("the-harbour", "020 7946 0001")


@pytest.mark.needs("soffice")
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_our_own_table_comes_back_from_a_spreadsheet_program_as_it_went(tmp_path: Path, form: str) -> None:
    numbers = (
        "02079460001",
        "020 7946 0001",
        "+442079460001",
        "999",
        "442079460001234",
        "1e5 or 020 7946 0002",
    )
    register = [
        replace(
            HARBOUR,
            key=f"h{number}",
            name=f"Harbour {number}",
            duty=words,
            hours="9-5",
            also=(f"{number}.1",),
        )
        for number, words in enumerate(numbers)
    ]
    (tmp_path / "went.csv").write_text(csv_of(register), "utf-8")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    for source, to in (("went.csv", "xlsx"), *((("went.xlsx", "csv"),) if form == "csv" else ())):
        (tmp_path / "out").mkdir(exist_ok=True)
        command = ["soffice", profile, "--headless", "--convert-to", to, "--outdir", "out", source]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
        (tmp_path / "out" / f"went.{to}").replace(tmp_path / f"went.{to}")
    back = imported(f"went.{form}", (tmp_path / f"went.{form}").read_bytes(), Agencies({}))
    assert back.agencies == tuple(register)


def test_what_another_program_writes_to_the_register_is_there_for_whoever_holds_it(tmp_path: Path) -> None:
    here, there = (AgenciesFile(tmp_path / "agencies.toml") for _ in range(2))
    held = here.agencies
    assert not here.read_again()
    there.change(put=(HARBOUR,))
    assert here.read_again()
    assert not here.read_again()
    assert (held.get("harbour"), here.own("harbour")) == (HARBOUR, True)
    there.change(drop=("harbour",))
    assert here.read_again()
    assert "harbour" not in held


def test_a_change_here_keeps_what_another_program_wrote_and_this_one_had_not_seen(tmp_path: Path) -> None:
    here, there = (AgenciesFile(tmp_path / "agencies.toml") for _ in range(2))
    there.change(put=(HARBOUR,))
    here.change(put=(replace(HARBOUR, key="quay", name="The Quay", also=()),))
    again = AgenciesFile(tmp_path / "agencies.toml").agencies
    assert {"harbour", "quay"} <= {one.key for one in again.all()}
    assert "harbour" in here.agencies


def test_a_register_that_another_program_left_wrong_is_not_taken_in_and_not_written_over(
    tmp_path: Path,
) -> None:
    file = tmp_path / "agencies.toml"
    here = AgenciesFile(file)
    here.change(put=(HARBOUR,))
    file.write_text("[harbour]\nsector = 'moon'\n", encoding="utf-8")
    with pytest.raises(Faulty, match="moon"):
        here.read_again()
    assert not here.read_again()
    assert here.agencies.get("harbour") == HARBOUR
    with pytest.raises(Faulty, match="moon"):
        here.change(drop=("harbour",))
    assert "moon" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("key", [one.key for one in SHIPPED.all()])
def test_an_empty_cell_of_what_no_agency_can_be_without_means_as_it_is_shipped(key: str) -> None:
    present = SHIPPED.changed(
        put=(replace(SHIPPED.get(key), name="Renamed here", duty="101", hours="always"),)
    )
    table = f"key,name,sector,unit,health,duty,hours\r\n{key},,,,,020 7946 0009,\r\n"
    (taken,) = imported("agencies.csv", table.encode(), present).agencies
    assert taken == replace(SHIPPED.get(key), duty="020 7946 0009", hours="")


@pytest.mark.parametrize("field", ["name", "sector"])
def test_an_agency_of_ones_own_has_a_name_and_a_sector(field: str) -> None:
    given = {"name": "The Harbour", "sector": "other"} | {field: ""}
    table = f"key,name,sector\r\nharbour,{given['name']},{given['sector']}\r\n"
    with pytest.raises(Faulty, match=f"harbour”, {field}"):
        imported("agencies.csv", table.encode(), SHIPPED.changed(put=(HARBOUR,)))
