"""The rows of a history that comes in: whole, in a chain, and of one meeting."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from msgspec.structs import replace

from chairtui.core.calendar.when import say_when
from chairtui.core.history.log import Damaged, Row, broken_links, decode
from chairtui.core.leaving import left_words
from chairtui.live.ports import EventLog, NotSaved
from chairtui.live.spotless import spotless
from chairtui.records.interchange.refusal import NotTaken
from chairtui.text import clean


def check_history(rows: Sequence[Row], meeting_id: str) -> None:
    """Refuse rows that this program would not have written like this.

    Raises:
        NotTaken: rows are missing, were changed, belong elsewhere or hold text that was not cleaned.
    """
    if not rows:
        raise NotTaken("$.history", "expected at least one row, or no history at all")
    seen: set[str] = set()
    for number, row in enumerate(rows):
        _check_row(row, f"$.history[{number}]", meeting_id)
        if row.event_id in seen:
            raise NotTaken(f"$.history[{number}].event_id", "this event stands twice in the history")
        seen.add(row.event_id)
    if faults := broken_links(rows):
        stream, _, words = faults[0].partition(": ")
        raise NotTaken("$.history", f"in the stream {stream}, {words}: the history is not whole")


class NotWrittenHere(NotTaken):
    """Rows continue the stream of this machine, and it did not write them."""


def see_that_it_did_not_leave(log: EventLog, meeting_id: str) -> None:
    """Refuse a file of a meeting that left this machine, before its rows are compared with what is here.

    Raises:
        NotSaved: it did; the sentence says when.
    """
    if stone := next((one for one in log.left() if one.meeting_id == meeting_id), None):
        raise NotSaved(f"Not saved: {left_words(stone)} Nothing was changed.")


def new_rows(known: Iterable[Row], incoming: Iterable[Row], own: str) -> list[Row]:
    """Return the rows of `incoming` that are not among the known ones.

    `own` is the id under which this machine writes: what it wrote is here, so what is not is somebody else's.

    Raises:
        NotWrittenHere: there are rows that this machine is said to have written, and they are not here.
        NotTaken: both have a row in one place of a stream, and the two differ.
    """
    here = {(row.device_id, row.seq): row for row in known}
    new: list[Row] = []
    for row in incoming:
        there = here.get((row.device_id, row.seq))
        if there is None:
            new.append(row)
        elif there != row:
            path = f"row {row.device_id}/{row.seq}"
            raise NotTaken(path, "the file has another row here than the database; ask who is right")
    ours = [row for row in new if row.device_id == own]
    if ours:
        first = min(ours, key=lambda row: row.seq)
        raise NotWrittenHere(
            "",
            f"the file has {_entries(len(ours))} in the name of this machine ({first.device_id[-6:]}; the "
            f"first: {first.actor}, {say_when(first.at)}) that it never wrote: somebody else did. Nothing "
            "was taken in; ask who made the file",
        )
    return new


def came_back(new: Iterable[Row], formers: Collection[str]) -> str:
    """Return a sentence where there are rows of this machine from before it had a new id (`formers`).

    So come back those that were lost with an older copy. Whether somebody else wrote them is for a person.
    """
    back = [row for row in new if row.device_id in formers]
    if not back:
        return ""
    first = min(back, key=lambda row: row.lamport)
    return (
        f"{_entries(len(back)).capitalize()} in the name of this machine, from before it had a new id, came "
        f"with it (the first: {first.actor}, {say_when(first.at)}). If that was not lost here, ask who made "
        "the file."
    )


def _entries(count: int) -> str:
    return "an entry" if count == 1 else f"{count} entries"


def _check_row(row: Row, path: str, meeting_id: str) -> None:
    if row.meeting_id != meeting_id:
        raise NotTaken(f"{path}.meeting_id", "expected the id of this document's meeting")
    if row.seq < 1 or row.lamport < 1:
        raise NotTaken(f"{path}.seq", "expected numbers from 1 on")
    bare = replace(row, body="")
    if spotless(bare) != bare or clean(row.body, limit=len(row.body) + 1) != row.body:
        raise NotTaken(path, "the row holds text that this program would have cleaned")
    try:
        recorded = decode(row)
    except Damaged:
        raise NotTaken(f"{path}.body", "expected an event that this program knows") from None
    if row.kind != type(recorded.event).__name__:
        raise NotTaken(f"{path}.kind", "expected the kind of the event in the body")
    if spotless(recorded.event) != recorded.event:
        raise NotTaken(f"{path}.body", "the event holds text that this program would have cleaned")
