"""Any command that a person might give, across all parts of a meeting."""

from __future__ import annotations

import types
import typing
from datetime import UTC, date, datetime
from enum import Enum

from hypothesis import strategies as st
from msgspec import Struct

from chairtui.core.change import Command
from chairtui.core.continuity import AcceptLog, NoteBackup, NoteHandOver, NoteReceipt
from chairtui.core.meeting import PrepareMeeting, Withdraw

IDS = ("c1", "c2", "police", "health", "social", "x", "x-tell", "W-POLICE", "W-CONCERN")
NAMES = ("Chris Chair", "PC One", "Ada Lovelace", "health")
WORDS = ("", "Bruise on the left arm", "Seen on Monday", "  ", "Zoë said “no” 🦊", "a\x1b[2Jb", "x" * 300)
DAYS = (date(2026, 3, 4), date(2026, 3, 6), date(2012, 2, 29))
INSTANTS = tuple(datetime(2026, 3, 5, 10, minute, tzinfo=UTC) for minute in (0, 3, 30))

OF_THE_LOG = (Withdraw, AcceptLog, NoteBackup, NoteHandOver, NoteReceipt)
"""They speak of the log and not of the meeting, so that once more is not the same."""

EVERY = sorted(
    (kind for kind in Command.__subclasses__() if kind not in (PrepareMeeting, *OF_THE_LOG)),
    key=lambda kind: kind.__name__,
)


def commands() -> st.SearchStrategy[Command]:
    return st.sampled_from(EVERY).flatmap(struct)


def struct(kind: type[Struct]) -> st.SearchStrategy[typing.Any]:
    hints = typing.get_type_hints(kind)
    return st.builds(kind, **{name: value(name, hint) for name, hint in hints.items()})


def value(name: str, hint: typing.Any) -> st.SearchStrategy[typing.Any]:
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return st.one_of(*(value(name, one) for one in typing.get_args(hint)))
    if typing.get_origin(hint) is tuple:
        inner = value(
            "id" if name in ("children", "facts", "answers", "open_to") else name, typing.get_args(hint)[0]
        )
        return st.lists(inner, max_size=2).map(tuple)
    if isinstance(hint, type) and issubclass(hint, Struct):
        return struct(hint)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(list(hint))
    return _plain(name, hint)


def _plain(name: str, hint: typing.Any) -> st.SearchStrategy[typing.Any]:
    choices: dict[typing.Any, tuple[typing.Any, ...]] = {
        bool: (True, False),
        int: (0, 1, 15),
        datetime: INSTANTS,
        date: DAYS,
        type(None): (None,),
        str: WORDS,
    }
    if hint is str and (name == "id" or name.endswith("_id")):
        return st.sampled_from(IDS)
    if hint is str and name in ("name", "owner", "by", "chair", "author", "recipient"):
        return st.sampled_from(NAMES)
    return st.sampled_from(choices[hint])
