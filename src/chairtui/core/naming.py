"""What a meeting is called where names of people may not stand: on files, folders and messages."""

from __future__ import annotations

import re

from chairtui.core.meeting import Meeting

_WORD = re.compile(r"[^\W\d_]{2,}")


def safe_reference(meeting: Meeting) -> str:
    """Return the reference; if somebody made it from a name of the family, the meeting's number instead."""
    people = [one.name for one in meeting.concern.children]
    people += [one.name for one in meeting.concern.family]
    names = {word.casefold() for name in people for word in _WORD.findall(name)}
    if names.isdisjoint(word.casefold() for word in _WORD.findall(meeting.reference)):
        return meeting.reference
    return f"Meeting {re.sub(r'[^A-Za-z0-9]', '', meeting.id)[-8:].upper()}"


def folder_name(meeting: Meeting) -> str:
    """Return what a folder or file of a meeting is called, by its reference alone."""
    return plain(safe_reference(meeting)) or "meeting"


def plain(words: str) -> str:
    """Return a text in letters and digits that every file system takes."""
    return re.sub(r"[^A-Za-z0-9]+", "-", words).strip("-")[:40]
