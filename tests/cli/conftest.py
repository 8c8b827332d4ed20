import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.records.inbox import small


class Ran:
    """What came of one command."""

    def __init__(self, code: int, out: bytes, err: bytes) -> None:
        self.code, self.raw, self.raw_err = code, out, err
        self.out, self.err = out.decode(), err.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.raw)


Chairtui = Callable[..., Ran]


@pytest.fixture
def places(tmp_path: Path) -> dict[str, str]:
    """The environment of a machine where nobody has used the program."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CHAIRTUI", "XDG"))}
    return {
        **kept,
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "PYTHONUTF8": "1",
    }


@pytest.fixture
def chairtui(places: dict[str, str], tmp_path: Path) -> Chairtui:
    def run(*arguments: str, stdin: bytes = b"", env: dict[str, str] | None = None) -> Ran:
        command = [sys.executable, "-m", "chairtui", *arguments]
        ran = subprocess.run(
            command,
            input=stdin,
            capture_output=True,
            env={**places, **(env or {})},
            cwd=tmp_path,
            check=False,
        )
        assert b"Traceback" not in ran.stderr, ran.stderr.decode()
        return Ran(ran.returncode, ran.stdout, ran.stderr)

    return run


@pytest.fixture
def document(tmp_path: Path) -> Path:
    file = tmp_path / "meeting.json"
    file.write_text(json.dumps(small()), encoding="utf-8")
    return file
