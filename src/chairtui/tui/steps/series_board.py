"""The series over a step: each meeting about the same children in its order, and who came to which."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from chairtui.tui.keys import Where, bindings
from chairtui.tui.rows.series import SERIES, series_rows
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.widgets.bars import KeyBar
from chairtui.tui.widgets.board import Board
from chairtui.tui.widgets.dialogs import WINDOW
from chairtui.tui.widgets.lines import Lines


class SeriesBoard(ModalScreen[None]):
    """The meetings of a series."""

    BINDINGS = bindings(Where.READER)
    DEFAULT_CSS = (
        "SeriesBoard {"
        + WINDOW
        + """ & > Vertical { width: 160; height: 90%; padding: 0; border: none; }
        & KeyBar { dock: bottom; } }"""
    )

    def __init__(self, sitting: Sitting) -> None:
        """Show the series of a sitting's meeting."""
        super().__init__()
        self._sitting = sitting

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Board(SERIES, list_id="series")
            yield KeyBar(Where.READER)

    def on_mount(self) -> None:
        self.query_one(Lines).focus()
        self.mask()

    def mask(self) -> None:
        """Show the meeting as it is shown: with its names, or without."""
        meeting, sitting = self._sitting.shown.meeting, self._sitting
        board = self.query_one(Board)
        board.show(series_rows(meeting, sitting.desk.agencies, sitting.dates.today()))
        board.call("The series", f"{len(meeting.series.earlier)} before this one")

    def action_close(self) -> None:
        """Close it."""
        self.dismiss(None)
