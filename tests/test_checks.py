"""What is checked before a commit is what is checked of a change, and comes from nowhere else."""

import re
from pathlib import Path

from tests.conftest import BETWEEN, in_turn

TOP = Path(__file__).parents[1]
HOOKS = (TOP / ".pre-commit-config.yaml").read_text("utf-8")
RUN = (TOP / ".ci" / "run").read_text("utf-8")


def test_every_hook_is_kept_here() -> None:
    assert set(re.findall(r"repo: (.*)", HOOKS)) == {"local"}
    assert set(re.findall(r"language: (.*)", HOOKS)) <= {"system", "fail"}
    assert "://" not in HOOKS


def test_what_checks_the_source_before_a_commit_also_checks_a_change() -> None:
    entries = re.findall(r"entry: (ruff .*|mypy .*|lint-imports)", HOOKS)
    assert len(entries) == 4
    assert [one for one in entries if not re.search(rf"^{re.escape(one)}", RUN, re.M)] == []


def test_what_is_shipped_is_typed_for_every_system_that_has_a_branch() -> None:
    sources = "".join(file.read_text("utf-8") for file in (TOP / "src").rglob("*.py"))
    branches = {*re.findall(r'sys\.platform (?:==|!=) "(\w+)"', sources)}
    (checked,) = re.findall(r"for platform in (.*); do", RUN)
    assert branches == set(checked.split())


def test_what_waits_comes_among_what_works_and_nothing_is_left_out() -> None:
    works = [f"tests/tui/test_{number}.py" for number in range(40)]
    waits = [f"tests/journey/test_journey.py::test_{number}" for number in range(5)]
    order = in_turn(
        [f"{one}::test_it" for one in works[:20]] + waits + [f"{one}::test_it" for one in works[20:]]
    )
    assert sorted(order.values()) == list(range(45))
    assert [order[one] for one in works] == sorted(order[one] for one in works)
    assert [order[one] for one in waits] == [(BETWEEN + 1) * number for number in range(5)]
