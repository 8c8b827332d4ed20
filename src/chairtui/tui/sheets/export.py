"""What is asked before a record is made: in which form, and into which folder."""

from __future__ import annotations

from pathlib import Path

from chairtui.live.desk import Desk
from chairtui.live.formats import Use, offered
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.widgets.form import FieldSpec, Kind
from chairtui.tui.widgets.options import Option


def choices(use: Use) -> tuple[Option, ...]:
    """Return the forms that can be chosen for something."""
    return tuple(Option(one.key, one.name, one.words) for one in offered(use))


def series_fields(desk: Desk) -> tuple[FieldSpec, ...]:
    """Return the fields of the form for a child over time."""
    return (
        FieldSpec("form", "What", Kind.CHOICE, True, options=choices(Use.SEND), initial="pdf"),
        folder_field(desk),
    )


NAMED = "The file is named by reference and date, never by anybody's name. It is not encrypted."


def folder_field(desk: Desk, help_: str = NAMED) -> FieldSpec:
    """Return the field for the folder; that of the data is proposed."""
    settings = desk.settings
    home = Path(settings.data_folder) if settings.data_folder else Path.home()
    return FieldSpec(
        "folder",
        "Into which folder",
        required=True,
        initial=str(home / "records"),
        help=help_,
    )


def export_fields(sitting: Sitting) -> tuple[FieldSpec, ...]:
    """Return the fields of the form."""
    return (
        FieldSpec("form", "What", Kind.CHOICE, True, options=choices(Use.EXPORT), initial="docx"),
        folder_field(sitting.desk),
        FieldSpec(
            "annex",
            "Annex for the chair",
            Kind.CHOICE,
            options=(
                Option("", "no"),
                Option("yes", "yes", "every warning, what was sent, check values: a file of its own"),
            ),
        ),
    )
