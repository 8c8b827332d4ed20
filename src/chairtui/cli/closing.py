"""The end of a meeting from the command line: signing, what comes late, and what became of actions."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chairtui.cli.exits import USAGE, Refusal
from chairtui.cli.options import as_json, at_work, db_option, instant_of, meeting_argument, open_meeting
from chairtui.cli.output import columns, say, say_json
from chairtui.core.vocabulary import ActionStatus, Answer, Change

if TYPE_CHECKING:
    from chairtui.core.actions import Action
    from chairtui.core.change import Command
    from chairtui.core.closing import Addendum
    from chairtui.core.meeting import Meeting
    from chairtui.live.live_meeting import LiveMeeting
    from chairtui.live.signing import Left
    from chairtui.standards.verdict import Expected
    from chairtui.wiring import Workplace

CHANGES = {"yes": Change.YES, "no": Change.NO, "undecided": Change.UNDECIDED}


@click.command()
@meeting_argument
@db_option
@click.option("--name", default="", help="Your name, as whoever leads the meeting; it is the signature.")
@click.option(
    "--reason",
    "reasons",
    multiple=True,
    metavar="CODE=WORDS",
    help="Why a stop or warning is left open, by its code as check prints it; repeatable.",
)
@click.option(
    "--invited",
    multiple=True,
    metavar="ROLE=ANSWER[: WHY]",
    help="Of an expected role of which nothing is written: whether they were invited; repeatable.",
)
@click.option("--ask", is_flag=True, help="Ask for what was left out; so it is on a terminal anyway.")
@as_json
def sign(
    meeting: str,
    db: Path | None,
    name: str,
    reasons: tuple[str, ...],
    invited: tuple[str, ...],
    ask: bool,
    as_json: bool,
) -> None:
    """Sign the record with your name, and a reason for each stop and warning that is left open.

    It signs nothing silently: what has no reason yet is asked for, or named, and nothing is signed. What was
    said of invitations is noted first, because gaps may follow from it. Signing seals the record and puts on
    the ledger who gets it; what comes later is added with “late”.
    """
    from chairtui.core.change import decide
    from chairtui.core.closing import SignOff
    from chairtui.live.gates import not_known
    from chairtui.live.signing import invitations_not_written, signature

    asks = ask or (sys.stdin.isatty() and sys.stderr.isatty())
    given = _by_key(reasons, "--reason")
    with at_work(db, writes=True) as place:
        live = open_meeting(place, meeting)
        if live.outcome.meeting.closing.signature is not None:
            raise Refusal("It is signed. What comes now is late information: “chairtui late” adds it.", USAGE)
        if name:
            decide(SignOff(name=name), live.outcome.meeting)  # refused before anything is noted
        live.do()  # what rose with time alone has to be on record before it can be answered
        stands = live.outcome.meeting
        roles = not_known(stands, place.desk.judge.expected(stands))
        answers = _answers(_by_key(invited, "--invited"), roles)
        if asks:
            answers |= {one.key: _ask_invited(one) for one in roles if one.key not in answers}
        else:
            silent = [one for one in roles if one.key not in answers]
            _refuse_silence(name, _lacking(live, given, more=bool(answers)), silent, live)
        _note_invitations(place, live, roles, answers)
        if asks:
            given |= {one.verdict.id: _ask_reason(one) for one in _lacking(live, given)}
            name = name or click.prompt(_whose(stands), err=True)
        else:
            _refuse_silence(name, _lacking(live, given), (), live)
        stands, verdicts = live.outcome.meeting, live.outcome.verdicts
        expected, agencies = place.desk.judge.expected(stands), place.desk.agencies
        after = live.do(*signature(name, stands, verdicts, expected, agencies, given)).meeting
    if unknown := invitations_not_written(expected):
        say(unknown, err=True)
    if as_json:
        say_json(after.closing.signature)
        return
    say(f"{after.reference} is signed. On its ledger: {len(after.closing.distribution)} who get the record.")


def _note_invitations(
    place: Workplace,
    live: LiveMeeting,
    roles: Sequence[Expected],
    answers: dict[str, tuple[Answer, str]],
) -> None:
    from chairtui.live.signing import invitation_said

    told = [
        command
        for one in roles
        if one.key in answers
        for command in invitation_said(live.outcome.meeting, one, *answers[one.key], place.desk.agencies)
    ]
    if told:
        live.do(*told)


def _lacking(live: LiveMeeting, given: dict[str, str], *, more: bool = False) -> list[Left]:
    """Return the gaps without a reason; none in the urgent mode. There may be `more` of them still to come.

    Raises:
        Refusal: a reason is given for what is no gap.
    """
    from chairtui.live.signing import left_open

    meeting = live.outcome.meeting
    left = left_open(meeting, live.outcome.verdicts)
    if not more:
        _know(given, (one.verdict.id for one in left), "--reason")
    return [] if meeting.urgent else [one for one in left if not (one.reason or one.verdict.id in given)]


def _whose(meeting: Meeting) -> str:
    chair = meeting.attendance.chair
    return f"Your name, as the register has the chair ({chair.name})" if chair else "Your name"


def _ask_reason(one: Left) -> str:
    say(f"{one.verdict.severity.value}  {one.verdict.say} ({one.verdict.id})", err=True)
    words: str = click.prompt("Why it is left open", err=True)
    return words


def _ask_invited(role: Expected) -> tuple[Answer, str]:
    choice = click.Choice([one.value for one in Answer if one is not Answer.UNKNOWN])
    answer = Answer(click.prompt(f"{role.title}: they were", type=choice, err=True))
    asks = answer in (Answer.NOT_INVITED, Answer.DECLINED)
    reason: str = click.prompt("Why", err=True) if asks else ""
    return answer, reason


def _refuse_silence(name: str, lacking: Sequence[Left], roles: Sequence[Expected], live: LiveMeeting) -> None:
    """Name all that signing still asks for.

    Raises:
        Refusal: something is.
    """
    asked = [] if name.strip() else [f"--name: {_whose(live.outcome.meeting)}."]
    asked += [f"--reason {one.verdict.id}=…: {one.verdict.say}" for one in lacking]
    asked += [f"--invited {one.key}=…: {one.title}, of whom it is not written." for one in roles]
    if asked:
        raise Refusal("Not signed. Still asked for:\n  " + "\n  ".join(asked), USAGE)


def _by_key(given: Iterable[str], option: str) -> dict[str, str]:
    found = {}
    for one in given:
        key, sign, words = one.partition("=")
        if not sign or not words.strip():
            raise Refusal(f"{option}: write it as {key}=WORDS.", USAGE)
        found[key.strip()] = words.strip()
    return found


def _know(given: Iterable[str], known: Iterable[str], option: str) -> None:
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise Refusal(f"{option}: nothing is left open by the code {', '.join(unknown)}.", USAGE)


def _answers(given: dict[str, str], roles: Sequence[Expected]) -> dict[str, tuple[Answer, str]]:
    _know(given, (one.key for one in roles), "--invited")
    found = {}
    for key, words in given.items():
        answer, _, why = words.partition(":")
        words_known = [one.value for one in Answer if one is not Answer.UNKNOWN]
        if answer.strip() not in words_known:
            raise Refusal(f"--invited {key}: say one of {', '.join(words_known)}.", USAGE)
        found[key] = (Answer(answer.strip()), why.strip())
    return found


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
    with at_work(db, writes=bool(words or number)) as place:
        live = open_meeting(place, meeting)
        change = CHANGES[changes or "undecided"]
        if words:
            new = Addendum(
                id=place.desk.clock.new_id(),
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
    with at_work(db, writes=any(given)) as place:
        live = open_meeting(place, meeting)
        if action:
            one = _meant(live, action)
            live.do(_became(place, one, done, cancelled, at, told=told))
        stands = live.outcome.meeting
    actions = stands.plan.actions
    if as_json:
        say_json(actions)
        return
    rows: list[tuple[str, ...]] = [("NO", "WHAT", "WHO", "AGENCY", "BY WHEN", "STATE", "")]
    rows += [(str(number), *_action_row(one)) for number, one in enumerate(actions, 1)]
    say(columns(rows) if actions else "No action was agreed.")


def _meant(live: LiveMeeting, words: str) -> Action:
    actions = live.outcome.meeting.plan.actions
    found: Action | None = next((one for one in actions if one.id == words), None)
    if found is None and words.isdecimal() and int(words):
        found = _numbered(actions, int(words), "action")
    if found is None:
        raise Refusal(f"There is no action “{words}”. Without a name all are listed, with numbers.", USAGE)
    return found


def _became(
    place: Workplace, one: Action, done: str | None, cancelled: str | None, at: str, *, told: bool
) -> Command:
    from chairtui.core.actions import AcknowledgeAction, CloseAction

    if told:
        now: datetime = place.desk.clock.now()
        when = instant_of("--at", at, now, past=True) or now
        if when > now:
            raise Refusal(f"--at: {at} lies ahead. Note it once it has happened.", USAGE)
        return AcknowledgeAction(action_id=one.id, at=when)
    if done is not None:
        return CloseAction(action_id=one.id, status=ActionStatus.DONE, evidence=done)
    if cancelled is not None:
        return CloseAction(action_id=one.id, status=ActionStatus.CANCELLED, evidence=cancelled)
    return CloseAction(action_id=one.id, status=ActionStatus.OPEN)


def _action_row(one: Action) -> tuple[str, ...]:
    from chairtui.core.calendar.when import say_when

    due = one.due_at or one.due_on
    return (one.what, one.owner, one.agency, say_when(due) if due else "", one.status.value, one.evidence)
