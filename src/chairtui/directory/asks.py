"""What each agency is asked before a meeting: a first draft from a table, for the worker to change."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

from chairtui.core.vocabulary import Circumstance
from chairtui.directory.agencies import Agency

SHIPPED = Path(__file__).with_name("asks.toml")

EVERYONE = "everyone"


class Ask(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is asked of somebody."""

    needs: str
    """What we need to know from them."""
    only_you: str
    """What only they can tell."""


class Asks(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The table."""

    everyone: Ask
    sector: dict[str, Ask]
    agency: dict[str, Ask]
    circumstance: dict[Circumstance, dict[str, str]]
    """What a circumstance adds for everyone, for a sector, or for an agency."""


@cache
def asks() -> Asks:
    """Return the table."""
    return msgspec.convert(tomllib.loads(SHIPPED.read_text("utf-8")), Asks)


def ask_of(agency: Agency, circumstances: Iterable[Circumstance]) -> Ask:
    """Return what an agency is asked in these circumstances, one thing a line."""
    table = asks()
    kind = agency.key.partition("@")[0]
    sector = agency.sector.value
    own = table.agency.get(kind) or table.sector.get(sector)
    added = [
        words
        for circumstance in circumstances
        for whom, words in table.circumstance.get(circumstance, {}).items()
        if whom in (EVERYONE, sector, kind)
    ]
    needs = [*([own.needs] if own else []), *added, table.everyone.needs]
    return Ask(needs="\n".join(needs), only_you=own.only_you if own else table.everyone.only_you)
