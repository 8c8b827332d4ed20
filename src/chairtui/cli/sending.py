"""Writing the record of a signed meeting for each recipient."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chairtui.cli.exits import INTERRUPTED, NOT_SAVED, USAGE, Refusal
from chairtui.cli.options import as_json, at_work, db_option, form_option, meeting_argument, open_meeting
from chairtui.cli.output import say, say_json
from chairtui.cli.papers import to_option
from chairtui.cli.passphrases import new_passphrase
from chairtui.cli.stopping import Stop, stoppable
from chairtui.core.listing import how_many
from chairtui.live.formats import Use, keys

if TYPE_CHECKING:
    from chairtui.core.delivery import Delivery
    from chairtui.core.meeting import Meeting
    from chairtui.live.live_meeting import LiveMeeting
    from chairtui.live.sending import Sending, Written
    from chairtui.wiring import Workplace


SAY_HOW = (
    "Not locked, whoever comes by a file can read it, and only a PDF can be locked with a password. Say "
    "which: --lock age, or --lock none. Nothing was written."
)


@click.command()
@meeting_argument
@db_option
@to_option
@click.option(
    "--for",
    "names",
    multiple=True,
    metavar="RECIPIENT",
    help="Number in the ledger, name, agency's key or id; repeatable. Everybody if left out.",
)
@click.option("--due", is_flag=True, help="Only who has still to be sent it, or a newer version of it.")
@form_option(keys(Use.SEND), "pdf")
@click.option(
    "--lock",
    "how",
    type=click.Choice(("password", "age", "none")),
    help="A password locks a PDF, and is asked for unless something else is said here; age locks any form, "
    "for those who have that program; none: whoever comes by a file can read it. Say age or none for every "
    "form but PDF.",
)
@click.option(
    "--passphrase-file",
    metavar="FILE",
    help="A file whose first line is the password or passphrase; “-” reads standard input; asked for if "
    "left out.",
)
@click.option(
    "--recipient", "keys", multiple=True, metavar="AGE1…", help="With age: a public key; repeatable."
)
@click.option(
    "--version", "number", default="", metavar="N", help="An earlier version: its number, or 3-ba8e42."
)
@as_json
def send(
    meeting: str,
    db: Path | None,
    folder: Path,
    names: tuple[str, ...],
    due: bool,
    form: str,
    how: str | None,
    passphrase_file: str | None,
    keys: tuple[str, ...],
    number: str,
    as_json: bool,
) -> int | None:
    """Write what each recipient of a signed record gets into a folder, and note it as prepared.

    The program sends nothing itself: “chairtui ledger” notes that it was sent. No file name gives anybody's
    name. Ctrl-C stops after the file that is being written.
    """
    with at_work(db, writes=True) as workplace:
        live = open_meeting(workplace, meeting)
        asked = _chosen(workplace, live.outcome.meeting, names, due=due)
        sending = _sending(folder, form, how, passphrase_file, keys, number)
        if not asked:
            say("Nobody has to be sent it: everybody was sent the newest version.", err=True)
        if not as_json:
            _say_what_to_look_at(workplace, live, asked, sending)
        written: list[Written] = []
        with stoppable(Stop()) as stop:
            for record in _each(workplace, live, asked, sending, stop):
                written.append(record)
                if not as_json:
                    say(str(record.file))
    if as_json:
        say_json([_as_json(one) for one in written])
    if stop.pressed:
        say(f"Stopped. {_complete(len(written), len(asked))}", err=True)
        return INTERRUPTED
    return None


def _say_what_to_look_at(
    workplace: Workplace, live: LiveMeeting, asked: Sequence[Delivery], sending: Sending
) -> None:
    """Say, before anything is written, how much a person has to look at in each file before it goes."""
    from chairtui.core.change import Refused
    from chairtui.live.sending import number_of
    from chairtui.tui.keys import key_of

    for delivery in asked:
        try:
            number = len(
                workplace.desk.records.look_at(workplace.desk, live.meeting_id, delivery, sending.version)
            )
        except Refused as refused:
            raise Refusal(f"{refused} Nothing was written.", USAGE) from None
        if number:
            sentences = how_many(number, "sentence")
            where = f"{number_of(live.outcome.meeting, delivery.id)} ({delivery.recipient})"
            shows = f"{key_of('preview')} on step 7 shows them"
            say(f"Look at {sentences} in that for {where} before it goes: {shows}.", err=True)


def _as_json(record: Written) -> dict[str, object]:
    return {
        "id": record.delivery_id,
        "file": str(record.file),
        "version": record.version,
        "mark": record.mark,
        "locked": record.locked,
        "look_at": record.doubts,
    }


def _each(
    workplace: Workplace, live: LiveMeeting, asked: Sequence[Delivery], sending: Sending, stop: Stop
) -> Iterator[Written]:
    """Write one file after the other, and note each that is on disk; stop where that is wanted."""
    from chairtui.core.change import Refused
    from chairtui.live.handing import PutAside
    from chairtui.live.ports import NotSaved

    for number, delivery in enumerate(asked):
        if not stop.wanted():
            return
        say(f"{number + 1} of {len(asked)}", err=True)
        try:
            record = workplace.desk.records.write_record(
                workplace.desk, live.meeting_id, delivery.id, sending, stop.wanted
            )
        except PutAside:
            return
        except (Refused, NotSaved) as trouble:
            if not stop.wanted():  # age was ended by the same key
                return
            code = USAGE if isinstance(trouble, Refused) else NOT_SAVED
            raise Refusal(f"{trouble} {_complete(number, len(asked))}", code) from None
        try:
            live.do(record.noted(workplace.desk.clock.now()))
        except NotSaved as trouble:
            words = f"{record.file} is written, but the ledger does not say so. {trouble}"
            raise Refusal(words, NOT_SAVED) from None
        yield record


def _complete(number: int, of: int) -> str:
    if of <= 1:
        return "Nothing is noted as prepared." if not number else ""
    return f"{number} of {of} files are complete and noted as prepared."


def _chosen(workplace: Workplace, meeting: Meeting, names: Sequence[str], *, due: bool) -> list[Delivery]:
    from chairtui.live.ledger import to_send
    from chairtui.live.sending import NOT_SIGNED

    if meeting.closing.signature is None:
        raise Refusal(NOT_SIGNED, USAGE)
    listed = list(meeting.closing.distribution)
    if not listed:
        words = f"“chairtui ledger {meeting.reference} --add” adds somebody"
        raise Refusal(f"Nobody is on the ledger of this record: {words}.", USAGE)
    chosen = [meant(meeting, words) for words in names] or listed
    if due:
        owed = to_send(meeting, workplace.desk.clock.now())
        chosen = [one for one in chosen if one in owed]
    return list(dict.fromkeys(chosen))


def meant(meeting: Meeting, words: str) -> Delivery:
    """Return the recipient that words mean.

    Raises:
        Refusal: none or several are meant.
    """
    from chairtui.live.sending import is_meant, number_of

    deliveries = [one for one in meeting.closing.distribution if is_meant(meeting, one, words)]
    if len(deliveries) == 1:
        return deliveries[0]
    if deliveries:
        numbers = ", ".join(str(number_of(meeting, one.id)) for one in deliveries)
        raise Refusal(f"“{words}” can mean {len(deliveries)} recipients: give a number, {numbers}.", USAGE)
    raise Refusal(
        f"There is no recipient “{words}”. “chairtui ledger {meeting.reference}” lists them.", USAGE
    )


def _sending(
    folder: Path, form: str, how: str | None, passphrase_file: str | None, keys: tuple[str, ...], number: str
) -> Sending:
    from chairtui.core.change import Refused
    from chairtui.live.handing import Lock
    from chairtui.live.sending import AGE, NOT_LOCKED, OPEN, PASSWORD, Sending, check

    if not how and keys:
        raise Refusal("Say with --lock how the files are locked: password or age.", USAGE)
    if not how and form != "pdf":
        raise Refusal(SAY_HOW, USAGE)
    how = how or PASSWORD
    if how == OPEN:
        say(NOT_LOCKED, err=True)
        how = ""
    if keys and (how != AGE or passphrase_file):
        raise Refusal("Public keys go with --lock age, and without a passphrase.", USAGE)
    if passphrase_file and not how:
        raise Refusal("A passphrase goes with --lock password or --lock age.", USAGE)
    passphrase = _passphrase(passphrase_file) if how and not keys else ""
    lock = Lock(passphrase=passphrase, recipients=keys)
    sending = Sending(folder=folder, form=form, how=how or "", lock=lock, version=number)
    try:
        check(sending)
    except Refused as refused:
        raise Refusal(f"{refused} Nothing was written.", USAGE) from None
    return sending


def _passphrase(file: str | None) -> str:
    if file == "-":
        return sys.stdin.readline().rstrip("\r\n")
    return new_passphrase(Path(file) if file else None)
