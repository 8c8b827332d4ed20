"""Which numbers of a split may be shown one by one, so that no small one is told and none can be worked out.

The numbers that go with the small ones are found by pytauargus, the open Tau-Argus of the statistical
offices, and its audit then says whether they suffice; it is an extra (`chairtui[audit]`). Where it is not
installed, whole splits are withheld (`publishing`).
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import chdir
from importlib.util import find_spec

from msgspec import Struct

from chairtui.audit.counting import Figure

COUNTS = ("met", "unmet", "unknown")
_LEAST = 6
"""The smallest count that is shown, but for nought."""
_TOTAL = "Total"
_SAFE, _EMPTY = "S", "E"


class Partly(Struct, frozen=True):
    """A figure of which some counts are withheld; how many there are in all is always shown."""

    met: int | None
    unmet: int | None
    unknown: int | None
    of: int

    @property
    def words(self) -> str:
        """As it is said: `c of 30`, `9 of 27 (c not known)`."""
        unknown = "c" if self.unknown is None else self.unknown
        return f"{'c' if self.met is None else self.met} of {self.of}" + (
            f" ({unknown} not known)" if unknown else ""
        )


def installed() -> bool:
    """Say whether the library is there that withholds single numbers."""
    return find_spec("pytauargus") is not None


def partly_shown(parts: Mapping[str, Figure]) -> dict[str, Partly] | None:
    """Return of each part the counts that may be shown; nothing where only the whole split can be withheld.

    That is so where the library is not there, and where a number of all parts, or of all counts of a part,
    would have to be withheld: those stand with other figures too, which would give it away.
    """
    totals = [sum(getattr(one, count) for one in parts.values()) for count in COUNTS]
    sums = [*totals, *(one.of for one in parts.values())]
    if not installed() or any(0 < one < _LEAST for one in sums) or len(parts) < 2:
        return None
    names = dict(enumerate(parts))
    states = _states([parts[names[number]] for number in names])
    if states is None or any(
        states.get((row, count), _EMPTY) not in (_SAFE, _EMPTY) for row, count in _margins(len(parts))
    ):
        return None
    return {name: _partly(parts[name], number, states) for number, name in names.items()}


def _partly(figure: Figure, number: int, states: Mapping[tuple[str, str], str]) -> Partly:
    met, unmet, unknown = (_shown(figure, number, count, states) for count in COUNTS)
    return Partly(met, unmet, unknown, figure.of)


def _margins(parts: int) -> Iterator[tuple[str, str]]:
    yield _TOTAL, _TOTAL
    yield from ((_TOTAL, count) for count in COUNTS)
    yield from ((_row(number), _TOTAL) for number in range(parts))


def _row(number: int) -> str:
    return f"p{number:03}"


def _shown(figure: Figure, number: int, count: str, states: Mapping[tuple[str, str], str]) -> int | None:
    value: int = getattr(figure, count)
    may = value == 0 or (value >= _LEAST and states.get((_row(number), count)) == _SAFE)
    return value if may else None


def _states(parts: list[Figure]) -> dict[tuple[str, str], str] | None:
    """Return what Tau-Argus says of each cell, by row and count; it sees numbers and no names.

    Nothing where its audit says that a small number could be worked out too closely all the same.
    """
    from pytauargus import protect

    cases = [
        {"row": _row(number), "counted": count, "n": 1}
        for number, figure in enumerate(parts)
        for count in COUNTS
        for _ in range(getattr(figure, count))
    ]
    # Its solver writes what it does, with small numbers in it, to wherever the process stands.
    with tempfile.TemporaryDirectory(prefix="chairtui-") as folder, chdir(folder):
        done = protect(
            cases,
            tables=["row", "counted"],
            response="n",
            safety_rules=f"FREQ({_LEAST},10)",
            suppress="OPT(1)",
            workdir=folder,
        )
        if any(cell["unsafe"] for cell in done.engine.audit(0)):
            return None
        (table,) = done.tables
        return {(cell["row"].strip(), cell["counted"].strip()): cell["status"] for cell in table.rows}
