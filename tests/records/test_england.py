"""The clock in our calendar files is England's, on every day that a meeting may be held."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import vobject
from icalendar import Calendar

from chairtui.records.formats.england import ZONE, clock_of_england


def test_another_parser_reads_the_same_clock_as_the_system_has() -> None:
    whole = Calendar()
    whole.add_component(clock_of_england())
    zone = vobject.readOne(whole.to_ical().decode()).vtimezone.gettzinfo()
    system = ZoneInfo(ZONE)
    start = datetime(1998, 1, 1, 12)  # noqa: DTZ001  # a wall clock without its zone, as a calendar file has it
    for day in range(0, 365 * 45, 3):
        noon = start + timedelta(days=day)
        assert noon.replace(tzinfo=zone).utcoffset() == noon.replace(tzinfo=system).utcoffset(), noon


def test_the_clocks_change_in_the_hour_in_which_they_do() -> None:
    text = clock_of_england().to_ical().decode()
    assert "DTSTART:19960331T010000" in text
    assert "DTSTART:19961027T020000" in text
    before, after = datetime(1996, 3, 31, 0, 59, tzinfo=UTC), datetime(1996, 3, 31, 1, tzinfo=UTC)
    offsets = [one.astimezone(ZoneInfo(ZONE)).utcoffset() for one in (before, after)]
    assert offsets == [timedelta(0), timedelta(hours=1)]
