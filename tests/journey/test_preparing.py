"""A social worker prepares the missing-child meeting from nothing and hands it over; a chair starts it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.journey.chair import Chair
from tests.terminal import Terminal

SOURCE = Path(__file__).parents[2] / "src"
SIZES = [(80, 24), (120, 36)]
PASSPHRASE = "copper lamp and seven geese"


def machine(folder: Path) -> dict[str, str]:
    """Return what makes a machine of a folder: a database, settings and temporary files of its own."""
    folder.mkdir()
    return {
        "PYTHONPATH": str(SOURCE),
        "HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "CHAIRTUI_DB": str(folder / "meetings.db"),
        "TMPDIR": str(folder),
    }


@contextmanager
def at(env: dict[str, str], size: tuple[int, int]) -> Iterator[Chair]:
    with Terminal([sys.executable, "-m", "chairtui"], env=env, size=size) as terminal:
        yield Chair(terminal, size[0])


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x36"])
def test_from_nothing_to_sent_papers_handed_over_and_started_by_another_person(
    size: tuple[int, int], tmp_path: Path
) -> None:
    here, there = machine(tmp_path / "desk"), machine(tmp_path / "laptop")
    with at(here, size) as worker:
        prepares(worker)
        the_papers_are_there(tmp_path / "desk")
        check_says_the_same(here)
        file = hands_over(worker, tmp_path / "desk")
    with at(there, size) as chair:
        receives(chair, file)
        sees_what_was_prepared(chair)
        starts(chair)
    the_log_says_who_did_what(here, there)


def prepares(worker: Chair) -> None:
    says_who_is_there(worker)
    makes_the_meeting(worker)
    sets_a_time(worker)
    writes_the_invitations(worker)
    asks_before_the_meeting(worker)
    writes_the_pack(worker)
    home_says_how_ready_it_is(worker)


def says_who_is_there(worker: Chair) -> None:
    worker.sees("Who is using chairtui?").fills_in("Ada Okoro", "social worker", ">brom")
    worker.sees("No meeting yet.")


def makes_the_meeting(worker: Chair) -> None:
    worker.opens("n", "A new meeting")
    worker.fills_in("Kian, 5 mar 2010", "He has not come home.", "now", ">missing", ">gangs")
    worker.presses("ctrl+s").sees("not invited", "Police: missing")


def sets_a_time(worker: Chair) -> None:
    worker.opens("t", "When is the meeting").sees("the meeting is due by")
    worker.presses("down", "enter").saves().sees("day")


def writes_the_invitations(worker: Chair) -> None:
    worker.opens("l", "What do you want to write?").opens("enter", "Into which folder")
    worker.opens("ctrl+s", "Was the invitation sent?").presses("enter").saves().sees("not answered")
    worker.goes_to("Police: mis").sees("invitation sent")


def asks_before_the_meeting(worker: Chair) -> None:
    worker.at_step(3, "What we know").sees("not asked yet")
    worker.opens("l", "What do you want to write?").opens("enter", "Into which folder")
    worker.opens("ctrl+s", "Was the information request sent?").presses("enter").saves().sees("outstanding")


def writes_the_pack(worker: Chair) -> None:
    worker.opens("l", "What do you want to write?").presses("down", "down").opens("enter", "The agenda pack")
    worker.presses("ctrl+s").sees("all of it")


def home_says_how_ready_it_is(worker: Chair) -> None:
    worker.presses("ctrl+b").sees("Today and next", "not answered", "requests outstand")


def the_papers_are_there(folder: Path) -> None:
    files = [one.name for one in (folder / "papers").rglob("*") if one.is_file()]
    calendars = [one for one in files if one.endswith(".ics")]
    words = [one for one in files if one.endswith(".docx")]
    assert len(calendars) >= 5
    assert len(words) >= 5
    assert not any("kian" in one.lower() for one in files)


def check_says_the_same(env: dict[str, str]) -> None:
    (listed,) = json.loads(chairtui(env, "list", "--json"))
    said = " ".join(chairtui(env, "check", listed["id"], "--gate", "open").split())
    assert said.startswith("ready? 6 not answered · 5 requests outstanding")


def hands_over(worker: Chair, folder: Path) -> Path:
    worker.goes_to("Kian").opens("o", "Hand this meeting over").presses("tab")
    worker.fills_in("Bea Holt", f"*{PASSPHRASE}", f"*{PASSPHRASE}").presses("ctrl+s").sees("Handed over")
    (file,) = folder.glob("*.age")
    assert "kian" not in file.name.lower()
    assert b"Kian" not in file.read_bytes()
    return file


def receives(chair: Chair, file: Path) -> None:
    chair.sees("Who is using chairtui?").fills_in("Bel Achebe", "chair", ">brom")
    chair.sees("No meeting yet.").opens("r", "Receive a meeting")
    chair.fills_in(str(file), f"*{PASSPHRASE}").presses("ctrl+s").sees("0 were here already.").presses(
        "escape"
    )


def sees_what_was_prepared(chair: Chair) -> None:
    chair.goes_to("Kian").presses("enter").is_at(1, "Who is here").sees("not started", "not answered")
    chair.goes_to("Police: mis").sees("invitation sent")
    chair.at_step(3, "What we know").sees("outstanding")


def starts(chair: Chair) -> None:
    chair.presses("ctrl+g")
    if "This meeting is planned for" in chair.reading:  # a time on another day was the best
        chair.presses("down", "enter")
    chair.sees("The meeting has started")


def the_log_says_who_did_what(here: dict[str, str], there: dict[str, str]) -> None:
    (listed,) = json.loads(chairtui(there, "list", "--json"))
    before, after = (json.loads(chairtui(env, "log", listed["id"], "--json")) for env in (here, there))
    assert after[: len(before)] == before
    started = next(one for one in after if one["kind"] == "MeetingStarted")
    assert (started["actor"], listed["stage"]) == ("Bel Achebe", "in progress")
    assert {one["actor"] for one in before} == {"Ada Okoro"}
    assert started["device_id"] not in {one["device_id"] for one in before}
    last = chairtui(there, "log", listed["id"]).splitlines()[-1]
    assert f"Bel Achebe, machine {started['device_id'][-6:]}" in last


def chairtui(env: dict[str, str], *asked: str) -> str:
    """Run a command, with nothing else on the machine."""
    ran = subprocess.run(
        [sys.executable, "-m", "chairtui", *asked],
        env={**env, "PATH": ""},
        capture_output=True,
        text=True,
    )
    assert ran.stdout, ran.stderr
    return ran.stdout
