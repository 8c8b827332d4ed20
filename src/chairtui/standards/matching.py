"""Which lines of the register stand for a role that is expected."""

from __future__ import annotations

from chairtui.core.register import Attendee
from chairtui.core.vocabulary import HealthKind, Sector
from chairtui.directory.agencies import Agency
from chairtui.directory.areas import authority_named, force_named
from chairtui.standards.verdict import Expected


def stands_for(line: Attendee, expected: Expected, agency: Agency, home: str, home_force: str) -> bool:
    """Say whether a line fills a role; one unit, force or kind of health does not stand in for another."""
    if agency.sector is Sector.POLICE:
        return _right_unit(line, expected, agency) and _right_force(line, expected, home_force)
    if agency.sector is Sector.SOCIAL_WORK:
        return line.sector is Sector.SOCIAL_WORK and _right_authority(line, expected, home)
    if expected.agency == "health":
        return line.sector is Sector.HEALTH
    if expected.agency == "placement":
        return line.sector is Sector.SOCIAL_CARE
    if agency.health is HealthKind.PAEDIATRICIAN and line.health is HealthKind.PAEDIATRICIAN:
        return True
    return line.agency == expected.agency and _same(line.area, expected.area)


def _right_unit(line: Attendee, expected: Expected, agency: Agency) -> bool:
    if expected.agency == "police":
        return line.sector is Sector.POLICE
    if line.agency == expected.agency:
        return True
    return line.agency == "police" and agency.unit is not None and line.unit is agency.unit


def _right_force(line: Attendee, expected: Expected, home_force: str) -> bool:
    meant = force_named(expected.area) or home_force
    if not line.area:
        return meant == home_force
    return not meant or force_named(line.area) == meant


def _right_authority(line: Attendee, expected: Expected, home: str) -> bool:
    meant = authority_named(expected.area) or home
    if not line.area:
        return meant == home and line.agency != "host-social-care"
    return not meant or authority_named(line.area) == meant


def _same(area: str, meant: str) -> bool:
    return not meant or area.casefold().split() == meant.casefold().split()
