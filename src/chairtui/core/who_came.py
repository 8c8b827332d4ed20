"""Who came to which of several meetings: a row for each agency and unit, a cell for each meeting.

It shows who dropped out. Nothing is told that was not noted: of a meeting that is known only by what a later
one was told, it may be known who came and not for how long, or nothing at all.

Source: multi-agency audit of strategy discussions, Bromley 2020: "attendance of the different police units
was not consistent".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from chairtui.core.meeting import Meeting
from chairtui.core.people import folded
from chairtui.core.register import Attendee, invited
from chairtui.core.rooms import moments
from chairtui.core.series import Attended, Earlier, Partner
from chairtui.core.vocabulary import Invited, PoliceUnit, Sector


class Came(StrEnum):
    """What is known of an agency at a meeting; the first that holds of any of its lines counts."""

    HERE = "came"
    """They were there at each decision; where nothing was decided, they are."""
    PART = "came for part of it"
    TOOK_PART = "came, for how long is not known"
    DEPUTY = "sent a deputy"
    WROTE = "wrote"
    ABSENT = "did not come"
    ASKED = "asked, no answer, did not come"
    NOT_INVITED = "not invited"
    NOT_LISTED = "not on the register"
    NOT_KNOWN = "not known"
    NOT_HELD = "not held yet"
    CALLED_OFF = "called off"

    @property
    def took_part(self) -> bool:
        """Whether somebody of them was in the meeting."""
        return self in _TOOK_PART


_TOOK_PART = (Came.HERE, Came.PART, Came.TOOK_PART)
_ORDER = tuple(Came)
_BECAME: Mapping[Invited, Came] = {
    Invited.ATTENDED: Came.HERE,
    Invited.PART_ATTENDED: Came.PART,
    Invited.SENT_DEPUTY: Came.DEPUTY,
    Invited.SENT_WRITTEN: Came.WROTE,
    Invited.NOT_INVITED: Came.NOT_INVITED,
    Invited.INVITED: Came.ASKED,
    Invited.NO_REPLY: Came.ASKED,
    Invited.ACCEPTED: Came.ABSENT,
    Invited.DECLINED: Came.ABSENT,
    Invited.UNKNOWN: Came.ABSENT,
}


class At(Struct, frozen=True, kw_only=True):
    """Who came to one meeting, and what is to be said of all others."""

    came: Mapping[Attended, Came]
    others: Came = Came.NOT_LISTED
    called: Mapping[Attended, str] = {}
    """What their lines call them, where they do."""


OF_NOBODY = (Came.NOT_KNOWN, Came.NOT_HELD, Came.CALLED_OFF)
"""What says of no agency that it came, or did not come."""


class UnitOverTime(Struct, frozen=True, kw_only=True):
    """One agency or unit over the meetings."""

    who: Attended
    came: tuple[Came, ...]
    """For each meeting, in their order."""
    called: str = ""
    """What its newest line calls it; empty where none does."""

    @property
    def took_part(self) -> int:
        """To how many of the meetings they came."""
        return sum(one.took_part for one in self.came)

    @property
    def held(self) -> tuple[Came, ...]:
        """The same for those that were held and of which it is known: to others nobody could have come."""
        return tuple(one for one in self.came if one not in OF_NOBODY)

    @property
    def dropped_out(self) -> bool:
        """Whether they came once, and not to the last that was held and of which it is known."""
        held = self.held
        return bool(held) and not held[-1].took_part and any(one.took_part for one in held)


def who_came(meetings: Sequence[At]) -> tuple[UnitOverTime, ...]:
    """Return a row for each agency and unit that stands on a register, in the order in which they came up.

    A unit of which one line names the force and another does not is one unit, where no other force is named.
    """
    whole = _whole_names(who for meeting in meetings for who in meeting.came)
    rows = dict.fromkeys(whole.values())
    cells: list[dict[Attended, Came]] = []
    called: dict[Attended, str] = {}
    for meeting in meetings:
        at: dict[Attended, Came] = {}
        for who, came in meeting.came.items():
            unit = whole[who]
            at[unit] = min(came, at.get(unit, came), key=_ORDER.index)
        called |= {whole[who]: words for who, words in meeting.called.items() if words}
        cells.append(at)
    return tuple(
        UnitOverTime(
            who=unit,
            came=tuple(at.get(unit, meeting.others) for at, meeting in zip(cells, meetings, strict=True)),
            called=called.get(unit, ""),
        )
        for unit in rows
    )


def at_meeting(meeting: Meeting, decided: Iterable[datetime] | None = None) -> At:
    """Return who came to a meeting that is kept here.

    `decided` is when it was decided about whoever is meant; left out, all decisions that stand count.
    """
    register = meeting.attendance.register
    at = tuple(moments(meeting) if decided is None else decided)
    called_off, begun = meeting.preparing.cancelled_because, meeting.started_at is not None
    came: dict[Attended, Came] = {}
    called: dict[Attended, str] = {}
    for line in register:
        if line.sector is Sector.SUPPORT:
            continue
        unit = unit_of(line)
        word = _BECAME[invited(line, register, decided=at)]
        if not begun and not line.stays:
            word = Came.CALLED_OFF if called_off else Came.NOT_HELD
        came[unit] = min(word, came.get(unit, word), key=_ORDER.index)
        called[unit] = line.called if called.get(unit, line.called) == line.called else ""
    others = Came.NOT_LISTED if begun else Came.CALLED_OFF if called_off else Came.NOT_HELD
    return At(came=came, others=others, called=called)


def at_earlier(earlier: Earlier) -> At:
    """Return what was told of who came to a meeting that is not kept here."""
    came: dict[Attended, Came] = {}
    called: dict[Attended, str] = {}
    for partner in earlier.partners:
        if partner.sector is not Sector.SUPPORT:
            unit, word = unit_of(partner), _BECAME[partner.became]
            came[unit] = min(word, came.get(unit, word), key=_ORDER.index)
            called[unit] = partner.called
    for attended in earlier.attended:
        unit = unit_of(attended)
        if not came.get(unit, Came.ABSENT).took_part:
            came[unit] = Came.TOOK_PART
    others = Came.NOT_LISTED if earlier.partners else Came.NOT_KNOWN
    return At(came=came, others=others, called=called)


def over_series(meeting: Meeting) -> tuple[UnitOverTime, ...]:
    """Return who came to the earlier meetings that a meeting follows, and to itself, as it was told."""
    return who_came([*map(at_earlier, meeting.series.earlier), at_meeting(meeting)])


def unit_of(line: Attendee | Partner | Attended) -> Attended:
    """Return which agency a line speaks for; of the police, which unit, however its key says that."""
    agency, _, area = line.agency.partition("@")
    named = next((unit for unit in PoliceUnit if unit.agency == agency), None)
    unit = line.unit or named
    if unit and (agency == "police" or named):
        agency = "police" if unit is PoliceUnit.OTHER else unit.agency
    return Attended(agency=agency, unit=unit, area=line.area or area)


def _whole_names(units: Iterable[Attended]) -> dict[Attended, Attended]:
    """Return for each unit the one that it is: one without an area is that with one, if there is only one."""
    known = dict.fromkeys(units)
    areas: dict[tuple[str, PoliceUnit | None], dict[str, Attended]] = {}
    for unit in known:
        if unit.area:
            areas.setdefault((unit.agency, unit.unit), {}).setdefault(folded(unit.area), unit)
    return {unit: _whole(unit, areas.get((unit.agency, unit.unit), {})) for unit in known}


def _whole(unit: Attended, areas: Mapping[str, Attended]) -> Attended:
    if unit.area:
        return areas[folded(unit.area)]
    return next(iter(areas.values())) if len(areas) == 1 else unit
