"""Opening the program, with panels or line by line; nothing here needs what reads a command line."""

from __future__ import annotations

import gc
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from chairtui.cli.exits import USAGE, Refusal
from chairtui.live.locking import Standing

if TYPE_CHECKING:
    from chairtui.live.desk import Desk
    from chairtui.live.locking import Ask, Door, Key

DUMB = (
    "This terminal cannot show panels (TERM=dumb): the program works line by line, as with --plain. "
    "“chairtui help plain” says how."
)


LOOKED_AFTER = 10_000
"""New objects after which those that nothing holds any more are looked for: a tick makes some thousands."""


def start(db: Path | None = None, *, plain: bool = False, ask: Ask | None = None) -> int:
    """Open the program on a database; return its exit status.

    Raises:
        Refusal: there is no terminal.
    """
    need_terminal(plain=plain)
    gc.set_threshold(LOOKED_AFTER)
    gc.disable()  # until the program is there, hardly anything is thrown away
    from chairtui import wiring

    with wiring.workplace(db or ask_folder(), ask=ask or partial(_asked, plain=plain)) as workplace:
        return open_program(workplace.desk, plain=plain)


def _asked(door: Door, *, plain: bool) -> Key | None:
    """Ask on a screen of its own, or line by line, what opens the meetings; the keystore was asked already.

    Raises:
        Refusal: whoever was asked left.
    """
    from chairtui.cli.unlocking import Given

    if plain or is_dumb():
        return Given().ask(door)
    if door.standing is Standing.CLEAR and not door.is_offered:
        return None
    from chairtui import wiring
    from chairtui.live.clock import SystemClock
    from chairtui.tui.at_the_door import ask

    key, goes_on, status = ask(door, _write_sheet, wiring.config_folder() / "incidents", SystemClock().now)
    if not goes_on:
        raise Refusal("Nothing was opened.", status)
    return key


def _write_sheet(identity: str) -> Path:
    """Write a recovery sheet to print into the home folder, under a name that gives nobody's."""
    from chairtui.live.clock import SystemClock
    from chairtui.records.delivery.recovery_sheet import FILE, write_sheet

    file = Path.home() / FILE
    write_sheet(file, identity, SystemClock().now())
    return file


def need_terminal(*, plain: bool = False) -> None:
    """Refuse to open the program where nobody could see it or type; nothing is opened or made.

    Line by line it needs none.

    Raises:
        Refusal: there is no terminal.
    """
    if plain:
        return
    screen = sys.__stdout__ if sys.platform == "win32" else sys.__stderr__  # where Textual draws
    if not all(one and not one.closed and one.isatty() for one in (sys.__stdin__, screen)):
        raise Refusal(
            "The program needs a terminal, and there is none here. Nothing was opened. “chairtui --help” "
            "names the commands that need none.",
            USAGE,
        )


def open_program(desk: Desk, *, plain: bool, guided: bool = False) -> int:
    """Run the program at a desk: with panels, or line by line where that is asked for."""
    if plain or is_dumb():
        from chairtui.tui.plain.opening import run as run_plain

        return run_plain(desk, "" if plain else DUMB, guided=guided)
    from chairtui.tui.app import run

    return run(desk, guided=guided)


def is_dumb() -> bool:
    """Say whether the terminal calls itself one on which nothing can be drawn."""
    return os.environ.get("TERM") == "dumb"


def ask_folder() -> Path | None:
    """Ask for the folder of the database where the settings are damaged and nothing else names it."""
    from chairtui import wiring

    if not (trouble := wiring.damaged_settings()):
        return None
    import click  # nobody is asked on most days

    click.echo(trouble, err=True)
    usual = wiring.usual_folder()
    folder: Path = click.prompt(
        "The folder with your meetings",
        default=usual,
        type=click.Path(file_okay=False, path_type=Path),
        err=True,
    )
    return wiring.use_folder(folder.expanduser().absolute())
