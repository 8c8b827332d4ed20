"""The forms of the agenda: an item's minutes, and a slot for someone who comes for one item."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from chairtui.core.agenda import agenda_of
from chairtui.core.attendance import ListAttendee
from chairtui.core.change import Command, Refused
from chairtui.core.preparing import Item, SetAgenda
from chairtui.core.with_ids import find
from chairtui.tui.sheets.choices import lines_as_options
from chairtui.tui.sheets.sheet import Sheet, text
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.widgets.form import FieldSpec, Kind, Values


def item_sheet(sitting: Sitting, item: Item) -> Sheet:
    """Return the form for an item of the agenda."""

    def commands(values: Values) -> Sequence[Command]:
        new = replace(item, title=text(values, "title"), minutes=_minutes(values))
        items = agenda_of(sitting.live.outcome.meeting)
        return (SetAgenda(items=tuple(new if one.id == item.id else one for one in items)),)

    return Sheet(
        key=f"item/{item.id}",
        title="An item of the agenda",
        fields=(
            FieldSpec("minutes", "Minutes", required=True, initial=str(item.minutes)),
            FieldSpec("title", "Title", required=True, initial=item.title),
        ),
        commands=commands,
    )


def slot_sheet(sitting: Sitting, after: str) -> Sheet:
    """Return the form for a slot after an item: for someone who can attend only that."""
    meeting = sitting.live.outcome.meeting

    def commands(values: Values) -> Sequence[Command]:
        now = sitting.live.outcome.meeting
        who, title = text(values, "who"), text(values, "title")
        slot = Item(
            id=f"slot-{sitting.desk.clock.new_id()}",
            title=title,
            minutes=_minutes(values),
            attendee_id=who,
        )
        items = list(agenda_of(now))
        place = next((n for n, one in enumerate(items, 1) if one.id == after), len(items) - 1)
        items.insert(place, slot)
        line = find(now.attendance.register, who)
        only = (ListAttendee(attendee=replace(line, only_for=title)),) if line else ()
        return (SetAgenda(items=tuple(items)), *only)

    return Sheet(
        key="slot",
        title="A slot for someone who can attend only one item",
        fields=(
            FieldSpec(
                "who",
                "For whom",
                Kind.CHOICE,
                True,
                options=lines_as_options(sitting, meeting.attendance.register),
            ),
            FieldSpec("title", "What they come for", required=True, help="for example: the medical findings"),
            FieldSpec("minutes", "Minutes", required=True, initial="10"),
        ),
        commands=commands,
    )


def _minutes(values: Values) -> int:
    typed = text(values, "minutes").removesuffix("min").strip()
    if not typed.isdecimal() or not 1 <= int(typed) <= 240:
        raise Refused("Give the minutes as a number from 1 to 240.")
    return int(typed)
