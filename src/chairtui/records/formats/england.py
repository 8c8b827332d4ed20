"""England's clock in calendar files: one time zone with its rules, the same in every file.

Source: RFC 5545, section 3.6.5. The changes are those of the time zone database since 1996, with which a test
compares them.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from chairtui.core.calendar.clocks import clocks_change_near

if TYPE_CHECKING:
    from icalendar import Timezone

ZONE = "Europe/London"

_HOUR = timedelta(hours=1)
_NONE = timedelta(0)


def span(starts_at: datetime, ends_at: datetime) -> tuple[datetime, datetime]:
    """Return when an entry begins and ends as the clocks in England show it.

    In a night in which they change both are in UTC: a calendar file cannot say which of two times is meant.
    """
    night = clocks_change_near(starts_at) or clocks_change_near(ends_at)
    zone = UTC if night else ZoneInfo(ZONE)
    return starts_at.astimezone(zone), ends_at.astimezone(zone)


def clock_of_england() -> Timezone:
    """Return the component that says when England's clocks change; it holds from 1996 on."""
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

    zone = Timezone()
    zone.add("tzid", ZONE)
    for part, name, start, month, before, after in (
        (TimezoneDaylight(), "BST", datetime(1996, 3, 31, 1), 3, _NONE, _HOUR),  # noqa: DTZ001
        (TimezoneStandard(), "GMT", datetime(1996, 10, 27, 2), 10, _HOUR, _NONE),  # noqa: DTZ001
    ):
        part.add("dtstart", start)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        part.add("tzname", name)
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        zone.add_component(part)
    return zone
