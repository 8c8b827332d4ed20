"""However long a list is, every line of it is reached once, in order, and the counts are of all."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from chairtui.core.vocabulary import Stage
from chairtui.live.library import DuePart, Part, SearchFor
from chairtui.store.connect import Database
from chairtui.store.library import SqliteLibrary
from chairtui.store.numbering import NEXT_ID, put_in_order

MANY = 230
DAY = "2026-03-05"
NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)


@pytest.fixture
def library(path: Path) -> Iterator[SqliteLibrary]:
    """Return a library of many meetings of each stage, as their lists stand, and twice as many actions."""
    database = Database(path)
    with database.writing() as connection:
        for number in range(MANY):
            for stage in Stage:
                _meeting(connection, f"{stage.name.lower()}-{number:03}", stage, number)
    yield SqliteLibrary(database)
    database.close()


def _meeting(connection: object, meeting_id: str, stage: Stage, number: int) -> None:
    newest = f"2026-{number // 28 + 1:02}-{number % 28 + 1:02}T10:00:00.000000+00:00"
    unsent = int(stage is Stage.SIGNED and number % 2)
    values = (
        meeting_id, newest, meeting_id, "Bromley", "AB", "", "", stage.value, "", "", 0,
        newest, None, None, None, 0, 0, 0, "", unsent, newest if number % 4 == 1 else None, 0, 0, "",
    )  # fmt: skip
    places = ", ".join("?" for _ in values)
    connection.execute(  # type: ignore[attr-defined]
        "INSERT INTO meetings (meeting_id, newest, reference, authority, children, chair, team, stage, "
        "title, outcome, urgent, scheduled_at, started_at, decided_at, signed_at, stops, warns, "
        f"actions_open, next_due_on, unsent, send_due_at, returned, outdated, undecided) VALUES ({places})",
        values,
    )
    if stage is Stage.DECIDED:
        for action, due_on in (("a", newest[:10]), ("b", DAY if number % 9 == 0 else "")):
            connection.execute(  # type: ignore[attr-defined]
                "INSERT INTO actions (meeting_id, action_id, what, owner, agency, due_on, horizon, status) "
                "VALUES (?, ?, 'Visit', '', '', ?, 'immediate', 'open')",
                (meeting_id, action, due_on),
            )
            put_in_order(connection, meeting_id)
            connection.execute(  # type: ignore[attr-defined]
                "INSERT INTO texts (id, meeting_id, place, part, about, fields, words, also) "
                f"VALUES (({NEXT_ID}), ?1, ?2, 'plan', '', 'what', 'Visit him', '')",
                (meeting_id, f"plan.actions/{action}"),
            )


def walked(page: Callable[..., Sequence[object]], key: str, size: int) -> list[object]:
    """Return all lines, read by pages."""
    found: list[object] = []
    following = page(limit=size)
    while following:
        found += following
        following = page(limit=size, after=getattr(found[-1], key))
    return found


@pytest.mark.parametrize("size", [1, 7, 200])
@pytest.mark.parametrize("part", Part)
def test_every_meeting_is_reached_once_by_pages(library: SqliteLibrary, part: Part, size: int) -> None:
    found = walked(partial(library.meetings, part=part), "key", size)
    assert found == library.meetings(part=part, limit=-1)
    assert len(found) == len({one.key for one in found}) == library.count(part)  # type: ignore[attr-defined]


@pytest.mark.parametrize("size", [1, 7, 200])
@pytest.mark.parametrize("part", DuePart)
def test_every_action_is_reached_once_by_pages(library: SqliteLibrary, part: DuePart, size: int) -> None:
    found = walked(partial(library.due, part=part, now=NOON), "key", size)
    assert found == library.due(part=part, now=NOON, limit=-1)
    assert len(found) == len({one.key for one in found}) == library.due_count(part, NOON)  # type: ignore[attr-defined]


@pytest.mark.parametrize("size", [1, 50])
def test_every_place_of_a_search_is_reached_once_by_pages(library: SqliteLibrary, size: int) -> None:
    visit = SearchFor(words="visit")
    found = walked(partial(library.search, visit), "number", size)
    assert found == library.search(visit, limit=-1)
    assert len(found) == 2 * library.search_count(visit) == 2 * MANY
    assert library.search_count(SearchFor(words="?")) == 0


def test_the_parts_are_all_there_is_each_in_the_order_in_which_it_is_due(library: SqliteLibrary) -> None:
    parts = [library.meetings(part=part, limit=-1) for part in (Part.OPEN, Part.TO_SEND, Part.DONE)]
    assert sum(map(len, parts)) == library.count() == MANY * len(Stage)
    waiting, to_send, done = parts
    assert [one.scheduled_at for one in waiting] == sorted(
        one.scheduled_at for one in waiting if one.scheduled_at
    )
    times = [one.send_due_at for one in to_send]
    known = [at for at in times if at]
    assert times == sorted(known) + [None] * (len(times) - len(known))
    assert {one.stage for one in waiting} == set(Stage) - {Stage.SIGNED}
    assert not any(one.unsent for one in done)


def test_what_is_due_today_is_there_however_much_is_overdue(library: SqliteLibrary) -> None:
    today = library.due(part=DuePart.TODAY, now=NOON)
    assert today
    assert {one.due_on for one in today} == {DAY}
    counts = [library.due_count(part, NOON) for part in DuePart if part is not DuePart.ALL]
    assert sum(counts) == library.due_count() == 2 * MANY
