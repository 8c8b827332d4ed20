"""Who gets a record, from the command line: somebody added to its ledger, or what they get corrected."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from chairtui.cli.exits import USAGE, Refusal
from chairtui.cli.options import instant_of
from chairtui.core.vocabulary import RecordKind, Redaction

if TYPE_CHECKING:
    from chairtui.core.delivery import Delivery
    from chairtui.core.distribution import AddRecipient
    from chairtui.core.meeting import Meeting
    from chairtui.wiring import Workplace

NOTHING = "nothing"
SAYS = ("name", "agency", "gets", "child", "how", "by", "leave_out")
"""The options that say what a recipient gets."""

OPTIONS = (
    click.option("--name", metavar="NAME", help="With --change: another name."),
    click.option("--agency", metavar="KEY", help="The agency's key in the register of agencies."),
    click.option("--gets", type=click.Choice([one.value for one in RecordKind]), help="Which record."),
    click.option("--child", metavar="CHILD", help="For the record for one child: the child's name or id."),
    click.option("--how", metavar="WORDS", help="How it goes: secure e-mail, by hand."),
    click.option("--by", metavar="WHEN", help="By when they are to have it: fri 17:00."),
    click.option(
        "--leave-out",
        multiple=True,
        type=click.Choice([NOTHING, *(one.value for one in Redaction)]),
        help="Leave out this instead of what the rule says; repeatable, with --because.",
    ),
)


def recipient_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Let a command take what a recipient gets."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def given_of(given: dict[str, Any]) -> bool:
    """Say whether anything about what a recipient gets was given."""
    return any(given[name] not in (None, ()) for name in SAYS)


def new_recipient(workplace: Workplace, meeting: Meeting, given: dict[str, Any]) -> AddRecipient:
    """Return the command that adds somebody: one who is proposed as proposed, anybody else by name.

    Raises:
        Refusal: what was given does not fit together.
    """
    from chairtui.core.delivery import Delivery
    from chairtui.core.people import folded
    from chairtui.live.recipients import channel_to, proposals, record_due

    words = given["add"]
    proposed = proposals(meeting, workplace.desk.around(meeting))
    alike = [one for one in proposed if words == one.id or folded(words) == folded(one.recipient)]
    if len(alike) > 1:
        ids = ", ".join(one.id for one in alike)
        raise Refusal(f"“{words}” can mean {len(alike)} who are proposed: give an id, {ids}.", USAGE)
    if alike:
        new = alike[0]
    else:
        if any(folded(words) == folded(one.recipient) for one in meeting.closing.distribution):
            raise Refusal(f"“{words}” is on the ledger already: --change corrects what they get.", USAGE)
        if not given["gets"]:
            raise Refusal(f"Say with --gets which record {words} gets.", USAGE)
        agency = given["agency"] or ""
        channel = channel_to(agency, "", meeting, workplace.desk.agencies) if agency else ""
        due_at = record_due(meeting, workplace.desk.judge.figures(meeting))
        new = Delivery(id=workplace.desk.clock.new_id(), recipient=words, channel=channel, due_at=due_at)
    return changed_recipient(meeting, new, given, workplace.desk.clock.now())


def changed_recipient(
    meeting: Meeting, shown: Delivery, given: dict[str, Any], now: datetime
) -> AddRecipient:
    """Return the command that says anew what a recipient gets, as far as it was given.

    Raises:
        Refusal: what was given does not fit together.
    """
    from msgspec.structs import replace

    from chairtui.core.distribution import AddRecipient

    fields: dict[str, Any] = {}
    for option, field in (("name", "recipient"), ("agency", "agency"), ("how", "channel")):
        if given[option] is not None:
            fields[field] = given[option]
    if given["gets"]:
        fields["record"] = RecordKind(given["gets"])
    record = fields.get("record", shown.record)
    if given["child"]:
        fields["child_id"] = _child(meeting, given["child"])
    if record is not RecordKind.CHILD or fields.get("child_id", shown.child_id) != shown.child_id:
        fields["passed"] = ()
    if record is not RecordKind.CHILD:
        fields["child_id"] = ""
    if given["by"] is not None:
        fields["due_at"] = instant_of("--by", given["by"], now)
    if given["leave_out"]:
        fields["redactions"] = tuple(Redaction(one) for one in given["leave_out"] if one != NOTHING)
        fields["redactions_because"] = given["because"]
    return AddRecipient(delivery=replace(shown, **fields))


def _child(meeting: Meeting, words: str) -> str:
    from chairtui.core.people import folded

    children = meeting.concern.children
    ids = [one.id for one in children if words == one.id or folded(words) == folded(one.name)]
    if len(ids) != 1:
        names = ", ".join(f"{one.name} ({one.id})" for one in children)
        raise Refusal(f"--child: say which of {names}.", USAGE)
    return ids[0]
