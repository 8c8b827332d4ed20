import re
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chairtui.core.calendar.clocks import say_clock
from chairtui.core.calendar.days import NotADate
from chairtui.core.calendar.deadlines import local_day
from chairtui.core.calendar.when import When, WhichTime, read_day, read_when, say_when

NOW = datetime(2026, 3, 4, 10, 30, tzinfo=UTC)  # a Wednesday
DAYS = st.dates(min_value=date(1901, 1, 1), max_value=date(2198, 12, 31))
INSTANTS = st.datetimes(datetime(1972, 1, 1), datetime(2198, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001
    lambda at: at.replace(second=0, microsecond=0)
)


def march(day: int, hour: int | None = None, minute: int = 0) -> When:
    on = date(2026, 3, day)
    return When(on, None if hour is None else datetime(2026, 3, day, hour, minute, tzinfo=UTC))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("today", march(4)),
        ("Tomorrow", march(5)),
        ("yesterday", march(3)),
        ("now", march(4, 10, 30)),
        ("tomorrow 14:00", march(5, 14)),
        ("tomorrow at 2pm", march(5, 14)),
        ("2pm tomorrow", march(5, 14)),
        ("14:00", march(4, 14)),
        ("9.05", march(4, 9, 5)),
        ("2 pm", march(4, 14)),
        ("2:30 p.m.", march(4, 14, 30)),
        ("12am", march(4, 0)),
        ("noon", march(4, 12)),
        ("+2wd", march(6)),
        ("+3wd", march(9)),
        ("+2 working days 9am", march(6, 9)),
        ("-1wd", march(3)),
        ("+3d", march(7)),
        ("-2d", march(2)),
        ("+2w", march(18)),
        ("+4h", march(4, 14, 30)),
        ("+45min", march(4, 11, 15)),
        ("fri", march(6)),
        ("friday 9am", march(6, 9)),
        ("9am on Friday", march(6, 9)),
        ("weds", march(11)),
        ("this wed", march(4)),
        ("next mon", march(9)),
        ("next fri", march(13)),
        ("last thurs", When(date(2026, 2, 26))),
        ("5 mar", march(5)),
        ("5th of March", march(5)),
        ("march 5, 2026", march(5)),
        ("5mar", march(5)),
        ("5/3", march(5)),
        ("3 mar", When(date(2027, 3, 3))),
        ("5 march 2026", march(5)),
        ("05/03/2026", march(5)),
        ("5.3.26", march(5)),
        ("Thu 5 Mar 2026 14:00", march(5, 14)),
        ("Thu 5 Mar 2026 14:00 (tomorrow)", march(5, 14)),
        ("2026-03-05", march(5)),
        ("2026-03-05 14:00", march(5, 14)),
        ("2026-03-05T14:00", march(5, 14)),
        ("2026-03-05T14:00:00+02:00", march(5, 12)),
        ("2026-03-05t14:00z", march(5, 14)),
        ("5 jul 14:00", When(date(2026, 7, 5), datetime(2026, 7, 5, 13, tzinfo=UTC))),
    ],
)
def test_dates_are_read_as_people_type_them(typed: str, meant: When) -> None:
    assert read_when(typed, NOW) == meant
    assert read_when(f"  {typed.upper()} ", NOW) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("3 mar", date(2026, 3, 3)),
        ("4 mar", date(2026, 3, 4)),
        ("5 mar", date(2025, 3, 5)),
        ("fri", date(2026, 2, 27)),
        ("05/03/12", date(2012, 3, 5)),
        ("05/03/31", date(1931, 3, 5)),
    ],
)
def test_what_lies_behind_is_looked_for_in_the_past(typed: str, meant: date) -> None:
    assert read_when(typed, NOW, past=True).on == meant


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Try tomorrow 14:00"),
        ("soon", "“soon” is no date that can be read; try tomorrow 14:00"),
        ("31 feb", "There is no 31 February 2026: that month has 28 days."),
        ("29 feb", "There is no 29 February 2027: that month has 28 days."),
        ("31/04/2026", "There is no 31 April 2026: that month has 30 days."),
        ("0 mar", "There is no 0 March 2026"),
        ("03/13/2026", "There is no month 13: the day comes first, as in 05/03/2026."),
        ("25:00", "hours run from 00 to 23"),
        ("tomorrow 14pm", "with am or pm the hour is 1 to 12"),
        ("fri 5 mar 2026", "5 Mar 2026 is a Thursday, not a Friday."),
        ("2026-02-31", "There is no 31 February 2026"),
        ("2026-03-05T99:00", "write it as 2026-03-05T14:00"),
        ("5 mar 0206", "The year 206 is too far away: is it a slip?"),
        ("+9999w", "is too far away"),
        ("+4h 14:00", "is no date that can be read"),
    ],
)
def test_what_is_no_date_is_refused_in_one_helpful_sentence(typed: str, sentence: str) -> None:
    with pytest.raises(NotADate) as refusal:
        read_when(typed, NOW)
    assert sentence in str(refusal.value)
    assert str(refusal.value).endswith((".", "?"))


