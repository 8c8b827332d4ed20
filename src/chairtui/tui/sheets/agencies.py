"""The form of one agency of the register, with its contacts."""

from __future__ import annotations

from chairtui.core.listing import how_many
from chairtui.core.vocabulary import Sector
from chairtui.directory.agencies import Agencies, Agency, Contact
from chairtui.directory.agencies_csv import key_of
from chairtui.directory.checking import all_doubtful, all_wrong
from chairtui.tui.sheets.of_a_value import FieldsOf, corrected
from chairtui.tui.sheets.sheet import text
from chairtui.tui.widgets.form import FieldSpec, Kind, Values

LONG = 200_000
"""Characters that the contacts of one agency may have."""
_LABELS = {
    "name": "Name",
    "duty": "Duty number",
    "email": "Secure e-mail",
    "contact": "Contacts",
    "contact_phone": "Contacts",
    "contact_email": "Contacts",
    "contact_key": "Contacts",
    "also": "Also called",
}
PARTS = ("name", "job", "phone", "email", "key")


def agency_fields(now: Agency | None) -> tuple[FieldSpec, ...]:
    """Return the fields of an agency, new or to be changed."""
    shown = now or Agency(key="", name="", sector=Sector.OTHER)
    field = FieldsOf(shown)
    return (
        field("name", "Name", required=True),
        field("sector", "Sector", required=True, initial=None if now else ""),
        field("duty", "Duty number"),
        field("email", "Secure e-mail"),
        field("hours", "Hours", help="9 to 5, Monday to Friday"),
        field(
            "contacts",
            "Contacts: one a line, parted by semicolons",
            Kind.PROSE,
            shown="\n".join(map(said_contact, shown.contacts)),
            read=read_contacts,
            limit=LONG,
            understand=_counted,
            help="name; job; telephone; e-mail; public key (age1…)",
        ),
        field("expected_when", "Expected here, beside what the rules say, when there is"),
        field(
            "also",
            "Also called",
            Kind.TEXT,
            shown="; ".join(shown.also),
            read=_parts,
            help="parted by semicolons",
        ),
        field("unit", "Police unit, if it is one"),
        field("health", "Health practitioner, if it is one"),
    )


def agency_of(values: Values, now: Agency | None, agencies: Agencies) -> Agency:
    """Return the agency that the fields describe.

    Raises:
        ValueError: with a sentence, if it cannot be one.
    """
    key = now.key if now else key_of(text(values, "name"))
    if not key:
        raise ValueError("Give the agency a name with letters in it.")
    if now is None and key in agencies:
        raise ValueError(f"There is “{agencies.get(key).name}” already: change that one.")
    base = now or Agency(key=key, name="", sector=Sector(text(values, "sector")))
    agency = corrected(base, agency_fields(now), values)
    if wrong := all_wrong([agency], agencies):
        raise ValueError(" ".join(f"{_LABELS[one.field]}: {one.words}" for one in wrong))
    return agency


def doubts_of(agency: Agency) -> dict[str, str]:
    """Return what has to be looked at before an agency is saved, by the field it stands in."""
    doubts: dict[str, list[str]] = {}
    for doubt in all_doubtful([agency]):
        doubts.setdefault("duty" if doubt.field == "duty" else "contacts", []).append(doubt.words)
    return {field: f"{' '.join(words)} Press ^s again if it is meant." for field, words in doubts.items()}


def said_contact(one: Contact) -> str:
    """Return a contact as its line in the form."""
    return "; ".join(getattr(one, part) for part in PARTS).rstrip("; ")


def read_contacts(words: str) -> tuple[Contact, ...]:
    """Return the contacts of some lines, each a name, a job, a telephone number, an e-mail and a public key.

    Raises:
        ValueError: a line has more parts, or neither name nor job; the sentence names it.
    """
    contacts = []
    for number, line in enumerate(words.split("\n"), 1):
        if not line.strip():
            continue
        parts = [part.strip() for part in line.split(";")]
        if len(parts) > len(PARTS):
            raise ValueError(
                f"Contacts, line {number}: name; job; telephone; e-mail; public key, and nothing more."
            )
        contact = Contact(**dict(zip(PARTS, parts, strict=False)))
        if not (contact.name or contact.job):
            raise ValueError(f"Contacts, line {number}: give a name or a job.")
        contacts.append(contact)
    return tuple(contacts)


def _parts(words: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in words.split(";") if part.strip())


def _counted(words: str) -> str:
    try:
        number = len(read_contacts(words))
    except ValueError as problem:
        return str(problem)
    return how_many(number, "contact")
