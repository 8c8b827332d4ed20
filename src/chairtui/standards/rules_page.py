"""Writes the page of all rules from the rules themselves: docs/rules.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from chairtui.standards.facts import FACTS, MEETING, SCOPES, in_words
from chairtui.standards.rule import Basis, Example, Figure, Mark, ProfileFile, Role, Rule
from chairtui.standards.verdict import MIDDLE

RESTS_ON = {
    Basis.STATUTE: "statute",
    Basis.GUIDANCE: "statutory guidance",
    Basis.LOCAL: "a local procedure or standard",
    Basis.AUDIT: "what an audit found",
    Basis.OWN: "the program's own suggestion",
}
READ_AS = {
    Mark.READ: "read in the source",
    Mark.COPY: "read in a copy of the source",
    Mark.UNCONFIRMED: "not confirmed, so it is off",
}

_INTRODUCTION = """\
# Rules

This page is written by the program from its rules. What a rule asks is about the record, never
about the child, and no rule ever blocks a protective action: a stop asks for a fact or a reason,
and an urgent meeting turns every stop into a logged warning.

- **Stop**: before the decision or the signature it asks who was called and what they said, or why
  not.
- **Warning**: it can be left open with a reason, which the record shows.
- **Prompt**: a reminder; nothing waits for it.

A rule matters from the first of its gates on: *open* while the meeting is prepared and held,
*decision* while it is held, *close* once a decision is recorded. What was not answered at its own
moment is a gap at closing, except where the rule says why not. What a rule cannot know it calls
unknown; unknown is never a pass.

Three things are apart. *Severity* is what a gate asks. *Announced* is how loud a new warning comes: as
a stop, a warning or a prompt, or in silence. *Place* is where it stands: before its moment has come it
is work of its step, counted there; then it stands in a row of the panel, or beneath the row of what it
only follows from. Once the record is signed it is follow-up, or a gap with its reason.

Rules that one act ends are a *group*; each group has its row, and there are never more than seven.
Warnings stand in the order of their severity, then of their group and of their *rank* in it (1 to 99,
50 where none is given), then of their profile. Signing takes one reason for a group, except where a
rule wants its own; what was said before the decision is not asked again.

