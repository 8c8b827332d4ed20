"""Facts about who from health is here, and of what kind: one kind does not stand in for another."""

from chairtui.core.register import Attendee
from chairtui.core.rooms import Room
from chairtui.core.vocabulary import HealthKind, Sector, YesNo
from chairtui.standards.facts.attendance import moment
from chairtui.standards.facts.fact import fact, in_words
from chairtui.standards.facts.sight import Sight
from chairtui.standards.matching import health_of
from chairtui.standards.verdict import Expected


@fact("health.moment")
def _(sight: Sight) -> str:
    """What a sentence about MASH health alone says of now: has been asked to come, is here, was, and when."""
    return moment(sight, lambda room: _mash_only(sight, room))


def _health(sight: Sight) -> tuple[Attendee, ...]:
    return tuple(line for line in sight.people if line.sector is Sector.HEALTH)


@fact("health.here")
def _(sight: Sight) -> bool:
    """Whether anybody from health is here, whatever the form of the meeting."""
    return bool(_health(sight))


@fact("health.mash_only")
def _(sight: Sight) -> bool:
    """Whether MASH health is here from health, and beside them nobody who treats or visits the child.

    After a decision: or was at one that stands.
    """
    return any(_mash_only(sight, room) for room in sight.rooms)


def _kinds(sight: Sight, room: Room) -> set[HealthKind | None]:
    return {health_of(line, sight.agencies) for line in room.people if line.sector is Sector.HEALTH}


def _mash_only(sight: Sight, room: Room) -> bool:
    kinds = _kinds(sight, room)
    return HealthKind.MASH in kinds and kinds <= {HealthKind.MASH, HealthKind.SAFEGUARDING}


@fact("health.proxies")
def _(sight: Sight) -> str:
    """What a sentence calls those from health who speak for others."""
    kinds = {one for room in sight.rooms if _mash_only(sight, room) for one in _kinds(sight, room)}
    return "MASH and a safeguarding professional" if HealthKind.SAFEGUARDING in kinds else "MASH"


def _services(sight: Sight) -> list[Expected]:
    health = [one for one in sight.expected if sight.agencies.get(one.agency).sector is Sector.HEALTH]
    return [one for one in health if one.agency != "health" and not sight.is_here(one.key)]


@fact("health.open_services")
def _(sight: Sight) -> str:
    """A sentence that names the expected health services that are not here; empty when there are none."""
    names = in_words(tuple(one.title for one in _services(sight)))
    return f"Expected and not among them: {names}." if _services(sight) else ""


@fact("health.open_key")
def _(sight: Sight) -> str:
    """Key of the first of these services, to be called; of the named nurse when there is none."""
    services = _services(sight)
    return services[0].key if services else "safeguarding-health"


@fact("health.kind_unknown")
def _(sight: Sight) -> bool:
    """Whether it is not written what kind of health practitioner somebody here is."""
    return any(_of_no_kind(sight, line) for line in _health(sight))


@fact("health.kind_moment")
def _(sight: Sight) -> str:
    """What the sentence about health of no written kind says of now: is here, or was, and when."""
    return moment(sight, lambda room: any(_of_no_kind(sight, line) for line in room.people))


def _of_no_kind(sight: Sight, line: Attendee) -> bool:
    return line.sector is Sector.HEALTH and health_of(line, sight.agencies) is None


@fact("health.mash")
def _(sight: Sight) -> bool:
    """Whether MASH health is here; after a decision, at each that stands."""
    return all(HealthKind.MASH in _kinds(sight, room) for room in sight.rooms)


@fact("health.beside_mash")
def _(sight: Sight) -> bool | None:
    """Whether somebody from health is here who is not MASH health; after a decision, at each that stands.

    Not known where it is not written of what kind the only other is.
    """
    return _at_each([_beside_mash(_kinds(sight, room)) for room in sight.rooms])


def _beside_mash(kinds: set[HealthKind | None]) -> bool | None:
    others = kinds - {HealthKind.MASH}
    return None if others == {None} else bool(others)


@fact("health.first_hand")
def _(sight: Sight) -> bool | None:
    """Whether somebody from health is here who knows the child themselves; at each decision that stands.

    Not known where it is not written of any of them, and of none that they do.
    """
    return _at_each([_first_hand(room) for room in sight.rooms])


def _first_hand(room: Room) -> bool | None:
    known = {line.first_hand.knows for line in room.people if line.sector is Sector.HEALTH}
    return True if YesNo.YES in known else None if YesNo.UNKNOWN in known else False


def _at_each(answers: list[bool | None]) -> bool | None:
    return False if False in answers else None if None in answers else True
