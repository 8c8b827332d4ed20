"""Taking agencies from somebody's file: CSV or TOML, all of them or none."""

from __future__ import annotations

from chairtui.directory.agencies import Agencies, Agency, Contact, Faulty
from chairtui.directory.agencies_csv import from_csv
from chairtui.text import clean

MOST_BYTES = 5_000_000
MOST_AGENCIES = 2_000
MOST_CONTACTS = 20_000


def imported(name: str, content: bytes, present: Agencies) -> tuple[Agency, ...]:
    """Return the agencies that a file changes or adds, each whole.

    Raises:
        Faulty: the file or an entry is wrong; the text names the line and the reason.
    """
    if len(content) > MOST_BYTES:
        raise Faulty(f"{name}: it is larger than {MOST_BYTES // 1_000_000} MB.")
    try:
        words = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Faulty(f"{name}: it is not text in UTF-8. Save it as “CSV UTF-8”.") from None
    if name.lower().endswith(".toml"):
        laid = present.under(name, words)
        found = tuple(
            _cleaned(one) for one in laid.all() if one.key not in present or present.get(one.key) != one
        )
    else:
        found = from_csv(name, words, present)
    _check(name, found)
    return found


def _check(name: str, found: tuple[Agency, ...]) -> None:
    contacts = sum(len(one.contacts) for one in found)
    if len(found) > MOST_AGENCIES or contacts > MOST_CONTACTS:
        raise Faulty(f"{name}: more than {MOST_AGENCIES:,} agencies or {MOST_CONTACTS:,} contacts.")
    for one in found:
        if not one.name.strip():
            raise Faulty(f"{name}, agency “{one.key}”: it has no name.")
        if not all(contact.name or contact.job for contact in one.contacts):
            raise Faulty(f"{name}, agency “{one.key}”: a contact has neither a name nor a job.")


def _cleaned(agency: Agency) -> Agency:
    def line(words: str) -> str:
        return clean(words, multiline=False, limit=500).strip()

    return Agency(
        key=line(agency.key),
        name=line(agency.name),
        sector=agency.sector,
        unit=agency.unit,
        health=agency.health,
        duty=line(agency.duty),
        email=line(agency.email),
        hours=line(agency.hours),
        also=tuple(map(line, agency.also)),
        expected_when=agency.expected_when,
        contacts=tuple(
            Contact(name=line(one.name), job=line(one.job), phone=line(one.phone), email=line(one.email))
            for one in agency.contacts
        ),
    )
