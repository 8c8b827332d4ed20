"""The meetings held before about the same child or children, and what they left open."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from chairtui.core.change import Command, Event, Stamp, becomes, evolve, within
from chairtui.core.courses import Discussed
from chairtui.core.vocabulary import HealthKind, Invited, Outcome, PoliceUnit, Sector
from chairtui.core.what_changes import adds_only, sets

if TYPE_CHECKING:
    from chairtui.core.meeting import Meeting


class CarriedKind(StrEnum):
    """What an earlier meeting left open."""

    ACTION = "action"
    QUESTION = "unanswered question"
    DISSENT = "dissent"


class Carried(Struct, frozen=True, kw_only=True):
    """Something that an earlier meeting left open.

    Who takes it up goes on with it under its own id: it is the same action or question, not a copy.
    Ids of documents are short: where two meetings use one for different things, all but one of them bear the
    meeting before it (`names_of`).
    """

    id: str
    kind: CarriedKind
    words: str
    owner: str = ""
    due_on: date | None = None
    due_at: datetime | None = None
    agency: str = ""
    """Key of the agency register."""
    why: str = ""
    """What the action answers; for a question, how it is to be answered."""
    left_by: str = ""
    """Id of the meeting that left it open last; empty where an older record does not say."""


def names_of(meeting_id: str, key: str) -> tuple[str, str]:
    """Return the ids under which a later meeting may go on with an action or question (id) of one."""
    return key, f"{meeting_id}~{key}"


class Attended(Struct, frozen=True, kw_only=True):
    """That an agency, and which unit of it, took part in an earlier meeting."""

    agency: str
    unit: PoliceUnit | None = None
    area: str = ""


class Partner(Struct, frozen=True, kw_only=True):
    """A line of an earlier register, to be offered for this one, and what became of the invitation then."""

    agency: str
    sector: Sector
    name: str = ""
    job: str = ""
    unit: PoliceUnit | None = None
    area: str = ""
    health: HealthKind | None = None
    called: str = ""
    became: Invited = Invited.UNKNOWN


class Earlier(Struct, frozen=True, kw_only=True):
    """One earlier meeting of the series."""

    id: str
    """Its meeting id."""
    reference: str = ""
    held_at: datetime | None = None
    outcome: Outcome | None = None
    attended: tuple[Attended, ...] = ()
    partners: tuple[Partner, ...] = ()
    """Everybody on its register; empty where an older record does not say."""
    discussed: tuple[Discussed, ...] = ()
    """What it decided about each child, and what was noted then of the enquiries."""


class Series(Struct, frozen=True, kw_only=True):
    """What came before this meeting."""

    earlier: tuple[Earlier, ...] = ()
    carried: tuple[Carried, ...] = ()
    read_at: datetime | None = None
    """When what was left open was read out."""


class JoinSeries(Command, frozen=True, kw_only=True):
    """Link this meeting to the ones before it, with what they left open."""

    earlier: tuple[Earlier, ...]
    carried: tuple[Carried, ...] = ()


class SeriesJoined(Event, frozen=True, kw_only=True):
    """This meeting follows others."""

    earlier: tuple[Earlier, ...]
    carried: tuple[Carried, ...] = ()


class ReadCarried(Command, frozen=True, kw_only=True):
    """Note that what was left open was read out."""

    at: datetime | None = None


@adds_only
class CarriedRead(Event, frozen=True, kw_only=True):
    """What was left open was read out."""

    at: datetime | None = None


SeriesEvent = SeriesJoined | CarriedRead

becomes(JoinSeries, SeriesJoined)
becomes(ReadCarried, CarriedRead)
sets(SeriesJoined, "series", "series", earlier="earlier", carried="carried")


@evolve.register(CarriedRead)
def _(event: CarriedRead, meeting: Meeting, stamp: Stamp) -> Meeting:
    return within(meeting, "series", read_at=meeting.series.read_at or event.at or stamp.at)
