"""What a fact is: a named, typed question about a meeting or about one subject in it."""

from collections.abc import Callable, Iterable
from functools import cached_property
from inspect import signature
from operator import attrgetter
from typing import Any, TypeVar, get_type_hints

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
T = TypeVar("T")


def fact(name: str, scope: str = MEETING) -> Callable[[F], F]:
    """Make a function the answer to a question; its docstring says what is asked.

    It takes the sight, and for a scope the subject; what the subject alone can answer takes only that.
    """

    def keep(find_out: F) -> F:
        alone = scope != MEETING and len(signature(find_out).parameters) == 1
        asked = _of_subject(find_out) if alone else find_out
        _keep(name, scope, find_out.__annotations__["return"], find_out.__doc__, asked)
        return find_out

    return keep


def cached_fact(name: str) -> Callable[[Callable[[Any], T]], cached_property[T]]:
    """Make a method of the sight a property that is found out once, and the answer to a question."""

    def keep(find_out: Callable[[Any], T]) -> cached_property[T]:
        returns = get_type_hints(find_out)["return"]
        _keep(name, MEETING, returns, find_out.__doc__, attrgetter(find_out.__name__))
        return cached_property(find_out)

    return keep


def attributes(scope: str, kind: type, **words: str) -> None:
    """Make attributes of a scope's subjects the answers to questions: by attribute, what is asked."""
    for name, said in words.items():
        known = getattr(kind, name)
        returns = get_type_hints(known.fget)["return"] if isinstance(known, property) else None
        asked = _of_subject(attrgetter(name))
        _keep(f"{scope}.{name}", scope, returns or get_type_hints(kind)[name], said, asked)


def _keep(name: str, scope: str, returns: Any, said: str | None, asked: Callable[..., Any]) -> None:
    kind, total = KINDS[returns]
    words = " ".join((said or "").split())
    if name in FACTS or not words:
        raise TypeError(f"the fact {name} is there twice or says nothing")
    FACTS[name] = Fact(name=name, scope=scope, kind=kind, total=total, words=words, find_out=asked)


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
