"""Tables from somebody's file: read as they are, or refused before they do harm."""

import io
import re
import warnings
import zipfile
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from tests.tables.writing import csv_of, saved, workbook

from chairtui.core.change import Refused
from chairtui.tables import reading
from chairtui.tables.reading import GaveUp, read_file, read_table
from chairtui.tables.table import Kind, Line, column_of, letter

SEEN = ("03/02/2026", "Nurse saw bruise – left arm", "Zoë’s school")


def lines(content: bytes, name: str = "x.csv") -> list[Line]:
    return [line for page in read_table(name, content).pages for line in page.lines]


def cells(content: bytes, name: str = "x.csv") -> list[tuple[str, ...]]:
    return [line.cells for line in lines(content, name)]


def remarks(content: bytes, kind: Kind) -> list[tuple[int, int, str]]:
    book = read_table("x", content)
    every = [*book.remarks, *(one for page in book.pages for one in page.remarks)]
    return [(one.number, one.column, one.words) for one in every if one.kind is kind]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_csv_is_read_with_any_separator_and_encoding(sign: str, encoding: str) -> None:
    content = csv_of(sign.join(("Date", "Event", "Agency")), sign.join(SEEN), encoding=encoding)
    assert cells(content) == [("Date", "Event", "Agency"), SEEN]


@pytest.mark.parametrize("encoding", ["cp850", "mac_roman"])
def test_what_older_programs_wrote_is_read_and_its_letters_are_pointed_out(encoding: str) -> None:
    content = csv_of("Date,Event", "03/02/2026,Café of Zoë owes £5", encoding=encoding)
    assert cells(content)[1] == ("03/02/2026", "Café of Zoë owes £5")
    assert remarks(content, Kind.LETTERS) == [(2, 1, "Café of Zoë owes £5")]


def test_one_stray_byte_changes_nothing_else_and_its_cell_is_named() -> None:
    content = "Date,Event\r\n03/02/2026,Café visit by Zoë\r\n".encode() + b"04/02/2026,caf\xe9 again\r\n"
    assert cells(content)[1:] == [("03/02/2026", "Café visit by Zoë"), ("04/02/2026", "café again")]
    assert remarks(content, Kind.STRAY) == [(3, 1, "café again")]


def test_two_bytes_of_an_older_program_are_letters_where_they_would_be_a_control_character() -> None:
    content = csv_of("Date,Event", "03/02/2026,ÂŒuvre", encoding="cp1252")
    assert cells(content)[1] == ("03/02/2026", "ÂŒuvre")
    assert remarks(content, Kind.LETTERS) == [(2, 1, "ÂŒuvre")]


def test_letters_that_were_damaged_before_are_pointed_out() -> None:
    content = csv_of("Date,Event", "03/02/2026,cafÃ© visit", "04/02/2026,Zoë and “Ana” – at the café")
    assert remarks(content, Kind.LOST) == [(2, 1, "cafÃ© visit")]


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;"])
def test_a_first_line_that_says_the_separator_is_no_line_of_the_table(first: str) -> None:
    found = lines(csv_of(first, "Date;Event", "3 mar 2026;Seen, and, then, well"))
    assert [line.cells for line in found] == [("Date", "Event"), ("3 mar 2026", "Seen, and, then, well")]
    assert [line.number for line in found] == [2, 3]


def test_the_separator_is_the_one_by_which_the_lines_agree_and_not_that_of_the_title() -> None:
    content = csv_of("Chronology of a, b, c, d and e", "", "Date;Event", "3 mar 2026;a, b", "4 mar 2026;c")
    assert cells(content)[1:] == [("Date", "Event"), ("3 mar 2026", "a, b"), ("4 mar 2026", "c")]


def test_cells_keep_their_quotes_line_breaks_and_separators() -> None:
    content = csv_of("Date,Event", '3 mar 2026,"Seen, ""alone""', 'and well"', '4 mar 2026, "a, b"')
    assert cells(content)[1:] == [("3 mar 2026", 'Seen, "alone"\r\nand well'), ("4 mar 2026", "a, b")]


def test_a_quotation_mark_that_is_not_closed_takes_no_other_line_with_it() -> None:
    content = csv_of("Date,Event", '3 mar 2026,"Seen', "4 mar 2026,Well", '5 mar 2026,He said "no" twice')
    assert cells(content)[1:] == [
        ("3 mar 2026", '"Seen'),
        ("4 mar 2026", "Well"),
        ("5 mar 2026", 'He said "no" twice'),
    ]
    assert [number for number, _, _ in remarks(content, Kind.QUOTE)] == [2]


