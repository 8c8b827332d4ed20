"""The forms of the chronology: its rows, typed or pasted, and what they show."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from chairtui.core.change import Command, say
from chairtui.core.chronology import AnalyseChronology
from chairtui.core.meeting import Meeting
from chairtui.tables.chronology import commands as taken_in
from chairtui.tables.chronology_columns import found
from chairtui.tables.pasting import Pasting
from chairtui.tui.sheets.of_a_value import FieldsOf, corrected
from chairtui.tui.sheets.sheet import LookedAt, Sheet, text
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.widgets.form import FieldSpec, Kind, Values

LONG = 100_000
"""Characters that a pasted chronology may have."""


def chronology_sheet(sitting: Sitting) -> Sheet:
    """Return the form into which rows of a chronology are typed or pasted.

    One row with its day is taken in at once; of all else is shown first what comes of it.
    """
    pasting = Pasting(sitting.now, sitting.desk.agencies.knows)

    def commands(values: Values) -> Sequence[Command]:
        known = sitting.live.outcome.meeting.sharing.chronology
        done = pasting.read(text(values, "rows"), known, text(values, "source"))
        say(done, "It is not clear which column is what.")
        rows = done.rows if done else ()
        say(rows, "The chronology has all of these rows already.")
        return taken_in(rows, sitting.desk.clock.new_id)

    def looked_at(values: Values) -> LookedAt | None:
        rows = text(values, "rows")
        done = pasting.read(rows)
        plain = done and len(done.rows) == 1 and not done.undated and not done.failed
        if plain:
            return None
        return LookedAt(
            title="Chronology from what was pasted",
            read=lambda _told: pasting.book(rows),
            find=pasting.table,
            source=text(values, "source"),
        )

    return Sheet(
        key="chronology/new",
        title="Add to the chronology",
        about="One row a line: the date with its year, what happened, perhaps the source, parted by a tab, a "
        "semicolon or two spaces; a comma after the date will do. A table may be pasted as it is. What is no "
        "whole date stays as it is written.",
        fields=(
            FieldSpec(
                "rows",
                "Rows",
                Kind.PROSE,
                True,
                limit=LONG,
                height=8,
                understand=pasting.understood,
                help="3 mar 2026, missed appointment",
            ),
            FieldSpec("source", "Source of the rows that name none", help="GP record, health chronology"),
        ),
        commands=commands,
        looked_at=looked_at,
        goes_to=_last_row,
    )


def _last_row(meeting: Meeting) -> str:
    rows = meeting.sharing.chronology
    return f"row/{rows[-1].id}" if rows else ""


def looked_at_file(sitting: Sitting, values: Values) -> LookedAt:
    """Return the chronology in the file that was named, to be looked at before it is taken in."""
    file, desk = file_of(values), sitting.desk
    return LookedAt(
        title=f"Chronology from {file.name}",
        read=lambda told: desk.records.read_table(file, told),
        find=lambda book: found(book, desk.clock.now(), is_source=desk.agencies.knows),
        source=text(values, "source"),
    )


def file_fields() -> tuple[FieldSpec, ...]:
    """Return the fields that ask for a file with a chronology."""
    return (
        FieldSpec("file", "File: CSV or XLSX", required=True, help="~/Downloads/chronology.xlsx"),
        FieldSpec("source", "Source of the rows that name none", help="GP record, health chronology"),
    )


def file_problem(values: Values) -> dict[str, str]:
    """Return what is wrong with the file that was named."""
    return {} if file_of(values).is_file() else {"file": "There is no such file."}


def file_of(values: Values) -> Path:
    """Return the file that was named; quotes around it, as a file manager copies them, are left out."""
    return Path(text(values, "file").strip("\"'")).expanduser()


def chronology_analysis_sheet(sitting: Sitting) -> Sheet:
    """Return the form for what the chronology shows: it is not done without all three."""
    sharing = sitting.live.outcome.meeting.sharing
    now = sharing.chronology_analysis
    number = len(sharing.chronology)
    field = FieldsOf(now)
    fields = (
        field("pattern", "The pattern", Kind.PROSE, height=3),
        field(
            "changes_hypothesis",
            "What it changes in what we think is happening",
            Kind.PROSE,
            key="hypothesis",
            height=3,
        ),
        field("changes_decision", "What it changes in the decision", Kind.PROSE, key="decision", height=3),
    )
    return Sheet(
        key="chronology/analysis",
        title=f"What {number} rows of chronology show" if number != 1 else "What 1 row of chronology shows",
        about="“It changes nothing” is an answer too: say why.",
        fields=fields,
        commands=lambda values: (AnalyseChronology(analysis=corrected(now, fields, values)),),
    )
