"""The forms that open over any step: a contribution, and an action."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from chairtui.core.actions import Action, AllotAction, no_person
from chairtui.core.attendance import NoteWrittenInformation
from chairtui.core.change import Command
from chairtui.core.meeting import Meeting
from chairtui.core.people import same_name
from chairtui.core.preparing import NoteReturned
from chairtui.core.round import Withhold, calls
from chairtui.core.sharing import Challenge, ChallengeInformation, Contribute, Contribution
from chairtui.core.vocabulary import Horizon, YesNo
from chairtui.core.with_ids import find
from chairtui.tui.sheets.choices import (
    agencies_as_options,
    children_as_options,
    lines_as_options,
    listed_first,
    not_listed,
    owners_as_options,
)
from chairtui.tui.sheets.of_a_value import FieldsOf, corrected
from chairtui.tui.sheets.sheet import Sheet, text
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.typed.dates import said
from chairtui.tui.widgets.form import FieldSpec, Kind, Values


def contribution_sheet(
    sitting: Sitting, attendee_id: str = "", old: Contribution | None = None, *, written: bool = False
) -> Sheet:
    """Return the form for something an agency shared or sent in writing, new or to be corrected."""
    meeting = sitting.live.outcome.meeting
    shown = old or Contribution(id=sitting.desk.clock.new_id(), attendee_id=attendee_id, fact="")
    fields = _contribution_fields(sitting, meeting, shown, new=old is None)

    def commands(values: Values) -> Sequence[Command]:
        new = corrected(shown, fields, values, before_meeting=shown.before_meeting or not meeting.started_at)
        if teller := text(values, "teller") if "teller" in values else "":
            new = replace(new, source="; ".join(filter(None, (new.source, f"told by {teller}"))))
        who = new.attendee_id
        further = (*_challenge(sitting, who, values), *_withheld(meeting, who, values))
        sent = (NoteWrittenInformation(attendee_id=who),) if written else ()
        called = calls(meeting, who) if old is None else ()
        request = None if meeting.started_at else find(meeting.preparing.requests, who)
        returned = (NoteReturned(attendee_id=who),) if request and not request.returned_at else ()
        return (
            *listed_first(sitting, who),
            *sent,
            *called,
            Contribute(contribution=new),
            *returned,
            *further,
        )

    return Sheet(
        key=f"contribution/{shown.id}" if old else f"contribution/new/{attendee_id}",
        title="Correct a contribution" if old else "What was shared",
        fields=fields,
        commands=commands,
        focus="fact" if shown.attendee_id else "agency",
        again=None
        if old
        else lambda values: contribution_sheet(sitting, text(values, "agency"), written=written),
    )


def _challenge(sitting: Sitting, who: str, values: Values) -> tuple[Command, ...]:
    """Return what notes how it was questioned, where that is written."""
    words = text(values, "challenge") if "challenge" in values else ""
    challenge = Challenge(id=sitting.desk.clock.new_id(), attendee_id=who, words=words)
    return (ChallengeInformation(challenge=challenge),) if words else ()


def _withheld(meeting: Meeting, who: str, values: Values) -> tuple[Command, ...]:
    """Return what notes in their words that something is held back, where that is written."""
    because = text(values, "withheld") if "withheld" in values else ""
    turn = meeting.sharing.turn(who)
    held = Withhold(attendee_id=who, because=because, reason=turn.reason, later_on=turn.later_on)
    return (held,) if because else ()


def _contribution_fields(
    sitting: Sitting, meeting: Meeting, shown: Contribution, *, new: bool
) -> tuple[FieldSpec, ...]:
    field = FieldsOf(shown, sitting.dates)
    lines = (*lines_as_options(sitting, meeting.attendance.register), *not_listed(sitting))
    # Who told it is asked before the meeting: in it, everybody hears who.
    teller = FieldSpec("teller", "Who told or wrote it", help="name and role; it goes into the source")
    children = field(
        "children",
        "About which child (all, if none is picked)",
        options=children_as_options(meeting),
        folded="about which child",
    )
    in_turn = (
        FieldSpec("challenge", "What others question in it", Kind.PROSE, height=2, folded="challenge"),
        FieldSpec("withheld", "What they hold back, and why", Kind.PROSE, height=2, folded="withheld"),
    )
    return (
        field("attendee_id", "Agency", Kind.CHOICE, True, key="agency", options=lines),
        field("fact", "Fact", Kind.PROSE, True, height=3),
        field("weight", "It is a", Kind.LETTER, True),
        field("so_what", "So what for this child", Kind.PROSE, height=2),
        field("source", "Source: how is it known"),
        *((teller,) if new and not meeting.started_at else ()),
        field(
            "as_of_on",
            "As of",
            key="as_of",
            past=True,
            help="the day it was so: 3 mar, last fri, yesterday",
        ),
        field("second_hand", "Second-hand?", folded="second-hand"),
        *((children,) if len(meeting.concern.children) > 1 else ()),
        *(in_turn if new and meeting.started_at else ()),
    )


def action_sheet(
    sitting: Sitting,
    old: Action | None = None,
    *,
    what: str = "",
    why: str = "",
    answers: tuple[str, ...] = (),
    attendee_id: str = "",
) -> Sheet:
    """Return the form for an action, new or to be corrected, linked to what it answers."""
    meeting = sitting.live.outcome.meeting
    line = find(meeting.attendance.register, attendee_id)
    new = Action(
        id=sitting.desk.clock.new_id(),
        what=what,
        why=why,
        answers=answers,
        agency=line.agency if line else "",
        owner=line.name if line else "",
    )
    shown = old or new
    fields = _action_fields(sitting, meeting, shown)

    def commands(values: Values) -> Sequence[Command]:
        return (AllotAction(action=_action(sitting, meeting, shown, fields, values)),)

    def wrong(values: Values) -> dict[str, str]:
        action = _action(sitting, meeting, shown, fields, values)
        sentence = no_person(action, meeting, sitting.desk.agencies.knows)
        if sentence:
            return {"owner": sentence}
        return (
            {}
            if action.agency
            else {"agency": "Nobody of that name is on the register: which agency are they from?"}
        )

    return Sheet(
        key=f"action/{shown.id}" if old else f"action/new/{'/'.join(answers)}",
        title=_action_title(meeting, shown) if old else "Who will do what by when",
        fields=fields,
        commands=commands,
        focus="owner" if shown.what else "what",
        again=None if old else lambda _values: action_sheet(sitting),
        wrong=wrong,
        doubt=lambda values: (
            "That day is already past." if sitting.dates.is_past(text(values, "due")) else ""
        ),
    )


def _action_title(meeting: Meeting, shown: Action) -> str:
    return "Change an action" if find(meeting.plan.actions, shown.id) else "Go on with an earlier action"


def _action(
    sitting: Sitting, meeting: Meeting, shown: Action, fields: tuple[FieldSpec, ...], values: Values
) -> Action:
    new = corrected(shown, fields, values, **_due(sitting, shown, text(values, "due")))
    line = next((line for line in meeting.attendance.register if same_name(line.name, new.owner)), None)
    today = new.due_on is not None and new.due_on == sitting.dates.today()
    return replace(
        new,
        owner_id=line.id if line else new.owner_id if same_name(new.owner, shown.owner) else "",
        agency=line.agency if line else new.agency,
        horizon=Horizon.IMMEDIATE if today else new.horizon,
    )


def _due(sitting: Sitting, shown: Action, typed: str) -> dict[str, object]:
    """Return by when an action is due: a day, and the time where one is given."""
    if typed == said(shown.due_at or shown.due_on):
        return {}
    return {"due_on": sitting.dates.day(typed), "due_at": sitting.dates.time_of_day(typed)}


def _action_fields(sitting: Sitting, meeting: Meeting, shown: Action) -> tuple[FieldSpec, ...]:
    names = sorted({line.name for line in meeting.attendance.register if line.name})
    known = ", ".join(names[:6])
    field = FieldsOf(shown, sitting.dates)
    asked = meeting.concern.safety.safe is YesNo.NO or shown.keeps_safe is not YesNo.UNKNOWN
    keeps_safe = (field("keeps_safe", "It keeps safe the child who is not safe now"),) if asked else ()
    return (
        field("what", "What", Kind.PROSE, True, height=2),
        field(
            "owner",
            "Who, by name",
            Kind.SUGGEST,
            True,
            options=owners_as_options(sitting, meeting),
            help=f"On the register: {known}",
        ),
        FieldSpec(
            "due",
            "By when",
            Kind.WHEN,
            True,
            initial=said(shown.due_at or shown.due_on),
            understand=sitting.dates.understood_due,
        ),
        field(
            "horizon",
            "It is",
            Kind.LETTER,
            True,
            help="immediate: before people leave, or today; what is due today is always immediate",
        ),
        *keeps_safe,
        field("why", "Why: what it answers", Kind.PROSE, True, height=2),
        field(
            "agency",
            "Agency (taken from the register if the name is there)",
            Kind.CHOICE,
            options=agencies_as_options(sitting),
            folded="agency",
        ),
    )
