"""A social worker prepares the missing-child meeting from nothing, up to sent invitations and the pack."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.journey.chair import Chair
from tests.terminal import Terminal

SOURCE = Path(__file__).parents[2] / "src"
SIZES = [(80, 24), (120, 36)]


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    return {
        "PYTHONPATH": str(SOURCE),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "CHAIRTUI_DB": str(tmp_path / "meetings.db"),
        "TMPDIR": str(tmp_path),
    }


@pytest.fixture(params=SIZES, ids=["80x24", "120x36"])
def worker(request: pytest.FixtureRequest, env: dict[str, str]) -> Iterator[Chair]:
    with Terminal([sys.executable, "-m", "chairtui"], env=env, size=request.param) as terminal:
        yield Chair(terminal, request.param[0])


def test_from_nothing_to_sent_invitations_and_a_pack(
    worker: Chair, env: dict[str, str], tmp_path: Path
) -> None:
    says_who_is_there(worker)
    makes_the_meeting(worker)
    sets_a_time(worker)
    writes_the_invitations(worker)
    asks_before_the_meeting(worker)
    writes_the_pack(worker)
    home_says_how_ready_it_is(worker)
    the_papers_are_there(tmp_path)
    check_says_the_same(env)


def says_who_is_there(worker: Chair) -> None:
    worker.sees("Who is using chairtui?").fills_in("Ada Okoro", "social worker", ">brom")
    worker.sees("No meeting yet.")


def makes_the_meeting(worker: Chair) -> None:
    worker.opens("n", "A new meeting")
    worker.fills_in("Kian, 5 mar 2010", "He has not come home.", "now", ">missing", ">gangs")
    worker.presses("ctrl+s").sees("not invited", "Police: missing persons")


def sets_a_time(worker: Chair) -> None:
    worker.opens("t", "When is the meeting").sees("the meeting is due by")
    worker.presses("down", "enter").saves().sees("day")


def writes_the_invitations(worker: Chair) -> None:
    worker.opens("l", "What do you want to write?").opens("enter", "Into which folder")
    worker.opens("ctrl+s", "Was the invitation sent?").saves().sees("not answered")
    worker.sees("invitation sent")


def asks_before_the_meeting(worker: Chair) -> None:
    worker.at_step(3, "What we know").sees("not asked yet")
    worker.opens("l", "What do you want to write?").opens("enter", "Into which folder")
    worker.opens("ctrl+s", "Was the information request sent?").saves().sees("outstanding")


def writes_the_pack(worker: Chair) -> None:
    worker.opens("l", "What do you want to write?").presses("down", "down").opens("enter", "The agenda pack")
    worker.opens("ctrl+s", "Was the agenda pack sent?").saves()


def home_says_how_ready_it_is(worker: Chair) -> None:
    worker.presses("ctrl+b").sees("Today and next", "not answered", "requests outstanding", "of 3")


def the_papers_are_there(folder: Path) -> None:
    files = [one.name for one in (folder / "papers").rglob("*") if one.is_file()]
    calendars = [one for one in files if one.endswith(".ics")]
    words = [one for one in files if one.endswith(".docx")]
    assert len(calendars) >= 5
    assert len(words) >= 5
    assert not any("kian" in one.lower() for one in files)


def check_says_the_same(env: dict[str, str]) -> None:
    def chairtui(*asked: str) -> str:
        ran = subprocess.run(
            [sys.executable, "-m", "chairtui", *asked],
            env={**env, "PATH": ""},
            capture_output=True,
            text=True,
        )
        assert ran.stdout, ran.stderr
        return ran.stdout

    (listed,) = json.loads(chairtui("list", "--json"))
    assert "no answer yet: " in " ".join(chairtui("check", listed["id"], "--gate", "open").split())
