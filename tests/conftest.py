import os
import shutil

import pytest

TERMINALS = (
    "tests/journey/",
    "tests/crash/",
    "tests/tui/test_terminal.py",
    "tests/tui/test_file_taken_away.py",
    "tests/handover/test_program.py",
)
"""Tests that watch a real terminal or kill processes: one after another, so that none slows the next."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.nodeid.startswith(TERMINALS):
            item.add_marker(pytest.mark.xdist_group("terminal"))


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker in item.iter_markers("needs"):
        missing = [program for program in marker.args if shutil.which(program) is None]
        if not missing:
            continue
        reason = f"needs {', '.join(missing)}, which is not installed"
        if os.environ.get("CHAIRTUI_CI_ALL") == "1":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
