"""What does not hold in a profile whose shape is right: what would break the judge, or be no rule."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial

from msgspec import Struct

from chairtui.core.vocabulary import Circumstance
from chairtui.standards.attention import cards_of, groups_of, misgrouped, misplaced
from chairtui.standards.expressions import BadExpression, Language, question
from chairtui.standards.facts import FACTS, MEETING, SCOPES
from chairtui.standards.rule import EXPECTED_BY, Example, Figure, Mark, ProfileFile, Role, Rule, Tune, kind_of

MOST = 10_000
"""The highest number of a figure: days and minutes that a calendar still has."""

_NAMED = re.compile(r"\{([^}]*)\}")
_NAME_OF_PROFILE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""A plus sign and a space stand between names where a meeting stores them."""
_NAME_OF_FIGURE = re.compile(r"[a-z][a-z0-9_]*")
_CIRCUMSTANCE = re.compile(r"""["']([^"']*)["']\s+in\s+circumstances\b""")
_CODE = re.compile(r"W(-[A-Z0-9]+)+")
_TABLES = ("figure", "rule", "expected", "question", "grade")
_KEYS = {"figure": "name", "rule": "id", "expected": "agency", "question": "key", "grade": "title"}
_ONCE = ("figure", "rule", "question")
"""Tables in which of two entries with one name only the last would count."""

Files = Mapping[str, ProfileFile]


class Unsound(Struct, frozen=True, kw_only=True):
    """One thing that does not hold, and where: a field of a numbered table, or at the top of the file."""

    words: str
    field: str = ""
    table: str = ""
    number: int = 0
    name: str = ""
    """What the entry is called: a rule by its code."""


def unsound(profile: ProfileFile, known: Files, *, taken: Collection[str]) -> Iterator[Unsound]:
    """Yield everything that does not hold in a profile; `known` are all profiles by name, with this one.

    Each expression is worked out once. `taken` are the names that it may not have.
    """
    yield from _head(profile, known, taken)
    if circle := _circle(profile.name, known):
        words = f"it builds on itself: {' builds on '.join(f'“{one}”' for one in circle)}."
        yield Unsound(field="extends", words=words)
        return
    yield from _entries(profile)
    language = Language({f"figure.{one.name}": kind_of(one.value) for one in _figures_on(profile, known)})
    yield from _figures(profile, known)
    yield from _groups(profile, known)
    cards, groups = cards_of(known.values(), profile), groups_of(known.values(), profile)
    for number, rule in enumerate(profile.rule):
        for field, words in (*_rule(rule, language), *misplaced(rule, cards, groups)):
            yield Unsound(table="rule", number=number, name=rule.id, field=field, words=words)
    for number, tune in enumerate(profile.tune):
        for field, words in (*_tune(tune, profile, known, language), *misplaced(tune, cards, groups)):
            yield Unsound(table="tune", number=number, name=tune.id, field=field, words=words)
    for number, role in enumerate(profile.expected):
        for field, words in _role(role, language):
            name = f"expected {role.agency}"
            yield Unsound(table="expected", number=number, name=name, field=field, words=words)


def _head(profile: ProfileFile, known: Files, taken: Collection[str]) -> Iterator[Unsound]:
    if not _NAME_OF_PROFILE.fullmatch(profile.name):
        words = "a name is small letters, digits and hyphens, as in working-together-2023."
        yield Unsound(field="name", words=words)
    if profile.name in taken:
        words = f"“{profile.name}” is a profile that comes with the program; give yours another."
        yield Unsound(field="name", words=words)
    for name in profile.extends:
        if name not in known:
            yield Unsound(field="extends", words=f"there is no profile “{name}”.")


