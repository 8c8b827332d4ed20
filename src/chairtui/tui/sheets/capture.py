"""The forms that open over any step: a contribution, and an action."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from chairtui.core.actions import Action, AllotAction, no_person
from chairtui.core.attendance import ListAttendee, NoteWrittenInformation
from chairtui.core.change import Command
from chairtui.core.meeting import Meeting
from chairtui.core.preparing import NoteReturned
from chairtui.core.register import Attendee
from chairtui.core.round import calls
from chairtui.core.sentences.names import told_apart
from chairtui.core.sharing import Contribute, Contribution
from chairtui.core.vocabulary import Horizon, Weight, YesNo
from chairtui.core.with_ids import find
from chairtui.tui.sheets.sheet import Sheet, options, several, text
from chairtui.tui.sitting.sitting import Sitting, agency_title
from chairtui.tui.typed.dates import said
from chairtui.tui.widgets.form import FieldSpec, Kind, Values
from chairtui.tui.widgets.options import Option

YES_NO = {"yes": YesNo.YES, "no": YesNo.NO}
"""What a yes-or-no field gives; anything else is not known."""


def yes_no(values: Values, key: str) -> YesNo:
    """Return the answer of a yes-or-no field."""
    return YES_NO.get(text(values, key), YesNo.UNKNOWN)


def from_yes_no(answer: YesNo) -> str:
    """Return the value that shows an answer in a yes-or-no field; nothing for not known."""
    return next((word for word, value in YES_NO.items() if value is answer), "")


def lines_as_options(sitting: Sitting, register: Iterable[Attendee]) -> tuple[Option, ...]:
    """Return the register as options, those who are here first."""
    ordered = sorted(register, key=lambda line: line.here is None)
    return tuple(
        Option(
            line.id,
            f"{agency_title(sitting, line)}{' · ' + line.name if line.name else ''}",
            "here" if line.here else "not here",
        )
        for line in ordered
    )


def people_as_options(sitting: Sitting, agency: str = "", *, fills: bool = True) -> tuple[Option, ...]:
    """Return who may be named as options: those of an agency first."""
    agencies = sitting.desk.agencies
    people = sorted(sitting.people, key=lambda one: bool(agency) and one.agency != agency)
    return tuple(
        Option(
            one.name,
            one.name,
            " · ".join(
                filter(None, (one.job, agencies.get(one.agency).name if one.agency else "", one.area))
            ),
            (("job", one.job), ("agency", one.agency), ("area", one.area)) if fills else (),
        )
        for one in people
    )


def _owners(sitting: Sitting, meeting: Meeting) -> tuple[Option, ...]:
    """Return who may own an action: those on this register first, then those who are known."""
    here = {line.name: line for line in meeting.attendance.register if line.name}
    mine = (Option(name, name, agency_title(sitting, line)) for name, line in here.items())
    others = (one for one in people_as_options(sitting, fills=False) if one.value not in here)
    return (*mine, *others)


def not_listed(sitting: Sitting) -> tuple[Option, ...]:
    """Return the expected roles that nobody stands for yet, as options after the register."""
    expected = sitting.expected(sitting.live.outcome.meeting)
    return tuple(
        Option(role.key, role.title, "expected, not on the register")
        for role in expected
        if not role.attendee_id
    )


def listed_first(sitting: Sitting, key: str) -> tuple[Command, ...]:
    """Return what puts an expected role on the register, if it is one that nobody stands for yet."""
    from chairtui.live.signing import line_for

    expected = sitting.expected(sitting.live.outcome.meeting)
    role = next((role for role in expected if role.key == key and not role.attendee_id), None)
    return (ListAttendee(attendee=line_for(role, sitting.desk.agencies)),) if role else ()


def children_as_options(meeting: Meeting) -> tuple[Option, ...]:
    """Return the children as options."""
    return tuple(Option(child.id, child.name) for child in told_apart(meeting).concern.children)


def contribution_sheet(
    sitting: Sitting, attendee_id: str = "", old: Contribution | None = None, *, written: bool = False
) -> Sheet:
    """Return the form for something an agency shared or sent in writing, new or to be corrected."""
    meeting = sitting.live.outcome.meeting
    shown = old or Contribution(id=sitting.desk.clock.new_id(), attendee_id=attendee_id, fact="")
    several_children = len(meeting.concern.children) > 1

    def commands(values: Values) -> Sequence[Command]:
        who = text(values, "agency")
        new = Contribution(
            id=shown.id,
            attendee_id=who,
            fact=text(values, "fact"),
            weight=Weight(text(values, "weight")),
            source=_source(values),
            as_of_on=sitting.dates.day(text(values, "as_of"), past=True),
            second_hand=yes_no(values, "second_hand"),
            so_what=text(values, "so_what"),
            children=several(values, "children") if several_children else (),
            no_action_because=shown.no_action_because,
            shared_at=shown.shared_at,
            before_meeting=shown.before_meeting or not meeting.started_at,
        )
        sent = (NoteWrittenInformation(attendee_id=who),) if written else ()
        called = calls(meeting, who) if old is None else ()
        request = None if meeting.started_at else find(meeting.preparing.requests, who)
        returned = (NoteReturned(attendee_id=who),) if request and not request.returned_at else ()
        return (*listed_first(sitting, who), *sent, *called, Contribute(contribution=new), *returned)

    fields = [
        FieldSpec(
            "agency",
            "Agency",
            Kind.CHOICE,
            True,
            options=(*lines_as_options(sitting, meeting.attendance.register), *not_listed(sitting)),
            initial=shown.attendee_id,
        ),
        FieldSpec("fact", "Fact", Kind.PROSE, True, initial=shown.fact, height=3),
        FieldSpec(
            "weight", "It is a", Kind.CHOICE, True, options=options(Weight), initial=shown.weight.value
        ),
        FieldSpec("so_what", "So what for this child", Kind.PROSE, initial=shown.so_what, height=2),
        FieldSpec("source", "Source: how is it known", initial=shown.source),
        *_teller(meeting, old),
        FieldSpec(
            "as_of",
            "As of",
            Kind.WHEN,
            initial=said(shown.as_of_on),
            understand=sitting.dates.understood_past,
            help="the day it was so: 3 mar, last fri, yesterday",
        ),
        FieldSpec("second_hand", "Second-hand?", Kind.YES_NO, initial=from_yes_no(shown.second_hand)),
    ]
    if several_children:
        fields.append(
            FieldSpec(
                "children",
                "About which child (all, if none is picked)",
                Kind.MANY,
                options=children_as_options(meeting),
                initial=shown.children,
            )
        )
    return Sheet(
        key=f"contribution/{shown.id}" if old else f"contribution/new/{attendee_id}",
        title="Correct a contribution" if old else "What was shared",
        fields=tuple(fields),
        commands=commands,
        focus="fact" if shown.attendee_id else "agency",
    )


def _teller(meeting: Meeting, old: Contribution | None) -> tuple[FieldSpec, ...]:
    """Return the field for who told it, which is asked before the meeting: in it, everybody hears who."""
    if meeting.started_at or old is not None:
        return ()
    return (FieldSpec("teller", "Who told or wrote it", help="name and role; it goes into the source"),)


def _source(values: Values) -> str:
    teller = text(values, "teller") if "teller" in values else ""
    return "; ".join(filter(None, (text(values, "source"), f"told by {teller}" if teller else "")))


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

    def commands(values: Values) -> Sequence[Command]:
        return (AllotAction(action=_action(sitting, meeting, shown, values)),)

    def wrong(values: Values) -> dict[str, str]:
        sentence = no_person(_action(sitting, meeting, shown, values), meeting, sitting.desk.agencies.knows)
        return {"owner": sentence} if sentence else {}

    return Sheet(
        key=f"action/{shown.id}" if old else f"action/new/{'/'.join(answers)}",
        title=_action_title(meeting, shown) if old else "Who will do what by when",
        fields=_action_fields(sitting, meeting, shown),
        commands=commands,
        focus="owner" if shown.what else "what",
        wrong=wrong,
        doubt=lambda values: (
            "That day is already past." if sitting.dates.is_past(text(values, "due")) else ""
        ),
    )


def _action_title(meeting: Meeting, shown: Action) -> str:
    return "Change an action" if find(meeting.plan.actions, shown.id) else "Go on with an earlier action"


def _action(sitting: Sitting, meeting: Meeting, shown: Action, values: Values) -> Action:
    owner = text(values, "owner")
    line = next((one for one in meeting.attendance.register if one.name and one.name == owner), None)
    due_on = sitting.dates.day(text(values, "due"))
    today = due_on is not None and due_on == sitting.dates.today()
    return Action(
        id=shown.id,
        what=text(values, "what"),
        owner=owner,
        owner_id=line.id if line else "",
        agency=line.agency if line else text(values, "agency"),
        due_on=due_on,
        due_at=sitting.dates.time_of_day(text(values, "due")),
        why=text(values, "why"),
        horizon=Horizon.IMMEDIATE if today else Horizon(text(values, "horizon")),
        answers=shown.answers,
        tells=shown.tells,
    )


def _action_fields(sitting: Sitting, meeting: Meeting, shown: Action) -> tuple[FieldSpec, ...]:
    names = sorted({line.name for line in meeting.attendance.register if line.name})
    known = ", ".join(names[:6])
    return (
        FieldSpec("what", "What", Kind.PROSE, True, initial=shown.what, height=2),
        FieldSpec(
            "owner",
            "Who, by name",
            Kind.SUGGEST,
            True,
            options=_owners(sitting, meeting),
            initial=shown.owner,
            help=f"On the register: {known}",
        ),
        FieldSpec(
            "agency",
            "Agency (taken from the register if the name is there)",
            Kind.CHOICE,
            options=agencies_as_options(sitting),
            initial=shown.agency,
        ),
        FieldSpec(
            "due",
            "By when",
            Kind.WHEN,
            True,
            initial=said(shown.due_at or shown.due_on),
            understand=sitting.dates.understood_due,
        ),
        FieldSpec("why", "Why: what it answers", Kind.PROSE, True, initial=shown.why, height=2),
        FieldSpec(
            "horizon",
            "It is",
            Kind.CHOICE,
            True,
            options=options(Horizon),
            initial=shown.horizon.value,
            help="immediate: before people leave, or today; what is due today is always immediate",
        ),
    )


def agencies_as_options(sitting: Sitting) -> tuple[Option, ...]:
    """Return the agency register as options."""
    return tuple(
        Option(agency.key, agency.name, agency.sector.value) for agency in sitting.desk.agencies.all()
    )
