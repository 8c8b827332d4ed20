"""Which authority and which police force a place brings in, and what they are called."""

from __future__ import annotations

from chairtui.core.concern import Place
from chairtui.directory.areas import authority_named, force_named, force_of, is_authority


def titled(agency: str, name: str, area: str) -> str:
    """Return an agency's name with the area that it speaks for; a force is its own name."""
    if not area:
        return name
    if agency == "police" and name == "Police":
        return force_named(area)
    return f"{name}, {force_named(area) if agency.startswith('police') else area}"


def authority_at(place: Place) -> str:
    """Return the authority of a place; where none is written, the place's name may be one."""
    named = place.authority.strip() or (place.name if is_authority(place.name) else "")
    return authority_named(named)


def force_at(place: Place) -> str:
    """Return the police force of a place, as it is written or as its authority has it."""
    return force_named(place.force) if place.force.strip() else force_of(authority_at(place))
