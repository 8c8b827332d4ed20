"""Turning events into rows: numbers, the clock's times, and the chain."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from chairtui.core.calendar.when import say_when
from chairtui.core.change import Event
from chairtui.core.clock_changes import (
    ClockCameRight,
    ClockNotBelieved,
    ClockWentBack,
    OfTheClock,
    read_so,
)
from chairtui.core.history.log import GENESIS, VERSION, Recorded, Row, chained, encode
from chairtui.live.clock import NO_CLOCK_BEFORE, lost_time
from chairtui.live.clock_settings import SLACK, ClockSettings
from chairtui.live.device import NEVER_OTHER, Device, Formers, Moved, changed
from chairtui.live.ends import LookedAt
from chairtui.live.ports import Clock

_TICK = timedelta(microseconds=1)

LONG_AGO = timedelta(days=366)
"""No meeting is prepared for so long without a word: the clock may be wrong."""


class Stamper:
    """Stamps the events that one device writes into one meeting."""

    def __init__(
        self,
        clock: Clock,
        device_id: str,
        actor: str,
        formers: Formers = NEVER_OTHER,
        moved: Moved | None = None,
    ) -> None:
        """Stamp with `clock`, as `actor` on `device_id`, which wrote under the ids of `formers` before.

        It is another device once the program has `moved`.
        """
        self._opened_as = Device(id=device_id, formers=formers)
        self._moved = moved or Moved()
        self._clock = clock
        self._actor = actor
        self._looked_at = LookedAt()
        self._anchor: tuple[datetime, float] | None = None
        self._settings = ClockSettings()
        self._shown: tuple[datetime, int] | None = None
        """What the clock would have shown when it was seen to have gone back, and the entries until then."""

    def now(self, history: Sequence[Recorded]) -> datetime:
        """Return the time that the clock shows, in UTC.

        It is later than every event since the clock last went back, as long as the clock is: of two clocks
        that differ by little, and of one that is corrected by little, the order is kept. Where a clock goes
        back by more, the time is the clock's (see `clock_changed`); one that lost the time is not believed.
        """
        wall, elapsed = self._clock.now(), self._clock.elapsed()
        at, latest = wall, self._looked_at.ends(history).latest
        furthest = wall + SLACK if wall >= NO_CLOCK_BEFORE else datetime.max.replace(tzinfo=UTC)
        if latest and latest <= furthest:
            at = max(at, latest + _TICK)
        gone_on = self._gone_on(elapsed)
        if gone_on and gone_on <= furthest:
            at = max(at, gone_on)
        elif gone_on:
            self._shown = gone_on, len(history)
        self._anchor = (at, elapsed)
        self._note_setting(at - timedelta(seconds=elapsed), wall, history)
        return at

    def _note_setting(self, zero: datetime, wall: datetime, history: Sequence[Recorded]) -> None:
        known, settings = self._looked_at.ends(history), self._settings
        if not settings:
            behind = known.behind.get(self._device.id)
            if wall < NO_CLOCK_BEFORE:
                settings.lost(zero)
            elif known.latest and known.latest > wall + SLACK:
                settings.was_ahead(zero + (known.latest - wall), zero)
            elif behind and isinstance(behind.event, ClockWentBack):
                settings.went_on_behind(behind.event, zero)
        settings.shows(zero, self._head(history) + 1)

    def _head(self, history: Sequence[Recorded]) -> int:
        return self._looked_at.ends(history).heads.get(self._device.id, (0, GENESIS))[0]

    @property
    def _device(self) -> Device:
        return self._moved.device or self._opened_as

    def shows(self, history: Sequence[Recorded]) -> datetime:
        """Return the time to show, and to read what is typed by, in UTC: the clock's, if it has one."""
        wall = self._clock.now()
        return self.now(history) if wall < NO_CLOCK_BEFORE else wall

    def clock_changed(self, history: Sequence[Recorded]) -> tuple[OfTheClock, ...]:
        """Return the event that says that the clock went behind what was noted or shown, or lost the time.

        Or that it came right, once it shows what it would have shown. Nothing is returned if it did neither,
        or if that is noted already.
        """
        now, wall, known = self.now(history), self._clock.now(), self._looked_at.ends(history)
        if wall < NO_CLOCK_BEFORE:
            noted = any(abs(one.was - one.now - (now - wall)) <= SLACK for one in known.not_believed)
            return () if noted else (ClockNotBelieved(was=now, now=wall),)
        was = known.latest if known.latest and known.latest >= now else self._shown_before(history)
        spells, told = self._settings.spells(), known.spells.get(self._device.id, ())
        zero = self._settings.zero_at(self._head(history))
        gone_on = zero + timedelta(seconds=self._clock.elapsed()) if zero else None
        if gone_on and now > gone_on + SLACK and read_so(told, spells) != told:
            return (ClockCameRight(was=gone_on, now=now, spells=spells),)
        return (ClockWentBack(was=max(was, gone_on or was), now=now, spells=spells),) if was else ()

    def doubt(self, history: Sequence[Recorded]) -> str:
        """Return a sentence if the clock can hardly be right, for whoever has the meeting open."""
        wall, latest = self._clock.now(), self._looked_at.ends(history).latest
        shows = f"This machine's clock shows {say_when(wall)}"
        if lost := lost_time(wall):
            return f"{lost} Until then times go on from the last noted."
        if latest and latest > wall + SLACK:
            return f"{shows}, and {say_when(latest)} was noted here before. Put it right if it is wrong."
        gone_on = self._gone_on(self._clock.elapsed())
        shown = gone_on if gone_on and gone_on > wall + SLACK else self._shown_before(history)
        if shown:
            return f"{shows}, and it showed {say_when(shown)} before. Put it right if it is wrong."
        if latest and latest < wall - LONG_AGO:
            return f"{shows}, over a year after all that was noted here. Put it right first if it is wrong."
        return ""

    def _gone_on(self, elapsed: float) -> datetime | None:
        """Return what time it is by the seconds since it was last asked; nothing if it was never asked."""
        if self._anchor is None:
            return None
        then, before = self._anchor
        return then + timedelta(seconds=elapsed - before)

    def _shown_before(self, history: Sequence[Recorded]) -> datetime | None:
        """Return what was shown before the clock went back, unless that is noted."""
        if self._shown is None:
            return None
        shown, size = self._shown
        if self._clock.now() > shown - SLACK:
            return None  # put right again
        return None if self._looked_at.ends(history).went_back > size else shown

    def stamp(
        self,
        events: Sequence[Event],
        meeting_id: str,
        history: Sequence[Recorded],
        before: Sequence[Recorded] = (),
    ) -> list[Recorded]:
        """Return the events as rows that continue this device's stream, in one act with those `before` them.

        Where the device wrote to the meeting only under an earlier id, that comes first.
        """
        at, device = self.now(history), self._device
        if before:
            first, last = before[0].row, before[-1].row
            seq, lamport, previous = last.seq, last.lamport, last.hash
            seen, act_id, at = first.seen, first.act_id, max(at, last.at + _TICK)
        else:
            known = self._looked_at.ends(history)
            heads, lamport = dict(known.heads), known.lamport
            events = [*changed(device.id, device.formers, heads), *events]
            seq, previous = heads.pop(device.id, (0, GENESIS))
            seen, act_id = tuple(sorted((device, head[0]) for device, head in heads.items())), ""
        stamped: list[Recorded] = []
        for number, event in enumerate(events, start=1):
            event_id = self._clock.new_id()
            act_id = act_id or event_id
            row = Row(
                meeting_id=meeting_id,
                device_id=device.id,
                seq=seq + number,
                event_id=event_id,
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
