"""What two machines changed without having seen each other: what is not settled, and what was."""

from __future__ import annotations

from collections.abc import Iterator

from chairtui.core.conflicts import Conflict, ConflictSettled
from chairtui.core.history.conflict_finding import side_of
from chairtui.core.history.log import decode, withdrawn
from chairtui.core.sentences.conflicts import heading, lines
from chairtui.records.content.frame import Frame, said
from chairtui.records.record import Section, table

APART = "Changed on two machines apart"
OPEN = "NOT SETTLED"


def apart_page(frame: Frame) -> Iterator[Section]:
    """Return the section of what is not settled, if anything is; of a copy its first page says so."""
    rows = tuple(_standing(frame))
    if rows:
        yield Section(APART, (table("What|Each side:wide|Which stands", rows),))


def settled_page(frame: Frame) -> Iterator[Section]:
    """Return the section of what was settled, for the chair alone."""
    rows = tuple(_settled(frame))
    if rows:
        yield Section(APART, (table("What|Each side:wide|Which stands", rows),))


def _standing(frame: Frame) -> Iterator[tuple[str, ...]]:
    for one in frame.meeting.conflicts:
        yield (heading(one), "\n".join(lines(one, frame.meeting, frame.title)), OPEN)


def _settled(frame: Frame) -> Iterator[tuple[str, ...]]:
    if all(row.kind != ConflictSettled.__name__ for row in frame.rows):
        return
    history = [decode(row) for row in frame.rows]
    gone, known = withdrawn(history), {entry.row.event_id: entry for entry in history}
    for entry in history:
        settled = entry.event
        if isinstance(settled, ConflictSettled) and entry.row.event_id not in gone:
            sides = tuple(side_of(known[key]) for key in settled.event_ids if key in known)
            what = Conflict(event_id=entry.row.event_id, words=settled.what, sides=sides)
            words = "\n".join(lines(what, frame.meeting, frame.title))
            by = f"settled by {entry.row.actor}, {said(entry.row.at)}"
            kept = f"what {settled.by} wrote {said(settled.written_at)}" if settled.kept else "left out"
            yield (heading(what), words, f"{kept}; {by}")
