"""The register of agencies for spreadsheets: a line for each contact, columns by their headings."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from chairtui.directory.agencies import Agencies, Agency, Contact, Faulty, as_entry
from chairtui.text import clean

FIELDS = ("key", "name", "sector", "unit", "health", "duty", "email", "hours", "also", "expected_when")
CONTACT = {"contact": "name", "contact_job": "job", "contact_phone": "phone", "contact_email": "email"}
"""The columns of a contact, and its fields."""
SEVERAL = ("also", "expected_when")
"""Columns whose cells hold several, with a semicolon between."""
SAID = {
    "agency": "name",
    "secure_email": "email",
    "duty_number": "duty",
    "telephone": "duty",
    "phone": "duty",
    "contact_name": "contact",
    "job": "contact_job",
    "expected": "expected_when",
    "also_called": "also",
}
"""Other headings that people give these columns."""
_RISKY = ("=", "+", "-", "@", "\t", "\r")


def safe(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe stands before it."""
    return f"'{cell}" if cell.lstrip("'").startswith(_RISKY) else cell


def unsafe(cell: str) -> str:
    """Return a cell as it was before `safe`."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(_RISKY) else cell


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


def from_csv(name: str, words: str, present: Agencies) -> tuple[Agency, ...]:
    """Return the agencies of a CSV text called `name`; what it has no column for stays as it is at present.

    Raises:
        Faulty: a heading is unknown, or an entry is wrong; the text names the line and the reason.
    """
    rows = _rows(name, words)
    found: dict[str, tuple[int, dict[str, str], list[dict[str, str]]]] = {}
    for line, row in rows:
        agency = {field: said for field, said in row.items() if field in FIELDS}
        key = agency.get("key") or _key_of(agency.get("name", ""), present)
        if not key:
            raise Faulty(f"{name}, line {line}: the agency has neither a key nor a name.")
        about = {CONTACT[field]: said for field, said in row.items() if field in CONTACT}
        first = found.setdefault(key, (line, agency, []))
        for field, said in agency.items():
            if said and said != first[1][field]:
                raise Faulty(f"{name}, line {line}, {field}: line {first[0]} says otherwise of “{key}”.")
        if any(about.values()):
            first[2].append(about)
        found[key] = first
    with_contacts = bool(rows) and any(field in CONTACT for field in rows[0][1])
    return tuple(
        _agency(
            f"{name}, line {line}, agency “{key}”", key, entry, contacts if with_contacts else None, present
        )
        for key, (line, entry, contacts) in found.items()
    )


def _rows(name: str, words: str) -> list[tuple[int, dict[str, str]]]:
    reader = csv.reader(io.StringIO(words.removeprefix("\ufeff"), newline=""), strict=True)
    try:
        lines = list(_numbered(reader))
    except csv.Error as fault:
        raise Faulty(f"{name}, line {reader.line_num}: it is not CSV ({fault}).") from None
    if not lines:
        raise Faulty(f"{name}: it is empty.")
    fields = [_field(name, heading) for heading in lines[0][1]]
    if double := next((field for field in fields if fields.count(field) > 1), ""):
        raise Faulty(f"{name}, line 1: two columns are “{double}”.")
    rows = []
    for line, cells in lines[1:]:
        if len(cells) > len(fields):
            raise Faulty(f"{name}, line {line}: it has {len(cells)} cells under {len(fields)} headings.")
        said = [clean(unsafe(cell), multiline=False, limit=500).strip() for cell in cells]
        rows.append((line, dict(zip(fields, said + [""] * (len(fields) - len(said)), strict=True))))
    return rows


def _numbered(reader: Any) -> Iterator[tuple[int, Sequence[str]]]:
    line = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield line, cells
        line = reader.line_num + 1


def _field(name: str, heading: str) -> str:
    plain = re.sub(r"[^a-z]+", "_", heading.casefold()).strip("_")
    field = SAID.get(plain, plain)
    if field not in FIELDS and field not in CONTACT:
        known = ", ".join((*FIELDS, *CONTACT))
        raise Faulty(f"{name}, line 1: there is no column “{clean(heading, limit=60)}”. There are: {known}.")
    return field


def _key_of(name: str, present: Agencies) -> str:
    """Return the key of an agency that is known by this name, or a new one made of it."""
    known = present.key_of(name)
    return known if known in present else key_of(name)


def key_of(name: str) -> str:
    """Return a key made of a name: small letters and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")


def _agency(
    where: str, key: str, entry: dict[str, str], contacts: list[dict[str, str]] | None, present: Agencies
) -> Agency:
    values: dict[str, Any] = as_entry(present.get(key)) if key in present else {}
    for field, said in entry.items():
        parts = [part.strip() for part in said.split(";") if part.strip()]
        values[field] = parts if field in SEVERAL else said
    if contacts is not None:
        values["contacts"] = contacts
    given = {field: said for field, said in values.items() if said} | {"key": key}
    try:
        return msgspec.convert(given, Agency)
    except msgspec.ValidationError as fault:
        words, _, place = str(fault).partition(" - at ")
        field = place.strip("`").removeprefix("$").lstrip(".")
        raise Faulty(f"{where}{', ' + field if field else ''}: {words}.") from None