A meeting is judged by the national profile in force on its day, with the layers of its authority
over it. Once it has begun, the record names the profile and its version. A council can lay
[a profile of its own](council-profile.md) over them.
"""


def rules_page(files: Iterable[ProfileFile]) -> str:
    """Return the whole page for profiles, in Markdown."""
    ordered = sorted(files, key=lambda one: (("base", "layer", "part").index(one.kind), one.name))
    parts = [_INTRODUCTION, _contents(ordered), *map(_profile, ordered), _facts()]
    return "\n".join(parts)


def rule_card(rule: Rule) -> str:
    """Return one rule as text: what it asks, when, why, and what to do."""
    lines = [
        f"{rule.id} · {rule.title}",
        "",
        f"  {rule.severity} · {' · '.join(rule.gates)}{' · off' if rule.off else ''}",
        f"  Says     {rule.say}",
        *([f"  Unknown  {rule.say_unknown}"] if rule.say_unknown else []),
        f"  Ask      {rule.ask}",
        f"  Source   {rule.source}",
        f"           It rests on {RESTS_ON[rule.basis]}; {READ_AS[rule.mark]}.",
        *([f"  When     {rule.when}"] if rule.when != "true" else []),
        f"  Must     {rule.must}",
        *([f"  Eased    A warning only, when: {rule.eased_when}"] if rule.eased_when else []),
        *([f"  Ends     Signing does not ask about it. {rule.ends_because}"] if rule.ends_because else []),
        *(["  Is asked before the decision, whatever was done about it earlier."] if rule.returns else []),
        f"  Place    {_place(rule)}",
        *map(_example, rule.example),
    ]
    return "\n".join(lines)


def _place(rule: Rule) -> str:
    """Say where a rule is mended, from when, beneath what, and how signing asks about it."""
    parts = [
        f"Mended at step {rule.step}." if rule.step else "Signing asks a reason for it.",
        *([f"Its moment: {' or '.join(rule.from_step)}."] if rule.from_step else []),
        *([f"Afterwards it is work of its step: {rule.until_step}."] if rule.until_step else []),
        f"Group: {rule.group_name}.",
        f"Announced as: {rule.loud}.",
        *([f"Hangs beneath {in_words(rule.consequence_of)}{_beneath(rule)}."] if rule.consequence_of else []),
        *(["Its reason is given for it alone."] if rule.stands_alone else []),
        *(["Asked after signing."] if rule.after_signing else []),
        *([f"Rank {rule.rank}."] if rule.rank != MIDDLE else []),
    ]
    return " ".join(parts)


def _beneath(rule: Rule) -> str:
    if rule.same_part:
        return ", for its own part of them"
    return ", for the same subject" if rule.same_subject else ""


def _example(one: Example) -> str:
    facts = ", ".join(f"{name} = {value}" for name, value in one.facts.items())
    return f"  Example  {facts} → {one.verdict.value}"


def _contents(files: Iterable[ProfileFile]) -> str:
    rows = ["## Profiles", "", "| Profile | What it is | From | Rules |", "|---|---|---|---|"]
    for profile in files:
        begins = profile.applies_from.isoformat() if profile.applies_from else ""
        kind = {"base": "national", "layer": "laid over it", "part": "part of the national ones"}[
            profile.kind
        ]
        rows.append(f"| [{profile.title}](#{profile.name}) | {kind} | {begins} | {len(profile.rule)} |")
    return "\n".join([*rows, ""])


def _profile(file: ProfileFile) -> str:
    parts = [f'<a id="{file.name}"></a>', "", f"## {file.title}", "", f"`{file.name}`. {file.words}", ""]
    if file.extends:
        parts += [f"Builds on: {in_words(tuple(f'`{one}`' for one in file.extends))}.", ""]
    if file.document:
        parts += [f"The guidance: {file.document.in_words}", ""]
    if file.not_known:
        parts += ["**What is not known**", "", *(f"- {words}" for words in file.not_known), ""]
    groups = ((f"`{one.name}`", one.row, one.words, one.act) for one in file.group)
    parts += _table("Groups of warnings", ("Group", "Row", "Words", "What to do"), groups)
    parts += _table("Figures", ("Figure", "Value", "What it is", "Source"), map(_figure, file.figure))
    grades = ((one.title, ", ".join(one.names), one.source) for one in file.grade)
    parts += _table("Names of grades", ("Grade", "Also called", "Source"), grades)
    parts += _table("Who is expected", ("Agency", "When", "Why", "Source"), map(_role, file.expected))
    cards = ((f"`{one.key}`", one.words, one.source) for one in file.question)
    parts += _table("Questions for the room", ("Key", "Question", "Source"), cards)
    tunes = ((f"`{one.id}`", one.source or "", "off" if one.off else "") for one in file.tune)
    parts += _table("Changed here", ("Rule", "Source", ""), tunes)
    return "\n".join([*parts, *map(_rule, file.rule)])


def _table(title: str, heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    lines = [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows]
    if not lines:
        return []
    return [f"**{title}**", "", f"| {' | '.join(heads)} |", "|" + "---|" * len(heads), *lines, ""]


def _figure(figure: Figure) -> tuple[str, ...]:
    value = in_words(figure.value)
    state = " (off)" if figure.off else ""
    return (
        f"`figure.{figure.name}`{state}",
        value,
        figure.words,
        f"{figure.source} *{READ_AS[figure.mark].capitalize()}.*",
    )


def _role(one: Role) -> tuple[str, ...]:
    return f"`{one.agency}`", f"`{one.when}`", one.why, f"{one.source} *{READ_AS[one.mark].capitalize()}.*"


def _rule(rule: Rule) -> str:
    each = f", for each {rule.scope}" if rule.scope != MEETING else ""
    off = "; off" if rule.off else ""
    lines = [
        f"### {rule.id}",
        "",
        f"**{rule.title}.** {rule.severity.capitalize()} at {in_words(tuple(rule.gates))}{each}{off}.",
        "",
        f"- Says: {rule.say}",
        *([f"- When it is not known: {rule.say_unknown}"] if rule.say_unknown else []),
        f"- Ask: {rule.ask}",
        f"- Source: {rule.source} It rests on {RESTS_ON[rule.basis]}; {READ_AS[rule.mark]}.",
        *([f"- When: `{rule.when}`"] if rule.when != "true" else []),
        f"- Must: `{rule.must}`",
        *([f"- A warning only, when: `{rule.eased_when}`"] if rule.eased_when else []),
        *([f"- Signing does not ask about it: {rule.ends_because}"] if rule.ends_because else []),
        *(["- Is asked before the decision, whatever was done about it earlier."] if rule.returns else []),
        f"- Place: {_place(rule)}",
        "",
    ]
    return "\n".join(lines)


def _facts() -> str:
    lines = [
        "## Facts",
        "",
        "What a condition can ask, for councils that write rules of their own. Conditions are written in",
        "the [Common Expression Language](https://cel.dev). A fact that may be unknown has a question mark.",
        "",
    ]
    for scope in (MEETING, *sorted(SCOPES)):
        words = SCOPES[scope].words if scope in SCOPES else "The whole meeting."
        lines += [f"### {scope}", "", words, "", *_facts_of(scope), ""]
    return "\n".join(lines)


def _facts_of(scope: str) -> Iterator[str]:
    yield "| Fact | Kind | What it asks |"
    yield "|---|---|---|"
    for fact in sorted(FACTS.values(), key=lambda one: one.name):
        if fact.scope == scope:
            yield f"| `{fact.name}`{'' if fact.total else ' ?'} | {fact.kind} | {fact.words} |"


if __name__ == "__main__":
    import sys

    from chairtui.standards.reading import read_profiles

    sys.stdout.write(rules_page(read_profiles()))
