"""The only reader of the clock and maker of ids."""

import os
import time
from datetime import UTC, datetime


class SystemClock:
    """This machine's clock."""

    def now(self) -> datetime:
        """Return the time now, in UTC."""
        return datetime.now(UTC)

    def elapsed(self) -> float:
        """Return seconds on a clock that nobody can set."""
        return time.monotonic()

    def new_id(self) -> str:
        """Return a UUIDv7 (RFC 9562): 48 bits of milliseconds, then 74 random bits."""
        milliseconds = time.time_ns() // 1_000_000
        number = milliseconds << 80 | 0x7 << 76 | _random(12) << 64 | 0b10 << 62 | _random(62)
        text = f"{number:032x}"
        return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def _random(bits: int) -> int:
    """Return random bits as `secrets` gives them; importing that loads all the hashes, also for home."""
    return int.from_bytes(os.urandom(8)) >> (64 - bits)
