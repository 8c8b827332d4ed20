"""When each entry of a history was noted, read by the clocks as they are since.

The log keeps what a clock showed. Where a machine says by how much its entries are to be read later or
earlier, that is their time in the meeting. While a clock that went back has not come right again, nothing
noted before lies ahead of what is noted next: it moves to just before that, in the order of the log, so that
whoever was in the room stays in the room.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from chairtui.core.clock_changes import READS_ANEW, TICK, ClockCameRight, Spell, read_so
from chairtui.core.closing import SignedOff

if TYPE_CHECKING:
    from chairtui.core.history.log import Recorded

Spells = Mapping[str, tuple[Spell, ...]]
"""By device, how its entries are to be read."""


def right_times(history: Sequence[Recorded], gone: Collection[str]) -> dict[str, datetime]:
    """Return the times (UTC) of the entries of a history in order, by event id; empty if no clock changed.

    `gone` are the ids of events that were withdrawn. What a clock does after the record was signed changes no
    time before that.
    """
    if not any(isinstance(one.event, READS_ANEW) for one in history):
        return {}
    signed = (number for number, one in enumerate(history, start=1) if _signs(one, gone))
    sealed = next(signed, len(history))
    until, spells = _read(history[:sealed], {})
    since, _ = _read(history[sealed:], spells)
    return until | since


def _signs(entry: Recorded, gone: Collection[str]) -> bool:
    return isinstance(entry.event, SignedOff) and entry.row.event_id not in gone


def _read(entries: Sequence[Recorded], before: Spells) -> tuple[dict[str, datetime], Spells]:
    spells, behind = dict(before), dict[str, int]()
    for number, entry in enumerate(entries):
        event, device = entry.event, entry.row.device_id
        if isinstance(event, READS_ANEW) and event.spells is not None:
            spells[device] = read_so(spells.get(device, ()), event.spells)
            behind[device] = number
        if isinstance(event, ClockCameRight):
            del behind[device]
    times = [entry.row.at + _by(spells.get(entry.row.device_id, ()), entry.row.seq) for entry in entries]
    for number in range(max(behind.values(), default=0), 0, -1):
        times[number - 1] = min(times[number - 1], times[number] - TICK)
    return {entry.row.event_id: at for entry, at in zip(entries, times, strict=True)}, spells


def _by(spells: tuple[Spell, ...], seq: int) -> timedelta:
    place = bisect_right(spells, seq, key=lambda spell: spell.first)
    return spells[place - 1].by if place else timedelta()
