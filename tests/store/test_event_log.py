from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.store.event_log_contract import EventLogContract

from chairtui.live.ports import EventLog
from chairtui.store.connect import Database
from chairtui.store.event_log import SqliteEventLog
from chairtui.store.memory import MemoryEventLog
from chairtui.store.verify import verify

KEY = bytes(range(32))


class TestMemory(EventLogContract):
    @pytest.fixture
    def log(self) -> EventLog:
        return MemoryEventLog()


class OnDisk(EventLogContract):
    key: bytes | None = None

    @pytest.fixture
    def database(self, tmp_path: Path) -> Iterator[Database]:
        database = Database(tmp_path / "meetings.db", self.key)
        yield database
        database.close()
        # Whatever a test did, the file is sound and its lists follow from its log.
        assert verify(database.path, self.key) == []

    @pytest.fixture
    def log(self, database: Database) -> Iterator[EventLog]:
        log = SqliteEventLog(database)
        yield log
        log.close()

    @pytest.fixture
    def another(self, database: Database) -> Iterator[EventLog]:
        second = Database(database.path, self.key)
        yield SqliteEventLog(second)
        second.close()


class TestPlain(OnDisk):
    pass


class TestEncrypted(OnDisk):
    key = KEY

    def test_no_word_stands_in_the_file(self, database: Database, log: EventLog) -> None:
        from tests.live.pretend import begun

        begun(log)
        for file in database.path.parent.glob("meetings.db*"):
            assert b"Chris" not in file.read_bytes()
            assert b"SD-1" not in file.read_bytes()
