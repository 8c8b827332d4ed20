"""Finding words in all meetings, the newest or the best first, and in those that were asked for alone.

Each word has its own way through the index, and they wait for each other: a meeting is found when every word
stands in some text of it. Nothing is read but what is shown. The best come first by BM25, which the index
works out word by word (https://www.sqlite.org/fts5.html#the_bm25_function), among the newest `MANY`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache, partial
from itertools import chain, islice, zip_longest
from re import Pattern
from typing import Any, NamedTuple

from chairtui.core.calendar.deadlines import LONDON
from chairtui.live.library import MANY, Found, Order, SearchFor, Wanted
from chairtui.store.engine import Connection
from chairtui.store.excerpts import excerpt, marker
from chairtui.store.numbering import OWN, first_of
from chairtui.store.spellings import APART, terms

PLACES = 5
"""Places of one meeting that are shown; how many more there are is said."""
_FAR = 200
"""Rows after which a way through the index is begun anew further on."""

_NEVER = 1 << 62
_INDEXED = 3
"""Letters of a beginning up to which the index has all beginnings."""

_HITS = "SELECT rowid, {} FROM found WHERE found MATCH ? AND rowid <= ? ORDER BY rowid DESC"
_WEIGHT = {Order.NEWEST: "0", Order.BEST: "-bm25(found)"}
"""How much a text counts for a word."""
_OF_MEETING = """
SELECT number, meeting_id, reference, nullif(newest, ''), children
FROM searched JOIN meetings USING (meeting_id) WHERE number = ?
"""
_OF_TEXT = """
SELECT id, place, fields, words,
    coalesce((SELECT agency FROM attendance AS one
        WHERE one.meeting_id = texts.meeting_id AND attendee_id = about), ''),
    coalesce((SELECT one.words FROM texts AS one
        WHERE one.meeting_id = texts.meeting_id AND one.place = 'concern.children/' || texts.about), '')
