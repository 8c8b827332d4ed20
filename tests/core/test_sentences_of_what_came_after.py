"""What may be written to a signed record is told with everything that a person wrote of it."""

from __future__ import annotations

import types
import typing
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

import pytest
from msgspec import Struct

from chairtui.core.after_signing import EVENTS_AFTER_SIGNING
from chairtui.core.calendar.when import say_when
from chairtui.core.change import Event
from chairtui.core.closing import LateInformationAdded, SignedOff
from chairtui.core.distribution import DeliveryNoted, RecipientAdded, RecipientRemoved
from chairtui.core.enquiries import CensusFactsNoted
from chairtui.core.fields import fields_of
from chairtui.core.meeting import Meeting
from chairtui.core.sentences.every_event import sentence
from chairtui.core.sentences.names import Names
from chairtui.core.sharing import ContributionShared
from chairtui.core.vocabulary import YesNo

ELSEWHERE = {
    SignedOff: "the record itself",
    LateInformationAdded: "the section of late information",
    CensusFactsNoted: "codes, for the returns alone",
    RecipientAdded: "the ledger",
    RecipientRemoved: "the ledger",
    DeliveryNoted: "the ledger",
}
"""What is told whole in another place."""

KINDS = [kind for kind in (*EVENTS_AFTER_SIGNING, ContributionShared) if kind not in ELSEWHERE]


class Written:
    """An event of which every text and every day is another."""

    def __init__(self, kind: type[Event], behind: str = "") -> None:
        self._behind = behind
        self.words: list[str] = []
        self.event = self._filled(kind, kind.__name__)

    def _filled(self, kind: Any, name: str) -> Any:
        if typing.get_origin(kind) in (typing.Union, types.UnionType):
            kind = next(part for part in typing.get_args(kind) if part is not types.NoneType)
        if typing.get_origin(kind) is tuple:
            return (self._filled(typing.get_args(kind)[0], name),)
        if issubclass(kind, Struct):
            return kind(**{one.name: self._filled(one.type, one.name) for one in fields_of(kind)})
        if issubclass(kind, Enum):
            return YesNo.YES if kind is YesNo else next(iter(kind))
        if kind is datetime:
            return datetime(2026, 3, 5, 10, tzinfo=UTC)  # stands beside the sentence
        if kind is date:
            return self._told(date(2026, 4, len(self.words) + 1), say_when)
        return self._told(f"Zq{name}{self._behind}", str) if kind is str and not _is_key(name) else kind()

    def _told(self, value: Any, said: Any) -> Any:
        self.words.append(said(value))
        return value


def _is_key(name: str) -> bool:
    return name == "id" or name.endswith(("_id", "agency", "children", "answered_by_id"))


@pytest.mark.parametrize("kind", KINDS)
def test_what_came_after_signing_is_told_with_all_that_was_written(kind: type[Event]) -> None:
    written = Written(kind)
    told = sentence(written.event, Names(Meeting(), Meeting()))
    assert [words for words in written.words if words not in told] == []
