"""The form of one agency of the register, with its contacts."""

from __future__ import annotations

from chairtui.core.vocabulary import Circumstance, HealthKind, PoliceUnit, Sector
from chairtui.directory.agencies import Agencies, Agency, Contact
from chairtui.directory.agencies_csv import key_of
from chairtui.directory.checking import all_doubtful, all_wrong
from chairtui.tui.sheets.sheet import options, several, text
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
    return (
        FieldSpec("name", "Name", required=True, initial=shown.name),
        FieldSpec(
            "sector",
            "Sector",
            Kind.CHOICE,
            True,
            options=options(Sector),
            initial=shown.sector.value if now else "",
        ),
        FieldSpec("duty", "Duty number", initial=shown.duty),
        FieldSpec("email", "Secure e-mail", initial=shown.email),
        FieldSpec("hours", "Hours", initial=shown.hours, help="9 to 5, Monday to Friday"),
        FieldSpec(
            "contacts",
            "Contacts: one a line, parted by semicolons",
            Kind.PROSE,
            initial="\n".join(map(said_contact, shown.contacts)),
            limit=LONG,
            understand=_counted,
            help="name; job; telephone; e-mail; public key (age1…)",
        ),
        FieldSpec(
            "expected_when",
            "Expected here, beside what the rules say, when there is",
            Kind.MANY,
            options=options(Circumstance),
            initial=tuple(one.value for one in shown.expected_when),
        ),
        FieldSpec("also", "Also called", initial="; ".join(shown.also), help="parted by semicolons"),
        FieldSpec(
            "unit",
            "Police unit, if it is one",
            Kind.CHOICE,
            options=options(PoliceUnit),
            initial=shown.unit or "",
        ),
        FieldSpec(
            "health",
            "Health practitioner, if it is one",
            Kind.CHOICE,
            options=options(HealthKind),
            initial=shown.health or "",
        ),
    )


def agency_of(values: Values, now: Agency | None, agencies: Agencies) -> Agency:
    """Return the agency that the fields describe.

    Raises:
        ValueError: with a sentence, if it cannot be one.
    """
    name, unit, health = text(values, "name"), text(values, "unit"), text(values, "health")
    key = now.key if now else key_of(name)
    if not key:
        raise ValueError("Give the agency a name with letters in it.")
    if now is None and key in agencies:
        raise ValueError(f"There is “{agencies.get(key).name}” already: change that one.")
    agency = Agency(
        key=key,
        name=name,
        sector=Sector(text(values, "sector")),
        unit=PoliceUnit(unit) if unit else None,
        health=HealthKind(health) if health else None,
        duty=text(values, "duty"),
        email=text(values, "email"),
        hours=text(values, "hours"),
        also=_parts(text(values, "also")),
        expected_when=tuple(Circumstance(word) for word in several(values, "expected_when")),
        contacts=read_contacts(text(values, "contacts")),
    )
    if wrong := all_wrong([agency], agencies):
        raise ValueError(" ".join(f"{_LABELS[one.field]}: {one.words}" for one in wrong))
    return agency


def doubts_of(agency: Agency) -> dict[str, str]:
    """Return what has to be looked at before an agency is saved, by the field it stands in."""
    doubts: dict[str, list[str]] = {}
    for one in all_doubtful([agency]):
        doubts.setdefault("duty" if one.field == "duty" else "contacts", []).append(one.words)
    return {field: f"{' '.join(words)} Press ^s again if it is meant." for field, words in doubts.items()}


def said_contact(one: Contact) -> str:
    """Return a contact as its line in the form."""
    return "; ".join(getattr(one, part) for part in PARTS).rstrip("; ")


def read_contacts(words: str) -> tuple[Contact, ...]:
    """Return the contacts of some lines, each a name, a job, a telephone number, an e-mail and a public key.

    Raises:
        ValueError: a line has more parts, or neither name nor job; the sentence names it.
    """
    found = []
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
        found.append(contact)
    return tuple(found)


def _parts(words: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in words.split(";") if part.strip())


def _counted(words: str) -> str:
    try:
        number = len(read_contacts(words))
    except ValueError as problem:
        return str(problem)
    return f"{number} contact{'' if number == 1 else 's'}"
