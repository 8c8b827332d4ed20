"""The register of agencies for spreadsheets: a line for each contact, columns by their headings."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from functools import cache
from typing import Any

import msgspec
from msgspec import Struct

from chairtui.directory.agencies import Agencies, Agency, Contact, as_entry, misfits
from chairtui.directory.checking import all_doubtful, all_wrong
from chairtui.tables.headings import under, vocabulary
from chairtui.tables.table import Book, Kind, Remark, Table
from chairtui.tables.telling import sentences
from chairtui.text import clean

FIELDS = ("key", "name", "sector", "unit", "health", "duty", "email", "hours", "also", "expected_when")
CONTACT = {
    "contact": "name",
    "contact_job": "job",
    "contact_phone": "phone",
    "contact_email": "email",
    "contact_key": "key",
}
"""The columns of a contact, and its fields."""
SEVERAL = ("also", "expected_when")
"""Columns whose cells hold several, with a semicolon between."""
SHIPPED = ("name", "sector", "unit", "health")
"""Columns whose empty cell means, for an agency that chairtui ships: as it is shipped."""
_CALLED = {
    "name": "name,agency",
    "email": "email,e-mail,secure email,secure e-mail,secure_email",
    "duty": "duty,duty number,duty_number,telephone,phone",
    "contact": "contact,contact name,contact_name",
    "contact_job": "contact_job,contact job,job",
    "expected_when": "expected_when,expected when,expected",
    "also": "also,also called,also_called",
}
"""Headings that people give the columns; else it is the field itself, with or without its underscore."""
_KNOWN = vocabulary({one: _CALLED.get(one, f"{one},{one.replace('_', ' ')}") for one in (*FIELDS, *CONTACT)})
_REFUSED = {
    Kind.LONG: "it has more cells than headings; a text with a comma in it stands in quotation marks.",
    Kind.QUOTE: "a quotation mark in it is not closed.",
    Kind.FORMULA: "a formula in it has no result: save the file again in the spreadsheet program.",
    Kind.ERROR: "“{words}” is an error of the spreadsheet.",
    Kind.DOUBLE: "two columns are “{words}”.",
}
"""Remarks on a table from which no register can be taken, and how they are said."""
_FORMULA = re.compile(r"[=+\-@\t\r]")
"""How a formula begins."""
_RISKY = re.compile(rf"{_FORMULA.pattern}|\d[\d\s.,:;/()+E-]*\Z", re.IGNORECASE)
"""How one begins, or a number, a date or a time that a spreadsheet would write in its own way."""


def no_formula(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula; programs read numbers and days as they are."""
    return f"'{cell}" if _FORMULA.match(cell.lstrip("'")) else cell


def safe(cell: str) -> str:
    """Return a cell that a spreadsheet leaves as the text it is: an apostrophe stands before it."""
    return f"'{cell}" if _RISKY.match(cell.lstrip("'")) else cell


def unsafe(cell: str) -> str:
    """Return a cell as it was before `safe`."""
    return cell[1:] if cell.startswith("'") and _RISKY.match(cell.lstrip("'")) else cell


