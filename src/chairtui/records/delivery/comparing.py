"""What has changed from one version of a record to another, and the record as it was at a version."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest

from msgspec import Struct

from chairtui.core.change import Refused
from chairtui.core.history.log import decode, fold
from chairtui.records.content.frame import Frame
from chairtui.records.content.versions import version_at, versions
from chairtui.records.record import (
    Blanks,
    Callout,
    Facts,
    Group,
    Paragraph,
    Part,
    Points,
    Quote,
    Record,
    Section,
    Table,
)

ALIKE = 0.5
"""From what likeness on two lines are one that was changed, not one gone and another come."""


class What(StrEnum):
    """What happened to a line."""

    ADDED = "added"
    REMOVED = "taken out"
    CHANGED = "changed"


class Change(Struct, frozen=True, kw_only=True):
    """One line of a record that another version has otherwise: a paragraph, a point or a row."""

    section: str
    what: What
    old: str = ""
    new: str = ""


def compare(old: Record, new: Record) -> tuple[Change, ...]:
    """Return what the new record has otherwise than the old one, section by section in its order."""
    changes = []
    if old.title != new.title:
        changes.append(Change(section="Title", what=What.CHANGED, old=old.title, new=new.title))
    was = {section.title: _lines(section) for section in old.sections}
    now = {section.title: _lines(section) for section in new.sections}
    for title in dict.fromkeys([*now, *was]):
        changes += _changes(title, was.get(title, []), now.get(title, []))
    return tuple(changes)


def told(changes: Iterable[Change]) -> list[str]:
    """Return changes as lines of plain text; one sentence where there are none."""
    return [_told(change) for change in changes] or ["Nothing has changed."]


def lines_of(record: Record) -> Iterator[str]:
    """Yield every heading, paragraph, point and row of a record as it was written, before a form wraps it."""
    yield from filter(None, (record.name, record.title))
    for section in record.sections:
        yield from _lines(section)


def frame_at(frame: Frame, version: str = "") -> Frame:
    """Return the meeting as it was when a version of its record was made; it takes the whole history.

    What came of the plan after that is not in it. Before signing there is one version, 1, as it stands.

    Raises:
        Refused: there is no such version, or several (`version_at`).
    """
    made = versions(frame.rows)
    if not made and version in ("", "1"):
        return frame
    if not made:
        raise Refused(f"There is no version {version} of this record.")
    rows = version_at(made, version).rows
    then = fold([decode(row) for row in rows])
    return replace(frame, rows=rows, meeting=then, counted=None, told=None, unsettled=None, version=None)


def _lines(section: Section) -> list[str]:
    return [line for part in section.parts for line in _part(part)]


def _part(part: Part) -> Iterator[str]:
    match part:
        case Points():
            yield from part.items
        case Blanks():
            yield from (f"{row.words}: {row.given}" for row in part.rows)
        case Facts():
            yield from (f"{row.label}: {' '.join(row.words)}" for row in part.rows)
        case Callout():
            yield " ".join(filter(None, (part.label, part.lead, *part.lines)))
        case Quote():
            yield " ".join(filter(None, (f"“{part.words}”", part.by)))
        case Table():
            yield from (" · ".join(cell.words for cell in row if cell.words) for row in part.rows)
        case Paragraph() | Group():
            yield part.words


def _changes(title: str, was: list[str], now: list[str]) -> Iterator[Change]:
    matcher = SequenceMatcher(None, was, now, autojunk=False)
    for what, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if what != "equal":
            yield from _paired(title, was[old_from:old_to], now[new_from:new_to])


def _paired(title: str, was: list[str], now: list[str]) -> Iterator[Change]:
    for old, new in zip_longest(was, now, fillvalue=""):
        if old and new and SequenceMatcher(None, old, new, autojunk=False).ratio() >= ALIKE:
            yield Change(section=title, what=What.CHANGED, old=old, new=new)
            continue
        if old:
            yield Change(section=title, what=What.REMOVED, old=old)
        if new:
            yield Change(section=title, what=What.ADDED, new=new)


def _told(change: Change) -> str:
    if change.what is What.CHANGED:
        return f"{change.section}, changed: “{change.old}” is now “{change.new}”"
    return f"{change.section}, {change.what.value}: {change.old or change.new}"
