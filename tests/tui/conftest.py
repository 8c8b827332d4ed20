from pathlib import Path

import pytest
from tests.tui.deciding import EVERYBODY, NO_NURSE
from tests.tui.desk import desk, sitting_at
from tests.unseen import unseen

from chairtui.tui.sitting.sitting import Sitting


@pytest.fixture(autouse=True)
def _nobody_looks_at_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    unseen(monkeypatch)


@pytest.fixture
def at_table(tmp_path: Path) -> Sitting:
    """A meeting at which everybody of the minimum is here."""
    return sitting_at(desk(tmp_path), *EVERYBODY)


@pytest.fixture
def no_health(tmp_path: Path) -> Sitting:
    """A meeting to which no health practitioner came."""
    return sitting_at(desk(tmp_path), *NO_NURSE)
