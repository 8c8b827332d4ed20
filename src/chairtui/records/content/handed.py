"""Where copies of a meeting went and came from, as its log has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from chairtui.core.calendar.when import say_when
from chairtui.core.continuity import HANDED
from chairtui.core.history.log import Row, decode
from chairtui.core.sentences.continuity import hand_over_words

_KINDS = frozenset(kind.__name__ for kind in HANDED)


def handed(rows: Iterable[Row]) -> Iterator[tuple[str, str]]:
    """Yield each hand-over and each receipt: when and by whom, and what was done."""
    for row in rows:
        if row.kind in _KINDS:
            event: Any = decode(row).event
            yield f"{say_when(row.at)}, {row.actor or 'somebody'}", hand_over_words(event)
