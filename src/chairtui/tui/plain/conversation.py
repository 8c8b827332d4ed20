"""The line mode's turns, from the first line to the last."""

from __future__ import annotations

from chairtui.tui.plain.commands import Commands
from chairtui.tui.plain.talk import Talk
from chairtui.tui.plain.typed_lines import Ended
from chairtui.tui.plain.windows import WINDOWS, turn

OPENING = "chairtui, line by line. Type a word and press Enter; help reads the words, quit leaves."


async def hold(talk: Talk, opening: str = "") -> None:
    """Take turns until the program ends: read out what is shown, ask, and do what was asked."""
    commands = Commands(talk)
    try:
        talk.say(*filter(None, (opening, OPENING)))
        while not talk.is_over:
            await talk.rest()
            await talk.uncover()
            talk.tell()
            screen = talk.screen
            await (turn(talk, screen) if isinstance(screen, WINDOWS) else commands.turn(screen))
    except Ended:
        await _end(talk)


async def _end(talk: Talk) -> None:
    """Leave, since nothing will be typed any more; what is not saved is put by."""
    await talk.app.action_leave()
    await talk.rest()
    if not talk.is_over:
        talk.app.terminal_gone()
