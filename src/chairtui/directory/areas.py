"""Which police force covers which local authority in England."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

VERIFIED = ("V", "V2")
"""Marks of what was read, in the source itself or in something else that gives it."""

SHIPPED = Path(__file__).with_name("areas.toml")

_COUNCIL = re.compile(
    r"\b(city and district|(london|royal|metropolitan|district|county)? ?borough( of)?"
    r"|city(?! of london)( of)?|county|metropolitan|district( of)?|unitary|council|corporation"
    r"|local|authority|the|(lb|rb|mb)( of)?|cc|la|mbc|mdc|bc|cbc|dc|ua)\b"
)
_FORCE = re.compile(r"\b(constabulary|police service|police force|police|service|force|the)\b")


@lru_cache(maxsize=1024)
def force_of(authority: str) -> str:
    """Return the police force of an English upper-tier or unitary authority; empty if it is not known."""
    return _by_authority().get(_plain(_COUNCIL, authority), ("", ""))[1]


def unit_of(authority: str) -> str:
    """Return the part of its force that covers an authority, such as South BCU; or nothing."""
    return _by_unit().get(authority_named(authority), "")


def police_of(authority: str) -> str:
    """Return the force of an authority with the part of it, where that is known."""
    return ", ".join(filter(None, (force_of(authority), unit_of(authority))))


@lru_cache(maxsize=1024)
def authority_named(words: str) -> str:
    """Return an authority's name as the list has it, or the words as they are."""
    return _by_authority().get(_plain(_COUNCIL, words), (words.strip(), ""))[0]


@lru_cache(maxsize=1024)
def force_named(words: str) -> str:
    """Return a force's name as the list has it, or the words as they are.

    Met, MPS and Herts Police will do, and so will an authority that a force covers.
    """
    return _by_force().get(_plain(_FORCE, words)) or force_of(words) or words.strip()


def is_authority(words: str) -> bool:
    """Say whether the words name an authority of England, or a district of one."""
    return bool(force_of(words))


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
def _table() -> dict[str, Any]:
    return tomllib.loads(SHIPPED.read_text("utf-8"))


@cache
def _by_unit() -> dict[str, str]:
    """Return the parts of forces by authority: what nobody has verified is never shown."""
    units = (one for one in _table()["unit"] if one["mark"] in VERIFIED)
    return {name: str(one["name"]) for one in units for name in one["authorities"]}


@cache
def _by_authority() -> dict[str, tuple[str, str]]:
    table = _table()
    covered = table["england"].items()
    known = {_plain(_COUNCIL, name): (name, force) for force, names in covered for name in names}
    for others in (table["districts"], table["said"]):
        for name, words in others.items():
            for said in words:
                known.setdefault(_plain(_COUNCIL, said), known[_plain(_COUNCIL, name)])
    return known


@cache
def _by_force() -> dict[str, str]:
    table = _table()
    names = [*table["england"], *(name for part in table["elsewhere"].values() for name in part)]
    said = {_plain(_FORCE, one): name for name, words in table["forces-said"].items() for one in words}
    return said | {_plain(_FORCE, name): name for name in names}


@lru_cache(maxsize=4096)
def _plain(beside: re.Pattern[str], words: str) -> str:
    """Return what is left of a name without the words beside it, however it is written."""
    name = words.casefold().replace("&", " and ").replace("'", "").replace("’", "")
    return " ".join(re.sub(r"[^a-z]+", " ", beside.sub(" ", " ".join(name.split()))).split())