def csv_of(agencies: Iterable[Agency]) -> str:
    """Return agencies as CSV: a line for each contact, or one for an agency without any."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow((*FIELDS, *CONTACT))
    for agency in agencies:
        entry = {"key": agency.key, **as_entry(agency)}
        cells = [_cell(entry.get(field, "")) for field in FIELDS]
        for contact in agency.contacts or (Contact(),):
            about = [getattr(contact, field) for field in CONTACT.values()]
            writer.writerow([safe(cell) for cell in (*cells, *about)])
    return out.getvalue()


def _cell(value: Any) -> str:
    return "; ".join(value) if isinstance(value, list | tuple) else str(value)


class Taken(Struct, frozen=True, kw_only=True):
    """What came of a table of agencies."""

    agencies: tuple[Agency, ...] = ()
    faults: tuple[str, ...] = ()
    """Why nothing of it can be taken in: a sentence for each place."""
    doubts: tuple[str, ...] = ()
    """What is not taken, or has to be looked at."""


def from_table(book: Book, present: Agencies) -> Taken:
    """Return the agencies of a table; what it has no column for stays as it is at present."""
    table = under(book, _KNOWN, ("name",)) or under(book, _KNOWN, ("key",))
    if table is None:
        known = ", ".join((*FIELDS, *CONTACT))
        return Taken(faults=(f"{book.name}: no line names a column name or key. Columns: {known}.",))
    faults = [_refused(one) for one in table.remarks if one.kind in _REFUSED]
    doubts = sentences((one for one in table.remarks if one.kind not in _REFUSED), table.headings)
    entries = _entries(table, present, faults)
    agencies = [one for entry in entries if (one := _agency(entry, table, present, faults))]
    lines = {entry.key: entry.line for entry in entries}
    faults += [f"line {lines[one.key]}, {one}" for one in all_wrong(agencies, present)]
    doubts += [f"line {lines[one.key]}, {one}" for one in all_doubtful(agencies)]
    named = [f"{book.name}, {one}" for one in faults], [f"{book.name}, {one}" for one in doubts]
    return Taken(agencies=tuple(agencies), faults=tuple(named[0]), doubts=tuple(named[1]))


def _refused(one: Remark) -> str:
    where = f"line {one.number}: " if one.number else ""
    return where + _REFUSED[one.kind].format(words=clean(one.words, multiline=False, limit=60))


class _Entry(Struct, frozen=True):
    key: str
    line: int
    """The first that speaks of it."""
    said: dict[str, str]
    contacts: list[dict[str, str]]


def _entries(table: Table, present: Agencies, faults: list[str]) -> list[_Entry]:
    entries: dict[str, _Entry] = {}
    for line in table.lines:
        row = {field: _said(table.cell(line, field)) for field in table.columns}
        said = {field: words for field, words in row.items() if field in FIELDS}
        key = said.get("key") or _key_of(said.get("name", ""), present)
        if not key:
            faults.append(f"line {line.number}: the agency has neither a key nor a name.")
            continue
        entry = entries.setdefault(key, _Entry(key, line.number, said, []))
        for field, words in said.items():
            if words and words != entry.said[field]:
                faults.append(f"line {line.number}, {field}: line {entry.line} says otherwise of “{key}”.")
        about = {CONTACT[field]: words for field, words in row.items() if field in CONTACT}
        if any(about.values()):
            entry.contacts.append(about)
    return list(entries.values())


def _said(cell: str) -> str:
    return clean(unsafe(cell), multiline=False, limit=500).strip()


def _key_of(name: str, present: Agencies) -> str:
    """Return the key of an agency that is known by this name, or a new one made of it."""
    known = present.key_of(name)
    return known if known in present else key_of(name)


def key_of(name: str) -> str:
    """Return a key made of a name: small letters and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")


def _as_shipped(key: str, field: str) -> str:
    """Return what the register that chairtui ships says in a field that no agency can be without there."""
    shipped = _shipped()
    return as_entry(shipped.get(key)).get(field, "") if field in SHIPPED and key in shipped else ""


@cache
def _shipped() -> Agencies:
    return Agencies.load()


def _agency(entry: _Entry, table: Table, present: Agencies, faults: list[str]) -> Agency | None:
    """Return an agency as the table leaves it, or nothing, with what is wrong among the faults."""
    values: dict[str, Any] = as_entry(present.get(entry.key)) if entry.key in present else {}
    for field, said in entry.said.items():
        parts = [part.strip() for part in said.split(";") if part.strip()]
        values[field] = parts if field in SEVERAL else said or _as_shipped(entry.key, field)
    if any(field in CONTACT for field in table.columns):
        values["contacts"] = entry.contacts
    given = {field: said for field, said in values.items() if said} | {"key": entry.key}
    wrong = list(misfits(given))
    faults += [f"line {entry.line}, agency “{entry.key}”, {field}: {words}." for field, words in wrong]
    return None if wrong else msgspec.convert(given, Agency)
