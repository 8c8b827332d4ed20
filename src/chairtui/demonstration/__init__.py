"""Invented meetings that replay what audits of strategy discussions found, always dated around now.

Nobody in them exists. Telephone numbers are from Ofcom's ranges for drama; places are real only where a rule
depends on them.
"""

from __future__ import annotations

import json
import tomllib
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from chairtui.core.calendar.when import read_when

FOLDER = Path(__file__).parent
AGENCIES = FOLDER / "agencies.toml"
"""A council's register of agencies, with duty numbers nobody answers."""

CHAIR = "Ruth Calloway"
ROLE = "Team manager"
AUTHORITY = "Bromley"


@lru_cache(maxsize=8)
def documents(now: datetime) -> tuple[tuple[str, bytes], ...]:
    """Return the name and content of each meeting as an interchange document, the one to be held first.

    In the files a text that begins with ``@`` is a time as people type it, seen from the meeting's `anchor`;
    the anchor, and what begins with ``@@``, is seen from `now`.
    """
    now = now.replace(minute=now.minute - now.minute % 5, second=0, microsecond=0)
    return tuple((file.stem, _document(file, now)) for file in sorted((FOLDER / "meetings").glob("*.toml")))


def _document(file: Path, now: datetime) -> bytes:
    content = tomllib.loads(file.read_text("utf-8"))
    anchor = _instant(content.pop("anchor"), now)
    document = {"format": "chairtui.meeting/1", "meeting": _dated(content, anchor, now)}
    return json.dumps(document, ensure_ascii=False).encode()


def _dated(value: Any, anchor: datetime, now: datetime) -> Any:
    if isinstance(value, dict):
        return {name: _dated(item, anchor, now) for name, item in value.items()}
    if isinstance(value, list):
        return [_dated(item, anchor, now) for item in value]
    if isinstance(value, str) and value.startswith("@"):
        words = value.lstrip("@")
        when = read_when(words, now if value.startswith("@@") else anchor)
        return (when.at or when.on).isoformat()
    return value


def _instant(words: str, now: datetime) -> datetime:
    at = read_when(words, now).at
    if at is None:
        raise ValueError(f"the anchor {words} needs a time")
    return at
