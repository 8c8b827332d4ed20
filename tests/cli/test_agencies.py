"""The register of agencies from the command line, beside the database."""

from pathlib import Path

from tests.cli.conftest import Chairtui

HARBOUR = 'name,sector,expected_when,contact,contact_phone\nThe Harbour,other,missing,Asha Mir,"+44 20 1"\n'


def test_a_register_is_taken_in_listed_and_written_out_again(chairtui: Chairtui, tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text(HARBOUR, "utf-8")
    done = chairtui("agencies", "import", "own.csv")
    assert (done.code, done.out) == (0, "own.csv: 1 agency taken in.\n")
    assert (tmp_path / "data" / "chairtui" / "agencies.toml").stat().st_mode & 0o777 == 0o600
    assert "The Harbour" in chairtui("agencies", "--search", "asha").out
    (one,) = chairtui("agencies", "--search", "harbour", "--json").json
    assert (one["key"], one["contacts"][0]["phone"]) == ("the-harbour", "+44 20 1")
    assert "'+44 20 1" in chairtui("agencies", "export", "--to", "csv").out
    assert chairtui("agencies", "export", "--to", "toml", "--output", "all.toml").code == 0
    again = chairtui("agencies", "import", "all.toml", "--json")
    assert (again.code, again.json) == (0, [])


def test_a_wrong_line_changes_nothing(chairtui: Chairtui, tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text(HARBOUR + "The Pier,heath,,,\n", "utf-8")
    done = chairtui("agencies", "import", "own.csv")
    assert done.code == 3
    assert "own.csv, line 3, agency “the-pier”, sector" in done.err
    assert chairtui("agencies", "--search", "harbour").out == "No agency has these words.\n"


def test_the_circumstances_of_the_register_make_an_agency_expected(
    chairtui: Chairtui, tmp_path: Path
) -> None:
    (tmp_path / "own.csv").write_text(HARBOUR, "utf-8")
    chairtui("agencies", "import", "own.csv")
    meeting = chairtui("new", "--child", "Kit", "--circumstance", "missing", "--chair", "Dee").out.strip()
    shown = chairtui("show", meeting).out
    assert "The Harbour" in shown


def test_a_register_in_the_folder_of_the_settings_is_still_read(chairtui: Chairtui, tmp_path: Path) -> None:
    older = tmp_path / "config" / "chairtui" / "agencies.toml"
    older.parent.mkdir(parents=True)
    older.write_text('[gp]\nduty = "020 7946 0009"\n', "utf-8")
    (tmp_path / "own.csv").write_text(HARBOUR, "utf-8")
    chairtui("agencies", "import", "own.csv")
    assert "020 7946 0009" in chairtui("agencies", "--search", "gp").out


def test_a_file_that_is_not_there_is_said(chairtui: Chairtui) -> None:
    done = chairtui("agencies", "import", "nothing.csv")
    assert (done.code, done.err) == (
        3,
        "nothing.csv cannot be read: no such file or directory. Nothing changed.\n",
    )


def test_check_says_of_whom_what_is_missing_before_a_meeting_and_whom_to_call(
    chairtui: Chairtui, tmp_path: Path
) -> None:
    (tmp_path / "own.csv").write_text('name,sector,duty\nSchool,education,"020 7946 0009"\n', "utf-8")
    assert chairtui("agencies", "import", "own.csv").code == 0
    meeting = chairtui("new", "--child", "Kit, 9", "--at", "tomorrow 14:00", "--chair", "Dee").out.strip()
    ready, *said = chairtui("check", meeting).out.splitlines()
    assert ready.startswith("ready? 4 not invited · 3 not asked · ")
    assert said[:4] == [
        "  not invited: Children's social care, no number in the agency register",
        "  not invited, not asked: Police, no number in the agency register",
        "  not invited, not asked: School 020 7946 0009",
        "  not invited, not asked: School nurse, no number in the agency register",
    ]
