"""The head of a record: whom it is about, what kind of meeting it was, whose copy it is, and its version."""

from __future__ import annotations

from collections.abc import Sequence

from chairtui.core.births import birth_words
from chairtui.core.children import Child
from chairtui.core.listing import and_words
from chairtui.core.rooms import record_type
from chairtui.core.versions import version_of
from chairtui.core.vocabulary import RecordKind, Stage
from chairtui.records.content.frame import Frame, said
from chairtui.records.record import Record, Section

DOCUMENTS = {
    RecordKind.FULL: "Record of the meeting",
    RecordKind.CHILD: "Record for one child",
    RecordKind.EXTRACT: "Extract of the record",
    RecordKind.NOTICE: "Outcome notice",
}
DRAFT = "DRAFT: not signed"
MOST_NAMED = 3
"""How many children a title names; of more it names the first, and the table of the children has all."""


def title_of(frame: Frame) -> str:
    """Return what the record is called; nobody can type it."""
    if frame.meeting.stage is Stage.PREPARING:
        return "Meeting in preparation"
    return record_type(frame.meeting).title


def name_of(children: Sequence[Child]) -> str:
    """Return the children as the title names them: Tyrell and Temi Odukoya; Tyrell Odukoya and 4 others."""
    names = [child.name for child in children]
    if len(names) > MOST_NAMED:
        return f"{names[0]} and {len(names) - 1} others"
    parted = [name.rpartition(" ") for name in names]
    if len(names) > 1 and len({last for _, _, last in parted}) == 1 and all(one[0] for one in parted):
        return f"{and_words([first for first, _, _ in parted])} {parted[0][2]}"
    return and_words(names)


def version_words(frame: Frame) -> str:
    """Return which version it is: with its mark from the second on, which two machines may each have made."""
    version = frame.version or version_of(frame.meeting.closing)
    return version.words if version.number > 1 else f"version {version.number}"


def record(frame: Frame, *sections: Section, document: str = "", footer: str = "") -> Record:
    """Return sections as a record, below the title that nobody can type."""
    meeting, signature = frame.meeting, frame.meeting.closing.signature
    version = frame.version or version_of(meeting.closing)
    held = said(meeting.started_at or meeting.scheduled_at, "no time set")
    title, name = title_of(frame), name_of(meeting.concern.children)
    document = document or DOCUMENTS[frame.copy.kind]
    state = DRAFT
    if signature:
        when = f" {said(signature.signed_at)}" if signature.signed_at else ""
        state = f"Signed{when}, {version_words(frame)}"
    begun = meeting.stage is not Stage.PREPARING
    return Record(
        title=title,
        reference=meeting.reference,
        subtitle=" · ".join(filter(None, (meeting.reference, meeting.authority, held, document, state))),
        version=version.number,
        mark=version.mark,
        sections=sections,
        name=name,
        grave=begun and not record_type(meeting).minimum.met,
        authority=meeting.authority,
        document=document,
        state=state,
        draft=signature is None,
        running=_running(meeting.concern.children, name, title, held),
        footer=footer or f"· {_whose(frame)}",
    )


def _running(children: Sequence[Child], name: str, title: str, held: str) -> str:
    """Return what stands above each further page: a loose page still says whose it is."""
    birth = birth_words(children[0]) if len(children) == 1 else ""
    return f"{', '.join(filter(None, (name, birth)))} · {title.partition(':')[0]}, {held}".removeprefix(" · ")


def _whose(frame: Frame) -> str:
    copy = frame.copy
    if copy.recipient:
        return f"copy for {copy.recipient}"
    return "a copy" if copy.kind is not RecordKind.FULL or copy.left_out else "the council's own record"
