"""Why an agency is expected at a meeting: each reason, before those of one agency are brought together."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from chairtui.core.births import range_words
from chairtui.core.calendar.when import say_when
from chairtui.core.children import Child
from chairtui.core.vocabulary import Circumstance, Education, PlaceKind, Sector
from chairtui.directory.areas import force_named
from chairtui.standards.facts.ages import AgeStage, ages_at, stage_of
from chairtui.standards.facts.places import authority_at, force_at
from chairtui.standards.facts.sight import Sight

MINIMUM = "minimum"
"""The origin of a role that is part of the minimum."""


MINIMUM_SOURCE = (
    "Working Together to Safeguard Children 2018 and 2023: a local authority social worker, "
    "health practitioners and a police representative should, as a minimum, be involved."
)


OWN = "The program's own suggestion: who in health is likely to know a child of this age."


AUDIT = "Multi-agency audit of strategy discussions, Bromley 2020."


LOCAL = "The register of agencies kept here."


_HERE = {PlaceKind.HOME: "lives", PlaceKind.PLACEMENT: "is placed", PlaceKind.FOUND: "was found"}


_ATTENDED = (Education.UNKNOWN, Education.NURSERY, Education.SCHOOL, Education.COLLEGE)


ANY_SETTING = frozenset(
    {"nursery", "school", "college", "home-education", "education-welfare", "virtual-school", "sen"}
)
"""Agencies of education that are not one school, nursery or college."""


KNOWN_TO = {
    Education.NURSERY: "health-visitor",
    Education.SCHOOL: "school-nurse",
    Education.COLLEGE: "school-nurse",
}
"""Who in health is likely to know a child whose age is not known, by where they are taught."""


class Reason(Struct, frozen=True, kw_only=True):
    """One reason why an agency is expected."""

    agency: str
    words: str
    source: str
    origin: str
    area: str = ""
    kind: str = ""
    alone: bool = True


def of_minimum(agency: str) -> Reason:
    """Return why an agency of the minimum is expected."""
    return Reason(agency=agency, words="Part of the minimum.", source=MINIMUM_SOURCE, origin=MINIMUM)


def of_open_services(sight: Sight) -> Iterator[Reason]:
    """Yield the services that work with a child or a family member now."""
    concern = sight.meeting.concern
    people = [(one.name, one.open_to) for one in concern.children]
    people += [(one.name, one.open_to) for one in concern.family]
    for name, services in people:
        for service in services:
            agency = sight.agencies.key_of(service)
            words = f"{name} is open to this service."
            yield Reason(agency=agency, words=words, source=AUDIT, origin="open service")


def of_education(sight: Sight) -> Iterator[Reason]:
    """Yield who teaches each child, or answers for those nobody teaches."""
    children = sight.meeting.concern.children
    settings = {(one.education, _plain(one.setting)) for one in children if one.setting.strip()}
    for child in children:
        known = ages_at(sight.meeting, child)
        agency, why = _taught(child, known)
        if agency:
            several = sum(kind is child.education for kind, _ in settings) > 1
            words = f"{child.name} {why}."
            reason = Reason(agency=agency, words=words, source=AUDIT, origin="education")
            if own := _setting_of(sight, child):
                yield replace(reason, agency=own, kind=agency, alone=not several)
            else:
                area = " ".join(child.setting.split()) if several else ""
                yield replace(reason, area=area)
        looked_after = Circumstance.LOOKED_AFTER in sight.meeting.concern.circumstances
        if looked_after and (agency or (not _is_sure(known) and child.id not in sight.unborn)):
            words = f"{child.name} is looked after."
            yield Reason(agency="virtual-school", words=words, source=AUDIT, origin="education")


def _setting_of(sight: Sight, child: Child) -> str:
    """Return the key of the school, nursery or college that the register of agencies has for a child."""
    key = sight.agencies.key_of(child.setting)
    if child.education not in _ATTENDED or key in ANY_SETTING or key not in sight.agencies:
        return ""
    return key if sight.agencies.get(key).sector is Sector.EDUCATION else ""


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())


def _taught(child: Child, known: tuple[int, int] | None) -> tuple[str, str]:
    settled = {
        Education.NURSERY: ("nursery", "goes to nursery"),
        Education.SCHOOL: ("school", "goes to school"),
        Education.COLLEGE: ("college", "goes to college"),
        Education.HOME_EDUCATED: ("home-education", "is taught at home"),
        Education.NOT_ENROLLED: ("education-welfare", "has no school place"),
    }
    if child.education in settled:
        return settled[child.education]
    if known and {stage_of(age) for age in known} == {AgeStage.OF_SCHOOL}:
        aged = range_words(*known)
        if child.education is Education.NONE:
            return "education-welfare", f"is {aged}, and nobody teaches them"
        return "school", f"is {aged}, and it is not known where they are taught"
    return "", ""


def _is_sure(known: tuple[int, int] | None) -> bool:
    """Say whether all the ages that a child may have bring in the same people."""
    return known is not None and stage_of(known[0]) is stage_of(known[1])


def of_health_by_age(sight: Sight) -> Iterator[Reason]:
    """Yield who in health is likely to know each child, by age."""
    for child in sight.meeting.concern.children:
        known = ages_at(sight.meeting, child)
        if child.id in sight.unborn:
            agency, words = "midwifery", f"{child.name} is not born yet."
        elif not _is_sure(known) and child.education in KNOWN_TO:
            agency, words = KNOWN_TO[child.education], f"{child.name} {_taught(child, known)[1]}."
        elif known is None or not _is_sure(known) or known[0] >= 18:
            continue
        elif known[1] < 5:
            agency, words = "health-visitor", f"{child.name} is under five."
        else:
            agency, words = "school-nurse", f"{child.name} is {range_words(*known)}."
        yield Reason(agency=agency, words=words, source=OWN, origin="age")


def of_the_register(sight: Sight) -> Iterator[Reason]:
    """Yield the agencies that the register of agencies itself expects in these circumstances."""
    there = sight.meeting.concern.circumstances
    for agency in sight.agencies.all():
        for circumstance in agency.expected_when:
            if circumstance in there:
                words = f"Expected here when there is: {circumstance.value}."
                yield Reason(agency=agency.key, words=words, source=LOCAL, origin="circumstance")


def of_places(sight: Sight) -> Iterator[Reason]:
    """Yield the authorities and forces that places bring in; those of the home stay in it."""
    if sight.home_force and len(sight.forces) > 1:
        words = f"{sight.home} is in the area of this force."
        yield Reason(agency="police", words=words, source=AUDIT, origin="place")
    for place in sight.meeting.concern.places:
        where = place.name or place.authority or place.force
        authority = authority_at(place)
        stays = _HERE.get(place.kind)
        if stays and authority and sight.home and authority != sight.home:
            words = f"A child {stays} in {where}."
            yield Reason(agency="host-social-care", words=words, source=AUDIT, origin="place", area=authority)
            words = f"{sight.home} is the authority that holds the meeting."
            yield Reason(agency="social-care", words=words, source=AUDIT, origin="place")
        force = force_at(place)
        if force and force != sight.home_force:
            words = f"A child {stays} in {where}." if stays else f"A child may go to {where}."
            area = "" if force == "British Transport Police" else force
            agency = "police" if area else "british-transport-police"
            yield Reason(agency=agency, words=words, source=AUDIT, origin="place", area=area)


def of_earlier_meetings(sight: Sight) -> Iterator[Reason]:
    """Yield the police units that took part in an earlier meeting about the same children."""
    units = {one.unit: one.key for one in sight.agencies.all() if one.unit and one.key.startswith("police-")}
    for meeting in sight.meeting.series.earlier:
        when = f" on {say_when(meeting.held_at.date())}" if meeting.held_at else ""
        for attended in meeting.attended:
            key = sight.agencies.key_of(attended.agency)
            agency = (
                key if key.startswith("police-") else units.get(attended.unit, "") if attended.unit else ""
            )
            force = force_named(attended.area)
            if agency:
                area = "" if force == sight.home_force else force
                words = f"This unit took part in the earlier meeting{when}."
                yield Reason(agency=agency, words=words, source=AUDIT, origin="series", area=area)
