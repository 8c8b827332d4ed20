"""Handing a meeting to another machine, and receiving one."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

import click

from chairtui.cli.exits import NOT_TAKEN, USAGE, Refusal
from chairtui.cli.options import as_json, at_work, db_option, meeting_argument, named
from chairtui.cli.output import say, say_json
from chairtui.live.handing import Lock, Unlock, wanted_always

_LONGEST = 10_000
_LEFT = (
    "A half-typed text is in a program that is open, and was not handed over.",
    "{} half-typed texts are in programs that are open, and were not handed over.",
)

passphrase_option = click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="A file whose first line is the passphrase; asked for if left out.",
)


@click.command("hand-over")
@meeting_argument
@db_option
@click.option(
    "--to",
    "to",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A file, or a folder in which one is named by reference and date.",
)
@passphrase_option
@click.option(
    "--recipient", "recipients", multiple=True, metavar="AGE1…", help="A public key of age; repeatable."
)
@click.option("--for", "whom", default="", metavar="WORDS", help="Who it is for; kept in the log.")
@as_json
def hand_over(
    meeting: str,
    db: Path | None,
    to: Path,
    passphrase_file: Path | None,
    recipients: tuple[str, ...],
    whom: str,
    as_json: bool,
) -> None:
    """Write a meeting with its history and drafts into one locked file for another machine.

    It is locked with a passphrase, or so that only the owners of the public keys can open it. The log of the
    meeting says afterwards who handed it over, when, and for whom.
    """
    from chairtui.core.change import Refused

    if passphrase_file and recipients:
        raise Refusal("Give a passphrase or public keys, not both.", USAGE)
    with at_work(db, writes=True) as workplace:
        workplace = workplace.for_somebody()
        meeting_id = named(workplace, meeting)
        passphrase = "" if recipients else new_passphrase(passphrase_file)
        lock = Lock(recipients=recipients, passphrase=passphrase, whom=whom)
        try:
            file = workplace.desk.records.hand_over(workplace.desk, meeting_id, to, lock, wanted_always)
        except Refused as refused:
            raise Refusal(str(refused), USAGE) from None
        if left := workplace.desk.drafts.elsewhere(meeting_id):
            say(_LEFT[left > 1].format(left), err=True)
    if as_json:
        say_json({"id": meeting_id, "file": str(file)})
    else:
        say(str(file))


@click.command()
@click.option(
    "--file",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where the secret key is, or is to be; beside the settings if left out.",
)
@as_json
def key(file: Path | None, as_json: bool) -> None:
    """Make a key that meetings can be handed over with, or show the public key of the one there is.

    The secret key stays in its file, which only you can read. Colleagues get the public key: it stands in
    the register of agencies beside your name.
    """
    from chairtui import wiring
    from chairtui.core.change import Refused
    from chairtui.records.encryption.keys import made_key, public_key

    identity = (file or wiring.identity_file()).expanduser().absolute()
    there = identity.exists()
    try:
        public = public_key(identity) if there else made_key(identity)
    except Refused as refused:
        raise Refusal(str(refused), NOT_TAKEN) from None
    wiring.use_identity(identity)
    if as_json:
        say_json({"public": public, "file": str(identity), "made": not there})
        return
    say(public)
    words = "is in" if there else "was made, and is in"
    say(
        f"The secret key {words} {identity}: keep it to yourself. The line above is for colleagues.", err=True
    )


@click.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@db_option
@passphrase_option
@click.option(
    "--identity",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="The file with your secret key of age.",
)
@as_json
def receive(
    file: Path, db: Path | None, passphrase_file: Path | None, identity: Path | None, as_json: bool
) -> None:
    """Take in a meeting that was handed over: what is new is added, nothing that is here is changed.

    Everything in the file is proved first. Receiving it again adds nothing. What both sides changed apart
    is kept from both, and stands among the warnings until a person settles it.
    """
    with at_work(db, writes=True) as workplace:
        key = identity is not None or (passphrase_file is None and not workplace.asks_passphrase(file))
        unlock = (
            Unlock(identity=_read(identity) if identity else None)
            if key
            else Unlock(passphrase=first_line(passphrase_file) if passphrase_file else _asked())
        )
        done = workplace.desk.records.receive(workplace.desk, file, unlock, wanted_always)
    if as_json:
        say_json(done)
        return
    say(done.words())
    for sentence in done.told:
        say(f"  {sentence}")


def new_passphrase(file: Path | None) -> str:
    """Return a passphrase to lock with: the first line of a file, or what is typed twice.

    Raises:
        Refusal: the file cannot be read or is empty, or there is nobody to ask.
    """
    return first_line(file) if file else _asked(twice=True)


def _asked(*, twice: bool = False) -> str:
    if not _somebody_can_type():
        raise Refusal(
            "There is no terminal to ask for the passphrase, and nothing was done. Name a file that begins "
            "with it: --passphrase-file FILE.",
            USAGE,
        )
    words: str = click.prompt("Passphrase", hide_input=True, confirmation_prompt=twice, err=True)
    return words


def _somebody_can_type() -> bool:
    """Say whether there is a terminal on which can be typed unseen, as `getpass` looks for one."""
    if sys.platform != "win32":
        with suppress(OSError):
            os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
            return True
    return bool(sys.stdin and not sys.stdin.closed and sys.stdin.isatty())


def first_line(file: Path) -> str:
    """Return the first line of a file, which holds a passphrase and nothing else.

    Raises:
        Refusal: it cannot be read, or nothing stands there.
    """
    line = (_read(file).splitlines() or [""])[0]
    if not line.strip():
        raise Refusal(f"The first line of {file} is empty: it is to be the passphrase or password.", USAGE)
    return line


def _read(file: Path) -> str:
    try:
        with file.open(encoding="utf-8") as source:
            return source.read(_LONGEST)
    except (OSError, UnicodeError) as error:
        why = getattr(error, "strerror", None) or "it is no text"
        raise Refusal(f"{file} cannot be read: {why.lower()}.", NOT_TAKEN) from None
