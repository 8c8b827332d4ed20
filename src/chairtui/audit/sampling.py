"""A sample of meetings that anybody can draw again: the same meetings and the same seed, the same sample."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from chairtui.audit.counting import Counted


def sample(meetings: Sequence[Counted], size: int, seed: str) -> tuple[Counted, ...]:
    """Return so many meetings, drawn by a seed, in the order in which they were held; all if there are fewer.

    The draw depends on each meeting's id and the seed alone, so that neither the order of the meetings nor
    others that are added elsewhere change who comes before whom.
    """
    drawn = sorted(meetings, key=lambda one: _lot(one.meeting_id, seed))[:size]
    return tuple(sorted(drawn, key=lambda one: (one.held_on, one.reference, one.meeting_id)))


def _lot(meeting_id: str, seed: str) -> str:
    return hashlib.sha256(f"{seed}\0{meeting_id}".encode()).hexdigest()
