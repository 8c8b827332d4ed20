"""Profiles: dated files of rules, layered on each other, chosen by a meeting's date and place."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property

import msgspec
from msgspec.structs import asdict, replace

from chairtui.core.calendar.when import say_when
from chairtui.directory.areas import authority_named
from chairtui.standards.facts.fact import Value
from chairtui.standards.grades import plain
from chairtui.standards.rule import Card, Figure, ProfileFile, Role, Rule
from chairtui.standards.verdict import Group


class Profile:
    """The rules that judge a meeting: a national base with the layers of its place."""

    def __init__(self, files: tuple[ProfileFile, ...]) -> None:
        self.files = files
        """What it is made of, the lowest first."""

    @cached_property
    def name(self) -> str:
        """The names of the base and its layers: working-together-2023+london+bromley."""
        return "+".join(one.name for one in self.files if one.kind != "part" and one.name not in self._below)

    @cached_property
    def _below(self) -> frozenset[str]:
        return frozenset(name for one in self.files for name in one.extends)

    @cached_property
    def title(self) -> str:
        """The same in words."""
        return " with ".join(
            one.title for one in self.files if one.kind != "part" and one.name not in self._below
        )

    @cached_property
    def version(self) -> str:
        """Eight letters that change whenever a rule does."""
        content = msgspec.json.encode(self.files, order="deterministic")
        return hashlib.sha256(content).hexdigest()[:8]

    @cached_property
    def full_name(self) -> str:
        """Name and version, as the meeting stores them."""
        return f"{self.name} {self.version}"

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule as the layers leave it, those that are off too."""
        rules: dict[str, Rule] = {}
        for file in self.files:
            rules |= {rule.id: rule for rule in file.rule}
            for tune in file.tune:
                given = {name: value for name, value in asdict(tune).items() if value is not None}
                if tune.id in rules:
                    rules[tune.id] = replace(rules[tune.id], **given)
        return tuple(rules.values())

    @cached_property
    def rules_in_order(self) -> tuple[Rule, ...]:
        """The same as a chair reads them: the guidance's own, what it builds on, and the layers'."""
        files = sorted(self.files, key=lambda one: ("base", "part", "layer").index(one.kind))
        first = [rule.id for file in files for rule in file.rule]
        return tuple(sorted(self.rules, key=lambda rule: first.index(rule.id)))

    def rules_on(self, day: date) -> tuple[Rule, ...]:
        """Return the rules that hold on a day."""
        return tuple(
            rule
            for rule in self.rules
            if not rule.off and (not rule.since or rule.since <= day) and (not rule.until or day < rule.until)
        )

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """Every figure by name, the topmost of each, those that are off too."""
        return {one.name: one for file in self.files for one in file.figure}

    @cached_property
    def groups(self) -> dict[str, Group]:
        """Every group by name, the topmost of each."""
        return {one.name: one for file in self.files for one in file.group}

    @cached_property
    def values(self) -> dict[str, Value]:
        """The figures that are on, as facts."""
        return {f"figure.{one.name}": one.value for one in self.figures.values() if not one.off}

    @cached_property
    def roles(self) -> tuple[Role, ...]:
        """The agencies that circumstances make expected."""
        return tuple(one for file in self.files for one in file.expected if not one.off)

    @cached_property
    def cards(self) -> tuple[Card, ...]:
        """The questions of the deck."""
        cards = {one.key: one for file in self.files for one in file.question}
        return tuple(one for one in cards.values() if not one.off)

    @cached_property
    def grades(self) -> dict[str, str]:
        """By each other name of a grade that some file gives: the grade, both as they are compared."""
        grades = (one for file in self.files for one in file.grade if not one.off)
        return {plain(name): plain(one.title) for one in grades for name in one.names}

    @cached_property
    def guidance(self) -> str:
        """The guidance that it stands for, with its issue and what was not read of it; empty for none."""
        documents = [one.document for one in self.files if one.kind == "base" and one.document]
        return documents[-1].in_words if documents else ""

    @cached_property
    def not_known(self) -> tuple[str, ...]:
        """What was not checked."""
        return tuple(dict.fromkeys(words for file in self.files for words in file.not_known))


class Profiles:
    """All profiles there are: the shipped ones and a council's own."""

    def __init__(self, files: Iterable[ProfileFile]) -> None:
        self._files: Mapping[str, ProfileFile] = {one.name: one for one in files}
        self._made: dict[tuple[str, ...], Profile] = {}

    def all(self) -> tuple[ProfileFile, ...]:
        """Return every file, in the order they were given."""
        return tuple(self._files.values())

    def chosen(self, day: date | None, authority: str) -> Profile:
        """Return the profile in force on a day (or now, without one) in an authority."""
        return self._profile(tuple(one.name for one in self._tops(day, authority)))

    def _tops(self, day: date | None, authority: str) -> list[ProfileFile]:
        """Return the base in force and the layers over it, the widest first."""
        bases = sorted((one for one in self._files.values() if one.kind == "base"), key=_from)
        reached = [one for one in bases if day is None or _from(one) <= day] or bases[:1]
        layers = [one for one in self._files.values() if one.kind == "layer" and _covers(one, authority, day)]
        layers.sort(key=lambda one: (-len(one.authorities), one.name))
        return [reached[-1], *layers]

    def why(self, day: date, authority: str) -> tuple[str, ...]:
        """Return, as sentences, why the profile chosen on a day in an authority is the one it is."""
        sentences = []
        for file in self._tops(day, authority):
            if file.kind == "base":
                begins = f" from {say_when(file.applies_from)}" if file.applies_from else ""
                sentences.append(
                    f"{file.title}: the newest national guidance in force on {say_when(day)}{begins}."
                )
            else:
                sentences.append(f"{file.title}: it covers {authority_named(authority)}.")
            sentences += [
                f"{one.title}: {file.title} puts it under itself." for one in self._switched_on(file)
            ]
        if not authority.strip():
            sentences.append("No authority is set, so no local layer is laid over it.")
        elif len(sentences) == 1:
            sentences.append(f"No local layer covers {authority_named(authority)}.")
        return tuple(sentences)

    def _switched_on(self, file: ProfileFile) -> list[ProfileFile]:
        below = (self._files[name] for name in file.extends)
        return [one for one in below if one.kind == "layer"]

    def named(self, name: str) -> Profile | None:
        """Return a profile by the name that a meeting stores, or nothing if a part of it is not here."""
        names = tuple(part for part in name.split(" ")[0].split("+") if part)
        return self._profile(names) if names and all(one in self._files for one in names) else None

    def _profile(self, names: tuple[str, ...]) -> Profile:
        if names not in self._made:
            files: dict[str, ProfileFile] = {}
            for name in names:
                self._gather(name, files)
            self._made[names] = Profile(tuple(files.values()))
        return self._made[names]

    def _gather(self, name: str, files: dict[str, ProfileFile]) -> None:
        if name in files:
            return
        for below in self._files[name].extends:
            self._gather(below, files)
        files[name] = self._files[name]


def _from(file: ProfileFile) -> date:
    return file.applies_from or date.min


def _covers(file: ProfileFile, authority: str, day: date | None) -> bool:
    in_force = day is None or _from(file) <= day
    return in_force and authority_named(authority) in map(authority_named, file.authorities)
