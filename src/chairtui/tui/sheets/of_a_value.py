"""The fields of a form that says what a value is, and the value with what is in them.

fields = FieldsOf(child, dates)
form = (fields("name", "Name", required=True), fields("born_on", "Born on"))
corrected(child, form, values)

What is in no field of the form stays as it was, and so does what nobody touched.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from typing import Any, TypeVar, Union, get_args, get_origin

from msgspec import NODEFAULT, Struct
from msgspec.structs import replace

from chairtui.core.fields import fields_of
from chairtui.core.vocabulary import YesNo
from chairtui.tui.sheets.sheet import options as words_as_options
from chairtui.tui.sheets.sheet import several, text
from chairtui.tui.typed.dates import Dates, said
from chairtui.tui.widgets.form import FieldSpec, Kind, Value, Values
from chairtui.tui.widgets.options import Option

Thing = TypeVar("Thing", bound=Struct)
Read = Callable[[Values, str], object]
"""Reads a field (by its key) among the values of a form."""

YES_NO = {"yes": YesNo.YES, "no": YesNo.NO}
"""What a yes-or-no field gives; anything else is not known."""


def yes_no(values: Values, key: str) -> YesNo:
    """Return the answer of a yes-or-no field."""
    return YES_NO.get(text(values, key), YesNo.UNKNOWN)


class Part(FieldSpec, frozen=True):
    """A field that shows one part of a value."""

    of: type[Struct] = Struct
    """What it is a part of: a form may be of several values."""
    part: str = ""
    """The name of the part."""
    was: Value = ""
    """How the part is shown: a field that still holds this was not touched."""
    read: Read = text


class FieldsOf:
    """Makes the fields of a form from a value: what they hold at first, their kind, how they are read."""

    def __init__(self, value: Struct, dates: Dates | None = None, *, new: bool = False) -> None:
        """Make fields of `value`; while it is `new`, its yes-or-no parts are not answered yet."""
        self._value, self._dates, self._new = value, dates, new
        self._types = {field.name: field for field in fields_of(type(value))}

    def __call__(
        self,
        part: str,
        label: str,
        kind: Kind | None = None,
        required: bool = False,
        *,
        key: str = "",
        help: str = "",
        options: Iterable[Option] = (),
        shown: Value | None = None,
        initial: Value | None = None,
        height: int = 4,
        limit: int = 0,
        folded: str = "",
        past: bool = False,
        understand: Callable[[str], str] | None = None,
        day_stays: bool = False,
        read: Callable[[str], object] | None = None,
    ) -> FieldSpec:
        """Return the field of a part of the value; what is not said here is as in any field.

        Without a `key` it has the name of its part; without a `kind` that which fits the part's type. `shown`
        is how the part is shown, where it is not as its type says; `initial` stands there instead, as a
        proposal. Of what is `past` a day without its year lies behind us. A field of an instant asks
        for its time, unless with `day_stays` a day alone is kept as a day. `read` makes the part of
        what was typed, and may raise ValueError with a sentence. A field that is rarely used is `folded`
        under one line, by this name.
        """
        field = self._types[part]
        holds, is_several = _held(field.type)
        if holds is not str and issubclass(holds, StrEnum) and holds is not YesNo:
            options = tuple(options) or words_as_options(holds)
        kind = kind or _kind(holds, is_several=is_several, listed=bool(options))
        if shown is None:
            shown = "" if self._new and holds is bool else as_shown(getattr(self._value, part))
        if kind is Kind.WHEN and self._dates:
            understand = understand or (self._dates.understood_past if past else self._dates.understood)
            if issubclass(holds, datetime) and not day_stays:
                understand = self._dates.as_instant(understand)
        return Part(
            key or part,
            label,
            kind,
            required,
            help=help,
            options=tuple(options),
            initial=shown if initial is None else initial,
            height=height,
            limit=limit,
            folded=folded,
            understand=understand or (read if kind is Kind.NUMBER else None),  # type: ignore[arg-type]
            of=type(self._value),
            part=part,
            was=shown,
            read=_typed(read) if read else self._reader(holds, field.default, is_several, past, day_stays),
        )

    def _reader(self, holds: type, default: object, is_several: bool, past: bool, day_stays: bool) -> Read:
        """Return what reads a part of this type from its field."""
        dates = self._dates
        if is_several:
            return lambda values, key: tuple(map(holds, several(values, key)))
        if holds is YesNo:
            return yes_no
        if holds is bool:
            return lambda values, key: yes_no(values, key) is YesNo.YES
        if issubclass(holds, StrEnum):
            return _typed(lambda typed: default if not typed and default is not NODEFAULT else holds(typed))
        if dates and issubclass(holds, datetime):
            return _typed(dates.day_or_instant if day_stays else partial(dates.instant, past=past))
        if dates and issubclass(holds, date):
            return _typed(lambda typed: dates.day(typed, past=past))
        return text


def as_shown(part: object) -> Value:
    """Return a part of a value as its field shows it."""
    match part:
        case None:
            return ""
        case YesNo():  # not by its word, which is that of others too
            return "" if part is YesNo.UNKNOWN else part.value
        case bool():
            return "yes" if part else "no"
        case date():
            return said(part)
        case tuple():
            return tuple(map(str, part))
        case _:
            return str(part)


def corrected(value: Thing, fields: Iterable[FieldSpec], values: Values, **others: object) -> Thing:
    """Return a value with what is in its fields of the form, and `others`, which follow from something else.

    Raises:
        ValueError: with a sentence, where something that was typed cannot be read.
    """
    typed = {
        field.part: field.read(values, field.key)
        for field in fields
        if isinstance(field, Part)
        and isinstance(value, field.of)
        and field.part not in others
        and _is_touched(field, values)
    }
    return replace(value, **typed, **others)


def _is_touched(field: Part, values: Values) -> bool:
    """Say whether a field holds something else than its part; the order of what was picked says nothing."""
    given = values.get(field.key, field.was)
    several_given = isinstance(given, tuple) and isinstance(field.was, tuple)
    return set(given) != set(field.was) if several_given else given != field.was


def _typed(read: Callable[[str], object]) -> Read:
    return lambda values, key: read(text(values, key))


def _held(kind: Any) -> tuple[type, bool]:
    """Return of which type a part is or, of several, each of them; and whether it is several."""
    if get_origin(kind) in (Union, types.UnionType):
        return _held(next(one for one in get_args(kind) if one is not types.NoneType))
    return (get_args(kind)[0], True) if get_origin(kind) is tuple else (kind, False)


def _kind(holds: type, *, is_several: bool, listed: bool) -> Kind:
    """Return the kind of field that fits a type; text with options is picked from them."""
    if is_several:
        return Kind.MANY
    if holds in (YesNo, bool):
        return Kind.YES_NO
    if issubclass(holds, date):
        return Kind.WHEN
    return Kind.CHOICE if listed else Kind.TEXT
