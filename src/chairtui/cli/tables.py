"""The lists that commands print, as rows of texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from chairtui.core.calendar.when import say_kept, say_when
from chairtui.core.vocabulary import Stage
from chairtui.live.library import Due, Found, Listed


def meeting_rows(meetings: Sequence[Listed], now: datetime) -> Iterator[tuple[str, ...]]:
    """Return the list of meetings below its headings."""
    if meetings:
        yield (
            "REFERENCE",
            "WHEN",
            "STAGE",
            "STOPS",
            "WARNINGS",
            "ACTIONS",
            "TO SEND",
            "CHILDREN",
            "CHAIR",
            "ID",
        )
    for one in meetings:
        when = one.started_at or one.scheduled_at
        yield (
            one.reference,
            say_when(when) if when else "no time",
            one.stage.words(one.undecided),
            str(one.stops),
            str(one.warns),
            str(one.actions_open),
            _to_send(one, now),
            one.children,
            one.chair,
            one.id,
        )


def _to_send(one: Listed, now: datetime) -> str:
    if not one.unsent or one.stage is not Stage.SIGNED:
        return ""
    late = one.send_due_at is not None and one.send_due_at < now
    return f"{one.unsent}{' OVERDUE' if late else ''}"


def due_rows(actions: Sequence[Due]) -> Iterator[tuple[str, ...]]:
    """Return open actions below their headings."""
    if actions:
        yield ("BY WHEN", "WHO", "AGENCY", "MEETING", "WHAT")
    for one in actions:
        yield (say_kept(one.due_on), one.owner or "nobody", one.agency, one.reference, one.what)


def found_rows(found: Sequence[Found]) -> Iterator[tuple[str, ...]]:
    """Return places where words stand, below their headings."""
    if found:
        yield ("MEETING", "WHERE", "WORDS")
    for one in found:
        yield (one.reference, one.where, one.excerpt)
