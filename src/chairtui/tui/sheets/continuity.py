"""The form in which somebody accepts a log that is not what was remembered of it."""

from __future__ import annotations

from collections.abc import Sequence

from chairtui.core.change import Command
from chairtui.core.continuity import AcceptLog
from chairtui.core.sentences.continuity import doubt_words
from chairtui.tui.sheets.sheet import Sheet, text
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.widgets.form import FieldSpec, Kind, Values


def accept_sheet(sitting: Sitting) -> Sheet | None:
    """Return the form; nothing where the log is what was remembered of it."""
    doubts = sitting.doubts
    if not doubts:
        return None

    def commands(values: Values) -> Sequence[Command]:
        return (AcceptLog(doubts=doubts, because=text(values, "because")),)

    return Sheet(
        key="log",
        title="Accept the log of this meeting as it is",
        about=(
            f"It does not fit what was remembered of it outside the database: {doubt_words(doubts)}.\n"
            "It stays a fault until somebody accepts it. Your name and what you write go into the log."
        ),
        fields=(
            FieldSpec("because", "What happened, and why it can be relied on", Kind.PROSE, True, height=3),
        ),
        commands=commands,
        after_signing=True,
    )
