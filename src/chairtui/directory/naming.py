"""What agencies are called in a meeting: as the register has them, in a signed one as it had them then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct

from chairtui.core.closing import Called, Naming
from chairtui.core.meeting import Meeting
from chairtui.core.views import Title
from chairtui.directory.agencies import Agencies

LONGEST = 80
"""Characters of a text that can be an agency's key."""


def title_in(meeting: Meeting, agencies: Agencies) -> Title:
    """Return what names an agency of a meeting by its key.

    Where lines with one key were called differently, as two schools are, the register of agencies names it.
    """
    called: dict[str, set[str]] = {}
    for line in meeting.attendance.register:
        called.setdefault(line.agency, set()).add(line.called)
    lines = {key: names.pop() for key, names in called.items() if len(names) == 1}
    of_register = title_apart(meeting, agencies)
    return lambda key: lines.get(key) or of_register(key)


def title_apart(meeting: Meeting, agencies: Agencies) -> Title:
    """Return what names an agency by its key, whatever a line of the meeting is called."""
    signature = meeting.closing.signature
    naming = signature.naming if signature else None
    kept = {one.key: one.name for one in naming.agencies} if naming else {}
    return lambda key: kept.get(key) or agencies.get(key).name


def unnamed_in(meeting: Meeting, unnamed: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return the expected roles (key and title) that nobody stands for: those of now, or of the signing."""
    signature = meeting.closing.signature
    if signature and signature.naming:
        return tuple((one.key, one.name) for one in signature.naming.unnamed)
    return tuple(unnamed)


def naming_of(meeting: Meeting, unnamed: Iterable[tuple[str, str]], agencies: Agencies) -> Naming:
    """Return what is kept with a signature: what each agency of the meeting is called, and who is unnamed."""
    title, roles = title_in(meeting, agencies), tuple(Called(key=key, name=name) for key, name in unnamed)
    said = (*_texts(meeting), *(role.key for role in roles))  # who was missing may get the record too
    keys = sorted({words for words in said if len(words) <= LONGEST and agencies.knows(words)})
    return Naming(agencies=tuple(Called(key=key, name=title(key)) for key in keys), unnamed=roles)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield str(value)
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from _texts(getattr(value, name))
