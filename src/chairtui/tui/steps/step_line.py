"""The seven steps in one line, with how far each has come, where a window has no room for a list of them."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message

from chairtui.core.vocabulary import Step
from chairtui.tui.rows.progress import Progress, in_a_line
from chairtui.tui.widgets.one_line import OneLine


class StepLine(OneLine):
    """One line: each step, the one that is shown marked; a click opens it."""

    DEFAULT_CSS = "StepLine { height: 1; width: 1fr; background: $surface; color: $foreground; }"

    class Chosen(Message):
        """Somebody clicked on a step."""

        def __init__(self, step: Step) -> None:
            super().__init__()
            self.step = step

    def __init__(self, at: Step) -> None:
        super().__init__(id="step-line")
        self._at = at
        self._steps: Sequence[Progress] = ()

    def show(self, steps: Sequence[Progress]) -> None:
        """Show how far each step has come; nothing is drawn where nothing changed."""
        if steps != self._steps:
            self._steps = steps
            self.refresh()

    def _pieces(self) -> list[str]:
        return in_a_line(self._steps, self._at, self.size.width)

    def render(self) -> Content:
        pieces = zip(Step, self._pieces(), strict=False)
        marked = [(piece, "bold $primary" if step is self._at else "$text-muted") for step, piece in pieces]
        return Content.assemble(*marked)

    def on_click(self, event: events.Click) -> None:
        at = 0
        for step, piece in zip(Step, self._pieces(), strict=False):
            at += cell_len(piece)
            if event.x < at:
                self.post_message(self.Chosen(step))
                return