@pytest.mark.parametrize(
    "typed", ["28 mar 2027 01:30", "28/3/27 1.30am", "2027-03-28T01:30", "2027-03-28 01:00"]
)
def test_a_time_that_the_clocks_skip_is_refused(typed: str) -> None:
    with pytest.raises(WhichTime, match=r"on Sun 28 Mar 2027 does not exist: the clocks go forward past it"):
        read_when(typed, NOW)
    assert read_day(typed, NOW) == date(2027, 3, 28)


@pytest.mark.parametrize("typed", ["25/10/2026 01:30", "25 oct 1:30 am", "2026-10-25T01:30"])
def test_a_time_that_comes_twice_asks_which(typed: str) -> None:
    said = "01:30 on Sun 25 Oct 2026 comes twice, .*: write 01:30 BST for the first, 01:30 GMT for the second"
    with pytest.raises(WhichTime, match=said):
        read_when(typed, NOW)
    assert read_day(typed, NOW) == date(2026, 10, 25)


def test_a_time_that_comes_twice_is_the_one_whose_zone_is_typed() -> None:
    first, second = datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    for at, zone in ((first, "BST"), (second, "GMT")):
        assert read_when(f"25/10/2026 01:30 {zone}", NOW).at == at
        assert say_when(at) == f"Sun 25 Oct 2026 01:30 {zone}"
        assert say_clock(at) == f"01:30 {zone}"


@pytest.mark.parametrize("night", [datetime(2026, 10, 24, 23, tzinfo=UTC), datetime(2027, 3, 28, tzinfo=UTC)])
def test_in_a_night_in_which_clocks_change_every_time_says_bst_or_gmt(night: datetime) -> None:
    times = [night + timedelta(minutes=10 * number) for number in range(18)]
    assert all(re.fullmatch(r"\d\d:\d\d (BST|GMT)", say_clock(at)) for at in times)
    assert len({say_clock(at) for at in times}) == len(times)
    assert len({say_clock(at)[-3:] for at in times}) == 2
    assert [read_when(say_when(at), NOW).at for at in times] == times
    for usual in (night + timedelta(hours=12), night - timedelta(hours=6), night + timedelta(days=1)):
        assert re.fullmatch(r"\d\d:\d\d", say_clock(usual))


def test_today_is_the_day_in_england() -> None:
    half_past_midnight = datetime(2026, 7, 5, 23, 30, tzinfo=UTC)
    assert read_when("today", half_past_midnight).on == date(2026, 7, 6)


def test_working_days_know_easter() -> None:
    maundy_thursday = datetime(2026, 4, 2, 9, tzinfo=UTC)
    assert read_when("+3wd", maundy_thursday).on == date(2026, 4, 9)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        read_when("today", datetime(2026, 3, 4))  # noqa: DTZ001 (that is the point)


def test_the_echo_names_the_weekday_and_with_now_the_nearness() -> None:
    assert say_when(march(5, 14)) == "Thu 5 Mar 2026 14:00"
    assert say_when(date(2026, 3, 5)) == "Thu 5 Mar 2026"
    assert say_when(datetime(2026, 3, 5, 14, tzinfo=UTC), NOW) == "Thu 5 Mar 2026 14:00 (tomorrow)"
    assert say_when(march(9), NOW) == "Mon 9 Mar 2026"


@given(INSTANTS, INSTANTS)
def test_an_echoed_instant_reads_back_as_itself(at: datetime, now: datetime) -> None:
    assert read_when(say_when(at, now), now) == When(local_day(at), at)
    assert read_when(at.isoformat(), now).at == at


@given(DAYS, INSTANTS, st.booleans())
def test_an_echoed_day_reads_back_as_itself(day: date, now: datetime, past: bool) -> None:
    assert read_when(say_when(day, now), now, past=past) == When(day)
    assert read_when(f"{day:%d/%m/%Y}", now, past=past) == When(day)


@given(DAYS.filter(lambda day: (day.month, day.day) != (2, 29)), INSTANTS)
def test_a_day_without_a_year_is_less_than_a_year_off(day: date, now: datetime) -> None:
    ahead = read_when(f"{day:%d %b}", now).on - local_day(now)
    behind = local_day(now) - read_when(f"{day:%d %b}", now, past=True).on
    assert timedelta(0) <= ahead <= timedelta(days=365)
    assert timedelta(0) <= behind <= timedelta(days=365)


PIECES = st.sampled_from(
    [
        *"+ - 2 14 99 : 00 wd d h fri next mar feb 31 / 2026 T Z pm at , . th now ٣ ² 0000 ".split(),
        " ",
        "\x00",
    ]
)


@given(st.text(max_size=200) | st.lists(PIECES, max_size=9).map("".join), INSTANTS, st.booleans())
def test_anything_typed_is_a_date_or_a_sentence(typed: str, now: datetime, past: bool) -> None:
    try:
        when = read_when(typed, now, past=past)
    except NotADate:
        return
    assert when.timed == (when.at is not None)
    assert when.at is None or (when.at.tzinfo is UTC and local_day(when.at) == when.on)
