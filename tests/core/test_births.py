"""A birth whose day is not known: the ages it allows, its words, and how it is typed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from chairtui.core.births import (
    Birth,
    age_words,
    ages,
    birth_words,
    born_between,
    may_be_born_on,
    typed_birth,
)
from chairtui.core.births_typed import read_birth, read_child
from chairtui.core.calendar.days import NotADate
from chairtui.core.children import Child
from chairtui.core.vocabulary import AgeUnit, Certainty

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
TODAY = NOW.date()


def typed(words: str) -> Child:
    born_on, birth = read_birth(words, NOW)
    return Child(id="kit", name="Kit", born_on=born_on, birth=birth)


def true_age(born: date, day: date) -> int:
    """Count the birthdays one by one; on the 28th nobody of the 29th has had theirs."""
    return sum(
        (day.year - years, day.month, day.day) >= tuple(born.timetuple()[:3]) for years in range(1, 60)
    )


LEAP_DAYS = st.sampled_from([date(2008, 2, 29), date(2024, 2, 29), date(2024, 2, 28), date(2025, 3, 1)])
DAYS = st.dates(date(2006, 1, 1), date(2026, 11, 27)) | LEAP_DAYS


@given(born=DAYS, day=DAYS, asked=DAYS)
def test_the_ages_contain_that_of_a_true_birthday_whatever_is_known_of_it(
    born: date, day: date, asked: date
) -> None:
    if asked < born or day < born:
        return
    age = true_age(born, day)
    for child in (
        Child(id="a", name="A", born_on=born),
        Child(id="a", name="A", birth=Birth(year=born.year)),
        Child(id="a", name="A", birth=Birth(year=born.year, month=born.month)),
        Child(id="a", name="A", birth=Birth(youngest=age, oldest=age, aged_on=day)),
        Child(id="a", name="A", birth=Birth(youngest=max(age - 1, 0), oldest=age + 1, aged_on=day)),
    ):
        first, last = born_between(child) or (date.max, date.min)
        assert first <= born <= last
        least, greatest = ages(child, asked) or (99, -1)
        assert least <= true_age(born, asked) <= greatest


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("6 months", date(2026, 4, 28), date(2026, 5, 27)),
        ("1 month on 31 mar 2026", date(2026, 2, 1), date(2026, 2, 28)),
        ("12 months", date(2025, 10, 28), date(2025, 11, 27)),
        ("5 weeks", date(2026, 10, 17), date(2026, 10, 23)),
        ("about 5 weeks", date(2026, 10, 10), date(2026, 10, 30)),
        ("0 weeks", date(2026, 11, 21), date(2026, 11, 27)),
        ("3 days", date(2026, 11, 24), date(2026, 11, 24)),
    ],
)
def test_an_age_in_months_or_weeks_says_between_which_days_and_makes_up_none(
    words: str, first: date, last: date
) -> None:
    child = typed(words)
    assert (child.born_on, born_between(child)) == (None, (first, last))
    assert typed(typed_birth(child)) == child


@given(day=DAYS, unit=st.sampled_from(AgeUnit), age=st.integers(0, 40))
def test_ages_in_any_unit_follow_one_another_without_a_gap(day: date, unit: AgeUnit, age: int) -> None:
    (first, last), (older_first, older_last) = (
        born_between(Child(id="a", name="A", birth=Birth(youngest=one, oldest=one, aged_on=day, unit=unit)))
        or (date.max, date.min)
        for one in (age, age + 1)
    )
    assert older_first <= older_last < first <= last <= day
    assert first - older_last == timedelta(days=1)


@given(day=DAYS, age=st.integers(0, 20))
def test_an_age_on_a_day_is_that_of_every_birthday_between_and_of_none_outside(day: date, age: int) -> None:
    first, last = born_between(
        Child(id="a", name="A", birth=Birth(youngest=age, oldest=age, aged_on=day))
    ) or (date.max, date.min)
    assert [true_age(one, day) for one in (first, last)] == [age, age]
    assert true_age(first - timedelta(days=1), day) == age + 1
    assert last == day or true_age(last + timedelta(days=1), day) == age - 1


@pytest.mark.parametrize(
    ("words", "said", "aged"),
    [
        ("5 mar 2011", "born Sat 5 Mar 2011 (15)", "15"),
        ("May 2011", "born in May 2011 (15)", "15"),
        ("05/2011", "born in May 2011 (15)", "15"),
        ("2011-05", "born in May 2011 (15)", "15"),
        ("2011", "born in 2011 (14 or 15)", "14 or 15"),
        ("2011 estimated", "born in 2011 (14 or 15), estimated", "14 or 15, estimated"),
        ("15", "15 years old on Fri 27 Nov 2026", "15"),
        (
            "about 15",
            "about 15 (14 to 16) years old on Fri 27 Nov 2026, estimated",
            "about 15, estimated",
        ),
        (
            "14 to 16 disputed",
            "14 to 16 years old on Fri 27 Nov 2026, age disputed",
            "14 to 16, age disputed",
        ),
        ("6 months", "6 months old on Fri 27 Nov 2026", "0"),
        ("6 months on 20 nov 2026", "6 months old on Fri 20 Nov 2026 (0)", "0"),
        ("5 weeks old", "5 weeks old on Fri 27 Nov 2026", "0"),
        ("1 week", "1 week old on Fri 27 Nov 2026", "0"),
        ("3 days", "3 days old on Fri 27 Nov 2026", "0"),
        ("2 to 3 mths", "2 or 3 months old on Fri 27 Nov 2026", "0"),
        ("18 months", "18 months old on Fri 27 Nov 2026", "1"),
        ("11 months disputed", "11 months old on Fri 27 Nov 2026, age disputed", "0, age disputed"),
        ("5 mar 2011, disputed", "born Sat 5 Mar 2011 (15), age disputed", "15, age disputed"),
        ("not known", "date of birth not known", ""),
        ("", "", ""),
    ],
)
def test_what_is_typed_is_said_back_no_more_exactly_and_can_be_typed_again(
    words: str, said: str, aged: str
) -> None:
    child = typed(words)
    assert (birth_words(child, TODAY), age_words(child, TODAY)) == (said, aged)
    assert typed(typed_birth(child)) == child


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("2031", "does not lie ahead"),
        ("Dec 2026", "does not lie ahead"),
        ("about 40", "no age of a child"),
        ("16 to 14", "the youngest first"),
        ("13/2011", "1 to 12"),
        ("1 jan 2008 estimated", "would be read as the right one"),
        ("a summer", "says no birth that can be read"),
        ("about 15 on 3 mar 2031", "does not lie ahead"),
    ],
)
def test_what_is_no_birth_is_refused_with_a_sentence(words: str, why: str) -> None:
    with pytest.raises(NotADate, match=why):
        read_birth(words, NOW)


def test_who_says_so_stands_with_it() -> None:
    birth = Birth(year=2011, certainty=Certainty.ESTIMATED, source="the Home Office")
    said = birth_words(Child(id="a", name="A", birth=birth))
    assert said == "born in 2011, estimated (the Home Office)"


@pytest.mark.parametrize(
    ("words", "same"),
    [
        ("5 mar 2011", True),
        ("6 mar 2011", False),
        ("6 mar 2011 disputed", True),
        ("Mar 2011", True),
        ("Apr 2011", False),
        ("2012", False),
        ("2012 estimated", True),
        ("15", True),
        ("13", False),
        ("about 13", True),
        ("not known", True),
        ("", True),
    ],
)
def test_what_is_sure_of_a_birth_contradicts_another_day_and_what_is_doubted_does_not(
    words: str, same: bool
) -> None:
    assert may_be_born_on(typed(words), date(2011, 3, 5)) is same
    assert may_be_born_on(typed(words), None)


@pytest.mark.parametrize(
    "line",
    [
        "Baby H, due 20 jan 2027",
        "Baby H, expected on 20 Jan 2027",
        "Baby H, unborn, due 20 jan 2027",
        "Baby H, unborn (due 20 jan 2027)",
    ],
)
def test_an_unborn_child_is_read_from_one_line_with_the_day_on_which_it_is_expected(line: str) -> None:
    child = read_child("bump", line, NOW)
    assert child == Child(id="bump", name="Baby H", expected_on=date(2027, 1, 20))
    assert birth_words(child, TODAY) == "expected Wed 20 Jan 2027"


@pytest.mark.parametrize("birth", ["unborn", "not born yet", "20 jan 2027", "soon"])
def test_a_line_that_says_no_birth_is_refused_with_how_an_unborn_child_is_written(birth: str) -> None:
    with pytest.raises(NotADate, match="Baby H, due 5 jun"):
        read_child("bump", f"Baby H, {birth}", NOW)


def test_a_birth_that_is_said_not_to_be_known_does_not_hide_the_day_on_which_it_is_expected() -> None:
    not_known = Birth(certainty=Certainty.NOT_KNOWN)
    child = Child(id="bump", name="Baby H", expected_on=date(2027, 1, 20), birth=not_known)
    assert birth_words(child, TODAY) == "expected Wed 20 Jan 2027"
    assert birth_words(replace(child, expected_on=None), TODAY) == "date of birth not known"
