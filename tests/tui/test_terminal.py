"""The ground in a real terminal: what arrives, what leaves, and how it ends."""

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from tests.terminal import Terminal

APP = Path(__file__).with_name("small_app.py")
SOURCE = APP.parents[2] / "src"
SECRET = ("Quillfeather", "943 476 5919")
Start = Callable[..., Terminal]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    running: list[Terminal] = []

    def begin(wait: bool = True, **settings: object) -> Terminal:
        env = {"PYTHONPATH": str(SOURCE), **settings.pop("env", {})}  # type: ignore[dict-item]
        terminal = Terminal([sys.executable, str(APP), str(tmp_path)], env=env, **settings)  # type: ignore[arg-type]
        running.append(terminal)
        return terminal.wait_for("^q leave").wait_still() if wait else terminal

    yield begin
    for terminal in running:
        terminal.close()


def restored(terminal: Terminal) -> bool:
    return (
        terminal.echoes()
        and not terminal.entered
        and terminal.raw.rfind(b"\x1b[?25h") > terminal.raw.rfind(b"\x1b[?25l")
    )


def test_random_bytes_on_standard_input_end_nothing(start: Start) -> None:
    terminal = start()
    dice = random.Random(7)
    safe = bytes(
        byte for byte in range(256) if byte not in b"\x10\x11\x1a\x1b"
    )  # palette, leave, suspend, escape
    for _ in range(20):
        terminal.send(bytes(dice.choice(safe) for _ in range(200)))
    terminal.send(b"\xff\xfe\xc3(\x80\xf0\x9f\xa6")
    terminal.wait_still()
    terminal.resize(100, 30).wait_still()
    assert terminal.signal(signal.SIGTERM).wait_end(60) == 128 + signal.SIGTERM, terminal.text


def test_words_from_outside_steer_neither_the_terminal_nor_the_program(start: Start) -> None:
    terminal = start()
    terminal.paste("\x1b]0;pasted\x07\x9b31m [red]typed[/] \u202e").wait_for("[red]typed[/]")
    assert "[@click=app.quit]x[/]" in terminal.text
    assert "[31mclosed" in terminal.text
    for bad in (b"\x1b]0;", b"\x1b[31mclosed", "\u202e".encode(), "\u009b".encode(), b"\x1b[2J\x1b[31m"):
        assert bad not in terminal.raw


def test_a_paste_of_several_lines_into_one_line_loses_none(start: Start) -> None:
    start().paste("first\r\nsecond\nthird").wait_for("first second third")


def test_a_paste_of_a_million_characters_is_cut_only_once_somebody_was_asked(start: Start) -> None:
    terminal = start().press("tab")
    terminal.paste("Words said by the school. \n" * 37_037)
    terminal.wait_for("there is room for 20,000", 20)
    assert "did not fit" not in terminal.text
    terminal.wait_for("Keep the first 20,000").press("enter").wait_for("did not fit", 20)
    terminal.press("x").wait_still().press("ctrl+q")
    assert terminal.wait_end() == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_at_once_with_the_draft_kept_and_the_terminal_restored(
    start: Start, tmp_path: Path, number: int
) -> None:
    terminal = start().type("half a sen").wait_for("half a sen")
    began = time.monotonic()
    status = terminal.signal(number).wait_end()
    assert time.monotonic() - began < 3
    assert status == 128 + number
    assert (tmp_path / "name.draft").read_text() == "half a sen"
    assert restored(terminal)


def test_a_signal_ends_it_even_while_it_is_busy(start: Start) -> None:
    terminal = start().press("f6")
    time.sleep(0.2)
    began = time.monotonic()
    assert terminal.signal(signal.SIGTERM).wait_end() == 143
    assert time.monotonic() - began < 3
    assert restored(terminal)


def test_a_closed_window_ends_it_with_the_draft_kept(start: Start, tmp_path: Path) -> None:
    terminal = start().type("half a sen").wait_for("half a sen")
    terminal.hang_up()
    assert terminal.wait_end(1) == 129
    assert (tmp_path / "name.draft").read_text() == "half a sen"


def test_a_closed_window_ends_it_also_where_the_signal_is_ignored(start: Start, tmp_path: Path) -> None:
    terminal = start(preexec=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN)).type("half a sen")
    terminal.wait_for("half a sen").hang_up()
    assert terminal.wait_end(2) == 129
    assert (tmp_path / "name.draft").read_text() == "half a sen"


