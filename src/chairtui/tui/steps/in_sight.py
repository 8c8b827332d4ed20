"""What of a meeting stays in sight under a form: its headlines, its rows, the gravest warning."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from chairtui.core.vocabulary import Step
from chairtui.live.outcome import Outcome
from chairtui.tui.rows.warnings import gravest
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.steps.headlines import Headlines
from chairtui.tui.terminal.each import each
from chairtui.tui.widgets.bars import Bar
from chairtui.tui.widgets.form import InSight
from chairtui.tui.widgets.lines import Lines
from chairtui.tui.widgets.words import content

ROWS = 3
"""How many rows of the step are seen above a form at least."""


FRAME = 2
"""Lines of the frame around them."""


class HeadlinesGoingOn(Headlines):
    """The headlines above a form: its time goes on by itself."""

    def on_mount(self) -> None:
        super().on_mount()
        self.show(self._sitting.shown)
        each(self, 1.0, self.go_on)

    def go_on(self) -> None:
        """Let the time go on, as long as there is something that shows it."""
        if self.query("#log"):
            self.tell_time()


class StepInSight(Vertical):
    """The rows of a step, with the one that a form is about, and the gravest warning below them."""

    SCOPED_CSS = False  # its frame goes where the form above it has little room
    DEFAULT_CSS = """
    StepInSight {
        & Lines { height: 1fr; border: round $panel; border-title-color: $primary; }
        & Bar { background: $surface; }
    }
    Form.-short StepInSight Lines { border: none; }
    """

    def __init__(self, title: str, body: Lines, warning: Content) -> None:
        super().__init__()
        self._lines = Lines(body.rows, columns=body.columns, wraps=False)
        self._lines.border_title, self._lines.can_focus = content(title), False
        self._at, self._warning = body.cursor_key, warning

    def compose(self) -> ComposeResult:
        yield self._lines
        if self._warning:
            yield Bar(self._warning)

    def on_mount(self) -> None:
        self._lines.go_to(self._at)


def in_sight(sitting: Sitting, step: Step, body: Lines, title: str) -> InSight:
    """Return what stays in sight of a step and its rows."""
    outcome: Outcome = sitting.shown
    warning = gravest(sitting.attention(outcome), sitting.desk.agencies)
    rows = StepInSight(title, body, warning)
    told = bool(warning)
    return InSight(HeadlinesGoingOn(sitting, step), rows, ROWS + FRAME + told, 1 + told)
