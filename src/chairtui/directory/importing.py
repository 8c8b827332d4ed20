"""Taking agencies from somebody's file: a table (CSV, XLSX) or TOML, all of them or none."""

from __future__ import annotations

from chairtui.core.change import Refused
from chairtui.directory.agencies import Agencies, Agency, Contact, Faulty
from chairtui.directory.agencies_csv import Taken, from_table
from chairtui.directory.checking import all_doubtful, all_wrong
from chairtui.tables.reading import read_table
from chairtui.text import clean

MOST_BYTES = 5_000_000
MOST_AGENCIES = 2_000
MOST_CONTACTS = 20_000


def imported(name: str, content: bytes, present: Agencies) -> Taken:
    """Return the agencies that a file changes or adds, each whole, with what has to be looked at.

    Raises:
        Faulty: the file or an entry is wrong; the text names every line and field, and what is allowed.
    """
    if len(content) > MOST_BYTES:
        raise Faulty(f"{name}: it is larger than {MOST_BYTES // 1_000_000} MB.")
    taken = (
        _from_toml(name, content, present)
        if name.lower().endswith(".toml")
        else _from_table(name, content, present)
    )
    faults = list(taken.faults)
    contacts = sum(len(one.contacts) for one in taken.agencies)
    if len(taken.agencies) > MOST_AGENCIES or contacts > MOST_CONTACTS:
        faults = [f"{name}: more than {MOST_AGENCIES:,} agencies or {MOST_CONTACTS:,} contacts."]
    if faults:
        raise Faulty("\n".join(faults))
    return taken


def _from_table(name: str, content: bytes, present: Agencies) -> Taken:
    try:
        book = read_table(name, content)
    except Refused as refused:
        raise Faulty(str(refused)) from None
    return from_table(book, present)


def _from_toml(name: str, content: bytes, present: Agencies) -> Taken:
    try:
        words = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Faulty(f"{name}: it is not text in UTF-8.") from None
    faults: list[str] = []
    laid = present.under(name, words, faults)
    taken = [_cleaned(one) for one in laid.all() if one.key not in present or present.get(one.key) != one]
    faults += [f"{name}, {one}" for one in all_wrong(taken, present)]
    return Taken(
        agencies=tuple(taken),
        faults=tuple(faults),
        doubts=tuple(f"{name}, {one}" for one in all_doubtful(taken)),
    )


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
            Contact(
                name=line(contact.name),
                job=line(contact.job),
                phone=line(contact.phone),
                email=line(contact.email),
            )
            for contact in agency.contacts
        ),
    )
