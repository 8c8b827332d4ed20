"""A chronology that comes as a table: columns found, rows kept in order, and nothing lost without a word."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.scene import carry_out, when
from tests.tables.writing import HEADED, NOW, chronology, csv_of, shown, table_of, workbook

from chairtui.core.chronology import ChronologyRow
from chairtui.core.meeting import Meeting
from chairtui.core.sentences.every_event import sentence
from chairtui.core.sentences.names import Names
from chairtui.tables.chronology import BATCH, Answers, Tabled, commands, read_rows
from chairtui.tables.chronology_columns import found, named_table
from chairtui.tables.days import Order, Why
from chairtui.tables.headings import laid_out
from chairtui.tables.reading import GaveUp, read_table
from chairtui.tables.report import details, summary
from chairtui.tables.table import Book, Kind, Line, Page, Table
from chairtui.text import clean


def book(*rows: str) -> Book:
    lines = tuple(Line(number, tuple(row.split("|"))) for number, row in enumerate(rows, 1))
    return Book(name="x", pages=(Page(lines=lines),))


def columns(*rows: str) -> tuple[dict[str, int], bool] | None:
    table = found(book(*rows), NOW, is_source=lambda words: words in ("GP", "Police"))
    return (table.columns, bool(table.headings)) if table else None


def told(done: Tabled, table: Table) -> str:
    return "\n".join(details(done, table))


def of(done: Tabled, kind: Kind) -> list[tuple[int, int, str, int]]:
    return [(one.number, one.column, one.words, one.count) for one in done.remarks if one.kind is kind]


# Columns ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("Date|Event|Source", "3 mar 2026|A|GP"), ({"date": 0, "words": 1, "source": 2}, True)),
        (("Agency|What happened|When", "GP|A|3 mar"), ({"source": 0, "words": 1, "date": 2}, True)),
        (("Ref| date of  Event: |Details*", "1|3 mar|A"), ({"date": 1, "words": 2}, True)),
        (("Date (dd/mm/yyyy)|Time|Event", "1|2|A"), ({"date": 0, "time": 1, "words": 2}, True)),
        (("3 mar 2026|A long story|GP", "4 mar 2026|B|GP"), ({"date": 0, "words": 1, "source": 2}, False)),
        (("3 mar 2026|GP|Seen", "4 mar 2026|Police|Away"), ({"date": 0, "words": 2, "source": 1}, False)),
        (
            ("3 mar 2026|Nursery|She came with a bruise", "4 mar 2026|Nursery|She did not come"),
            ({"date": 0, "words": 2, "source": 1}, False),
        ),
        (("3 mar 2026|Abc", "unknown|B", "4 mar 2026|C"), ({"date": 0, "words": 1}, False)),
        (("3 mar 2026|Seen|Well", "4 mar 2026|Away|Ill"), None),
        (("Ref|Whatever|Else", "1|3 mar|A"), None),
        (("Date|Text", "3 mar|A"), None),
        (("1|2|3|4", "1|2|3|4"), None),
        ((), None),
    ],
)
def test_columns_are_found_by_headings_or_content_or_asked_for(
    rows: tuple[str, ...], expected: tuple[dict[str, int], bool] | None
) -> None:
    assert columns(*rows) == expected


def test_columns_are_named_by_heading_letter_or_number() -> None:
    rows = book("Nr|Wann|Was", "1|3 mar|A")
    by_heading = named_table(rows, {"date": "wann", "words": "Was"})
    assert (by_heading.columns, by_heading.headings) == ({"date": 1, "words": 2}, ("Nr", "Wann", "Was"))
    by_letter = named_table(rows, {"date": "B", "words": "3"})
    assert (by_letter.columns, by_letter.headings) == ({"date": 1, "words": 2}, ())
    for asked in ({"date": "A"}, {"words": "Z"}, {"shape": "A", "words": "A"}, {"words": "no such"}, {}):
        with pytest.raises(ValueError, match=r"column|no “shape”"):
            named_table(rows, asked)
    with pytest.raises(ValueError, match="no sheet"):
        named_table(rows, {"words": "A"}, "Other")


def test_lines_above_the_headings_are_named_and_are_no_entries() -> None:
    content = csv_of("Chronology of Kit", "Made by,Ola Reid", "", "Date,Event", "3 mar 2026,Seen")
    done = chronology(content)
    assert shown(done) == [("2026-03-03", "Seen", "", "")]
    assert of(done, Kind.ABOVE) == [(1, -1, "Chronology of Kit", 1), (2, -1, "Made by Ola Reid", 1)]
    assert done.numbers == (5,)


def test_headings_that_come_again_are_no_entry() -> None:
    done = chronology(csv_of("Date,Event", "3 mar 2026,Seen", "Date,Event", "4 mar 2026,Well"))
    assert [words for _, words, _, _ in shown(done)] == ["Seen", "Well"]
    assert of(done, Kind.AGAIN) == [(3, -1, "", 1)]


def test_a_cover_sheet_is_named_and_the_sheet_with_headings_is_taken() -> None:
    content = workbook(HEADED, (date(2026, 2, 3), "Moved", "Housing"), cover="Chronology", title="Data")
    done = chronology(content)
    assert shown(done) == [("2026-02-03", "Moved", "Housing", "")]
    assert of(done, Kind.PAGE) == [(0, -1, "Cover", 1)]
    assert "Not taken: the sheet “Cover” (1 line)." in told(done, table_of(content))


def test_columns_that_come_again_or_are_more_are_named_with_how_much_stands_in_them() -> None:
    content = csv_of(
        "Date,Event,Date,Event,Worker", "3 mar 2026,First,4 mar 2026,Second,Ola", "5 mar 2026,Third"
    )
    done = chronology(content)
    assert of(done, Kind.DOUBLE) == [(0, 2, "Date", 1), (0, 3, "Event", 1)]
    assert of(done, Kind.COLUMN) == [(0, 4, "Worker", 1)]
    assert "Not taken: column C “Date” comes again (1 cell)." in told(done, table_of(content))
    assert "3 parts of the file not taken" in summary(done)


def test_a_column_without_a_heading_is_named() -> None:
    done = chronology(csv_of("Date,Event", *(f"{day} mar 2026,Seen,note {day}" for day in (1, 2, 3))))
    assert of(done, Kind.COLUMN) == [(0, 2, "", 3)]
    assert not of(done, Kind.LONG)


# Lines ------------------------------------------------------------------------------------------


def test_a_sentence_that_its_commas_parted_is_put_together_and_pointed_out() -> None:
    content = csv_of(
        "Date,Event,Agency", "3 mar 2026,She said, and he agreed, that it hurt,School", "4 mar 2026,Well,GP"
    )
    done = chronology(content)
    assert shown(done)[0] == ("2026-03-03", "She said, and he agreed, that it hurt", "School", "")
    assert [number for number, _, _, _ in of(done, Kind.LONG)] == [2]
    assert "More cells than headings" in told(done, table_of(content))


def test_a_date_that_its_comma_parted_is_put_together() -> None:
    content = csv_of(
        "Date,Event,Agency", "Tue, 3 mar 2026,Seen,GP", "4 mar 2026,Well,GP", "Mar 5, 2026,a, b,GP"
    )
    assert shown(chronology(content)) == [
        ("2026-03-03", "Seen", "GP", ""),
        ("2026-03-04", "Well", "GP", ""),
        ("2026-03-05", "a, b", "GP", ""),
    ]


def test_a_line_with_fewer_cells_than_headings_is_pointed_out() -> None:
    done = chronology(csv_of("Date,Event,Agency", "3 mar 2026,Seen", "4 mar 2026,Well,"))
    assert [number for number, _, _, _ in of(done, Kind.SHORT)] == [2]


def test_a_row_keeps_its_date_as_written_where_it_is_none_or_has_a_time() -> None:
    content = csv_of("Date,Event,Source", "spring 2019,A,", "3 mar 2026 14:00,B,GP", ",C,", "12 March,D,")
    table = table_of(content)
    done = read_rows(table, NOW, source="HV")
    assert shown(done) == [
        ("", "A", "HV", "spring 2019"),
        ("2026-03-03", "B", "GP", "3 mar 2026 14:00"),
        ("", "C", "HV", ""),
        ("", "D", "HV", "12 March"),
    ]
    assert [(one.number, one.why) for one in done.undated] == [
        (2, Why.NOT_A_DAY),
        (4, Why.NOTHING),
        (5, Why.NO_YEAR),
    ]
    assert "3 rows have no day: kept as written." in summary(done)
    assert "1 row without a day, because the year is missing: line 5 “12 March”." in told(done, table)


def test_a_column_of_times_is_kept_with_its_day() -> None:
    done = chronology(csv_of("Date,Time,Event", "3 mar 2026,14:00,A", "12 March,2pm,B", ",10:30,C"))
    assert shown(done) == [
        ("2026-03-03", "A", "", "3 mar 2026 14:00"),
        ("", "B", "", "12 March 2pm"),
        ("", "C", "", "10:30"),
    ]


def test_a_spreadsheets_own_days_are_days_and_its_times_and_empty_dates_are_none() -> None:
    content = workbook(
        HEADED[:2],
        (datetime(2026, 2, 3, 14, 5), "with time"),  # noqa: DTZ001
        (time(14, 5), "time only"),
        (time(0, 0), "midnight"),
        (46056, "number"),
        ("#REF!", "error"),
        (datetime(1900, 1, 1), "empty"),  # noqa: DTZ001
    )
    assert shown(chronology(content)) == [
        ("2026-02-03", "with time", "", "2026-02-03 14:05"),
        ("", "time only", "", "14:05"),
        ("", "midnight", "", "00:00"),
        ("", "number", "", "46056"),
        ("", "error", "", "#REF!"),
        ("", "empty", "", "1900-01-01"),
    ]
    as_days = chronology(content, Answers(serials=True))
    assert shown(as_days)[3] == ("2026-02-03", "number", "", "46056")
    assert (chronology(content).offered_serials, as_days.offered_serials) == (1, 0)


def test_a_formula_without_its_result_says_nothing_and_dates_nothing() -> None:
    content = workbook(HEADED, (date(2026, 2, 3), "=B1", "GP"), ("=A2+1", "Second", "=C1"))
    done = chronology(content)
    assert shown(done) == [("", "Second", "", "=A2+1")]
    assert [one.number for one in done.failed] == [2]
    assert "Open the file in the spreadsheet program, save it" in told(done, table_of(content))


def test_a_year_that_stands_alone_above_is_offered_and_taken_only_if_somebody_says_so() -> None:
    content = csv_of(
        "Date,Event",
        "2 Jan,Before",
        "2019,The year of the move",
        "12 March,Moved",
        "3/4,Seen",
        "2020,",
        "1 May,Well",
    )
    offered = chronology(content)
    assert [day for day, _, _, _ in shown(offered)] == ["", "", "", "", ""]
    assert offered.offered_years == 3
    assert "3 rows without a year below a year that stands alone" in told(offered, table_of(content))
    taken = chronology(content, Answers(years=True))
    assert [(day, written) for day, _, _, written in shown(taken)] == [
        ("", "2 Jan"),
        ("", "2019"),
        ("2019-03-12", "12 March"),
        ("2019-04-03", "3/4"),
        ("2020-05-01", "1 May"),
    ]


def test_two_orders_of_dates_in_one_file_are_asked_about() -> None:
    content = csv_of("Date,Event", "02/28/2026,Seen by GP", "03/04/2026,Which month is this")
    asked = chronology(content)
    assert [day for day, _, _, _ in shown(asked)] == ["", ""]
    assert "Which comes first in these dates, day or month?" in told(asked, table_of(content))
    american = chronology(content, Answers(order=Order.MONTH))
    assert [day for day, _, _, _ in shown(american)] == ["2026-02-28", "2026-03-04"]
    british = chronology(content, Answers(order=Order.DAY))
    assert [(day, written) for day, _, _, written in shown(british)] == [
        ("", "02/28/2026"),
        ("2026-04-03", ""),
    ]
    assert not american.asks_order
    assert not british.asks_order


def test_days_of_a_spreadsheet_beside_texts_with_the_month_first_are_pointed_out() -> None:
    content = workbook(HEADED[:2], (date(2026, 4, 3), "Swapped?"), ("02/28/2026", "Left as text"))
    done = chronology(content)
    assert [count for _, _, _, count in of(done, Kind.MONTH_FIRST)] == [1]
    assert not of(chronology(csv_of("Date,Event", "2026-04-03,a", "02/28/2026,b")), Kind.MONTH_FIRST)


def test_days_that_lie_ahead_are_pointed_out() -> None:
    done = chronology(csv_of("Date,Event", "3 mar 2030,Later", "27 nov 2026,Today"))
    assert of(done, Kind.AHEAD) == [(2, 0, "3 mar 2030", 1)]


def test_a_line_that_says_nothing_fails_and_one_that_is_there_already_is_named() -> None:
    known = (ChronologyRow(id="x", on=date(2026, 3, 3), words="A", source="GP"),)
    table = table_of(
        csv_of(
            "Date,Event,Source", "3 mar 2026,A,GP", "3 mar 2026,,GP", "4 mar 2026,B,", "4 mar 2026,B,", ",,GP"
        )
    )
    done = read_rows(table, NOW, known=known)
    assert [(one.number, one.why) for one in done.failed] == [
        (3, "nothing is said of 3 mar 2026"),
        (6, "nothing is said of GP"),
    ]
    assert [(one.number, one.of) for one in done.twice] == [(2, 0), (5, 4)]
    assert [row.words for row in done.rows] == ["B"]
    words = told(done, table)
    assert "Left out: line 5 says what line 4 says; line 2 is in the chronology already." in words


CELL = st.one_of(
    st.text(max_size=20),
    st.sampled_from(["3 mar 2026", "2020-01-24", "1/2/2019 10:00", "", "12 March", "10:30"]),
)


@given(st.lists(st.tuples(CELL, CELL, CELL), max_size=30))
def test_every_line_becomes_a_row_or_is_accounted_for_and_the_order_stays(
    cells: list[tuple[str, str, str]],
) -> None:
    page = Page(lines=tuple(Line(number, row) for number, row in enumerate(cells, 1)))
    table = laid_out(Book(name="x", pages=(page,)), page, {"date": 0, "words": 1, "source": 2})
    done = read_rows(table, NOW)
    assert len(done.rows) + len(done.failed) + len(done.twice) == len(cells)
    kept = [cells[number - 1] for number in done.numbers]
    assert [row.words for row in done.rows] == [clean(row[1]).strip() for row in kept]
    for row, (written, _, _) in zip(done.rows, kept, strict=True):
        assert row.on or row.date_as_written == clean(written).strip()


def test_many_rows_are_several_entries_with_an_id_each() -> None:
    rows = [ChronologyRow(id="", on=None, words=str(number)) for number in range(BATCH + 1)]
    ids = iter(range(10_000))
    asked = commands(rows, lambda: str(next(ids)))
    assert [len(one.rows) for one in asked] == [BATCH, 1]
    assert len({row.id for one in asked for row in one.rows}) == BATCH + 1


def test_reading_ends_when_nobody_waits_for_it() -> None:
    table = table_of(csv_of("Date,Event", *("3 mar 2026,A" for _ in range(2_000))))
    counts: list[int] = []

    def nobody_waits(count: int) -> bool:
        counts.append(count)
        return False

    with pytest.raises(GaveUp):
        read_rows(table, NOW, told=nobody_waits)
    assert counts == [500]


def test_a_sheet_can_be_chosen_by_its_name() -> None:
    content = workbook(HEADED, (date(2026, 2, 3), "Moved", "GP"), cover="Date", title="Data")
    assert found(read_table("x", content), NOW, sheet="data") is not None
    assert found(read_table("x", content), NOW, sheet="Cover") is None


def test_sentences_that_most_lines_have_parted_by_commas_are_no_column_of_their_own() -> None:
    content = csv_of("Date,Event", *(f"{day} mar 2026,She came, and went" for day in (1, 2, 3, 4)))
    done = chronology(content)
    assert {words for _, words, _, _ in shown(done)} == {"She came, and went"}
    assert len(of(done, Kind.LONG)) == 4


@pytest.mark.parametrize(
    ("content", "answers"),
    [
        (
            csv_of("Date,Event,Source", "2024,,", "12 March,A,GP", "13 March,B,GP", "3 mar 2025,C,"),
            Answers(years=True),
        ),
        (csv_of("Date,Event,Source", "45363,A,GP", "45364,B,GP", "3 mar 2025,C,"), Answers(serials=True)),
    ],
)
def test_rows_without_a_day_get_it_when_they_come_again_with_an_answer_and_do_not_come_twice(
    content: bytes, answers: Answers
) -> None:
    table, before = table_of(content), Meeting()
    first = read_rows(table, NOW)
    assert [row.on for row in first.rows] == [None, None, date(2025, 3, 3)]
    before = carry_out(before, *commands(first.rows, iter("abc").__next__))
    again = read_rows(table, NOW, known=before.sharing.chronology, answers=answers)
    assert [row.id for row in again.rows] == ["a", "b"]
    assert "2 rows of them are there without a day" in summary(again)
    (asked,) = commands(again.rows, iter("xyz").__next__)
    after = carry_out(before, asked)
    assert [(row.id, row.on) for row in after.sharing.chronology] == [
        ("a", date(2024, 3, 12)),
        ("b", date(2024, 3, 13)),
        ("c", date(2025, 3, 3)),
    ]
    (event,) = when(before, asked)
    assert sentence(event, Names(before, after)) == "2 rows of the chronology got a day."
    assert when(after, asked) == ()
    for answered in (Answers(), answers):
        assert not read_rows(table, NOW, known=after.sharing.chronology, answers=answered).rows
