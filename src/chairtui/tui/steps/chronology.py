"""Adding to the chronology: typed or pasted, or from a file."""

from __future__ import annotations

from chairtui.tui.sheets.chronology import chronology_sheet, file_fields, file_problem, looked_at_file
from chairtui.tui.steps.meeting_screen import MeetingScreen
from chairtui.tui.widgets.dialogs import Confirm
from chairtui.tui.widgets.form import Form, Values


def add_to_chronology(screen: MeetingScreen) -> None:
    """Ask how rows of the chronology come, and open the form for it over a step."""
    if screen.is_hidden():
        return

    def chosen(answer: str | None) -> None:
        if answer == "typed":
            screen.fill(chronology_sheet(screen.sitting))
        elif answer == "file":
            form = Form("A chronology from a file", file_fields(), check=file_problem)
            screen.app.push_screen(form, bring_in)

    def bring_in(values: Values | None) -> None:
        if values is not None:
            screen.look_at(looked_at_file(screen.sitting, values))

    answers = {"typed": "Type or paste rows", "file": "Bring a file in: CSV or XLSX"}
    screen.app.push_screen(Confirm("Add to the chronology", answers), chosen)
