"""The forms of the chronology: its rows, typed or pasted, and what they show."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from chairtui.core.change import Command, say
from chairtui.core.chronology import AddChronology, AnalyseChronology, ChronologyAnalysis
from chairtui.tui.pasted import Pasting, new_rows
from chairtui.tui.sheet import Sheet, text
from chairtui.tui.sitting import Sitting
from chairtui.tui.widgets.form import FieldSpec, Kind, Values

LONG = 100_000
"""Characters that a pasted chronology may have."""


def chronology_sheet(sitting: Sitting) -> Sheet:
    """Return the form into which rows of a chronology are typed or pasted."""
    pasting = Pasting(sitting.now)

    def commands(values: Values) -> Sequence[Command]:
        known = sitting.live.outcome.meeting.sharing.chronology
        pasted = pasting.read(text(values, "rows"))
        say(pasted, "Paste or type at least one row: a date, then what happened.")
        rows = new_rows(pasted, known, text(values, "source"), sitting.desk.clock.new_id)
        say(rows, "The chronology has all of these rows already.")
        return (AddChronology(rows=rows),)

    return Sheet(
        key="chronology/new",
        title="Add to the chronology",
        about="One row a line: the date, what happened, perhaps the source, parted by a tab, a semicolon or "
        "two spaces; a comma after the date will do. A date that cannot be read stays as it is written.",
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

    def commands(values: Values) -> Sequence[Command]:
        new = ChronologyAnalysis(
            pattern=text(values, "pattern"),
            changes_hypothesis=text(values, "hypothesis"),
            changes_decision=text(values, "decision"),
        )
        return (AnalyseChronology(analysis=new),)

    return Sheet(
        key="chronology/analysis",
        title=f"What {number} rows of chronology show" if number != 1 else "What 1 row of chronology shows",
        about="“It changes nothing” is an answer too: say why.",
        fields=(
            FieldSpec("pattern", "The pattern", Kind.PROSE, initial=now.pattern, height=3),
            FieldSpec(
                "hypothesis",
                "What it changes in what we think is happening",
                Kind.PROSE,
                initial=now.changes_hypothesis,
                height=3,
            ),
            FieldSpec(
                "decision",
                "What it changes in the decision",
                Kind.PROSE,
                initial=now.changes_decision,
                height=3,
            ),
        ),
        commands=commands,
    )
