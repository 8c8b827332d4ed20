"""The rules: all of them, one of them, and a council's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from chairtui.cli.exits import OK, USAGE, Refusal
from chairtui.cli.options import as_json
from chairtui.cli.output import columns, say, say_json

if TYPE_CHECKING:
    from chairtui.standards.judge import ProfileJudge
    from chairtui.standards.profile import Profile

OWN = {"check": "FILE", "install": "FILE", "installed": "", "show": "NAME", "remove": "NAME"}
"""What can be done with a council's own profile, and what has to be named for it."""


@click.command()
@click.argument(
    "words",
    nargs=-1,
    metavar="[CODE | check FILE | install FILE | installed | show NAME | remove NAME]",
)
@click.option(
    "--profile", metavar="NAME", help="The rules of another profile, such as working-together-2018+london."
)
@click.option("--authority", metavar="NAME", default="", help="The rules of a local authority.")
@as_json
def rules(words: tuple[str, ...], profile: str | None, authority: str, as_json: bool) -> int:
    """List the rules in force; explain one by its code; or check, install, show and remove a council's own.

    “rules check FILE” names every fault with its line and points at the character that is wrong; exit 3.

    “rules install FILE” checks a profile and copies it into the folder of the council's own, which “rules
    installed” names with what is in it; the one it replaces is kept. “rules show NAME” prints a profile,
    “rules remove NAME” takes one of your own out and keeps it.
    """
    first, rest = (words[0], words[1:]) if words else ("", ())
    if first in OWN:
        from chairtui.cli.own_rules import carry_out

        if len(rest) != (1 if OWN[first] else 0):
            raise Refusal(f"It is: chairtui rules {first} {OWN[first]}".rstrip(), USAGE)
        return carry_out(first, *rest, as_json=as_json)
    if rest:
        raise Refusal(f"Give one code, or one of {', '.join(OWN)}.", USAGE)
    judge = _judge(profile)
    if words:
        return _explain(judge, first, authority, as_json)
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
