"""Preparing a meeting from the command line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chairtui.cli.exits import USAGE, Refusal
from chairtui.cli.options import as_json, at_work, db_option, instant_of, meeting_argument, open_meeting
from chairtui.cli.output import say, say_json
from chairtui.core.vocabulary import Circumstance, Form

if TYPE_CHECKING:
    from chairtui.core.change import Command
    from chairtui.core.joining import Joining, SayHowToJoin
    from chairtui.core.meeting import Meeting, PrepareMeeting
    from chairtui.live.desk import Desk
    from chairtui.wiring import Workplace

ASKED = (
    ("child", "Child (name or initials)"),
    ("at", "When"),
    ("chair", "Chair"),
    ("grade", "Grade of the chair"),
)


def joining_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Let a command take how to join."""
    for option in (
        click.option("--room", help="The room."),
        click.option("--number", help="The telephone number to dial, with its code."),
        click.option("--link", metavar="URL", help="The link to join with."),
    ):
        command = option(command)
    return command


@click.command()
@db_option
@click.option(
    "--after",
    default="",
    metavar="MEETING",
    help="Make the next meeting about the children of this one: what it left open goes on.",
)
@click.option(
    "--still-so",
    "still",
    multiple=True,
    metavar="WORDS",
    help="With --after: what was so then and is so still, by its beginning or kind, or “all”; repeatable.",
)
@click.option("--reference", default="", help="The short name that people say; made up if left out.")
@click.option("--authority", default="", help="The local authority; yours if left out.")
@click.option(
    "--form", type=click.Choice([one.value for one in Form]), default=Form.MEETING.value, show_default=True
)
@click.option(
    "--at", default="", metavar="WHEN", help="When it is held: tomorrow 14:00, fri 9am, 2026-03-05T14:00Z."
)
@click.option(
    "--child",
    multiple=True,
    metavar="NAME[,BORN]",
    help="A child, with the birth (2011, “about 15”, “due 5 jun”); repeatable.",
)
@click.option(
    "--circumstance",
    multiple=True,
    type=click.Choice([one.value for one in Circumstance]),
    help="Repeatable.",
)
@click.option("--concern", default="", help="What the concern is.")
@click.option("--raised", default="", metavar="WHEN", help="When it was raised.")
@click.option("--referrer", default="", help="Who raised it.")
@click.option("--team", default="", help="The team that holds the case.")
@click.option("--chair", default="", help="Who leads the meeting.")
@click.option("--grade", default="", help="The chair's grade, such as team manager.")
@click.option(
    "--chair-phone", default="", help="The chair's telephone, for agencies who ask about the record."
)
@joining_options
@click.option("--ask", is_flag=True, help="Ask for what was left out.")
@as_json
def new(db: Path | None, ask: bool, as_json: bool, **given: Any) -> None:
    """Begin to prepare a meeting and print its id."""
    from chairtui.core.scheduling import off_words

    if ask:
        for name, words in ASKED:
            if not given[name]:
                answer = click.prompt(words, default="", show_default=False, err=True)
                given[name] = (answer,) if name == "child" and answer else answer
    with at_work(db, writes=True) as workplace:
        meeting_id = workplace.desk.clock.new_id()
        prepare = _prepare(workplace.desk, meeting_id, given)
        meeting = _made(workplace, prepare, _commands(workplace.desk, given), given["after"], given["still"])
    if off := off_words(meeting):
        say(f"The meeting is {off}.", err=True)
    if as_json:
        say_json({"id": meeting.id, "reference": meeting.reference})
    else:
        say(meeting.id)


