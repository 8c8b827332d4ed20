"""A chronology from a file into a meeting, from the command line."""

from pathlib import Path

from tests.cli.conftest import Chairtui

ROWS = "Date,Event,Agency\n3 mar 2026,Missed appointment,GP\nspring 2019,Moved,\n4 mar 2026,,GP\n"


def new(chairtui: Chairtui) -> str:
    return chairtui("new", "--child", "Kit", "--chair", "Dee", "--grade", "manager").out.strip()


def test_rows_come_in_once_in_one_act(chairtui: Chairtui, tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text(ROWS, "utf-8")
    meeting = new(chairtui)
    before = chairtui("chronology", meeting, "rows.csv", "--dry-run", "--json").json
    assert before == {
        "added": 2,
        "undated": 1,
        "failed": [{"line": 4, "why": "nothing is said of 4 mar 2026"}],
        "twice": [],
    }
    done = chairtui("chronology", meeting, "rows.csv", "--source", "Health")
    assert (done.code, done.out.splitlines()[0]) == (0, "rows.csv: 2 rows added.")
    assert chairtui("chronology", meeting, "rows.csv", "--source", "Health", "--json").json["twice"] == [2, 3]
    told = [one for one in chairtui("log", meeting, "--json").json if one["kind"] == "ChronologyAdded"]
    assert len(told) == 1


def test_unclear_columns_are_asked_for(chairtui: Chairtui, tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text("Wann,Was\n3 mar 2026,Seen\n", "utf-8")
    meeting = new(chairtui)
    unclear = chairtui("chronology", meeting, "rows.csv")
    assert unclear.code == 2
    assert "--columns date=A,words=B" in unclear.err
    named = chairtui("chronology", meeting, "rows.csv", "--columns", "date=Wann,words=Was", "--json")
    assert named.json["added"] == 1
    assert chairtui("chronology", meeting, "rows.csv", "--columns", "words").code == 2


def test_a_file_that_is_no_table_is_refused(chairtui: Chairtui, tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(b"PK\x03\x04")
    done = chairtui("chronology", new(chairtui), "x.xlsx")
    assert done.code == 3
    assert "damaged" in done.err
