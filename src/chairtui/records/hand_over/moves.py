"""Handing a meeting over and receiving one, at a desk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from chairtui.core.change import Refused
from chairtui.core.clock_changes import OF_THE_CLOCK
from chairtui.core.continuity import OF_THE_LOG, Locked, NoteHandOver, NoteReceipt
from chairtui.core.history.log import Damaged, Recorded, Row, fold
from chairtui.core.meeting import Meeting
from chairtui.core.sentences.every_event import entries
from chairtui.core.sentences.names import brief
from chairtui.directory.agencies import Agencies
from chairtui.directory.naming import title_in
from chairtui.live.desk import Desk
from chairtui.live.following_up import note_what_came
from chairtui.live.handing import Lock, NotReceived, PutAside, Received, Unlock, Wanted, wanted_always
from chairtui.live.ledger import is_unlisted
from chairtui.live.ports import NotSaved, Taken
from chairtui.records.delivery.exporting import dated_name, write_whole
from chairtui.records.encryption.age import MOST_BYTES, check_lock, lock, unlock
from chairtui.records.hand_over.file import Manifest, Package, pack, unpack
from chairtui.records.interchange.history import (
    NotWrittenHere,
    came_back,
    new_rows,
    see_that_it_did_not_leave,
)
from chairtui.records.interchange.refusal import NotTaken

MOST_TOLD = 60
"""Sentences about what is new; the log has them all."""

_UNSAID = ("WarningRaised", "WarningCleared")
_BY_ITSELF = frozenset((*_UNSAID, *(kind.__name__ for kind in (*OF_THE_CLOCK, *OF_THE_LOG))))
"""Kinds that speak of no matter of the meeting: nobody wrote by them what a half-typed text could undo."""


def hand_over(desk: Desk, meeting_id: str, to: Path, with_: Lock, wanted: Wanted = wanted_always) -> Path:
    """Write a meeting into a locked file, or into a folder under a name of reference and date.

    That it is handed over, and for whom, is noted first: so it stands in the file as well, and comes back
    with it to whoever puts an older backup back. Where the file is not written after all, that is noted, too.

    Raises:
        Refused: the lock cannot be used.
        NotSaved: the file could not be written; what was there before is as it was.
        PutAside: it was not wanted any more; nothing was written.
    """
    history = desk.log.read(meeting_id)
    if not history:
        raise Refused("There is no such meeting.")
    check_lock(with_)
    file = to / dated_name(fold(history), ".age", desk.clock.now()) if to.is_dir() else to
    try:
        file.parent.stat()
    except OSError as error:
        raise _not_written(file, error) from None
    noted = NoteHandOver(to=with_.whom.strip(), locked=Locked.KEYS if with_.recipients else Locked.PASSPHRASE)
    desk.open(meeting_id).do(noted)
    try:
        _write(desk, meeting_id, file, with_, wanted)
    except (Refused, NotSaved, PutAside):
        desk.open(meeting_id).do(replace(noted, written=False))
        raise
    return file


def _write(desk: Desk, meeting_id: str, file: Path, with_: Lock, wanted: Wanted) -> None:
    history = desk.log.read(meeting_id)
    content = pack(
        [one.row for one in history],
        desk.drafts.all(meeting_id),
        reference=fold(history).reference,
        by=desk.settings.name,
        device_id=desk.device.id,
        at=desk.clock.now(),
    )
    locked = lock(content, with_, wanted)
    if not wanted():
        raise PutAside
    try:
        write_whole(file, locked)
    except OSError as error:
        raise _not_written(file, error) from None


def _not_written(file: Path, error: OSError) -> NotSaved:
    why = (error.strerror or type(error).__name__).lower()
    return NotSaved(f"Not written: {file}: {why}. What was there before is as it was.")


def read_file(file: Path) -> bytes:
    """Return a file that was handed over, still locked.

    Raises:
        NotReceived: it cannot be read.
    """
    try:
        with file.open("rb") as source:
            content = source.read(MOST_BYTES + 1)
    except OSError as error:
        why = (error.strerror or type(error).__name__).lower()
        raise NotReceived(f"{file} cannot be read: {why}.") from None
    if len(content) > MOST_BYTES:
        raise NotReceived(f"The file has more than {MOST_BYTES // 1_000_000} MB, which no meeting has.")
    return content


def receive(desk: Desk, content: bytes, by: Unlock, wanted: Wanted = wanted_always) -> Received:
    """Take a locked file in, and note from whom it came; where it brings nothing, nothing is noted.

    Raises:
        NotReceived, NotSaved, PutAside: as `take_in` has it; or it was taken in, and could not be noted.
    """
    done, noted = take_in(desk, content, by, wanted)
    if noted is not None:
        desk.open(done.meeting_id).do(noted)
    return done


def take_in(
    desk: Desk, content: bytes, by: Unlock, wanted: Wanted = wanted_always
) -> tuple[Received, NoteReceipt | None]:
    """Take a locked file in: everything is proved before anything is stored.

    Returns:
        what came of it, and what is to be noted where it brought anything that somebody had done.

    Raises:
        NotReceived: it does not open, is not as it was written, or contradicts what is here.
        NotSaved: it could not be stored; nothing was changed.
        PutAside: it was not wanted any more; nothing was changed.
    """
    package = unpack(unlock(content, by, wanted))
    meeting_id = package.manifest.meeting_id
    if not wanted():
        raise PutAside
    see_that_it_did_not_leave(desk.log, meeting_id)
    known = desk.log.read(meeting_id)
    here = [one.row for one in known]
    try:
        new = new_rows(here, package.rows, desk.device.id)
        if new:
            desk.log.take_in(package.rows)
    except NotWrittenHere as wrong:
        words = str(wrong)
        raise NotReceived(f"{words[0].upper()}{words[1:]}.") from None
    except (NotTaken, Taken):
        raise NotReceived(
            "The file contradicts what is here: the same machine wrote two different entries in one place. "
            "Nothing was changed; ask who is right."
        ) from None
    except Damaged as damage:
        raise NotReceived(str(damage)) from None
    history = desk.log.read(meeting_id) if new else known
    if is_unlisted(one.row for one in history):
        desk.open(meeting_id).keep_ledger()
    if new:
        note_what_came(desk, meeting_id)
    taken, left = _bring_drafts(desk, package, here)
    done = _received(package, new, history, desk.agencies, taken, left)
    done = replace(done, came_back=came_back(new, desk.device.formers.ids))
    return done, _receipt(package.manifest, new)


def _receipt(manifest: Manifest, new: Sequence[Row]) -> NoteReceipt | None:
    if all(row.kind in _BY_ITSELF for row in new):
        return None
    return NoteReceipt(
        by=manifest.made_by, device_id=manifest.device_id, made_at=manifest.made_at, entries=len(new)
    )


def _bring_drafts(desk: Desk, package: Package, here: Sequence[Row]) -> tuple[int, tuple[str, ...]]:
    """Keep the drafts where nothing was written here that the sender had not seen.

    Returns:
        how many were kept, and how each of the others begins.
    """
    sent = {device: seq for device, seq, _ in package.manifest.heads}
    newer_here = any(sent.get(row.device_id, 0) < row.seq and row.kind not in _BY_ITSELF for row in here)
    mine = desk.drafts.all(package.manifest.meeting_id)
    taken = 0
    left: list[str] = []
    for draft in package.drafts:
        if mine.get(draft.field) == draft.words:
            continue
        if newer_here or draft.field in mine:
            left.append(brief(draft.words))
        else:
            desk.drafts.keep(package.manifest.meeting_id, draft.field, draft.words)
            taken += 1
    return taken, tuple(left)


def _received(
    package: Package,
    new: Sequence[Row],
    history: Sequence[Recorded],
    agencies: Agencies,
    taken: int,
    left: tuple[str, ...],
) -> Received:
    ids = {row.event_id for row in new}
    meeting: Meeting = fold(history)
    said = entries(history, title_in(meeting, agencies))
    told = [one.words for one in said if one.event_id in ids and one.kind not in _UNSAID]
    return Received(
        meeting_id=package.manifest.meeting_id,
        reference=meeting.reference,
        made_by=package.manifest.made_by,
        made_at=package.manifest.made_at,
        new=len(new),
        known=len(package.rows) - len(new),
        told=tuple(told[:MOST_TOLD]),
        writers=tuple(dict.fromkeys(row.actor for row in new)),
        drafts=taken,
        drafts_left=len(left),
        left=left,
        conflicts=len(meeting.conflicts),
    )
