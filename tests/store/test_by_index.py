"""What a chair waits for is found by an index, however many meetings there are."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.live.pretend import PretendClock, live

from chairtui.core.meeting import PrepareMeeting
from chairtui.core.vocabulary import ActionStatus
from chairtui.live.library import ActionsOf, DuePart, Part
from chairtui.store import library as asking
from chairtui.store.connect import Database
from chairtui.store.event_log import SqliteEventLog
from chairtui.store.library import SqliteLibrary
from chairtui.store.paging import (
    FOLLOWING_LATE,
    SAME_ACTION,
    count_of_due,
    count_of_meetings,
    page_of_agreed,
    page_of_due,
    page_of_following,
    page_of_meetings,
)

GIVEN = {
    "words": "SD",
    "beyond": "SE",
    "limit": 5,
    "day": "2026-11-27",
    "minute": "2026-11-27T12",
    "after": "m",
    "action": "a",
}


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    database = Database(path)
    yield database
    database.close()


def plan(database: Database, asked: str, *given: object) -> str:
    with database.reading() as connection:
        rows = connection.execute(f"EXPLAIN QUERY PLAN {asked}", given or GIVEN).fetchall()
    return "\n".join(str(row[3]) for row in rows)


@pytest.mark.parametrize("on", [False, True], ids=["first page", "next page"])
@pytest.mark.parametrize("part", list(DuePart))
def test_a_page_of_actions_is_neither_sorted_nor_read_to_its_end(
    database: Database, part: DuePart, on: bool
) -> None:
    found = plan(database, page_of_due(part, on=on))
    assert "USING INDEX actions_due" in found
    inner = found.split("MATERIALIZE")[-1]
    assert "SCAN actions" not in inner
    assert found.count("TEMP B-TREE") <= 1, found  # only the page itself is put in order again


@pytest.mark.parametrize("on", [False, True], ids=["first page", "next page"])
@pytest.mark.parametrize(
    "of",
    [*(ActionsOf(part=part, owner="ben", team="t") for part in DuePart if part is not DuePart.ALL)]
    + [ActionsOf(state=state, child="ada", agency="police") for state in ActionStatus],
)
def test_a_page_of_what_was_agreed_comes_in_the_order_of_the_index(
    database: Database, of: ActionsOf, on: bool
) -> None:
    given = {**GIVEN, "owner": "%b%", "team": "t", "child": "%a%", "agency": "p", "state": "done"}
    with database.reading() as connection:
        rows = connection.execute(f"EXPLAIN QUERY PLAN {page_of_agreed(of, on=on)}", given).fetchall()
    found = "\n".join(str(row[3]) for row in rows)
    assert "SEARCH actions USING INDEX actions_due" in found
    assert "TEMP B-TREE" not in found, found


@pytest.mark.parametrize("on", [False, True], ids=["first page", "next page"])
def test_a_page_of_whatever_was_agreed_is_not_sorted_either(database: Database, on: bool) -> None:
    found = plan(database, page_of_agreed(ActionsOf(), on=on))
    assert "actions USING INDEX actions_agreed" in found
    assert "TEMP B-TREE" not in found, found


@pytest.mark.parametrize("part", list(DuePart))
def test_actions_are_counted_from_the_index_and_those_that_go_on_elsewhere_all_at_once(
    database: Database, part: DuePart
) -> None:
    for asked, of in ((count_of_due(part), "actions"), (FOLLOWING_LATE, "following")):
        found = plan(database, asked)
        assert f"SEARCH {of} USING COVERING INDEX {of}_due" in found
        assert "CORRELATED" not in found
        assert f"INDEX {of}_continued" in found


@pytest.mark.parametrize("on", [False, True], ids=["first page", "next page"])
def test_what_is_to_be_followed_up_is_read_by_pages(database: Database, on: bool) -> None:
    given = {**GIVEN, "of": "question", "item": "q", "meeting": "m"}
    for asked in (page_of_following(on=on), SAME_ACTION):
        with database.reading() as connection:
            rows = connection.execute(f"EXPLAIN QUERY PLAN {asked}", given).fetchall()
        found = "\n".join(str(row[3]) for row in rows)
        assert "SCAN following" not in found.split("MATERIALIZE")[-1], found
        assert "SCAN actions" not in found
        assert "SCAN later" not in found


@pytest.mark.parametrize("asked", asking._NAMED)
def test_a_meeting_that_is_named_is_looked_up(database: Database, asked: str) -> None:
    found = plan(database, asked)
    assert "SCAN" not in found
    assert "SEARCH" in found


def test_people_are_read_from_the_newest_meetings_only(database: Database) -> None:
    found = plan(database, asking._PEOPLE, 5)
    assert "SCAN meetings USING COVERING INDEX meetings_newest" in found
    assert "SEARCH people" in found


INDEX_OF = {
    Part.ALL: "meetings_newest",
    Part.OPEN: "meetings_open",
    Part.TO_SEND: "meetings_to_send",
    Part.DONE: "meetings_done",
}


@pytest.mark.parametrize("on", [False, True], ids=["first page", "next page"])
@pytest.mark.parametrize("part", list(Part))
def test_a_page_of_meetings_comes_in_the_order_of_its_index(database: Database, part: Part, on: bool) -> None:
    found = plan(database, page_of_meetings(part, on=on))
    assert "TEMP B-TREE" not in found
    assert f"INDEX {INDEX_OF[part]}" in found


@pytest.mark.parametrize("part", list(INDEX_OF))
def test_meetings_are_counted_from_an_index(database: Database, part: Part) -> None:
    assert "COVERING INDEX meetings_" in plan(database, count_of_meetings(part))


def named(database: Database, words: str) -> list[str]:
    return SqliteLibrary(database).named(words, limit=3)


def test_a_meeting_is_meant_by_its_id_its_reference_or_the_beginning_of_either(database: Database) -> None:
    log = SqliteEventLog(database)
    references = {"m-1": "SD-1", "m-2": "SD-12", "m-3": "Éa-7", "n-4": "100%", "SD-1": "other", "m_5": "sd_9"}
    for meeting_id, reference in references.items():
        meeting = live(log, PretendClock(name=meeting_id), meeting_id=meeting_id)
        at = datetime(2026, 3, 1, 10, tzinfo=UTC)
        meeting.do(PrepareMeeting(meeting_id=meeting_id, reference=reference, scheduled_at=at))
    assert named(database, "m-1") == ["m-1"]
    assert named(database, "SD-1") == ["SD-1"]  # an id goes first
    assert named(database, "sd-12") == ["m-2"]
    assert named(database, "sd-") == ["m-1", "m-2"]
    assert named(database, "m-") == ["m-1", "m-2", "m-3"]
    assert named(database, "éA-7") == ["m-3"]
    assert named(database, "éa") == ["m-3"]
    assert named(database, "100%") == ["n-4"]
    assert named(database, "%") == []
    assert named(database, "sd_") == ["m_5"]
    assert named(database, "nobody") == []


@pytest.mark.parametrize("on", [False, True], ids=["first page", "next page"])
@pytest.mark.parametrize("part", list(Part))
def test_the_actions_of_a_listed_meeting_are_not_looked_for_among_those_of_all(
    database: Database, part: Part, on: bool
) -> None:
    found = plan(database, page_of_meetings(part, on=on))
    assert "SEARCH actions USING PRIMARY KEY (meeting_id=?)" in found
    assert "actions_due" not in found