def test_a_spreadsheet_is_read_as_it_is_shown() -> None:
    content = workbook(
        ("Date", "Event", "Nr"),
        (date(2026, 3, 3), "Seen", 4.0),
        (None, None, None),
        (datetime(2026, 3, 4, 14, 30), "Well", 1.5),  # noqa: DTZ001
        (time(14, 5), True, "#REF!"),
        (46056, 442079460000, "x"),
    )
    found = lines(content)
    assert [line.number for line in found] == [1, 2, 4, 5, 6]
    assert [line.cells for line in found[1:]] == [
        ("2026-03-03", "Seen", "4"),
        ("2026-03-04 14:30", "Well", "1.5"),
        ("14:05", "TRUE", "#REF!"),
        ("46056", "442079460000", "x"),
    ]
    assert remarks(content, Kind.ERROR) == [(5, 2, "#REF!")]


def test_zeros_that_a_format_shows_are_kept_and_an_empty_date_is_shown_as_one() -> None:
    book = Workbook()
    sheet: Any = book.active
    sheet["A1"], sheet["B1"] = 7700900123, 0
    sheet["A1"].number_format, sheet["B1"].number_format = "00000000000", "dd/mm/yyyy"
    assert cells(saved(book)) == [("07700900123", "00/01/1900")]


def test_a_formula_without_its_result_is_kept_as_written_and_named() -> None:
    content = workbook(("Date", "Event"), ("=A1+1", '=CONCATENATE("Seen ","well")'), (date(2026, 3, 3), "x"))
    assert cells(content)[1] == ("=A1+1", '=CONCATENATE("Seen ","well")')
    assert [(number, column) for number, column, _ in remarks(content, Kind.FORMULA)] == [(2, 0), (2, 1)]


def test_a_merged_cell_speaks_for_all_its_lines_and_that_is_said() -> None:
    content = workbook(
        ("Date", "Event"), (date(2026, 3, 3), "a"), (None, "b"), (None, None), (None, "c"), merged="A2:A4"
    )
    assert cells(content)[1:] == [("2026-03-03", "a"), ("2026-03-03", "b"), ("", "c")]
    assert remarks(content, Kind.MERGED) == [(3, 0, "2026-03-03")]


def test_every_sheet_is_read_and_what_is_hidden_or_beside_the_cells_is_said() -> None:
    from openpyxl.comments import Comment

    book = Workbook()
    first: Any = book.active
    first["A1"], first["A2"] = "a", "b"
    first.row_dimensions[2].hidden = True
    first["A1"].comment = Comment("look here", "Ola")
    other: Any = book.create_sheet("Notes")
    other["A1"] = "c"
    other.sheet_state = "hidden"
    content = saved(book)
    assert [[line.cells for line in page.lines] for page in read_table("x", content).pages] == [
        [("a",), ("b",)],
        [("c",)],
    ]
    assert [words for _, _, words in remarks(content, Kind.HIDDEN)] == ["lines", "the sheet"]
    assert [words for _, _, words in remarks(content, Kind.BESIDE)] == ["comments on cells"]


def test_a_number_that_a_spreadsheet_has_cut_is_named() -> None:
    content = csv_of("Name,Telephone", "A,4.42079E+11", "B,2079460000", "C,12E3 Acacia Road", "D,1E5")
    assert remarks(content, Kind.NUMBER) == [(2, 1, "4.42079E+11"), (5, 1, "1E5")]


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500


