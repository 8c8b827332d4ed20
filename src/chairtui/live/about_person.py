"""Where a person stands over all meetings: for whoever answers what somebody asks about themselves.

Nothing is cut here, and nothing decided: each text is shown with who else stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from chairtui.core.calendar.deadlines import local_day
from chairtui.core.calendar.when import say_when
from chairtui.core.history.log import Damaged, Recorded, fold, withdrawn
from chairtui.core.naming import without_accents
from chairtui.core.people import folded
from chairtui.core.texts import parts, texts_of, values
from chairtui.core.warnings import WarningCleared, WarningRaised
from chairtui.live.library import Found
from chairtui.live.where_found import where

if TYPE_CHECKING:
    from chairtui.core.meeting import Meeting
    from chairtui.live.desk import Desk

_SHORTEST = 3
"""Letters of a part of a name from which on it is looked for by itself."""
_REFERRER = "referrer"
_APART = re.compile(r"[^\w'’-]+")


class How(StrEnum):
    """How a text is known to be about the person."""

    NAMED = "named"
    PART = "part of the name: perhaps somebody else"
    ABOUT = "about them, without the name"


class Stands(Struct, frozen=True, kw_only=True):
    """One text in which a person stands."""

    meeting_id: str
    reference: str
    held_on: date | None
    """In England; None where it was not held."""
    where: str
    how: How
    words: str
    others: tuple[str, ...]
    """Who else stands in it by name: what may have to be cut before it is given to the person."""
    protected: str
    """Why it may not be theirs to see, whoever stands in it; empty where nothing here says so."""
    counts: bool
    """Whether it stands in the meeting; if not, it was corrected or taken back and is in its log alone."""


def about(desk: Desk, name: str, told: Callable[[int, int], None]) -> Iterator[Stands]:
    """Yield every text of every meeting in which a person stands, meeting by meeting; `told` hears how far.

    Also what was corrected or taken back since: it is kept in the log, so it is held about them. A meeting
    whose log is damaged is passed over: it says so itself.
    """
    ids = desk.log.meeting_ids()
    for number, meeting_id in enumerate(ids):
        told(number, len(ids))
        try:
            history = desk.log.read(meeting_id)
        except Damaged:
            continue
        yield from _in_meeting(desk, history, name)


def _in_meeting(desk: Desk, history: Sequence[Recorded], name: str) -> Iterator[Stands]:
    meeting = fold(history)
    theirs = _ids_of(meeting, name)
    people = _people(meeting, name)
    said = set[str]()
    for place, of, field, words in _texts(meeting):
        said.add(words)
        how = _how(words, name) or (How.ABOUT if of in theirs else None)
        if how:
            hit = Found(
                number=0,
                meeting_id=meeting.id,
                reference=meeting.reference,
                held_at=None,
                children="",
                place=place,
                field=field,
            )
            referrer = field.rpartition(".")[2] == _REFERRER
            yield _stands(meeting, where(hit, desk.agencies), how, words, people, referrer=referrer)
    gone = withdrawn(history)
    for entry in history:
        if isinstance(entry.event, (WarningRaised, WarningCleared)):
            continue  # the program's own words
        for words in texts_of(entry.event, f"log/{entry.row.seq}").words:
            if words not in said and (how := _how(words, name)):
                said.add(words)
                state = "taken back" if entry.row.event_id in gone else "corrected or taken out since"
                place = f"log, {say_when(entry.row.at)}: {state}"
                yield _stands(meeting, place, how, words, people, counts=False)


def _texts(meeting: Meeting) -> Iterator[tuple[str, str, str, str]]:
    """Yield each text with the place of its value, whose that is (id), and its field."""
    own = texts_of(meeting, "meeting")
    yield from (("meeting", "", field, words) for field, words in zip(own.fields, own.words, strict=True))
    for part in parts():
        for value, place in values(getattr(meeting, part), part):
            texts = texts_of(value, place)
            of = texts.of or str(getattr(value, "id", ""))
            for field, words in zip(texts.fields, texts.words, strict=True):
                yield place, of, field, words


def _stands(
    meeting: Meeting,
    place: str,
    how: How,
    words: str,
    people: tuple[str, ...],
    *,
    referrer: bool = False,
    counts: bool = True,
) -> Stands:
    return Stands(
        meeting_id=meeting.id,
        reference=meeting.reference,
        held_on=local_day(meeting.started_at) if meeting.started_at else None,
        where=place,
        how=how,
        words=words,
        others=tuple(one for one in people if _how(words, one) is How.NAMED),
        protected="who raised the concern" if referrer else "",
        counts=counts,
    )


def _how(words: str, name: str) -> How | None:
    """Say how a person stands in a text: the whole name, in whatever order, or a part of it."""
    there, asked = _words(words), _words(name)
    if asked and asked <= there:
        return How.NAMED
    return How.PART if any(len(one) >= _SHORTEST for one in asked & there) else None


def _words(text: str) -> frozenset[str]:
    return frozenset(one for one in _APART.split(without_accents(folded(text))) if one)


def _ids_of(meeting: Meeting, name: str) -> frozenset[str]:
    """Return the ids under which a person stands in a meeting: a line, a child, a relative."""
    return frozenset(key for key, called in _named(meeting) if _words(called) == _words(name))


def _people(meeting: Meeting, name: str) -> tuple[str, ...]:
    """Return everybody else whom a meeting knows by name."""
    names = [called for _, called in _named(meeting)]
    names += [one.name for one in meeting.attendance.chairs]
    names += [action.owner for action in meeting.plan.actions]
    known = (one.strip() for one in names if one.strip() and not _words(name) <= _words(one))
    return tuple(dict.fromkeys(known))


def _named(meeting: Meeting) -> Iterator[tuple[str, str]]:
    for line in meeting.attendance.register:
        yield line.id, line.name
    for child in meeting.concern.children:
        yield child.id, child.name
    for relative in meeting.concern.family:
        yield relative.id, relative.name
