"""Finds what two machines changed without having seen each other.

It follows from the rows alone, so that every machine finds the same. A change counts until a later one of the
same thing has seen it; what is left, if it says two different things, is a conflict.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace

from chairtui.core.after_signing import EVENTS_AFTER_SIGNING
from chairtui.core.change import Event
from chairtui.core.closing import SignedOff
from chairtui.core.concern import SAFETY, Safety
from chairtui.core.conflicts import SIGNATURE, Conflict, ConflictSettled, Side
from chairtui.core.meeting import EventsWithdrawn, MeetingStarted
from chairtui.core.protecting import answer_of, protecting
from chairtui.core.what_changes import ALL, GONE, Root, what_changes

if TYPE_CHECKING:
    from chairtui.core.history.log import Recorded

FIRST_STANDS: tuple[type[Event], ...] = (MeetingStarted, SignedOff)
"""Of these the first in the order of the log stands, of all others the last."""


_Marks = set[tuple[Root, str]]
"""What two changes have in common: roots and fields."""


@dataclass(frozen=True)
class _Write:
    """That an event changed a thing."""

    recorded: Recorded
    number: int
    """Where the event stands in the order of the log."""
    root: Root
    field: str
    value: Any
    undoes: Recorded | None = None
    """The event that it took back, for a withdrawal."""

    @cached_property
    def heads(self) -> dict[str, int]:
        """What the writer had seen of the other machines."""
        return dict(self.recorded.row.seen)

    def saw(self, other: Recorded) -> bool:
        """Say whether its writer had seen another event."""
        mine, its = self.recorded.row, other.row
        return its.seq <= (mine.seq if mine.device_id == its.device_id else self.heads.get(its.device_id, 0))

    def overlaps(self, other: _Write) -> bool:
        """Say whether both change the same field, or one of them takes the whole thing away."""
        return self.field == other.field or ALL in (self.field, other.field)


def find_conflicts(history: Sequence[Recorded], gone: frozenset[str]) -> tuple[Conflict, ...]:
    """Return the conflicts of a history, given in order, whose `gone` events do not count."""
    begin = _since_unseen(history)
    standing = [(number, one) for number, one in begin if one.row.event_id not in gone]
    if not standing:
        return ()
    by_root = _written(standing, history)
    settled = [
        frozenset(one.event.event_ids) for _, one in standing if isinstance(one.event, ConflictSettled)
    ]
    pairs: dict[tuple[int, int], _Marks] = defaultdict(set)
    left: list[_Write] = []
    for writes in by_root.values():
        candidates = _unreplaced(writes)
        left += candidates
        for first, second in combinations(candidates, 2):
            if _differ(first, second) and not _is_settled(first, second, settled):
                key = (min(first.number, second.number), max(first.number, second.number))
                pairs[key].add((first.root, ALL if ALL in (first.field, second.field) else first.field))
    groups: dict[frozenset[tuple[Root, str]], list[tuple[int, int]]] = defaultdict(list)
    for key, marks in sorted(pairs.items()):
        groups[frozenset(marks)].append(key)
    conflicts = [_conflict(history, keys, marks) for marks, keys in groups.items()]
    return (*conflicts, *_unsealed(left, by_root, settled))


def _since_unseen(history: Sequence[Recorded]) -> list[tuple[int, Recorded]]:
    """Return the history, with numbers, from the first event that some machine wrote past; mostly nothing."""
    streams: dict[str, dict[int, Recorded]] = defaultdict(dict)
    for recorded in history:
        streams[recorded.row.device_id][recorded.row.seq] = recorded
    for number, recorded in enumerate(history):
        seen = dict(recorded.row.seen)
        for device, stream in streams.items():
            following = stream.get(seen.get(device, 0) + 1) if device != recorded.row.device_id else None
            if following and dict(following.row.seen).get(recorded.row.device_id, 0) < recorded.row.seq:
                return list(enumerate(history))[number:]
    return []


def _written(
    standing: Sequence[tuple[int, Recorded]], history: Sequence[Recorded]
) -> dict[Root, list[_Write]]:
    """Return all changes by the root of what they change; of roots that two machines changed."""
    by_root: dict[Root, list[_Write]] = defaultdict(list)
    later: list[tuple[int, Recorded]] = []
    for number, recorded in standing:
        if isinstance(recorded.event, EventsWithdrawn | ConflictSettled):
            later.append((number, recorded))
        for root, field, value in what_changes(recorded.event):
            by_root[root].append(_Write(recorded, number, root, field, value))
    by_id = {one.row.event_id: one for one in history} if later else {}
    for number, recorded in later:
        event: Any = recorded.event
        named = [by_id[known] for known in event.event_ids if known in by_id]
        if isinstance(event, EventsWithdrawn):
            for undone in named:
                for root, field, _ in what_changes(undone.event):
                    value = ("taken back", undone.row.event_id)
                    by_root[root].append(_Write(recorded, number, root, field, value, undone))
        else:
            for root, field, value in _settles(event, named, by_id):
                by_root[root].append(_Write(recorded, number, root, field, value))
    signed = any(isinstance(one.event, SignedOff) for _, one in standing)
    return {
        root: writes
        for root, writes in by_root.items()
        if signed or any(write.recorded.row.device_id != writes[0].recorded.row.device_id for write in writes)
    }


def _settles(
    event: ConflictSettled, named: Iterable[Recorded], by_id: dict[str, Recorded]
) -> Iterator[tuple[Root, str, Any]]:
    """Return what a settlement says about each thing that its events had in common."""
    kept = by_id.get(event.kept)
    says = {(root, field): value for root, field, value in what_changes(kept.event)} if kept else {}
    times: dict[Root, list[str]] = defaultdict(list)
    for entry in named:
        for root, field, _ in what_changes(entry.event):
            times[root].append(field)
    for root, fields in times.items():
        for field in set(fields):
            if fields.count(field) > 1 or (ALL in fields and len(fields) > 1):
                yield root, field, says.get((root, field), says.get((root, ALL), ("kept", event.kept)))


def _unreplaced(writes: Sequence[_Write]) -> list[_Write]:
    """Return the changes that no later change of the same thing had seen.

    Taking something back replaces nothing: what was there before it counts again.
    """
    last: dict[tuple[str, str], _Write] = {}
    for write in sorted(writes, key=lambda write: write.recorded.row.seq):
        if write.undoes is None:
            last[write.recorded.row.device_id, write.field] = write
    replacing = list(last.values())
    candidates = [*replacing, *(write for write in writes if write.undoes is not None)]
    return sorted(
        (write for write in candidates if not any(_replaces(other, write) for other in replacing)),
        key=lambda write: write.number,
    )


def _replaces(later: _Write, write: _Write) -> bool:
    return later.recorded is not write.recorded and later.overlaps(write) and later.saw(write.recorded)


def _differ(first: _Write, second: _Write) -> bool:
    if first.recorded.row.device_id == second.recorded.row.device_id or not first.overlaps(second):
        return False
    for write, other in ((first, second), (second, first)):
        if write.undoes is not None and not other.saw(write.undoes):
            return False
    return bool(first.value != second.value)


def _is_settled(first: _Write, second: _Write, settled: Iterable[frozenset[str]]) -> bool:
    pair = {first.recorded.row.event_id, second.recorded.row.event_id}
    return any(pair <= ids for ids in settled)


def _conflict(
    history: Sequence[Recorded], pairs: Sequence[tuple[int, int]], marks: frozenset[tuple[Root, str]]
) -> Conflict:
    """Return what several changes of the same things make, with the side that stands meanwhile."""
    numbers = sorted({number for pair in pairs for number in pair})
    events = [history[number].event for number in numbers]
    sides = [_shown(history[number], history) for number in numbers]
    (part, _), _ = min(marks)
    stands = _standing(part, [_says(history[number], history).event for number in numbers])
    if part == SAFETY or not any(isinstance(event, ConflictSettled) for event in events):
        sides[stands] = replace(sides[stands], stands=True)
    ids = tuple(sorted({root[1] for root, _ in marks}))
    return Conflict(event_id=sides[0].event_id, words=part, sides=tuple(sides), ids=ids)


def _standing(part: str, events: Sequence[Event]) -> int:
    """Return which of the changes the meeting shows: mostly the last, never a part of what is taken out.

    About safety it is the answer that protects.
    """
    if part == SAFETY:
        return protecting(events)
    if isinstance(events[0], FIRST_STANDS):
        return 0
    standing = 0
    for number, event in enumerate(events):
        if not takes_away(events[standing]) or takes_away(event) or _is_whole(event):
            standing = number
    return standing


def takes_away(event: Event) -> bool:
    """Say whether an event takes something out of the meeting."""
    return any(value == GONE for _, _, value in what_changes(event))


def _is_whole(event: Event) -> bool:
    """Say whether an event puts back what another took out."""
    return any(field == "" for _, field, _ in what_changes(event))


def _shown(recorded: Recorded, history: Sequence[Recorded]) -> Side:
    """Return an event as a side; a settlement says what it let stand."""
    said = _says(recorded, history)
    return replace(side_of(recorded), kind=said.row.kind, body=side_of(said).body)


def _says(recorded: Recorded, history: Sequence[Recorded]) -> Recorded:
    """Return what an event says: itself, or for a settlement the event that it let stand."""
    if not isinstance(recorded.event, ConflictSettled):
        return recorded
    kept = recorded.event.kept
    return next((other for other in history if other.row.event_id == kept), recorded)


def safety_meanwhile(conflicts: Iterable[Conflict], history: Sequence[Recorded]) -> Safety | None:
    """Return the answer about safety that holds while two machines disagree; nothing when they do not."""
    standing = {
        side.event_id for one in conflicts if one.words == SAFETY for side in one.sides if side.stands
    }
    sides = [_says(one, history).event for one in history if one.row.event_id in standing]
    return answer_of(sides[protecting(sides)]) if sides else None


def _unsealed(
    left: Sequence[_Write],
    by_root: dict[Root, list[_Write]],
    settled: Sequence[frozenset[str]],
) -> Iterator[Conflict]:
    """Return what was written on one machine without having seen that the record was signed on another."""
    signatures = [write for write in left if isinstance(write.recorded.event, SignedOff)]
    seen: set[tuple[str, str]] = set()
    for signature in signatures:
        for write in sorted(left, key=lambda write: write.number):
            pair = (signature.recorded.row.event_id, write.recorded.row.event_id)
            after = isinstance(write.recorded.event, (*EVENTS_AFTER_SIGNING, ConflictSettled))
            unseen = not write.saw(signature.recorded) and not signature.saw(write.recorded)
            unseen = unseen and (write.undoes is None or signature.saw(write.undoes))
            if after or not unseen or pair in seen or _is_settled(signature, write, settled):
                continue
            seen.add(pair)
            earlier = tuple(
                other.recorded.row.event_id
                for other in by_root[write.root]
                if other.recorded.row.device_id == write.recorded.row.device_id
                and other.recorded is not write.recorded
                and not signature.saw(other.recorded)
            )
            sides = (
                side_of(signature.recorded),
                replace(side_of(write.recorded), earlier=tuple(dict.fromkeys(earlier))),
            )
            yield Conflict(
                event_id=sides[0].event_id,
                words=SIGNATURE,
                sides=tuple(replace(side, stands=True) for side in sides),
            )


def side_of(recorded: Recorded) -> Side:
    """Return an event as one side of a conflict."""
    return Side(
        event_id=recorded.row.event_id,
        device_id=recorded.row.device_id,
        actor=recorded.row.actor,
        at=recorded.row.at,
        kind=recorded.row.kind,
        body=msgspec.json.encode(recorded.event).decode(),
    )
