"""Why the meeting is held: the children, the concern, the places, and what each child says."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from chairtui.core.change import Command, Event, Stamp, becomes, evolve, say, within
from chairtui.core.children import Child, FamilyMember, Voice
from chairtui.core.enquiries import CensusFacts
from chairtui.core.vocabulary import Circumstance, PlaceKind, YesNo
from chairtui.core.what_changes import adds_only, drops, keeps, sets

if TYPE_CHECKING:
    from chairtui.core.meeting import Meeting


SAFETY = "answer about safety"
"""What people call the answer on which two machines may never differ unsafely (`protecting`)."""


class Place(Struct, frozen=True, kw_only=True):
    """A place that matters: home, a placement, where the child was found or may go."""

    id: str
    kind: PlaceKind
    name: str = ""
    authority: str = ""
    """The local authority."""
    force: str = ""
    """The police force."""


class Safety(Struct, frozen=True, kw_only=True):
    """The answer to the first question: is each child safe now?"""

    safe: YesNo = YesNo.UNKNOWN
    words: str = ""


class Missing(Struct, frozen=True, kw_only=True):
    """What is known of a child who is missing."""

    last_seen: str = ""
    efforts: str = ""
    risk: str = ""
    likely_places: str = ""
    return_interview: str = ""
    searching: str = ""
    """Who is searching, by name."""
    next_check_at: datetime | None = None


class Impact(Struct, frozen=True, kw_only=True):
    """What an adult's difficulty means for the child's care."""

    id: Circumstance
    means: str
    answered_by: str = ""


class Team(Struct, frozen=True, kw_only=True):
    """The team that holds the case."""

    name: str = ""
    transferred_on: date | None = None
    previous: str = ""


class Concern(Struct, frozen=True, kw_only=True):
    """Everything about why the meeting is held."""

    children: tuple[Child, ...] = ()
    family: tuple[FamilyMember, ...] = ()
    places: tuple[Place, ...] = ()
    circumstances: tuple[Circumstance, ...] = ()
    raised_at: datetime | None = None
    """When the concern was raised: the clock to the meeting starts here."""
    words: str = ""
    referrer: str = ""
    late_because: str = ""
    team: Team = Team()
    assessment_under_way: YesNo = YesNo.UNKNOWN
    purpose_read_at: datetime | None = None
    safety: Safety = Safety()
    voices: tuple[Voice, ...] = ()
    missing: Missing = Missing()
    impacts: tuple[Impact, ...] = ()
    census: tuple[CensusFacts, ...] = ()


class NamePlace(Command, frozen=True, kw_only=True):
    """Name a place that matters, or correct it."""

    place: Place


class PlaceNamed(Event, frozen=True, kw_only=True):
    """A place matters."""

    place: Place


class RemovePlace(Command, frozen=True, kw_only=True):
    """Take a place away that was named by mistake."""

    place_id: str


class PlaceRemoved(Event, frozen=True, kw_only=True):
    """A place does not matter after all."""

    place_id: str


class SetCircumstances(Command, frozen=True, kw_only=True):
    """Say which circumstances there are."""

    circumstances: tuple[Circumstance, ...]


class CircumstancesSet(Event, frozen=True, kw_only=True):
    """It is known which circumstances there are."""

    circumstances: tuple[Circumstance, ...]


class StateConcern(Command, frozen=True, kw_only=True):
    """Say what the concern is, when it was raised, and by whom."""

    words: str
    raised_at: datetime | None
    referrer: str = ""


class ConcernStated(Event, frozen=True, kw_only=True):
    """It is known what the concern is."""

    words: str
    raised_at: datetime | None
    referrer: str = ""


class ExplainLateness(Command, frozen=True, kw_only=True):
    """Say why the meeting is later than the standard."""

    because: str


class LatenessExplained(Event, frozen=True, kw_only=True):
    """It is known why the meeting is late."""

    because: str


class NameTeam(Command, frozen=True, kw_only=True):
    """Say which team holds the case, and from whom it was transferred."""

    team: Team


class TeamNamed(Event, frozen=True, kw_only=True):
    """It is known which team holds the case."""

    team: Team


class NoteAssessment(Command, frozen=True, kw_only=True):
    """Say whether an assessment is already under way."""

    under_way: YesNo


class AssessmentNoted(Event, frozen=True, kw_only=True):
    """It is known whether an assessment is under way."""

    under_way: YesNo


class ReadPurpose(Command, frozen=True, kw_only=True):
    """Note that the purpose was read aloud."""

    at: datetime | None = None


@adds_only
class PurposeRead(Event, frozen=True, kw_only=True):
    """The purpose was read aloud."""

    at: datetime | None = None


class AnswerSafety(Command, frozen=True, kw_only=True):
    """Answer whether each child is safe now: the first item of every meeting."""

    safety: Safety


class SafetyAnswered(Event, frozen=True, kw_only=True):
    """It is known whether each child is safe now."""

    safety: Safety


class DescribeMissing(Command, frozen=True, kw_only=True):
    """Say what is known of the missing child and what is being done."""

    missing: Missing


class MissingDescribed(Event, frozen=True, kw_only=True):
    """It is known what is being done to find the child."""

    missing: Missing


class SayImpact(Command, frozen=True, kw_only=True):
    """Say what an adult's difficulty means for this child's care."""

    impact: Impact


class ImpactSaid(Event, frozen=True, kw_only=True):
    """It is known what an adult's difficulty means for the child."""

    impact: Impact


ConcernEvent = (
    PlaceNamed
    | PlaceRemoved
    | CircumstancesSet
    | ConcernStated
    | LatenessExplained
    | TeamNamed
    | AssessmentNoted
    | PurposeRead
    | SafetyAnswered
    | MissingDescribed
    | ImpactSaid
)


def _check_impact(command: SayImpact, meeting: Meeting) -> None:
    say(command.impact.means.strip(), "Write what it means for this child's care.")


becomes(NamePlace, PlaceNamed)
becomes(RemovePlace, PlaceRemoved)
becomes(SetCircumstances, CircumstancesSet)
becomes(StateConcern, ConcernStated)
becomes(ExplainLateness, LatenessExplained)
becomes(NameTeam, TeamNamed)
becomes(NoteAssessment, AssessmentNoted)
becomes(AnswerSafety, SafetyAnswered)
becomes(DescribeMissing, MissingDescribed)
becomes(SayImpact, ImpactSaid, _check_impact)
becomes(ReadPurpose, PurposeRead)

keeps(PlaceNamed, "concern", "places", "place", "place")
drops(PlaceRemoved, "concern", "places", "place_id", "place")
sets(CircumstancesSet, "concern", "circumstances", circumstances="circumstances")
sets(ConcernStated, "concern", "concern", words="words", raised_at="raised_at", referrer="referrer")
sets(LatenessExplained, "concern", "reason for being late", late_because="because")
sets(TeamNamed, "concern", "team", team="team")
sets(AssessmentNoted, "concern", "assessment", assessment_under_way="under_way")
sets(SafetyAnswered, "concern", SAFETY, safety="safety")
sets(MissingDescribed, "concern", "missing episode", missing="missing")
keeps(ImpactSaid, "concern", "impacts", "impact", "impact on care")


@evolve.register(PurposeRead)
def _(event: PurposeRead, meeting: Meeting, stamp: Stamp) -> Meeting:
    first = meeting.concern.purpose_read_at or event.at or stamp.at
    return within(meeting, "concern", purpose_read_at=first)
