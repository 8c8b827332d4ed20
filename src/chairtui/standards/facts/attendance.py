"""Facts about who is here, who is expected, and who knows the child."""

from collections.abc import Callable, Iterable, Iterator

from chairtui.core.absences import Absence
from chairtui.core.decision import Decision
from chairtui.core.people import same_name
from chairtui.core.register import Attendee, left_out
from chairtui.core.rooms import Room, in_room
from chairtui.core.views import who
from chairtui.core.vocabulary import Form, Mode, Sector, Stage, YesNo
from chairtui.core.who_was_missing import missing_at
from chairtui.standards.facts.fact import attributes, fact, subjects
from chairtui.standards.facts.lacking import when_lacking
from chairtui.standards.facts.sight import Sight
from chairtui.standards.matching import is_of_no_setting

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


@fact("minimum.social_worker_moment")
def _(sight: Sight) -> str:
    """What the sentence about the social worker says of now: asked to come, is here, or was, and when not."""
    return _minimum_moment(sight, lambda room: not sight.minimum_in(room).social_worker)


@fact("minimum.social_worker_chair")
def _(sight: Sight) -> str:
    """What to do where the chair is the social worker who knows the case: say so, be listed, be here."""
    chair = sight.meeting.attendance.chair
    if chair is None or not chair.social_worker:
        return "A chair who is the social worker who knows the case says so on the chair's row of step 1."
    care = (one for one in sight.meeting.attendance.register if one.sector is Sector.SOCIAL_WORK)
    listed = any(same_name(one.name, chair.name) for one in care)
    how = "" if listed else f"add a line of children's social care named {chair.name}, then "
    words = f"{chair.name} says so on the chair's row and counts once here by name: on step 1, {how}"
    return f"{words}mark them as here."


@fact("minimum.police_moment")
def _(sight: Sight) -> str:
    """What the sentence about the police says of now: asked to come, is here, or was, and when not."""
    return _minimum_moment(sight, lambda room: not sight.minimum_in(room).police)


@fact("minimum.health_moment")
def _(sight: Sight) -> str:
    """What the sentence about health says of now: asked to come, is here, or was, and when not."""
    return _minimum_moment(sight, lambda room: not sight.minimum_in(room).health)


def _minimum_moment(sight: Sight, lacks: Callable[[Room], bool]) -> str:
    if sight.meeting.form is Form.CALLS:
        return "counts, because one-to-one calls bring nobody together"
    return moment(sight, lacks)


def moment(sight: Sight, lacks: Callable[[Room], bool]) -> str:
    """Return what a sentence about somebody lacking says of now: asked to come, is here, or was, and when."""
    if sight.meeting.stage is Stage.PREPARING:
        return "has been asked to come"
    if sight.over and not sight.people:
        return "was here for a decision: everyone has left and none was taken"
    return when_lacking(sight, lacks) if sight.decided else "is here"


@fact("minimum.two_agencies")
def _(sight: Sight) -> bool:
    """Whether only children's social care, its homes and foster care too, and the police are here.

    After a decision: or were at one that stands. Who helps the meeting itself, such as an interpreter, makes
    no third agency.
    """
    return sight.held and any(_two_agencies(sight, room) for room in sight.rooms)


@fact("minimum.two_agencies_moment")
def _(sight: Sight) -> str:
    """What the sentence about two agencies alone says of now: is here, or was, and when."""
    return moment(sight, lambda room: _two_agencies(sight, room))


def _two_agencies(sight: Sight, room: Room) -> bool:
    sectors = {line.sector for line in room.people if sight.speaks(line)}
    care = {Sector.SOCIAL_WORK, Sector.SOCIAL_CARE}
    return Sector.POLICE in sectors and bool(sectors & care) and sectors <= {*care, Sector.POLICE}


@fact("urgency.explained")
def _(sight: Sight) -> bool:
    """Whether it is written why the meeting is urgent."""
    return bool(sight.meeting.urgent_because.strip())


@fact("override.given")
def _(sight: Sight) -> bool:
    """Whether the chair went on without the minimum, with a reason and a time to meet again."""
    return sight.meeting.attendance.override is not None


@fact("authority.unasked")
def _(sight: Sight) -> tuple[str, ...]:
    """Who here from social work, police and health was not asked whether they can commit their agency.

    Whoever leads is not: their grade is asked for.
    """
    due = [line for line in sight.people if line.sector in MINIMUM and not line.leads]
    unasked = (sight.title(line) for line in due if line.authority.can_commit is YesNo.UNKNOWN)
    return tuple(dict.fromkeys(unasked))


@fact("register.of_no_setting")
def _(sight: Sight) -> tuple[str, ...]:
    """Who speaks for one of the children's several schools or nurseries, and it is not said for which."""
    register = sight.meeting.attendance.register
    lines = (line for line in register if is_of_no_setting(line, sight.expected, sight.agencies))
    return tuple(dict.fromkeys(sight.title(line) for line in lines))


def _absences(sight: Sight, decision: Decision) -> tuple[Absence, ...]:
    unnamed = [(one.key, one.title) for one in sight.expected if not one.attendee_id]
    return missing_at(sight.meeting, decision, sight.named, unnamed)


@fact("without.names")
def _(sight: Sight) -> tuple[str, ...]:
    """Whom the record names as missing at a decision that stands; nobody while there is none."""
    missing = (one for decision in sight.standing for one in _absences(sight, decision))
    return tuple(dict.fromkeys(one.who for one in missing))


@fact("without.uncovered")
def _(sight: Sight) -> tuple[str, ...]:
    """Who of these was not left out on purpose, and nothing came in time or is arranged to come."""
    uncovered = (one for decision in sight.standing for one in _uncovered(sight, decision))
    return tuple(dict.fromkeys(uncovered))


def _uncovered(sight: Sight, decision: Decision) -> Iterator[str]:
    here = {sight.title(line) for line in in_room(sight.meeting, decision)}
    register = sight.meeting.attendance.register
    settled = {who(line, sight.named) for line in register if left_out(line) or sight.title(line) in here}
    missing = (one.who for one in _absences(sight, decision) if not one.covered)
    yield from (one for one in missing if one not in settled)


@subjects("attendee")
def _(sight: Sight) -> Iterable[Attendee]:
    """Each line of the register that takes or took part."""
    return (line for line in sight.meeting.attendance.register if line.stays)


attributes("attendee", Attendee, id="Id of the line.", agency="Key of their agency.")


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
    """Whether they were here at a decision that stands, or are here before one."""
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
