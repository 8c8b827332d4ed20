"""Facts about each role that is expected."""

from collections.abc import Iterable

from chairtui.core.register import left_out
from chairtui.core.vocabulary import Answer, Sector, Stage
from chairtui.directory.areas import short
from chairtui.standards.facts.fact import attributes, fact, subjects
from chairtui.standards.facts.lacking import when_lacking
from chairtui.standards.facts.sight import Sight
from chairtui.standards.verdict import Expected

SPECIAL = {
    "adult-mental-health": "adult mental health",
    "paediatrician": "paediatrician",
    "hospital": "treating clinician",
    "social-care": "minimum",
    "health": "minimum",
}

_INVITED = (Answer.INVITED, Answer.ACCEPTED, Answer.DECLINED, Answer.NO_REPLY)


@subjects("expected")
def _(sight: Sight) -> Iterable[Expected]:
    """Each role that the circumstances call for."""
    return sight.expected


attributes(
    "expected",
    Expected,
    key="Its key, with the force or authority after an at sign where one is meant.",
    title="What it is called.",
    known="Whether it is written if they were invited and what became of it, with the reason for a no.",
)


@fact("expected.area", "expected")
def _(sight: Sight, role: Expected) -> str:
    """The force or authority that is meant; the home force for the police, the home for social care."""
    own = {"police": sight.home_force, "social-care": sight.home}
    return role.area or own.get(role.agency, "")


@fact("expected.own_area", "expected")
def _(sight: Sight, one: Expected) -> str:
    """The force or authority at home that is meant, as it stands in a sentence."""
    return (sight.home_force if one.agency == "police" else "") or sight.home or "the home area"


@fact("expected.unit", "expected")
def _(role: Expected) -> str:
    """For a police unit, its short name: missing, exploitation, gangs."""
    unit = role.agency.removeprefix("police-") if role.agency.startswith("police-") else ""
    return f"{unit}@{short(role.area)}" if unit and role.area else unit


@fact("expected.kind", "expected")
def _(sight: Sight, role: Expected) -> str:
    """What kind of role: minimum, police unit, border, adult mental health, paediatrician or service."""
    agency = sight.agencies.get(role.agency)
    if agency.sector is Sector.POLICE and role.agency != "police":
        return "dropped unit" if role.origins == ("series",) else "police unit"
    if role.agency == "host-social-care" or (role.agency == "police" and len(sight.forces) > 1):
        return "border"
    if role.agency == "social-care" and "place" in role.origins:
        return "border"
    return SPECIAL.get(role.agency, "minimum" if role.agency == "police" else "service")


@fact("expected.why", "expected")
def _(one: Expected) -> str:
    """Why it is expected."""
    return " ".join(one.reasons)


@fact("expected.agency", "expected")
def _(sight: Sight, role: Expected) -> str:
    """What its kind of agency is called, whichever school, force or authority is meant."""
    return sight.agencies.get(role.kind or role.agency).name


@fact("expected.invited", "expected")
def _(sight: Sight, role: Expected) -> bool | None:
    """Whether it was invited, or came all the same; not known where it is not written."""
    lines = sight.standing_for[role.key]
    if any(line.stays or line.invitation.answer in _INVITED for line in lines):
        return True
    return False if any(line.invitation.answer is Answer.NOT_INVITED for line in lines) else None


@fact("expected.wrote", "expected")
def _(sight: Sight, role: Expected) -> bool:
    """Whether it sent written information."""
    return any(line.written_at for line in sight.standing_for[role.key])


@fact("expected.here", "expected")
def _(sight: Sight, one: Expected) -> bool:
    """Whether somebody fills it: here, here at the decision, or asked to come before the meeting."""
    return sight.is_here(one.key)


@fact("expected.covered", "expected")
def _(sight: Sight, one: Expected) -> bool:
    """Whether it sent something, an action is to obtain it, or it was left out with a reason."""
    return sight.is_covered(one.key)


@fact("expected.gap", "expected")
def _(sight: Sight, role: Expected) -> str:
    """What is not written of them: whether they were invited, or why they were not or declined."""
    answers = {line.invitation.answer for line in sight.standing_for[role.key]}
    if Answer.NOT_INVITED in answers:
        return "they were not invited, and it is not written why"
    if Answer.DECLINED in answers:
        return "they declined, and it is not written why"
    return "it is not written whether they were invited"


@fact("expected.elsewhere", "expected")
def _(sight: Sight, role: Expected) -> tuple[str, ...]:
    """Who of the same part of the minimum is here, for another force or authority than the one at home."""
    sector = sight.agencies.get(role.agency).sector
    own = {line.id for line in sight.standing_for[role.key]}
    leads = {line.id for line in sight.people if line.leads}
    away = (line for line in sight.people if line.sector is sector and line.id not in own | leads)
    return tuple(dict.fromkeys(sight.title(line) for line in away))


@fact("expected.moment", "expected")
def _(sight: Sight, role: Expected) -> str:
    """What a sentence about somebody missing says of now."""
    lines = sight.standing_for[role.key]
    if sight.meeting.stage is Stage.PREPARING:
        out = not lines or any(left_out(line) for line in lines)
        return "has not been invited" if out else "has not said that they come"
    if sight.over and not sight.people:
        return "was not here for a decision: everyone has left and none was taken"
    if not sight.decided:
        return "is not here"
    return when_lacking(sight, lambda room: sight.lacks(room, role.key), "not ")
