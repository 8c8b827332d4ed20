"""A team manager sends the record of a signed meeting, adds what came late, and sends it again."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.journey.chair import Chair
from tests.terminal import Terminal

from chairtui.demonstration import documents

SOURCE = Path(__file__).parents[2] / "src"
PASSWORD = "four good words here"


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    return {
        "PYTHONPATH": str(SOURCE),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "CHAIRTUI_DB": str(tmp_path / "meetings.db"),
        "CHAIRTUI_NOT_LOCKED": "tests",
        "TMPDIR": str(tmp_path),
    }


@pytest.fixture
def manager(env: dict[str, str], tmp_path: Path) -> Iterator[Chair]:
    """At home, with a signed meeting of which one recipient sent the record back."""
    file = tmp_path / "signed.json"
    file.write_bytes(dict(documents(datetime.now(UTC)))["9-exemplary"])
    for asked in (("import", str(file)), ("ledger", "DEMO-9", "1", "--returned", "The mailbox is closed.")):
        ran = subprocess.run(
            [sys.executable, "-m", "chairtui", *asked],
            env={**env, "PATH": ""},
            capture_output=True,
            text=True,
        )
        assert ran.returncode == 0, ran.stderr
    with Terminal([sys.executable, "-m", "chairtui"], env=env, size=(120, 36)) as terminal:
        chair = Chair(terminal, 120)
        chair.sees("Who is using chairtui?").fills_in("Ruth Calloway", "team manager", ">brom")
        yield chair


def test_from_a_record_that_came_back_to_the_newer_version_for_everybody(
    manager: Chair, tmp_path: Path
) -> None:
    home_says_that_it_is_to_be_sent(manager)
    looks_at_it_as_the_recipient_will(manager)
    writes_it_locked_and_notes_that_it_was_sent(manager, tmp_path)
    adds_what_came_late(manager)
    sees_what_is_new_to_a_recipient(manager)
    writes_it_for_everybody_again(manager, tmp_path)
    home_is_empty_of_it(manager)


def home_says_that_it_is_to_be_sent(manager: Chair) -> None:
    manager.sees("To send", "1 record late to send", "send to 1 LATE")
    manager.goes_to("Theo Marsh").sees("record to send to 1, OVERDUE").presses("enter").at_step(
        7, "Read back"
    )


def looks_at_it_as_the_recipient_will(manager: Chair) -> None:
    manager.goes_to("Nina Bassett").sees("came back", "The mailbox is closed.")
    manager.opens("v", "As Nina Bassett will see it: the full record").sees("version 1")
    manager.presses("escape")


def writes_it_locked_and_notes_that_it_was_sent(manager: Chair, folder: Path) -> None:
    manager.opens("l", "Write the records").sees("Picked: Nina Bassett")
    manager.presses("tab", "tab").fills_in(">PDF", ">with a password", f"*{PASSWORD}", f"*{PASSWORD}")
    manager.opens("ctrl+s", "Were the records sent?").presses("enter").saves().sees("not acknowledged yet")
    (file,) = (folder / "records" / "DEMO-9").iterdir()
    assert file.read_bytes().find(b"/Encrypt") > 0


def adds_what_came_late(manager: Chair) -> None:
    manager.goes_to("None yet").opens("n", "Late information")
    manager.fills_in("The scan shows an older injury.", "Dr Kofi Mensah", ">paediatrician")
    manager.fills_in(">does not change", "It was known.").saves()
    manager.goes_to("is due to whoever").sees("was sent something else: Nina Bassett, Hannah Lowe")


def sees_what_is_new_to_a_recipient(manager: Chair) -> None:
    manager.goes_to("Hannah Lowe").sees("; version 2 (")
    manager.opens("d", "New to Hannah Lowe").sees("The scan shows an older injury.")
    manager.presses("escape")


def writes_it_for_everybody_again(manager: Chair, folder: Path) -> None:
    manager.opens("l", "Write the records").sees("To be sent: 6")
    manager.presses("tab", "tab", "tab", "tab").fills_in(f"*{PASSWORD}", f"*{PASSWORD}")
    manager.opens("ctrl+s", "Were the records sent?").presses("enter").saves()
    names = sorted(file.name for file in (folder / "records" / "DEMO-9").iterdir())
    assert len(names) == 7
    assert not any("bassett" in name.lower() or "theo" in name.lower() for name in names)


def home_is_empty_of_it(manager: Chair) -> None:
    manager.presses("ctrl+b").sees("Signed and sent").sees_no("record to send")
