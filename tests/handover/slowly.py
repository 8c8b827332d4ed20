"""A helper process that starts late, as on a scanned machine, and more content than a pipe takes at once."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from tests.core.scene import STARTED
from tests.tui.desk import MEETING

from chairtui.core.chronology import AddChronology, ChronologyRow
from chairtui.live.desk import Desk

LATE = 0.4
"""Seconds that every Python process waits before it starts."""
PIPE = 65_536
"""Bytes that a pipe holds."""
PATIENCE = 300
"""How often it may be asked whether the work is still wanted: many times what slow work needs."""


def slow_start(folder: Path, seconds: float = LATE) -> dict[str, str]:
    """Return what the environment needs for Python processes to start late."""
    folder.mkdir(exist_ok=True)
    (folder / "sitecustomize.py").write_text(f"import time; time.sleep({seconds})\n", encoding="utf-8")
    path = os.environ.get("PYTHONPATH", "")
    return {"PYTHONPATH": os.pathsep.join(filter(None, (str(folder), path)))}


def patiently(times: int = PATIENCE) -> Callable[[], bool]:
    """Return who wants the work for a long time, but not for ever: what hangs is put aside."""
    asked = iter(range(times))
    return lambda: next(asked, None) is not None


def long_meeting(at: Desk) -> None:
    """Make a meeting of which a pipe does not hold the history."""
    rows = [
        ChronologyRow(id=f"row-{n}", on=None, words=f"Somebody wrote this, {n}. " * 20) for n in range(200)
    ]
    at.open(MEETING).do(*STARTED, AddChronology(rows=tuple(rows)))
