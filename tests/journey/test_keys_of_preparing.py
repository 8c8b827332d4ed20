"""How many keys it takes to prepare the missing-child case with two siblings, from the first start.

Every letter and every key counts, those too that only go from row to row.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from tests.journey.chair import Chair
from tests.journey.test_preparing import SIZES, machine
from tests.terminal import Terminal

MOST = 500
"""What it may cost; docs/preparing.md says what it does cost."""
ROOT = Path(__file__).parents[2]
LINK = "https://meet.invalid/tyrell-7741"


class Counted(Terminal):
    """A terminal that counts what is typed."""

    keys = 0

    def press(self, *keys: str) -> Counted:
        """Press keys, each of which counts."""
        self.keys += len(keys)
        super().press(*keys)
        return self

    def type(self, words: str) -> Counted:
        """Type words, of which every letter counts."""
        self.keys += len(words)
        super().type(words)
        return self


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x36"])
def test_the_missing_child_with_two_siblings_is_prepared_with_few_keys(
    size: tuple[int, int], tmp_path: Path
) -> None:
    env = machine(tmp_path / "desk")
    terminal = Counted([sys.executable, "-m", "chairtui"], env=env, size=size)
    with terminal:
        prepares_everything(Chair(terminal, size[0]))
    papers = [one for one in (tmp_path / "desk" / "papers").rglob("*") if one.is_file()]
    invited = {one.stem for one in papers if one.suffix == ".ics"}
    assert len(invited) >= 12, "an entry for each, and one for all"
    assert terminal.keys <= MOST
    told = (ROOT / "docs" / "preparing.md").read_text("utf-8")
    (said,) = re.findall(r"It costs (\d+) keys", told)
    assert terminal.keys <= int(said), "docs/preparing.md says fewer"


def prepares_everything(worker: Chair) -> None:
    makes_the_meeting(worker)
    says_where_each_child_learns_and_who_else_there_is(worker)
    says_how_to_join(worker)
    names_three(worker)
    writes_all_that_goes_out(worker)
    looks_at_the_agenda(worker)


def makes_the_meeting(worker: Chair) -> None:
    worker.sees("Who is using chairtui?").fills_in("Priya Anand", "social worker", ">brom")
    worker.sees("No meeting yet.").opens("n", "A new meeting")
    worker.fills_in("Tyrell, 12 jan 2012").presses("enter").fills_in("Temi, 3 mar 2020").presses("tab")
    worker.fills_in("Missing since ten last night; older boys wait for him.", "yesterday 16:30", "")
    for circumstance in ("missing", "gangs", "expl"):
        worker.fills_in(f">{circumstance}")
    worker.presses("tab", "tab").fills_in(">kent").presses("tab", "tab")
    worker.fills_in("tomorrow 10:00").presses("ctrl+s").sees("not invited", "Police: missing")


def says_where_each_child_learns_and_who_else_there_is(worker: Chair) -> None:
    worker.at_step(2, "Why we meet").goes_to("Tyrell").opens("enter", "A child whom the meeting is about")
    worker.presses("tab", "tab").fills_in(">scho", "Gravesend Academy", ">camhs", ">youth").saves()
    worker.goes_to("Temi").opens("enter", "A child whom the meeting is about")
    worker.presses("tab", "tab").fills_in(">scho", "Bickley Primary").saves()
    worker.opens("n", "Add to why we meet").presses("down").opens("enter", "Somebody else in the family")
    worker.fills_in("Marcus Odukoya", "father", "", "?n", "?y", ">adult mental").saves().sees("Marcus")


def says_how_to_join(worker: Chair) -> None:
    worker.presses("home", "down").opens("enter", "How to join the meeting").fills_in(LINK).saves()


def names_three(worker: Chair) -> None:
    worker.at_step(1, "Who is here")
    for agency, *known in (
        ("Metropol", "Karen Holt", "", ">abuse"),
        ("CAMHS", "Sam Iqbal"),
        ("Youth", "Ben"),
    ):
        worker.goes_to(agency).opens("e", "Name").fills_in(*known).saves().sees(known[0])


def writes_all_that_goes_out(worker: Chair) -> None:
    worker.opens("l", "What do you want to write?").opens("enter", "Into which folder")
    worker.opens("ctrl+s", "Was the invitation sent?").presses("enter").saves().sees("no answer")
    worker.at_step(3, "What we know").opens("l", "What do you want to write?").opens("enter", "Into which")
    worker.opens("ctrl+s", "Was the information request sent?").presses("enter").saves().sees("outstanding")
    worker.opens("l", "What do you want to write?").presses("down", "down").opens("enter", "The agenda pack")
    worker.presses("ctrl+s").sees("all of it")


def looks_at_the_agenda(worker: Chair) -> None:
    worker.at_step(2, "Why we meet").opens("g", "minutes").presses("escape").sees("Why we meet")
