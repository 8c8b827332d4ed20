"""An open database: one writer behind a lock, and any number of readers."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite

from chairtui.live.ports import NotSaved
from chairtui.store import migrations, older, pairing, transactions
from chairtui.store.drives import see_that_it_is_here
from chairtui.store.engine import Connection, check_engine, connect, looking, options_of, unlock
from chairtui.store.faults import (
    BUSY,
    UNREADABLE,
    CannotOpen,
    busy,
    cannot_open,
    code_of,
    lost,
    not_read,
    not_saved,
    unreadable,
)
from chairtui.store.file_still_itself import Alone, Logged, Standing
from chairtui.store.planted import triggers_words
from chairtui.store.private import make_private
from chairtui.store.transactions import begin, on_a_loop, patiently, probe, roll_back

_EVER = """
SELECT (SELECT count(*) FROM events) + (SELECT coalesce(sum(entries), 0) FROM tombstones)
"""
"""How many entries there are, with those of meetings that left: their number never goes down."""


class Database:
    """One file of meetings, open: a write connection behind a lock, and read connections for workers."""

    def __init__(self, path: Path, key: bytes | None = None, *, reads: bool = False) -> None:
        """Open the file, or make it; bring it to this version, and prove that it can be written.

        `key` is 32 random bytes, and the 16 that the file begins with; without one the file is not encrypted.
        Who only `reads` needs no right to write and waits for nobody, and the file has to be there.

        Raises:
            CannotOpen: in a sentence, why; nothing in the file was changed.
        """
        self.path = path
        self.key = key
        self._lock = threading.RLock()
        self._idle: list[Connection] = []
        self._closed = False
        self._writer: Connection = None
        self._copy: Connection = None
        """What is read instead of the file: it as one of this version, or with lists as they would be."""
        self.told = ""
        """What opening did that somebody should know, in a sentence."""
        self._standing: Standing | None = None
        check_engine()
        see_that_it_is_here(path)
        try:
            if reads:
                patiently(self._look)
            else:
                make_private(path)
                older.sweep(path.parent)
                self._writer = patiently(self._open_writer)
                self._standing = self._stand()
        except (*UNREADABLE, OSError) as error:
            raise cannot_open(error, path) from None

    def _open_writer(self) -> Connection:
        connection = connect(self.path, self.key)
        try:
            if migrations.is_older(connection):
                self.told = older.keep_before(connection, self.path)
            migrations.apply(connection, self.path, later=True)
            self.told = " ".join(filter(None, (self.told, triggers_words(connection))))
            probe(connection)
            connection.execute("PRAGMA busy_timeout=0")
        except BaseException:
            connection.close()
            raise
        return connection

    def _look(self) -> None:
        """Open the file to be read as it is; one of an older version is read by way of memory."""
        if not self.path.exists():
            raise CannotOpen(
                f"There is no database at {self.path}. “chairtui new” makes one there, and so does opening "
                "the program; --db names another."
            )
        connection = self._open_reader()
        try:
            if migrations.is_older(connection):
                self._copy = self._in_memory()
                connection.close()
                return
            migrations.apply(connection, self.path, reads=True)
            self.told = triggers_words(connection)
        except BaseException:
            connection.close()
            raise
        self._give_back(connection)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give the write connection, in a transaction that is on disk when the block ends.

        Another program that holds the file is waited for, except on the thread of an event loop: whoever
        types there is told at once, and it is tried again beside them.

        Raises:
            Busy: another program, or another thread, holds it.
            NotSaved: it could not be stored; nothing of it was.
        """
        patience = 0.0 if on_a_loop() else transactions.PATIENCE
        until = time.monotonic() + patience
        if not self._lock.acquire(timeout=patience):
            raise busy()
        try:
            if self._writer is None:
                raise NotSaved("Not saved: the file was opened to be read only. Nothing was changed.")
            try:
                begin(self._writer, until)
                try:
                    yield self._writer
                    if trouble := self.fault():
                        raise lost(trouble)
                    self._writer.execute("COMMIT")
                except BaseException:
                    roll_back(self._writer)
                    raise
            except UNREADABLE as error:
                trouble = self.fault()
                raise (lost(trouble) if trouble else not_saved(error)) from None
        finally:
            self._lock.release()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a read connection of its own; other threads may read and write meanwhile.

        Raises:
            NotSaved: the file cannot be read.
        """
        if trouble := self.fault():
            raise unreadable(trouble)
        try:
            if self._copy is not None:
                with self._lock:
                    yield self._copy
                return
            connection = self._idle.pop() if self._idle else patiently(self._open_reader)
            try:
                yield connection
            except BaseException:
                connection.close()
                raise
            self._give_back(connection)
        except UNREADABLE as error:
            raise not_read(error) from None
        except CannotOpen as trouble:
            raise NotSaved(str(trouble)) from None

    @contextmanager
    def showing(self) -> Iterator[Connection]:
        """Give a copy in memory whose lists may be changed; from then on it is read instead of the file.

        It is for who only reads: the file stays as it is.

        Raises:
            NotSaved: the file cannot be read.
        """
        try:
            with self._lock:
                if self._copy is None:
                    self._copy = older.in_memory(
                        self.path, self.key, options_of(self.path, looking(self.path))
                    )
                self._copy.execute("PRAGMA query_only=OFF")
                yield self._copy
                self._copy.execute("PRAGMA query_only=ON")
        except UNREADABLE as error:
            raise not_read(error) from None

    @property
    def writes(self) -> bool:
        """Whether it can be written to."""
        return self._writer is not None

    def fault(self) -> str:
        """Say what became of the file since it was opened, or nothing while it is itself."""
        return self._standing.fault() if self._standing else ""

    def wipe(self) -> bool:
        """Fold the write-ahead log into the file and empty it; False where another program reads it now.

        What was deleted is overwritten in the file by the deletion itself (``secure_delete``); until this is
        done, the log beside it still holds the pages as they were.
        """
        with self._lock:
            while self._idle:
                self._idle.pop().close()
            try:
                row = patiently(lambda: self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone())
            except UNREADABLE as error:
                raise not_saved(error) from None
            return row is not None and row[0] == 0

    def copy_into(self, target: Path) -> None:
        """Copy the file that is written to, also one that was deleted or replaced.

        Raises:
            sqlcipher3.Error: it cannot be read, or the copy not be written.
            OSError: the copy cannot be made.
        """
        with self._lock:
            older.copy_into(self._writer, target)

    def move(self, copy: Path) -> None:
        """Go on in a copy, from the next reading and writing on.

        Raises:
            CannotOpen: it cannot be used; nothing has changed.
        """
        with self._lock:
            there = Database(copy, self.key)
            self._let_go()
            self.path, self._writer, self._standing = copy, there._writer, there._standing
            self._idle = there._idle

    def _stand(self) -> Standing:
        if self._alone().events < 0:  # a new file: its tables are in the log alone
            self._writer.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        schema = int(self._writer.execute("PRAGMA schema_version").fetchone()[0])
        standing = Standing(self.path, schema, self._alone, self._logged)
        pairing.note(self.path, standing.schemas)
        return standing

    def _alone(self) -> Alone:
        """Read what the file holds without its write-ahead log, -1 for what cannot be; nothing is locked."""
        connection = sqlite.connect(f"{self.path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            unlock(connection, self.key)
            schema = connection.execute("PRAGMA schema_version").fetchone()[0]
            try:
                return Alone(schema, connection.execute(_EVER).fetchone()[0])
            except UNREADABLE:
                return Alone(schema, -1)
        except UNREADABLE:
            return Alone(-1, -1)
        finally:
            connection.close()

    def _logged(self) -> Logged:
        """Return what should be in the write-ahead log; one page if it cannot be read at all."""
        try:
            connection = self._open_reader()
            try:
                _, pages, stored = connection.execute("PRAGMA wal_checkpoint(NOOP)").fetchone()
                return Logged(int(pages), whole=stored == 0 or stored >= pages)
            finally:
                connection.close()
        except CannotOpen:
            return Logged(1, whole=True)  # the file is none, or not the one that the log belongs to
        except UNREADABLE as error:
            is_busy = code_of(error) == BUSY
            return Logged(int(not is_busy), whole=not is_busy)

    def _in_memory(self) -> Connection:
        return older.in_memory(self.path, self.key, options_of(self.path, looking(self.path)))

    def _open_reader(self) -> Connection:
        connection = connect(self.path, self.key, mode="rw" if self._writer else looking(self.path))
        connection.execute("PRAGMA query_only=ON")
        return connection

    def _give_back(self, connection: Connection) -> None:
        if self._closed or len(self._idle) > 3:
            connection.close()
        else:
            self._idle.append(connection)

    def close(self) -> None:
        """Fold the write-ahead log into the file and let go of it; closing twice does nothing."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            self._let_go()

    def _let_go(self) -> None:
        while self._idle:
            self._idle.pop().close()
        if self._copy is not None:
            self._copy.close()
        if self._writer is None:
            return
        with suppress(*UNREADABLE):
            self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._writer.close()
        pairing.forget(self.path)
