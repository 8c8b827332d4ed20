"""The hand-over file, `chairtui.hand-over/1`: a manifest and the events and drafts of one meeting, as lines.

Every line is JSON in the one form that this program writes. A file that says the same in another form is not
one of ours and is refused, so that two readers can never understand it differently.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from chairtui.core.history.log import Row
from chairtui.live.handing import NotReceived
from chairtui.live.spotless import spotless
from chairtui.records.interchange.checks import is_id
from chairtui.records.interchange.history import check_history
from chairtui.records.interchange.refusal import NotTaken
from chairtui.text import LIMIT, clean

FORMAT = "chairtui.hand-over/1"
MOST_BYTES = 50_000_000
MOST_ROWS = 200_000
MOST_DRAFTS = 10_000

Head = tuple[str, int, str]
"""Device, number and hash of the last row of a stream."""

T = TypeVar("T", bound=Struct)


class Manifest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The first line: what the file holds, so that nothing can be cut off or put in unnoticed."""

    format: str
    meeting_id: str
    reference: str
    made_by: str
    device_id: str
    made_at: datetime
    rows: int
    drafts: int
    heads: tuple[Head, ...]
    sha256: str
    """Of this line with an empty sum, and of all lines after it."""


class Draft(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A half-typed text."""

    field: str
    words: str


class Package(Struct, frozen=True, kw_only=True):
    """A hand-over file that was read and proved."""

    manifest: Manifest
    rows: tuple[Row, ...]
    drafts: tuple[Draft, ...]


def pack(
    rows: Sequence[Row], drafts: Mapping[str, str], *, reference: str, by: str, device_id: str, at: datetime
) -> bytes:
    """Return the lines of a meeting's hand-over."""
    ordered = sorted(rows, key=lambda row: (row.device_id, row.seq))
    texts = [Draft(field=clean(field), words=clean(words)) for field, words in sorted(drafts.items())]
    lines = b"".join(msgspec.json.encode(one) + b"\n" for one in (*ordered, *texts))
    manifest = Manifest(
        format=FORMAT,
        meeting_id=ordered[0].meeting_id,
        reference=spotless(reference),
        made_by=spotless(by),
        device_id=device_id,
        made_at=at,
        rows=len(ordered),
        drafts=len(texts),
        heads=heads_of(ordered),
        sha256="",
    )
    proved = replace(manifest, sha256=_sum(manifest, lines))
    return msgspec.json.encode(proved) + b"\n" + lines


def _sum(manifest: Manifest, lines: bytes) -> str:
    bare = msgspec.json.encode(replace(manifest, sha256=""))
    return hashlib.sha256(bare + b"\n" + lines).hexdigest()


def heads_of(rows: Iterable[Row]) -> tuple[Head, ...]:
    """Return the last row of each stream."""
    heads: dict[str, Head] = {}
    for row in sorted(rows, key=lambda row: row.seq):
        heads[row.device_id] = (row.device_id, row.seq, row.hash)
    return tuple(heads[device] for device in sorted(heads))


def unpack(content: bytes) -> Package:
    """Return what a hand-over file holds, once everything in it is proved.

    Raises:
        NotReceived: it is no hand-over, or not as it was written.
    """
    if len(content) > MOST_BYTES:
        raise NotReceived(f"The file has more than {MOST_BYTES // 1_000_000} MB, which no meeting has.")
    first, _, rest = content.partition(b"\n")
    manifest = _line(first, Manifest, "This is no hand-over of a meeting.")
    if manifest.format != FORMAT:
        raise NotReceived(f"This is no hand-over of the form {FORMAT}, the only one that is read here.")
    if not (0 < manifest.rows <= MOST_ROWS and 0 <= manifest.drafts <= MOST_DRAFTS):
        raise NotReceived("The file says that it holds more than any meeting has, or nothing.")
    if _sum(manifest, rest) != manifest.sha256:
        raise _not_whole("its lines are not those that were written")
    lines = rest.split(b"\n")
    if lines.pop() != b"" or len(lines) != manifest.rows + manifest.drafts:
        raise _not_whole("lines are missing")
    rows = tuple(_line(line, Row) for line in lines[: manifest.rows])
    drafts = tuple(_line(line, Draft) for line in lines[manifest.rows :])
    _check(manifest, rows, drafts)
    return Package(manifest=manifest, rows=rows, drafts=drafts)


def _check(manifest: Manifest, rows: tuple[Row, ...], drafts: tuple[Draft, ...]) -> None:
    if not is_id(manifest.meeting_id) or spotless(manifest) != manifest:
        raise _not_whole("its first line is not one that this program writes")
    try:
        check_history(rows, manifest.meeting_id)
    except NotTaken as wrong:
        raise _not_whole(str(wrong)) from None
    if heads_of(rows) != manifest.heads:
        raise _not_whole("the last entries are not those that its first line names")
    last = {device: seq for device, seq, _ in manifest.heads}
    for row in rows:
        if any(last.get(device, 0) < seq for device, seq in row.seen):
            raise _not_whole("entries are missing that others had seen")
    if len({draft.field for draft in drafts}) < len(drafts):
        raise _not_whole("a half-typed text stands twice")
    for draft in drafts:
        if len(draft.words) > LIMIT or clean(draft.words) != draft.words or clean(draft.field) != draft.field:
            raise _not_whole("a half-typed text holds what this program would have cleaned")


def _line(line: bytes, kind: type[T], otherwise: str = "") -> T:
    try:
        entry: Any = msgspec.json.decode(line, type=kind)
        again = msgspec.json.encode(entry)
    except (msgspec.MsgspecError, UnicodeError, RecursionError, ValueError):
        again = b""
    if not line or again != line:
        raise NotReceived(otherwise) if otherwise else _not_whole("a line cannot be read")
    return entry  # type: ignore[no-any-return]


def _not_whole(why: str) -> NotReceived:
    return NotReceived(f"The file is not as it was written: {why}. Nothing was changed here.")
