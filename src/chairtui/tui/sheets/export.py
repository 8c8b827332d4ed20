"""What is asked before a record is made: in which form, and into which folder."""

from __future__ import annotations

from pathlib import Path

from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.widgets.form import FieldSpec, Kind
from chairtui.tui.widgets.options import Option

CHOICES = (
    Option("docx", "Word", ".docx"),
    Option("pdf", "PDF", ".pdf"),
    Option("html", "Web page, to read in a browser and to print", ".html"),
    Option("md", "Text with marks", "Markdown, .md"),
    Option("xlsx", "Actions and attendance as a spreadsheet", ".xlsx"),
    Option("csv", "Actions and attendance as two tables", ".csv"),
    Option("ics", "What is due, for a calendar", ".ics"),
    Option("fhir", "A health record document", "FHIR R4, .fhir.json"),
    Option("json", "The whole meeting with its history", "for another program, .json"),
)
"""The forms a record can have."""


def export_fields(sitting: Sitting) -> tuple[FieldSpec, ...]:
    """Return the fields of the form; the folder of the data is proposed."""
    settings = sitting.desk.settings
    home = Path(settings.data_folder) if settings.data_folder else Path.home()
    return (
        FieldSpec("form", "What", Kind.CHOICE, True, options=CHOICES, initial="docx"),
        FieldSpec(
            "folder",
            "Into which folder",
            required=True,
            initial=str(home / "records"),
            help="The file is named by reference and date, never by anybody's name. It is not encrypted.",
        ),
    )
