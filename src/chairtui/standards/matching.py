"""Which lines of the register stand for a role that is expected."""

from __future__ import annotations

from chairtui.core.register import Attendee
from chairtui.core.vocabulary import HealthKind, Sector
from chairtui.directory.agencies import Agencies, Agency
from chairtui.directory.areas import authority_named, force_named
from chairtui.standards.verdict import Expected

TREATS = (HealthKind.TREATING, HealthKind.PAEDIATRICIAN)
"""Who may be the clinician who treats a child in hospital: not a named or safeguarding nurse of it."""

TRANSPORT = "british-transport-police"


def stands_for(line: Attendee, expected: Expected, agencies: Agencies, home: str, home_force: str) -> bool:
    """Say whether a line fills a role; one unit, force or kind of health does not stand in for another."""
    agency = agencies.get(expected.agency)
    if agency.sector is Sector.POLICE:
        return _right_unit(line, agency, agencies) and _right_force(line, expected, home_force)
    if agency.sector is Sector.SOCIAL_WORK:
        if line.leads or line.sector is not Sector.SOCIAL_WORK:
            return False
        return _right_authority(line, expected, home)
    if agency.key == "health":
        return line.sector is Sector.HEALTH
    if agency.key == "placement":
        return line.sector is Sector.SOCIAL_CARE
    if agency.health is HealthKind.PAEDIATRICIAN:
        return health_of(line, agencies) is HealthKind.PAEDIATRICIAN
    if agency.key == "hospital" and health_of(line, agencies) not in TREATS:
        return False
    if expected.kind and agencies.key_of(line.agency) != agency.key:
        return _speaks_for(line, expected, agencies)
    return _is_of(line, agency, agencies) and _same(line.area, expected.area)


def health_of(line: Attendee, agencies: Agencies) -> HealthKind | None:
    """Return what kind of health practitioner a line is, as it says or as the register of agencies has it."""
    return line.health or agencies.get(line.agency).health


def _is_of(line: Attendee, agency: Agency, agencies: Agencies) -> bool:
    key = agencies.key_of(line.agency)
    if key == agency.key:
        return True
    return agency.key == "school" and line.sector is Sector.EDUCATION and not agencies.knows(key)


def _speaks_for(line: Attendee, expected: Expected, agencies: Agencies) -> bool:
    """Say whether a line of another key is that of an agency of the register: “school”, of one school."""
    kind = agencies.get(expected.kind)
    if line.sector is not kind.sector:
        return False
    called = [words for words in (line.area, line.called) if words and words != kind.name]
    known = [agencies.key_of(words) for words in called if agencies.knows(words)]
    if known or (called and not expected.alone):
        return expected.agency in known
    key = agencies.key_of(line.agency)
    return expected.alone and (key == expected.kind or not agencies.knows(key))


def _right_unit(line: Attendee, agency: Agency, agencies: Agencies) -> bool:
    if line.sector is not Sector.POLICE or agency.key == "police":
        return line.sector is Sector.POLICE
    key = agencies.key_of(line.agency)
    if key == agency.key:
        return True
    another = agencies.get(key).unit
    return agency.unit is not None and line.unit is agency.unit and another in (None, agency.unit)


def _right_force(line: Attendee, expected: Expected, home_force: str) -> bool:
    if expected.agency == TRANSPORT:
        return True
    meant, area = force_named(expected.area) or home_force, force_of_line(line)
    if not area:
        return meant == home_force
    return not meant or area == meant


def force_of_line(line: Attendee) -> str:
    """Return the police force that a line speaks for, as far as it says; empty for the one at home."""
    return force_named("British Transport Police" if line.agency == TRANSPORT else line.area)


def _right_authority(line: Attendee, expected: Expected, home: str) -> bool:
    meant = authority_named(expected.area) or home
    if not line.area:
        return meant == home and line.agency != "host-social-care"
    return not meant or authority_named(line.area) == meant


def _same(area: str, meant: str) -> bool:
    return not meant or area.casefold().split() == meant.casefold().split()
