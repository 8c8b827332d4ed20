"""Records as files in a folder: whole and private, or not there at all, and one sentence that says why."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.records.prepared import a_desk

from chairtui.core.actions import CloseAction
from chairtui.core.distribution import NoteDelivery
from chairtui.core.meeting import Meeting
from chairtui.core.vocabulary import ActionStatus, Redaction
from chairtui.live.desk import Desk
from chairtui.live.formats import FORMATS, Use, format_of, keys
from chairtui.live.ports import NotSaved
from chairtui.records.content.frame import Frame
from chairtui.records.content.last_pages import SINCE
from chairtui.records.delivery import exporting
from chairtui.records.delivery.exporting import export, export_to, write_all
from chairtui.records.delivery.sending import text_of
from chairtui.records.record import Record
from chairtui.records.redaction.kinds import record_in

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


@pytest.mark.parametrize("form", keys(Use.EXPORT))
def test_a_folder_is_made_for_the_owner_alone_and_so_is_each_file(
    signed: tuple[Desk, Meeting], tmp_path: Path, form: str
) -> None:
    desk, meeting = signed
    made = export_to(tmp_path / "new" / "out", desk, meeting.id, form)
    files = list((tmp_path / "new" / "out").iterdir())
    assert len(files) == len(format_of(form).files)
    assert made == (files[0] if len(files) == 1 else tmp_path / "new" / "out")
    assert {one.stat().st_mode & 0o777 for one in files} == {0o600}
    assert made.stat().st_mode & 0o077 == 0


def note_later(desk: Desk, meeting: Meeting) -> None:
    """Note of a signed meeting what may be noted then: an action done, and a record sent."""
    desk.clock.pass_(86_400)  # type: ignore[attr-defined]
    done = CloseAction(
        action_id=meeting.plan.actions[0].id, status=ActionStatus.DONE, evidence="Seen by Al Dent"
    )
    sent = NoteDelivery(delivery_id=meeting.closing.distribution[0].id, sent_at=desk.clock.now())
    desk.open(meeting.id).do(done, sent)


@pytest.mark.parametrize("form", ["md", "html"])
def test_a_signed_record_stays_as_signed_and_what_was_noted_since_stands_apart(
    signed: tuple[Desk, Meeting], form: str
) -> None:
    desk, meeting = signed
    as_signed = export(desk, meeting.id, form).decode().partition(SINCE)[0]
    note_later(desk, meeting)
    after, _, later = export(desk, meeting.id, form).decode().partition(SINCE)
    assert after == as_signed
    assert "Seen by Al Dent" in later


@pytest.mark.parametrize("form", [one.key for one in FORMATS if one.bears_version])
def test_every_form_of_a_record_has_what_was_noted_since_under_its_own_heading(
    signed: tuple[Desk, Meeting], form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, meeting = signed
    note_later(desk, meeting)
    made: list[Record] = []

    def kept(frame: Frame) -> Record:
        made.append(record_in(frame))
        return made[-1]

    monkeypatch.setattr(exporting, "record_in", kept)
    export(desk, meeting.id, form)
    (record,) = made
    assert [one.title for one in record.sections[-2:]] == [SINCE, "About this record"]
    assert [one.title for one in record.sections if "Seen by Al Dent" in str(one)] == [SINCE]


@pytest.mark.parametrize("redactions", [None, ()])
def test_what_was_noted_since_goes_to_no_recipient(
    signed: tuple[Desk, Meeting], redactions: tuple[Redaction, ...] | None
) -> None:
    desk, meeting = signed
    to = replace(meeting.closing.distribution[0], redactions=redactions)
    before = text_of(desk, meeting.id, to)
    note_later(desk, meeting)
    assert text_of(desk, meeting.id, to) == before


@pytest.mark.parametrize("form", ["xlsx", "actions.csv"])
def test_tables_say_how_the_meeting_stands(signed: tuple[Desk, Meeting], form: str) -> None:
    desk, meeting = signed
    before = export(desk, meeting.id, form)
    note_later(desk, meeting)
    assert export(desk, meeting.id, form) != before


@pytest.mark.parametrize("form", keys(Use.EXPORT))
def test_a_disk_with_too_little_room_keeps_no_half_file(
    signed: tuple[Desk, Meeting], tmp_path: Path, form: str
) -> None:
    desk, meeting = signed
    with room_for(100), pytest.raises(NotSaved) as trouble:
        export_to(tmp_path / "out", desk, meeting.id, form)
    assert "out: the disk takes no file of this size." in str(trouble.value)
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize("form", keys(Use.EXPORT))
def test_a_file_that_is_open_in_word_is_left_as_it_is(
    signed: tuple[Desk, Meeting], tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What Windows says when it is asked to replace a file that Word has open; no other system refuses it.
    def held(*_: object) -> None:
        raise IN_WORD

    monkeypatch.setattr(Path, "replace", held)
    desk, meeting = signed
    with pytest.raises(NotSaved) as trouble:
        export_to(tmp_path / "out", desk, meeting.id, form)
    assert "open in another program such as Word" in str(trouble.value)
    assert "Close it there, or choose another place." in str(trouble.value)
    assert list((tmp_path / "out").iterdir()) == []


def test_a_file_where_a_folder_is_wanted_is_left_as_it_is(
    signed: tuple[Desk, Meeting], tmp_path: Path
) -> None:
    desk, meeting = signed
    (tmp_path / "out").write_text("x")
    with pytest.raises(NotSaved, match=r"Nothing was written to .*/out: "):
        export_to(tmp_path / "out", desk, meeting.id, "md")
    assert (tmp_path / "out").read_text() == "x"


def test_of_several_files_all_are_written_or_none(tmp_path: Path) -> None:
    with room_for(50), pytest.raises(OSError, match="too large"):
        write_all({tmp_path / "first": b"x" * 10, tmp_path / "second": b"x" * 100})
    assert list(tmp_path.iterdir()) == []
