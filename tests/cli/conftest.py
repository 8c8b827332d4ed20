import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.records.inbox import small

from chairtui import wiring


class Ran:
    """What came of one command."""

    def __init__(self, code: int, out: bytes, err: bytes) -> None:
        self.code, self.raw, self.raw_err = code, out, err
        self.err = err.decode()

    @property
    def out(self) -> str:
        return self.raw.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.raw)


Chairtui = Callable[..., Ran]
ROOT = Path(__file__).parents[2]


def clean_environment() -> dict[str, str]:
    """Return the environment without what would lead to somebody's meetings."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("CHAIRTUI_DB", "XDG"))}


@pytest.fixture
def places(tmp_path: Path) -> dict[str, str]:
    """The environment of a machine where nobody has used the program."""
    return {
        **clean_environment(),
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "PYTHONUTF8": "1",
    }


@pytest.fixture(scope="session")
def server() -> Iterator[subprocess.Popen[str]]:
    """What carries out commands without importing the program for each (tests/cli/commands_server.py)."""
    command = [sys.executable, "-m", "tests.cli.commands_server"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=clean_environment()
    ) as running:
        yield running
        assert running.stdin is not None
        running.stdin.close()


@pytest.fixture
def chairtui(
    server: subprocess.Popen[str], places: dict[str, str], tmp_path_factory: Any, tmp_path: Path
) -> Chairtui:
    streams = {name: tmp_path_factory.mktemp("streams") / name for name in ("stdin", "stdout", "stderr")}

    def run(*arguments: str, stdin: bytes = b"", env: dict[str, str] | None = None) -> Ran:
        for name, file in streams.items():
            file.write_bytes(stdin if name == "stdin" else b"")
        asked = {
            "arguments": arguments,
            "env": {**places, **(env or {})},
            "folder": str(tmp_path),
            **{name: str(file) for name, file in streams.items()},
        }
        assert server.stdin is not None
        assert server.stdout is not None
        print(json.dumps(asked), file=server.stdin, flush=True)
        code = int(server.stdout.readline())
        out, err = (streams[name].read_bytes() for name in ("stdout", "stderr"))
        assert b"Traceback" not in err, err.decode()
        return Ran(code, out, err)

    return run


@pytest.fixture(scope="session")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the invented meetings."""
    file = tmp_path_factory.mktemp("invented") / "meetings.db"
    with wiring.demonstration() as place:
        place.back_up(file)
    return file


@pytest.fixture
def started(places: dict[str, str], tmp_path: Path) -> Chairtui:
    """Carry out a command as people do, from the start of the program."""

    def run(*arguments: str, env: dict[str, str] | None = None) -> Ran:
        command = [sys.executable, "-m", "chairtui", *arguments]
        where = {**places, **(env or {})}
        ran = subprocess.run(command, capture_output=True, env=where, cwd=tmp_path, check=False)
        assert b"Traceback" not in ran.stderr, ran.stderr.decode()
        return Ran(ran.returncode, ran.stdout, ran.stderr)

    return run


@pytest.fixture
def document(tmp_path: Path) -> Path:
    file = tmp_path / "meeting.json"
    file.write_text(json.dumps(small()), encoding="utf-8")
    return file


@pytest.fixture
def here(chairtui: Chairtui, tmp_path: Path) -> Any:
    from tests.cli.machine import Machine

    return Machine("Ruth", chairtui, tmp_path)


@pytest.fixture
def there(chairtui: Chairtui, tmp_path: Path) -> Any:
    from tests.cli.machine import Machine

    return Machine("Sam", chairtui, tmp_path)
