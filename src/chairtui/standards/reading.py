"""Reads profiles and checks them; a fault names file, rule, field and line, and points at the character."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from chairtui.core.vocabulary import Circumstance
from chairtui.standards.expressions import BadExpression, Language
from chairtui.standards.facts import FACTS, MEETING, SCOPES
from chairtui.standards.rule import EXPECTED_BY, Mark, ProfileFile, Role, Rule, kind_of

SHIPPED = Path(__file__).with_name("profiles")

_INDEXED = re.compile(r"\$\.(\w+)\[(\d+)\](?:\.(\w+)(?:\[(\d+)\])?)?")
_NAMED = re.compile(r"\{([^}]*)\}")
_NAME_OF_PROFILE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""A plus sign and a space stand between names where a meeting stores them."""

_CIRCUMSTANCE = re.compile(r"""["']([^"']*)["']\s+in\s+circumstances\b""")
_CODE = re.compile(r"W(-[A-Z0-9]+)+")


class Fault(Struct, frozen=True, kw_only=True):
    """One thing that is wrong in a profile."""

    file: str
    words: str
    rule: str = ""
    field: str = ""
    line: int = 1

    def __str__(self) -> str:
        """Return the fault as a sentence that begins with its place."""
        where = [f"{self.file}, line {self.line}", f"rule {self.rule}" if self.rule else "", self.field]
        return f"{', '.join(filter(None, where))}: {self.words}"


class FaultyProfile(Exception):
    """A profile is wrong; the text names every place and what was expected."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)


def read_profiles(extra: Iterable[Path] = ()) -> tuple[ProfileFile, ...]:
    """Return the shipped profiles and a council's own, which are checked first.

    Raises:
        FaultyProfile: a file of the council's is wrong.
    """
    files = {one.name: one for one in _shipped()}
    for path in extra:
        faults = check_file(path, tuple(files.values()))
        if faults:
            raise FaultyProfile(faults)
        own = _read(path)
        files[own.name] = own
    return tuple(files.values())


def read_file(path: Path) -> ProfileFile:
    """Return one profile, as far as its shape holds.

    Raises:
        FaultyProfile: it is none.
    """
    return _read(path)


def check_file(path: Path, others: Sequence[ProfileFile] | None = None) -> list[Fault]:
    """Return everything that is wrong with a profile; nothing when it can be used.

    Each expression is worked out once; `others` are what it can build on, without it the shipped ones.
    """
    others = _shipped() if others is None else others
    try:
        profile = _read(path)
    except FaultyProfile as found:
        return list(found.faults)
    known = {one.name: one for one in others} | {profile.name: profile}
    place = _Places(path)
    return [*_faults_of_file(profile, known, place), *_faults_of_rules(profile, known, place)]


@cache
def _shipped() -> tuple[ProfileFile, ...]:
    return tuple(_read(path) for path in sorted(SHIPPED.glob("*.toml")))


def _read(path: Path) -> ProfileFile:
    try:
        content = tomllib.loads(path.read_bytes().decode("utf-8"))
    except OSError as fault:
        raise FaultyProfile([Fault(file=path.name, words=f"it cannot be read ({fault.strerror}).")]) from None
    except UnicodeDecodeError:
        raise FaultyProfile([Fault(file=path.name, words="it is not a text file in UTF-8.")]) from None
    except (tomllib.TOMLDecodeError, RecursionError) as fault:
        found = re.search(r"line (\d+)", str(fault))
        line = int(found[1]) if found else 1
        raise FaultyProfile([Fault(file=path.name, line=line, words=f"it is not TOML: {fault}.")]) from None
    try:
        return msgspec.convert(content, ProfileFile)
    except msgspec.ValidationError as fault:
        raise FaultyProfile([_misfit(path, content, str(fault))]) from None


def _misfit(path: Path, content: dict[str, Any], message: str) -> Fault:
    words, _, where = message.partition(" - at ")
    found = _INDEXED.match(where.strip("`"))
    quoted = re.search(r"`([^`]+)`", words)
    place = _Places(path)
    if found is None:
        name = where.strip("`").removeprefix("$").lstrip(".").partition("[")[0] or (
            quoted[1] if quoted else ""
        )
        return Fault(file=path.name, field=name, line=place.of_field(name), words=f"{words}.")
    table, number = found[1], int(found[2])
    field = found[3] or (quoted[1] if quoted and "field" in words else "")
    entry = content[table][number]
    names = (entry.get(key) for key in ("id", "name", "key", "title", "agency"))
    rule = str(next(filter(None, names), number + 1))
    rule = rule if table in ("rule", "tune") else f"{table} {rule}"
    line = place.of_entry(table, number, field)
    return Fault(file=path.name, rule=rule, field=field, line=line, words=f"{words}.")


class _Places:
    """Finds on which line of a TOML file something stands."""

    def __init__(self, path: Path) -> None:
        self.name, self.folder = path.name, path.parent
        self._lines = path.read_text("utf-8").splitlines()

    def of_field(self, field: str) -> int:
        """Return the line of a field at the top of the file, or 1."""
        return next((n for n, line in enumerate(self._lines, 1) if _begins(line, field)), 1)

    def of_entry(self, table: str, number: int, field: str = "") -> int:
        """Return the line of a field in a kind's numbered table, or the line on which that begins."""
        heads = [n for n, line in enumerate(self._lines) if line.replace(" ", "") == f"[[{table}]]"]
        if number >= len(heads):
            return 1
        for line in range(heads[number] + 1, len(self._lines)):
            words = self._lines[line].replace(" ", "")
            if words.startswith("[[") and not words.startswith(f"[[{table}."):
                break
            if field and _begins(self._lines[line], field):
                return line + 1
        return heads[number] + 1


