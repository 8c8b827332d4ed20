"""The invented meetings, in a folder that is thrown away."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from chairtui.directory.agencies_file import AgenciesFile
from chairtui.live.clock import SystemClock
from chairtui.live.settings import Settings
from chairtui.store.connect import Database
from chairtui.store.disk import is_left_over
from chairtui.wiring.folders import FILE, REGISTER
from chairtui.wiring.places import Workplace, open_place

_THROWN_AWAY = "chairtui-demonstration-"


@contextmanager
def demonstration() -> Iterator[Workplace]:
    """Give a desk on the invented meetings, in a folder that is thrown away.

    Raises:
        CannotOpen: there is no room for it.
    """
    with ExitStack() as stack:
        yield demonstrated(stack)


def demonstrated(stack: ExitStack) -> Workplace:
    """Return a desk on the invented meetings, which go with the stack."""
    from tempfile import TemporaryDirectory

    from chairtui import demonstration as invented
    from chairtui.records.interchange.importing import Source

    _sweep()
    prefix = f"{_THROWN_AWAY}{os.getpid()}-"
    folder = Path(stack.enter_context(TemporaryDirectory(prefix=prefix, ignore_cleanup_errors=True)))
    agencies = AgenciesFile(folder / REGISTER, below=(invented.AGENCIES,))
    clock = SystemClock()
    settings = Settings(
        name=invented.CHAIR,
        role=invented.ROLE,
        authority=invented.AUTHORITY,
        device_id=clock.new_id(),
        data_folder=str(folder),
    )
    workplace = open_place(stack, Database(folder / FILE), settings, agencies, lambda _settings: None, clock)
    sources = [Source(name, content) for name, content in invented.documents(clock.now())]
    workplace.importer().take(sources)
    return workplace


def _sweep() -> None:
    """Throw away what a demonstration left that was killed."""
    import shutil
    from tempfile import gettempdir

    for folder in Path(gettempdir()).glob(f"{_THROWN_AWAY}*"):
        owner = folder.name.removeprefix(_THROWN_AWAY).partition("-")[0]
        with suppress(OSError):
            if is_left_over(folder, owner):
                shutil.rmtree(folder, ignore_errors=True)
