"""What the keys of a step do with the row the cursor is on, found out by doing them and keeping nothing.

async with on_step(sitting, Step.WHO) as pilot:
    assert does_something(pilot.app.screen, "presence")
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from tests.core.scene import carry_out as carried_out

from chairtui.core.change import Refused
from chairtui.tui.app import ChairtuiApp
from chairtui.tui.keys import BY_ID
from chairtui.tui.steps.filling import refused
from chairtui.tui.steps.meeting_screen import MeetingScreen
from chairtui.tui.widgets.lines import Lines


class Kept(list[str]):
    """What was done, in a word each; a sentence that only tells somebody off is none of it."""


@contextmanager
def nothing_kept(screen: MeetingScreen) -> Iterator[Kept]:
    """Let acts come as far as what they would do, and no further; give what that is."""
    kept, live = Kept(), screen.sitting.live

    def carry_out(*commands: Any, **_: object) -> str:
        try:
            if carried_out(live.outcome.meeting, *commands) != live.outcome.meeting:
                kept.append("saved")
        except Refused as why:
            return str(why)
        return ""

    def fill(sheet: Any, *_: object) -> None:
        if not refused(sheet, screen.sitting):
            kept.append("form")

    def seen(*_: object, **__: object) -> None:
        kept.append("shown")

    lines = screen.query_one("#body", Lines)
    before = lines.cursor_key
    with (
        mock.patch.object(screen, "carry_out", carry_out),
        mock.patch.object(screen, "fill", fill),
        mock.patch.object(screen.app, "push_screen", seen),
        mock.patch.object(ChairtuiApp, "go", seen),
        mock.patch.object(type(live), "undo", seen),
        mock.patch.object(screen, "run_worker", seen),
        mock.patch.object(screen, "open_warning", seen),
        mock.patch.object(screen, "show_body", seen),
        mock.patch("chairtui.tui.screens.who.call_words", seen),
        mock.patch("chairtui.tui.screens.who.say"),
    ):
        yield kept
    if lines.cursor_key != before:
        kept.append("went")
        lines.go_to(before)


def does_something(screen: MeetingScreen, act: str) -> bool:
    """Say whether an act does more with the row the cursor is on than say that it does nothing."""
    with nothing_kept(screen) as kept:
        if act == "choose":
            screen.open_row(screen.row_key)
        else:
            name = BY_ID[act].action or act
            method, _, given = name.partition("(")
            if screen.check_action(method, ()) is False:
                return False
            getattr(screen, f"action_{method}")(*([int(given.rstrip(")"))] if given else []))
    return bool(kept)
