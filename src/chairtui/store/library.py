"""Lists and searches over all meetings; each call reads by a connection of its own, from any thread."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from chairtui.core.vocabulary import FollowKind
from chairtui.live.library import (
    FEW,
    MANY,
    PAGE,
    ActionsOf,
    Agreed,
    Due,
    DuePart,
    Followed,
    Found,
    Listed,
    Part,
    Person,
    SearchFor,
    Wanted,
    always,
)
from chairtui.live.ready import Ready
from chairtui.store.connect import Database
from chairtui.store.faults import damaged
from chairtui.store.paging import (
    FOLLOWING_LATE,
    SAME_ACTION,
    STILL_DUE,
    as_of,
    count_of_due,
    count_of_meetings,
    page_of_agreed,
    page_of_due,
    page_of_following,
    page_of_meetings,
    within,
)
from chairtui.store.readiness import noted_ready
from chairtui.store.same_children import about, earlier_about
from chairtui.store.search import search, search_count

if TYPE_CHECKING:
    from chairtui.core.children import Child
    from chairtui.core.meeting import Meeting

T = TypeVar("T", bound=msgspec.Struct)

_PEOPLE = """
SELECT name, job, agency, area, max(newest) AS last FROM (
    SELECT name, job, agency, area, newest FROM meetings CROSS JOIN people USING (meeting_id)
    ORDER BY newest DESC, meeting_id DESC LIMIT ?
) GROUP BY name, agency, area ORDER BY last DESC, name
"""
"""SQLite takes the job from the row with the newest meeting; no more lines are read than the limit says."""
_NAMED = (
    "SELECT meeting_id FROM events WHERE meeting_id = :words LIMIT 1",
    """
    SELECT meeting_id FROM meetings WHERE reference = :words COLLATE NOCASE
    ORDER BY meeting_id LIMIT :limit
    """,
    """
    SELECT DISTINCT meeting_id FROM events WHERE meeting_id >= :words AND meeting_id < :beyond
    UNION SELECT meeting_id FROM meetings
    WHERE reference >= :words COLLATE NOCASE AND reference < :beyond COLLATE NOCASE
    ORDER BY 1 LIMIT :limit
    """,
)
"""Which meeting somebody means: the first of these that finds any."""
_OTHER_LETTERS = "SELECT meeting_id, reference FROM meetings"
"""SQLite knows no case but that of the letters a to z."""
_CASE_NUMBERS = "SELECT local_id, meeting_id FROM children WHERE local_id <> ''"
"""The index of children answers."""


_TO_CATCH_UP = "SELECT (SELECT count(*) FROM meetings) - (SELECT count(*) FROM searched)"
_WITHOUT_LEDGER = "SELECT meeting_id FROM meetings WHERE signed_at IS NOT NULL AND recipients = 0"
"""In the words of the index, which answers it."""


_LATER = "SELECT meeting_id FROM follows WHERE earlier_id = ? ORDER BY meeting_id"
_ENDED_APART = """
SELECT DISTINCT own.meeting_id FROM actions AS own CROSS JOIN actions AS before
ON before.meeting_id = own.continues
AND own.action_id IN (before.action_id, before.meeting_id || '~' || before.action_id)
WHERE own.continues <> '' AND (own.status = 'open') <> (before.status = 'open')
"""


def ended_apart(database: Database) -> list[str]:
    """Return the ids of the meetings that go on with an action which is open only there, or only before."""
    with database.reading() as connection:
        return [str(row[0]) for row in connection.execute(_ENDED_APART).fetchall()]


def without_ledger(database: Database) -> list[str]:
    """Return the ids of the signed meetings with nobody on their ledger, for whatever reason."""
    with database.reading() as connection:
        return [str(row[0]) for row in connection.execute(_WITHOUT_LEDGER).fetchall()]


class SqliteLibrary:
    """All meetings of one database; it fulfils `live.library.Library`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def meetings(self, *, part: Part = Part.ALL, limit: int = PAGE, after: str = "") -> list[Listed]:
        """Return a page of meetings; `after` is the id of the last one seen, -1 as limit means all."""
        asked = page_of_meetings(part, on=bool(after))
        return self._found(Listed, asked, limit=limit, after=after)

    def count(self, part: Part = Part.ALL) -> int:
        """Return how many meetings there are."""
        return self._counted(count_of_meetings(part))

    def due(
        self, *, part: DuePart = DuePart.ALL, now: datetime | None = None, limit: int = PAGE, after: str = ""
    ) -> list[Due]:
        """Return a page of open actions as of a time, the most overdue first; those without a day come last.

        `after` is the key of the last one seen.
        """
        meeting_id, _, action_id = after.partition("/")
        asked = page_of_due(part, on=bool(after))
        return self._found(Due, asked, limit=limit, **as_of(now), after=meeting_id, action=action_id)

    def due_count(self, part: DuePart = DuePart.ALL, now: datetime | None = None) -> int:
        """Return how many actions are open, as of a time."""
        return self._counted(count_of_due(part), **as_of(now))

    def agreed(
        self, of: ActionsOf, *, now: datetime | None = None, limit: int = PAGE, after: str = ""
    ) -> list[Agreed]:
        """Return a page of actions as of a time: the open first, the most overdue before all others."""
        from chairtui.core.children import name_key

        meeting_id, _, action_id = after.partition("/")
        given = as_of(now) | {
            "state": of.state.value if of.state else "",
            "owner": within(of.owner),
            "agency": of.agency,
            "child": within(name_key(of.child)),
            "team": of.team,
            "until": of.until,
        }
        for number, word in enumerate(of.words):
            given[f"word{number}"], given[f"child{number}"] = within(word), within(name_key(word))
            keys = of.agencies[number] if number < len(of.agencies) else ()
            given[f"agencies{number}"] = f"|{'|'.join(keys)}|" if keys else ""
        asked = page_of_agreed(of, on=bool(after))
        return self._found(Agreed, asked, limit=limit, after=meeting_id, action=action_id, **given)

    def same_action(self, meeting_id: str, action_id: str) -> list[tuple[str, str]]:
        """Return the other meetings (ids) that have the same action, taken up or left, and its id there."""
        with self._database.reading() as connection:
            rows = connection.execute(SAME_ACTION, {"meeting": meeting_id, "action": action_id})
            return [(str(other), str(there)) for other, there in rows]

    def still_due(self, meeting_id: str) -> list[str]:
        """Return, in words, what of a meeting is still to be followed up, and no later meeting took up."""
        with self._database.reading() as connection:
            return [row[0] for row in connection.execute(STILL_DUE, {"meeting": meeting_id})]

    def following(self, *, limit: int = PAGE, after: str = "") -> list[Followed]:
        """Return a page of what beside actions is to be followed up, by its day; `after`: the last key."""
        meeting_id, kind, item = (*after.split("/", 2), "", "")[:3]
        asked = page_of_following(on=bool(after))
        return self._found(Followed, asked, limit=limit, after=meeting_id, of=kind, item=item)

    def following_late(self, day: str) -> dict[FollowKind, int]:
        """Return how much of each kind is late as of a day."""
        with self._database.reading() as connection:
            all_, elsewhere = connection.execute(FOLLOWING_LATE, {"day": day}).fetchall()
        late = zip(FollowKind, all_, elsewhere, strict=True)
        return {kind: count - gone for kind, count, gone in late if count > gone}

    def search(
        self, of: SearchFor, *, limit: int = FEW, after: int = 0, wanted: Wanted = always
    ) -> list[Found]:
        """Return where the words stand in a page of meetings, the newest first."""
        with self._database.reading() as connection:
            return search(connection, of, limit, after, wanted)

    def search_count(self, of: SearchFor, *, most: int = MANY, wanted: Wanted = always) -> int:
        """Return in how many meetings the words stand; nobody counts beyond `most`."""
        with self._database.reading() as connection:
            return search_count(connection, of, most, wanted)

    def to_catch_up(self) -> int:
        """Return how many meetings a search does not know yet, after a change of version."""
        with self._database.reading() as connection:
            return int(connection.execute(_TO_CATCH_UP).fetchone()[0])

    def catch_up(self, told: Callable[[int], None], wanted: Wanted = always) -> None:
        """Let the search know them, one after the other: each is stored at once and none held in memory."""
        last, left = "", self.to_catch_up()
        while left and wanted():
            from chairtui.store.lists import catch_up  # it comes with the whole meeting

            with self._database.writing() as connection:
                last = catch_up(connection, last)
            left = left - 1 if last else 0
            told(left)

    def _found(self, kind: type[T], asked: str, **given: object) -> list[T]:
        with self._database.reading() as connection:
            return [_as(kind, row) for row in connection.execute(asked, given)]

    def _counted(self, asked: str, **given: object) -> int:
        with self._database.reading() as connection:
            return int(connection.execute(asked, given).fetchone()[0])

    def named(self, words: str, *, limit: int = FEW) -> list[str]:
        """Return the ids of the meetings meant: by id, by reference, or by the beginning of either."""
        given = {"words": words, "beyond": words + chr(0x10FFFF), "limit": limit}
        with self._database.reading() as connection:
            for asked in _NAMED:
                if ids := [str(row[0]) for row in connection.execute(asked, given)]:
                    return ids
            if words.isascii():
                return []
            all_ = connection.execute(_OTHER_LETTERS).fetchall()
        same = [one for one, reference in all_ if reference.casefold() == words.casefold()]
        begins = (one for one, reference in all_ if reference.casefold().startswith(words.casefold()))
        return same or sorted(begins)[:limit]

    def numbered(self, numbers: Collection[str]) -> list[str]:
        """Return the ids of the meetings about a child with one of these case numbers.

        Zeros before a number do not count: a spreadsheet loses them.
        """
        from chairtui.core.children import plain  # it comes with the whole meeting

        wanted = {plain(one).lstrip("0") for one in numbers}
        with self._database.reading() as connection:
            rows = connection.execute(_CASE_NUMBERS)
            return sorted({str(meeting_id) for number, meeting_id in rows if number.lstrip("0") in wanted})

    def people(self, *, limit: int = 5_000) -> list[Person]:
        """Return who stood on the newest registers, as many lines as the limit, each person once."""
        with self._database.reading() as connection:
            rows = connection.execute(_PEOPLE, (limit,))
            return [_as(Person, row) for row in rows]

    def ready(self, meeting_ids: Sequence[str]) -> dict[str, Ready]:
        """Return what the rules said of some meetings, by id, as it was noted with what was written last."""
        with self._database.reading() as connection:
            return noted_ready(connection, meeting_ids)

    def later(self, meeting_id: str) -> list[str]:
        """Return the ids of the meetings that follow one."""
        with self._database.reading() as connection:
            return [str(row[0]) for row in connection.execute(_LATER, (meeting_id,))]

    def about(self, child: Child) -> list[str]:
        """Return the ids of all meetings about a child, whenever they were held."""
        with self._database.reading() as connection:
            return sorted({other for other, is_same in about(connection, child) if is_same})

    def series_of(self, meeting: Meeting) -> list[str]:
        """Return the ids of earlier meetings about any of the same children.

        A meeting that is newer than this one is not earlier.
        """
        with self._database.reading() as connection:
            return earlier_about(connection, meeting)

    def perhaps_of(self, meeting: Meeting) -> list[str]:
        """Return the ids of earlier meetings about a child who may be the same: a person has to say it."""
        with self._database.reading() as connection:
            return earlier_about(connection, meeting, same=None)


def _as(kind: type[T], row: Sequence[Any]) -> T:
    """Return a row as a value whose fields are its columns, in their order.

    Raises:
        NotSaved: it holds what no list holds: the file is damaged.
    """
    try:
        return msgspec.convert(dict(zip(kind.__struct_fields__, row, strict=False)), kind)
    except msgspec.ValidationError:
        raise damaged() from None
