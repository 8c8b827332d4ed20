"""The key in the system's own keystore: a real one, on a message bus and in a home of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

OPENED = """
import subprocess
unlocked = subprocess.run(
    ["gnome-keyring-daemon", "--unlock", "--components=secrets"], input=b"a word", capture_output=True
)
assert unlocked.returncode == 0, unlocked.stderr
"""
KEPT = """
from chairtui.wiring import keystore
assert keystore.name() == "Secret Service", keystore.name()
key = bytes(range(48))
assert keystore.get("invented") is None
assert keystore.put("invented", key)
assert keystore.get("invented") == key
keystore.drop("invented")
assert keystore.get("invented") is None
"""
LOCKED = """
import sys
from chairtui.cli.main import chairtui
def run(*arguments):
    try:
        chairtui(arguments)
    except SystemExit as ended:
        assert not ended.code, (arguments, ended.code)
run("--not-locked", "tests", "new", "--reference", "SD-1")
run("lock", "now", "--keystore")
run("show", "SD-1")
run("lock")
"""


@pytest.mark.needs("gnome-keyring-daemon", "dbus-run-session")
def test_a_real_keystore_keeps_a_key_gives_it_back_and_forgets_it(tmp_path: Path) -> None:
    signed_in(tmp_path, KEPT)
    held = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert bytes(range(48)).hex().encode() not in held


@pytest.mark.needs("gnome-keyring-daemon", "dbus-run-session")
def test_meetings_locked_by_the_keystore_open_unasked_for_who_is_signed_in_and_for_nobody_else(
    tmp_path: Path,
) -> None:
    out = signed_in(tmp_path, LOCKED)
    assert "SD-1" in out
    assert "keystore" in out.rpartition("SD-1")[2]
    file = tmp_path / "chairtui" / "meetings.db"
    assert b"SQLite format 3" not in file.read_bytes()
    alone = run([sys.executable, "-m", "chairtui", "show", "SD-1"], tmp_path)
    assert alone.returncode != 0
    assert b"SD-1 " not in alone.stdout


def signed_in(home: Path, deeds: str) -> str:
    """Return what came of deeds on a message bus with a keystore that is unlocked."""
    home.chmod(0o700)
    ran = run(["dbus-run-session", "--", sys.executable, "-c", OPENED + deeds], home)
    assert ran.returncode == 0, ran.stderr.decode()
    return ran.stdout.decode()


def run(command: list[str], home: Path) -> subprocess.CompletedProcess[bytes]:
    places = {name: str(home) for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR")}
    others = ("XDG", "DBUS", "CHAIRTUI")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(others)}
    return subprocess.run(
        command,
        env={**kept, **places},
        capture_output=True,
        timeout=120,
        check=False,
        stdin=subprocess.DEVNULL,
    )
