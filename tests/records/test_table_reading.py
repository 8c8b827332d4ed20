"""Tables from somebody's file: read as they are, or refused before they do harm."""

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from chairtui.core.change import Refused
from chairtui.core.tabled import GaveUp
from chairtui.records import table_reading
from chairtui.records.table_reading import read_file, read_table


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cells(name: str, content: bytes) -> list[tuple[str, ...]]:
    return [line.cells for line in read_table(name, content)]


@pytest.mark.parametrize(
    "content",
    [
        b'Date,Event\r\n3 mar,"Seen, alone"\r\n',
        b'\xef\xbb\xbfDate;Event\n3 mar;"Seen, alone"\n',
        b"Date\tEvent\n\n3 mar\tSeen, alone\n",
    ],
)
def test_csv_is_read_with_whatever_stands_between_cells(content: bytes) -> None:
    assert cells("x.csv", content) == [("Date", "Event"), ("3 mar", "Seen, alone")]


def test_what_excel_writes_in_england_is_read() -> None:
    assert cells("x.csv", "Date,Event\n3 mar,Zoë’s café\n".encode("cp1252"))[1] == ("3 mar", "Zoë’s café")


def test_a_spreadsheet_is_read_with_its_dates_and_line_numbers() -> None:
    content = workbook(
        ("Date", "Event", "Nr"),
        (date(2026, 3, 3), "Seen", 4.0),
        (None, None, None),
        (datetime(2026, 3, 4, 14, 30), "=1+1", 1.5),  # noqa: DTZ001
    )
    lines = read_table("x.xlsx", content)
    assert [line.number for line in lines] == [1, 2, 4]
    assert [line.cells for line in lines[1:]] == [
        ("2026-03-03", "Seen", "4"),
        ("2026-03-04 14:30", "", "1.5"),
    ]


def test_a_spreadsheet_that_would_fill_the_memory_is_not_opened() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 30_000_000)
    with pytest.raises(Refused, match="30 MB when it is opened: it is not opened"):
        read_table("x.xlsx", out.getvalue())


def test_too_many_rows_are_refused_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_reading, "MOST_ROWS", 3)
    with pytest.raises(Refused, match="more than 3 rows"):
        read_table("x.csv", b"a,b\n" * 5)
    assert len(read_table("x.csv", b"a,b\n" * 4)) == 4


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "nothing in it"),
        (b"PK\x03\x04 nonsense", "damaged"),
        (b"\x00\x01", "neither CSV nor XLSX"),
        (workbook(("a", "b"))[:-30], "damaged"),
        (b'a,"' + b"x" * 200_000, "not CSV"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(content: bytes, said: str) -> None:
    with pytest.raises(Refused, match=said):
        read_table("x", content)


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("hello.txt", "hello")
    with pytest.raises(Refused, match="cannot be read as a spreadsheet"):
        read_table("x.xlsx", out.getvalue())


def test_a_file_that_is_too_large_or_not_there_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_reading, "MOST_BYTES", 10)
    (tmp_path / "x.csv").write_bytes(b"a,b\n" * 5)
    with pytest.raises(Refused, match="larger than"):
        read_file(tmp_path / "x.csv")
    with pytest.raises(Refused, match="cannot be read: no such file"):
        read_file(tmp_path / "y.csv")


def test_reading_can_be_given_up() -> None:
    with pytest.raises(GaveUp):
        read_table("x.csv", b"a,b\n" * 2_000, lambda _: False)


@settings(max_examples=200)
@given(st.binary(max_size=300))
def test_any_bytes_are_a_table_or_are_refused(content: bytes) -> None:
    for before in (b"", b"PK"):
        try:
            found = len(read_table("x", before + content))
        except Refused as refused:
            found = len(str(refused))
        assert found
