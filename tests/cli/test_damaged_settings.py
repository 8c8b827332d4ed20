"""Settings that are damaged are said in one sentence; nobody's meetings vanish by it."""

from pathlib import Path

import click
import pytest
from tests.cli.machine import Machine
from tests.cli.test_wiring import _nobody_s_machine  # noqa: F401

from chairtui import wiring
from chairtui.cli.starting import ask_folder
from chairtui.core.meeting import PrepareMeeting
from chairtui.live.settings import Settings
from chairtui.wiring.folders import settings_file

SPOILT = b'{"name": "Ruth", "data_fol'


def test_no_second_database_is_made_where_the_settings_are_damaged(here: Machine) -> None:
    here.settings.write_bytes(SPOILT)
    before = sorted(here.folder.rglob("*"))
    for command in (("list",), ("new",), ("verify",), ("backup", "copy.db")):
        ran = here._chairtui(*command, env={"XDG_CONFIG_HOME": str(here.folder / "config")})
        assert ran.code == 4
        assert len(ran.err.splitlines()) == 1
        assert "are damaged, so it is not known where your meetings are" in ran.err
    assert sorted(here.folder.rglob("*")) == before
    assert here.settings.read_bytes() == SPOILT


def test_whoever_says_where_the_meetings_are_goes_on_as_the_same_machine(here: Machine) -> None:
    here("new", "--reference", "SD-1")
    here.settings.write_bytes(SPOILT)
    here.note("SD-1", "First")
    assert "are damaged and were not used" in here("list").err
    machines = {one["device_id"] for one in here("export", "SD-1", "--to", "json").json["history"]}
    assert len(machines) == 1
    assert here.settings.read_bytes() == SPOILT


def test_the_folder_is_asked_where_there_is_a_terminal_and_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "elsewhere"
    settings_file().keep(Settings(name="Ruth", data_folder=str(folder)))
    with wiring.workplace() as place:
        place.desk.make("m-1", PrepareMeeting(meeting_id="m-1", reference="SD-1"))
        device = place.desk.settings.device_id
    assert ask_folder() is None
    settings_file().path.write_bytes(SPOILT)
    monkeypatch.setattr(click, "prompt", lambda *_, **__: folder)
    assert ask_folder() == folder / "meetings.db"
    with wiring.workplace() as place:
        assert place.path == folder / "meetings.db"
        assert place.desk.settings.device_id == device
        assert not place.desk.settings.complete
        assert list(place.log.meeting_ids()) == ["m-1"]
    assert settings_file().path.with_name("settings.json.damaged").read_bytes() == SPOILT
