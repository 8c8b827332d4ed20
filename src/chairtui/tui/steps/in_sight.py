"""What of a meeting stays in sight under a form: its headlines, its rows, the gravest warning."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical

from chairtui.core.vocabulary import Step
from chairtui.live.outcome import Outcome
from chairtui.tui.rows.warnings import gravest
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.steps.headlines import Headlines
from chairtui.tui.terminal.each import each
from chairtui.tui.widgets.bars import Bar
from chairtui.tui.widgets.form import InSight
from chairtui.tui.widgets.lines import Lines, Row
from chairtui.tui.widgets.words import content

ROWS = 3
"""How many rows of the step are seen above a form at least."""


FRAME = 2
"""Lines of the frame around them."""


WARNING = 1
"""Lines of the gravest warning: its place is kept while there is none, so that none moves the form."""


RowsOf = Callable[[Outcome], Sequence[Row]]
"""Makes the rows of a step."""


class HeadlinesGoingOn(Headlines):
    """The headlines above a form go on by themselves: with the time, and with what others write."""

    def on_mount(self) -> None:
        super().on_mount()
        self.show(self._sitting.ahead)
        each(self, 1.0, self.go_on)

    def go_on(self) -> None:
        """Show how it stands now, as long as there is something that shows it."""
        if self.query("#log"):
            self.show(self._sitting.ahead)


class StepInSight(Vertical):
    """The rows of a step, with the one that a form is about, and the gravest warning below them.

    They go on with what others write, which is taken in once the form is closed.
    """

    SCOPED_CSS = False  # its frame goes where the form above it has little room
    DEFAULT_CSS = """
    StepInSight {
        & Lines { height: 1fr; border: round $secondary 70%; border-title-color: $primary; }
        & Bar { background: $surface; }
    }
    Form.-short StepInSight Lines { border: none; }
    """

    def __init__(self, sitting: Sitting, title: str, body: Lines, rows: RowsOf) -> None:
        super().__init__()
        self._sitting, self._rows = sitting, rows
        self._lines = Lines(body.rows, columns=body.columns, wraps=False)
        self._lines.border_title, self._lines.can_focus = content(title), False
        self._at, self._warning = body.cursor_key, Bar()
        self._shown: tuple[object, ...] = ()

    def compose(self) -> ComposeResult:
        yield self._lines
        yield self._warning

    def on_mount(self) -> None:
        self._lines.go_to(self._at)
        self.go_on()
        each(self, 1.0, self.go_on)

    def go_on(self) -> None:
        """Show how it stands, where anybody wrote something or a minute has gone."""
        sitting = self._sitting
        minute = sitting.now.replace(second=0, microsecond=0)
        now = (sitting.live.outcome.meeting, sitting.watch.ahead, sitting.private, minute)
        if now == self._shown:
            return
        self._shown = now
        outcome = sitting.ahead
        self._lines.show(self._rows(outcome))
        self._warning.say(*gravest(sitting.attention(outcome), sitting.desk.agencies))


def in_sight(sitting: Sitting, step: Step, body: Lines, title: str, rows: RowsOf | None = None) -> InSight:
    """Return what stays in sight of a step: `rows` makes those that its list shows of a meeting."""
    above = StepInSight(sitting, title, body, rows or (lambda _outcome: body.rows))
    return InSight(HeadlinesGoingOn(sitting, step), above, ROWS + FRAME + WARNING, 1 + WARNING)
