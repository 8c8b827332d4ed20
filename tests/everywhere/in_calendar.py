"""What the calendar of what is due says of a meeting."""

from __future__ import annotations

from icalendar import Calendar
from tests.everywhere.person import Facts, Meeting, day


def facts(meeting: Meeting, page: str) -> Facts:
    events = Calendar.from_ical(page).walk("VEVENT") if page.startswith("BEGIN:") else []
    actions = [one for one in events if str(one["summary"]).startswith("Action ")]
    conference = [one for one in events if str(one["summary"]).startswith("Last day for")]
    if not conference:
        return {"actions": len(actions), "initiating": None, "last": None}
    initiating = conference[0].decoded("dtstart")
    _, later, last = str(conference[0]["description"]).partition("Counted from the last one it would be ")
    return {"actions": len(actions), "initiating": initiating, "last": day(last) if later else initiating}