@pytest.mark.parametrize("key", ["f2", "f4", "f5"], ids=["handler", "thread", "worker"])
def test_an_unforeseen_error_shows_no_data_keeps_the_draft_and_exits_70(
    start: Start, tmp_path: Path, key: str
) -> None:
    terminal = start().type("half a sen").wait_for("half a sen").press(key)
    assert terminal.wait_end() == 70
    assert (tmp_path / "name.draft").read_text() == "half a sen"
    assert restored(terminal)
    (incident,) = (tmp_path / "incidents").iterdir()
    text = incident.read_text()
    assert "builtins.ValueError" in text
    assert ":raise_it" in text
    assert incident.stat().st_mode & 0o777 == 0o600
    assert "incident-2026" in terminal.text
    for secret in SECRET:
        assert secret not in text
        assert secret.encode() not in terminal.raw
    assert b"Traceback" not in terminal.raw


def test_ctrl_c_does_not_leave_and_says_what_does(start: Start) -> None:
    terminal = start().press("ctrl+c").wait_for("ctrl+q does").type("on").wait_for("on")
    terminal.signal(signal.SIGINT).wait_still().type(" and on").wait_for("on and on")


def test_nothing_is_copied_to_the_clipboard_of_the_terminal(start: Start) -> None:
    terminal = start().type("secret").press("ctrl+a").send("\x1b[1;2F").press("ctrl+c", "end", "ctrl+v")
    terminal.wait_for("secretsecret")
    assert b"\x1b]52" not in terminal.raw


def test_suspend_and_resume_give_the_terminal_back_and_the_text_again(start: Start) -> None:
    terminal = start().type("half a sen").wait_for("half a sen").signal(signal.SIGTSTP)
    terminal.wait_until(lambda: not terminal.entered, what="suspension")
    terminal.signal(signal.SIGCONT).wait_until(lambda: terminal.entered, what="resumption")
    terminal.type("tence").wait_for("half a sentence")


def test_any_size_keeps_the_text_and_the_focus(start: Start) -> None:
    terminal = start().type("half a sen").wait_for("half a sen")
    terminal.resize(50, 12).wait_for("too small")
    terminal.resize(1, 1).wait_still().resize(80, 24).wait_for("half a sen").wait_gone("too small")
    terminal.type("tence").wait_for("half a sentence")


def test_variables_of_the_library_are_dropped(start: Start, tmp_path: Path) -> None:
    log, picture = tmp_path / "keys.log", tmp_path / "pictures"
    env = {"TEXTUAL_LOG": str(log), "TEXTUAL_SCREENSHOT": "1", "TEXTUAL_SCREENSHOT_LOCATION": str(picture)}
    terminal = start(env={**env, "TEXTUAL_DRIVER": "nowhere:Driver", "TEXTUAL_THEME": "ansi-dark"})
    time.sleep(1.2)
    terminal.press("ctrl+q")
    assert terminal.wait_end() == 0
    assert not log.exists()
    assert not picture.exists()


def test_without_colour_words_are_still_there(start: Start) -> None:
    terminal = start(env={"NO_COLOR": "1"})
    assert "● saved" in terminal.text
    colours = set(re.findall(rb"38;2;(\d+);(\d+);(\d+)", bytes(terminal.raw)))
    assert all(red == green == blue for red, green, blue in colours)


def test_it_uses_no_processor_while_nothing_happens(start: Start) -> None:
    terminal = start()
    ticks = os.sysconf("SC_CLK_TCK")

    def used() -> float:
        fields = Path(f"/proc/{terminal.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / ticks

    if not Path("/proc").exists():
        pytest.skip("needs /proc")
    time.sleep(5.5)  # until the first notices have gone
    before = used()
    time.sleep(2)
    assert used() - before <= 0.06


def test_starting_it_loads_nothing_heavy() -> None:
    code = "import sys, chairtui.tui.terminal.safe_app, chairtui.tui.widgets.form; print(*sys.modules)"
    env = {**os.environ, "PYTHONPATH": str(SOURCE)}
    loaded = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True
    ).stdout
    heavy = {
        "pendulum",
        "sqlite3",
        "sqlcipher3",
        "sqlite_utils",
        "holidays",
        "cel_expr_python",
        "chairtui.store",
    }
    assert heavy.isdisjoint(loaded.split())
