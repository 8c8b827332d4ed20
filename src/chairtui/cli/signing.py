"""Signing the record from the command line."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chairtui.cli.exits import USAGE, Refusal
from chairtui.cli.options import as_json, at_work, db_option, meeting_argument, open_meeting
from chairtui.cli.output import say, say_json
from chairtui.core.vocabulary import Answer

if TYPE_CHECKING:
    from chairtui.core.meeting import Meeting
    from chairtui.live.live_meeting import LiveMeeting
    from chairtui.live.signing import Left
    from chairtui.standards.verdict import Expected
    from chairtui.wiring import Workplace


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
    with at_work(db, writes=True) as workplace:
        live = open_meeting(workplace, meeting)
        if live.outcome.meeting.closing.signature is not None:
            raise Refusal("It is signed. What comes now is late information: “chairtui late” adds it.", USAGE)
        if name:
            decide(SignOff(name=name), live.outcome.meeting)  # refused before anything is noted
        live.do()  # what rose with time alone has to be on record before it can be answered
        stands = live.outcome.meeting
        expected = workplace.desk.judge.expected(stands)
        roles = not_known(stands, expected)
        answers = _answers(_by_key(invited, "--invited"), roles, _written(stands, expected))
        if asks:
            answers |= {one.key: _ask_invited(one) for one in roles if one.key not in answers}
        else:
            silent = [one for one in roles if one.key not in answers]
            _refuse_silence(name, _lacking(live, given, more=bool(answers)), silent, live)
        before = _open(live)
        _note_invitations(workplace, live, roles, answers)
        gone = before - _open(live)  # by what was just noted of the invitations: its reason is not needed
        given = {code: words for code, words in given.items() if code not in gone}
        if asks:
            given |= {one.verdict.id: _ask_reason(one) for one in _lacking(live, given)}
            name = name or click.prompt(_whose(stands), err=True)
        else:
            _refuse_silence(name, _lacking(live, given), (), live)
        stands, verdicts = live.outcome.meeting, live.outcome.verdicts
        expected, agencies = workplace.desk.judge.expected(stands), workplace.desk.agencies
        after = live.do(*signature(name, stands, verdicts, expected, agencies, given)).meeting
    if unknown := invitations_not_written(expected):
        say(unknown, err=True)
    if as_json:
        say_json(after.closing.signature)
        return
    say(f"{after.reference} is signed. On its ledger: {len(after.closing.distribution)} who get the record.")


def _note_invitations(
    workplace: Workplace,
    live: LiveMeeting,
    roles: Sequence[Expected],
    answers: dict[str, tuple[Answer, str]],
) -> None:
    from chairtui.live.signing import invitation_said

    told = [
        command
        for role in roles
        if role.key in answers
        for command in invitation_said(
            live.outcome.meeting, role, *answers[role.key], workplace.desk.agencies
        )
    ]
    if told:
        live.do(*told)


def _open(live: LiveMeeting) -> set[str]:
    from chairtui.live.signing import left_open

    return {one.verdict.id for one in left_open(live.outcome.meeting, live.outcome.verdicts)}


def _lacking(live: LiveMeeting, given: dict[str, str], *, more: bool = False) -> list[Left]:
    """Return the gaps without a reason; none in the urgent mode. There may be `more` of them still to come.

    What hangs beneath another gap takes its reason, and is not asked about.

    Raises:
        Refusal: a reason is given for what is no gap.
    """
    from chairtui.live.signing import left_open

    meeting = live.outcome.meeting
    left = left_open(meeting, live.outcome.verdicts)
    if not more:
        _know(given, (one.verdict.id for one in left), "--reason")
    said = [one for one in left if one.reason or given.keys() & {one.verdict.id, one.root}]
    return [] if meeting.urgent else [one for one in left if one not in said and not one.root]


def _whose(meeting: Meeting) -> str:
    chair = meeting.attendance.chair
    return f"Your name, as the register has the chair ({chair.name})" if chair else "Your name"


def _ask_reason(gap: Left) -> str:
    say(f"{gap.verdict.severity.value}  {gap.verdict.say} ({gap.verdict.id})", err=True)
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
    by_key = {}
    for entry in given:
        key, sign, words = entry.partition("=")
        if not sign or not words.strip():
            raise Refusal(f"{option}: write it as {key}=WORDS.", USAGE)
        by_key[key.strip()] = words.strip()
    return by_key


def _know(given: Iterable[str], known: Iterable[str], option: str) -> None:
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise Refusal(f"{option}: nothing is left open by the code {', '.join(unknown)}.", USAGE)


def _written(meeting: Meeting, expected: Iterable[Expected]) -> dict[str, Answer]:
    """Return by role what the ledger of invitations says already."""
    said = {line.id: line.invitation.answer for line in meeting.attendance.register}
    return {role.key: said[role.attendee_id] for role in expected if role.known and role.attendee_id in said}


def _answers(
    given: dict[str, str], roles: Sequence[Expected], written: Mapping[str, Answer]
) -> dict[str, tuple[Answer, str]]:
    """Return what is said of the roles; to say again what an attempt before has noted says nothing new.

    Raises:
        Refusal: no such role is expected, no such answer is known, or something else is written.
    """
    _know(given, (*(one.key for one in roles), *written), "--invited")
    answers = {}
    for key, words in given.items():
        answer, _, why = words.partition(":")
        words_known = [one.value for one in Answer if one is not Answer.UNKNOWN]
        if answer.strip() not in words_known:
            raise Refusal(f"--invited {key}: say one of {', '.join(words_known)}.", USAGE)
        if key not in written:
            answers[key] = (Answer(answer.strip()), why.strip())
        elif written[key] != answer.strip():
            why_not = f"it is written already: {written[key].value}. The register of the meeting corrects it."
            raise Refusal(f"--invited {key}: {why_not}", USAGE)
    return answers
