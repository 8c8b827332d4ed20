"""A sheet: one form as data, and the commands that its values make."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from chairtui.core.change import Command
from chairtui.tui.widgets.form import FieldSpec, Kind, Values
from chairtui.tui.widgets.options import Option

if TYPE_CHECKING:
    from chairtui.core.meeting import Meeting
    from chairtui.tables.table import Book, Table


@dataclass(frozen=True, kw_only=True)
class LookedAt:
    """A table that is looked at before its rows are taken in."""

    title: str
    read: Callable[[Callable[[int], bool]], Book]
    """Reads it, and tells now and then how many lines were read; may raise Refused or GaveUp."""
    find: Callable[[Book], Table | None]
    """Finds out which column is what; nothing where that is unclear."""
    source: str = ""
    """Of the rows that name none."""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A form of a meeting. Its key names its drafts, so it is the same for the same thing."""

    key: str
    title: str
    fields: tuple[FieldSpec, ...]
    commands: Callable[[Values], Sequence[Command]]
    """Called with values whose own problems are solved.

    Raises:
        Refused: or ValueError, with a sentence that the form shows.
    """
    about: str = ""
    focus: str = ""
    """The field that has the cursor at first."""
    then: Callable[[Values], Sheet | None] | None = None
    """Makes the form that saving this one leads to, which then carries out what both ask, together.

    None of it means that nothing more has to be asked: this one carries out what it asks.

    Raises:
        Refused: or ValueError, with a sentence that the form shows.
    """
    again: Callable[[Values], Sheet] | None = None
    """Makes the next form of the same kind, where many are written one after the other."""
    looked_at: Callable[[Values], LookedAt | None] | None = None
    """What is looked at before it is taken in, if anything: saving then leads to that, and keeps drafts.

    Raises:
        Refused: with a sentence that the form shows.
    """
    goes_to: Callable[[Meeting], str] | None = None
    """The row (key) that has the cursor once it is saved."""
    drafts: bool = True
    """False where nothing typed may be kept as a draft: nobody finds a signature typed already."""
    after_signing: bool = False
    """Whether it may still be filled in once the record is signed."""
    wrong: Callable[[Values], Mapping[str, str]] | None = None
    """What the meeting would refuse about one field, as field key → sentence: it stands at that field."""
    proposed: tuple[str, ...] = ()
    """The fields that are filled in beforehand and say nothing by themselves."""
    empty_says: str = ""
    """What an empty form says when it is saved as it was opened; nothing where that says nothing."""
    doubt: Callable[[Values], str] | None = None
    """A sentence that has to be confirmed by saving again, or nothing."""


def options(words: Iterable[StrEnum]) -> tuple[Option, ...]:
    """Return a closed list of words as options."""
    return tuple(Option(word.value, word.value) for word in words)


def text(values: Values, key: str) -> str:
    """Return a field's text without the space around it."""
    value = values[key]
    return value.strip() if isinstance(value, str) else "\n".join(value)


def several(values: Values, key: str) -> tuple[str, ...]:
    """Return the keys that were picked in a field."""
    value = values[key]
    return value if isinstance(value, tuple) else tuple(value.split("\n")) if value else ()


ALL = "(all)"
"""Stands among the options of a list for everybody whom it names."""


def sent_to(names: Iterable[Option], *, but: Container[str] = ()) -> FieldSpec:
    """Return the field that asks to whom something was sent; nobody is picked before somebody picks them.

    One option stands for everybody in the list, except those to be looked at first (`but`).
    """
    each = tuple(names)
    number = sum(one.value not in but for one in each)
    some = f"All {number} that need no look" if number < len(each) else f"All {number}"
    together = (Option(ALL, some),) if number > 1 else ()
    return FieldSpec("to", "To whom", Kind.MANY, True, options=(*together, *each))


def picked(values: Values, field: FieldSpec, *, but: Container[str] = ()) -> tuple[str, ...]:
    """Return who was picked in the field of `sent_to`, each once, in its order."""
    chosen = several(values, field.key)
    each = [one.value for one in field.options if one.value != ALL]
    return tuple(one for one in each if one in chosen or (ALL in chosen and one not in but))
