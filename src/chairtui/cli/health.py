"""What the program runs on, and whether it can work there."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from chairtui import __version__

if TYPE_CHECKING:
    from chairtui.wiring.locking import DatabaseDoor
    from chairtui.wiring.places import Workplace

LIBRARIES = (
    "textual",
    "sqlite-utils",
    "sqlcipher3",
    "msgspec",
    "cel-expr-python",
    "pendulum",
    "click",
)


class Sign(Struct, frozen=True, kw_only=True):
    """One thing that was looked at."""

    name: str
    value: str
    well: bool = True


def examine(db: Path | None) -> list[Sign]:
    """Return everything that was looked at; it never raises."""
    signs = [
        Sign(name="chairtui", value=__version__),
        Sign(name="python", value=f"{platform.python_version()}, {platform.system()}"),
        *(_library(name) for name in LIBRARIES),
        *_carefully("engine", _engine),
        Sign(name="terminal", value=_terminal()),
    ]
    looks: tuple[tuple[str, Callable[[], Iterator[Sign]]], ...] = (
        ("its disk", lambda: _disk(db)),
        ("database", lambda: _database(db)),
        ("last backup", lambda: _backup(db)),
        ("template", lambda: _own_files(db)),
        ("rules", _rules),
        ("working days", _calendar),
    )
    for name, look in looks:
        signs += _carefully(name, look)
    return signs


def _library(name: str) -> Sign:
    try:
        return Sign(name=name, value=version(name))
    except PackageNotFoundError:
        return Sign(name=name, value="not installed", well=False)


def _engine() -> Iterator[Sign]:
    from chairtui.store.engine import engine

    yield Sign(name="engine", value=engine())


def _terminal() -> str:
    size = shutil.get_terminal_size()
    colour = os.environ.get("COLORTERM") or "no true colour"
    kind = os.environ.get("TERM") or "no TERM"
    return f"{kind}, {colour}, {size.columns}x{size.lines}, {sys.stdout.encoding}"


def _carefully(name: str, look: Callable[[], Iterator[Sign]]) -> list[Sign]:
    from chairtui.directory.agencies import Faulty
    from chairtui.live.ports import NotSaved
    from chairtui.standards.reading import FaultyProfile
    from chairtui.store.faults import CannotOpen

    try:
        return list(look())
    except (CannotOpen, NotSaved, Faulty, FaultyProfile) as trouble:
        return [Sign(name=name, value=str(trouble), well=False)]
    except Exception as error:
        return [Sign(name=name, value=f"could not be looked at ({type(error).__name__})", well=False)]


def _disk(db: Path | None) -> Iterator[Sign]:
    """Say what the database lies on, or would: a network drive loses what is saved."""
    from chairtui import wiring
    from chairtui.store import drives

    path = wiring.database_path(db)
    drives.see_that_it_is_here(path)
    doubt = drives.warning(path)
    yield Sign(name="its disk", value=doubt or drives.drive_of(path)[0], well=not doubt)


def _database(db: Path | None) -> Iterator[Sign]:
    from chairtui import wiring
    from chairtui.cli.options import given
    from chairtui.live.locking import Standing
    from chairtui.wiring.folders import VARIABLE, settings_file
    from chairtui.wiring.locking import DatabaseDoor

    yield Sign(name="settings", value=str(wiring.config_folder()))
    path = wiring.database_path(db)
    if not path.exists():
        named = db is not None or VARIABLE in os.environ or settings_file().read().complete
        words = "There is no database at" if named else "none yet; the first start makes"
        yield Sign(name="database", value=f"{words} {path}", well=not named)
        return
    door = DatabaseDoor(path)
    yield _lock(door)
    if door.standing is Standing.LOCKED and not (given().asks_nobody or door.by_itself()):
        yield Sign(name="database", value=f"{path}; nobody was asked to open it")
        return
    with wiring.workplace(db, reads=True, ask=given().ask) as workplace:
        count = len(workplace.log.meeting_ids())
        mode = workplace.path.stat().st_mode & 0o777
        ours = os.access(workplace.path, os.W_OK) and os.access(workplace.path.parent, os.W_OK)
        yield Sign(name="database", value=f"{workplace.path}, {count} meetings")
        yield _logs(workplace)
        yield _triggers(workplace)
        yield Sign(name="can be written", value="yes" if ours else "no", well=ours)
        yield Sign(name="only for you", value=f"{mode:03o}", well=not mode & 0o077 or sys.platform == "win32")
        yield Sign(
            name="free space", value=f"{shutil.disk_usage(workplace.path.parent).free // 1_000_000:,} MB"
        )


def _lock(door: DatabaseDoor) -> Sign:
    """Return whether the database is locked and what opens it, or why it is not."""
    from chairtui.wiring.locking import MADE_IN_CLEAR

    if reason := door.not_locked:
        return Sign(name="lock", value=f"NOT LOCKED: {reason}", well=reason != MADE_IN_CLEAR)
    return Sign(name="lock", value=f"locked; opens by {', '.join(door.ways) or 'a key that is not here'}")


def _logs(workplace: Workplace) -> Sign:
    """Return whether every log is what was remembered of it."""
    count = len(workplace.log.doubts())
    words = f"{count} not as remembered: “chairtui verify” says where" if count else "as they were remembered"
    return Sign(name="logs", value=words, well=not count)


def _triggers(workplace: Workplace) -> Sign:
    """Return whether the triggers that guard the log are those that the program made."""
    strange = workplace.database.told
    return Sign(name="triggers", value=strange or "as the program made them", well=not strange)


def _backup(db: Path | None) -> Iterator[Sign]:
    """Say when a backup was made here last; whether it is still there is for whoever keeps it."""
    from chairtui import wiring
    from chairtui.core.calendar.when import say_when
    from chairtui.wiring.backups import last as last_of

    last = last_of(wiring.database_path(db))
    words = f"{say_when(last.at)}, {last.file}" if last else "none was made with “chairtui backup” yet"
    yield Sign(name="last backup", value=words, well=last is None or last.sound)


def _own_files(db: Path | None) -> Iterator[Sign]:
    """Say where a council's own template and register are, and where incidents are told of."""
    from chairtui import wiring
    from chairtui.wiring.folders import REGISTER

    template = wiring.word_template()
    yield Sign(name="template", value=str(template) if template.is_file() else "the one of the program")
    registers = (wiring.database_path(db).parent / REGISTER, wiring.config_folder() / REGISTER)
    own = ", ".join(str(file) for file in registers if file.is_file())
    yield Sign(name="register", value=own or "the one of the program")
    incidents = wiring.config_folder() / "incidents"
    count = len(list(incidents.glob("*"))) if incidents.is_dir() else 0
    yield Sign(name="incidents", value=f"{count or 'none'}, in {incidents}")


def _rules() -> Iterator[Sign]:
    from chairtui import wiring
    from chairtui.core.meeting import Meeting
    from chairtui.live.clock import SystemClock
    from chairtui.wiring.folders import settings_file

    own = ", ".join(one.name for one in wiring.profiles()) or "none"
    yield Sign(name="the council's own", value=f"{own}, in {wiring.profiles_folder()}")
    judge = wiring.judge()
    authority = settings_file().looked_at().authority
    today = Meeting(id="new", authority=authority, scheduled_at=SystemClock().now())
    yield Sign(name="rules", value=f"a new meeting gets {judge.profile_of(today)}")
    yield Sign(name="why", value=" ".join(judge.why(today)))


def _calendar() -> Iterator[Sign]:
    from chairtui.core.calendar.deadlines import add_working_days, local_day
    from chairtui.core.calendar.when import say_when
    from chairtui.live.clock import SystemClock

    due = add_working_days(local_day(SystemClock().now()), 3)
    yield Sign(name="working days", value=f"three from today is {say_when(due)}")
