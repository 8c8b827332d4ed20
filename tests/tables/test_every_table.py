"""Any table that a spreadsheet can write is read, refused or reported whole, and no day in it is made up."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime, time

from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.tables.writing import NOW, workbook

from chairtui.core.change import Refused
from chairtui.tables.chronology import Answers, Tabled, read_rows
from chairtui.tables.chronology_columns import found
from chairtui.tables.reading import read_table
from chairtui.tables.table import Book, Kind, Table
from chairtui.text import clean

WORDS = st.text(
    st.characters(codec="cp1252", exclude_categories=["Cc", "Cf", "Zs"], include_characters=" ,;|\"'\n\t"),
    max_size=20,
)
DAYS = st.dates(date(1990, 1, 1), date(2026, 11, 1))
NO_DAYS = st.sampled_from(
    ["12 March", "3/4", "10:30", "2pm", "1.30", "+2w", "-3d", "today", "yesterday 5pm", "Mon", "2019",
     "46056", "00/01/1900", "spring", "02/30/2026", "4.42079E+11", ""]
)  # fmt: skip
WRITTEN = st.one_of(
    DAYS.map(lambda day: f"{day:%d/%m/%Y}"),
    DAYS.map(lambda day: f"{day.day}.{day.month}.{day:%y}"),
    DAYS.map(lambda day: day.isoformat()),
    DAYS.map(lambda day: f"{day:%d %B %Y} 14:05"),
    NO_DAYS,
)
HEADS = st.permutations(["Date", "Event", "Agency", "Worker", "Date"]).map(tuple)
BODY = st.lists(st.tuples(WRITTEN, WORDS, WORDS, WORDS, NO_DAYS), min_size=1, max_size=8)
ABOVE = st.lists(st.sampled_from(["Chronology of Kit", "Made, by; Ola", "2026"]), max_size=2)


def in_order(head: Sequence[str], rows: Sequence[Sequence[object]]) -> list[list[object]]:
    """Return rows whose cells stand below their headings: those that come first below the first of a name."""
    kept = {"Date": [0, 4], "Event": [1], "Agency": [2], "Worker": [3]}
    places = [kept[name][head[:at].count(name)] for at, name in enumerate(head)]
    return [[row[place] for place in places] for row in rows]


def together(words: str) -> str:
    """Return a text as every text is kept, without signs that nobody sees, and without its blanks."""
    return "".join(clean(words).split())


def accounted(book: Book, table: Table, done: Tabled) -> None:
    """Every cell written is in a row, or is in what the report names."""
    named = {one.number for one in done.failed} | {one.number for one in done.twice}
    named |= {one.number for one in done.remarks if one.kind in (Kind.ABOVE, Kind.AGAIN)}
    columns = {one.column for one in done.remarks if one.kind in (Kind.COLUMN, Kind.DOUBLE)}
    cells = {(one.number, one.column) for one in done.remarks if one.kind in (Kind.FORMULA, Kind.ERROR)}
    pages = {one.words for one in done.remarks if one.kind is Kind.PAGE}
    rows = dict(zip(done.numbers, done.rows, strict=True))
    for page in book.pages:
        if page is not table.page:
            assert page.name in pages
            continue
        for line in page.lines:
            if line.number in named or (table.headings and line.cells == table.headings):
                continue
            row = rows[line.number]
            for place, words in enumerate(line.cells):
                if place in columns or not words.strip() or (line.number, place) in cells:
                    continue
                day = table.columns.get("date") == place and row.on is not None
                kept = "\n".join((row.words, row.source, row.date_as_written))
                assert day or together(words) in together(kept), (words, row)


def undated(done: Tabled) -> None:
    """Rows without a day are counted, and no row has a day that is not written."""
    assert [row.on for row in done.rows].count(None) == len(done.undated)


SIGN = st.sampled_from([",", ";", "\t", "|"])
ENCODING = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])


@settings(max_examples=150, deadline=None)
@given(HEADS, BODY, ABOVE, SIGN, ENCODING, st.booleans(), st.booleans())
@example(
    ("Date", "Event", "Agency", "Worker", "Date"),
    [("3/4", "ÂŒ", "", "", "")],
    [],
    ",",
    "cp1252",
    False,
    False,
)
def test_any_text_of_cells_is_read_or_reported_whole(
    head: tuple[str, ...],
    body: list[tuple[str, ...]],
    above: list[str],
    sign: str,
    encoding: str,
    says: bool,
    all_quoted: bool,
) -> None:
    out = io.StringIO(newline="")
    if says:
        out.write(f"sep={sign}\r\n")
    writer = csv.writer(out, delimiter=sign, quoting=csv.QUOTE_ALL if all_quoted else csv.QUOTE_MINIMAL)
    writer.writerows([[one] for one in above])
    rows = in_order(head, body)
    writer.writerow(head)
    writer.writerows(rows)
    try:
        book = read_table("x.csv", out.getvalue().encode(encoding))
    except Refused:
        return
    table = found(book, NOW)
    if table is None:
        assert not says  # else the columns are clear
        return  # asked about
    done = read_rows(table, NOW)
    accounted(book, table, done)
    undated(done)
    written = {" ".join(str(row[head.index("Date")]).split()) for row in rows}
    for row, number in zip(done.rows, done.numbers, strict=True):
        line = next(one for one in table.lines if one.number == number)
        assert row.on is None or table.cell(line, "date") in written
        assert row.on is None or str(row.on.year)[2:] in table.cell(line, "date")


CELL = st.one_of(
    st.none(),
    WRITTEN,
    DAYS,
    st.datetimes(datetime(1990, 1, 1), datetime(2026, 11, 1)),  # noqa: DTZ001
    st.times().map(lambda at: time(at.hour, at.minute)),
    st.integers(-10, 10**12),
    st.booleans(),
    st.sampled_from(["=A1+1", "=TODAY()", "#REF!", "#N/A", 0, 46056, 1.5]),
)
TEXT = st.one_of(WORDS.filter(lambda words: "\t" not in words and not words.startswith("=")), st.none(), CELL)


@settings(max_examples=100, deadline=None)
@given(
    st.permutations(["Date", "Event", "Agency"]).map(tuple),
    st.lists(st.tuples(CELL, TEXT, TEXT), min_size=1, max_size=6),
    st.sampled_from(["", "Chronology", "Date"]),
    st.booleans(),
)
@example(("Date", "Event", "Agency"), [(time(0, 0), "x", None)], "", False)
def test_any_spreadsheet_is_read_or_reported_whole(
    head: tuple[str, ...], body: list[tuple[object, ...]], cover: str, says: bool
) -> None:
    rows = in_order(head, body)
    book = read_table("x.xlsx", workbook(head, *rows, cover=cover, title="Data"))
    table = found(book, NOW)
    assert table is not None
    assert table.page.name == "Data"
    done = read_rows(table, NOW, answers=Answers(serials=says))
    accounted(book, table, done)
    undated(done)
    for row, number in zip(done.rows, done.numbers, strict=True):
        if row.on is None:
            continue
        cell = rows[number - 2][head.index("Date")]
        if isinstance(cell, date):
            assert row.on.isoformat() == cell.isoformat()[:10]
        else:
            assert isinstance(cell, str) or (says and isinstance(cell, int))
