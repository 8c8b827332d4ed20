from datetime import UTC, datetime

import pytest

from chairtui.tui.typed.periods import read_periods, say_periods

NOW = datetime(2026, 3, 26, 9, 0, tzinfo=UTC)  # a Thursday; on Sunday the clocks go forward


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("fri 9am to 11am", "Fri 27 Mar 2026 09:00 to 11:00"),
        ("tomorrow 14:00 - 15:30", "Fri 27 Mar 2026 14:00 to 15:30"),
        ("fri", "Fri 27 Mar 2026"),
        ("fri to 30 mar", "Fri 27 Mar 2026 to Mon 30 Mar 2026"),
        ("fri 16:00 until mon 10:00", "Fri 27 Mar 2026 16:00 to Mon 30 Mar 2026 10:00"),
        ("fri 9am to 11am\nmon", "Fri 27 Mar 2026 09:00 to 11:00\nMon 30 Mar 2026"),
    ],
)
def test_times_are_read_and_said_so_that_they_can_be_read_again(typed: str, said: str) -> None:
    periods = read_periods(typed, NOW)
    assert say_periods(periods) == said
    assert read_periods(said, NOW) == periods


def test_nine_in_summer_is_eight_in_utc() -> None:
    (period,) = read_periods("mon 9am to 10am", NOW)
    assert (period.starts_at.hour, period.ends_at.hour) == (8, 9)


@pytest.mark.parametrize("typed", ["soon", "fri 11am to 9am", "fri 9am to soon"])
def test_what_cannot_be_read_names_its_line(typed: str) -> None:
    with pytest.raises(ValueError, match="Line 2"):
        read_periods(f"mon\n{typed}", NOW)
