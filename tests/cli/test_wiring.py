"""The desk: put together from files on this machine, or for the demonstration, and taken apart again."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from chairtui import wiring
from chairtui.core.meeting import PrepareMeeting
from chairtui.live.ports import NotSaved
from chairtui.live.settings import Settings
from chairtui.store.faults import CannotOpen


@pytest.fixture(autouse=True)
def _nobody_s_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("CHAIRTUI_DB", raising=False)


def test_the_first_start_is_remembered(tmp_path: Path) -> None:
    with wiring.workplace() as place:
        assert not place.desk.settings.complete
        assert place.desk.settings.data_folder == str(tmp_path / "data" / "chairtui")
        place.desk.for_person(Settings(name="Dee", device_id=place.desk.settings.device_id))
    with wiring.workplace() as place:
        assert place.desk.settings.complete
        assert place.desk.settings.name == "Dee"


def test_another_database_does_not_become_the_usual_one(tmp_path: Path) -> None:
    with wiring.workplace(tmp_path / "other" / "x.db") as place:
        assert place.desk.settings.data_folder == str(tmp_path / "other")
        place.desk.for_person(place.desk.settings)
    assert wiring.database_path() == tmp_path / "data" / "chairtui" / "meetings.db"


def test_the_demonstration_is_thrown_away() -> None:
    with wiring.demonstration() as place:
        folder = place.path.parent
        assert folder.stat().st_mode & 0o777 == 0o700
        assert place.desk.demonstration
        assert place.desk.settings.complete
        assert len(place.desk.library.meetings()) >= 8
        assert place.desk.agencies.get("mash-health").duty
    assert not folder.exists()


def test_the_demonstration_opens_within_a_second_or_so() -> None:
    began = time.perf_counter()
    with wiring.demonstration():
        assert time.perf_counter() - began < 5  # half a second on an idle machine


def test_what_a_killed_demonstration_left_is_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left = tmp_path / f"chairtui-demonstration-{ended.pid}-x"
    (left / "incidents").mkdir(parents=True)
    another_s = tmp_path / "chairtui-demonstration-1-x"
    another_s.mkdir()
    with wiring.demonstration():
        assert not left.exists()
        assert another_s.exists()


def test_practising_from_the_program_ends_with_it() -> None:
    with wiring.workplace() as place:
        desk = place.desk.machine.practise()
        folder = Path(desk.settings.data_folder)
        assert desk.demonstration
        assert folder.exists()
    assert not folder.exists()


def test_the_desk_exports_into_a_folder(tmp_path: Path) -> None:
    with wiring.demonstration() as place:
        for form in ("json", "md"):
            file = place.desk.records.export(place.desk, "demo-9-exemplary", form, tmp_path / "records")
            assert file.parent == tmp_path / "records"
            assert file.stat().st_size > 1000


def test_the_council_s_own_register_is_laid_over_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "config" / "chairtui").mkdir(parents=True)
    (tmp_path / "config" / "chairtui" / "agencies.toml").write_text('[mash-health]\nduty = "01632 960999"\n')
    with wiring.workplace() as place:
        assert place.desk.agencies.get("mash-health").duty == "01632 960999"


def test_opening_the_desk_loads_neither_judge_nor_records() -> None:
    program = "import sys, chairtui.wiring; print(*sorted(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = ran.stdout.split()
    assert not {
        name
        for name in loaded
        if name.startswith(("chairtui.records.", "chairtui.standards.judge", "textual"))
        and name != "chairtui.records.service"
    }
    assert not {"cel_expr_python", "holidays", "chairtui.demonstration"} & set(loaded)


def test_who_only_reads_cannot_write_and_makes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "meetings.db"
    with pytest.raises(CannotOpen, match="There is no database at"), wiring.workplace(path, reads=True):
        pass
    assert not path.parent.exists()
    with wiring.workplace(path) as place:
        live = place.desk.open("m")
        live.do(PrepareMeeting(meeting_id="m", reference="SM-1"))
    before = path.read_bytes()
    with wiring.workplace(path, reads=True) as place:
        live = place.desk.open("m")
        assert live.outcome.meeting.reference == "SM-1"
        with pytest.raises(NotSaved, match="to be read only"):
            live.do(PrepareMeeting(meeting_id="m", reference="SM-2"))
    assert path.read_bytes() == before
    assert {one.name for one in path.parent.iterdir()} == {"meetings.db", "meetings.db.heads.jsonl"}


def test_an_empty_file_is_no_database_for_who_only_reads(tmp_path: Path) -> None:
    path = tmp_path / "meetings.db"
    path.touch()
    with pytest.raises(CannotOpen, match="is empty"), wiring.workplace(path, reads=True):
        pass
    assert path.read_bytes() == b""
