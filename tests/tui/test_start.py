"""What a start to home does once, and what it leaves for later."""

import subprocess
import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest
from tests.tui.desk import NoLibrary, desk
from textual.css.stylesheet import Stylesheet

from chairtui.live.settings import Settings
from chairtui.tui.app import NEXT, ChairtuiApp
from chairtui.tui.terminal.themes import THEMES

LATER = {
    "chairtui.tui.widgets.form",
    "chairtui.tui.widgets.fields",
    "chairtui.tui.widgets.dialogs",
    "chairtui.tui.widgets.help",
    "textual.widgets._text_area",
}
"""What only a window over home needs."""


def test_home_is_loaded_without_any_window_or_field() -> None:
    program = "import sys, chairtui.tui.app, chairtui.tui.screens.home; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert LATER & set(ran.stdout.split()) == set()


@pytest.mark.parametrize("look", [look.name for look in THEMES])
async def test_the_styles_are_read_once_until_home_is_there_whichever_look_is_kept(
    look: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_again: list[Stylesheet] = []
    monkeypatch.setattr(Stylesheet, "reparse", read_again.append)
    settings = Settings(name="Ada Okoro", role="Chair", authority="Bromley", theme=look)
    app = ChairtuiApp(replace(desk(tmp_path), library=NoLibrary(), settings=settings))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert app.theme == look
        assert app.current_theme.name == look
        assert read_again == []


async def test_what_is_loaded_ahead_is_there_and_home_gets_no_rules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[str] = []
    app = ChairtuiApp(replace(desk(tmp_path), library=NoLibrary()))
    monkeypatch.setattr(app, "_load", lambda *names: loaded.extend(names))
    async with app.run_test():
        app.warm()
        await app.workers.wait_for_complete()
    for name in (*loaded, *NEXT):
        import_module(f"chairtui.{name}")
    program = f"import sys, {', '.join(f'chairtui.{name}' for name in loaded)}; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert not [name for name in ran.stdout.split() if name.startswith("chairtui.standards")]
