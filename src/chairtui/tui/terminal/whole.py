"""Screens that come whole: nothing of them is drawn while changes to them are held together.

Textual draws a screen also while its app holds changes together, and throws away what it drew.
"""

from __future__ import annotations

from contextlib import ExitStack

from textual.screen import Screen


class Whole(Screen[None]):
    """A screen that is drawn once all that was held together is there."""

    def _compositor_refresh(self) -> None:
        if not self.app._batch_count:
            super()._compositor_refresh()

    def hold(self) -> ExitStack:
        """Draw nothing until what is returned is closed: once, however often; then all of it is drawn."""
        held = ExitStack()
        held.callback(self.refresh)
        held.enter_context(self.app.batch_update())
        return held
