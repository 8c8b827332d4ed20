"""The forms of why we meet: safety, the concern, places, the team, a missing child, a parent's difficulty."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from chairtui.core.change import Command
from chairtui.core.concern import (
    AnswerSafety,
    DescribeMissing,
    ExplainLateness,
    Impact,
    NamePlace,
    NameTeam,
    NoteAssessment,
    Place,
    SayImpact,
    SetCircumstances,
    StateConcern,
)
from chairtui.core.vocabulary import Circumstance, PlaceKind
from chairtui.core.with_ids import find
from chairtui.directory.areas import authorities, force_of, forces, police_of
from chairtui.tui.sheets.circumstances import circumstances_as_options
from chairtui.tui.sheets.of_a_value import FieldsOf, as_shown, corrected, yes_no
from chairtui.tui.sheets.sheet import Sheet, several
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.widgets.form import FieldSpec, Kind, Values
from chairtui.tui.widgets.options import Option


def safety_sheet(sitting: Sitting) -> Sheet:
    """Return the first question of every meeting."""
    now = sitting.live.outcome.meeting.concern.safety
    field = FieldsOf(now)
    fields = (
        field("safe", "Every child is safe now", required=True),
        field("words", "How we know; if not, what is being done this minute", Kind.PROSE, height=3),
    )
    return Sheet(
        key="safety",
        title="Is each child safe now?",
        about="Each child, by name: where are they now, with whom, and who saw them last?",
        fields=fields,
        commands=lambda values: (AnswerSafety(safety=corrected(now, fields, values)),),
    )


def concern_sheet(sitting: Sitting) -> Sheet:
    """Return the form for what the concern is, when it was raised, and why the meeting is late."""
    now = sitting.live.outcome.meeting.concern
    field = FieldsOf(now, sitting.dates)
    fields = (
        field("words", "The concern, in a few sentences", Kind.PROSE, True),
        field(
            "raised_at",
            "Raised when",
            key="raised",
            past=True,
            help="the clock of three working days starts here: yesterday 16:30, mon 9am",
        ),
        field("referrer", "Raised by", help="name and agency"),
        field("late_because", "If the meeting is late: why", key="late"),
    )

    def commands(values: Values) -> Sequence[Command]:
        new = corrected(now, fields, values)
        return (
            StateConcern(words=new.words, raised_at=new.raised_at, referrer=new.referrer),
            ExplainLateness(because=new.late_because),
        )

    return Sheet(key="concern", title="What is the concern", fields=fields, commands=commands)


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
    home_is_named = any(place.kind is PlaceKind.HOME for place in places)
    first = PlaceKind.PLACEMENT if home_is_named else PlaceKind.HOME
    now = old or Place(id=sitting.desk.clock.new_id(), kind=first)
    field = FieldsOf(now)
    fields = (
        field("kind", "It is", required=True),
        field("name", "Place", help="the home's name, a street, a station"),
        field(
            "authority",
            "Local authority",
            options=tuple(Option(name, name, police_of(name)) for name in authorities()),
        ),
        field(
            "force",
            "Police force",
            options=tuple(Option(name, name) for name in forces()),
            help="leave empty: the force of the authority is filled in",
        ),
    )

    def commands(values: Values) -> Sequence[Command]:
        new = corrected(now, fields, values)
        moved = new.authority != now.authority and new.force == now.force
        if not new.force or (moved and new.force == force_of(now.authority)):
            new = replace(new, force=force_of(new.authority))
        return (NamePlace(place=new),)

    return Sheet(
        key=f"place/{now.id}" if old else "place/new",
        title="A place that matters",
        about="The home, a placement, where the child was found or may go: each has its own police force.",
        proposed=() if old else ("kind",),
        fields=fields,
        commands=commands,
    )


def team_sheet(sitting: Sitting) -> Sheet:
    """Return the form for the team, a transfer, and whether an assessment is under way."""
    concern = sitting.live.outcome.meeting.concern
    field = FieldsOf(concern.team, sitting.dates)
    fields = (
        field("name", "Team"),
        field("previous", "Transferred from, if it was"),
        field("transferred_on", "Transferred on", key="transferred", past=True, help="3 mar, last fri"),
        FieldSpec(
            "assessment",
            "An assessment is under way already",
            Kind.YES_NO,
            initial=as_shown(concern.assessment_under_way),
        ),
    )

    def commands(values: Values) -> Sequence[Command]:
        team = corrected(concern.team, fields, values)
        return (NameTeam(team=team), NoteAssessment(under_way=yes_no(values, "assessment")))

    return Sheet(key="team", title="The team that holds the case", fields=fields, commands=commands)


def missing_sheet(sitting: Sitting) -> Sheet:
    """Return the form for a child who is missing."""
    now = sitting.live.outcome.meeting.concern.missing
    field = FieldsOf(now, sitting.dates)
    fields = (
        field("last_seen", "Last seen: where, when, by whom, with whom", Kind.PROSE, height=2),
        field("efforts", "What has been done so far to find the child", Kind.PROSE, height=2),
        field("risk", "Risk while missing, and what it rests on", Kind.PROSE, height=2),
        field("likely_places", "Likely places, and people", Kind.PROSE, height=2),
        field("searching", "Who is searching, by name", Kind.PROSE, height=2),
        field("return_interview", "Return interview: who holds it, and when", Kind.PROSE, height=2),
        field("next_check_at", "Next check at", key="next_check", help="+2h, 18:00, tomorrow 9am"),
    )
    return Sheet(
        key="missing",
        title="The child is missing",
        fields=fields,
        commands=lambda values: (DescribeMissing(missing=corrected(now, fields, values)),),
    )


def impact_sheet(sitting: Sitting, circumstance: Circumstance) -> Sheet:
    """Return the question of what an adult's difficulty means for the child's care."""
    impacts = sitting.live.outcome.meeting.concern.impacts
    now = find(impacts, circumstance) or Impact(id=circumstance, means="")
    field = FieldsOf(now)
    fields = (
        field("means", "What it means", Kind.PROSE, True, height=3),
        field("answered_by", "Answered by", key="by", help="who knows the adult"),
    )
    return Sheet(
        key=f"impact/{circumstance.value}",
        title=f"What does the {circumstance.value} mean for this child's care?",
        about="Ask whoever knows the adult. Not the diagnosis: what a day is like for the child.",
        fields=fields,
        commands=lambda values: (SayImpact(impact=corrected(now, fields, values)),),
    )
