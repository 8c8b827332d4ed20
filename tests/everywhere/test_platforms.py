"""What is done otherwise on Windows and macOS, with stand-ins for what only those systems have."""

import ctypes
import os
import resource
import shutil
import signal
import sys
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from textual.app import App

from chairtui import apart
from chairtui.cli import health, passphrases
from chairtui.cli.exits import Refusal
from chairtui.cli.starting import need_terminal
from chairtui.store import disk, heads, machine
from chairtui.store.connect import Database
from chairtui.tui.terminal import guard, mail_program, safe_app

WINDOWS, MACOS, LINUX = "win32", "darwin", "linux"
GUID = "4f0e1a9c-0000-4000-8000-000000000001"


class Elsewhere:
    """The module `sys` as it is on another system."""

    def __init__(self, platform: str) -> None:
        self.platform = platform

    def __getattr__(self, name: str) -> Any:
        return getattr(sys, name)


On = Callable[[ModuleType, str], None]


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> On:
    """Let a module believe that it is on another system."""
    return lambda module, platform: monkeypatch.setattr(module, "sys", Elsewhere(platform))


# What is written ----------------------------------------------------------------------------------


def test_windows_flushes_files_that_are_open_for_writing_and_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, on: On
) -> None:
    on(disk, WINDOWS)
    opened: list[tuple[Path, int]] = []
    really = os.open

    def windows_open(path: Path, how: int, *rest: int) -> int:
        if path.is_dir():
            raise PermissionError(13, "Permission denied")
        opened.append((path, how))
        return really(path, how, *rest)

    monkeypatch.setattr(os, "open", windows_open)
    file = tmp_path / "file"
    file.write_text("x")
    disk.flush(tmp_path)
    disk.flush(file)
    assert opened == [(file, os.O_RDWR)]
    assert file.read_text() == "x"


@pytest.mark.parametrize("platform", [WINDOWS, MACOS, LINUX])
def test_what_an_ended_process_left_is_known_except_where_asking_would_end_one(
    platform: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, on: On
) -> None:
    asked: list[int] = []

    def ended(process: int, _signal: int) -> None:
        asked.append(process)
        raise ProcessLookupError

    monkeypatch.setattr(os, "kill", ended)
    on(disk, platform)
    assert disk.is_left_over(tmp_path, "77") is (platform != WINDOWS)
    assert asked == ([] if platform == WINDOWS else [77])


@pytest.mark.parametrize("maker", ["this one", "", "one", "9" * 40])
def test_what_a_living_process_or_no_process_made_is_no_left_over(tmp_path: Path, maker: str) -> None:
    assert not disk.is_left_over(tmp_path, str(os.getpid()) if maker == "this one" else maker)


def test_the_heads_go_on_in_a_new_file_also_where_nothing_reads_at_a_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "pread")
    path = tmp_path / "meetings.db.heads.jsonl"
    kept = heads.HeadsFile(path)
    kept.begin([heads.Head("m1", "laptop", 1, "x")])
    before = path.read_bytes()
    path.unlink()
    kept.write([heads.Head("m1", "laptop", 2, "y")])
    kept.close()
    assert path.read_bytes().startswith(before)
    assert [one.seq for one in heads.recall(path).heads] == [1, 2]


# Which machine it is ------------------------------------------------------------------------------


def test_windows_tells_which_machine_it_is_by_its_registry_and_name(
    monkeypatch: pytest.MonkeyPatch, on: On
) -> None:
    asked: list[tuple[Any, ...]] = []

    @contextmanager
    def open_key(*place: Any) -> Any:
        asked.append(place)
        yield "key"

    registry = SimpleNamespace(
        KEY_READ=1,
        KEY_WOW64_64KEY=256,
        HKEY_LOCAL_MACHINE="machine",
        OpenKey=open_key,
        QueryValueEx=lambda key, name: ({("key", "MachineGuid"): GUID}[key, name], 1),
    )
    monkeypatch.setitem(sys.modules, "winreg", registry)
    monkeypatch.setenv("COMPUTERNAME", "DESK-12")
    on(machine, WINDOWS)
    assert [source() for source in machine._sources()] == [GUID, "DESK-12"]
    assert asked == [("machine", r"SOFTWARE\Microsoft\Cryptography", 0, 257)]


@pytest.mark.parametrize("refused", [0, -1])
def test_macos_tells_which_machine_it_is_by_its_hardware(
    refused: int, monkeypatch: pytest.MonkeyPatch, on: On
) -> None:
    def hardware(number: Any, _patience: Any) -> int:
        number.raw = bytes(range(16))
        return refused

    monkeypatch.setattr(ctypes, "CDLL", lambda _name: SimpleNamespace(gethostuuid=hardware))
    on(machine, MACOS)
    wanted = os.uname().nodename if refused else bytes(range(16)).hex()
    assert [source() for source in machine._sources()] == [wanted]


# The terminal and its programs --------------------------------------------------------------------


@pytest.mark.parametrize("taken", [True, False])
def test_windows_opens_a_link_in_its_own_way(taken: bool, monkeypatch: pytest.MonkeyPatch, on: On) -> None:
    asked: list[str] = []

    def start(link: str) -> None:
        asked.append(link)
        if not taken:
            raise OSError(1155, "No application is associated")

    monkeypatch.setattr(os, "startfile", start, raising=False)
    monkeypatch.delenv("SSH_CONNECTION", raising=False)
    on(mail_program, WINDOWS)
    assert mail_program.open_link("mailto:x@y.example") == ("" if taken else mail_program.NO_PROGRAM)
    assert asked == ["mailto:x@y.example"]


