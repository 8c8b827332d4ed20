"""People of earlier registers: learnt with the events, rebuilt, compared, and made for an older database."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.live.pretend import PretendClock, live

from chairtui.core.attendance import ListAttendee
from chairtui.core.meeting import PrepareMeeting
from chairtui.core.register import Attendee
from chairtui.core.vocabulary import Sector
from chairtui.live.library import Person
from chairtui.store import migrations
from chairtui.store.connect import Database
from chairtui.store.event_log import SqliteEventLog
from chairtui.store.library import SqliteLibrary
from chairtui.store.rebuilding import rebuild
from chairtui.store.verify import verify


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    database = Database(path)
    yield database
    database.close()


def hold(log: SqliteEventLog, number: int, *people: tuple[str, str, str]) -> None:
    meeting_id = f"meeting-{number}"
    meeting = live(log, PretendClock(name=meeting_id), meeting_id=meeting_id)
    meeting.do(PrepareMeeting(meeting_id=meeting_id, reference=f"SD-{number}"))
    for place, (name, job, agency) in enumerate(people):
        line = Attendee(id=f"line-{place}", agency=agency, sector=Sector.OTHER, name=name, job=job)
        meeting.do(ListAttendee(attendee=line))


ASHA = Person(name="Asha Mir", job="named nurse", agency="mash-health")


def test_people_are_learnt_once_with_their_agency(database: Database) -> None:
    log, library = SqliteEventLog(database), SqliteLibrary(database)
    hold(log, 1, ("Asha Mir", "named nurse", "mash-health"), ("", "", "gp"))
    hold(log, 2, ("Asha Mir", "named nurse", "mash-health"), ("Asha Mir", "doctor", "hospital"))
    found = sorted(library.people(), key=lambda one: one.agency)
    assert found == [Person(name="Asha Mir", job="doctor", agency="hospital"), ASHA]
    assert len(library.people(limit=1)) == 1


def test_the_list_of_people_is_compared_and_rebuilt(database: Database, path: Path) -> None:
    log = SqliteEventLog(database)
    hold(log, 1, ("Asha Mir", "named nurse", "mash-health"))
    assert verify(path) == []
    with database.writing() as connection:
        connection.execute("UPDATE people SET name = 'Somebody'")
    assert verify(path) == ["meeting-1: the list of people does not follow from the log"]
    rebuild(database, log)
    assert verify(path) == []
    assert SqliteLibrary(database).people() == [ASHA]


def test_a_database_from_before_learns_its_people_when_it_is_opened(path: Path) -> None:
    older = Database(path)
    hold(SqliteEventLog(older), 1, ("Asha Mir", "named nurse", "mash-health"))
    with older.writing() as connection:
        connection.execute("DROP TABLE people")
        connection.execute("DELETE FROM _sqlite_migrations WHERE name = '0004-people'")
        connection.execute("PRAGMA user_version = 1")
    older.close()
    newer = Database(path)
    assert SqliteLibrary(newer).people() == [ASHA]
    newer.close()
    assert verify(path) == []
    assert migrations.VERSION >= 2
