"""The fields of a form as questions, and what is typed as their values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress

from chairtui.text import clean
from chairtui.tui.plain.reading import in_words
from chairtui.tui.widgets.fields import ONE_LINE, Field, admit
from chairtui.tui.widgets.options import Option, matching
from chairtui.tui.widgets.prose import PROSE
from chairtui.tui.widgets.specs import FieldSpec, Kind, Value
from chairtui.tui.widgets.suggest import SuggestField
from chairtui.tui.widgets.when_field import WhenField

FEW = 12
"""Options that are read out before an answer; of longer lists a part of a name finds them, or /list."""
YES_NO = {"y": "yes", "n": "no", "u": "unknown"}


class Unclear(Exception):
    """What was typed is no answer to this question; the sentence says why."""


def question(field: Field) -> Iterator[str]:
    """Yield what is said before a question is asked: how to answer, what can be picked, what stands there."""
    spec = field.spec
    if help_words := in_words(_help(spec)):
        yield help_words
    if spec.kind in (Kind.MANY, Kind.LETTER) or (spec.kind is Kind.CHOICE and len(spec.options) <= FEW):
        yield from options(spec, FEW)
    elif spec.kind is Kind.CHOICE:
        yield f"There are {len(spec.options)} to pick from: type a part of a name; /list reads them all."
    if field.as_text:
        before = "Kept from before and not saved" if spec.is_kept else "There stands"
        yield f"{before}: {in_words(shown(field))}"


def _help(spec: FieldSpec) -> str:
    """Return what the field says of itself; of what its keys do only the line mode's own words are said."""
    if spec.kind is Kind.YES_NO:
        return " ".join(filter(None, (spec.help, "yes, no, or u for not known")))
    if spec.kind is Kind.MANY:
        return " ".join(filter(None, (spec.help, "Numbers or names, with commas between.")))
    if spec.kind is Kind.SUGGEST and "up and down" in spec.help:
        return "Of who is known a part of the name is enough; anybody else is typed."
    return spec.help or (WhenField.HELP if spec.kind is Kind.WHEN else "")


def shown(field: Field) -> str:
    """Return what a field holds, as people call it."""
    labels = {option.value: option.label for option in field.spec.options}
    if field.spec.kind is Kind.SECRET:
        return "something that is not read out"
    if field.spec.kind is Kind.MANY:
        return ", ".join(labels.get(value, value) for value in field.value)
    text = field.as_text
    return labels.get(text, {"unknown": "not known"}.get(text, text))


def options(spec: FieldSpec, most: int = 0) -> Iterator[str]:
    """Yield what can be picked, each with its number; at most so many of them, if that is not nothing."""
    listed = spec.options[: most or None]
    for number, option in enumerate(listed, 1):
        yield in_words(f"{number} {option.label}" + (f"  {option.hint}" if option.hint else ""))
    if more := len(spec.options) - len(listed):
        yield f"and {more} more: /list reads them all"


def answer(field: Field, typed: str) -> str:
    """Put what was typed into a field; return what was made of it, where that is not what was typed.

    Raises:
        Unclear: it is no answer; the field holds what it held.
    """
    return ANSWERS[field.spec.kind](field, typed)


def empty(field: Field) -> None:
    """Take out of a field what it holds."""
    _put(field, () if field.spec.kind is Kind.MANY else "")


def _put(field: Field, value: Value) -> None:
    field.value = value
    field.changed()


def _text(field: Field, typed: str) -> str:
    limit = field.spec.limit or (
        PROSE if field.spec.kind is Kind.PROSE else getattr(field, "LIMIT", ONE_LINE)
    )
    kept, left_out = admit(typed, limit, multiline=field.spec.kind is Kind.PROSE)
    _put(field, kept)
    if left_out:
        return f"This field holds {limit:,} characters; {left_out:,} did not fit and were left out."
    return ""


def _prose(field: Field, typed: str) -> str:
    """Put in several lines; what is made of them is said, where something is."""
    told = _text(field, typed)
    with suppress(ValueError):  # saving says what is wrong
        return told or (field.spec.understand(str(field.value)) if field.spec.understand else "")
    return told


def _when(field: Field, typed: str) -> str:
    before = field.value
    told = _text(field, typed)
    if problem := field.own_problem():
        _put(field, before)
        raise Unclear(problem)
    understand = field.spec.understand
    return told or (f"= {understand(str(field.value))}" if understand and field.value else "")


def _yes_no(field: Field, typed: str) -> str:
    words = typed.casefold().strip()
    value = YES_NO.get(
        "u" if words == "not known" else words[:1] if words in ("yes", "no", "unknown") else words
    )
    if value is None:
        raise Unclear("Type yes, no, or u for not known.")
    _put(field, value)
    return ""


def one_of(listed: Sequence[Option], typed: str) -> Option:
    """Return the option that is meant by its number, its name or a part of it.

    Raises:
        Unclear: none is, or several may be.
    """
    wanted = clean(typed, multiline=False).strip()
    exact = [one for one in listed if one.label.casefold() == wanted.casefold()]
    if not exact and wanted.isdecimal() and 0 < int(wanted) <= len(listed):
        return listed[int(wanted) - 1]
    fit = exact or matching(listed, wanted)
    begun = [one for one in fit if one.label.casefold().startswith(wanted.casefold())]
    fit = begun if len(begun) == 1 else fit
    if len(fit) == 1:
        return fit[0]
    if not fit:
        raise Unclear(f"“{wanted}” is not one of the list; nothing was picked.")
    names = "; ".join(in_words(f"{listed.index(one) + 1} {one.label}  {one.hint}") for one in fit[:FEW])
    more = f"; and {len(fit) - FEW} more" if len(fit) > FEW else ""
    raise Unclear(f"Several fit: {names}{more}. Type its number.")


def _choice(field: Field, typed: str) -> str:
    picked = one_of(field.spec.options, typed)
    _put(field, picked.value)
    return f"Picked: {in_words(picked.label)}"


def _many(field: Field, typed: str) -> str:
    listed = field.spec.options
    whole = [one for one in listed if one.label.casefold() == typed.casefold().strip()]
    parts = [part for part in typed.split(",") if part.strip()]
    picked = whole or [one_of(listed, part) for part in parts]
    _put(field, tuple(one.value for one in picked))
    return f"Picked: {', '.join(in_words(one.label) for one in picked)}"


def _suggest(field: Field, typed: str) -> str:
    assert isinstance(field, SuggestField)
    taken = field.meant(typed)
    told = _text(field, typed)
    if taken is None:
        return told
    field.take(taken)
    return f"Taken: {in_words(f'{taken.label}  {taken.hint}')}"


ANSWERS: dict[Kind, Callable[[Field, str], str]] = {
    Kind.TEXT: _text,
    Kind.SECRET: _text,
    Kind.PROSE: _prose,
    Kind.WHEN: _when,
    Kind.NUMBER: _when,
    Kind.CHOICE: _choice,
    Kind.MANY: _many,
    Kind.YES_NO: _yes_no,
    Kind.LETTER: _choice,
    Kind.SUGGEST: _suggest,
}
"""How what is typed becomes the value of each kind of field."""