def _made(
    workplace: Workplace, prepare: PrepareMeeting, more: Sequence[Command], after: str, still: Sequence[str]
) -> Meeting:
    """Return the meeting that the commands make, or the next one after another, with what is unconfirmed."""
    from chairtui.core.meeting_again import confirmed, named_by, unconfirmed, unconfirmed_words

    desk = workplace.desk
    if still and not after:
        raise Refusal("--still-so goes with --after: it says what was so then and is so still.", USAGE)
    if not after:
        return desk.make(prepare.meeting_id, prepare, *more).outcome.meeting
    last = open_meeting(workplace, after).outcome.meeting
    live = desk.meet_again(last.id, prepare, *more)
    keys, strange = named_by(unconfirmed(live.outcome.meeting, last), still)
    meeting = live.do(*confirmed(live.outcome.meeting, last, keys)).meeting if keys else live.outcome.meeting
    for words in strange:
        say(f"Not taken over: nothing that was so at {last.reference} is called “{words}”.", err=True)
    if told := unconfirmed_words(unconfirmed(meeting, last), last):
        say(f"{told}: step 2 asks what is so still.", err=True)
    return meeting


def _prepare(desk: Desk, meeting_id: str, given: dict[str, Any]) -> PrepareMeeting:
    from chairtui.core.meeting import PrepareMeeting

    now = desk.clock.now()
    return PrepareMeeting(
        meeting_id=meeting_id,
        reference=given["reference"] or f"SM-{now.year}-{meeting_id[9:13].upper()}",
        authority=given["authority"] or ("" if given["after"] else desk.settings.authority),
        form=Form(given["form"]),
        scheduled_at=instant_of("--at", given["at"], now),
    )


def _commands(desk: Desk, given: dict[str, Any]) -> list[Command]:
    from chairtui.core.chairing import TakeChair
    from chairtui.core.children import DescribeChild
    from chairtui.core.concern import NameTeam, SetCircumstances, StateConcern, Team
    from chairtui.core.joining import Joining
    from chairtui.core.people import same_name

    now = desk.clock.now()
    commands: list[Command] = []
    if said := _joining(given, Joining()):
        commands.append(said)
    commands += [
        DescribeChild(child=_child(number, words, now)) for number, words in enumerate(given["child"], 1)
    ]
    if given["circumstance"]:
        commands.append(SetCircumstances(circumstances=tuple(map(Circumstance, given["circumstance"]))))
    if given["concern"] or given["raised"]:
        raised_at = instant_of("--raised", given["raised"], now, past=True)
        commands.append(StateConcern(words=given["concern"], raised_at=raised_at, referrer=given["referrer"]))
    if given["team"]:
        commands.append(NameTeam(team=Team(name=given["team"])))
    if given["chair"]:
        own = desk.settings.phone if same_name(given["chair"], desk.settings.name) else ""
        led = TakeChair(name=given["chair"], grade=given["grade"], phone=given["chair_phone"] or own)
        commands.append(led)
    return commands


def _joining(given: dict[str, Any], before: Joining) -> SayHowToJoin | None:
    """Return the command that says how to join, as far as it was given; nothing where nothing was."""
    from msgspec.structs import replace

    from chairtui.core.joining import SayHowToJoin

    said = {name: given[name] for name in before.__struct_fields__ if given[name] is not None}
    return SayHowToJoin(joining=replace(before, **said)) if said else None


@click.command()
@meeting_argument
@db_option
@joining_options
@as_json
def joining(meeting: str, db: Path | None, as_json: bool, **given: Any) -> None:
    """Show how to join a meeting, or say it: once, for every invitation, calendar entry and pack.

    An empty word takes a way out again. Whoever is not invited or has declined is not told, and no record and
    no file name has it.
    """
    from chairtui.core.joining import joining_words

    writes = any(one is not None for one in given.values())
    with at_work(db, writes=writes) as workplace:
        live = open_meeting(workplace, meeting)
        if said := _joining(given, live.outcome.meeting.preparing.joining):
            live.do(said)
        stands = live.outcome.meeting
    way_in = stands.preparing.joining
    say_json(way_in) if as_json else say("\n".join(joining_words(stands, way_in)))


def _child(number: int, words: str, now: datetime) -> Any:
    from chairtui.core.births_typed import read_child
    from chairtui.core.calendar.days import NotADate

    try:
        return read_child(f"child-{number}", words, now)
    except NotADate as error:
        raise Refusal(f"--child {words.partition(',')[0]}: {error}", USAGE) from None
