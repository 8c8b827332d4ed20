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
from chairtui.cli.recipients import changed_recipient, given_of, new_recipient, recipient_options
from chairtui.cli.sending import meant

if TYPE_CHECKING:
    from datetime import datetime

    from chairtui.core.change import Command
    from chairtui.core.delivery import Delivery
    from chairtui.core.history.log import Recorded
    from chairtui.core.meeting import Meeting
    from chairtui.live.live_meeting import LiveMeeting
    from chairtui.wiring import Workplace


@click.command()
@click.argument("meeting", required=False, metavar="[MEETING]")
@click.argument("recipient", required=False, metavar="[RECIPIENT]")
@db_option
@click.option("--proposed", is_flag=True, help="Show who should get it and is not on the ledger yet.")
@click.option("--add", metavar="NAME", help="Add somebody: by name, or as --proposed shows them.")
@click.option("--change", is_flag=True, help="Correct what --add said, by the options below.")
@click.option("--remove", is_flag=True, help="Take off somebody who was sent nothing yet.")
@recipient_options
@click.option("--sent", is_flag=True, help="Note that they were sent it.")
@click.option("--acknowledged", is_flag=True, help="Note that they said that they have it.")
@click.option("--returned", metavar="WORDS", help="Note that it came back, and why.")
@click.option(
    "--let-through",
    multiple=True,
    metavar="PLACE",
    help="Let a text into the record for one child although it may speak of another; repeatable.",
)
@click.option("--because", default="", metavar="WORDS", help="With --let-through or --leave-out: why.")
@click.option("--at", default="", metavar="WHEN", help="When that was: yesterday 16:30; now if left out.")
@click.option("--all", "over_all", is_flag=True, help="How much of what was due went out on time, over all.")
@as_json
def ledger(
    meeting: str | None, recipient: str | None, db: Path | None, over_all: bool, as_json: bool, **given: Any
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
    from chairtui.live.recipients import listed

    what = _asked(given, recipient)
    with at_work(db, writes=what not in ("", "proposed")) as workplace:
        live = open_meeting(workplace, meeting)
        if what and what != "proposed":
            recipient = _write(workplace, live, what, recipient, given)
        stands = listed(live.history, workplace.desk.around)
        if what == "proposed":
            _say_proposed(workplace, stands, as_json=as_json)
        else:
            _say_ledger(workplace, stands, recipient, as_json=as_json)


ACTS = ("proposed", "add", "change", "remove", "sent", "acknowledged", "returned", "let_through")
OF_ONE = frozenset(ACTS) - {"proposed", "add"}


def _asked(given: dict[str, Any], recipient: str | None) -> str:
    """Return which one of the acts is asked for, or nothing to show the ledger.

    Raises:
        Refusal: several are, or one without what it needs.
    """
    what = [one for one in ACTS if given[one] not in (False, None, ())]
    if len(what) > 1 or (what and (what[0] in OF_ONE) != bool(recipient)):
        options = ", ".join(f"--{one.replace('_', '-')}" for one in ACTS if one in OF_ONE)
        raise Refusal(f"Name one recipient, and one of {options}; --add and --proposed go alone.", USAGE)
    if given["because"] and what != ["let_through"] and not given["leave_out"]:
        raise Refusal("--because goes with --let-through, or with --leave-out.", USAGE)
    if given_of(given) and what not in (["add"], ["change"]):
        raise Refusal("What somebody gets is said with --add, or with --change of a recipient.", USAGE)
    return what[0] if what else ""


def _write(
    workplace: Workplace, live: LiveMeeting, what: str, recipient: str | None, given: dict[str, Any]
) -> str | None:
    """Carry out one act, and return of whom the ledger then speaks; nothing for all."""
    from chairtui.core.distribution import RemoveRecipient

    stands, now = live.outcome.meeting, workplace.desk.clock.now()
    if what == "add":
        added = new_recipient(workplace, stands, given)
        live.do(added)
        return added.delivery.id
    shown = meant(stands, recipient or "")
    if what == "remove":
        live.do(RemoveRecipient(delivery_id=shown.id))
        return None
    if what == "change":
        live.do(changed_recipient(stands, shown, given, now))
        return shown.id
    _is_signed(stands)
    when = instant_of("--at", given["at"], now, past=True) or now
    if when > now:
        raise Refusal(f"--at: {given['at']} lies ahead. Note it once it has happened.", USAGE)
    if what == "let_through":
        live.do(let_through(workplace, stands, shown, given["let_through"], given["because"]))
    else:
        live.do(_noted(shown, when, sent=given["sent"], returned=given["returned"]))
    return shown.id


def _say_ledger(workplace: Workplace, stands: Meeting, recipient: str | None, *, as_json: bool) -> None:
    now = workplace.desk.clock.now()
    shown = (meant(stands, recipient),) if recipient else stands.closing.distribution
    mentions = [workplace.desk.records.left_out(stands, one).mentions for one in shown]
    if as_json:
        pairs = zip(shown, mentions, strict=True)
        say_json([_as_json(stands, one, now) | {"may_speak_of_another": what} for one, what in pairs])
        return
    say(columns(_rows(stands, shown, now)) or _nobody(stands))
    if recipient and mentions[0]:
        say(f"\n{columns(texts(shown[0], mentions[0]))}")


def _say_proposed(workplace: Workplace, stands: Meeting, *, as_json: bool) -> None:
    from chairtui.live.ledger import record_words
    from chairtui.live.recipients import proposals

    proposed = proposals(stands, workplace.desk.around(stands))
    if as_json:
        say_json(proposed)
        return
    rows = [("ID", "RECIPIENT", "AGENCY", "GETS", "HOW")]
    rows += [
        (
            delivery.id,
            delivery.recipient,
            delivery.agency,
            record_words(stands, delivery),
            delivery.channel or "not known",
        )
        for delivery in proposed
    ]
    say(columns(rows) if proposed else "Everybody who should get it is on the ledger.")


def _over_all(db: Path | None, *, as_json: bool) -> None:
    """Print by kind of record how much of what was due went out on time."""
    import msgspec

    from chairtui.live.on_time import DEFINITION, shares
    from chairtui.live.recipients import listed

    with at_work(db) as workplace:
        warn_of_doubts(workplace)
        signed = _Signed(workplace)
        on_time = shares(signed, workplace.desk.clock.now(), lambda one: listed(one, workplace.desk.around))
    if signed.damaged:
        say(f"{signed.damaged} could not be read and are left out: “chairtui verify” says why.", err=True)
    if as_json:
        rows = [{**msgspec.to_builtins(one), "percent": one.percent} for one in on_time]
        say_json({"definition": DEFINITION, "kinds": rows})
        return
    heads = ("GETS", "ON TIME", "OF", "PERCENT", "NO TIME SET")
    lines = [
        (count.record.value, str(count.on_time), str(count.of), _percent(count.percent), str(count.no_time))
        for count in on_time
    ]
    nothing = "Nobody is on the ledger of a signed record." if signed.read else "No record was signed yet."
    say(columns([heads, *lines]) if lines else nothing)
    say(DEFINITION)


def _percent(percent: int | None) -> str:
    return "none was due" if percent is None else f"{percent} %"


class _Signed:
    """The histories of all signed meetings, each read when it is asked for, and what is counted of them."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace
        self.read = self.damaged = 0

    def __iter__(self) -> Iterator[Sequence[Recorded]]:
        from chairtui.core.history.log import Damaged

        for meeting_id in self._ids():
            try:
                history = self._workplace.log.read(meeting_id)
            except Damaged:
                self.damaged += 1
                continue
            self.read += 1
            yield history

    def _ids(self) -> Iterator[str]:
        from chairtui.core.vocabulary import Stage

        page = self._workplace.desk.library.meetings()
        while page:
            yield from (one.id for one in page if one.stage is Stage.SIGNED)
            page = self._workplace.desk.library.meetings(after=page[-1].id)


def _nobody(meeting: Meeting) -> str:
    """Return why the ledger is empty."""
    if meeting.closing.signature is None:
        return "The record is not signed yet. Signing it puts those who get it on the ledger."
    return "Nobody is on the ledger of this record. --proposed shows who should be, --add adds somebody."


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
    from chairtui.core.delivery import state_of
    from chairtui.core.versions import version_of
    from chairtui.live.ledger import record_words, state_words
    from chairtui.live.sending import number_of

    version = version_of(meeting.closing)
    if shown:
        yield ("NO", "RECIPIENT", "AGENCY", "GETS", "HOW", "STATE", "")
    for delivery in shown:
        yield (
            str(number_of(meeting, delivery.id)),
            delivery.recipient,
            delivery.agency,
            record_words(meeting, delivery),
            delivery.channel or "not known",
            state_of(delivery, version, now).value,
            state_words(delivery, version, now),
        )


def _as_json(meeting: Meeting, delivery: Delivery, now: datetime) -> dict[str, Any]:
    import msgspec

    from chairtui.core.delivery import state_of
    from chairtui.core.versions import version_of
    from chairtui.live.sending import number_of

    version = version_of(meeting.closing)
    more = {
        "number": number_of(meeting, delivery.id),
        "state": state_of(delivery, version, now),
        "newest": version.number,
    }
    more["newest_mark"] = version.mark
    return {**msgspec.to_builtins(delivery), **more}
