"""Opening the program in lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chairtui.tui import keys
from chairtui.tui.plain.words import typed_words

if TYPE_CHECKING:
    from chairtui.live.desk import Desk


def run(desk: Desk, opening: str = "", *, guided: bool = False) -> int:
    """Run the program in lines at a desk and return its exit status; `opening` is said first."""
    keys.TYPED.update(typed_words())  # before any sentence that names a key is made
    from chairtui.tui.plain.app import PlainApp
    from chairtui.tui.terminal.safe_app import run_app

    return run_app(PlainApp(desk, opening=opening, guided=guided))
