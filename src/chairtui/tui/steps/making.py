"""Making a new meeting from a short form; what is typed into it is kept until it is made."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec.structs import replace

from chairtui.core.change import Refused
from chairtui.core.people import same_name
from chairtui.live.ports import NotSaved
from chairtui.tui.keys import key_of
from chairtui.tui.rows.series import followed
from chairtui.tui.sheets.new_meeting import new_meeting_sheet
from chairtui.tui.steps.remembering import remember
from chairtui.tui.widgets.form import Form, Values
from chairtui.tui.widgets.words import say

if TYPE_CHECKING:
    from chairtui.live.desk import Desk
    from chairtui.tui.app import ChairtuiApp

NEW = "new"
"""Under which name the drafts of a meeting that is not made yet are kept."""


def make_meeting(app: ChairtuiApp, desk: Desk) -> None:
    """Ask what a new meeting is about, make it and open it."""
    meeting_id = desk.clock.new_id()
    sheet = new_meeting_sheet(desk, meeting_id)
    kept = {key: text for key, text in desk.drafts.all(NEW).items() if key != "reference"}

    def save(values: Values) -> dict[str, str]:
        try:
            desk.make(meeting_id, *sheet.commands(values))
        except (Refused, ValueError) as problem:
            return {"": str(problem)}
        except NotSaved as trouble:
            return {"": f"NOT SAVED: {trouble}"}
        for field in kept:
            keep(field, "")
        return {}

    def keep(field: str, text: str) -> None:
        kept[field] = text
        with suppress(NotSaved):  # saving the form says so
            desk.drafts.keep(NEW, field, text)

    def made(values: Values | None) -> None:
        if values is not None:
            chair, phone = str(values.get("chair", "")), str(values.get("phone", "")).strip()
            if phone and same_name(chair, app.desk.settings.name):
                remember(app, phone=phone)
            app.open_meeting(meeting_id)
            carried = followed(app.sitting.live.outcome.meeting) if app.sitting else ""
            start = key_of("start")
            say(app, f"The meeting is made. {start} starts it when people arrive. {carried}".strip())

    fields = tuple(replace(spec, draft=kept.get(spec.key)) for spec in sheet.fields)
    app.push_screen(Form(sheet.title, fields, check=save, on_draft=keep), made)


def make_next_meeting(app: ChairtuiApp, desk: Desk, last_id: str, called: str) -> None:
    """Ask when and who leads, make the next meeting about the children of one, and open it."""
    from chairtui.tui.sheets.meeting_again import meet_again, next_fields

    meeting_id = desk.clock.new_id()

    def save(values: Values) -> dict[str, str]:
        try:
            meet_again(desk, last_id, meeting_id, values)
        except (Refused, ValueError) as problem:
            return {"": str(problem)}
        except NotSaved as trouble:
            return {"": f"NOT SAVED: {trouble}"}
        return {}

    def made(values: Values | None) -> None:
        if values is not None:
            app.go_home()
            app.open_meeting(meeting_id)
            carried = followed(app.sitting.live.outcome.meeting) if app.sitting else ""
            say(app, f"The meeting is made. {carried} Step 2 asks what is so still.")

    app.push_screen(Form(f"The next meeting after {called}", next_fields(desk), check=save), made)