def _circle(name: str, known: Files, path: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the names on the way from a profile back to one of them; empty where there is no such way."""
    if name in path:
        return (*path[path.index(name) :], name)
    below = known[name].extends if name in known else ()
    return next(filter(None, (_circle(one, known, (*path, name)) for one in below)), ())


def _entries(profile: ProfileFile) -> Iterator[Unsound]:
    for table in _TABLES:
        entries = getattr(profile, table)
        names = [getattr(entry, _KEYS[table]) for entry in entries]
        for number, (entry, name) in enumerate(zip(entries, names, strict=True)):
            fault = partial(Unsound, table=table, number=number, name=name)
            if not name.strip():
                yield fault(field=_KEYS[table], words="it is empty.")
            if table in _ONCE and Counter(names[: number + 1])[name] == 2:
                yield fault(field=_KEYS[table], words=f"“{name}” stands twice; only one can be meant.")
            if entry.mark is Mark.UNCONFIRMED and not entry.off:
                yield fault(field="mark", words="what is not confirmed (M) must be off = true.")
            if not entry.source.strip():
                yield fault(field="source", words="it needs a source.")


def _groups(profile: ProfileFile, known: Files) -> Iterator[Unsound]:
    """Blame a file for what its own groups say, and for the row that they make too many."""
    own = [group.name for group in profile.group]
    for name, field, words in misgrouped(groups_of(known.values(), profile)):
        if name in own:
            number = own.index(name)
            yield Unsound(table="group", number=number, name=f"group {name}", field=field, words=words)


# Figures ----------------------------------------------------------------------------------------------


def _figures_on(profile: ProfileFile, known: Files) -> tuple[Figure, ...]:
    """Return the figures that a profile's rules can count on: its own, those below, and those of every base.

    A layer lies over whichever base is in force, so that only what all of them have is there.
    """
    there = {} if profile.kind == "base" else figures_of_all(known, profile)
    return tuple(one for one in (there | _figures_below(profile, known)).values() if not one.off)


def figures_of_all(known: Files, besides: ProfileFile | None = None) -> dict[str, Figure]:
    """Return by name the figures that every base has, `besides` left out."""
    bases = [
        _figures_below(one, known) for one in known.values() if one.kind == "base" and one is not besides
    ]
    names = set.intersection(*map(set, bases)) if bases else set()
    return {name: bases[-1][name] for name in names}


def _figures_below(profile: ProfileFile, known: Files) -> dict[str, Figure]:
    below: dict[str, Figure] = {}
    for name in profile.extends:
        if name in known:
            below |= _figures_below(known[name], known)
    return below | {one.name: one for one in profile.figure}


def _figures(profile: ProfileFile, known: Files) -> Iterator[Unsound]:
    others = [file for file in known.values() if file is not profile]
    kinds = {one.name: kind_of(one.value) for file in others for one in file.figure}
    for number, figure in enumerate(profile.figure):
        fault = partial(Unsound, table="figure", number=number, name=figure.name)
        if not _NAME_OF_FIGURE.fullmatch(figure.name):
            words = "a name is small letters, digits and underscores, as in stale_days."
            yield fault(field="name", words=words)
        kind = kinds.get(figure.name, kind_of(figure.value))
        if kind_of(figure.value) != kind:
            words = f"“{figure.name}” is a {kind} in the rules that use it, not {figure.value!r}."
            yield fault(field="value", words=words)
        elif isinstance(figure.value, int) and not 0 <= figure.value <= MOST:
            yield fault(field="value", words=f"expected a number from 0 to {MOST:,}.")
        if figure.off and (rule := _that_uses(figure.name, others)):
            yield fault(field="off", words=f"rule {rule} needs it.")


def _that_uses(figure: str, files: list[ProfileFile]) -> str:
    name = re.compile(rf"\bfigure\.{re.escape(figure)}\b")
    rules = (rule for file in files for rule in file.rule if not rule.off)
    said = ((rule.id, (rule.when, rule.must, rule.eased_when)) for rule in rules)
    return next((code for code, words in said if any(map(name.search, words))), "")


# Rules ------------------------------------------------------------------------------------------------


def _rule(rule: Rule, language: Language) -> Iterator[tuple[str, str]]:
    if not _CODE.fullmatch(rule.id):
        yield "id", "a code is W- and words in capitals, as in W-OUR-MEETINGS."
    if rule.scope != MEETING and rule.scope not in SCOPES:
        yield "scope", f"there is no scope “{rule.scope}”. There are: meeting, {', '.join(sorted(SCOPES))}."
        return
    yield from _conditions(rule, language)
    for field in ("say", "say_unknown", "ask"):
        yield from _sentence(field, getattr(rule, field), rule.scope, language)
    if rule.subject and not (rule.subject in FACTS and in_scope(rule.subject, rule.scope)):
        yield "subject", f"there is no fact “{rule.subject}” for the scope {rule.scope}."
    yield from _contact(rule.contact, rule.scope)
    for name in rule.whom:
        if not (in_scope(name, rule.scope) and language.kinds.get(name) == "list"):
            yield "whom", f"“{name}” is no fact that lists somebody for the scope {rule.scope}."
    if not rule.gates:
        yield "gates", "it needs at least one of open, decision, close."
    if rule.since and rule.until and rule.until <= rule.since:
        yield "until", "it would hold on no day: expected a day after since."
    yield from misexemplified(rule.example, language)


def misexemplified(examples: Iterable[Example], language: Language) -> Iterator[tuple[str, str]]:
    """Yield which facts of examples are none, or of another kind."""
    for example in examples:
        for name, value in example.facts.items():
            if name not in language.kinds:
                yield "example", f"there is no fact “{name}”."
            elif language.kinds[name] != ("truth" if isinstance(value, bool) else kind_of(value)):
                yield "example", f"“{name}” is a {language.kinds[name]}, not {value!r}."


def _conditions(rule: Rule, language: Language) -> Iterator[tuple[str, str]]:
    wrong = False
    for field in ("when", "must", "eased_when"):
        for fault in misexpressed(field, getattr(rule, field), rule.scope, language):
            wrong = True
            yield fault
    if not wrong:  # what holds alone can still be too deep, or cut short, once it is put together
        for field, when, must in (("must", rule.when, rule.must), ("eased_when", "true", rule.eased_when)):
            yield from uncompiled(field, question(when, must or "true"), language)


def uncompiled(field: str, source: str, language: Language) -> Iterator[tuple[str, str]]:
    """Yield what does not hold in an expression that was put together: the field, and words."""
    try:
        language.compiled(source)
    except BadExpression as fault:
        yield field, str(fault)


def _sentence(field: str, words: str, scope: str, language: Language) -> Iterator[tuple[str, str]]:
    for name in _NAMED.findall(words):
        if name not in language.kinds or not in_scope(name, scope):
            yield field, f"there is no fact “{name}” for the scope {scope}."
        elif language.kinds[name] == "truth":
            yield field, f"“{name}” is true or false and cannot stand in a sentence."


def _contact(contact: str, scope: str) -> Iterator[tuple[str, str]]:
    """A contact is the key of an agency, or a fact that has one."""
    if contact in FACTS and not (in_scope(contact, scope) and FACTS[contact].kind == "words"):
        yield "contact", f"“{contact}” is no fact that names one agency for the scope {scope}."


def _tune(tune: Tune, profile: ProfileFile, known: Files, language: Language) -> Iterator[tuple[str, str]]:
    files = known.values() if profile.kind == "layer" else _files_below(profile, known)
    rules = [rule for file in files for rule in file.rule if rule.id == tune.id]
    if not rules:
        where = "" if profile.kind == "layer" else " below this profile"
        yield "id", f"there is no such rule{where}."
    for scope in dict.fromkeys(rule.scope for rule in rules):
        for field in ("say", "say_unknown", "ask"):
            yield from _sentence(field, getattr(tune, field) or "", scope, language)
        yield from _contact(tune.contact or "", scope)
    if tune.gates is not None and not tune.gates:
        yield "gates", "it needs at least one of open, decision, close."


def _files_below(profile: ProfileFile, known: Files) -> list[ProfileFile]:
    below = [known[name] for name in profile.extends if name in known]
    return [profile, *(one for file in below for one in _files_below(file, known))]


def _role(role: Role, language: Language) -> Iterator[tuple[str, str]]:
    wrong = list(misexpressed("when", role.when, MEETING, language))
    yield from wrong or uncompiled("when", question("true", role.when), language)
    for name in language.names_in(role.when):
        if name not in EXPECTED_BY and not name.startswith("figure."):
            known = f"{', '.join(EXPECTED_BY)} and figures"
            yield "when", f"a role is expected by {known}, not by “{name}”."


def misexpressed(field: str, source: str, scope: str, language: Language) -> Iterator[tuple[str, str]]:
    """Yield what does not hold in an expression about the subjects of a scope: the field, and words."""
    if not source:
        return
    try:
        language.check(source)
    except BadExpression as fault:
        yield field, str(fault)
        return
    for circumstance in _CIRCUMSTANCE.finditer(source):
        if circumstance[1] not in tuple(Circumstance):
            pointed = f"\n    {source}\n    {' ' * circumstance.start()}^"
            yield field, f"there is no circumstance “{circumstance[1]}”.{pointed}"
    for name in language.names_in(source):
        if not in_scope(name, scope):
            column = source.find(name)
            pointed = f"\n    {source}\n    {' ' * column}^"
            yield field, f"“{name}” is a fact about each {FACTS[name].scope}, not about {scope}.{pointed}"


def in_scope(name: str, scope: str) -> bool:
    """Say whether a fact can be asked about the subjects of a scope; whatever else has a name can."""
    return name not in FACTS or FACTS[name].scope in (MEETING, scope)
