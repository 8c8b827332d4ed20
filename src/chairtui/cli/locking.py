"""The lock of the meetings: how it stands, another passphrase, a new recovery sheet, a new key."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chairtui.cli.exits import OK, USAGE, Refusal
from chairtui.cli.guessing import Group
from chairtui.cli.options import F, as_json, db_option, given
from chairtui.cli.output import say, say_json
from chairtui.cli.passphrases import somebody_can_type
from chairtui.cli.unlocking import FINAL, show_sheet, told
from chairtui.live.locking import Choice, Key, Standing, Way

if TYPE_CHECKING:
    from chairtui.wiring.locking import DatabaseDoor

_FILE = click.Path(path_type=Path, dir_okay=False)
_IN_CLEAR = "The file is not locked, so nothing was changed. “chairtui lock now” locks it."


def _choosing(command: F) -> F:
    """Let a command take what the meetings open with from now on."""
    keystore = click.option(
        "--keystore",
        is_flag=True,
        help="Let the keystore of this computer keep the key, so that nobody is asked.",
    )
    new = click.option(
        "--new-passphrase-file",
        type=_FILE,
        metavar="FILE",
        help="A file whose first line opens them from now on.",
    )
    return keystore(new(command))


@click.group(cls=Group, invoke_without_command=True)
@db_option
@as_json
@click.pass_context
def lock(ctx: click.Context, db: Path | None, as_json: bool) -> int:
    """Say how the meetings are locked; change what opens them; lock a file that is in clear.

    A file of meetings is locked with a random key. What opens it: a passphrase, the keystore of the computer,
    a recovery sheet, or a key of the council's. Without all of them it is lost for good.
    """
    if ctx.invoked_subcommand is not None:
        ctx.obj = db
        return OK
    door = _door(db)
    door.see_that_its_key_is_here()
    if as_json:
        ways = [str(way) for way in door.ways]
        say_json(
            {"file": str(door.path), "locked": not door.not_locked, "ways": ways, "why": door.not_locked}
        )
        return OK
    if reason := door.not_locked:
        say(f"{door.path}: NOT LOCKED, because {reason}.")
        return OK
    say(f"{door.path}: locked. It opens by {', '.join(door.ways)}.")
    if not {Way.SHEET, Way.COUNCIL} & {*door.ways}:
        say(f"There is no recovery sheet: “chairtui lock sheet” makes one. {FINAL}")
    return OK


@lock.command()
@db_option
@_choosing
def now(db: Path | None, new_passphrase_file: Path | None, keystore: bool) -> None:
    """Lock a file of meetings that is in clear, and the copies beside it; close other programs first.

    It is copied, the copy is compared, and put in its place; what was in clear is written over.
    """
    door = _door(db)
    if door.standing is Standing.LOCKED:
        raise Refusal("The file is locked already. Nothing was changed.", USAGE)
    choice = _choice(door, new_passphrase_file or given().passphrase_file, keystore=keystore, sheet=True)
    done = door.lock(choice)
    say(f"{door.path} is locked.")
    told(done)
    for sentence in door.still_in_clear():
        say(sentence, err=True)


@lock.command()
@db_option
@_choosing
def passphrase(db: Path | None, new_passphrase_file: Path | None, keystore: bool) -> None:
    """Choose another passphrase, or the keystore; with --identity-file also where the old one is lost.

    Backups made before open with what opened them then.
    """
    door, key = _opened(db)
    door.change(key, _choice(door, new_passphrase_file, keystore=keystore))
    say("Changed: from now on it opens with what you chose. Backups made before open as they did.")


@lock.command()
@db_option
@click.option(
    "--to", "to", type=_FILE, metavar="FILE", help="A new file that is given the key; else it is shown."
)
def sheet(db: Path | None, to: Path | None) -> None:
    """Make a new recovery sheet; the one before opens only backups that were made before.

    Keep it away from this computer: whoever has it and the file opens the meetings.
    """
    from chairtui.directory.agencies_file import write_private
    from chairtui.store.faults import not_saved

    door, key = _opened(db)
    if to is None and not somebody_can_type():
        raise Refusal(
            "There is no terminal to show it on, and nothing was changed. Name a file: --to FILE.", USAGE
        )
    if to is not None and to.exists():
        raise Refusal(f"There is {to} already, and nothing was changed: a key is never written over.", USAGE)
    identity = door.new_sheet(key)
    if to is None:
        show_sheet(identity)
        return
    try:
        write_private(to, f"{identity}\n".encode())
    except OSError as error:
        raise not_saved(error) from None
    say(f"{to} opens the meetings: keep it away from this computer.")


@lock.command()
@db_option
@_choosing
def rekey(db: Path | None, new_passphrase_file: Path | None, keystore: bool) -> None:
    """Lock the file with a new key, where the old one may be known; close other programs first.

    The recovery sheet so far opens it too: make a new one where that may be known. Backups made before open
    as they did: delete them, and make new ones.
    """
    door, key = _opened(db)
    file = new_passphrase_file or given().passphrase_file
    door.rekey(key, _choice(door, file, keystore=keystore))
    say("Locked with a new key. Backups made before open with the old one: make new ones, and delete those.")


def _door(db: Path | None) -> DatabaseDoor:
    from chairtui import wiring
    from chairtui.store.drives import see_that_it_is_here
    from chairtui.wiring.locking import DatabaseDoor

    door = DatabaseDoor(wiring.database_path(db))
    see_that_it_is_here(door.path)
    if not door.path.exists():
        raise Refusal(f"There is no database at {door.path}. “chairtui new” makes one, locked.", USAGE)
    return door


def _opened(db: Path | None) -> tuple[DatabaseDoor, Key]:
    door = _door(db)
    if door.standing is not Standing.LOCKED:
        raise Refusal(_IN_CLEAR, USAGE)
    return door, door.by_itself() or given().opened(door)


def _choice(door: DatabaseDoor, file: Path | None, *, keystore: bool, sheet: bool = False) -> Choice:
    """Return what opens the meetings from now on: what options say, or what is chosen at the terminal."""
    from chairtui.cli.unlocking import Given

    if keystore:
        return Choice(keystore=True, sheet=sheet and sys.stdin.isatty())
    return Given(passphrase_file=file).choice(door, sheet=sheet)
