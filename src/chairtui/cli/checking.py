"""Checking a meeting against the rules."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from chairtui.cli.exits import FOUND, OK
from chairtui.cli.options import as_json, at_work, db_option, meeting_argument, open_meeting
from chairtui.cli.output import say, say_json
from chairtui.core.vocabulary import Stage

if TYPE_CHECKING:
    from chairtui.core.meeting import Meeting
    from chairtui.wiring import Workplace

GATES = ("open", "decision", "close")


@click.command()
@meeting_argument
@db_option
@click.option("--gate", type=click.Choice(GATES), help="Only what counts at this gate, reached or not.")
@click.option("--profile", metavar="NAME", help="What another profile would say; it changes nothing.")
@click.option(
    "--all", "every", is_flag=True, help="Each warning by itself, and those that ended; JSON always has them."
)
@as_json
def check(
    meeting: str, db: Path | None, gate: str | None, profile: str | None, every: bool, as_json: bool
) -> int:
    """Say what the rules warn of; exit 1 if a stop is open that has no fact or reason.

    What one act ends is one row, as on the screen, and what is work of a later step is counted there.
    With --all, or at one gate, each warning stands by itself, with since when. In JSON each bears its place:
    `row`, `root` (beneath what it hangs), `rank`, `announced` (how loud it comes) and `step`.

    Of a meeting that is being prepared the first line says how ready it is, in the words of home; below it
    stands of whom what is missing, with the number to call.

    In a meeting that went urgent no stop stands in the way, so the exit code is 0.

    What only the clock made so (an action overdue) is not in the log: `raised_at` is then the moment since
    which the clock makes it so, or else that of the check, and `note` says which. If the log is shorter than
    it was, a warning on standard error says it.

    Verdicts by other rules than the meeting's own are a what-if and say so: in the first line, in JSON in
    each `what_if` and on standard error. They are noted nowhere.
    """
    from chairtui.cli.findings import Finding, findings, judge_of, row_lines, rows_of, stops_open, to_do_words
    from chairtui.core.carrying import not_linked_words, perhaps_words

    with at_work(db) as workplace:
        stands = workplace.desk.as_opened(open_meeting(workplace, meeting).outcome.meeting)
        apart = not_linked_words(stands, workplace.desk.kept_about(stands))
        perhaps = perhaps_words(workplace.desk.perhaps_about(stands))
        warnings: list[Finding] = findings(workplace, stands, gate=gate, profile=profile)
        label = judge_of(workplace, profile).label(stands)
        seen, agencies = rows_of(workplace, stands, profile), workplace.desk.agencies
        ready = _ready(workplace, stands) if stands.stage is Stage.PREPARING else []
    code = FOUND if stops_open(warnings, stands) else OK
    if label:
        say(label, err=as_json)
    for words in filter(None, (apart, perhaps)):
        say(words, err=True)
    if as_json:
        say_json(warnings)
        return code
    for words in ready:
        say(words)
    if every or gate:
        told = [warning.words() for warning in warnings if every or warning.cleared_at is None]
    else:
        told = [line for row in seen.rows for line in row_lines(row, agencies)]
        told += filter(None, [to_do_words(seen)])
    for words in told or ["No rule warns of anything."]:
        say(words)
    return code


def _ready(workplace: Workplace, meeting: Meeting) -> list[str]:
    """Return how ready a meeting is, and below it whom to call about what is missing."""
    from chairtui.directory.calling import called_words

    ready = workplace.desk.readiness(meeting.id)
    return [
        f"ready? {ready.words}",
        *(f"  {missing}: {called_words(key, workplace.desk.agencies)}" for missing, key in ready.to_call),
    ]
