"""What a version of a signed record is: the one answer that record, file names, ledger and screens give.

A version is told by its number and by a mark made of what it holds, so that two people who each add late
information before they exchange have made two versions with two names. Machines that hold the same log make
the same marks.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from chairtui.core.fields import fields_of

if TYPE_CHECKING:
    from chairtui.core.closing import Closing
    from chairtui.core.delivery import Delivery

MARK = 6
"""Hexadecimal digits of a mark."""


class Version(Struct, frozen=True, kw_only=True):
    """One version of a record."""

    number: int
    """1 when it was signed, and one more for each late information and for each answer that came to one."""
    mark: str = ""
    """Made of what it holds; empty for a draft, and where a program that made no marks noted it."""

    @property
    def name(self) -> str:
        """The version as a file name and a command have it: ``3-ba8e42``."""
        return f"{self.number}-{self.mark}" if self.mark else str(self.number)

    @property
    def words(self) -> str:
        """The version in a sentence: version 3 (ba8e42)."""
        return f"version {self.number} ({self.mark})" if self.mark else f"version {self.number}"


def version_of(closing: Closing) -> Version:
    """Return the newest version of a record; of one that is not signed, the draft."""
    return Version(number=number_of(closing), mark=_mark(closing) if closing.signature else "")


def number_of(closing: Closing) -> int:
    """Return the number of the newest version of a record, without making its mark."""
    return 1 + len(closing.addenda) + sum(one.answered_at is not None for one in closing.addenda)


def is_version(number: int, mark: str, newest: Version) -> bool:
    """Say whether what was noted of a file means the newest version.

    Without a mark its number has to do: 0 and 1 are the record as it was signed.
    """
    return mark == newest.mark if mark and newest.mark else max(number, 1) >= newest.number


def cut_of(delivery: Delivery) -> str:
    """Return the mark of what a recipient's copy is cut by: whose it is, its kind, and what it leaves out.

    A copy that is cut otherwise holds something else, in whichever version of the record.
    """
    whose = (delivery.attendee_id, delivery.record, delivery.child_id, delivery.redactions)
    return _marked([*map(_said, whose), sorted(one.place for one in delivery.passed)])


def _mark(closing: Closing) -> str:
    """Return the beginning of the SHA-256 of a signature and of all that came late, by id."""
    return _marked([_said(closing.signature), sorted((_said(one) for one in closing.addenda), key=_id)])


def _marked(said: list[Any]) -> str:
    text = json.dumps(said, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:MARK]


def _id(said: dict[str, Any]) -> str:
    return str(said["id"])


def _said(value: Any) -> Any:
    """Return a value as JSON has it, without the fields that say nothing.

    A later program may know more fields: what an earlier one wrote keeps its mark.
    """
    if isinstance(value, tuple):
        return [_said(one) for one in value]
    if not isinstance(value, Struct):
        return msgspec.to_builtins(value)
    known = fields_of(type(value))
    kept = ((one.name, getattr(value, one.name)) for one in known)
    defaults = {one.name: one.default for one in known}
    return {name: _said(said) for name, said in kept if said != defaults[name]}
