"""What is half-typed belongs to one running program, and to the next once that one has ended."""

import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.live.pretend import MEETING
from tests.store.files import keep_a_meeting, make_older, program, tamper
from tests.tui.stored import held

from chairtui.store import transactions
from chairtui.store.keeping_elsewhere import keep_elsewhere

TYPIST = """
import sys
from pathlib import Path
from chairtui.store import transactions
from chairtui.store.connect import Database
from chairtui.store.drafts import SqliteDrafts

drafts = SqliteDrafts(Database(Path(sys.argv[1])))
drafts.keep(sys.argv[2], "action/what", "Ring the sch")
print("kept", flush=True)
sys.stdin.readline()
drafts.end()
"""


@contextmanager
def typing(path: Path) -> Iterator["subprocess.Popen[str]"]:
    """Run another program that has a text half-typed."""
    command = [sys.executable, "-c", TYPIST, str(path), MEETING]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        try:
            assert other.stdout
            assert other.stdout.readline() == "kept\n"
            yield other
        finally:
            other.kill()


def beside(path: Path) -> list[Path]:
    return sorted(path.parent.glob("meetings.db.running-*"))


def test_a_running_program_s_drafts_are_neither_shown_to_another_nor_deleted_by_it(path: Path) -> None:
    with program(path) as here, typing(path) as other:
        assert here.all(MEETING) == {}
        assert here.elsewhere(MEETING) == 1
        here.keep(MEETING, "action/what", "Tell the fath")
        assert here.all(MEETING) == {"action/what": "Tell the fath"}
        here.keep(MEETING, "action/what", "")
        other.communicate("\n")
        assert other.returncode == 0
        assert here.elsewhere(MEETING) == 0
        assert here.all(MEETING) == {"action/what": "Ring the sch"}


def test_drafts_of_a_killed_program_are_offered_to_one_other_only(path: Path) -> None:
    keep_a_meeting(path)
    with program(path) as first, program(path) as second:
        with typing(path) as other:
            other.kill()
            other.wait()
            assert len(beside(path)) == 1
            assert first.all(MEETING) == {"action/what": "Ring the sch"}
        assert second.all(MEETING) == {}
        second.keep(MEETING, "action/what", "")
        assert first.all(MEETING) == {"action/what": "Ring the sch"}
        assert len(beside(path)) == 1  # the killed program's was swept away
        first.end()
        assert second.all(MEETING) == {"action/what": "Ring the sch"}


def test_what_was_typed_here_stands_and_the_other_is_offered_once_it_is_done_with(path: Path) -> None:
    with program(path) as here, typing(path) as other:
        here.keep(MEETING, "action/what", "Tell the fath")
        here.keep(MEETING, "action/who", "Sam")
        other.kill()
        other.wait()
        assert here.all(MEETING) == {"action/what": "Tell the fath", "action/who": "Sam"}
        here.keep(MEETING, "action/what", "")
        assert here.all(MEETING) == {"action/what": "Ring the sch", "action/who": "Sam"}


def test_where_a_third_holds_the_file_they_are_shown_and_taken_over_with_the_next_key(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transactions, "PATIENCE", 0.0)
    with program(path) as here, program(path) as later, typing(path) as other:
        other.kill()
        other.wait()
        with held(path):
            assert here.all(MEETING) == {"action/what": "Ring the sch"}
        here.keep(MEETING, "action/who", "Sam")
        assert later.all(MEETING) == {}
        assert here.all(MEETING) == {"action/what": "Ring the sch", "action/who": "Sam"}
        here.keep(MEETING, "action/what", "")
        assert later.all(MEETING) == {}


def test_who_only_reads_is_shown_what_was_left_and_takes_nothing(path: Path) -> None:
    with typing(path) as other:
        other.kill()
        other.wait()
    with program(path, reads=True) as reader:
        assert reader.all(MEETING) == {"action/what": "Ring the sch"}
    with program(path) as here:
        assert here.all(MEETING) == {"action/what": "Ring the sch"}


def test_the_file_that_shows_a_program_is_its_owner_s_alone_and_goes_with_it(path: Path) -> None:
    with program(path) as here:
        assert beside(path) == []  # nothing is typed yet
        here.keep(MEETING, "concern", "Half a sen")
        (file,) = beside(path)
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert file.stat().st_size == 0
        file.unlink()
        here.keep(MEETING, "concern", "Half a sent")
        with program(path) as other:
            assert other.all(MEETING) == {}
    assert beside(path) == []


def test_drafts_stay_a_running_program_s_own_where_it_goes_on_in_another_place(
    path: Path, tmp_path: Path
) -> None:
    target = tmp_path / "another"
    target.mkdir()
    keep_a_meeting(path)
    with program(path) as here:
        here.keep(MEETING, "concern", "Half a sen")
        copy = keep_elsewhere(here._database, target, ()).file
        here.moved()
        with program(copy) as other:
            assert other.all(MEETING) == {}
        assert here.all(MEETING) == {"concern": "Half a sen"}


def test_drafts_that_an_earlier_version_kept_are_offered(path: Path) -> None:
    current = path.with_name("current.db")
    keep_a_meeting(current)
    make_older(current, path, 5)
    tamper(path, f"INSERT INTO drafts VALUES ('{MEETING}', 'concern', 'Half a sen')")
    with program(path) as here:
        assert here.all(MEETING) == {"concern": "Half a sen"}
