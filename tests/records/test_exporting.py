"""Records as files in a folder: whole and private, or not there at all, and one sentence that says why."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.records.prepared import a_desk
from tests.tui.desk import judge

from chairtui.core.meeting import Meeting
from chairtui.live.desk import Desk
from chairtui.live.ports import NotSaved
from chairtui.records.exporting import FORMS, PARTS, export_to, write_all

IN_WORD = PermissionError(13, "The file is being used by another process")


@pytest.fixture
def signed(tmp_path: Path) -> tuple[Desk, Meeting]:
    return a_desk(tmp_path, "9-exemplary")


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """Let no file grow beyond a number of bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("form", FORMS)
def test_a_folder_is_made_for_the_owner_alone_and_so_is_each_file(
    signed: tuple[Desk, Meeting], tmp_path: Path, form: str
) -> None:
    desk, meeting = signed
    made = export_to(tmp_path / "new" / "out", desk, judge(), meeting.id, form)
    files = list((tmp_path / "new" / "out").iterdir())
    assert len(files) == len(PARTS.get(form, (form,)))
    assert made == (files[0] if len(files) == 1 else tmp_path / "new" / "out")
    assert {one.stat().st_mode & 0o777 for one in files} == {0o600}
    assert made.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("form", FORMS)
def test_a_disk_with_too_little_room_keeps_no_half_file(
    signed: tuple[Desk, Meeting], tmp_path: Path, form: str
) -> None:
    desk, meeting = signed
    with room_for(100), pytest.raises(NotSaved) as trouble:
        export_to(tmp_path / "out", desk, judge(), meeting.id, form)
    assert "out: the disk takes no file of this size." in str(trouble.value)
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize("form", FORMS)
def test_a_file_that_is_open_in_word_is_left_as_it_is(
    signed: tuple[Desk, Meeting], tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What Windows says when it is asked to replace a file that Word has open; no other system refuses it.
    def held(*_: object) -> None:
        raise IN_WORD

    monkeypatch.setattr(Path, "replace", held)
    desk, meeting = signed
    with pytest.raises(NotSaved) as trouble:
        export_to(tmp_path / "out", desk, judge(), meeting.id, form)
    assert "open in another program such as Word" in str(trouble.value)
    assert "Close it there, or choose another place." in str(trouble.value)
    assert list((tmp_path / "out").iterdir()) == []


def test_a_file_where_a_folder_is_wanted_is_left_as_it_is(
    signed: tuple[Desk, Meeting], tmp_path: Path
) -> None:
    desk, meeting = signed
    (tmp_path / "out").write_text("x")
    with pytest.raises(NotSaved, match=r"Nothing was written to .*/out: "):
        export_to(tmp_path / "out", desk, judge(), meeting.id, "md")
    assert (tmp_path / "out").read_text() == "x"


def test_of_several_files_all_are_written_or_none(tmp_path: Path) -> None:
    with room_for(50), pytest.raises(OSError, match="too large"):
        write_all({tmp_path / "first": b"x" * 10, tmp_path / "second": b"x" * 100})
    assert list(tmp_path.iterdir()) == []
