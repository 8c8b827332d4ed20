"""What cannot be right in the register of agencies: the same for a form and for a file, all of it at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from chairtui.directory.agencies import Agencies, Agency
from chairtui.tables.damaged import damage, is_cut

_EMAIL = re.compile(r"[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>.]+")
_KEY = re.compile(r"age1[02-9ac-hj-np-z]{58}")
_FEWEST = 3
"""Figures of the shortest number: 999."""


class Wrong(Struct, frozen=True, kw_only=True):
    """One thing that cannot be right about an agency."""

    key: str
    field: str
    words: str
    """A sentence without its place."""

    def __str__(self) -> str:
        """Return it with the agency and the field."""
        return f"agency “{self.key}”, {self.field}: {self.words}"


def wrong_number(words: str) -> str:
    """Return why a text is no telephone number; nothing if it may be one."""
    if is_cut(words):
        return f"“{words}”: {damage(words)}."
    if words and sum(letter.isdecimal() for letter in words) < _FEWEST:
        return f"“{words}” is no telephone number: it has fewer than {_FEWEST} figures."
    return ""


def wrong_email(words: str) -> str:
    """Return why a text is no e-mail address; nothing if it may be one."""
    if not words or _EMAIL.fullmatch(words):
        return ""
    return f"“{words}” is no e-mail address, such as duty@example.org."


def wrong_key(words: str) -> str:
    """Return why a text is no public key of age; nothing if it may be one.

    Source: the age format, "Recipient types" (C2SP, age.md): Bech32, "age1" and 58 more characters.
    """
    if not words or _KEY.fullmatch(words):
        return ""
    return f"“{words[:20]}” is no public key: it begins with age1 and is copied whole."


def all_wrong(agencies: Iterable[Agency], present: Agencies) -> list[Wrong]:
    """Return what cannot be right in agencies that are to be put into the register."""
    changed = tuple(agencies)
    after = present.changed(changed)
    return [one for agency in changed for one in _wrong(agency, after)]


def all_doubtful(agencies: Iterable[Agency]) -> list[Wrong]:
    """Return what somebody has to look at in agencies, though it can be taken."""
    doubtful = []
    for agency in agencies:
        for field, number in _numbers(agency):
            if words := damage(number):
                doubtful.append(Wrong(key=agency.key, field=field, words=f"“{number}”: {words}."))
    return doubtful


def _wrong(agency: Agency, after: Agencies) -> Iterator[Wrong]:
    def wrong(field: str, words: str) -> Iterator[Wrong]:
        if words:
            yield Wrong(key=agency.key, field=field, words=words)

    if not agency.name.strip():
        yield from wrong("name", "it has no name.")
    for field, number in _numbers(agency):
        yield from wrong(field, wrong_number(number))
    yield from wrong("email", wrong_email(agency.email))
    for contact in agency.contacts:
        yield from wrong("contact_email", wrong_email(contact.email))
        yield from wrong("contact_key", wrong_key(contact.key))
        if not (contact.name or contact.job):
            yield from wrong("contact", "a contact has neither a name nor a job.")
    for field, said in (("name", agency.name), *(("also", one) for one in agency.also)):
        for other in after.called(said):
            if other.key != agency.key:
                words = f"“{said}” is what “{other.name}” is called: that one would be taken for this."
                yield from wrong(field, words)


def _numbers(agency: Agency) -> Iterator[tuple[str, str]]:
    yield "duty", agency.duty
    for contact in agency.contacts:
        yield "contact_phone", contact.phone
