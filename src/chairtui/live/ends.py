"""What the next entry of a meeting goes on from: the end of every stream, and what its clocks showed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from msgspec import Struct

from chairtui.core.clock_changes import (
    READS_ANEW,
    ClockCameRight,
    ClockNotBelieved,
    ClockWentBack,
    Spell,
    read_so,
)
from chairtui.core.history.log import Recorded


class Ends(Struct, frozen=True, kw_only=True):
    """Of all entries of a history; a further entry needs no other to be looked at again."""

    count: int = 0
    lamport: int = 0
    heads: dict[str, tuple[int, str]] = {}
    """Number and hash of the last row of each stream, by device."""
    latest: datetime | None = None
    """The latest time noted since a clock last went back, UTC."""
    went_back: int = 0
    """How many entries there were once a clock had last gone back; 0 if none did."""
    not_believed: tuple[ClockNotBelieved, ...] = ()
    spells: dict[str, tuple[Spell, ...]] = {}
    """By device, how its entries are to be read."""
    behind: dict[str, Recorded] = {}
    """By device, the entry that says that its clock went back, if it has not come right since."""


def ends(entries: Iterable[Recorded], before: Ends) -> Ends:
    """Return the ends once some entries have followed others."""
    count, lamport, latest, went_back = before.count, before.lamport, before.latest, before.went_back
    heads, not_believed = dict(before.heads), list(before.not_believed)
    spells, behind = dict(before.spells), dict(before.behind)
    for entry in entries:
        row, event = entry.row, entry.event
        count, lamport = count + 1, max(lamport, row.lamport)
        if row.seq > heads.get(row.device_id, (0, ""))[0]:
            heads[row.device_id] = (row.seq, row.hash)
        if isinstance(event, ClockWentBack):
            latest, went_back = row.at, count
        else:
            latest = max(latest, row.at) if latest else row.at
            not_believed += [event] if isinstance(event, ClockNotBelieved) else []
        if isinstance(event, READS_ANEW) and event.spells is not None:
            spells[row.device_id] = read_so(spells.get(row.device_id, ()), event.spells)
            behind[row.device_id] = entry
        if isinstance(event, ClockCameRight):
            del behind[row.device_id]
    return Ends(
        count=count,
        lamport=lamport,
        heads=heads,
        latest=latest,
        went_back=went_back,
        not_believed=tuple(not_believed),
        spells=spells,
        behind=behind,
    )


class LookedAt:
    """A history that grows at its end: each entry is looked at once; any thread may ask."""

    def __init__(self) -> None:
        """Begin with none."""
        self._known: tuple[Sequence[Recorded], Ends] = ((), Ends())

    def ends(self, history: Sequence[Recorded]) -> Ends:
        """Return the ends of a history; of the one that was asked about before, only what is new is read.

        Another history is another object: nothing but its end ever changes in one.
        """
        of, known = self._known
        if history is not of or len(history) < known.count:
            known = Ends()
        if len(history) > known.count:
            known = ends(history[known.count :], known)
        self._known = history, known
        return known
