"""Home in words: meetings by what needs doing, and actions that are due."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from chairtui.core.calendar.deadlines import day_of, how_late, local_day
from chairtui.core.calendar.when import say_agreed, say_near, say_when
from chairtui.core.listing import how_many
from chairtui.core.vocabulary import Stage
from chairtui.live.library import PAGE, Listed, Part
from chairtui.tui.keys import with_keys
from chairtui.tui.rows.next_to_do import (
    actions_cell,
    is_past,
    next_to_do,
    what_next,
    what_next_and_actions,
)
from chairtui.tui.widgets.columns import Column
from chairtui.tui.widgets.row import Row
from chairtui.tui.widgets.words import HIDDEN, Wording, join

if TYPE_CHECKING:
    from chairtui.live.ready import Awaited, Glance, Ready

PAST = "Not held on its day"
HEADINGS = ("In progress", PAST, "Today and next", "To sign", "To send", "Signed and sent", "Cancelled")
"""The groups of home, in the order in which they need someone."""

MORE = "more/"
"""What the key of a row begins with that shows more; the part follows."""
_ENDS = {"To sign": Part.OPEN, "To send": Part.TO_SEND, "Signed and sent": Part.DONE}
"""Below which heading a part ends."""

_WIDE = 90
"""Cells of a row above which a meeting has its reference and its actions in columns of their own."""
MEETINGS = (
    Column("Ref", 12, above=_WIDE),
    Column("Child", 13, grows=1, most=36),
    Column("When", 15, whole=True),
    Column("Stop", 4, right=True),
    Column("Warn", 4, right=True, above=56),
    Column("Actions", 16, above=_WIDE, whole=True),
    Column("What next", 16, grows=3, above=_WIDE),
    Column("What next", 10, grows=4, upto=_WIDE),
)
KEYS = with_keys(
    "Enter opens   {series_home} over time   {meet_again_home} meet again   {hand_on_home} hand over"
)

MINIMUM = ("social worker", "police", "health")
"""The three who have to be together, as the line of a meeting under way has them."""
ALL_SHOWN: Mapping[StrEnum, int] = MappingProxyType({})
NOTHING_KNOWN: Mapping[str, Ready] = MappingProxyType({})


def group(listed: Listed) -> str:
    """Return under which heading a meeting stands."""
    if listed.stage is Stage.SIGNED:
        return "To send" if listed.unsent else "Signed and sent"
    if listed.stage is Stage.DECIDED:
        return "To sign"
    return "In progress" if listed.stage in (Stage.HELD, Stage.PARTLY) else "Today and next"


def home_rows(
    meetings: Sequence[Listed],
    now: datetime,
    *,
    private: bool = False,
    ready: Mapping[str, Ready] = NOTHING_KNOWN,
    left: Mapping[StrEnum, int] = ALL_SHOWN,
) -> list[Row]:
    """Return the meetings under their headings, those to come with how ready they are, as far as known.

    `left` is how many of each part are not among them: a row below says so, and shows more.
    """
    first, why = next_to_do(meetings, ready, now)
    rows: list[Row] = []
    for heading in HEADINGS:
        under = [one for one in meetings if _heading(one, now, ready.get(one.id)) == heading]
        if heading == "To send":
            under.sort(key=_by_due)
        if under:
            rows.append(Row(f"heading/{heading}", heading, selectable=False))
            rows += [
                _row(meeting, now, ready.get(meeting.id), why if meeting.id == first else "", private=private)
                for meeting in under
            ]
        if part := _ENDS.get(heading):
            rows += _more(part, left)
    return rows


def _more(part: StrEnum, left: Mapping[StrEnum, int]) -> list[Row]:
    number = left.get(part, 0)
    if number <= 0:
        return []
    following = "them" if number <= PAGE else f"the next {PAGE}"
    words = (f"{number:,} more, {part.value}: Enter shows {following}", "$warning")
    return [Row(f"{MORE}{part.value}", join(words))]


def _heading(meeting: Listed, now: datetime, ready: Ready | None) -> str:
    if ready and ready.cancelled:
        return "Cancelled"
    return PAST if is_past(meeting, now) else group(meeting)


def unsent_words(meeting: Listed, now: datetime) -> str:
    """Return how many have still to be sent the record, by when, and how many of them had another version."""
    parts = [f"record to send to {meeting.unsent}"]
    if meeting.send_due_at:
        parts.append(
            f"{'OVERDUE since' if meeting.send_is_late(now) else 'by'} {say_when(meeting.send_due_at)}"
        )
    if meeting.returned:
        parts.append(f"{meeting.returned} came back")
    if meeting.outdated:
        parts.append(f"{how_many(meeting.outdated, 'has', 'have')} an older version")
    return ", ".join(parts)


def _by_due(one: Listed) -> tuple[bool, str]:
    return one.send_due_at is None, one.send_due_at.isoformat() if one.send_due_at else ""


def _row(meeting: Listed, now: datetime, ready: Ready | None, first: str, *, private: bool) -> Row:
    when = meeting.started_at or meeting.scheduled_at
    today = local_day(now)
    children = meeting.reference if private else meeting.children or meeting.reference
    counted = not (ready and ready.cancelled)
    cells = (
        meeting.reference,
        children,
        say_near(when, today) if when else "no time",
        _number(meeting.stops if counted else 0, "bold $error"),
        _number(meeting.warns if counted else 0, "$warning"),
        actions_cell(meeting, now),
        what_next(meeting, ready, now, private=private),
        what_next_and_actions(meeting, ready, now, private=private),
    )
    words = join(*_all_of(meeting, now, ready, first, private=private))
    return Row(meeting.id, words, cells=cells, title=meeting.reference, keys=KEYS)


def _number(number: int, style: str) -> Wording:
    return join((str(number), style)) if number else "·"


def _all_of(
    meeting: Listed, now: datetime, ready: Ready | None, first: str, *, private: bool
) -> Iterator[str | tuple[str, str]]:
    """Yield all that home knows of a meeting: what is next, who and when, what is open, how ready it is."""
    if first:
        yield f"{first}\n", "bold $accent"
    opened: list[tuple[str, str]] = []
    if ready is not None and ready.words and meeting.stage is Stage.PREPARING:
        words = "cancelled" if private and ready.cancelled else ready.words
        opened.append((words, "$success" if ready.done else "$warning"))
    if meeting.stage is Stage.PARTLY or (meeting.stage is Stage.SIGNED and meeting.undecided):
        opened.append((meeting.stage.words(HIDDEN if private else meeting.undecided), "$warning"))
    if (meeting.stops or meeting.warns) and not (ready and ready.cancelled):
        words = "before it starts" if meeting.stage is Stage.PREPARING else "open"
        style = "$error" if meeting.stops else "$warning"
        opened.append((f"■{meeting.stops} ▲{meeting.warns} {words}", style))
    if meeting.actions_open:
        late = how_late(day_of(meeting.next_due_on), meeting.next_due_at, now)
        due = f", next due {say_agreed(meeting.next_due_on, meeting.next_due_at)}"
        due = due if meeting.next_due_on else ""
        many = "action" if meeting.actions_open == 1 else "actions"
        words = f"{meeting.actions_open} {many}{due}{f', {late}' if late else ''}"
        opened.append((words, "$error" if late else ""))
    if meeting.unsent and meeting.stage is Stage.SIGNED:
        opened.append((unsent_words(meeting, now), "bold $error" if meeting.send_is_late(now) else ""))
    for number, part in enumerate(opened, 1):
        yield part
        yield " · " if number < len(opened) else "\n"
    when = meeting.started_at or meeting.scheduled_at
    who = "" if private else meeting.children
    team = f"team: {meeting.team}" if meeting.team and not private else ""
    chair = f"chair: {meeting.chair}" if meeting.chair and not private else ""
    about = (meeting.reference, who, say_when(when) if when else "no time set", chair, team)
    yield " · ".join(filter(None, about))
    if ready and ready.glance and meeting.stage is not Stage.PREPARING:
        yield from _glance(ready.glance, local_day(now), private=private)


def _glance(glance: Glance, today: date, *, private: bool) -> Iterator[str | tuple[str, str]]:
    """Yield who is here, what was decided and what is to be done first, a line each; in private no names."""
    yield ("\nThere at each decision   " if glance.over else "\nHere      "), "$text-muted"
    for words, here in zip(MINIMUM, glance.minimum, strict=True):
        yield f"{'✓' if here else '✗'} {words}   ", "$success" if here else "$error"
    if glance.not_here and not private:
        yield f"not here: {', '.join(glance.not_here)}"
    yield "\nDecision  ", "$text-muted"
    yield HIDDEN if private and glance.decided else " · ".join(glance.decided) or "not yet"
    if glance.leaves_on and glance.leaves_on <= today:
        yield "\nLeaves    ", "$text-muted"
        yield f"due to leave this machine since {say_when(glance.leaves_on)}", "$warning"
    for awaited in glance.awaited:
        yield "\nConference  ", "$text-muted"
        yield from _awaited(awaited, today, private=private)
    if glance.warnings and not private:
        more = f"   + {glance.more} more" if glance.more else ""
        yield "\nNext      ", "$text-muted"
        yield f"{'   '.join(glance.warnings)}{more}"


def _awaited(awaited: Awaited, today: date, *, private: bool) -> Iterator[str | tuple[str, str]]:
    """Yield until when a conference has to be held, by both ways where they differ, and which is past."""
    if awaited.about and not private:
        yield f"{awaited.about}: "
    both = awaited.from_last != awaited.from_first
    yield _last_day(awaited.from_first, " from the first discussion" if both else "", today)
    if both:
        yield " · "
        yield _last_day(awaited.from_last, " from the last", today)
    if awaited.from_first < today:
        yield ": none is written here"


def _last_day(day: date, counted: str, today: date) -> tuple[str, str]:
    words = f"by {say_when(day)}{counted}"
    return (f"{words}, LATE", "bold $error") if day < today else (words, "")


def doubted_words(names: Sequence[str], count: int) -> str:
    """Return which meetings have a log that is not what was remembered of it; nothing where none has."""
    if not count:
        return ""
    shown = list(names[:3])
    more = count - len(shown)
    if more:
        shown.append(f"{more} more" if shown else how_many(more, "meeting"))
    return f"Of {', '.join(shown)} it is not what was remembered of it. Open the meeting, or: chairtui verify"
