"""What the list of meetings knows of records that have still to be sent."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.live.pretend import BEGIN, MEETING, PREPARE, START, PretendClock, begun, live

from chairtui.core.attendance import RecordPresence
from chairtui.core.closing import Addendum, AddLateInformation, SignOff
from chairtui.core.decision import Decision, RecordDecision
from chairtui.core.delivery import Delivery
from chairtui.core.distribution import AddRecipient, NoteDelivery
from chairtui.core.meeting import StartMeeting
from chairtui.core.vocabulary import Mode, Outcome
from chairtui.live.library import Listed, Part
from chairtui.live.live_meeting import LiveMeeting
from chairtui.store.connect import Database
from chairtui.store.event_log import SqliteEventLog
from chairtui.store.library import SqliteLibrary
from chairtui.store.verify import verify

DUE = START + timedelta(days=1)


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    database = Database(path)
    yield database
    database.close()


def signed_meeting(database: Database, meeting_id: str = MEETING, due: datetime = DUE) -> LiveMeeting:
    """Return a signed meeting whose record three people are to have, two of them by a time."""
    meeting = live(SqliteEventLog(database), PretendClock(name=meeting_id), meeting_id=meeting_id)
    meeting.do(replace(PREPARE, meeting_id=meeting_id), *BEGIN[1:])
    meeting.do(StartMeeting())
    meeting.do(
        *(RecordPresence(attendee_id=one, mode=Mode.PHONE) for one in ("police", "social")),
        AddRecipient(delivery=Delivery(id="p", recipient="PC One", attendee_id="police", due_at=due)),
        AddRecipient(delivery=Delivery(id="s", recipient="Sam Three", attendee_id="social")),
        AddRecipient(delivery=Delivery(id="h", recipient="Dr Two", attendee_id="health", due_at=due)),
        RecordDecision(decision=Decision(id="d", children=("c1",), outcome=Outcome.INITIATE)),
        SignOff(name="Chris Chair"),
    )
    return meeting


@pytest.fixture
def signed(database: Database) -> LiveMeeting:
    return signed_meeting(database)


def line(database: Database) -> Listed:
    (found,) = SqliteLibrary(database).meetings()
    return found


def sent(meeting: LiveMeeting, *keys: str) -> None:
    meeting.do(*(NoteDelivery(delivery_id=key, sent_at=START + timedelta(hours=1)) for key in keys))


def test_the_list_knows_how_many_have_to_be_sent_the_record_and_by_when(
    database: Database, signed: LiveMeeting
) -> None:
    assert (line(database).unsent, line(database).send_due_at) == (3, DUE)
    sent(signed, "p", "h")
    assert (line(database).unsent, line(database).send_due_at) == (1, None)
    sent(signed, "s")
    assert line(database).unsent == 0
    assert SqliteLibrary(database).meetings(part=Part.TO_SEND) == []


def test_what_came_back_is_to_be_sent_and_stays_due(database: Database, signed: LiveMeeting) -> None:
    sent(signed, "p", "s", "h")
    back = NoteDelivery(delivery_id="p", returned_at=START + timedelta(hours=2), returned_because="Full")
    signed.do(back)
    found = line(database)
    assert (found.unsent, found.returned, found.outdated, found.send_due_at) == (1, 1, 0, DUE)


def test_late_information_makes_the_newer_version_due_to_whoever_has_the_old_one(
    database: Database, signed: LiveMeeting
) -> None:
    sent(signed, "p", "s", "h")
    signed.do(AddLateInformation(addendum=Addendum(id="l", words="An older injury", author="Dr Two")))
    found = line(database)
    assert (found.unsent, found.outdated, found.send_due_at) == (3, 3, None)


def test_what_is_to_be_sent_comes_the_most_overdue_first_and_only_once_signed(database: Database) -> None:
    signed_meeting(database, "no-time")
    database_log = SqliteEventLog(database)
    sent(live(database_log, PretendClock(name="x"), meeting_id="no-time"), "p", "h")
    signed_meeting(database, "later", DUE + timedelta(days=3))
    signed_meeting(database, "first", DUE)
    begun(database_log).do(AddRecipient(delivery=Delivery(id="p", recipient="PC One")))
    assert [one.id for one in SqliteLibrary(database).meetings(part=Part.TO_SEND)] == [
        "first",
        "later",
        "no-time",
    ]
    assert [one.id for one in SqliteLibrary(database).meetings(part=Part.TO_SEND, limit=1)] == ["first"]


def test_a_database_from_before_learns_what_is_to_be_sent_when_it_is_opened(
    path: Path, database: Database, signed: LiveMeeting
) -> None:
    with database.writing() as connection:
        for index in ("to_send", "without_ledger", "open", "done"):
            connection.execute(f"DROP INDEX meetings_{index}")
        connection.execute("DROP INDEX actions_agreed")
        for column in ("send_due_at", "returned", "outdated", "undecided", "recipients"):
            connection.execute(f"ALTER TABLE meetings DROP COLUMN {column}")
        connection.execute("UPDATE meetings SET unsent = 1")
        connection.execute(
            "DELETE FROM _sqlite_migrations "
            "WHERE name IN ('0005-to-send', '0009-undecided', '0012-listed', '0018-pages')"
        )
        connection.execute("PRAGMA user_version = 5")
    database.close()
    newer = Database(path)
    assert (line(newer).unsent, line(newer).send_due_at) == (3, DUE)
    newer.close()
    assert verify(path) == []
