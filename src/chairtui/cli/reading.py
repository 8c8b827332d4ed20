"""What the screen shows of a meeting: the register, and what a recipient will see."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chairtui.cli.exits import USAGE, Refusal
from chairtui.cli.options import as_json, at_work, db_option, meeting_argument, open_meeting
from chairtui.cli.output import columns, say, say_json
from chairtui.cli.sending import meant

if TYPE_CHECKING:
    from chairtui.core.delivery import Delivery
    from chairtui.core.meeting import Meeting
    from chairtui.core.register import Attendee
    from chairtui.standards.verdict import Expected
    from chairtui.wiring import Workplace


@click.command()
@meeting_argument
@db_option
@as_json
def register(meeting: str, db: Path | None, as_json: bool) -> None:
    """Show who is expected and why, who was invited, and who is here: the register with its ledger.

    Below it the room over time: who was here in each few minutes, and who was when it was decided.
    """
    with at_work(db) as workplace:
        stands = open_meeting(workplace, meeting).outcome.meeting
        lines = list(_lines(workplace, stands))
        over_time = _over_time(workplace, stands)
    if as_json:
        say_json(lines)
        return
    heads = ("LINE", "WHO", "AGENCY", "INVITED", "HERE", "EXPECTED BECAUSE")
    rows = [
        (
            line["id"],
            line["name"] or "nobody named",
            line["agency"],
            line["invited"],
            line["here"],
            line["because"],
        )
        for line in lines
    ]
    say(columns([heads, *rows]) if rows else "Nobody is expected or on the register.")
    if over_time:
        say(f"\n{over_time}")


def _over_time(workplace: Workplace, meeting: Meeting) -> str:
    """Return the room over time, with the same in words; empty before the start."""
    from chairtui.core.room_over_time import room_over_time
    from chairtui.core.sentences.room import LEGEND, clock_line, drawn_lines
    from chairtui.core.views import who
    from chairtui.directory.naming import title_in

    picture = room_over_time(meeting)
    if picture is None:
        return ""
    title = title_in(meeting, workplace.desk.agencies)
    lines = drawn_lines(picture, lambda line: who(line, title))
    heads = ("THE ROOM OVER TIME", "", "")
    times = (f"a sign is {picture.minutes} min at most", clock_line(picture), "")
    return f"{columns([heads, *lines, times])}\n{LEGEND}"


def _lines(workplace: Workplace, meeting: Meeting) -> Iterator[dict[str, Any]]:
    """Yield everybody expected, then everybody else on the register."""
    from chairtui.core.with_ids import find
    from chairtui.directory.naming import title_apart
    from chairtui.standards.naming import line_title

    expected = workplace.desk.judge.expected(meeting)
    title = title_apart(meeting, workplace.desk.agencies)
    for role in expected:
        line = find(meeting.attendance.register, role.attendee_id) if role.attendee_id else None
        yield _line(meeting, line, role, line_title(line, expected, title) if line else role.title)
    known = {role.attendee_id for role in expected}
    for line in meeting.attendance.register:
        if line.id not in known:
            yield _line(meeting, line, None, line_title(line, expected, title))


def _line(meeting: Meeting, line: Attendee | None, role: Expected | None, agency: str) -> dict[str, Any]:
    from chairtui.core.rooms import moments
    from chairtui.core.views import invitation_words

    register, decided = meeting.attendance.register, moments(meeting)
    asked = invitation_words(line, register, decided) if line else "nobody is named yet"
    return {
        "id": line.id if line else role.key if role else "",
        "on_register": line is not None,
        "name": line.name if line else "",
        "agency": agency,
        "invited": asked,
        "here": _here(line) if line else "no",
        "expected": role is not None,
        "because": " ".join(role.reasons) if role else "",
    }


def _here(line: Attendee) -> str:
    from chairtui.core.calendar.clocks import say_clock

    if line.here:
        return f"{line.here.mode.value} since {say_clock(line.here.joined_at)}"
    left = line.stays[-1].left_at if line.stays else None
    return f"left {say_clock(left)}" if left else "no"


@click.command()
@meeting_argument
@click.argument("recipient")
@db_option
@click.option("--news", is_flag=True, help="Only what is new since they were sent it.")
@as_json
def preview(meeting: str, recipient: str, db: Path | None, news: bool, as_json: bool) -> None:
    """Show the record as a recipient will see it, with what is to be looked at before it goes.

    RECIPIENT is the number in the ledger, the name, the agency's key or the id; also the id or the name of
    somebody who is proposed.
    """
    with at_work(db) as workplace:
        stands = open_meeting(workplace, meeting).outcome.meeting
        delivery = _recipient(workplace, stands, recipient)
        read = workplace.desk.records.read_news if news else workplace.desk.records.read_record
        words = read(workplace.desk, stands.id, delivery)
    if as_json:
        say_json({"recipient": delivery.recipient, "record": delivery.record, "words": words})
    else:
        say(words)


@click.command()
@meeting_argument
@click.argument("recipient", required=False, metavar="[RECIPIENT]")
@db_option
@click.option("--mail", is_flag=True, help="Print links that open the messages in the mail program instead.")
@as_json
def cover(meeting: str, recipient: str | None, db: Path | None, mail: bool, as_json: bool) -> None:
    """Print the message that goes with each recipient's record, to copy; or with one recipient's.

    It has the reference, the address from the register of agencies and how the file was locked, and nobody's
    name. Nothing is sent, and nothing is noted as sent.
    """
    from chairtui.live.sending import NOT_SIGNED

    with at_work(db) as workplace:
        stands = open_meeting(workplace, meeting).outcome.meeting
        if stands.closing.signature is None:
            raise Refusal(NOT_SIGNED, USAGE)
        listed = (meant(stands, recipient),) if recipient else stands.closing.distribution
        made = [workplace.desk.records.cover(workplace.desk, stands, one) for one in listed]
        written = [one.link if mail else one.words for one in made]
    if as_json:
        names = (one.recipient for one in listed)
        say_json([{"recipient": who, "message": what} for who, what in zip(names, written, strict=True)])
    else:
        say("\n".join(written) if mail else f"{'-' * 60}\n".join(written))


def _recipient(workplace: Workplace, meeting: Meeting, words: str) -> Delivery:
    from chairtui.core.people import folded
    from chairtui.live.recipients import proposals
    from chairtui.live.sending import is_meant

    if any(is_meant(meeting, one, words) for one in meeting.closing.distribution):
        return meant(meeting, words)
    proposed = [
        proposal
        for proposal in proposals(meeting, workplace.desk.around(meeting))
        if words == proposal.id or folded(words) == folded(proposal.recipient)
    ]
    if len(proposed) == 1:
        return proposed[0]
    raise Refusal(
        f"There is no recipient “{words}”. “chairtui ledger {meeting.reference}” lists them, "
        "--proposed those who are not on it yet.",
        USAGE,
    )