def _begins(line: str, field: str) -> bool:
    return bool(field) and re.match(rf'\s*"?{re.escape(field)}"?\s*=', line) is not None


def _faults_of_file(profile: ProfileFile, known: dict[str, ProfileFile], place: _Places) -> Iterator[Fault]:
    def fault(table: str, number: int, field: str, name: str, words: str) -> Fault:
        line = place.of_entry(table, number, field)
        return Fault(file=place.name, rule=name, field=field, line=line, words=words)

    def head(field: str, words: str) -> Fault:
        return Fault(file=place.name, field=field, line=place.of_field(field), words=words)

    if not _NAME_OF_PROFILE.fullmatch(profile.name):
        yield head("name", "a name is small letters, digits and hyphens, as in working-together-2023.")
    if profile.name in {one.name for one in _shipped()} and place.folder != SHIPPED:
        yield head("name", f"“{profile.name}” is a profile that comes with the program; give yours another.")
    for name in profile.extends:
        if name not in known:
            yield head("extends", f"there is no profile “{name}”.")
    if circle := _circle(profile.name, known):
        yield head("extends", f"it builds on itself: {' builds on '.join(f'“{one}”' for one in circle)}.")
        return
    layered = profile.kind == "layer"
    below = {one for file in known.values() for one in _own_rules(file)} if layered else set()
    below |= _rules_below(profile, known)
    for number, tune in enumerate(profile.tune):
        if tune.id not in below:
            where = "" if layered else " below this profile"
            yield fault("tune", number, "id", tune.id, f"there is no such rule{where}.")
    for table in ("figure", "rule", "expected", "question", "grade"):
        for number, entry in enumerate(getattr(profile, table)):
            name = (
                getattr(entry, "id", "")
                or getattr(entry, "name", "")
                or getattr(entry, "key", "")
                or getattr(entry, "title", "")
                or entry.agency
            )
            if entry.mark is Mark.UNCONFIRMED and not entry.off:
                yield fault(table, number, "mark", name, "what is not confirmed (M) must be off = true.")
            if not entry.source.strip():
                yield fault(table, number, "source", name, "it needs a source.")


