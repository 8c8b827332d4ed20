"""Who should be at a meeting and why, before anyone is named: the same meeting always gives the same list."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from chairtui.core.register import Attendee
from chairtui.core.vocabulary import Answer, Sector
from chairtui.directory.areas import short
from chairtui.standards.facts.places import titled
from chairtui.standards.facts.sight import Sight
from chairtui.standards.naming import is_called_otherwise
from chairtui.standards.verdict import Expected
from chairtui.standards.why_expected import (
    Reason,
    of_earlier_meetings,
    of_education,
    of_health_by_age,
    of_minimum,
    of_open_services,
    of_places,
    of_the_register,
)


def expected(sight: Sight, circumstances: Iterable[Reason]) -> tuple[Expected, ...]:
    """Return the roles that a meeting calls for, the minimum first, each with all its reasons."""
    asked = [
        of_minimum("social-care"),
        of_minimum("police"),
        *of_open_services(sight),
        *of_education(sight),
        *of_health_by_age(sight),
        *circumstances,
        *of_the_register(sight),
        *of_places(sight),
        *of_earlier_meetings(sight),
    ]
    if not any(sight.agencies.get(one.agency).sector is Sector.HEALTH for one in asked):
        asked.insert(2, of_minimum("health"))
    return tuple(_assigned(sight, one) for one in _merged(sight, asked))


def _merged(sight: Sight, asked: Iterable[Reason]) -> list[Expected]:
    roles: dict[str, list[Reason]] = {}
    for reason in asked:
        roles.setdefault(_key(reason), []).append(reason)
    return [_role(sight, key, reasons) for key, reasons in roles.items()]


def _key(reason: Reason) -> str:
    if not reason.area:
        return reason.agency
    return f"{reason.agency}@{short(reason.area) if reason.agency.startswith('police') else reason.area}"


def _role(sight: Sight, key: str, reasons: list[Reason]) -> Expected:
    first = reasons[0]
    name = sight.named_apart(first.agency)
    if key == "police" and len(sight.forces) > 1:
        name = sight.home_force or name
    if key == "social-care" and "place" in (one.origin for one in reasons):
        name = f"{name}, {sight.home}"
    if first.agency == "host-social-care" and first.area:
        name = sight.named_apart("social-care")
    return Expected(
        key=key,
        agency=first.agency,
        title=titled(first.agency, name, first.area),
        area=first.area,
        kind=first.kind,
        alone=first.alone,
        reasons=_said_once(sight, reasons),
        sources=tuple(dict.fromkeys(one.source for one in reasons)),
        origins=tuple(dict.fromkeys(one.origin for one in reasons)),
    )


def _said_once(sight: Sight, reasons: Iterable[Reason]) -> tuple[str, ...]:
    """Return the reasons; what is said of a child by name is not said of “the child” as well."""
    said = tuple(dict.fromkeys(one.words for one in reasons))
    names = [child.name for child in sight.meeting.concern.children]
    named = {
        f"The child{words.removeprefix(name)}"
        for name in names
        for words in said
        if words.startswith(f"{name} ")
    }
    return tuple(words for words in said if words not in named)


def _assigned(sight: Sight, role: Expected) -> Expected:
    lines = sight.lines_of(role)
    best = next(
        (line for line in lines if sight.agencies.key_of(line.agency) == role.agency),
        lines[0] if lines else None,
    )
    if best is None:
        return _told_from_others(sight, role)
    known = any(_is_known(line) for line in lines)
    return replace(
        role,
        attendee_id=best.id,
        lines=tuple(line.id for line in lines),
        known=known,
        title=_own_title(sight, role, best),
    )


def _own_title(sight: Sight, role: Expected, line: Attendee) -> str:
    """Return what a role is called that a line of its own agency fills: as that line, if it has a name."""
    if line.agency in (role.agency, role.kind) and is_called_otherwise(line, sight.named_apart):
        return titled(line.agency, line.called, line.area)
    return role.title


def _told_from_others(sight: Sight, role: Expected) -> Expected:
    """Return a role that nobody fills, named by its home where another force or authority came.

    Else the record says that the police were together, and that it was decided without police.
    """
    own = {"police": sight.home_force, "social-care": sight.home}.get(role.key, "")
    sector = sight.agencies.get(role.agency).sector
    others = any(line.sector is sector for line in sight.meeting.attendance.register)
    if not (own and others):
        return role
    name = own if role.key == "police" else f"{sight.named_apart(role.agency)}, {own}"
    return replace(role, title=name)


def _is_known(line: Attendee) -> bool:
    """Say whether the ledger of invitations has a word for a line, with the reason for a no."""
    if line.stays or line.written_at:
        return True
    if line.invitation.answer in (Answer.NOT_INVITED, Answer.DECLINED):
        return bool(line.invitation.reason.strip())
    return line.invitation.answer is not Answer.UNKNOWN
