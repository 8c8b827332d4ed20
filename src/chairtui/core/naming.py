"""What a meeting is called where names of people may not stand: on files, folders and messages."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

from chairtui.core.meeting import Meeting

_WORD = re.compile(r"[^\W\d_]{2,}")
_LONG = 3
"""Letters of a name from which on it is found in the middle of a word."""


def safe_reference(meeting: Meeting) -> str:
    """Return the reference; if somebody made it from a name of the family, the meeting's number instead."""
    return number_instead(meeting) if is_made_of(meeting.reference, _family(meeting)) else meeting.reference


def safe_agency(meeting: Meeting, agency: str) -> str:
    """Return what an agency is called; nothing if it has a name of the family in it."""
    return agency if _words(agency).isdisjoint(_words(" ".join(_family(meeting)))) else ""


def number_instead(meeting: Meeting) -> str:
    """Return what stands for a reference that would tell a name, and tells none itself."""
    key = meeting.id
    if is_made_of(key, _family(meeting)):
        key = hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()
    return f"Meeting {re.sub(r'[^A-Za-z0-9]', '', key)[-8:].upper()}"


def is_made_of(reference: str, names: Iterable[str]) -> bool:
    """Say whether a part of a name is in a reference, by itself or run together with something else."""
    bare = without_accents(reference)
    parts = _words(" ".join(names))
    return not parts.isdisjoint(_words(bare)) or any(one in bare for one in parts if len(one) >= _LONG)


def without_accents(words: str) -> str:
    """Return a text in one case, without accents and with plain apostrophes."""
    apart = unicodedata.normalize("NFKD", words.replace("’", "'"))
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).casefold()


def _family(meeting: Meeting) -> tuple[str, ...]:
    concern = meeting.concern
    return (*(one.name for one in concern.children), *(one.name for one in concern.family))


def _words(text: str) -> set[str]:
    return set(_WORD.findall(without_accents(text)))


def folder_name(meeting: Meeting) -> str:
    """Return what a folder or file of a meeting is called, by its reference alone."""
    return plain(safe_reference(meeting)) or "meeting"


def plain(words: str) -> str:
    """Return a text in letters and digits that every file system takes."""
    return re.sub(r"[^A-Za-z0-9]+", "-", words).strip("-")[:40]
