"""Two machines, each with a log of its own, between which meetings are handed over."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pyrage
from tests.live.pretend import BEGIN, MEETING, Lenient, PretendClock, PretendJudge, live
from tests.tui.desk import MemoryDrafts, desk

from chairtui.core.change import Command
from chairtui.core.conflicts import SettleConflict
from chairtui.core.history.log import broken_links, fold
from chairtui.core.meeting import Meeting
from chairtui.live.handing import Lock, Received, Unlock
from chairtui.records.encryption.age import lock
from chairtui.records.hand_over.file import pack
from chairtui.records.hand_over.moves import take_in
from chairtui.store.memory import MemoryEventLog


@cache
def key() -> Any:
    return pyrage.x25519.Identity.generate()


def locked(content: bytes) -> bytes:
    return lock(content, Lock(recipients=(str(key().to_public()),)))


class Machine:
    """One machine."""

    def __init__(self, name: str, judge: PretendJudge | None = None) -> None:
        self.name, self.log, self.clock = name, MemoryEventLog(), PretendClock(name=name)
        self.judge, self.drafts = judge or Lenient(), MemoryDrafts()
        self.live = live(self.log, self.clock, self.judge, device_id=name)

    def do(self, *commands: Command) -> None:
        self.live.do(*commands)

    @property
    def meeting(self) -> Meeting:
        return self.live.outcome.meeting

    @property
    def rows(self) -> list[Any]:
        return [one.row for one in self.log.read(MEETING)]

    def packed(self) -> bytes:
        drafts = self.drafts.all(MEETING)
        return pack(self.rows, drafts, reference="SD-1", by="Sam", device_id=self.name, at=self.clock.now())

    def receives(self, content: bytes) -> Received:
        """Take in a locked file."""
        place = _replaced(Path(tempfile.gettempdir()), self)
        done, _ = take_in(place, content, Unlock(identity=str(key())))
        self.live.reread()
        return done

    def takes(self, other: Machine) -> Received:
        return self.receives(locked(other.packed()))


def _replaced(folder: Path, machine: Machine) -> Any:
    from dataclasses import replace

    place = desk(folder)
    settings = msgspec.structs.replace(place.settings, device_id=machine.name)
    return replace(place, settings=settings, log=machine.log, drafts=machine.drafts)


def two(*before: Command) -> tuple[Machine, Machine]:
    """Return two machines that know the same meeting."""
    here, there = Machine("desk"), Machine("laptop")
    here.do(*BEGIN, *before)
    there.takes(here)
    return here, there


def exchange(one: Machine, other: Machine) -> None:
    """Let both have all that either has, and prove that they show the same."""
    one.takes(other)
    other.takes(one)
    same(one, other)


def same(one: Machine, other: Machine) -> None:
    assert one.meeting == other.meeting == fold(one.log.read(MEETING))
    assert one.rows == other.rows
    assert broken_links(one.rows) == []


def settle(machine: Machine, device: str) -> None:
    """Let the side of a device stand in the only conflict."""
    (conflict,) = machine.meeting.conflicts
    side = next(side for side in conflict.sides if side.device_id == device)
    machine.do(SettleConflict(event_ids=conflict.event_ids, keep=side.event_id))
