"""The ledger of who was sent the record: shown, and what became of each written down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chairtui.cli.exits import USAGE, Refusal
from chairtui.cli.letting_through import let_through, texts
from chairtui.cli.options import as_json, at_work, db_option, instant_of, open_meeting, warn_of_doubts
from chairtui.cli.output import columns, say, say_json
from chairtui.cli.sending import meant

if TYPE_CHECKING:
    from datetime import datetime

    from chairtui.core.change import Command
    from chairtui.core.distribution import Delivery
    from chairtui.core.log import Recorded
    from chairtui.core.meeting import Meeting
    from chairtui.wiring import Workplace


@click.command()
@click.argument("meeting", required=False, metavar="[MEETING]")
@click.argument("recipient", required=False, metavar="[RECIPIENT]")
@db_option
@click.option("--sent", is_flag=True, help="Note that they were sent it.")
@click.option("--acknowledged", is_flag=True, help="Note that they said that they have it.")
@click.option("--returned", metavar="WORDS", help="Note that it came back, and why.")
@click.option(
    "--let-through",
    "passed",
    multiple=True,
    metavar="PLACE",
    help="Let a text into the record for one child although it may speak of another; repeatable.",
)
@click.option("--because", default="", metavar="WORDS", help="With --let-through: why.")
@click.option("--at", default="", metavar="WHEN", help="When that was: yesterday 16:30; now if left out.")
@click.option("--all", "over_all", is_flag=True, help="How much of what was due went out on time, over all.")
@as_json
def ledger(
    meeting: str | None,
    recipient: str | None,
    db: Path | None,
    sent: bool,
    acknowledged: bool,
    returned: str | None,
    passed: tuple[str, ...],
    because: str,
    at: str,
    over_all: bool,
    as_json: bool,
) -> None:
    """Show who gets the record of a meeting and how far each has come, or note what became of one.

    RECIPIENT is the number in the ledger, the name, the agency's key or the id. Of the record for one child
    it also lists what is left out because it may speak of another child, each text with its PLACE.
    """
    if over_all or not meeting:
        if meeting or not over_all:
            raise Refusal("Name a meeting, or ask with --all how much was on time.", USAGE)
        _over_all(db, as_json=as_json)
        return
    given = [sent, acknowledged, returned is not None, bool(passed)]
    if sum(given) > 1 or (any(given) and not recipient):
        asked_for = "--sent, --acknowledged, --returned and --let-through"
        raise Refusal(f"Name one recipient, and one of {asked_for}.", USAGE)
    if because and not passed:
        raise Refusal("--because goes with --let-through.", USAGE)
    with at_work(db, writes=any(given)) as place:
        live = open_meeting(place, meeting)
        stands, now = live.outcome.meeting, place.desk.clock.now()
        shown = (meant(stands, recipient),) if recipient else stands.closing.distribution
        if any(given):
            _is_signed(stands)
            when = instant_of("--at", at, now, past=True) or now
            if when > now:
                raise Refusal(f"--at: {at} lies ahead. Note it once it has happened.", USAGE)
            noted = _noted(shown[0], when, sent=sent, returned=returned)
            asked = let_through(place, stands, shown[0], passed, because) if passed else noted
            stands = live.do(asked).meeting
            shown = (meant(stands, shown[0].id),)
        found = [place.desk.left_out(stands, one).mentions for one in shown]
    if as_json:
        pairs = zip(shown, found, strict=True)
        say_json([_as_json(stands, one, now) | {"may_speak_of_another": what} for one, what in pairs])
        return
    say(columns(_rows(stands, shown, now)) or _nobody(stands))
    if recipient and found[0]:
        say(f"\n{columns(texts(shown[0], found[0]))}")


def _over_all(db: Path | None, *, as_json: bool) -> None:
    """Print by kind of record how much of what was due went out on time."""
    import msgspec

    from chairtui.live.on_time import DEFINITION, shares

    with at_work(db) as place:
        warn_of_doubts(place)
        histories, damaged = _histories(place)
        found = shares(histories, place.desk.clock.now())
    if damaged:
        say(f"{damaged} could not be read and are left out: “chairtui verify” says why.", err=True)
    if as_json:
        rows = [{**msgspec.to_builtins(one), "percent": one.percent} for one in found]
        say_json({"definition": DEFINITION, "kinds": rows})
        return
    heads = ("GETS", "ON TIME", "OF", "PERCENT", "NO TIME SET")
    lines = [
        (one.record.value, str(one.on_time), str(one.of), _percent(one.percent), str(one.no_time))
        for one in found
    ]
    say(columns([heads, *lines]) if lines else "No record was signed yet.")
    say(DEFINITION)


def _percent(percent: int | None) -> str:
    return "none was due" if percent is None else f"{percent} %"


def _histories(place: Workplace) -> tuple[list[Sequence[Recorded]], int]:
    """Return the histories of all signed meetings, and how many do not hold."""
    from chairtui.core.log import Damaged
    from chairtui.core.vocabulary import Stage

    found: list[Sequence[Recorded]] = []
    damaged = 0
    for one in place.desk.library.meetings(limit=-1):
        if one.stage is Stage.SIGNED:
            try:
                found.append(place.log.read(one.id))
            except Damaged:
                damaged += 1
    return found, damaged


def _nobody(meeting: Meeting) -> str:
    """Return why the ledger is empty."""
    if meeting.closing.signature is None:
        return "The record is not signed yet. Signing it puts those who get it on the ledger."
    return "Nobody is on the ledger of this record. n among the recipients on step 7 adds somebody."


def _is_signed(meeting: Meeting) -> None:
    from chairtui.live.sending import NOT_SIGNED

    if meeting.closing.signature is None:
        raise Refusal(NOT_SIGNED, USAGE)


def _noted(delivery: Delivery, when: datetime, *, sent: bool, returned: str | None) -> Command:
    from chairtui.core.distribution import NoteDelivery

    if returned is not None:
        return NoteDelivery(delivery_id=delivery.id, returned_at=when, returned_because=returned)
    if sent:
        return NoteDelivery(delivery_id=delivery.id, sent_at=when)
    return NoteDelivery(delivery_id=delivery.id, acknowledged_at=when)


def _rows(meeting: Meeting, shown: tuple[Delivery, ...], now: datetime) -> Iterator[tuple[str, ...]]:
    from chairtui.core.distribution import state_of
    from chairtui.core.versions import version_of
    from chairtui.live.ledger import state_words
    from chairtui.live.sending import number_of

    version = version_of(meeting.closing)
    if shown:
        yield ("NO", "RECIPIENT", "AGENCY", "GETS", "HOW", "STATE", "")
    for one in shown:
        yield (
            str(number_of(meeting, one.id)),
            one.recipient,
            one.agency,
            one.record.value,
            one.channel or "not known",
            state_of(one, version, now).value,
            state_words(one, version, now),
        )


def _as_json(meeting: Meeting, one: Delivery, now: datetime) -> dict[str, Any]:
    import msgspec

    from chairtui.core.distribution import state_of
    from chairtui.core.versions import version_of
    from chairtui.live.sending import number_of

    version = version_of(meeting.closing)
    more = {
        "number": number_of(meeting, one.id),
        "state": state_of(one, version, now),
        "newest": version.number,
    }
    more["newest_mark"] = version.mark
    return {**msgspec.to_builtins(one), **more}
