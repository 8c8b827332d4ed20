"""Whom to call about an agency, by the register of agencies: every screen and command says the same."""

from __future__ import annotations

from collections.abc import Iterator

from chairtui.core.vocabulary import PoliceUnit
from chairtui.directory.agencies import Agencies, Agency

NONE = "no number in the agency register"

_INSTEAD = {"mash-health": ("safeguarding-health", "health")}
"""Who else answers where an agency has no number, beside the units of a police force."""
_FIRST_UNITS = (PoliceUnit.CHILD_ABUSE, PoliceUnit.MASH)


def number_of(key: str, agencies: Agencies) -> tuple[str, str]:
    """Return who answers for an agency (key) and their telephone number, which is empty if there is none.

    The number is the agency's own, or that of a person there; where the police have none for all of a force,
    that of one of its units.
    """
    for agency in (agencies.get(key), *_instead(key, agencies)):
        for name, number in _numbers(agency):
            if number:
                return name, number
    return agencies.get(key).name, ""


def call_words(key: str, agencies: Agencies, named: str = "") -> str:
    """Return whom to call: “Call: School 020 7946 0000”, or that there is no number."""
    return f"Call: {called_words(key, agencies, named)}"


def called_words(key: str, agencies: Agencies, named: str = "") -> str:
    """Return who is called and their number: “School 020 7946 0000”, or that there is none.

    `named` is what a line of a meeting calls the agency, where that is another name than the register's.
    """
    name, number = number_of(key, agencies)
    registered = agencies.get(key).name
    if named and name.startswith(registered):
        name = named + name.removeprefix(registered)
    return f"{name} {number}" if number else f"{name}, {NONE}"


def _numbers(agency: Agency) -> Iterator[tuple[str, str]]:
    yield agency.name, agency.duty
    for contact in agency.contacts:
        yield ", ".join(filter(None, (agency.name, contact.name, contact.job))), contact.phone


def _instead(key: str, agencies: Agencies) -> Iterator[Agency]:
    kind, _, area = agencies.key_of(key).partition("@")
    yield from (agencies.get(one) for one in _INSTEAD.get(kind, ()) if not area)
    if kind == "police":
        units = [one for one in agencies.all() if one.unit and one.key.startswith("police-")]
        yield from sorted((one for one in units if one.key.partition("@")[2] == area), key=_rank)


def _rank(agency: Agency) -> int:
    return _FIRST_UNITS.index(agency.unit) if agency.unit in _FIRST_UNITS else len(_FIRST_UNITS)
