"""The audit by keyboard in a real terminal: from a figure to its meetings and back, its parts, its map."""

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


def test_a_figure_leads_to_its_meetings_its_parts_and_its_map_and_back(chair: Chair) -> None:
    chair.sees("Kian Sefton").presses("u").sees("The audit:", "Nobody from health was there")
    a_definition_is_read(chair)
    a_meeting_beneath_it_is_opened(chair)
    it_is_split(chair)
    it_is_mapped(chair)
    chair.presses("escape").sees("Nobody from health was there")
    it_is_written(chair)
    chair.presses("escape").sees("Kian Sefton")


def a_definition_is_read(chair: Chair) -> None:
    chair.goes_to("Nobody from health was there").reads("Source (M-")


def a_meeting_beneath_it_is_opened(chair: Chair) -> None:
    chair.goes_to("Nobody from health was there").presses("enter").sees(
        "Nobody from health was there", "Held", "DEMO-"
    )
    chair.goes_to("DEMO-7").presses("enter").is_at(1, "Who is here").sees("DEMO-7", "Keira Voss")
    chair.presses("ctrl+b").sees("The audit:", "DEMO-8").reads("DEMO-7, held")
    chair.presses("escape").sees("Figures")


def it_is_split(chair: Chair) -> None:
    chair.opens("s", "Split this figure").sees("By month", "By team", "only because you ask")
    chair.goes_to("By team").presses("enter").sees("Nobody from health was there, by team", "Adolescent team")
    chair.goes_to("Adolescent team").presses("enter").sees("DEMO-8").sees_no("DEMO-2")
    chair.presses("escape").sees("by team").presses("escape").sees("Figures")


def it_is_written(chair: Chair) -> None:
    chair.opens("x", "The audit as a file").sees("For whom", "Split by").presses("escape")
    chair.sees("Nobody from health was there")


def it_is_mapped(chair: Chair) -> None:
    chair.goes_to("Each agency that was expected was there").presses("m")
    chair.sees("month by month", "Agency or unit")
