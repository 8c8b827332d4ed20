"""The versions of a signed record as a history made them: what each holds, and the rows it is made of.

A version is made of what its writer had seen, and of nothing else. So it is the same on every machine and
whenever it is made again, whatever comes in from another machine later.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime

from msgspec import Struct

from chairtui.core.change import Refused
from chairtui.core.closing import LateInformationAdded, LateInformationAnswered, SignedOff
from chairtui.core.continuity import HANDED
from chairtui.core.history.log import Recorded, Row, decode, fold
from chairtui.core.meeting import CHANGES_NOTHING
from chairtui.core.sentences.every_event import Entry, entries
from chairtui.core.versions import Version, version_of
from chairtui.core.views import Title, plain_title
from chairtui.core.warnings import WarningCleared, WarningHandled, WarningRaised

MAKES = {
    SignedOff: "signed",
    LateInformationAdded: "late information",
    LateInformationAnswered: "answer to late information",
}
"""What makes a version, and the words for it."""

_OF_WARNINGS = (WarningRaised, WarningCleared, WarningHandled)
NOT_TOLD = tuple(kind for kind in (*CHANGES_NOTHING, *_OF_WARNINGS) if kind not in HANDED)

TOGETHER, AS_IT_STANDS = "what was added apart, together", "as it stands"


class Made(Struct, frozen=True, kw_only=True):
    """One version of a record."""

    version: Version
    what: str
    """What made it."""
    at: datetime
    """When that was noted."""
    rows: tuple[Row, ...]
    """What it is made of, in the order of the log."""

    @property
    def sealed(self) -> str:
        """The hash of the log up to it."""
        return seal(self.rows)


def seal(rows: Sequence[Row]) -> str:
    """Return the hash of a log as it stood: that of its last row, or over the last rows of its streams."""
    heads = {row.device_id: row for row in sorted(rows, key=lambda row: row.seq)}
    if len(heads) == 1:
        return next(iter(heads.values())).hash
    lines = "".join(f"{device} {row.seq} {row.hash}\n" for device, row in sorted(heads.items()))
    return hashlib.sha256(lines.encode()).hexdigest()


def versions(rows: Sequence[Row]) -> tuple[Made, ...]:
    """Return each version of a signed record in the order of the log; the newest is the last."""
    if all(row.kind != SignedOff.__name__ for row in rows):
        return ()
    history = [decode(row) for row in rows]
    makers = [entry for entry in history if type(entry.event) in MAKES]
    made: dict[Version, Made] = {}
    for maker in makers:
        _add(made, _seen_by((maker,), history), MAKES[type(maker.event)])
    if made:
        _add(made, _seen_by(makers, history), TOGETHER)
        _add(made, history, AS_IT_STANDS)
        newest = version_of(fold(history).closing)
        made[newest] = made.pop(newest)
    return tuple(made.values())


def since(rows: Sequence[Row], made: Made, title: Title = plain_title) -> tuple[Entry, ...]:
    """Return what people noted that a version does not hold, as sentences: done, seen, sent, answered.

    What was taken back is not among it, nor what the program noted of the log itself, nor of warnings: what
    was open at signing stands as it stood then.
    """
    held = {row.event_id for row in made.rows}
    history = [decode(row) for row in rows]
    told = zip(history, entries(history, title), strict=True)
    return tuple(
        entry
        for recorded, entry in told
        if entry.event_id not in held and not entry.withdrawn and not isinstance(recorded.event, NOT_TOLD)
    )


def _add(made: dict[Version, Made], history: Sequence[Recorded], what: str) -> None:
    """Put a version among those found, unless it is there or nothing is signed."""
    closing = fold(history).closing
    version = version_of(closing)
    if closing.signature is not None and version not in made:
        at = max(entry.row.at for entry in history if type(entry.event) in MAKES)
        rows = tuple(entry.row for entry in history)
        made[version] = Made(version=version, what=what, at=at, rows=rows)


def _seen_by(makers: Iterable[Recorded], history: Sequence[Recorded]) -> list[Recorded]:
    """Return what the writers of some events had seen when they wrote them, with these events."""
    heads: dict[str, int] = {}
    for row in (one.row for one in makers):
        for device, seq in (*row.seen, (row.device_id, row.seq)):
            heads[device] = max(heads.get(device, 0), seq)
    return [one for one in history if one.row.seq <= heads.get(one.row.device_id, 0)]


def version_at(made: Sequence[Made], wanted: str) -> Made:
    """Return the version that is meant: by its number, its mark, or both (``3-ba8e42``); empty is the newest.

    Raises:
        Refused: there is none, or several bear the number; the sentence names them.
    """
    if not wanted:
        return made[-1]
    number, _, mark = wanted.partition("-")
    alike = [
        candidate
        for candidate in made
        if wanted in (candidate.version.mark, candidate.version.name)
        or (not mark and number == str(candidate.version.number))
    ]
    left = [one for one in alike if not any(_goes_on_from(other, one) for other in alike)]
    if len(left) > 1:
        names = ", ".join(one.version.name for one in left)
        raise Refused(f"There is more than one version {number} of this record. Say which: {names}.")
    if not left:
        raise Refused(f"There is no version {wanted} of this record.")
    return left[0]


def _goes_on_from(later: Made, earlier: Made) -> bool:
    """Say whether one version holds all rows of another, and more."""
    return len(later.rows) > len(earlier.rows) and set(later.rows) >= set(earlier.rows)
