"""A chronology that comes as a table: columns found, rows kept in order, and nothing lost without a word."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chairtui.core.chronology import ChronologyRow
from chairtui.core.tabled import BATCH, Columns, GaveUp, Line, commands, guess, named_columns, read_rows
from chairtui.text import clean

NOW = datetime(2026, 3, 5, 10, tzinfo=UTC)
ALL = Columns(date=0, words=1, source=2)


def table(*rows: str) -> list[Line]:
    return [Line(number, tuple(row.split("|"))) for number, row in enumerate(rows, 1)]


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        (("Date|Event|Source", "3 mar|A|GP"), Columns(date=0, words=1, source=2)),
        (("Agency|What happened|When", "GP|A|3 mar"), Columns(date=2, words=1, source=0)),
        (("Ref| date of  Event: |Details", "1|3 mar|A"), Columns(date=1, words=2)),
        (("3 mar 2026|A|GP", "4 mar 2026|B|GP"), Columns(date=0, words=1, source=2, headed=False)),
        (("3 mar 2026|A", "unknown|B", "4 mar 2026|C"), Columns(date=0, words=1, headed=False)),
        (("Ref|Whatever|Else", "1|3 mar|A"), None),
        (("Date|Text", "3 mar|A"), None),
        (("1|2|3|4", "1|2|3|4"), None),
        ((), None),
    ],
)
def test_columns_are_found_by_headings_or_content_or_asked_for(
    rows: tuple[str, ...], columns: Columns | None
) -> None:
    assert guess(table(*rows), NOW) == columns


def test_columns_are_named_by_heading_letter_or_number() -> None:
    rows = table("Nr|Wann|Was", "1|3 mar|A")
    assert named_columns(rows, {"date": "wann", "words": "Was"}) == Columns(date=1, words=2)
    assert named_columns(rows, {"date": "B", "words": "3"}) == Columns(date=1, words=2, headed=False)
    for asked in ({"date": "A"}, {"words": "Z"}, {"shape": "A", "words": "A"}, {"words": "no such"}):
        with pytest.raises(ValueError, match=r"column|no “shape”"):
            named_columns(rows, asked)


def test_a_row_keeps_its_date_as_written_where_it_cannot_be_read_or_has_a_time() -> None:
    done = read_rows(
        table("Date|Event|Source", "spring 2019|A|", "3 mar 2026 14:00|B|GP", "|C|"), ALL, NOW, source="HV"
    )
    assert [(row.on, row.date_as_written, row.source) for row in done.rows] == [
        (None, "spring 2019", "HV"),
        (date(2026, 3, 3), "3 mar 2026 14:00", "GP"),
        (None, "", "HV"),
    ]


def test_a_line_that_says_nothing_fails_and_one_that_is_there_already_is_named() -> None:
    known = (ChronologyRow(id="x", on=date(2026, 3, 3), words="A", source="GP"),)
    done = read_rows(table("h|h|h", "3 mar|A|GP", "3 mar||GP", "4 mar|B|", "4 mar|B|"), ALL, NOW, known=known)
    assert [(one.number, one.why) for one in done.failed] == [(3, "nothing is said of 3 mar")]
    assert done.twice == (2, 5)
    assert [row.words for row in done.rows] == ["B"]


CELL = st.one_of(st.text(max_size=20), st.sampled_from(["3 mar 2026", "2020-01-24", "1/2/2019 10:00", ""]))


@given(st.lists(st.tuples(CELL, CELL, CELL), max_size=30))
def test_every_line_becomes_a_row_or_is_accounted_for_and_the_order_stays(
    cells: list[tuple[str, str, str]],
) -> None:
    lines = [Line(number, row) for number, row in enumerate(cells, 1)]
    done = read_rows(lines, Columns(date=0, words=1, source=2, headed=False), NOW)
    assert len(done.rows) + len(done.failed) + len(done.twice) == len(lines)
    gone = {one.number for one in done.failed} | set(done.twice)
    kept = [line.cells for line in lines if line.number not in gone]
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
    lines = table("Date|Event", *("3 mar|A" for _ in range(2_000)))
    counts: list[int] = []

    def nobody_waits(count: int) -> bool:
        counts.append(count)
        return False

    with pytest.raises(GaveUp):
        read_rows(lines, Columns(date=0, words=1), NOW, told=nobody_waits)
    assert counts == [500]
