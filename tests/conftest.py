"""What holds for all tests: programs that they need, and in which order several workers share them."""

from __future__ import annotations

import gc
import os
import re
import shutil
import sys
from collections.abc import Iterable

import pytest

sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
"""What is compiled once serves every worker and every program that a test starts, whatever the shell says."""

os.environ["CHAIRTUI_NOT_LOCKED"] = "tests"
"""Nobody is asked how a new database is to be locked; what is locked has tests of its own."""

gc.set_threshold(20_000, 50, 100)
"""Looking for what nobody uses any more took a quarter of a test that opens a screen: look less often."""

LONGEST = (
    "tests/journey/",
    "tests/everywhere/",
    "tests/tui/test_every_form.py",
    "tests/cli/test_only_reads.py",
    "tests/crash/",
    "tests/tui/test_looking_is_no_act.py",
    "tests/snapshots/",
    "tests/tui/",
    "tests/handover/",
    "tests/records/",
)
"""Where the tests are that take longest: they come first, so that all workers end together."""

EACH_ALONE = (
    "tests/journey/",
    "tests/crash/",
    "tests/cli/test_only_reads.py",
    "tests/everywhere/test_days.py",
    "tests/tui/test_every_form.py",
    "tests/tui/test_looking_is_no_act.py",
    "tests/tui/test_terminal.py",
)
"""Where long tests share nothing that takes long to make: each may go to another worker."""

EACH_CASE = ("tests/everywhere/test_everywhere.py",)
"""Where the tests of one case share what takes long to make: each case may go to another worker."""


WAITS = re.compile("tests/journey/(?!test_reading)|tests/crash/")
"""Tests that drive a program in a terminal, and wait for it most of the time."""

BETWEEN = 6
"""After how many others one that waits comes, so that while it waits the others have work for every core."""


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker in item.iter_markers("needs"):
        missing = [program for program in marker.args if shutil.which(program) is None]
        if not missing:
            continue
        reason = f"needs {', '.join(missing)}, which is not installed"
        if os.environ.get("CHAIRTUI_CI_ALL") == "1":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)


def pytest_collection_finish() -> None:
    """Let the search for what nobody uses any more leave out what every test uses."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the longest come first where several workers share the tests."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        order = in_turn([item.nodeid for item in sorted(items, key=lambda item: _place(item.nodeid))])
        items.sort(key=lambda item: order[together(item.nodeid)])


def in_turn(nodeids: Iterable[str]) -> dict[str, int]:
    """Return at which place what stays together comes: among the others, each after some, what waits."""
    each = list(dict.fromkeys(map(together, nodeids)))
    waits = [one for one in each if WAITS.match(one)]
    works = [one for one in each if not WAITS.match(one)]
    places = {one: (number // BETWEEN, 1) for number, one in enumerate(works)}
    places |= {one: (number, 0) for number, one in enumerate(waits)}
    return {one: place for place, one in enumerate(sorted(each, key=places.__getitem__))}


def _place(nodeid: str) -> int:
    return next((place for place, start in enumerate(LONGEST) if nodeid.startswith(start)), len(LONGEST))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Keep the tests of a file together, with what they share, unless each may go its own way."""
    from xdist.scheduler.loadfile import LoadFileScheduling

    scheduling = LoadFileScheduling(config, log)
    scheduling._split_scope = together
    return scheduling


def together(nodeid: str) -> str:
    """Return what the tests that stay on one worker have in common."""
    file, _, test = nodeid.partition("::")
    if file.startswith(EACH_ALONE):
        return nodeid
    return f"{file}[{test.partition('[')[2]}" if file in EACH_CASE else file
