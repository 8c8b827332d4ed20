"""What is due after a meeting as calendar entries, with the reference and nobody's name.

Source: RFC 5545 (iCalendar); published, not sent as invitations, so that nobody has to answer them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

from chairtui.core.calendar.when import say_when
from chairtui.core.change import Refused
from chairtui.core.conference_clocks import Counting, conference_clocks
from chairtui.core.courses import Clocks
from chairtui.core.decision import standing
from chairtui.core.meeting import Meeting
from chairtui.core.naming import safe_reference
from chairtui.core.views import Title
from chairtui.core.vocabulary import ActionStatus, Outcome
from chairtui.records.formats.asked import Asked
from chairtui.records.formats.england import clock_of_england, span
from chairtui.text import one_line

if TYPE_CHECKING:
    from icalendar import Event

HOUR = timedelta(hours=1)
CONFIDENTIAL = "Confidential: what it is about stands in the record."


class Due(Struct, frozen=True, kw_only=True):
    """One entry."""

    key: str
    """What the entry stands for: the same key keeps the entry's id."""
    summary: str
    on: date | datetime
    """A day, or a time that takes an hour."""
    words: str = ""


def export(asked: Asked) -> bytes:
    """Return what is due after a meeting as a calendar."""
    frame = asked.frame
    return calendar(frame.meeting, frame.title, asked.made_at, frame.clocks)


def due_dates(meeting: Meeting, title: Title, clocks: Iterable[Counting]) -> Iterator[Due]:
    """Yield what is due: open actions by agency, when people meet again, and the last day for a conference.

    What is to be done stays in the record: a calendar is read over many shoulders.
    """
    for number, action in enumerate(meeting.plan.actions, start=1):
        due = action.due_at or action.due_on
        if due is not None and action.status is ActionStatus.OPEN:
            whose = f" ({title(action.agency)})" if action.agency else ""
            words = f"Action {number} of the record."
            yield Due(key=f"action/{action.id}", summary=f"Action {number} due{whose}", on=due, words=words)
    yield from _meetings(meeting)
    yield from _conferences(clocks)


def _meetings(meeting: Meeting) -> Iterator[Due]:
    """Yield when people meet again: each time once, as the first that says it."""
    override = meeting.attendance.override
    again = [
        ("next", "Next strategy discussion", meeting.plan.next_meeting_at),
        *(
            (
                f"adjourned/{decision.id}",
                "Strategy discussion, adjourned until then",
                decision.adjourned_until,
            )
            for decision in standing(meeting)
            if decision.outcome is Outcome.ADJOURN
        ),
        ("again", "To meet again with the minimum attendance", override.reconvene_at if override else None),
    ]
    first = {at: (key, summary) for key, summary, at in reversed(again) if at is not None}
    for at, (key, summary) in sorted(first.items()):
        yield Due(key=key, summary=summary, on=at)


def _conferences(clocks: Iterable[Counting]) -> Iterator[Due]:
    """Yield the last day of each enquiry that awaits a conference, by the clock that returns use."""
    waiting = [counting for counting in clocks if counting.awaits]
    for number, counting in enumerate(waiting):
        yield _last_day(counting.clocks, str(number) if number else "")


def _last_day(clocks: Clocks, further: str) -> Due:
    counted = f"15 working days from {say_when(clocks.initiated_on)}, when enquiries were initiated."
    later = f" Counted from the last one it would be {say_when(clocks.from_last)}." if clocks.differ else ""
    return Due(
        key=f"conference{further}",
        summary="Last day for the child protection conference",
        on=clocks.from_initiating,
        words=counted + later,
    )


def calendar(
    meeting: Meeting, title: Title, made_at: datetime, clocks: Iterable[Counting] | None = None
) -> bytes:
    """Return a calendar file with what is due after a meeting, made at a time (UTC).

    Raises:
        Refused: nothing has a day.
    """
    counted = conference_clocks(meeting) if clocks is None else clocks
    entries = tuple((meeting, entry) for entry in due_dates(meeting, title, counted))
    if not entries:
        raise Refused("Nothing in this meeting is due on a day, so there is nothing for a calendar.")
    return _file(entries, made_at)


def actions_calendar(
    wanted: Iterable[tuple[Meeting, Collection[str]]], title: Title, made_at: datetime
) -> bytes:
    """Return a calendar file with open actions of several meetings, each by its id; see `calendar`.

    An entry is the one that the calendar of its meeting has, so that a calendar that knows it keeps one.

    Raises:
        Refused: none of them has a day.
    """
    entries = [
        (meeting, entry)
        for meeting, ids in wanted
        for entry in due_dates(meeting, title, ())
        if entry.key.startswith("action/") and entry.key.removeprefix("action/") in ids
    ]
    if not entries:
        raise Refused("None of these actions is open and has a day, so there is nothing for a calendar.")
    return _file(entries, made_at)


def _file(entries: Iterable[tuple[Meeting, Due]], made_at: datetime) -> bytes:
    from icalendar import Calendar

    whole = Calendar()
    whole.add("prodid", "-//chairtui//Strategy discussions//EN")
    whole.add("version", "2.0")
    whole.add("calscale", "GREGORIAN")
    whole.add("method", "PUBLISH")
    whole.add_component(clock_of_england())
    for meeting, entry in entries:
        whole.add_component(_event(meeting, entry, made_at))
    return bytes(whole.to_ical())


def _event(meeting: Meeting, entry: Due, made_at: datetime) -> Event:
    from icalendar import Event

    event = Event()
    digest = hashlib.sha256(f"{meeting.id}\n{entry.key}".encode("utf-8", "replace")).hexdigest()
    event.add("uid", f"{digest[:32]}@chairtui.invalid")
    event.add("dtstamp", made_at.astimezone(UTC).replace(microsecond=0))
    for name, at in zip(("dtstart", "dtend"), _span(entry.on), strict=True):
        event.add(name, at)
    event.add("summary", one_line(f"{entry.summary}: {safe_reference(meeting)}"))
    event.add("description", one_line(f"{entry.words} {CONFIDENTIAL}".strip()))
    event.add("class", "CONFIDENTIAL")
    event.add("transp", "TRANSPARENT")
    return event


def _span(on: date | datetime) -> tuple[date, date]:
    return span(on, on + HOUR) if isinstance(on, datetime) else (on, on + timedelta(days=1))
