"""The forms of why we meet: safety, the concern, places, the team, a missing child, a parent's difficulty."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from chairtui.core.change import Command
from chairtui.core.concern import (
    AnswerSafety,
    DescribeMissing,
    ExplainLateness,
    Impact,
    Missing,
    NamePlace,
    NameTeam,
    NoteAssessment,
    Place,
    Safety,
    SayImpact,
    SetCircumstances,
    StateConcern,
    Team,
)
from chairtui.core.vocabulary import Circumstance, PlaceKind
from chairtui.core.with_ids import find
from chairtui.directory.areas import authorities, force_of, forces, police_of
from chairtui.tui.sheets.capture import from_yes_no, yes_no
from chairtui.tui.sheets.circumstances import circumstances_as_options
from chairtui.tui.sheets.sheet import Sheet, options, several, text
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.typed.dates import said
from chairtui.tui.widgets.form import FieldSpec, Kind, Values
from chairtui.tui.widgets.options import Option


def instant_or_kept(
    sitting: Sitting, values: Values, key: str, old: datetime | None, *, past: bool = False
) -> datetime | None:
    """Return the instant in a field; one that was not touched keeps its seconds."""
    typed = text(values, key)
    return old if typed == said(old) else sitting.dates.instant(typed, past=past)


def safety_sheet(sitting: Sitting) -> Sheet:
    """Return the first question of every meeting."""
    now = sitting.live.outcome.meeting.concern.safety

    def commands(values: Values) -> Sequence[Command]:
        return (AnswerSafety(safety=Safety(safe=yes_no(values, "safe"), words=text(values, "words"))),)

    return Sheet(
        key="safety",
        title="Is each child safe now?",
        about="Each child, by name: where are they now, with whom, and who saw them last?",
        fields=(
            FieldSpec("safe", "Every child is safe now", Kind.YES_NO, True, initial=from_yes_no(now.safe)),
            FieldSpec(
                "words",
                "How we know; if not, what is being done this minute",
                Kind.PROSE,
                initial=now.words,
                height=3,
            ),
        ),
        commands=commands,
    )


def concern_sheet(sitting: Sitting) -> Sheet:
    """Return the form for what the concern is, when it was raised, and why the meeting is late."""
    now = sitting.live.outcome.meeting.concern

    def commands(values: Values) -> Sequence[Command]:
        raised_at = instant_or_kept(sitting, values, "raised", now.raised_at, past=True)
        return (
            StateConcern(words=text(values, "words"), raised_at=raised_at, referrer=text(values, "referrer")),
            ExplainLateness(because=text(values, "late")),
        )

    return Sheet(
        key="concern",
        title="What is the concern",
        fields=(
            FieldSpec("words", "The concern, in a few sentences", Kind.PROSE, True, initial=now.words),
            FieldSpec(
                "raised",
                "Raised when",
                Kind.WHEN,
                initial=said(now.raised_at),
                understand=sitting.dates.understood_past,
                help="the clock of three working days starts here: yesterday 16:30, mon 9am",
            ),
            FieldSpec("referrer", "Raised by", initial=now.referrer, help="name and agency"),
            FieldSpec("late", "If the meeting is late: why", initial=now.late_because),
        ),
        commands=commands,
    )


def circumstances_sheet(sitting: Sitting) -> Sheet:
    """Return the form for the circumstances; they say who is expected."""
    now = sitting.live.outcome.meeting.concern.circumstances

    def commands(values: Values) -> Sequence[Command]:
        picked = several(values, "circumstances")
        return (SetCircumstances(circumstances=tuple(Circumstance(word) for word in picked)),)

    return Sheet(
        key="circumstances",
        title="Circumstances",
        about="They say who is expected, and why: the register changes with them.",
        fields=(
            FieldSpec(
                "circumstances",
                "What is or may be so",
                Kind.MANY,
                options=circumstances_as_options(sitting.desk.judge, sitting.live.outcome.meeting),
                initial=tuple(word.value for word in now),
                help="type a part of a word; Enter picks, Tab goes on",
            ),
        ),
        commands=commands,
    )


def place_sheet(sitting: Sitting, place_id: str = "") -> Sheet:
    """Return the form for a place that matters; the police force follows from the authority."""
    places = sitting.live.outcome.meeting.concern.places
    old = find(places, place_id)
    first = PlaceKind.PLACEMENT if any(one.kind is PlaceKind.HOME for one in places) else PlaceKind.HOME
    now = old or Place(id=sitting.desk.clock.new_id(), kind=first)

    def commands(values: Values) -> Sequence[Command]:
        authority, force = text(values, "authority"), text(values, "force")
        moved = authority != now.authority and force == now.force
        if not force or (moved and force == force_of(now.authority)):
            force = force_of(authority)
        kind = PlaceKind(text(values, "kind"))
        new = Place(id=now.id, kind=kind, name=text(values, "name"), authority=authority, force=force)
        return (NamePlace(place=new),)

    return Sheet(
        key=f"place/{now.id}" if old else "place/new",
        title="A place that matters",
        about="The home, a placement, where the child was found or may go: each has its own police force.",
        proposed=() if old else ("kind",),
        fields=(
            FieldSpec("kind", "It is", Kind.CHOICE, True, options=options(PlaceKind), initial=now.kind.value),
            FieldSpec("name", "Place", initial=now.name, help="the home's name, a street, a station"),
            FieldSpec(
                "authority",
                "Local authority",
                Kind.CHOICE,
                options=tuple(Option(name, name, police_of(name)) for name in authorities()),
                initial=now.authority,
            ),
            FieldSpec(
                "force",
                "Police force",
                Kind.CHOICE,
                options=tuple(Option(name, name) for name in forces()),
                initial=now.force,
                help="leave empty: the force of the authority is filled in",
            ),
        ),
        commands=commands,
    )


def team_sheet(sitting: Sitting) -> Sheet:
    """Return the form for the team, a transfer, and whether an assessment is under way."""
    concern = sitting.live.outcome.meeting.concern
    now = concern.team

    def commands(values: Values) -> Sequence[Command]:
        team = Team(
            name=text(values, "name"),
            transferred_on=sitting.dates.day(text(values, "transferred"), past=True),
            previous=text(values, "previous"),
        )
        return (NameTeam(team=team), NoteAssessment(under_way=yes_no(values, "assessment")))

    return Sheet(
        key="team",
        title="The team that holds the case",
        fields=(
            FieldSpec("name", "Team", initial=now.name),
            FieldSpec("previous", "Transferred from, if it was", initial=now.previous),
            FieldSpec(
                "transferred",
                "Transferred on",
                Kind.WHEN,
                initial=said(now.transferred_on),
                understand=sitting.dates.understood_past,
                help="3 mar, last fri",
            ),
            FieldSpec(
                "assessment",
                "An assessment is under way already",
                Kind.YES_NO,
                initial=from_yes_no(concern.assessment_under_way),
            ),
        ),
        commands=commands,
    )


def missing_sheet(sitting: Sitting) -> Sheet:
    """Return the form for a child who is missing."""
    now = sitting.live.outcome.meeting.concern.missing
    asked = {
        "last_seen": "Last seen: where, when, by whom, with whom",
        "efforts": "What has been done so far to find the child",
        "risk": "Risk while missing, and what it rests on",
        "likely_places": "Likely places, and people",
        "searching": "Who is searching, by name",
        "return_interview": "Return interview: who holds it, and when",
    }

    def commands(values: Values) -> Sequence[Command]:
        at = instant_or_kept(sitting, values, "next_check", now.next_check_at)
        words = {key: text(values, key) for key in asked}
        return (DescribeMissing(missing=Missing(**words, next_check_at=at)),)

    said_so_far = {key: str(getattr(now, key)) for key in asked}
    return Sheet(
        key="missing",
        title="The child is missing",
        fields=(
            *(
                FieldSpec(key, label, Kind.PROSE, initial=said_so_far[key], height=2)
                for key, label in asked.items()
            ),
            FieldSpec(
                "next_check",
                "Next check at",
                Kind.WHEN,
                initial=said(now.next_check_at),
                understand=sitting.dates.understood,
                help="+2h, 18:00, tomorrow 9am",
            ),
        ),
        commands=commands,
    )


def impact_sheet(sitting: Sitting, circumstance: Circumstance) -> Sheet:
    """Return the question of what an adult's difficulty means for the child's care."""
    now = find(sitting.live.outcome.meeting.concern.impacts, circumstance)

    def commands(values: Values) -> Sequence[Command]:
        means, by = text(values, "means"), text(values, "by")
        return (SayImpact(impact=Impact(id=circumstance, means=means, answered_by=by)),)

    return Sheet(
        key=f"impact/{circumstance.value}",
        title=f"What does the {circumstance.value} mean for this child's care?",
        about="Ask whoever knows the adult. Not the diagnosis: what a day is like for the child.",
        fields=(
            FieldSpec("means", "What it means", Kind.PROSE, True, initial=now.means if now else "", height=3),
            FieldSpec(
                "by", "Answered by", initial=now.answered_by if now else "", help="who knows the adult"
            ),
        ),
        commands=commands,
    )
