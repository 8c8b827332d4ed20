"""Searching by keyboard in a real terminal: words, a filter, and the meeting at the row that was found."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.journey.chair import UP_TO, Chair
from tests.terminal import Terminal

SOURCE = Path(__file__).parents[2] / "src"
SIZES = [(80, 24), (120, 36)]


@pytest.fixture(params=SIZES, ids=["80x24", "120x36"])
def chair(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Chair]:
    env = {"PYTHONPATH": str(SOURCE), "XDG_CONFIG_HOME": str(tmp_path / "config"), "TMPDIR": str(tmp_path)}
    with Terminal([sys.executable, "-m", "chairtui", "demo"], env=env, size=request.param) as terminal:
        yield Chair(terminal, request.param[0])


def test_words_lead_to_the_row_in_which_they_stand(chair: Chair) -> None:
    chair.sees("Kian Sefton").presses("/").sees("Search every meeting", "F2 limit")
    chair.presses(*"mother", "space", *"penge").sees("1 meeting", "missing episode")
    chair.presses("space", *"stage:signed").sees("Only: stage signed", "Nothing is found.")
    for _ in " stage:signed":
        chair.presses("backspace")
    chair.presses("f3").sees("mother penge order:best", "Best first, of the newest 1,000", "missing episode")
    chair.presses("f3")
    chair.sees("missing episode").presses("enter").presses("enter")
    chair.sees("2 Why we meet", "last seen").terminal.wait_until(
        lambda: "▸ ○ Missing child" in chair.terminal.text, UP_TO, "the cursor on the row"
    )
