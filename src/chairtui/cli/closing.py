"""After the meeting, from the command line: what comes late, and what became of actions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chairtui.cli.exits import USAGE, Refusal
from chairtui.cli.options import (
    as_json,
    at_work,
    day_of,
    db_option,
    instant_of,
    meeting_argument,
    open_meeting,
)
from chairtui.cli.output import columns, say, say_json
from chairtui.core.vocabulary import ActionStatus, Change

if TYPE_CHECKING:
    from chairtui.core.actions import Action
    from chairtui.core.change import Command
    from chairtui.core.closing import Addendum
    from chairtui.live.live_meeting import LiveMeeting
    from chairtui.wiring import Workplace

CHANGES = {"yes": Change.YES, "no": Change.NO, "undecided": Change.UNDECIDED}


@click.command()
@meeting_argument
@click.argument("words", required=False, metavar="[WORDS]")
@db_option
@click.option("--from", "author", default="", metavar="NAME", help="From whom it came, by name.")
@click.option("--agency", default="", metavar="KEY", help="Their agency's key in the register of agencies.")
@click.option("--changes", type=click.Choice(tuple(CHANGES)), help="Whether it changes the decision.")
@click.option("--because", default="", metavar="WORDS", help="Why it does, or does not.")
@click.option(
    "--answer",
    "number",
    type=click.IntRange(min=1),
    metavar="NO",
    help="Say it of information that is here already, by its number.",
)
@as_json
def late(
    meeting: str,
    words: str | None,
    db: Path | None,
    author: str,
    agency: str,
    changes: str | None,
    because: str,
    number: int | None,
    as_json: bool,
) -> None:
    """Show what came after the record was signed, add to it, or say whether it changes the decision.

    WORDS is what came. It makes a new version of the record, and nothing above the signature changes.
    """
    from chairtui.core.closing import Addendum, AddLateInformation, AnswerLateInformation

    if words and number:
        raise Refusal("Add something, or answer what is here: not both at once.", USAGE)
    if not (words or number) and (author or agency or changes or because):
        raise Refusal("Write what came, or name with --answer what is here already.", USAGE)
    with at_work(db, writes=bool(words or number)) as workplace:
        live = open_meeting(workplace, meeting)
        change = CHANGES[changes or "undecided"]
        if words:
            new = Addendum(
                id=workplace.desk.clock.new_id(),
                words=words,
                author=author,
                agency=agency,
                change=change,
                reason=because,
            )
            live.do(AddLateInformation(addendum=new))
        elif number:
            which = _numbered(live.outcome.meeting.closing.addenda, number, "late information")
            live.do(AnswerLateInformation(addendum_id=which.id, change=change, reason=because))
        shown = live.outcome.meeting.closing.addenda
    if as_json:
        say_json(shown)
        return
    rows: list[tuple[str, ...]] = [("NO", "FROM", "AGENCY", "CHANGES", "WHAT CAME", "WHY")]
    rows += [(str(place_), *_late_row(one)) for place_, one in enumerate(shown, 1)]
    say(columns(rows) if shown else "Nothing came after signing.")


def _late_row(one: Addendum) -> tuple[str, ...]:
    return (one.author, one.agency, one.change.value, one.words, one.reason)


def _numbered(several: Sequence[Any], number: int, what: str) -> Any:
    if number > len(several):
        raise Refusal(f"There is no {what} {number}: there are {len(several)}.", USAGE)
    return several[number - 1]


@click.command()
@meeting_argument
@click.argument("action", required=False, metavar="[ACTION]")
@db_option
@click.option("--done", metavar="WORDS", help="It was done: how we know.")
@click.option("--cancelled", metavar="WORDS", help="It is withdrawn: why.")
@click.option("--again", is_flag=True, help="It is open again.")
@click.option("--on", default="", metavar="DAY", help="With --done or --cancelled: when; today if left out.")
@click.option("--told", is_flag=True, help="An owner who was not there knows of it now.")
@click.option("--at", default="", metavar="WHEN", help="With --told: when; now if left out.")
@as_json
def action(
    meeting: str,
    action: str | None,
    db: Path | None,
    done: str | None,
    cancelled: str | None,
    again: bool,
    on: str,
    told: bool,
    at: str,
    as_json: bool,
) -> None:
    """Show the actions of a meeting, or note what became of one.

    ACTION is its number in the list, or its id. It may be noted after signing, too.
    """
    given = [done is not None, cancelled is not None, again, told]
    if sum(given) > 1 or bool(action) != any(given) or (at and not told):
        raise Refusal("Name one action, and one of --done, --cancelled, --again and --told.", USAGE)
    if on and done is None and cancelled is None:
        raise Refusal("--on goes with --done or --cancelled.", USAGE)
    with at_work(db, writes=any(given)) as workplace:
        live = open_meeting(workplace, meeting)
        if action:
            chosen = meant_action(live, action)
            live.do(_became(workplace, chosen, done, cancelled, on, at, told=told))
        stands = live.outcome.meeting
    actions = stands.plan.actions
    if as_json:
        say_json(actions)
        return
    rows: list[tuple[str, ...]] = [("NO", "WHAT", "WHO", "AGENCY", "BY WHEN", "STATE", "")]
    rows += [(str(number), *_action_row(each)) for number, each in enumerate(actions, 1)]
    say(columns(rows) if actions else "No action was agreed.")


def meant_action(live: LiveMeeting, words: str) -> Action:
    """Return the action that is meant: by its id, or by its number in the list.

    Raises:
        Refusal: there is none.
    """
    actions = live.outcome.meeting.plan.actions
    chosen: Action | None = next((one for one in actions if one.id == words), None)
    if chosen is None and words.isdecimal() and int(words):
        chosen = _numbered(actions, int(words), "action")
    if chosen is None:
        raise Refusal(f"There is no action “{words}”. Without a name all are listed, with numbers.", USAGE)
    return chosen


def _became(
    workplace: Workplace,
    action: Action,
    done: str | None,
    cancelled: str | None,
    on: str,
    at: str,
    *,
    told: bool,
) -> Command:
    from chairtui.core.actions import AcknowledgeAction, CloseAction

    if told:
        now: datetime = workplace.desk.clock.now()
        when = instant_of("--at", at, now, past=True) or now
        if when > now:
            raise Refusal(f"--at: {at} lies ahead. Note it once it has happened.", USAGE)
        return AcknowledgeAction(action_id=action.id, at=when)
    if done is None and cancelled is None:
        return CloseAction(action_id=action.id, status=ActionStatus.OPEN)
    return CloseAction(
        action_id=action.id,
        status=ActionStatus.CANCELLED if done is None else ActionStatus.DONE,
        evidence=cancelled or "" if done is None else done,
        ended_on=day_of("--on", on, workplace.desk.clock.now()),
    )


def _action_row(action: Action) -> tuple[str, ...]:
    from chairtui.core.calendar.when import say_when

    due = action.due_at or action.due_on
    by = say_when(due) if due else ""
    ended = f"{action.status.value}{f' {say_when(action.ended_on)}' if action.ended_on else ''}"
    return (action.what, action.owner, action.agency, by, ended, action.evidence)