@pytest.mark.parametrize(("platform", "program"), [(MACOS, "open"), (LINUX, "xdg-open")])
def test_macos_and_linux_open_a_link_by_a_program(
    platform: str, program: str, monkeypatch: pytest.MonkeyPatch, on: On
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(shutil, "which", asked.append)
    monkeypatch.setenv("DISPLAY", ":7")
    on(mail_program, platform)
    assert mail_program.open_link("mailto:x@y.example") == mail_program.NO_PROGRAM
    assert asked == [program]


@pytest.mark.parametrize(("platform", "own"), [(WINDOWS, False), (MACOS, True), (LINUX, True)])
def test_windows_has_the_terminal_of_textual_and_the_others_that_of_the_program(
    platform: str, own: bool, on: On
) -> None:
    on(safe_app, platform)
    app: App[None] = safe_app.SafeApp.__new__(safe_app.SafeApp)
    assert (app.get_driver_class().__module__ == "chairtui.tui.terminal.driver") is own


@pytest.mark.parametrize(("platform", "handled"), [(WINDOWS, []), (LINUX, [signal.SIGTERM])])
def test_signals_wake_the_loop_where_a_loop_takes_them(platform: str, handled: list[int], on: On) -> None:
    added: list[int] = []
    loop: Any = SimpleNamespace(add_signal_handler=lambda number, _act: added.append(number))
    on(guard, platform)
    before = signal.getsignal(signal.SIGTERM)
    guard.wake_for_signals(loop)
    assert added == handled
    assert signal.getsignal(signal.SIGTERM) is before


@pytest.mark.parametrize(("platform", "limited"), [(WINDOWS, False), (MACOS, True), (LINUX, True)])
def test_no_image_of_the_memory_is_left_where_a_system_would_leave_one(
    platform: str, limited: bool, monkeypatch: pytest.MonkeyPatch, on: On
) -> None:
    limits: list[tuple[int, tuple[int, int]]] = []
    monkeypatch.setattr(resource, "setrlimit", lambda *given: limits.append(given))
    on(guard, platform)
    before = os.umask(0o022)
    try:
        guard.narrow_permissions()
        assert os.umask(before) == 0o077
    finally:
        os.umask(before)
    assert limits == ([(resource.RLIMIT_CORE, (0, 0))] if limited else [])


class Stream:
    """A standard stream that is a terminal, or not."""

    closed = False

    def __init__(self, terminal: bool) -> None:
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


@pytest.mark.parametrize(("platform", "drawn"), [(WINDOWS, "__stdout__"), (LINUX, "__stderr__")])
def test_the_program_opens_where_the_stream_that_is_drawn_on_is_a_terminal(
    platform: str, drawn: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("__stdin__", "__stdout__", "__stderr__"):
        monkeypatch.setattr(sys, name, Stream(name in ("__stdin__", drawn)))
    monkeypatch.setattr(sys, "platform", platform)
    need_terminal()
    monkeypatch.setattr(sys, drawn, Stream(False))
    with pytest.raises(Refusal):
        need_terminal()


@pytest.mark.parametrize("terminal", [True, False])
def test_windows_asks_for_a_passphrase_where_standard_input_is_a_terminal(
    terminal: bool, monkeypatch: pytest.MonkeyPatch, on: On
) -> None:
    def no_device(*_asked: Any) -> int:
        raise AssertionError("there is no /dev/tty on Windows")

    on(passphrases, WINDOWS)
    monkeypatch.setattr(sys, "stdin", Stream(terminal))
    monkeypatch.setattr(os, "open", no_device)
    assert passphrases.somebody_can_type() is terminal


# What a process apart may take -------------------------------------------------------------------------


def test_macos_tells_memory_in_bytes(monkeypatch: pytest.MonkeyPatch, on: On) -> None:
    monkeypatch.setattr(resource, "getrusage", lambda _who: SimpleNamespace(ru_maxrss=5))
    on(apart, MACOS)
    assert apart._memory() == 5


def test_linux_tells_in_kilobytes_what_this_process_alone_has_taken(
    monkeypatch: pytest.MonkeyPatch, on: On, tmp_path: Path
) -> None:
    told = tmp_path / "status"
    told.write_text("VmPeak:\t    9000 kB\nVmHWM:\t       5 kB\nVmRSS:\t       4 kB\n", "ascii")
    monkeypatch.setattr(apart, "_STATUS", told)
    on(apart, LINUX)
    assert apart._memory() == 5 * 1024


def test_windows_tells_the_peak_of_what_was_promised(monkeypatch: pytest.MonkeyPatch, on: On) -> None:
    """The layout is that of PROCESS_MEMORY_COUNTERS, whose last field is PeakPagefileUsage."""

    class System:
        class GetCurrentProcess:
            restype: Any = None

            def __new__(cls) -> Any:
                return 1

        @staticmethod
        def K32GetProcessMemoryInfo(_process: Any, found: Any, size: Any) -> int:  # noqa: N802
            assert found._obj.size == size.value == 8 + 8 * ctypes.sizeof(ctypes.c_size_t)
            for number in range(8):
                setattr(found._obj, f"part_{number}", 100 + number)
            return 1

    monkeypatch.setattr(ctypes, "CDLL", lambda _name: System)
    on(apart, WINDOWS)
    assert apart._memory() == 107


@pytest.mark.parametrize(("platform", "well"), [(WINDOWS, True), (LINUX, False)])
def test_doctor_looks_at_the_mode_of_the_file_where_it_says_who_may_read_it(
    platform: str, well: bool, tmp_path: Path, on: On
) -> None:
    path = tmp_path / "meetings.db"
    Database(path).close()
    path.chmod(0o644)
    on(health, platform)
    (sign,) = [one for one in health._database(path) if one.name == "only for you"]
    assert sign.well is well