FROM texts WHERE id IN (SELECT value FROM json_each(?))
"""
_ONLY = {
    "team": "team = ? COLLATE NOCASE",
    "agency": (
        "EXISTS (SELECT 1 FROM attendance AS one "
        "WHERE one.meeting_id = meetings.meeting_id AND one.agency = ?)"
    ),
    "circumstance": (
        "EXISTS (SELECT 1 FROM circumstances AS one "
        "WHERE one.meeting_id = meetings.meeting_id AND circumstance = ?)"
    ),
    "outcome": "instr('; ' || outcome || ';', '; ' || ? || ';')",
    "warning": (
        "EXISTS (SELECT 1 FROM warnings AS one "
        "WHERE one.meeting_id = meetings.meeting_id AND code = ? AND cleared_at IS NULL)"
    ),
    "stage": "stage = ?",
}
"""How each field of `SearchFor` chooses."""


_END = (-1, 0.0)


class Hit(NamedTuple):
    """A meeting that was found."""

    number: int
    ids: tuple[int, ...]
    """The texts that are shown, in their order."""
    more: int
    """How many there are beside them."""
    weight: float


class Way:
    """The numbers of what one condition fits, from the highest on."""

    def __init__(self, connection: Connection, asked: str, *given: Any, far: int, shift: int) -> None:
        """Go through what `asked` gives for these values and a highest number (`shift`: its own bits)."""
        self._connection, self._asked, self._given = connection, asked, given
        self._far, self._shift = far, shift
        self._rows: Iterator[Any] = iter(())
        self._row, self._weight = _END
        """The highest number not passed yet, -1 at the end; and how much it counts."""
        self._begun = False

    def at_most(self, number: int) -> int:
        """Return the highest meeting up to a number; -1 if there is none. No number may be above the last."""
        highest = ((number + 1) << self._shift) - 1
        if not self._begun:
            self._begin(highest)
        passed = 0
        while self._row > highest:
            passed += 1
            if passed > self._far:
                self._begin(highest)
            else:
                self._row, self._weight = next(self._rows, _END)
        return self._row >> self._shift if self._row >= 0 else -1

    def within(self, number: int) -> dict[int, float]:
        """Return what there is of the meeting that it has come to, and how much each counts."""
        numbers = dict[int, float]()
        while self._row >= 0 and self._row >> self._shift == number:
            numbers[self._row] = self._weight
            self._row, self._weight = next(self._rows, _END)
        return numbers

    def _begin(self, highest: int) -> None:
        self._begun = True
        self._rows = iter(self._connection.execute(self._asked, (*self._given, highest)))
        self._row, self._weight = next(self._rows, _END)


def search(connection: Connection, of: SearchFor, limit: int, after: int, wanted: Wanted) -> list[Found]:
    """Return where the words stand in a page of meetings, newest first; `after`: the last number seen.

    What marks the words is made when the first is found: of a long paste it takes seconds.
    """
    mark = cache(partial(marker, of.words))
    page = (
        _best(connection, of, after, wanted)
        if of.order is Order.BEST
        else _newest(connection, of, after, wanted)
    )
    hits: list[Found] = []
    for hit in islice(page, limit if limit >= 0 else None):
        hits += _places(connection, hit, mark)
    return hits if wanted() else []


def _newest(connection: Connection, of: SearchFor, after: int, wanted: Wanted) -> Iterator[Hit]:
    """Yield the meetings after one, the newest first; their texts as they stand in them."""
    for number, ways in _meetings(connection, of, after, wanted):
        hit = _hit(number, [way.within(number) for way in ways])
        yield hit._replace(ids=tuple(sorted(hit.ids)))


def _best(connection: Connection, of: SearchFor, after: int, wanted: Wanted) -> Iterator[Hit]:
    """Return the meetings after one, the best first, of the newest that are found."""
    some = islice(_meetings(connection, of, 0, wanted), MANY)
    ranked = [_hit(number, [way.within(number) for way in ways]) for number, ways in some]
    ranked.sort(key=lambda hit: (-hit.weight, -hit.number))
    rest = iter(ranked)
    if after:
        next((hit for hit in rest if hit.number == after), None)
    return rest


def _hit(number: int, words: Sequence[Mapping[int, float]]) -> Hit:
    """Return a meeting by the texts in which each word stands: those that have all, or else some for each.

    It weighs what the best text of each word does, and what the best text does for all of them together.
    """
    whole = dict[int, float]()
    for text, weight in chain.from_iterable(one.items() for one in words):
        whole[text] = whole.get(text, 0.0) + weight
    common = set(whole).intersection(*words) if words else set()
    ranked = [sorted(one, key=lambda text: (-whole[text], text)) for one in (dict.fromkeys(common), *words)]
    ids = ranked[0] or [*dict.fromkeys(one for some in zip_longest(*ranked[1:]) for one in some if one)]
    best = sum(max(one.values(), default=0.0) for one in words) + max(whole.values(), default=0.0)
    return Hit(number, tuple(ids[:PLACES]), max(0, len(ids) - PLACES), round(best, 6))


def search_count(connection: Connection, of: SearchFor, most: int, wanted: Wanted) -> int:
    """Return in how many meetings the words stand, and are asked for; nobody counts beyond `most`."""
    return sum(1 for _ in islice(_meetings(connection, of, 0, wanted), most))


def _meetings(
    connection: Connection, of: SearchFor, after: int, wanted: Wanted
) -> Iterator[tuple[int, Sequence[Way]]]:
    """Yield the number of each meeting that fits, the highest first, with the ways of the words to it."""
    asked = terms(of.words)
    if of.empty or (of.words.strip() and not asked):
        return
    words = [_way_of(connection, term, of.order) for term in asked]
    ways = [*words, *_way_of_filters(connection, of)]
    number = min(_before(of.until), after - 1 if after else _NEVER >> OWN)
    lowest = first_of(_minute(of.since)) if of.since else 0
    while number >= lowest and wanted():
        reached = min(way.at_most(number) for way in ways)
        if reached == number or (reached >= lowest and all(way.at_most(reached) == reached for way in ways)):
            yield reached, words
            reached -= 1
        number = reached


def _way_of(connection: Connection, term: str, order: Order) -> Way:
    """Return the way of a word; that of a beginning is not begun anew, which would gather all words again."""
    begins = term.endswith("*") and len(term) > len('""*') + _INDEXED
    return Way(connection, _HITS.format(_WEIGHT[order]), term, far=_NEVER if begins else _FAR, shift=OWN)


def _way_of_filters(connection: Connection, of: SearchFor) -> Iterator[Way]:
    asked = [name for name in _ONLY if getattr(of, name)]
    if asked or not of.words.strip():
        where = " AND ".join([*(_ONLY[name] for name in asked), "number <= ?"])
        rows = f"SELECT number, 0 FROM searched CROSS JOIN meetings USING (meeting_id) WHERE {where}"
        given = [str(getattr(of, name)) for name in asked]
        yield Way(connection, f"{rows} ORDER BY number DESC", *given, far=_NEVER, shift=0)


def _places(connection: Connection, hit: Hit, mark: Callable[[], Pattern[str]]) -> Iterator[Found]:
    """Yield where the words stand in a meeting; the meeting itself where no words were asked for."""
    meeting = connection.execute(_OF_MEETING, (hit.number,)).fetchone()
    if meeting is None:
        return
    about = dict(zip(("number", "meeting_id", "reference", "held_at", "children"), meeting, strict=True))
    about["held_at"] = datetime.fromisoformat(about["held_at"]) if about["held_at"] else None
    if not hit.ids:
        yield Found(**about)
        return
    shown = {row[0]: row[1:] for row in connection.execute(_OF_TEXT, (str([*hit.ids]),)).fetchall()}
    for nth, text in enumerate(filter(shown.__contains__, hit.ids), start=1):
        place, fields, texts, agency, child = shown[text]
        field, said, marks = excerpt(fields.split(" "), texts.split(APART), mark())
        yield Found(
            **about,
            place=place,
            field=field,
            agency=agency,
            child=child.partition(APART)[0],
            excerpt=said,
            marks=marks,
            more=hit.more if nth == PLACES else 0,
        )


def _minute(day: date) -> int:
    """Return the minute since 1970 at which a day begins in England."""
    return int(datetime.combine(day, time(), LONDON).timestamp() // 60)


def _before(day: date | None) -> int:
    """Return the highest number of a meeting on a day, or before it."""
    return first_of(_minute(day + timedelta(days=1))) - 1 if day else _NEVER >> OWN
