"""What a fact is: a named, typed question about a meeting or about one subject in it."""

from collections.abc import Callable, Iterable
from inspect import signature
from typing import Any, TypeVar

from msgspec import Struct

Value = bool | int | str | tuple[str, ...]

MEETING = "meeting"

NAMED = 7
"""As many of a list are named in a sentence; the rest are counted."""

KINDS: dict[Any, tuple[str, bool]] = {
    bool: ("truth", True),
    int: ("number", True),
    str: ("words", True),
    tuple[str, ...]: ("list", True),
    bool | None: ("truth", False),
    int | None: ("number", False),
    str | None: ("words", False),
}
"""By return type: the kind of value, and whether it is always known."""


class Fact(Struct, frozen=True, kw_only=True):
    """A question that rules can ask."""

    name: str
    scope: str
    kind: str
    """Truth, number, words or list."""
    total: bool
    """Whether the answer is always known."""
    words: str
    find_out: Callable[..., Any]
    """Returns the value, or nothing when it is not known."""


class Scope(Struct, frozen=True, kw_only=True):
    """What a rule is asked about: the whole meeting, or each subject of a kind in it."""

    name: str
    words: str
    subjects: Callable[[Any], Iterable[Any]]


FACTS: dict[str, Fact] = {}
SCOPES: dict[str, Scope] = {}

F = TypeVar("F", bound=Callable[..., Any])


def fact(name: str, scope: str = MEETING) -> Callable[[F], F]:
    """Make a function the answer to a question; its docstring says what is asked.

    It takes the sight, and for a scope the subject; what the subject alone can answer takes only that.
    """

    def keep(find_out: F) -> F:
        kind, total = KINDS[find_out.__annotations__["return"]]
        words = " ".join((find_out.__doc__ or "").split())
        if name in FACTS or not words:
            raise TypeError(f"the fact {name} is there twice or says nothing")
        asked = (
            _of_subject(find_out)
            if scope != MEETING and len(signature(find_out).parameters) == 1
            else find_out
        )
        FACTS[name] = Fact(name=name, scope=scope, kind=kind, total=total, words=words, find_out=asked)
        return find_out

    return keep


def _of_subject(find_out: Callable[..., Any]) -> Callable[..., Any]:
    def asked(_sight: object, subject: object) -> Any:
        return find_out(subject)

    return asked


def subjects(scope: str) -> Callable[[F], F]:
    """Make a function the list of a scope's subjects; its docstring says what they are."""

    def keep(find_all: F) -> F:
        words = " ".join((find_all.__doc__ or "").split())
        SCOPES[scope] = Scope(name=scope, words=words, subjects=find_all)
        return find_all

    return keep


def in_words(value: Value | None) -> str:
    """Return a value as it stands in a sentence."""
    if value is None:
        return "not known"
    if not isinstance(value, tuple):
        return str(value)
    if len(value) > NAMED:
        value = (*value[: NAMED - 1], f"{len(value) - NAMED + 1} others")
    return " and ".join(filter(None, (", ".join(value[:-1]), *value[-1:]))) or "none"
