"""The lines above a step and above a form over it: which meeting, what time, what is saved, who is here."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical

from chairtui.core.sentences.continuity import bar_words
from chairtui.core.vocabulary import Step
from chairtui.live.outcome import Outcome
from chairtui.tui.keys import key_of
from chairtui.tui.rows import headline
from chairtui.tui.rows.headline import Saved
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.widgets.bars import Bar, NotSavedBar

AFTER = (Step.DECIDE, Step.PLAN, Step.READ_BACK)
"""The steps at which the decision stays in sight, instead of the day it had to be taken by."""


class Headlines(Vertical):
    """Header, minimum and what is not saved, of a sitting at a step."""

    DEFAULT_CSS = """
    Headlines {
        height: auto;
        & #header { background: $primary; color: $background; text-style: bold; }
        & #minimum { background: $panel; }
    }
    """

    def __init__(self, sitting: Sitting, step: Step) -> None:
        super().__init__(id="headlines")
        self._sitting, self._step = sitting, step
        self._outcome: Outcome | None = None

    def compose(self) -> ComposeResult:
        yield Bar(id="header")
        yield Bar(id="minimum", left_stays=True)
        yield NotSavedBar(id="not-saved")
        yield NotSavedBar("LOG", id="log")

    def on_mount(self) -> None:
        self.tell_doubts()

    def show(self, outcome: Outcome) -> None:
        """Show who of the minimum is here, and the time."""
        meeting, self._outcome = outcome.meeting, outcome
        decided = headline.decided_words(meeting) if self._step in AFTER else None
        right = decided or headline.deadline_words(meeting, self._sitting.now)
        self.query_one("#minimum", Bar).say(headline.minimum_words(meeting), right)
        self.tell_time()

    def tell_time(self) -> None:
        """Redraw what changes with time alone: the clock, and whether all is saved."""
        sitting = self._sitting
        meeting = (self._outcome or sitting.shown).meeting
        elapsed = sitting.desk.clock.elapsed() - sitting.step_since
        why, waits = sitting.watch.not_saved, sitting.watch.waits
        self.query_one("#not-saved", NotSavedBar).say(why or waits, waits=not why)
        state = Saved.NOT if why else Saved.WAITS if waits else Saved.YES
        self.query_one("#header", Bar).say(
            headline.title(meeting, sitting.now, private=sitting.private),
            headline.timing(meeting, self._step, sitting.now, elapsed, state),
        )

    def tell_doubts(self) -> None:
        """Show what of the log is doubted, until somebody accepts it."""
        words = bar_words(self._sitting.doubts, key_of("accept_log"))
        self.query_one("#log", NotSavedBar).say(words)
