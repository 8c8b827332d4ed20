"""Which police force covers which local authority in England."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

SHIPPED = Path(__file__).with_name("areas.toml")

_COUNCIL = re.compile(
    r"\b((london|royal|metropolitan) borough of|city(?! of london)( of)?"
    r"|county|borough|metropolitan|district|unitary|council|the)\b"
)
_FORCE = re.compile(r"\b(constabulary|police service|police force|police|service|the)\b")


@lru_cache(maxsize=1024)
def force_of(authority: str) -> str:
    """Return the police force of an English upper-tier or unitary authority; empty if it is not known."""
    return _by_authority().get(_plain(_COUNCIL, authority), ("", ""))[1]


@lru_cache(maxsize=1024)
def authority_named(words: str) -> str:
    """Return an authority's name as the list has it, or the words as they are."""
    return _by_authority().get(_plain(_COUNCIL, words), (words.strip(), ""))[0]


@lru_cache(maxsize=1024)
def force_named(words: str) -> str:
    """Return a force's name as the list has it, or the words as they are: Met and Hertfordshire will do."""
    return _by_force().get(_plain(_FORCE, words), words.strip())


def short(force: str) -> str:
    """Return a force's name without the word for police: Hertfordshire, Metropolitan, Thames Valley."""
    return re.sub(r"\s+(Constabulary|Police Service|Police)$", "", force_named(force))


def authorities() -> tuple[str, ...]:
    """Return England's upper-tier and unitary authorities, sorted."""
    return tuple(sorted({name for name, _ in _by_authority().values()}))


def forces() -> tuple[str, ...]:
    """Return the police forces of the United Kingdom, those of England first."""
    return tuple(dict.fromkeys(_by_force().values()))


@cache
def _table() -> dict[str, dict[str, Any]]:
    return tomllib.loads(SHIPPED.read_text("utf-8"))


@cache
def _by_authority() -> dict[str, tuple[str, str]]:
    covered = _table()["england"].items()
    known = {_plain(_COUNCIL, name): (name, force) for force, names in covered for name in names}
    return known | {
        _plain(_COUNCIL, said): known[_plain(_COUNCIL, name)] for said, name in _table()["said"].items()
    }


@cache
def _by_force() -> dict[str, str]:
    names = [*_table()["england"], *(name for part in _table()["elsewhere"].values() for name in part)]
    return {_plain(_FORCE, name): name for name in names} | {"met": "Metropolitan Police Service"}


@lru_cache(maxsize=4096)
def _plain(beside: re.Pattern[str], words: str) -> str:
    """Return what is left of a name without the words beside it, however it is written."""
    name = words.casefold().replace("&", " and ").replace("'", "").replace("’", "")
    return " ".join(re.sub(r"[^a-z]+", " ", beside.sub(" ", " ".join(name.split()))).split())
