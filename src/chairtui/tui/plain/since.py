"""What an act changed, in sentences: what was noted, and which warnings rose and cleared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from chairtui.core.history.log import Recorded
from chairtui.core.meeting import Meeting
from chairtui.core.sentences.every_event import sentence
from chairtui.core.sentences.names import Names
from chairtui.directory.naming import title_in
from chairtui.live.undoing import BY_ITSELF
from chairtui.standards.placed import Attention
from chairtui.tui.plain.reading import row_lines
from chairtui.tui.rows.warnings import View, panel_rows
from chairtui.tui.sitting.sitting import Sitting

HIDDEN = "It is noted; names and text are hidden."


@dataclass(frozen=True)
class Before:
    """How a meeting stood."""

    meeting: Meeting = field(default_factory=Meeting)
    entries: frozenset[str] = frozenset()
    warnings: dict[str, tuple[str, ...]] = field(default_factory=dict)
    private: bool = False

    def until(self, sitting: Sitting) -> Iterator[str]:
        """Yield what has changed in the same meeting, as sentences."""
        if sitting.live.outcome.meeting.id == self.meeting.id:
            yield from self._noted(sitting)
            yield from self._warned(sitting) if sitting.private is self.private else ()

    def _noted(self, sitting: Sitting) -> Iterator[str]:
        new = [one for one in sitting.live.history if one.row.event_id not in self.entries and _told(one)]
        if sitting.private:
            yield from [HIDDEN] if new else []
            return
        after = sitting.live.outcome.meeting
        names = Names(self.meeting, after, title_in(after, sitting.desk.agencies))
        yield from dict.fromkeys(f"Noted: {sentence(one.event, names)}" for one in new)

    def _warned(self, sitting: Sitting) -> Iterator[str]:
        now = standing(sitting)
        for key, lines in now.items():
            was = self.warnings.get(key, ())
            if not was:
                yield f"Warning raised: {lines[0]}"
            elif new := [line for line in lines if line not in was]:
                yield f"Warning now: {' '.join(dict.fromkeys((lines[0], *new)))}"
        yield from (f"Warning cleared: {was[0]}" for key, was in self.warnings.items() if key not in now)


def before(sitting: Sitting | None) -> Before:
    """Return how the open meeting stands, to be asked later what changed."""
    if sitting is None:
        return Before()
    entries = frozenset(one.row.event_id for one in sitting.live.history)
    return Before(sitting.live.outcome.meeting, entries, standing(sitting), sitting.private)


def standing(sitting: Sitting) -> dict[str, tuple[str, ...]]:
    """Return each warning in the words of the panel's one list, line by line, by its key."""
    view = View(now=sitting.now, flat=True)
    rows = panel_rows(sitting.shown, Attention(), sitting.desk.agencies, view)
    return {row.key: tuple(row_lines(row, "reminder")) for row in rows if row.selectable}


def _told(recorded: Recorded) -> bool:
    return not isinstance(recorded.event, BY_ITSELF)
