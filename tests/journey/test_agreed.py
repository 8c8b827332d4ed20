"""Following up what was agreed, by keyboard in a real terminal: done, handed on, reminded of, asked."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.journey.chair import Chair
from tests.journey.test_journey import SIZES, SOURCE
from tests.journey.test_plain import Line
from tests.terminal import Terminal


@pytest.fixture(params=SIZES, ids=["80x24", "120x36"])
def chair(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Chair]:
    env = {"PYTHONPATH": str(SOURCE), "XDG_CONFIG_HOME": str(tmp_path / "config"), "TMPDIR": str(tmp_path)}
    with Terminal([sys.executable, "-m", "chairtui", "demo"], env=env, size=request.param) as terminal:
        yield Chair(terminal, request.param[0])


def test_a_worker_follows_up_what_was_agreed_over_all_meetings(chair: Chair) -> None:
    chair.sees("Kian Sefton", "late").presses("a").sees("Actions open", "days late")
    two_are_done_together_and_taken_back(chair)
    one_is_handed_on(chair)
    one_is_found_by_words(chair)
    the_owner_is_reminded(chair)
    an_appointment_ahead_was_cancelled(chair)
    chair.presses("escape").sees("Actions open").presses("escape").sees("Kian Sefton")


def two_are_done_together_and_taken_back(chair: Chair) -> None:
    chair.presses("space", "space").sees("2 marked").opens("d", "Done: how do we know?")
    chair.sees("2 actions").fills_in("Ola Reyes said so by telephone.").presses("ctrl+s")
    chair.sees("Noted of 2 actions").presses("ctrl+z").sees("Taken back of 2 actions")


def one_is_handed_on(chair: Chair) -> None:
    chair.goes_to("days late").opens("o", "Hand on: to whom, and why?")
    chair.fills_in("Ola Reyes").presses("tab").fills_in(">community health", "Leon Ferris is on leave.")
    chair.presses("ctrl+s").sees_no("Hand on: to whom").sees("Ola Reyes")


def one_is_found_by_words(chair: Chair) -> None:
    chair.presses("/")
    chair.terminal.type("reyes ola")
    chair.sees("Ola Reyes").sees_no("Callum Drum").presses("enter")


def the_owner_is_reminded(chair: Chair) -> None:
    chair.presses("r").sees("Remind 1 person of 1 action?").presses("enter")
    chair.sees("the program sends nothing", "Ola Reyes,").presses("escape").sees("Actions open")
    chair.goes_to("days late").presses("right").sees("reminder written").presses("escape")
    chair.presses("ctrl+z").sees("Taken back:").presses("r").goes_to("into a file")
    chair.presses("enter").sees("Reminders as a file", "It is not encrypted").presses("escape")
    chair.sees("Actions open")


def an_appointment_ahead_was_cancelled(chair: Chair) -> None:
    chair.presses("f").sees("Nothing with these words").presses("/", "ctrl+u", "enter")
    chair.sees("To follow up", "CAMHS").goes_to("CAMHS")
    chair.presses("enter").sees("It was cancelled").sees_no("It was kept").presses("enter").sees_no("CAMHS")


def test_what_was_agreed_is_followed_up_by_typed_lines(tmp_path: Path) -> None:
    line = Line(tmp_path, "dumb", "demo", "--plain")
    try:
        line.waits_for(r"home> ")
        line._program.sendline("actions")
        line.waits_for(r"actions> ").hears("days late")
        line._program.sendline("find rowan visit")
        line.waits_for(r"actions> ").hears("Leon Ferris").hears_no("Callum Drummond")
        line._program.sendline("done 1")
        line.waits_for(r"How we know that it was done").waits_for(r"[:.] \Z")
        line._program.sendline("Ola Reyes said so.")
        line.waits_for(r"[:.?] \Z")
        line._program.sendline("/save")
        line.waits_for(r"actions> ")
    finally:
        line.ends()
