import time
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.table_of_bank_holidays import table

from chairtui.core.calendar.bank_holidays import TABLE
from chairtui.core.calendar.deadlines import (
    add_working_days,
    bank_holidays,
    conference_due_on,
    is_working_day,
    local_day,
    london,
    working_days_between,
)

DAYS = st.dates(min_value=date(2015, 1, 1), max_value=date(2035, 12, 31))
NUMBERS = st.integers(min_value=-60, max_value=60)


@pytest.mark.parametrize(
    ("day", "n", "due"),
    [
        (date(2026, 9, 3), 15, date(2026, 9, 24)),
        (date(2026, 4, 2), 3, date(2026, 4, 9)),  # over Easter
        (
            date(2026, 12, 23),
            3,
            date(2026, 12, 30),
        ),  # Boxing Day falls on a Saturday: the Monday is its substitute
        (date(2026, 3, 7), 1, date(2026, 3, 9)),  # a Saturday: Monday is day 1
        (date(2026, 3, 9), -1, date(2026, 3, 6)),
        (date(2026, 3, 7), 0, date(2026, 3, 7)),
    ],
)
def test_working_days_leave_out_the_first_day_weekends_and_bank_holidays(
    day: date, n: int, due: date
) -> None:
    assert add_working_days(day, n) == due


def test_the_conference_is_due_within_fifteen_working_days() -> None:
    assert conference_due_on(date(2026, 9, 3)) == date(2026, 9, 24)


def test_the_bank_holidays_are_those_that_england_keeps() -> None:
    assert date(2022, 9, 19) in bank_holidays(2022)  # the state funeral
    assert date(2027, 12, 28) in bank_holidays(2027)
    assert date(2026, 3, 17) not in bank_holidays(2026)  # Northern Ireland only
    assert len(bank_holidays(2025)) == 8
    assert date(2027, 12, 25) not in bank_holidays(2027)  # a Saturday: kept on the Monday


def test_the_table_of_bank_holidays_is_what_the_library_says() -> None:
    assert table() == TABLE


@pytest.mark.parametrize("year", [1999, 2101])
def test_where_the_table_ends_no_bank_holiday_is_known(year: int) -> None:
    new_year = next(day for number in range(1, 8) if (day := date(year, 1, number)).weekday() == 0)
    assert not bank_holidays(year)
    assert is_working_day(new_year)


def test_the_second_day_of_three_is_day_two() -> None:
    assert working_days_between(date(2026, 4, 2), date(2026, 4, 8)) == 2
    assert working_days_between(date(2026, 4, 2), date(2026, 4, 2)) == 0


@given(DAYS, NUMBERS)
def test_a_deadline_is_a_working_day_and_counts_back_to_its_number(day: date, n: int) -> None:
    due = add_working_days(day, n)
    assert n == 0 or is_working_day(due)
    if n >= 0:
        assert working_days_between(day, due) == n


@given(DAYS, DAYS, DAYS)
def test_counting_in_two_stretches_gives_the_same_number(a: date, b: date, c: date) -> None:
    first, middle, last = sorted((a, b, c))
    assert working_days_between(first, last) == working_days_between(first, middle) + working_days_between(
        middle, last
    )
    assert working_days_between(last, first) == -working_days_between(first, last)


def test_an_instant_is_not_taken_for_a_day() -> None:
    with pytest.raises(TypeError):
        is_working_day(datetime(2026, 4, 3, 12, tzinfo=UTC))


def test_clocks_show_london_time_and_know_summer() -> None:
    assert london(datetime(2026, 3, 5, 14, tzinfo=UTC)).format("HH:mm z") == "14:00 Europe/London"
    assert london(datetime(2026, 7, 5, 14, tzinfo=UTC)).hour == 15
    assert local_day(datetime(2026, 7, 5, 23, 30, tzinfo=UTC)) == date(2026, 7, 6)
    assert local_day(datetime(2026, 1, 5, 23, 30, tzinfo=UTC)) == date(2026, 1, 5)


@pytest.mark.parametrize("read", [london, local_day])
def test_an_instant_without_a_zone_is_refused(read: object) -> None:
    assert callable(read)
    with pytest.raises(ValueError, match="zone"):
        read(datetime(2026, 3, 5, 14))  # noqa: DTZ001 (that is the point)


def test_once_warm_a_deadline_costs_next_to_nothing() -> None:
    day, rounds = date(2026, 9, 3), 10_000
    add_working_days(day, 15)

    def once() -> timedelta:
        start = time.perf_counter()
        for _ in range(rounds):
            add_working_days(day, 15)
        return timedelta(seconds=time.perf_counter() - start)

    assert min(once() for _ in range(5)) / rounds < timedelta(microseconds=50)
