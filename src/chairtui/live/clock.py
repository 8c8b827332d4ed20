"""The only reader of the clock and maker of ids."""

import os
import time
from datetime import UTC, datetime
from typing import Any

from chairtui.core.calendar.when import say_when

NO_CLOCK_BEFORE = datetime(2024, 1, 1, tzinfo=UTC)
"""A clock that shows an earlier time has lost it, as with a flat battery: times go on from what is noted."""

_READ: Any = getattr(time, "clock_gettime", None)
_COUNTS_SLEEP = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", 0))
"""Linux has one of its own for it; others' goes on while the machine sleeps; Windows has `monotonic`."""


class SystemClock:
    """This machine's clock."""

    def now(self) -> datetime:
        """Return the time now, in UTC."""
        return datetime.now(UTC)

    def elapsed(self) -> float:
        """Return seconds on a clock that nobody can set, where the system has one that counts sleep too."""
        return float(_READ(_COUNTS_SLEEP)) if _READ else time.monotonic()

    def new_id(self) -> str:
        """Return a UUIDv7 (RFC 9562): 48 bits of milliseconds, then 74 random bits."""
        milliseconds = time.time_ns() // 1_000_000
        number = milliseconds << 80 | 0x7 << 76 | _random(12) << 64 | 0b10 << 62 | _random(62)
        text = f"{number:032x}"
        return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def lost_time(wall: datetime) -> str:
    """Return a sentence if a clock that shows this time, in UTC, has lost the time; empty otherwise."""
    lost = f"This machine's clock shows {say_when(wall)}: it has lost the time. Put it right."
    return lost if wall < NO_CLOCK_BEFORE else ""


def _random(bits: int) -> int:
    """Return random bits as `secrets` gives them; importing that loads all the hashes, also for home."""
    return int.from_bytes(os.urandom(8)) >> (64 - bits)
