"""A child over time by keyboard in a real terminal: read, written into a file, and met about again."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.journey.chair import Chair
from tests.journey.test_journey import SIZES, SOURCE
from tests.terminal import Terminal


@pytest.fixture(params=SIZES, ids=["80x24", "120x36"])
def chair(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Chair]:
    env = {"PYTHONPATH": str(SOURCE), "XDG_CONFIG_HOME": str(tmp_path / "config"), "TMPDIR": str(tmp_path)}
    with Terminal([sys.executable, "-m", "chairtui", "demo"], env=env, size=request.param) as terminal:
        yield Chair(terminal, request.param[0])


def test_a_child_over_time_is_written_into_a_file_and_the_next_meeting_begun(
    chair: Chair, tmp_path: Path
) -> None:
    chair.sees("Kian Sefton").goes_to("Keira Voss").presses("t")
    chair.sees("Keira Voss over time", "2 meetings", "DEMO-7", "dropped out")
    chair.opens("x", "The child over time as a file").sees("never by anybody's name").presses("ctrl+s")
    chair.sees_no("The child over time as a file")
    chair.terminal.wait_until(lambda: list(tmp_path.rglob("*-over-time-*.pdf")), what="the file")
    chair.opens("n", "The next meeting")
