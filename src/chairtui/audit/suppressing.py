"""Which numbers of a split may be shown one by one, so that no small one is told and none can be worked out.

The numbers that go with the small ones are found by pytauargus, the open Tau-Argus of the statistical
offices, and its audit then says whether they suffice; it is an extra (`chairtui[audit]`). Where it is not
installed, whole splits are withheld (`publishing`). It stands in a folder of its own while it works and is
machine code: it works in a process of its own, and sees numbers and no names.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec

import msgspec
from msgspec import Struct

from chairtui.apart import TookTooMuch, do_apart, set_limits
from chairtui.audit.counting import Figure

COUNTS = ("met", "unmet", "unknown")
_LEAST = 6
"""The smallest count that is shown, but for nought."""
_TOTAL = "Total"
_SAFE, _EMPTY = "S", "E"
SECONDS = 60
"""What withholding may take for all splits of a summary together; each takes a hundredth of a second."""

States = dict[str, dict[str, str]]
"""What Tau-Argus says of each cell, by row and count."""


class NotFinished(Exception):
    """The library broke off, or took too long or too much: nothing is known of single numbers."""


class _Asked(Struct, frozen=True):
    folder: str
    """Where it may write what it does; whoever asked empties it."""
    splits: tuple[tuple[Figure, ...], ...]


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


def partly_shown(splits: Mapping[str, Mapping[str, Figure]]) -> dict[str, dict[str, Partly]]:
    """Return of each part of some splits the counts that may be shown; of each split by itself.

    A split of which only the whole can be withheld is not among them: where the library is not there, and
    where a number of all parts, or of all counts of a part, would have to be withheld: those stand with other
    figures too, which would give it away.

    Raises:
        NotFinished: the library broke off.
    """
    able = {name: parts for name, parts in splits.items() if installed() and _sums_are_shown(parts)}
    if not able:
        return {}
    answers = states_apart([tuple(parts.values()) for parts in able.values()])
    return {
        name: {part: _partly(figure, n, states) for n, (part, figure) in enumerate(parts.items())}
        for (name, parts), states in zip(able.items(), answers, strict=True)
        if states is not None and _sums_are_safe(len(parts), states)
    }


def _sums_are_shown(parts: Mapping[str, Figure]) -> bool:
    totals = [sum(getattr(one, count) for one in parts.values()) for count in COUNTS]
    sums = [*totals, *(one.of for one in parts.values())]
    return len(parts) > 1 and not any(0 < one < _LEAST for one in sums)


def _sums_are_safe(parts: int, states: States) -> bool:
    return all(_state(states, row, count) in (_SAFE, _EMPTY) for row, count in _margins(parts))


def _state(states: States, row: str, count: str) -> str:
    return states.get(row, {}).get(count, _EMPTY)


def _partly(figure: Figure, number: int, states: States) -> Partly:
    met, unmet, unknown = (_shown(figure, number, count, states) for count in COUNTS)
    return Partly(met, unmet, unknown, figure.of)


def _margins(parts: int) -> Iterator[tuple[str, str]]:
    yield _TOTAL, _TOTAL
    yield from ((_TOTAL, count) for count in COUNTS)
    yield from ((_row(number), _TOTAL) for number in range(parts))


def _row(number: int) -> str:
    return f"p{number:03}"


def _shown(figure: Figure, number: int, count: str, states: States) -> int | None:
    value: int = getattr(figure, count)
    may = value == 0 or (value >= _LEAST and _state(states, _row(number), count) == _SAFE)
    return value if may else None


def states_apart(splits: Sequence[tuple[Figure, ...]]) -> list[States | None]:
    """Return what Tau-Argus says of each split; see `states_of`.

    Raises:
        NotFinished: it broke off, or took too long or too much.
    """
    with tempfile.TemporaryDirectory(prefix="chairtui-") as folder:
        try:
            done = do_apart(__name__, msgspec.json.encode(_Asked(folder, tuple(splits))), SECONDS)
        except TookTooMuch:
            raise NotFinished from None
    if done.code != 0:
        raise NotFinished
    return msgspec.json.decode(done.given_back, type=list[States | None])


def main() -> int:
    """Withhold what standard input asks about; write what may be shown to standard output."""
    asked = msgspec.json.decode(sys.stdin.buffer.read(), type=_Asked)
    set_limits(SECONDS)
    answer, quiet = os.dup(sys.stdout.fileno()), os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, sys.stdout.fileno())  # what the library prints is no answer
    os.chdir(asked.folder)  # its solver writes what it does, with small numbers in it, to where it stands
    states = [states_of(parts, asked.folder) for parts in asked.splits]
    with os.fdopen(answer, "wb") as given_back:
        given_back.write(msgspec.json.encode(states))
    return 0


def states_of(parts: Sequence[Figure], folder: str) -> States | None:
    """Return what Tau-Argus says of each cell of a split, by row and count.

    Nothing where its audit says that a small number could be worked out too closely all the same.
    """
    from pytauargus import protect

    cases = [
        {"row": _row(number), "counted": count, "n": 1}
        for number, figure in enumerate(parts)
        for count in COUNTS
        for _ in range(getattr(figure, count))
    ]
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
    states: States = {}
    for cell in table.rows:
        states.setdefault(cell["row"].strip(), {})[cell["counted"].strip()] = cell["status"]
    return states


if __name__ == "__main__":
    sys.exit(main())
