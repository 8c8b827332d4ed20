"""A record taken in signed by a program that made no ledger: who gets it is there for every command."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Chairtui
from tests.cli.every_command import state
from tests.records.test_ledger_follows import without_ledger

from chairtui import wiring
from chairtui.core.history.log import fold
from chairtui.store.verify import verify


@pytest.fixture
def taken_in(tmp_path: Path) -> Path:
    """A database with a record that was signed elsewhere, as a program took it in that made no ledger."""
    path = tmp_path / "place" / "meetings.db"
    path.parent.mkdir(mode=0o700)
    with wiring.workplace(path) as place:
        place.log.real.take_in(without_ledger(tmp_path))
    return path


def test_who_only_reads_is_told_of_the_ledger_and_changes_nothing(chairtui: Chairtui, taken_in: Path) -> None:
    where = {"CHAIRTUI_DB": str(taken_in)}
    before = state(taken_in.parent)
    ledger = chairtui("ledger", "SM", "--json", env=where).json
    to_send = chairtui("list", "--to-send", "--json", env=where).json
    (listed,) = chairtui("list", "--json", env=where).json
    over_all = chairtui("ledger", "--all", "--json", env=where)
    proposed = chairtui("ledger", "SM", "--proposed", "--json", env=where).json
    assert state(taken_in.parent) == before
    assert ledger
    assert [one["unsent"] for one in to_send] == [len(ledger)]
    assert listed["unsent"] == len(ledger)
    assert sum(kind["of"] + kind["no_time"] for kind in over_all.json["kinds"]) == len(ledger)
    assert over_all.err == ""
    assert proposed == []


def test_opening_the_program_puts_them_on_the_ledger_and_home_lists_it(taken_in: Path) -> None:
    with wiring.workplace(taken_in) as place:
        (listed,) = place.desk.library.meetings()
        meeting = fold(place.log.read(listed.id))
        assert listed.unsent == len(meeting.closing.distribution) > 0
    with wiring.workplace(taken_in) as place:
        assert fold(place.log.read(listed.id)) == meeting
    assert verify(taken_in) == []


def test_send_writes_for_them_at_once(chairtui: Chairtui, taken_in: Path, tmp_path: Path) -> None:
    command = ("send", "SM", "--to", str(tmp_path / "out"), "--as", "md", "--lock", "none", "--json")
    ran = chairtui(*command, env={"CHAIRTUI_DB": str(taken_in)})
    assert ran.code == 0
    assert len(ran.json) == len(list((tmp_path / "out").iterdir())) > 0
