"""Looking after the database and the machine."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chairtui.cli.exits import FOUND, NOT_SAVED, OK
from chairtui.cli.options import as_json, at_work, db_option, given
from chairtui.cli.output import columns, progress, say, say_json
from chairtui.cli.stopping import Stop, stoppable

if TYPE_CHECKING:
    from chairtui.wiring import Workplace


@click.command()
@db_option
@as_json
def verify(db: Path | None, as_json: bool) -> int:
    """Prove that everything is as it was written: chains, pages, lists against the log; exit 1 if not.

    Nothing is made or changed; where there is no database, or none that can be opened, it is exit 4.
    """
    from chairtui import wiring

    path = wiring.database_path(db)
    faults, opened = wiring.prove(path, progress("Proved"), given().ask)
    if as_json:
        say_json({"file": str(path), "sound": not faults, "faults": faults})
    else:
        words = "\n".join(faults) if faults else f"{path}: everything is as it was written."
        say(words, err=not opened)
    if not opened:
        return NOT_SAVED
    return FOUND if faults else OK


@click.command()
@db_option
@as_json
def doctor(db: Path | None, as_json: bool) -> int:
    """Say what the program runs on and where its files are; no data is shown, and nothing is made.

    Exit 1 if something is not well, 4 if the database is not there or cannot be read.
    """
    from chairtui.cli.health import examine

    signs = examine(db)
    if as_json:
        say_json({sign.name: {"value": sign.value, "well": sign.well} for sign in signs})
    else:
        say(columns((("well" if sign.well else "NOT WELL"), sign.name, sign.value) for sign in signs))
    if any(sign.name == "database" and not sign.well for sign in signs):
        return NOT_SAVED
    return OK if all(sign.well for sign in signs) else FOUND


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@db_option
@as_json
def backup(file: Path, db: Path | None, as_json: bool) -> int:
    """Copy the database to FILE while it is in use; the copy is proved, and exit 1 if it is not sound.

    A copy that is not sound is kept all the same, under another name if there is a FILE already.
    """
    import signal

    from chairtui.wiring.backups import Backup, note

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # no part of a copy is left
    with at_work(db) as workplace:
        made, faults = workplace.back_up(file.absolute())
        note(workplace.path, Backup(at=workplace.desk.clock.now(), file=str(made), sound=not faults))
    if as_json:
        say_json({"file": str(made), "sound": not faults, "faults": faults})
    else:
        say(str(made))
        if faults:
            say("The copy is kept, but it is not as it was written:\n" + "\n".join(faults), err=True)
    return FOUND if faults else OK


@click.command()
@db_option
@as_json
def rebuild(db: Path | None, as_json: bool) -> None:
    """Compute all lists, and what the audit counts, anew from the log.

    Ctrl-C while it measures ends that: what is measured stays, and the audit measures the rest when it is
    asked.
    """
    with at_work(db):
        pass  # there has to be one: nothing is made at a mistyped place
    with at_work(db, writes=True) as workplace:
        count = _rebuilt(workplace)
    say_json({"meetings": count}) if as_json else say(f"The lists of {count} meetings are made anew.")


def _rebuilt(workplace: Workplace) -> int:
    """Make the lists anew, then measure until that is done or Ctrl-C ends it; return how many meetings."""
    made, measured, stop = progress("Made anew"), progress("Measured"), Stop()

    def told(done: int, of: int) -> None:
        made(done, of)
        if stop.pressed:  # nothing of it stands before all of it does
            raise KeyboardInterrupt

    def go_on(done: int, of: int) -> bool:
        measured(done, of)
        if stop.pressed:
            say(f"Measured {done:,} of {of:,} meetings: the audit measures the rest.", err=True)
        return not stop.pressed

    with stoppable(stop):
        return workplace.rebuild(told, go_on)
