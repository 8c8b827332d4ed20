"""Whose an act is: what this program wrote itself, and what it saw others add while it was running."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chairtui.core.history.log import Recorded


class Acts:
    """The acts of one running program, through whichever door it wrote them.

    The log does not tell them apart: two programs on one machine write into one stream.
    """

    def __init__(self) -> None:
        """Know of none yet."""
        self._ours: set[str] = set()
        self._others: set[str] = set()

    def write(self, events: Iterable[Recorded]) -> None:
        """Note what is about to be stored here, before anybody can read it."""
        self._ours |= {one.row.act_id for one in events}

    def came(self, events: Iterable[Recorded]) -> None:
        """Note what is new in a meeting that was open here."""
        self._others |= {one.row.act_id for one in events} - self._ours

    def is_another_s(self, act_id: str) -> bool:
        """Say whether somebody else added an act meanwhile, so that it is theirs to take back."""
        return act_id in self._others
