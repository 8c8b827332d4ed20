"""The first start, the cover, a wrong passphrase and the right one, by keyboard in a real terminal."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from tests.terminal import Terminal

WORDS = "violet hammer seven clouds"


def test_a_database_is_locked_covered_and_opened_by_keyboard(tmp_path: Path) -> None:
    folders = {
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path),
        "XDG_DATA_HOME": str(tmp_path),
        "CHAIRTUI_NOT_LOCKED": "",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
    }
    command = [sys.executable, "-m", "chairtui"]
    terminal = Terminal(command, env=folders, size=(80, 24))
    try:
        terminal.wait_for("to be locked?", 60).wait_still().press("enter").wait_for(
            "once more", 20
        ).wait_still()
        terminal.type(WORDS).press("enter").type(WORDS).press("enter").wait_for("shown once", 60).wait_still()
        group = re.search(r" 7 ([A-Z0-9]{6})", terminal.text)
        assert group
        terminal.press("enter").wait_for("Is it kept?", 20).wait_still().type(group[1]).press("enter")
        terminal.wait_for("Who is using chairtui?", 60).wait_still()
        terminal.type("Ada Okoro").press("ctrl+l").wait_for("The screen is covered.", 20).wait_still()
        assert "Ada" not in terminal.text
        terminal.type("not it at all").press("enter").wait_for("It does not open", 60).wait_still()
        terminal.type(WORDS).press("enter").wait_for("Ada Okoro", 90).wait_still()
        terminal.press("ctrl+q")
    finally:
        terminal.close()
    again = Terminal(command, env=folders, size=(80, 24))
    try:
        again.wait_for("The meetings are locked", 60).wait_still()
        again.type("not it at all").press("enter").wait_for("It does not open", 60).wait_still()
        again.press(*["backspace"] * 13).type(WORDS).press("enter").wait_for("Who is using chairtui?", 90)
    finally:
        again.close()


def test_a_recovery_key_that_a_command_shows_does_not_stay_in_the_scrollback(tmp_path: Path) -> None:
    folders = {
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path),
        "XDG_DATA_HOME": str(tmp_path),
        "CHAIRTUI_NOT_LOCKED": "",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
    }
    (tmp_path / "words.txt").write_text(f"{WORDS}\n")
    program = [sys.executable, "-m", "chairtui", "--passphrase-file", str(tmp_path / "words.txt")]
    subprocess.run([*program, "new"], env={**os.environ, **folders}, check=True, capture_output=True)
    terminal = Terminal([*program, "lock", "sheet"], env=folders, size=(80, 24))
    try:
        terminal.wait_for("Go on once it is kept", 60).wait_still().press("enter").wait_end(30)
        sent = str(terminal.raw)
        before, _, page = sent.partition("?1049h")
        page, _, after = page.partition("?1049l")
        assert "AGE-SECRET-KEY-1" in page
        assert "AGE-SECRET-KEY-1" not in before + after
    finally:
        terminal.close()