def zipped(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, words in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), words)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "nothing in it"),
        (b"\n\n,,\n", "nothing in it"),
        (b"PK\x03\x04 nonsense", "damaged"),
        (b"\x00\x01", "neither CSV nor XLSX"),
        (b"\xff\xfea", "neither CSV nor XLSX"),
        (workbook(("a", "b"))[:-30], "damaged"),
        (b'a,"' + b"x" * 200_000, "not CSV"),
        (OLD, r"an old spreadsheet \(.xls\).*save it as .xlsx"),
        (OLD + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
        (OLD + "WordDocument".encode("utf-16-le"), "an old Word document"),
        (b"<html><table><tr><td>Date</td></tr></table></html>", "save it as .xlsx"),
        (b"\xef\xbb\xbf\r\n <!DOCTYPE HTML>", "save it as .xlsx"),
        (b'<?xml version="1.0"?><Workbook/>', "save it as .xlsx"),
        (b"MIME-Version: 1.0\nX-Document-Type: Workbook", "save it as .xlsx"),
        (b"<!-- made by the case system --><table>", "is a web page.*save it as .xlsx"),
        ("<html><table>".encode("utf-16"), "is a web page.*save it as .xlsx"),
        ("<table>".encode("utf-16-le"), "is a web page.*save it as .xlsx"),
        (
            b"\xfe\xff" + "\r\n<!-- x --><!DOCTYPE html>".encode("utf-16-be"),
            "is a web page.*save it as .xlsx",
        ),
        (b"%PDF-1.7", "is a PDF"),
        (zipped(content_xml="x"), r"\(.ods\). Open it and save it as .xlsx"),
        (zipped(xl__workbook_bin="x"), "save it as .xlsx"),
        (zipped(word__document_xml="x"), "a Word document: copy the table"),
        (zipped(hello_txt="hello"), "cannot be read as a spreadsheet"),
        (b"," * 400 + b"a", "more than 256 cells"),
    ],
)
def test_what_is_no_table_is_refused_with_what_to_do(content: bytes, said: str) -> None:
    with pytest.raises(Refused, match=said):
        read_table("list.xls", content)


def test_what_the_library_has_to_say_of_a_spreadsheet_is_not_printed_among_our_sentences() -> None:
    book = Workbook()
    book.active.append(["Date", "What"])
    book.active.append([99_999_999, "fell"])
    book.active["A2"].number_format = "dd/mm/yyyy"
    content = saved(book)
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out := io.BytesIO(), "w") as new:
        for one in old.namelist():
            words = old.read(one)
            if one == "xl/styles.xml":
                words = re.sub(rb"<cellStyles.*?</cellStyles>", b"", words)
            new.writestr(one, words)
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        read_table("list.xlsx", out.getvalue())
    assert [str(one.message) for one in said] == []


def test_a_table_that_begins_with_a_sign_of_less_is_no_web_page() -> None:
    assert cells(csv_of("<5,Date", "a,b"))[0] == ("<5", "Date")


def test_a_spreadsheet_that_would_fill_the_memory_is_not_opened() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 30_000_000)
    with pytest.raises(Refused, match="30 MB when it is opened: it is not opened"):
        read_table("x.xlsx", out.getvalue())


def test_too_many_rows_are_refused_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_ROWS", 3)
    with pytest.raises(Refused, match="more than 3 rows"):
        read_table("x.csv", b"a,b\n" * 5)
    assert len(lines(b"a,b\n" * 4)) == 4


def test_where_a_sheet_is_taken_to_end_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_EMPTY", 3)
    content = workbook(("a",), *[(None,)] * 5, ("b",))
    assert cells(content) == [("a",)]
    assert [number for number, _, _ in remarks(content, Kind.ENDS)] == [5]
    assert cells(b"a\n\n\n\n\n\nb\n") == [("a",), ("b",)]


def test_a_file_that_is_too_large_or_not_there_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST_BYTES", 10)
    (tmp_path / "x.csv").write_bytes(b"a,b\n" * 5)
    with pytest.raises(Refused, match="larger than"):
        read_file(tmp_path / "x.csv")
    with pytest.raises(Refused, match="cannot be read: no such file"):
        read_file(tmp_path / "y.csv")


def test_reading_can_be_given_up() -> None:
    for content in (b"a,b\n" * 2_000, workbook(*[("a", "b")] * 600)):
        with pytest.raises(GaveUp):
            read_table("x", content, lambda _: False)


def test_columns_are_called_as_a_spreadsheet_calls_them() -> None:
    assert [letter(place) for place in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert all(column_of(letter(place)) == place for place in range(800))
    assert [column_of(name) for name in ("3", "b", "", "Ä", "²", "A1", "9999999")] == [
        2,
        1,
        -1,
        -1,
        -1,
        -1,
        -1,
    ]


@settings(max_examples=200)
@given(st.binary(max_size=300))
def test_any_bytes_are_a_table_or_are_refused(content: bytes) -> None:
    for before in (b"", b"PK", b"\xff\xfe", b"sep=;\n", b'"'):
        try:
            found = len(lines(before + content))
        except Refused as refused:
            found = len(str(refused))
        assert found
