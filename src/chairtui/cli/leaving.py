"""Kept no longer than needed: in the case system, under a legal hold, and off this machine."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chairtui.cli.exits import USAGE, Refusal
from chairtui.cli.options import (
    as_json,
    at_work,
    day_of,
    db_option,
    meeting_argument,
    open_meeting,
    warn_of_doubts,
)
from chairtui.cli.output import columns, say, say_json

if TYPE_CHECKING:
    from chairtui.core.closing import Closing
    from chairtui.live.leaving import Due, Leaving
    from chairtui.wiring import Workplace


@click.command()
@meeting_argument
@db_option
@click.option("--on", default="", metavar="DAY", help="Since when; today if left out.")
@click.option("--where", default="", metavar="WORDS", help="Which system, and where in it.")
@as_json
def filed(meeting: str, db: Path | None, on: str, where: str, as_json: bool) -> None:
    """Note that the signed record of a meeting is in the council's case system.

    From then on the council's retention policy counts the days until the meeting is due to leave this
    machine, if its profile says how many: see “chairtui leave”.
    """
    from chairtui.core.leaving import Filed, FileRecord

    with at_work(db, writes=True) as workplace:
        live = open_meeting(workplace, meeting)
        day = day_of("--on", on, workplace.desk.clock.now())
        live.do(FileRecord(filed=Filed(on=day, where=where.strip())))
        _say_kept(live.outcome.meeting.closing, as_json=as_json)


@click.command()
@meeting_argument
@db_option
@click.option("--because", default="", metavar="WORDS", help="Why, and who asked for it.")
@click.option("--lift", is_flag=True, help="The hold ends.")
@as_json
def hold(meeting: str, db: Path | None, because: str, lift: bool, as_json: bool) -> None:
    """Keep a meeting on this machine until somebody lifts the hold, whatever the retention policy says."""
    from chairtui.core.leaving import LiftHold, PlaceHold

    with at_work(db, writes=True) as workplace:
        live = open_meeting(workplace, meeting)
        live.do(LiftHold(because=because) if lift else PlaceHold(because=because))
        _say_kept(live.outcome.meeting.closing, as_json=as_json)


def _say_kept(closing: Closing, *, as_json: bool) -> None:
    from chairtui.core.calendar.when import say_when

    if as_json:
        say_json({"filed": closing.filed, "hold": closing.hold})
        return
    where = f": {closing.filed.where}" if closing.filed and closing.filed.where else ""
    since = f"In the case system since {say_when(closing.filed.on)}{where}." if closing.filed else ""
    held = f"A legal hold keeps it here: {closing.hold.because}" if closing.hold else "No legal hold."
    say("\n".join(filter(None, (since, held))))


@click.command()
@click.argument("meeting", required=False, metavar="[MEETING]")
@db_option
@click.option("--because", default="", metavar="WORDS", help="It leaves now, and why.")
@click.option("--name", "named", default="", metavar="REFERENCE", help="Its reference, without being asked.")
@click.option("--left", is_flag=True, help="Show what left this machine.")
@as_json
def leave(meeting: str | None, db: Path | None, because: str, named: str, left: bool, as_json: bool) -> None:
    """Take a meeting off this machine whose record is in the case system, with every word of it.

    Without MEETING it shows which are due to leave. With one, what stands in the way and which copies there
    are; with --because it leaves, once its reference was typed. What stays is when it was held, who took it
    off, why, and what the audit counted. It cannot be taken back, and no copy that was made goes with it.
    """
    if bool(because) and not meeting:
        raise Refusal("Name the meeting that leaves. Without one, those that are due are shown.", USAGE)
    if named and not because:
        raise Refusal("--name goes with --because: say why it leaves.", USAGE)
    with at_work(db, writes=bool(because)) as workplace:
        if not meeting:
            warn_of_doubts(workplace)
        if left:
            _say_left(workplace, as_json=as_json)
        elif meeting:
            _leave(workplace, meeting, named, because, as_json=as_json)
        else:
            _say_due(workplace, as_json=as_json)


def _leave(workplace: Workplace, words: str, named: str, because: str, *, as_json: bool) -> None:
    from chairtui.live import leaving as leaving_

    live = open_meeting(workplace, words)
    stands = leaving_.leaving(workplace.desk, live)
    if not because or stands.in_the_way:
        say_json(stands) if as_json else say("\n".join(_lines(stands)))
        if because:
            raise Refusal("It stays here: nothing was changed.", USAGE)
        return
    reference = live.outcome.meeting.reference
    if not named:
        named = _asked(stands, reference)
    whole = leaving_.leave(workplace.desk, live, named, because)
    if as_json:
        say_json({"reference": reference, "copies": stands.copies})
        return
    say(f"{reference} left this machine. What the audit counted of it is kept, and nothing else.")
    if not whole:
        say("Another program reads the file: once it is closed, the last words go from the disk.", err=True)


def _asked(stands: Leaving, reference: str) -> str:
    if not sys.stdin.isatty():
        raise Refusal(f"Nothing was changed: without a terminal, say --name {reference}.", USAGE)
    say("\n".join(_lines(stands)), err=True)
    return str(click.prompt("It cannot be taken back. Type its reference, and it leaves", err=True))


def _lines(stands: Leaving) -> Iterator[str]:
    from chairtui.core.calendar.when import say_when

    if stands.in_the_way:
        yield "It stays here:"
        yield from (f"  {words}" for words in stands.in_the_way)
    else:
        yield "Nothing stands in its way. It leaves with --because."
    if stands.due_on:
        yield f"By the council's policy it is due to leave from {say_when(stands.due_on)}."
    yield "What no leaving takes back:"
    yield from (f"  {words}" for words in stands.copies)


def _say_due(workplace: Workplace, *, as_json: bool) -> None:
    from chairtui.core.calendar.when import say_when
    from chairtui.live.leaving import due

    several: Sequence[Due] = tuple(due(workplace.desk))
    if as_json:
        say_json(several)
    elif several:
        rows = [(say_when(one.due_on), one.reference, "; ".join(one.in_the_way)) for one in several]
        say(columns([("DUE SINCE", "MEETING", "WHAT KEEPS IT"), *rows]))
    else:
        say("No meeting is due to leave this machine.")


def _say_left(workplace: Workplace, *, as_json: bool) -> None:
    from chairtui.core.calendar.when import say_when

    stones = workplace.log.left()
    if as_json:
        say_json(stones)
    elif stones:
        rows = [
            (stone.reference, say_when(stone.held_on), say_when(stone.left_at), stone.by, stone.because)
            for stone in stones
        ]
        say(columns([("MEETING", "HELD", "LEFT", "BY", "WHY"), *rows]))
    else:
        say("No meeting left this machine.")
