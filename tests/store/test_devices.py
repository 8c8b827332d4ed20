"""No machine writes into a place of the log twice, whatever was copied, put back or lost."""

import shutil
from pathlib import Path

import pytest
from tests.live.pretend import BEGIN, MEETING, Lenient, PretendClock, live
from tests.store.files import make_older

from chairtui.core.continuity import Because, MachineChanged
from chairtui.core.meeting import StartMeeting
from chairtui.core.sharing import Contribute, Contribution
from chairtui.live.device import Device
from chairtui.live.live_meeting import LiveMeeting
from chairtui.store import machine
from chairtui.store.connect import Database
from chairtui.store.devices import settle
from chairtui.store.event_log import SqliteEventLog
from chairtui.store.heads import beside
from chairtui.store.verify import verify

ids = PretendClock(name="device")


def use(path: Path, mark: str = "a machine", known: str = "", acts: int = 1) -> Device:
    """Open a database as the program does, write something, and close it."""
    database = Database(path)
    device = settle(database, mark, known, ids.new_id)
    log = SqliteEventLog(database)
    clock = PretendClock(name=ids.new_id())
    meeting = LiveMeeting(
        MEETING, log, Lenient(), clock, actor="Chris", device_id=device.id, formers=device.formers
    )
    if not meeting.history:
        meeting.do(*BEGIN, StartMeeting())
    for number in range(acts):
        name = ids.new_id()
        fact = Contribution(id=name, attendee_id="police", fact=f"{name} {number}")
        meeting.do(Contribute(contribution=fact))
    log.close()
    database.close()
    return device


def changes(path: Path) -> list[MachineChanged]:
    database = Database(path, reads=True)
    found = [one.event for one in SqliteEventLog(database).read(MEETING)]
    database.close()
    return [one for one in found if isinstance(one, MachineChanged)]


def copy(path: Path, to: Path) -> None:
    shutil.copyfile(path, to)
    shutil.copyfile(beside(path), beside(to))


def test_a_machine_keeps_its_id(path: Path) -> None:
    assert use(path).id == use(path).id
    assert use(path).told == ""
    assert changes(path) == []


def test_every_database_has_an_id_of_its_own(path: Path, tmp_path: Path) -> None:
    assert use(path).id != use(tmp_path / "another.db").id


def test_an_older_copy_that_was_put_back_is_noticed_and_said_once(path: Path, tmp_path: Path) -> None:
    before = use(path)
    shutil.copyfile(path, tmp_path / "backup.db")
    use(path, acts=3)
    shutil.copyfile(tmp_path / "backup.db", path)
    after = use(path)
    assert after.id != before.id
    assert "an older copy of it was put back" in after.told
    assert use(path) == Device(id=after.id, formers=after.formers)
    assert changes(path) == [MachineChanged(former=before.id, because=Because.OLDER)]
    assert any("was cut off" in fault for fault in verify(path))


def test_a_meeting_that_is_wholly_gone_is_noticed_too(path: Path, tmp_path: Path) -> None:
    Database(path).close()
    shutil.copyfile(path, tmp_path / "empty.db")
    before = use(path)
    shutil.copyfile(tmp_path / "empty.db", path)
    assert use(path).id != before.id


def test_a_database_on_another_machine_or_in_another_place_is_written_to_under_another_id(
    path: Path, tmp_path: Path
) -> None:
    first = use(path)
    for place, mark in ((path, "another machine"), (tmp_path / "copy.db", "a machine")):
        if place != path:
            copy(path, place)
        other = use(place, mark)
        assert other.id != first.id
        assert other.told.startswith("The database was used on another machine")
        assert changes(place)[-1].because is Because.ELSEWHERE
        assert use(place, mark) == Device(id=other.id, formers=other.formers)
    assert use(path).id == first.id


def test_without_a_mark_of_the_machine_an_older_copy_is_still_noticed(path: Path, tmp_path: Path) -> None:
    before = use(path, "")
    shutil.copyfile(path, tmp_path / "backup.db")
    assert use(path, "").id == before.id
    shutil.copyfile(tmp_path / "backup.db", path)
    assert use(path, "").id != before.id


def test_what_remembers_the_ends_is_missing_and_nobody_can_tell_what_the_machine_wrote(path: Path) -> None:
    before = use(path)
    beside(path).unlink()
    after = use(path)
    assert after.id != before.id
    assert "was missing" in after.told
    assert changes(path)[0].because is Because.UNPROVED


def test_a_database_of_an_older_version_keeps_the_id_that_its_settings_know(
    path: Path, tmp_path: Path
) -> None:
    use(path)
    database = Database(path)
    known = settle(database, "a machine", "", ids.new_id).id
    database.close()
    older = tmp_path / "older.db"
    make_older(path, older, 3)
    assert use(older, known=known) == Device(id=known)
    assert use(older, "another machine", known=known).id != known


def test_a_machine_is_known_by_what_it_tells() -> None:
    def broken() -> str:
        raise OSError

    here = machine.mark()
    assert here == machine.mark()
    assert len(here) == 32
    assert machine.mark([lambda: "id\n", lambda: "name"]) == machine.mark([lambda: "id", lambda: "name"])
    assert machine.mark([lambda: "id", lambda: "name"]) != machine.mark([lambda: "id", lambda: "other"])
    assert machine.mark([broken, lambda: "name"]) == machine.mark([lambda: "", lambda: "name"]) != ""
    assert machine.mark([broken, lambda: " "]) == ""


@pytest.mark.parametrize("acts", [1, 2])
def test_what_the_machine_wrote_before_is_undone_and_not_its_change(path: Path, acts: int) -> None:
    use(path, acts=acts)
    use(path, "another machine")
    database = Database(path)
    meeting = live(SqliteEventLog(database), PretendClock(name="later"), device_id="third")
    kinds = {one.row.kind for one in meeting.last_act()}
    assert "MachineChanged" not in kinds
    database.close()
