"""Putting a backup back, and accepting a log that is not what was remembered of it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chairtui.cli.exits import NOT_SAVED, USAGE, Refusal
from chairtui.cli.options import as_json, at_work, db_option, find_meeting, given
from chairtui.cli.output import say, say_json
from chairtui.core.listing import and_words, how_many

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chairtui.core.leaving import Tombstone
    from chairtui.store.backup import Contents, PutBack


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@db_option
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--unsound", is_flag=True, help="Also if the backup is not as it was written.")
@as_json
def restore(file: Path, db: Path | None, yes: bool, unsound: bool, as_json: bool) -> None:
    """Put a backup in the place of the database; it is proved first, and what was there is kept beside.

    It asks before. The log of each meeting that has fewer entries than before says so, with your name. What
    was handed over since can be handed back: this machine goes on under a new id.
    """
    from chairtui import wiring
    from chairtui.wiring import restoring

    path = wiring.database_path(db)
    if path.exists() and file.exists() and path.samefile(file):
        raise Refusal("This is the database itself. Name the backup.", USAGE)
    faults, opened = wiring.prove(file, ask=given().ask)
    if not opened:
        raise Refusal(f"{' '.join(faults)} Nothing was changed.", NOT_SAVED)
    if faults and not unsound:
        raise Refusal(
            f"The backup is not as it was written: {faults[0]} Nothing was changed. --unsound puts it "
            "back all the same.",
            NOT_SAVED,
        )
    key, before = restoring.keys_of(file, path, given().ask)
    backup, now = restoring.look(file, key), restoring.look(path, before) if path.exists() else None
    lock = [*_lock_of(file, path), *_back(restoring.left_before(path, before, backup))]
    if not yes:
        _ask(path, backup, now, lock)
    done = restoring.restore(file, path, key, before)
    with at_work(path, writes=True) as workplace:
        restoring.note(workplace, done, backup)
    if as_json:
        kept = str(done.kept) if done.kept else None
        say_json({"file": str(path), "kept": kept, "lost": done.lost, "missing": done.missing})
    else:
        say(" ".join([_words(path, done), *lock]))


def _ask(path: Path, backup: Contents | None, now: Contents | None, lock: Sequence[str]) -> None:
    if not sys.stdin.isatty():
        raise Refusal("Nothing was changed: without a terminal, say --yes.", USAGE)
    say(f"The backup has {_contents(backup)}.", err=True)
    there = _contents(now) if now else "nothing that can be read"
    say(f"{path} has {there}." if path.exists() else f"There is no database at {path}.", err=True)
    for sentence in lock:
        say(sentence, err=True)
    if not click.confirm("Put the backup in its place?", err=True):
        raise click.Abort


def _contents(contents: Contents | None) -> str:
    from chairtui.core.calendar.when import say_when

    if contents is None:
        return "nothing that can be read"
    newest = f", the last entry of {say_when(contents.newest)}" if contents.newest else ""
    return f"{how_many(contents.meetings, 'meeting')}{newest}"


def _lock_of(backup: Path, path: Path) -> Sequence[str]:
    """Say how what is put back is locked: as the backup is, whatever is there before."""
    from chairtui.live.locking import Standing
    from chairtui.wiring.locking import DatabaseDoor

    if DatabaseDoor(backup).standing is Standing.LOCKED:
        return ["It opens with what opened the backup."]
    if DatabaseDoor(path).standing is Standing.CLEAR:
        return []
    return [
        "The backup is NOT LOCKED, and neither is the file of meetings then: “chairtui lock now” locks it."
    ]


def _back(stones: Sequence[Tombstone]) -> Iterator[str]:
    """Say which meetings that left this machine are in the backup, and so are back."""
    if stones:
        names = and_words([stone.reference for stone in stones])
        left, it = ("is", "it") if len(stones) == 1 else ("are", "them")
        yield f"{names} left this machine and {left} in the backup: “chairtui leave” takes {it} off again."


def _words(path: Path, done: PutBack) -> str:
    said = [f"The backup is now {path}."]
    if done.kept:
        said.append(f"What was there is kept as {done.kept.name}.")
    if done.lost:
        many = len(done.lost) > 1
        which = f"{len(done.lost)} of its meetings have" if many else "One of its meetings has"
        said.append(f"{which} fewer entries than before; {'their logs say' if many else 'its log says'} so.")
    if done.missing:
        were = "meeting that was there is" if len(done.missing) == 1 else "meetings that were there are"
        said.append(f"{len(done.missing)} {were} not in it.")
    return " ".join(said)


@click.command()
@click.argument("meeting", required=False)
@click.option("--because", required=True, metavar="WORDS", help="What happened, and why it can be relied on.")
@db_option
@as_json
def accept(meeting: str | None, because: str, db: Path | None, as_json: bool) -> None:
    """Accept logs as they are that are not what was remembered of them, of one meeting or of all.

    Until then it stays a fault that an end was cut off, that entries were rewritten, or that nobody can tell.
    Your name and the words are written into the log of each.
    """
    if not because.strip():
        raise Refusal("Say what happened, and why the log can be relied on: --because.", USAGE)
    with at_work(db):
        pass  # there has to be one: nothing is made at a mistyped place
    with at_work(db, writes=True) as workplace:
        ids = [find_meeting(workplace, meeting)] if meeting else list(workplace.log.doubts())
        done = [one for one in ids if workplace.accept(one, because)]
    if as_json:
        say_json({"accepted": done})
    elif done:
        say(f"Accepted, in your name: the logs of {how_many(len(done), 'meeting')}.")
    else:
        say("There is nothing to accept: the logs are what was remembered of them.")
