"""Filling a council's own Word template in a process of its own, with limits of time and memory.

A template is a small program that somebody else wrote: whatever it does, the program that asked for a record
goes on.
"""

from __future__ import annotations

import sys
from datetime import datetime
from functools import lru_cache

import msgspec
from msgspec import Struct

from chairtui.apart import MOST_MEMORY, STOPPED, TookTooMuch, do_apart, set_limits
from chairtui.records.formats.word.checking import INVENTED, MADE_AT, written
from chairtui.records.formats.word.spots import FaultyTemplate
from chairtui.records.record import Record

SECONDS = 20
"""What filling in may take; the longest record takes one or two, and a quarter of the memory."""

_TOO_MUCH = (
    f"Filling the template in takes more than {SECONDS} seconds or {MOST_MEMORY // 1_000_000:,} MB of "
    "memory, which no record does: take loops out of it."
)
_DAMAGED = "The file is damaged: no document can be made from it."
_REFUSED = 3


class _Asked(Struct, frozen=True):
    records: tuple[Record, ...]
    made_at: datetime


def write_apart(record: Record, made_at: datetime, template: bytes, seconds: float = SECONDS) -> bytes:
    """Return a record as a Word document made at a time (UTC) from a council's own template.

    Raises:
        FaultyTemplate: it cannot be used, or it takes too long or too much; the text says which.
    """
    return _written((record,), made_at, template, seconds)


def _written(records: tuple[Record, ...], made_at: datetime, template: bytes, seconds: float) -> bytes:
    """Have each of some records made; return the last."""
    given = msgspec.json.encode(_Asked(records, made_at)) + b"\n" + template
    try:
        done = do_apart(__name__, given, seconds)
    except TookTooMuch:
        raise FaultyTemplate(_TOO_MUCH) from None
    if done.code == _REFUSED:
        raise FaultyTemplate(done.given_back.decode())
    if done.code != 0:
        raise FaultyTemplate(_DAMAGED)
    return done.given_back


@lru_cache(maxsize=1)
def checked(template: bytes) -> bytes:
    """Return a template that was tried out, in a process of its own, and leaves out nothing of a record.

    Raises:
        FaultyTemplate: it cannot be used; the text says where and why.
    """
    _written(INVENTED, MADE_AT, template, SECONDS)
    return template


def main() -> int:
    """Do what standard input asks; write the document, or why there is none, to standard output."""
    set_limits(SECONDS)
    first, _, template = sys.stdin.buffer.read().partition(b"\n")
    asked = msgspec.json.decode(first, type=_Asked)
    done, code = b"", 0
    try:
        for record in asked.records:
            done = written(record, asked.made_at, template)
    except FaultyTemplate as fault:
        done, code = str(fault).encode(), _REFUSED
    except MemoryError:
        return STOPPED
    sys.stdout.buffer.write(done)
    return code


if __name__ == "__main__":
    sys.exit(main())
