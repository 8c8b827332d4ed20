"""The line mode in tests: a program in lines at a step of a meeting, and somebody who types.

said = await typed_at(sitting, Step.WHO, "arrives nurse")
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from chairtui.core.vocabulary import Step
from chairtui.live.desk import Desk
from chairtui.tui import keys
from chairtui.tui.plain.app import SIZE, PlainApp
from chairtui.tui.plain.conversation import hold
from chairtui.tui.plain.typed_lines import Ended
from chairtui.tui.plain.words import typed_words
from chairtui.tui.sitting.sitting import Sitting


class Script:
    """Types lines one after the other, and keeps what it is told."""

    def __init__(self, *lines: str) -> None:
        self.lines, self.said, self.asked = list(lines), list[str](), list[str]()
        self.secrets: list[str] = []
        self.remembered: list[str] = []

    def write(self, line: str) -> None:
        self.said.append(line)

    async def read(self, prompt: str, *, secret: bool = False, known: Sequence[str] = ()) -> str:
        self.asked.append(prompt)
        if not self.lines:
            raise Ended
        line = self.lines.pop(0)
        if secret:
            self.secrets.append(line)
        return line

    def clear(self) -> bool:
        self.said.append("(the terminal is cleared)")
        return True

    def remember(self, command: str) -> None:
        self.remembered.append(command)


class Quiet(PlainApp):
    """The program in lines, which begins to talk when a test says so."""

    async def _hold(self) -> None:
        return


async def typed_at(sitting: Sitting, step: Step | None, *lines: str) -> list[str]:
    """Return what is said when lines are typed at a step of a meeting, or at home."""
    script = Script(*lines)
    app = Quiet(sitting.desk, script)
    async with app.run_test(size=SIZE) as pilot:
        if step is not None:
            app.sitting = sitting
            await app.push_screen(app._step_screen(step))
        await pilot.pause()
        await hold(app.talk)
    assert not script.lines, f"not asked for: {script.lines}"
    return script.said


async def typed_in(desk: Desk, *lines: str) -> Script:
    """Return the script after its lines were typed at a desk's home."""
    script = Script(*lines)
    app = Quiet(desk, script)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await hold(app.talk)
    return script


def named_by_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let sentences name acts as the line mode names them, for one test."""
    for act, word in typed_words().items():
        monkeypatch.setitem(keys.TYPED, act, word)


def app_at(sitting: Sitting, script: Any) -> Quiet:
    """Return a program in lines for a sitting."""
    app = Quiet(sitting.desk, script)
    app.sitting = sitting
    return app
