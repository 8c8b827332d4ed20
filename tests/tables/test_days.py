"""The days of a table: a day with its year is one; nothing that counts from now is."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tables.writing import NOW

from chairtui.tables.days import Days, Order, Why, year_alone

THIRD = date(2026, 2, 3)

WRITTEN = (
    "03/02/2026",
    "3.2.26",
    "3-2-2026",
    "3 Feb 2026",
    "Tue 3 February 2026",
    "Tuesday, 3rd of February 2026",
    "Feb 3, 2026",
    "3-Feb-26",
    "2026-02-03",
    "2026/02/03",
    "20260203",
    "2026-02-03 00:00:00.000",
    "2026-02-03T14:05:00Z",
    "03/02/2026 14:05",
    "14:05 03/02/2026",
    "3 Feb 2026 2pm",
)


@pytest.mark.parametrize("cell", WRITTEN)
def test_a_day_with_its_year_is_read(cell: str) -> None:
    assert Days([cell], NOW).read(cell).on == THIRD


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("12 March", Why.NO_YEAR),
        ("3/4", Why.NO_YEAR),
        ("25 Dec 10:30", Why.NO_YEAR),
        ("Thu 12 March", Why.NO_YEAR),
        ("10:30", Why.NOT_A_DAY),
        ("1.30", Why.NOT_A_DAY),
        ("2pm", Why.NOT_A_DAY),
        ("+2w", Why.NOT_A_DAY),
        ("-3d", Why.NOT_A_DAY),
        ("+4h", Why.NOT_A_DAY),
        ("now", Why.NOT_A_DAY),
        ("today", Why.NOT_A_DAY),
        ("tomorrow 14:00", Why.NOT_A_DAY),
        ("yesterday 5pm", Why.NOT_A_DAY),
        ("fri", Why.NOT_A_DAY),
        ("last fri 10:00", Why.NOT_A_DAY),
        ("2 days ago", Why.NOT_A_DAY),
        ("2019", Why.NOT_A_DAY),
        ("spring 2019", Why.NOT_A_DAY),
        ("March 2019", Why.NOT_A_DAY),
        ("3-5 March 2026", Why.NOT_A_DAY),
        ("", Why.NOTHING),
        ("00/01/1900", Why.EMPTY),
        ("1900-01-01", Why.EMPTY),
        ("30/12/1899", Why.WRONG),
        ("1900-01-00", Why.WRONG),
        ("01/01/1904", Why.EMPTY),
        ("46056", Why.SERIAL),
        ("46056.5", Why.SERIAL),
        ("30/02/2026", Why.WRONG),
        ("Mon 3 Feb 2026", Why.WRONG),
        ("3 Feb 2526", Why.WRONG),
    ],
)
def test_what_is_no_whole_day_is_none_and_says_why(cell: str, why: Why) -> None:
    day = Days([cell], NOW).read(cell)
    assert (day.on, day.why) == (None, why)


def test_two_figures_of_a_year_are_of_this_century_unless_they_lie_far_ahead() -> None:
    days = Days((), NOW)
    assert [days.read(cell).on for cell in ("1.12.26", "1.2.58", "1.2.09")] == [
        date(2026, 12, 1),
        date(1958, 2, 1),
        date(2009, 2, 1),
    ]


BRITISH, AMERICAN, EITHER = "28/02/2026", "02/27/2026", "03/04/2026"


@pytest.mark.parametrize(
    ("cells", "order", "read"),
    [
        ((EITHER,), None, (date(2026, 4, 3),)),
        ((BRITISH, EITHER), None, (date(2026, 2, 28), date(2026, 4, 3))),
        ((AMERICAN, EITHER), None, (None, None)),
        ((AMERICAN, BRITISH, EITHER), None, (None, date(2026, 2, 28), None)),
        ((AMERICAN, "04/04/2026", "2026-04-03"), None, (None, date(2026, 4, 4), date(2026, 4, 3))),
        ((AMERICAN, BRITISH, EITHER), Order.DAY, (None, date(2026, 2, 28), date(2026, 4, 3))),
        ((AMERICAN, BRITISH, EITHER), Order.MONTH, (date(2026, 2, 27), date(2026, 2, 28), date(2026, 3, 4))),
        ((EITHER,), Order.MONTH, (date(2026, 3, 4),)),
    ],
)
def test_where_a_day_has_the_month_first_those_that_can_be_either_wait_for_an_answer(
    cells: tuple[str, ...], order: Order | None, read: tuple[date | None, ...]
) -> None:
    days = Days(cells, NOW, order=order)
    assert tuple(days.read(cell).on for cell in cells) == read
    assert days.asks == (AMERICAN in cells and order is None)


def test_a_number_is_a_day_only_if_somebody_says_so() -> None:
    assert Days((), NOW, serials=True).read("46056").on == THIRD
    assert Days((), NOW).read("46056").said == "it would be Tue 3 Feb 2026"


@pytest.mark.parametrize(
    ("words", "year"),
    [("2019", 2019), ("Year 2019:", 2019), ("2019 –", 2019), ("2119x", 0), ("12", 0), ("", 0)],
)
def test_a_year_that_stands_alone_is_known(words: str, year: int) -> None:
    assert year_alone(words) == year


PART = st.sampled_from(
    [*"0123456789 /.-:", "2026", "03", "Mar", "today", "fri", "next", "+2", "w", "pm", "now", "of"]
)


@given(st.lists(PART, max_size=8).map("".join))
def test_no_day_depends_on_when_it_is_read_but_for_the_century(words: str) -> None:
    other = NOW.replace(year=2025, month=5, day=6)
    first, second = (Days([words], at).read(words).on for at in (NOW, other))
    assert first == second or (first and second and (first.year - second.year) % 100 == 0)
    if first:
        assert str(first.year)[2:] in words


def test_the_time_of_a_day_whose_clocks_change_does_not_take_the_day_away() -> None:
    day = Days((), NOW).read("25/10/2026 01:30")
    assert (day.on, day.timed) == (date(2026, 10, 25), True)
