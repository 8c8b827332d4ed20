"""Conditions in CEL over the facts, compiled when they are first needed.

A fact that is not known is left out of the evaluation, so that an answer which depends on it is unknown.
Source: Common Expression Language, https://cel.dev.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from chairtui.standards.facts.fact import FACTS, Value

NOT_ASKED, MET, UNMET, UNKNOWN = 2, 1, 0, -1
"""What a condition comes to."""

_KINDS = {"truth": "BOOL", "number": "INT", "words": "STRING"}
_QUOTED = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'""")
_NAME = re.compile(r"[a-z_]\w*(?:\.[a-z_]\w*)*")
_PLACE = re.compile(r"ERROR: <input>:(\d+):(\d+): (.*)")
_LIMIT = 2000
_MANY = 40
"""Entries of a list, when an expression is tried out: few meetings have as many agencies or actions."""


class BadExpression(Exception):
    """An expression does not hold together; the text shows it with the place."""


class Language:
    """What expressions can be written about: the facts, and the figures of a profile."""

    def __init__(self, figures: Mapping[str, str]) -> None:
        self.kinds: dict[str, str] = {name: one.kind for name, one in FACTS.items()} | dict(figures)
        self._figures = tuple(sorted(figures.items()))

    def names_in(self, source: str) -> tuple[str, ...]:
        """Return the facts that an expression asks for."""
        return _names_in(source, frozenset(self.kinds))

    def compiled(self, source: str) -> Any:
        """Return the expression, ready for evaluation.

        Raises:
            BadExpression: it does not hold together.
        """
        return _compile(source, self._figures)

    def check(self, source: str) -> None:
        """Make sure that an expression holds together and is true or false.

        Raises:
            BadExpression: it is not.
        """
        from cel_expr_python import cel

        if self.compiled(source).return_type() != cel.Type.BOOL:
            raise BadExpression(_pointed(source, 1, 1, "this is not true or false"))
        for truth in (True, False):
            self._try(source, truth)

    def _try(self, source: str, truth: bool) -> None:
        """Work an expression out once over facts as long as those of a full meeting.

        Raises:
            BadExpression: it does not come to an end in time.
        """
        samples = {
            "truth": truth,
            "number": int(truth),
            "words": "",
            "list": [str(one) for one in range(_MANY)],
        }
        facts = {name: samples[self.kinds[name]] for name in self.names_in(source)}
        try:
            self.compiled(source).eval(data=facts).value()
        except RuntimeError:
            words = "this takes too long to work out: “all”, “exists”, “map” or “filter” inside each other"
            raise BadExpression(_pointed(source, 1, 1, words)) from None


def question(when: str, must: str) -> str:
    """Return a rule's when and must as one expression; a comment at their end ends before the bracket."""
    return f"({when}\n) ? (({must}\n) ? 1 : 0) : 2"


class Condition:
    """A rule's when and must as one question, whose answers are remembered."""

    def __init__(self, when: str, must: str, language: Language) -> None:
        self.source = question(when, must)
        self.names = language.names_in(self.source)
        self._language = language
        self._compiled: Any = None
        self._known: dict[tuple[Value | None, ...], int] = {}

    def answer(self, facts: Mapping[str, Value]) -> int:
        """Return what it comes to: not asked, met, unmet or unknown."""
        key = tuple(map(facts.get, self.names))
        answer = self._known.get(key)
        if answer is None:
            if len(self._known) > _LIMIT:
                self._known.clear()
            answer = self._known[key] = self._work_out(key)
        return answer

    def _work_out(self, values: tuple[Value | None, ...]) -> int:
        if self._compiled is None:
            self._compiled = self._language.compiled(self.source)
        known = {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in zip(self.names, values, strict=True)
            if value is not None
        }
        try:
            answer = self._compiled.eval(data=known).value()
        except (
            RuntimeError
        ):  # it would take too long: reading a profile finds that, but not for every meeting
            return UNKNOWN
        return answer if type(answer) is int else UNKNOWN


@cache
def _names_in(source: str, known: frozenset[str]) -> tuple[str, ...]:
    names: dict[str, None] = {}
    for match in _NAME.finditer(_QUOTED.sub('""', source)):
        name = match[0]
        while name and name not in known:
            name = name.rpartition(".")[0]
        if name:
            names[name] = None
    return tuple(names)


@cache
def _environment(figures: tuple[tuple[str, str], ...]) -> Any:
    from cel_expr_python import cel

    kinds = {name: one.kind for name, one in FACTS.items()} | dict(figures)
    types = {kind: getattr(cel.Type, name) for kind, name in _KINDS.items()}
    types["list"] = cel.Type.List(cel.Type.STRING)
    return cel.NewEnv(variables={name: types[kind] for name, kind in kinds.items()})


@cache
def _compile(source: str, figures: tuple[tuple[str, str], ...]) -> Any:
    try:
        return _environment(figures).compile(source)
    except RuntimeError as fault:
        where = _PLACE.search(str(fault))
        if where is None:
            raise BadExpression(_pointed(source, 1, 1, "it does not hold together")) from None
        words = re.sub(r" \(in container ''\)", "", where[3])
        raise BadExpression(_pointed(source, int(where[1]), int(where[2]), words)) from None


def _pointed(source: str, line: int, column: int, words: str) -> str:
    lines = source.splitlines() or [""]
    shown = lines[min(line, len(lines)) - 1]
    return f"{words}\n    {shown}\n    {' ' * (column - 1)}^"
