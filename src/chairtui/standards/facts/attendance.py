"""Facts about who is here, who is expected, and who knows the child."""

from collections.abc import Iterable

from chairtui.core.register import Attendee
from chairtui.core.views import Absence, absences, who
from chairtui.core.vocabulary import Form, HealthKind, Mode, Sector, Stage, YesNo
from chairtui.standards.facts.fact import fact, in_words, subjects
from chairtui.standards.facts.sight import Sight, left_out
from chairtui.standards.matching import health_of
from chairtui.standards.verdict import Expected

MINIMUM = (Sector.SOCIAL_WORK, Sector.POLICE, Sector.HEALTH)


@fact("minimum.social_worker")
def _(sight: Sight) -> bool:
    """Whether a local authority social worker is here; at the decision once it is taken; asked before."""
    return sight.minimum.social_worker


@fact("minimum.police")
def _(sight: Sight) -> bool:
    """Whether the police are here; at the decision once it is taken; asked to come before the meeting."""
    return sight.minimum.police


@fact("minimum.health")
def _(sight: Sight) -> bool:
    """Whether a health practitioner is here; at the decision once it is taken; asked before the meeting."""
    return sight.minimum.health


@fact("minimum.moment")
def _(sight: Sight) -> str:
    """What the sentence about the minimum says of now: asked to come, is here or was here."""
    if sight.meeting.form is Form.CALLS:
        return "counts, because one-to-one calls bring nobody together"
    return _moment(sight)


@fact("health.moment")
def _(sight: Sight) -> str:
    """What a sentence about who is here says of now: has been asked to come, is here, was here."""
    return _moment(sight)


def _moment(sight: Sight) -> str:
    if sight.stage is Stage.PREPARING:
        return "has been asked to come"
    if sight.over and not sight.people:
        return "was here for a decision: everyone has left and none was taken"
    return "was here when the decision was taken" if sight.decided else "is here"


@fact("minimum.two_agencies")
def _(sight: Sight) -> bool:
    """Whether only children's social care, its homes and foster care too, and the police are here.

    Who helps the meeting itself, such as an interpreter, makes no third agency.
    """
    sectors = {line.sector for line in sight.people if sight.speaks(line)}
    care = {Sector.SOCIAL_WORK, Sector.SOCIAL_CARE}
    return (
        sight.held and Sector.POLICE in sectors and bool(sectors & care) and sectors <= {*care, Sector.POLICE}
    )


@fact("over")
def _(sight: Sight) -> bool:
    """Whether it has ended without a decision: everyone left, or it began half a day ago."""
    return sight.over


@fact("urgency.explained")
def _(sight: Sight) -> bool:
    """Whether it is written why the meeting is urgent."""
    return bool(sight.meeting.urgent_because.strip())


@fact("override.given")
def _(sight: Sight) -> bool:
    """Whether the chair went on without the minimum, with a reason and a time to meet again."""
    return sight.meeting.attendance.override is not None


def _health(sight: Sight) -> tuple[Attendee, ...]:
    return tuple(line for line in sight.people if line.sector is Sector.HEALTH)


@fact("health.here")
def _(sight: Sight) -> bool:
    """Whether anybody from health is here, whatever the form of the meeting."""
    return bool(_health(sight))


@fact("health.mash_only")
def _(sight: Sight) -> bool:
    """Whether MASH health is here from health, and beside them nobody who treats or visits the child."""
    kinds = {health_of(line, sight.agencies) for line in _health(sight)}
    return HealthKind.MASH in kinds and kinds <= {HealthKind.MASH, HealthKind.SAFEGUARDING}


@fact("health.proxies")
def _(sight: Sight) -> str:
    """What a sentence calls those from health who speak for others."""
    kinds = {health_of(line, sight.agencies) for line in _health(sight)}
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
    return any(health_of(line, sight.agencies) is None for line in _health(sight))


@fact("authority.unasked")
def _(sight: Sight) -> tuple[str, ...]:
    """Who here from social work, police and health was not asked whether they can commit their agency."""
    unasked = [line for line in sight.people if line.authority.can_commit is YesNo.UNKNOWN]
    return tuple(dict.fromkeys(sight.title(line) for line in unasked if line.sector in MINIMUM))


def _absences(sight: Sight) -> tuple[Absence, ...]:
    unnamed = [(one.key, one.title) for one in sight.expected if not one.attendee_id]
    return absences(sight.meeting, lambda key: sight.agencies.get(key).name, unnamed)


@fact("without.names")
def _(sight: Sight) -> tuple[str, ...]:
    """Whom the record names as missing at the decision; nobody while there is none."""
    return tuple(dict.fromkeys(one.who for one in _absences(sight))) if sight.decided else ()


@fact("without.uncovered")
def _(sight: Sight) -> tuple[str, ...]:
    """Who of these was not left out on purpose, and nothing came or is to come from them."""
    if not sight.decided:
        return ()
    here = {sight.title(line) for line in sight.people}
    register = sight.meeting.attendance.register
    settled = {
        who(line, lambda key: sight.agencies.get(key).name)
        for line in register
        if left_out(line) or sight.title(line) in here
    }
    missing = (one.who for one in _absences(sight) if not one.obtained)
    return tuple(one for one in dict.fromkeys(missing) if one not in settled)


@subjects("attendee")
def _(sight: Sight) -> Iterable[Attendee]:
    """Each line of the register that takes or took part."""
    return (line for line in sight.meeting.attendance.register if line.stays)


@fact("attendee.id", "attendee")
def _(line: Attendee) -> str:
    """Id of the line."""
    return line.id


@fact("attendee.agency", "attendee")
def _(line: Attendee) -> str:
    """Key of their agency."""
    return line.agency


@fact("attendee.title", "attendee")
def _(sight: Sight, line: Attendee) -> str:
    """Their name and agency."""
    return f"{line.name} ({sight.title(line)})" if line.name else sight.title(line)


@fact("attendee.here", "attendee")
def _(line: Attendee) -> bool:
    """Whether they are here now."""
    return line.here is not None


@fact("attendee.here_when_it_counts", "attendee")
def _(sight: Sight, line: Attendee) -> bool:
    """Whether they were here at the decision, or are here before it."""
    return line.id in sight.people_ids


@fact("attendee.by_phone", "attendee")
def _(line: Attendee) -> bool:
    """Whether they take part by telephone."""
    return any(stay.mode is Mode.PHONE for stay in line.stays)


@fact("attendee.identity_checked", "attendee")
def _(line: Attendee) -> bool:
    """Whether it was checked that a voice on the phone is who it says."""
    return line.identity_checked is YesNo.YES


@fact("attendee.minimum", "attendee")
def _(line: Attendee) -> bool:
    """Whether they belong to social work, police or health."""
    return line.sector in MINIMUM


@fact("attendee.cannot_commit", "attendee")
def _(line: Attendee) -> bool:
    """Whether they said that they cannot commit their agency today."""
    return line.authority.can_commit is YesNo.NO


@fact("attendee.decider_named", "attendee")
def _(line: Attendee) -> bool:
    """Whether it is written who decides for their agency, and when."""
    return bool(line.authority.decider.strip()) and line.authority.decides_at is not None
