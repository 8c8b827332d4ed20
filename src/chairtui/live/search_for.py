"""What a search is limited to, as people type it: `team:North since:1/9/26 stage:signed`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from msgspec.structs import replace

from chairtui.core.calendar.days import NotADate
from chairtui.core.calendar.when import read_when, say_kept
from chairtui.core.vocabulary import Circumstance, Outcome, Stage
from chairtui.directory.agencies import Agencies
from chairtui.live.library import MANY, Order, SearchFor
from chairtui.text import pattern

KINDS: dict[str, type[StrEnum]] = {
    "circumstance": Circumstance,
    "outcome": Outcome,
    "stage": Stage,
    "order": Order,
}
"""Those with a closed list of words, of which the beginning of one, or a word in it, is enough."""
FILTERS = ("since", "until", "team", "agency", "circumstance", "outcome", "stage", "warning")
"""What meetings can be chosen by, in the order in which it is said."""
CHOICES = (*FILTERS, "order")
"""What can be said of a search beside its words."""

_TYPED = pattern(rf"(?:^|(?<=\s))({'|'.join(CHOICES)}):(\"[^\"]*\"?|“[^”]*”?|\S*)")


class NotAFilter(ValueError):
    """What was given is not understood; its text is a sentence for a person."""


def read_filters(given: Mapping[str, str], now: datetime, agencies: Agencies) -> SearchFor:
    """Return what a search is limited to by words for some of `CHOICES`; empty words limit nothing.

    Raises:
        NotAFilter: some of it is not understood.
    """
    said = {name: words.strip() for name, words in given.items() if words.strip()}
    return SearchFor(**{name: _read(name, words, now, agencies) for name, words in said.items()})


def read_typed(words: str, now: datetime, agencies: Agencies) -> tuple[SearchFor, tuple[str, ...]]:
    """Return what was typed, words and filters, and a sentence for each filter that is not understood."""
    of, troubles = SearchFor(), list[str]()
    for match in _TYPED().finditer(words):
        said = match[2].strip('"“” ')
        try:
            of = replace(of, **{match[1]: _read(match[1], said, now, agencies)}) if said else of
        except NotAFilter as trouble:
            troubles.append(str(trouble))
    return replace(of, words=_TYPED().sub(" ", words).strip()), tuple(troubles)


def typed(of: SearchFor) -> str:
    """Return filters as they are typed: what `read_typed` reads back."""
    said = _said(of, CHOICES)
    return " ".join(f'{name}:"{words}"' if " " in words else f"{name}:{words}" for name, words in said)


def filter_words(of: SearchFor, agencies: Agencies) -> str:
    """Return in words what a search is limited to; nothing where it is not."""
    said = {"agency": lambda key: agencies.get(key).name}
    return ", ".join(f"{name} {said.get(name, str)(words)}" for name, words in _said(of, FILTERS))


def order_words(of: SearchFor) -> str:
    """Return in words which meetings come first, if that was chosen."""
    return f"Best first, of the newest {MANY:,}" if of.order is Order.BEST else ""


def _said(of: SearchFor, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    for name in names:
        value = getattr(of, name)
        if value != getattr(SearchFor(), name):
            yield name, say_kept(value.isoformat()) if isinstance(value, date) else str(value)


def _read(name: str, words: str, now: datetime, agencies: Agencies) -> Any:
    if name in ("since", "until"):
        try:
            return read_when(words, now).on
        except NotADate as error:
            raise NotAFilter(f"{name}: {error}") from None
    if name in KINDS:
        return _one_of(name, words)
    if name == "agency":
        return agencies.key_of(words) if agencies.knows(words) else words
    return words.upper() if name == "warning" else words


def _one_of(name: str, words: str) -> StrEnum:
    folded, kinds = words.casefold(), list(KINDS[name])
    begin = [one for one in kinds if one.value.casefold().startswith(folded)]
    within = [one for one in kinds if folded in one.value.casefold()]
    fitting = [one for one in kinds if one.value.casefold() == folded] or begin or within
    if len(fitting) != 1:
        how = "can be several" if fitting else "is none"
        allowed = ", ".join(one.value for one in fitting or kinds)
        raise NotAFilter(f"{name}: “{words}” {how} of these: {allowed}")
    return fitting[0]
