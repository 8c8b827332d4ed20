"""Handing a meeting to another machine, and receiving one."""

from __future__ import annotations

from pathlib import Path

import click

from chairtui.cli.exits import NOT_TAKEN, USAGE, Refusal
from chairtui.cli.options import as_json, at_work, db_option, meeting_argument, named
from chairtui.cli.output import say, say_json
from chairtui.cli.passphrases import asked, first_line, new_passphrase, passphrase_option, read
from chairtui.live.handing import Lock, Unlock, wanted_always

_LEFT = (
    "A half-typed text is in a program that is open, and was not handed over.",
    "{} half-typed texts are in programs that are open, and were not handed over.",
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
            Unlock(identity=read(identity) if identity else None)
            if key
            else Unlock(passphrase=first_line(passphrase_file) if passphrase_file else asked())
        )
        done = workplace.desk.records.receive(workplace.desk, file, unlock, wanted_always)
    if as_json:
        say_json(done)
        return
    say(done.words())
    for sentence in done.told:
        say(f"  {sentence}")
