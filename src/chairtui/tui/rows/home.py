"""Home in words: meetings by what needs doing, and actions that are due."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from chairtui.core.calendar.deadlines import local_day
from chairtui.core.calendar.when import say_kept, say_when
from chairtui.core.vocabulary import Stage
from chairtui.live.library import PAGE, Due, DuePart, Found, Listed, Part
from chairtui.tui.widgets.lines import Row
from chairtui.tui.widgets.words import HIDDEN, join

if TYPE_CHECKING:
    from chairtui.live.ports import Ready

PAST = "Not held on its day"
HEADINGS = ("In progress", PAST, "Today and next", "To sign", "To send", "Signed and sent", "Cancelled")
"""The groups of home, in the order in which they need someone."""

MORE = "more/"
"""What the key of a row begins with that shows more; the part follows."""
_ENDS = {"To sign": Part.OPEN, "To send": Part.TO_SEND, "Signed and sent": Part.DONE}
"""Below which heading a part ends."""

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
    coming = {one.id for one in meetings if one.stage is Stage.PREPARING}
    ready = {key: found for key, found in ready.items() if key in coming}
    rows: list[Row] = []
    for heading in HEADINGS:
        under = [one for one in meetings if _heading(one, local_day(now), ready.get(one.id)) == heading]
        if heading == "To send":
            under.sort(key=_by_due)
        if under:
            rows.append(Row(f"heading/{heading}", heading, selectable=False))
            rows += [_row(one, now, ready.get(one.id), private=private) for one in under]
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


def _heading(meeting: Listed, today: date, ready: Ready | None) -> str:
    if ready and ready.cancelled:
        return "Cancelled"
    if meeting.stage is Stage.PREPARING and meeting.scheduled_at and local_day(meeting.scheduled_at) < today:
        return PAST
    return group(meeting)


def is_late(one: Listed, now: datetime) -> bool:
    """Say whether somebody was to have the record by now."""
    return one.send_due_at is not None and one.send_due_at < now


def unsent_words(meeting: Listed, now: datetime) -> str:
    """Return how many have still to be sent the record, by when, and how many of them had another version."""
    parts = [f"record to send to {meeting.unsent}"]
    if meeting.send_due_at:
        parts.append(f"{'OVERDUE since' if is_late(meeting, now) else 'by'} {say_when(meeting.send_due_at)}")
    if meeting.returned:
        parts.append(f"{meeting.returned} came back")
    if meeting.outdated:
        parts.append(f"{meeting.outdated} {'has' if meeting.outdated == 1 else 'have'} an older version")
    return ", ".join(parts)


def _by_due(one: Listed) -> tuple[bool, str]:
    return one.send_due_at is None, one.send_due_at.isoformat() if one.send_due_at else ""


def _row(meeting: Listed, now: datetime, ready: Ready | None, *, private: bool) -> Row:
    when = meeting.started_at or meeting.scheduled_at
    time = f"  {say_when(when)}" if when else ""
    children = f"  {meeting.children}" if meeting.children and not private else ""
    parts: list[str | tuple[str, str]] = [meeting.reference, children, (time, "$text-muted")]
    if meeting.stage is Stage.PARTLY or (meeting.stage is Stage.SIGNED and meeting.undecided):
        parts.append((f"  {meeting.stage.words(HIDDEN if private else meeting.undecided)}", "$warning"))
    if (meeting.stops or meeting.warns) and not (ready and ready.cancelled):
        words = "before it starts" if meeting.stage is Stage.PREPARING else "open"
        parts.append(
            (f"  ■{meeting.stops} ▲{meeting.warns} {words}", "$error" if meeting.stops else "$warning")
        )
    if meeting.actions_open:
        overdue = bool(meeting.next_due_on) and meeting.next_due_on < local_day(now).isoformat()
        due = f", next due {say_kept(meeting.next_due_on)}" if meeting.next_due_on else ""
        many = "action" if meeting.actions_open == 1 else "actions"
        words = f"  {meeting.actions_open} {many}{due}{' OVERDUE' if overdue else ''}"
        parts.append((words, "$error" if overdue else "$text-muted"))
    if meeting.unsent and meeting.stage is Stage.SIGNED:
        late = is_late(meeting, now)
        parts.append((f"  {unsent_words(meeting, now)}", "bold $error" if late else "$warning"))
    if ready is not None:
        words = "cancelled" if private and ready.cancelled else ready.words
        parts.append((f"\n  {words}", "$success" if ready.done else "$warning"))
    return Row(meeting.id, join(*parts))


def due_rows(actions: Iterable[Due], today: date, *, private: bool = False) -> list[Row]:
    """Return open actions, the most overdue first; in private only of which meeting and by when."""
    return [
        Row(
            f"{action.meeting_id}/{action.action_id}",
            join(
                (f"{say_kept(action.due_on)} ", "bold $error" if action.due_on < today.isoformat() else ""),
                ("OVERDUE  " if action.due_on and action.due_on < today.isoformat() else "", "bold $error"),
                HIDDEN if private else f"{action.what}  {action.owner or 'NOBODY NAMED'}",
                (f"  {action.reference}", "$text-muted"),
            ),
        )
        for action in actions
    ]


def due_list(
    parts: Mapping[DuePart, Sequence[Due]],
    counts: Mapping[DuePart, int],
    today: date,
    *,
    private: bool = False,
) -> list[Row]:
    """Return open actions in their parts, each below how many there are, with a row for those not shown."""
    rows: list[Row] = []
    for part, actions in parts.items():
        if counts[part]:
            heading = f"{part.value.capitalize()}: {counts[part]:,}"
            rows.append(Row(f"heading/{part.value}", heading, selectable=False))
            rows += due_rows(actions, today, private=private)
            rows += _more(part, {part: counts[part] - len(actions)})
    return rows


def found_rows(found: Iterable[Found], left: int = 0) -> list[Row]:
    """Return where the words of a search stand, and that there are more places than those."""
    return [*_found_rows(found), *_more(_Rest.PLACES, {_Rest.PLACES: left})]


class _Rest(StrEnum):
    PLACES = "places"


def _found_rows(matches: Iterable[Found]) -> list[Row]:
    return [
        Row(
            f"{match.meeting_id}/{match.where.split()[0] if match.where else ''}/{number}",
            join(match.reference, (f"  {match.where.partition(' ')[0]}  ", "$accent"), match.excerpt),
        )
        for number, match in enumerate(matches)
    ]


def doubted_words(names: Sequence[str], count: int) -> str:
    """Return which meetings have a log that is not what was remembered of it; nothing where none has."""
    if not count:
        return ""
    shown = list(names[:3])
    more = count - len(shown)
    if more:
        shown.append(f"{more} more" if shown else f"{more} {'meeting' if more == 1 else 'meetings'}")
    return f"Of {', '.join(shown)} it is not what was remembered of it. Open the meeting, or: chairtui verify"
