"""A desk on a real file, for tests of what becomes of it while the program is open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from tests.core.scene import STARTED
from tests.tui.desk import MEETING, StillClock, desk, machine_with

from chairtui.live.desk import Desk
from chairtui.live.remembered import RememberedDrafts
from chairtui.store.connect import Database
from chairtui.store.drafts import SqliteDrafts
from chairtui.store.engine import connect
from chairtui.store.lazy_log import LazyLog
from chairtui.store.library import SqliteLibrary
from chairtui.wiring.this_machine import ThisMachine

NAMES = {"laptop": "Dee Grant", "desktop": "Ola Reed"}
"""Who sits at which device."""


_PROGRAMS = count()
"""How many programs there were: each gives ids of its own, as real ones do."""


@contextmanager
def stored(path: Path, device: str = "laptop") -> Iterator[Desk]:
    """Give a desk on a file, with a meeting that has started."""
    from msgspec.structs import replace as changed

    path.parent.mkdir(exist_ok=True)
    database = Database(path)
    log = LazyLog(database)
    drafts = SqliteDrafts(database)
    clock = StillClock()
    clock.ids = next(_PROGRAMS) * 1_000_000
    bare = desk(path.parent, clock)
    machine = machine_with(fault=database.fault)
    behind: Any = SimpleNamespace(database=database, log=log, drafts=drafts)
    machine.keep_elsewhere = partial(ThisMachine.keep_elsewhere, behind)
    made = replace(
        bare,
        settings=changed(
            bare.settings, device_id=device, name="Dee Grant" if device == "laptop" else "Ola Reed"
        ),
        log=log,
        drafts=RememberedDrafts(drafts),
        library=SqliteLibrary(database),
        machine=machine,
    )
    if not log.meeting_ids():
        made.open(MEETING).do(*STARTED)
    try:
        yield made
    finally:
        drafts.end()
        log.close()
        database.close()


@contextmanager
def held(path: Path) -> Iterator[Any]:
    """Hold the file as another program does that is busy with it."""
    connection = connect(path)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
    finally:
        connection.execute("ROLLBACK")
        connection.close()
