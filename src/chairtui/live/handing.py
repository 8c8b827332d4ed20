"""Handing a meeting to another machine, and receiving one: what is asked, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from msgspec import Struct

Wanted = Callable[[], bool]
"""Whether what takes seconds is still wanted; asked before anything is written."""

SHORTEST = 12
"""Characters that a passphrase has at least."""


class NotReceived(Exception):
    """A file is not taken and nothing was changed; the text is a sentence that says why."""


class PutAside(Exception):
    """Somebody put it aside before anything was written."""


def wanted_always() -> bool:
    """Say that what takes seconds is still wanted."""
    return True


class Lock(Struct, frozen=True, kw_only=True):
    """What a hand-over is locked with: a passphrase, or the public keys of those who may open it."""

    passphrase: str = ""
    recipients: tuple[str, ...] = ()
    whom: str = ""
    """Who is to open it, in words: it locks nothing, and is noted in the log of the meeting."""


class Unlock(Struct, frozen=True, kw_only=True):
    """What opens a hand-over: the passphrase, or the text of an age identity file."""

    passphrase: str = ""
    identity: str | None = None
    """Nothing if no such file is named."""


class Received(Struct, frozen=True, kw_only=True):
    """What came of receiving a file."""

    meeting_id: str
    reference: str
    made_by: str
    made_at: datetime
    new: int
    """Events that were added."""
    known: int
    """Events of the file that were here already."""
    told: tuple[str, ...] = ()
    """What is new, in sentences, without what the program noted itself."""
    writers: tuple[str, ...] = ()
    """Who wrote what is new."""
    came_back: str = ""
    """A sentence where the file brought entries that this machine wrote before it had a new id."""
    drafts: int = 0
    """Half-typed texts that were brought along."""
    drafts_left: int = 0
    """Those that were not taken, because something was written here since."""
    left: tuple[str, ...] = ()
    """How each of these begins."""
    conflicts: int = 0
    """What both sides changed and a person has to settle."""

    def words(self) -> str:
        """Return what came of it, for a person."""
        lines = [f"{self.reference}, handed over by {self.made_by or 'somebody'}:"]
        added = f"{_count(self.new, 'entry', 'entries')} added" if self.new else "nothing new"
        lines.append(f"{added}; {self.known} were here already.")
        if self.writers:
            lines.append(f"Written by {', '.join(self.writers)}.")
        if self.came_back:
            lines.append(self.came_back)
        if self.drafts:
            lines.append(f"{_count(self.drafts, 'half-typed text', 'half-typed texts')} brought along.")
        if self.drafts_left:
            left = _count(self.drafts_left, "half-typed text", "half-typed texts")
            lines.append(f"{left} not taken: what was written here since stays.")
            lines += [f"  “{words}”" for words in self.left]
        if self.conflicts:
            both = _count(self.conflicts, "thing was", "things were")
            lines.append(f"{both} changed on both sides: settle them among the warnings.")
        return "\n".join(lines)


def _count(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"
