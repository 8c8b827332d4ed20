"""What a document may leave out: ids, and since when the first chair leads."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct

from chairtui.core.fields import fields_of
from chairtui.core.meeting import Meeting
from chairtui.records.interchange.document_types import NUMBERED, structs_in


def complete(raw: dict[str, Any], now: datetime) -> None:
    """Fill in what a meeting leaves out, by its own times where it has any."""
    for values, word in _numbered(raw, Meeting):
        _number(values, word)
    if not raw.get("id"):
        raw["id"] = _id_of(raw.get("authority", ""), raw.get("reference", ""))
    for chairing in raw.get("attendance", {}).get("chairs", ()):
        if chairing.get("since") is None:
            chairing["since"] = _leads_since(raw, now)


def _leads_since(raw: dict[str, Any], now: datetime) -> str:
    """Return since when a chair leads of whom it is not written: of a meeting still ahead, since today."""
    first = _first_instant(raw)
    begun = first is not None and msgspec.convert(first, datetime) <= now
    return first if first and begun else now.isoformat()


def _first_instant(raw: dict[str, Any]) -> str | None:
    """Return when the meeting began, or what comes nearest to it in a document."""
    register = raw.get("attendance", {}).get("register", ())
    joined = [stay["joined_at"] for line in register for stay in line.get("stays", ())]
    decided = [one.get("decided_at") for one in raw.get("deciding", {}).get("decisions", ())]
    return next(filter(None, (raw.get("started_at"), *joined, *decided, raw.get("scheduled_at"))), None)


def _id_of(authority: str, reference: str) -> str:
    """Return an id made from the reference, so that importing twice finds the same meeting."""
    digits = hashlib.sha256(f"{authority}\n{reference}".encode("utf-8", "replace")).hexdigest()
    return f"imported-{digits[:32]}"


def _numbered(raw: dict[str, Any], kind: type[Struct]) -> Iterator[tuple[list[dict[str, Any]], str]]:
    """Return every list of values whose ids may be left out, with the word that they are numbered with."""
    for field in fields_of(kind):
        inside = raw.get(field.name)
        for part in structs_in(field.type):
            if isinstance(inside, dict):
                yield from _numbered(inside, part)
            elif isinstance(inside, list):
                if part in NUMBERED:
                    yield inside, NUMBERED[part]
                for item in inside:
                    yield from _numbered(item, part)


def _number(values: list[dict[str, Any]], word: str) -> None:
    taken = {value.get("id") for value in values}
    number = 0
    for value in values:
        if value.get("id"):
            continue
        number += 1
        while f"{word}-{number}" in taken:
            number += 1
        value["id"] = f"{word}-{number}"