def _circle(name: str, known: dict[str, ProfileFile], path: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the names on the way from a profile back to one of them; empty where there is no such way."""
    if name in path:
        return (*path[path.index(name) :], name)
    below = known[name].extends if name in known else ()
    return next(filter(None, (_circle(one, known, (*path, name)) for one in below)), ())


def _own_rules(profile: ProfileFile) -> set[str]:
    return {rule.id for rule in profile.rule}


def _rules_below(profile: ProfileFile, known: dict[str, ProfileFile]) -> set[str]:
    rules = _own_rules(profile)
    for name in profile.extends:
        if name in known and name != profile.name:
            rules |= _rules_below(known[name], known)
    return rules


def _faults_of_rules(profile: ProfileFile, known: dict[str, ProfileFile], place: _Places) -> Iterator[Fault]:
    figures = {f"figure.{one.name}": kind_of(one.value) for file in known.values() for one in file.figure}
    language = Language(figures | {f"figure.{one.name}": kind_of(one.value) for one in profile.figure})
    for number, rule in enumerate(profile.rule):
        for field, words in _faults_of_rule(rule, language):
            line = place.of_entry("rule", number, field)
            yield Fault(file=place.name, rule=rule.id, field=field, line=line, words=words)
    for number, role in enumerate(profile.expected):
        for field, words in _faults_of_role(role, language):
            line = place.of_entry("expected", number, field)
            yield Fault(file=place.name, rule=f"expected {role.agency}", field=field, line=line, words=words)


def _faults_of_rule(rule: Rule, language: Language) -> Iterator[tuple[str, str]]:
    if not _CODE.fullmatch(rule.id):
        yield "id", "a code is W- and words in capitals, as in W-MIN-HEALTH."
    if rule.scope != MEETING and rule.scope not in SCOPES:
        yield "scope", f"there is no scope “{rule.scope}”. There are: meeting, {', '.join(sorted(SCOPES))}."
        return
    for field in ("when", "must", "eased_when"):
        source = getattr(rule, field)
        if source:
            yield from _faults_of_expression(field, source, rule.scope, language)
    for field in ("say", "say_unknown", "ask"):
        for name in _NAMED.findall(getattr(rule, field)):
            if name not in language.kinds or not _in_scope(name, rule.scope):
                yield field, f"there is no fact “{name}” for the scope {rule.scope}."
            elif language.kinds[name] == "truth":
                yield field, f"“{name}” is true or false and cannot stand in a sentence."
    if rule.subject and not (rule.subject in FACTS and _in_scope(rule.subject, rule.scope)):
        yield "subject", f"there is no fact “{rule.subject}” for the scope {rule.scope}."
    if not rule.gates:
        yield "gates", "it needs at least one of open, decision, close."
    for example in rule.example:
        for name, value in example.facts.items():
            if name not in language.kinds:
                yield "example", f"there is no fact “{name}”."
            elif language.kinds[name] != ("truth" if isinstance(value, bool) else kind_of(value)):
                yield "example", f"“{name}” is a {language.kinds[name]}, not {value!r}."


def _faults_of_role(role: Role, language: Language) -> Iterator[tuple[str, str]]:
    yield from _faults_of_expression("when", role.when, MEETING, language)
    for name in language.names_in(role.when):
        if name not in EXPECTED_BY and not name.startswith("figure."):
            known = f"{', '.join(EXPECTED_BY)} and figures"
            yield "when", f"a role is expected by {known}, not by “{name}”."


def _faults_of_expression(
    field: str, source: str, scope: str, language: Language
) -> Iterator[tuple[str, str]]:
    try:
        language.check(source)
    except BadExpression as fault:
        yield field, str(fault)
        return
    for found in _CIRCUMSTANCE.finditer(source):
        if found[1] not in tuple(Circumstance):
            pointed = f"\n    {source}\n    {' ' * found.start()}^"
            yield field, f"there is no circumstance “{found[1]}”.{pointed}"
    for name in language.names_in(source):
        if not _in_scope(name, scope):
            column = source.find(name)
            pointed = f"\n    {source}\n    {' ' * column}^"
            yield field, f"“{name}” is a fact about each {FACTS[name].scope}, not about {scope}.{pointed}"


def _in_scope(name: str, scope: str) -> bool:
    return name not in FACTS or FACTS[name].scope in (MEETING, scope)
