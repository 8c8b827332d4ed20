"""A chronology from a file into a meeting, from the command line."""

from pathlib import Path

from tests.cli.conftest import Chairtui
from tests.tables.writing import workbook

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
        "columns": {"date": 1, "words": 2, "source": 3},
        "report": [
            "Columns: The date: A (Date), What happened: B (Event), The source: C (Agency).",
            "Line 4 is not taken in: nothing is said of 4 mar 2026.",
            "1 row without a day, because it is no day with month and year: line 3 “spring 2019”.",
        ],
    }
    done = chairtui("chronology", meeting, "rows.csv", "--source", "Health")
    assert (done.code, "rows.csv: 2 rows added" in done.out) == (0, True)
    assert "1 row has no day: kept as written." in done.out
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


def test_nothing_is_taken_in_before_somebody_says_which_comes_first_day_or_month(
    chairtui: Chairtui, tmp_path: Path
) -> None:
    (tmp_path / "rows.csv").write_text("Date,Event\n02/28/2026,Seen\n03/04/2026,Away\n", "utf-8")
    meeting = new(chairtui)
    asked = chairtui("chronology", meeting, "rows.csv")
    assert asked.code == 2
    assert "--order day or --order month. Nothing was taken in." in asked.err
    assert chairtui("chronology", meeting, "rows.csv", "--dry-run").code == 0
    done = chairtui("chronology", meeting, "rows.csv", "--order", "month")
    assert "2 rows added, Sat 28 Feb 2026 to Wed 4 Mar 2026." in done.out


def test_days_without_a_year_are_counted_and_the_year_above_them_is_taken_when_asked(
    chairtui: Chairtui, tmp_path: Path
) -> None:
    (tmp_path / "rows.csv").write_text("Date,Event\n2019,Moved\n12 March,Seen\n10:30,Away\n", "utf-8")
    meeting = new(chairtui)
    done = chairtui("chronology", meeting, "rows.csv", "--dry-run")
    assert "3 rows have no day: kept as written." in done.out
    assert "that year can be taken" in done.out
    taken = chairtui("chronology", meeting, "rows.csv", "--years", "--json").json
    assert (taken["added"], taken["undated"]) == (3, 2)


def test_a_sheet_can_be_named(chairtui: Chairtui, tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(
        workbook(("Date", "Event"), ("3 mar 2026", "Seen"), cover="x", title="A")
    )
    meeting = new(chairtui)
    assert "no sheet “B”: Cover, A" in chairtui("chronology", meeting, "x.xlsx", "--sheet", "B").err
    done = chairtui("chronology", meeting, "x.xlsx", "--sheet", "a", "--columns", "date=Date,words=Event")
    assert "Not taken: the sheet “Cover” (1 line)." in done.out
    assert chairtui("chronology", meeting, "x.xlsx", "--sheet", "Cover").code == 2
