"""Turning events into rows: numbers, the clock's times, and the chain."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from chairtui.core.change import Event
from chairtui.core.clock_changes import ClockWentBack
from chairtui.core.log import GENESIS, VERSION, Recorded, Row, chained, encode
from chairtui.core.when import say_when
from chairtui.live.device import NEVER_OTHER, Formers, changed
from chairtui.live.ports import Clock

_TICK = timedelta(microseconds=1)

SLACK = timedelta(minutes=2)
"""How far two clocks may differ, or one be corrected, before it is said that a clock went back."""

LONG_AGO = timedelta(days=366)
"""No meeting is prepared for so long without a word: the clock may be wrong."""

NO_CLOCK_BEFORE = datetime(2024, 1, 1, tzinfo=UTC)
"""A clock that shows an earlier time has lost it, as with a flat battery: times go on from what is noted."""


class Stamper:
    """Stamps the events that one device writes into one meeting."""

    def __init__(self, clock: Clock, device_id: str, actor: str, formers: Formers = NEVER_OTHER) -> None:
        """Stamp with `clock`, as `actor` on `device_id`, which wrote under the ids of `formers` before."""
        self._formers = formers
        self._clock = clock
        self._device_id = device_id
        self._actor = actor
        self._anchor: tuple[datetime, float] | None = None

    def now(self, history: Sequence[Recorded]) -> datetime:
        """Return the time that the clock shows, in UTC.

        It is later than every event since the clock last went back, as long as the clock is: of two clocks
        that differ by little, and of one that is corrected by little, the order is kept. Where a clock goes
        back by more, the time is the clock's (see `went_back`); one that has lost the time is not believed.
        """
        wall, elapsed = self._clock.now(), self._clock.elapsed()
        at, latest = wall, _latest(history)
        furthest = wall + SLACK if wall >= NO_CLOCK_BEFORE else datetime.max.replace(tzinfo=UTC)
        if latest and latest <= furthest:
            at = max(at, latest + _TICK)
        if self._anchor:
            then, before = self._anchor
            gone_on = then + timedelta(seconds=elapsed - before)
            at = max(at, gone_on) if gone_on <= furthest else at
        self._anchor = (at, elapsed)
        return at

    def went_back(self, history: Sequence[Recorded]) -> tuple[ClockWentBack, ...]:
        """Return the event that says that the clock is behind what was noted before; nothing if it is not."""
        now, latest = self.now(history), _latest(history)
        return (ClockWentBack(was=latest, now=now),) if latest and latest >= now else ()

    def doubt(self, history: Sequence[Recorded]) -> str:
        """Return a sentence if the clock can hardly be right, for whoever opens the meeting."""
        wall, latest = self._clock.now(), _latest(history)
        shows = f"This machine's clock shows {say_when(wall)}"
        if wall < NO_CLOCK_BEFORE:
            return f"{shows}: it has lost the time. Put it right; until then times go on from the last noted."
        if latest and latest > wall + SLACK:
            return f"{shows}, and {say_when(latest)} was noted here before. Put it right if it is wrong."
        if latest and latest < wall - LONG_AGO:
            return f"{shows}, over a year after all that was noted here. Put it right first if it is wrong."
        return ""

    def stamp(self, events: Sequence[Event], meeting_id: str, history: Sequence[Recorded]) -> list[Recorded]:
        """Return the events as rows that continue this device's stream.

        Where the device wrote to the meeting only under an earlier id, that comes first.
        """
        heads: dict[str, tuple[int, str]] = {}
        for one in history:
            if one.row.seq > heads.get(one.row.device_id, (0, ""))[0]:
                heads[one.row.device_id] = (one.row.seq, one.row.hash)
        events = [*changed(self._device_id, self._formers, heads), *events]
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


def _latest(history: Sequence[Recorded]) -> datetime | None:
    """Return the latest time noted since a clock last went back."""
    latest: datetime | None = None
    for one in reversed(history):
        latest = max(latest, one.row.at) if latest else one.row.at
        if isinstance(one.event, ClockWentBack):
            break
    return latest
