"""Turning events into rows: numbers, times that never go back, and the chain."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from chairtui.core.change import Event
from chairtui.core.log import GENESIS, VERSION, Recorded, Row, chained, encode
from chairtui.live.ports import Clock

_TICK = timedelta(microseconds=1)


class Stamper:
    """Stamps the events that one device writes into one meeting."""

    def __init__(self, clock: Clock, device_id: str, actor: str) -> None:
        """Stamp with `clock`, as `actor` on `device_id`."""
        self._clock = clock
        self._device_id = device_id
        self._actor = actor
        self._anchor: tuple[datetime, float] | None = None

    def now(self, history: Sequence[Recorded]) -> datetime:
        """Return a time later than every event of the history, in UTC.

        If somebody sets the clock back, time goes on from where it was, at the pace of a clock
        that nobody can set: order and intervals stay true.
        """
        wall, elapsed = self._clock.now(), self._clock.elapsed()
        latest = max((one.row.at for one in history), default=wall - _TICK)
        at = max(wall, latest + _TICK)
        if self._anchor:
            then, before = self._anchor
            at = max(at, then + timedelta(seconds=elapsed - before))
        self._anchor = (at, elapsed)
        return at

    def stamp(self, events: Sequence[Event], meeting_id: str, history: Sequence[Recorded]) -> list[Recorded]:
        """Return the events as rows that continue this device's stream."""
        heads: dict[str, tuple[int, str]] = {}
        for one in history:
            if one.row.seq > heads.get(one.row.device_id, (0, ""))[0]:
                heads[one.row.device_id] = (one.row.seq, one.row.hash)
        seq, previous = heads.pop(self._device_id, (0, GENESIS))
        seen = tuple(sorted((device, head[0]) for device, head in heads.items()))
        lamport = max((one.row.lamport for one in history), default=0)
        at = self.now(history)
        act_id = self._clock.new_id()
        stamped: list[Recorded] = []
        for number, event in enumerate(events, start=1):
            row = Row(
                meeting_id=meeting_id,
                device_id=self._device_id,
                seq=seq + number,
                event_id=act_id if number == 1 else self._clock.new_id(),
                act_id=act_id,
                lamport=lamport + number,
                seen=seen,
                kind=type(event).__name__,
                version=VERSION,
                at=at + _TICK * (number - 1),
                actor=self._actor,
                body=encode(event),
            )
            row = chained(row, previous)
            previous = row.hash
            stamped.append(Recorded(row=row, event=event))
        return stamped
