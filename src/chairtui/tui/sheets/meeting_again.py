"""The forms of the next meeting about the same children: when and who leads, and what is so still."""

from __future__ import annotations

from chairtui.core.change import Command
from chairtui.core.meeting import Meeting, PrepareMeeting
from chairtui.core.meeting_again import confirmed, unconfirmed
from chairtui.core.vocabulary import Form
from chairtui.directory.naming import title_in
from chairtui.live.desk import Desk
from chairtui.tui.sheets.new_meeting import chairs, fields_of_a_meeting
from chairtui.tui.sheets.sheet import Sheet, several, text
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.typed.dates import Dates
from chairtui.tui.widgets.form import FieldSpec, Kind, Values
from chairtui.tui.widgets.options import Option


def next_fields(desk: Desk) -> tuple[FieldSpec, ...]:
    """Return what is asked before the next meeting is made: when, how, who leads, its reference."""
    wanted = ("scheduled", "form", "chair", "grade", "phone", "reference")
    fields = {spec.key: spec for spec in fields_of_a_meeting(desk, Dates(desk.clock.now))}
    return tuple(fields[key] for key in wanted)


def meet_again(desk: Desk, last_id: str, meeting_id: str, values: Values) -> None:
    """Make the next meeting from what was answered.

    Raises:
        Refused: an answer does not fit; nothing was made.
        NotSaved: it could not be stored; nothing was made.
    """
    prepare = PrepareMeeting(
        meeting_id=meeting_id,
        reference=text(values, "reference"),
        form=Form(text(values, "form")),
        scheduled_at=Dates(desk.clock.now).instant(text(values, "scheduled")),
    )
    desk.meet_again(last_id, prepare, *chairs(desk, values))


def still_so_sheet(sitting: Sitting, last: Meeting) -> Sheet:
    """Return the form that asks what of the last meeting is so still; what is not picked is not claimed."""
    meeting = sitting.live.outcome.meeting
    title = title_in(last, sitting.desk.agencies)

    def said(kind: str, words: str) -> str:
        name, _, agency = words.rpartition(": ")
        return f"{name}: {title(agency)}" if kind == "works with" else words

    def commands(values: Values) -> tuple[Command, ...]:
        return confirmed(sitting.live.outcome.meeting, last, several(values, "still"))

    return Sheet(
        key="still so",
        title=f"So at {last.reference}: is it so still?",
        about="What you pick is taken over into this meeting. What you leave is not claimed, and stays here.",
        fields=(
            FieldSpec(
                "still",
                "Still so",
                Kind.MANY,
                True,
                options=tuple(
                    Option(one.key, said(one.kind, one.words), one.kind) for one in unconfirmed(meeting, last)
                ),
            ),
        ),
        commands=commands,
    )
