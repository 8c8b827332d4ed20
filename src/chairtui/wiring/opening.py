"""This machine's meetings, or those of another file: opened, closed, and proved."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from chairtui.live.clock import SystemClock
from chairtui.live.settings import Settings
from chairtui.store import drives
from chairtui.store.connect import Database
from chairtui.store.devices import look_up, settle
from chairtui.store.faults import CannotOpen
from chairtui.store.machine import mark
from chairtui.wiring.council import register
from chairtui.wiring.demonstrating import demonstrated
from chairtui.wiring.folders import VARIABLE, database_path, settings_file
from chairtui.wiring.ledgers import keep_ledgers, note_ended
from chairtui.wiring.locking import DatabaseDoor, key_of
from chairtui.wiring.places import Workplace, open_place

if TYPE_CHECKING:
    from chairtui.live.locking import Ask, Key
    from chairtui.store.verify import Measuring, Proof


@contextmanager
def workplace(
    given: Path | None = None, *, reads: bool = False, ask: Ask | None = None
) -> Iterator[Workplace]:
    """Give a desk on this machine's meetings, or on those of another file; close the file in the end.

    Who only `reads` makes no file and needs no right to write. A file that is made for something that is then
    refused goes again. `ask` is the front end, where there is one: it asks what opens a locked file, and how
    a new one is locked.

    Raises:
        CannotOpen: the file cannot be used, or there is nobody to ask.
        NotSaved: the settings cannot be written.
        Faulty: the council's register of agencies is wrong.
    """
    path = database_path(given)
    stored, damaged = _settings()
    agencies = register(path)

    asks_where = given is None and VARIABLE not in os.environ and not stored.complete

    def keep(settings: Settings) -> None:
        chosen = asks_where and settings.data_folder != str(path.parent)
        folder = settings.data_folder if chosen else stored.data_folder
        own = {"data_folder": folder, "device_id": stored.device_id}
        settings_file().keep(replace(settings, **own))

    with ExitStack() as stack:
        settings = replace(stored, data_folder=str(path.parent))
        is_new = not path.exists()
        door = DatabaseDoor(path)
        drives.see_that_it_is_here(path)  # before anybody is asked to open it
        key = key_of(door, ask, reads=reads)
        database = Database(path, key, reads=reads)
        unlocked = "" if reads or key is None else copies_left(path, key)
        clock, practise = SystemClock(), lambda: demonstrated(stack).desk
        if is_new:
            stack.push(partial(_refused, path, key))
        stack.callback(database.close)
        device = (
            look_up(database, mark()) if reads else settle(database, mark(), stored.device_id, clock.new_id)
        )
        place = "" if reads else drives.warning(path)
        trouble = " ".join(filter(None, (damaged, database.told, device.told, place, unlocked)))
        settings = replace(settings, device_id=device.id)
        opened = open_place(
            stack,
            database,
            settings,
            agencies,
            keep,
            clock,
            trouble,
            practise,
            device.formers,
            asks_where=asks_where,
            door=DatabaseDoor(path, database),
        )
        if not reads:
            keep_ledgers(opened.for_somebody())
            note_ended(opened.for_somebody())
        yield opened


def copies_left(path: Path, key: Key) -> str:
    """Lock what is left in clear beside a locked database; name what could not be, in a sentence."""
    from chairtui.store.left_over import lock_all
    from chairtui.store.relocking import lock_beside

    lock_all(path, key, key)
    left = ", ".join(file.name for file in lock_beside(path, key))
    return (
        f"Not locked, beside the database: {left}. Delete it where nobody needs it any more." if left else ""
    )


def _refused(path: Path, key: Key | None, kind: type[BaseException] | None, *_: object) -> None:
    """Take a new database away where nothing came of it."""
    if kind is not None:
        from chairtui.store.unused import drop

        drop(path, key)


def _settings() -> tuple[Settings, str]:
    """Return the settings, or none and a sentence: where the file is was said in another way."""
    try:
        return settings_file().read(), ""
    except CannotOpen:
        return Settings(), f"The settings in {settings_file().path} are damaged and were not used."


def prove(
    path: Path,
    told: Callable[[int, int], None] = lambda _done, _of: None,
    ask: Ask | None = None,
) -> Proof:
    """Return a sentence for everything in a database that is not as it was written.

    `told` hears how many meetings are proved, and of how many; `ask` is asked what opens it.

    Raises:
        CannotOpen: it is locked, and there is nobody to ask.
    """
    from chairtui.directory.agencies import Faulty
    from chairtui.standards.reading import FaultyProfile
    from chairtui.store import verify

    key = key_of(DatabaseDoor(path), ask, reads=True)
    try:
        measuring = _measuring(path, told)
    except (FaultyProfile, Faulty):  # then nothing is measured, and what was kept waits
        measuring = None
    return verify.prove(path, key, measuring=measuring)


def _measuring(path: Path, told: Callable[[int, int], None]) -> Measuring:
    from chairtui.live.auditing import settled
    from chairtui.store.verify import Measuring
    from chairtui.wiring.auditing import measures_of

    measures, now = measures_of(register(path)), SystemClock().now()
    measures.all()
    mark = measures.mark()
    return Measuring(lambda meeting, kept: settled(measures, meeting, kept, now, mark), now, told)
