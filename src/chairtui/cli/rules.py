"""The rules: all of them, one of them, and a council's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from chairtui.cli.exits import NOT_TAKEN, OK, USAGE, Refusal
from chairtui.cli.options import as_json
from chairtui.cli.output import columns, say, say_json

if TYPE_CHECKING:
    from chairtui.standards.judge import ProfileJudge
    from chairtui.standards.profile import Profile


@click.command()
@click.argument("words", nargs=-1, metavar="[CODE | check FILE]")
@click.option(
    "--profile", metavar="NAME", help="The rules of another profile, such as working-together-2018+london."
)
@click.option("--authority", metavar="NAME", default="", help="The rules of a local authority.")
@as_json
def rules(words: tuple[str, ...], profile: str | None, authority: str, as_json: bool) -> int:
    """List the rules in force; explain one by its code; or check a council's own profile.

    “rules check FILE” names every fault with its line and points at the character that is wrong; exit 3.
    """
    if words[:1] == ("check",):
        if len(words) != 2:
            raise Refusal("Give the file: chairtui rules check FILE", USAGE)
        return _check(Path(words[1]), as_json)
    if len(words) > 1:
        raise Refusal("Give one code, or check and a file.", USAGE)
    judge = _judge(profile)
    if words:
        return _explain(judge, words[0], authority, as_json)
    return _list(judge, authority, as_json)


def _judge(profile: str | None) -> ProfileJudge:
    from chairtui import wiring

    judge = wiring.judge()
    return judge.what_if(profile) if profile else judge


def _profile(judge: ProfileJudge, authority: str) -> Profile:
    from chairtui.core.meeting import Meeting

    return judge.profile(Meeting(authority=authority))


def _list(judge: ProfileJudge, authority: str, as_json: bool) -> int:
    profile = _profile(judge, authority)
    standing = [rule for rule in profile.rules if not rule.off]
    if as_json:
        say_json({"profile": profile.full_name, "rules": standing})
        return OK
    say(f"{profile.title} ({profile.full_name})\n")
    rows = [(rule.id, rule.severity.value, ", ".join(rule.gates), rule.title) for rule in standing]
    say(columns([("CODE", "SEVERITY", "GATES", "RULE"), *rows]))
    return OK


def _explain(judge: ProfileJudge, code: str, authority: str, as_json: bool) -> int:
    from chairtui.core.meeting import Meeting
    from chairtui.standards.rules_page import rule_card

    rule = judge.explain(code, Meeting(authority=authority))
    if rule is None:
        raise Refusal(f"There is no rule “{code}”. “chairtui rules” lists those there are.", USAGE)
    if as_json:
        say_json(rule)
    else:
        say(rule_card(rule))
    return OK


def _check(file: Path, as_json: bool) -> int:
    from chairtui.standards.reading import check_file

    faults = check_file(file)
    if as_json:
        say_json({"sound": not faults, "faults": faults})
    else:
        say("\n".join(map(str, faults)) if faults else f"{file}: the profile can be used.")
    return NOT_TAKEN if faults else OK
