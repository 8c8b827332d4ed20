"""The steps, a step and the warnings side by side, each as wide as what stands in it asks."""

from __future__ import annotations

from textual.containers import Horizontal

from chairtui.tui.widgets.board import Board
from chairtui.tui.widgets.lines import Lines
from chairtui.tui.widgets.side_by_side import list_and_warnings


class SideBySide(Horizontal):
    """What lies between the lines above a step and those below it."""

    def on_resize(self) -> None:
        self.lie()

    def lie(self) -> None:
        """Give each its cells; one that stands alone, in a small window or unfolded, has all of them."""
        steps, centre, panel = (
            self.query_one("#steps", Lines),
            self.query_one("#centre", Board),
            self.query_one("#panel", Board),
        )
        listed = steps.uncut + 2 if steps.display else 0
        wide = list_and_warnings(self.app.size.width - listed, centre.uncut, panel.uncut)
        together = centre.display and panel.display
        for widget, cells in zip((centre, panel), wide, strict=True):
            widget.styles.width = cells if together else "1fr"
        steps.styles.width = listed
