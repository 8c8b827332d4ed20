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


def _heading(one: Listed, today: date, ready: Ready | None) -> str:
    if ready and ready.cancelled:
        return "Cancelled"
    if one.stage is Stage.PREPARING and one.scheduled_at and local_day(one.scheduled_at) < today:
        return PAST
    return group(one)


def is_late(one: Listed, now: datetime) -> bool:
    """Say whether somebody was to have the record by now."""
    return one.send_due_at is not None and one.send_due_at < now


def unsent_words(one: Listed, now: datetime) -> str:
    """Return how many have still to be sent the record, by when, and how many of them had another version."""
    parts = [f"record to send to {one.unsent}"]
    if one.send_due_at:
        parts.append(f"{'OVERDUE since' if is_late(one, now) else 'by'} {say_when(one.send_due_at)}")
    if one.returned:
        parts.append(f"{one.returned} came back")
    if one.outdated:
        parts.append(f"{one.outdated} {'has' if one.outdated == 1 else 'have'} an older version")
    return ", ".join(parts)


def _by_due(one: Listed) -> tuple[bool, str]:
    return one.send_due_at is None, one.send_due_at.isoformat() if one.send_due_at else ""


def _row(one: Listed, now: datetime, ready: Ready | None, *, private: bool) -> Row:
    when = one.started_at or one.scheduled_at
    time = f"  {say_when(when)}" if when else ""
    children = f"  {one.children}" if one.children and not private else ""
    parts: list[str | tuple[str, str]] = [one.reference, children, (time, "$text-muted")]
    if one.stage is Stage.PARTLY or (one.stage is Stage.SIGNED and one.undecided):
        parts.append((f"  {one.stage.words(HIDDEN if private else one.undecided)}", "$warning"))
    if (one.stops or one.warns) and not (ready and ready.cancelled):
        words = "before it starts" if one.stage is Stage.PREPARING else "open"
        parts.append((f"  ■{one.stops} ▲{one.warns} {words}", "$error" if one.stops else "$warning"))
    if one.actions_open:
        overdue = bool(one.next_due_on) and one.next_due_on < local_day(now).isoformat()
        due = f", next due {say_kept(one.next_due_on)}" if one.next_due_on else ""
        many = "action" if one.actions_open == 1 else "actions"
        words = f"  {one.actions_open} {many}{due}{' OVERDUE' if overdue else ''}"
        parts.append((words, "$error" if overdue else "$text-muted"))
    if one.unsent and one.stage is Stage.SIGNED:
        late = is_late(one, now)
        parts.append((f"  {unsent_words(one, now)}", "bold $error" if late else "$warning"))
    if ready is not None:
        words = "cancelled" if private and ready.cancelled else ready.words
        parts.append((f"\n  {words}", "$success" if ready.done else "$warning"))
    return Row(one.id, join(*parts))


def due_rows(actions: Iterable[Due], today: date, *, private: bool = False) -> list[Row]:
    """Return open actions, the most overdue first; in private only of which meeting and by when."""
    return [
        Row(
            f"{one.meeting_id}/{one.action_id}",
            join(
                (f"{say_kept(one.due_on)} ", "bold $error" if one.due_on < today.isoformat() else ""),
                ("OVERDUE  " if one.due_on and one.due_on < today.isoformat() else "", "bold $error"),
                HIDDEN if private else f"{one.what}  {one.owner or 'NOBODY NAMED'}",
                (f"  {one.reference}", "$text-muted"),
            ),
        )
        for one in actions
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


def _found_rows(found: Iterable[Found]) -> list[Row]:
    return [
        Row(
            f"{one.meeting_id}/{one.where.split()[0] if one.where else ''}/{number}",
            join(one.reference, (f"  {one.where.partition(' ')[0]}  ", "$accent"), one.excerpt),
        )
        for number, one in enumerate(found)
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
