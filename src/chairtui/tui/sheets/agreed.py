"""The forms over several actions at once: how they ended, and who does them from now on."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from chairtui.core.actions import Action, CloseAction, HandActionOn
from chairtui.core.vocabulary import ActionStatus
from chairtui.directory.agencies import Agencies
from chairtui.live.following_up import Asked
from chairtui.live.library import Person
from chairtui.tui.sheets.of_a_value import FieldsOf, corrected
from chairtui.tui.typed.dates import Dates
from chairtui.tui.widgets.form import FieldSpec, Kind, Values
from chairtui.tui.widgets.options import Option

NEW_OWNER = HandActionOn(action_id="", owner="", agency="", because="")


def closing_fields(closed: CloseAction, dates: Dates) -> tuple[FieldSpec, ...]:
    """Return the fields for how we know that an action was done, or why it is withdrawn, and for when."""
    done = closed.status is ActionStatus.DONE
    field = FieldsOf(closed, dates)
    return (
        field(
            "evidence",
            "How we know that it was done" if done else "Why it is withdrawn",
            Kind.PROSE,
            True,
            help="who said or saw it, and when" if done else "It stays in the record, with the reason.",
            height=3,
        ),
        field("ended_on", "When", key="on", past=True),
    )


def ended(status: ActionStatus, dates: Dates) -> CloseAction:
    """Return that actions ended today, of which it is still to be said how that is known."""
    return CloseAction(action_id="", status=status, ended_on=dates.today())


def ends(closed: CloseAction, fields: Iterable[FieldSpec], values: Values) -> Asked:
    """Return what is asked of each action when the form is saved."""
    said = corrected(closed, fields, values)
    return lambda action: replace(said, action_id=action.id)


def hand_on_fields(people: Iterable[Person], agencies: Agencies) -> tuple[FieldSpec, ...]:
    """Return the fields for who does actions from now on, and why."""
    field = FieldsOf(NEW_OWNER)
    named = tuple(
        Option(
            person.name,
            person.name,
            ", ".join(filter(None, (person.job, agencies.get(person.agency).name if person.agency else ""))),
            (("agency", person.agency),) if person.agency else (),
        )
        for person in people
    )
    known = tuple(Option(one.key, one.name, one.sector.value) for one in agencies.all())
    return (
        field("owner", "Who does it from now on, by name", Kind.SUGGEST, True, options=named),
        field("agency", "Their agency", Kind.CHOICE, True, options=known),
        field("because", "Why it is handed on", Kind.PROSE, True, height=2),
    )


def hands_on(fields: Iterable[FieldSpec], values: Values) -> Asked:
    """Return what is asked of each action when the form is saved."""
    said = corrected(NEW_OWNER, fields, values)
    return lambda action: replace(said, action_id=action.id)


def open_again(action: Action) -> CloseAction:
    """Return what opens an action again."""
    return CloseAction(action_id=action.id, status=ActionStatus.OPEN)
