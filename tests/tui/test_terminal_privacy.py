"""Privacy in a real terminal, in the middle of a sentence."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from tests.terminal import Terminal


def test_a_sentence_that_privacy_interrupts_goes_on_in_its_form(tmp_path: Path) -> None:
    folders = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
    terminal = Terminal([sys.executable, "-m", "chairtui", "demo"], env=folders, size=(120, 36))
    try:
        terminal.wait_for("DEMO-1", 60).wait_still().press("enter").wait_for("1 Who is here", 60).wait_still()
        terminal.press("f2").wait_for("What was shared", 20).wait_still()  # by whoever is speaking
        terminal.type("Half a sentence about the father").wait_for("about the father", 20)
        terminal.press("f8").type(" and more, next day 1 2 3 n").wait_for("Hidden. F8 shows it again", 20)
        terminal.wait_still()  # a picture is read as it is drawn, from above
        assert "father" not in terminal.text
        terminal.press("f8").wait_for("Half a sentence about the father and more, next day 1 2 3 n", 20)
    finally:
        terminal.close()
