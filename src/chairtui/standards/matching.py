"""Which lines of the register stand for a role that is expected."""

from __future__ import annotations

from collections.abc import Iterable

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
    return _is_of(line, agency, agencies) and _is_at(line, expected.area)


def settings_of(line: Attendee, expected: Iterable[Expected], agencies: Agencies) -> tuple[str, ...]:
    """Return the schools or nurseries of the children for which a line may speak, where they are several.

    Who comes in somebody's place speaks for whoever that is.
    """
    taught = _taught(line, expected, agencies)
    named = tuple(filter(None, (one.area or (one.title if one.kind else "") for one in taught)))
    return named if len(taught) > 1 else ()


def is_of_no_setting(line: Attendee, expected: Iterable[Expected], agencies: Agencies) -> bool:
    """Say whether a line speaks for one of several schools or nurseries, and it is not said for which."""
    taught = _taught(line, expected, agencies)
    return len(taught) > 1 and not any(stands_for(line, one, agencies, "", "") for one in taught)


def _taught(line: Attendee, expected: Iterable[Expected], agencies: Agencies) -> list[Expected]:
    """Return the places of education of the kind of a line: every school, for a school."""
    if line.deputy_for or line.sector is not Sector.EDUCATION:
        return []
    taught = (one for one in expected if "education" in one.origins)
    return [one for one in taught if _is_of(line, agencies.get(one.kind or one.agency), agencies)]


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


def _is_at(line: Attendee, meant: str) -> bool:
    """Say whether a line is of the school or place that is meant, by its place or its agency's name."""
    words = (line.area, line.called, line.agency)
    return not meant or any(one.casefold().split() == meant.casefold().split() for one in words)
