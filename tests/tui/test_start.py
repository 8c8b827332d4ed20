"""What a start to home does once, and what it leaves for later."""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from threading import Event

import pytest
from msgspec.structs import replace as replaced
from tests.tui.desk import NoLibrary, desk
from tests.tui.test_home_and_register import listed
from tests.unseen import drawn
from textual._compositor import Compositor
from textual.css.stylesheet import Stylesheet
from textual.geometry import Region

from chairtui.core.vocabulary import Stage
from chairtui.live.library import PAGE, Listed, Part
from chairtui.live.ready import Ready
from chairtui.live.settings import Settings
from chairtui.tui.app import NEXT, ChairtuiApp
from chairtui.tui.screens import home
from chairtui.tui.terminal.themes import THEMES
from chairtui.tui.widgets.lines import Lines

LATER = {
    "chairtui.tui.widgets.form",
    "chairtui.tui.widgets.fields",
    "chairtui.tui.widgets.dialogs",
    "chairtui.tui.widgets.help",
    "textual.widgets._text_area",
}
"""What only a window over home needs."""
COMMANDS = {"click", "chairtui.cli.main", "chairtui.cli.output"}
"""What only a command line needs."""
AGENCIES = {"tomllib"}
"""What only somebody who asks for an agency needs."""
OPENS = "chairtui.__main__, chairtui.wiring, chairtui.tui.app, chairtui.tui.screens.home"


def test_home_is_loaded_without_any_window_or_field_or_what_reads_command_lines_and_registers() -> None:
    program = f"import sys, {OPENS}; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert (LATER | COMMANDS | AGENCIES) & set(ran.stdout.split()) == set()


class Coming(NoLibrary):
    """One meeting to come, of which it is noted how ready it is; read once the disk lets it."""

    def __init__(self, ready: Ready) -> None:
        self._ready, self.disk = ready, Event()

    def meetings(self, *, part: Part = Part.ALL, limit: int = PAGE, after: str = "") -> Sequence[Listed]:
        self.disk.wait(30)
        return [listed("SD-1", Stage.PREPARING)] if part is Part.OPEN else []

    def ready(self, meeting_ids: object) -> Mapping[str, Ready]:
        return {"SD-1": self._ready}


@pytest.mark.parametrize("is_slow", [False, True])
async def test_home_is_drawn_with_its_list_and_how_ready_the_meetings_are_and_before_it_on_a_slow_disk(
    is_slow: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    render = Lines.render_lines

    def render_lines(lines: Lines, crop: Region) -> object:
        seen.extend(str(row.words) for row in lines._shown() if str(row.words) not in seen)
        return render(lines, crop)

    monkeypatch.setattr(Lines, "render_lines", render_lines)
    monkeypatch.setattr(Compositor, "render_update", drawn)
    at = desk(tmp_path)
    now = at.clock.now()
    ready = Ready(
        stops=0,
        warns=0,
        words="no agenda",
        done=False,
        cancelled=False,
        since=now,
        until=None,
        by="",
        glance=None,
    )
    library = Coming(replaced(ready, by=at.machine.rules_mark()))
    app = ChairtuiApp(replace(at, library=library))
    if not is_slow:
        monkeypatch.setattr(home, "DRAWN_WITHIN", 30)
        library.disk.set()
    async with app.run_test() as pilot:
        while is_slow and not seen:
            await pilot.pause(0.01)
        library.disk.set()
        while not any("SD-1" in words for words in seen):
            await pilot.pause(0.01)
    assert ("Reading the meetings …" in seen) is is_slow
    assert all("no agenda" in words for words in seen if "SD-1" in words)


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
