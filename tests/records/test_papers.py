"""Papers as files: whole or not there, for nobody else to read, and named without a person."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace
from pypdf import PdfReader
from tests.records.prepared import NOW, a_desk, everything_in, paper

from chairtui.core.change import Refused
from chairtui.core.preparing import Paper, Request
from chairtui.live.ports import NotSaved
from chairtui.records.preparation.papers import FORMS, write_paper

EVERY = [(kind, form) for kind, forms in FORMS.items() for form in forms]


@pytest.mark.parametrize(("kind", "form"), EVERY)
def test_every_paper_is_written_in_its_forms(tmp_path: Path, kind: Paper, form: str) -> None:
    here, meeting = a_desk(tmp_path)
    folder = tmp_path / "out" / "deep"
    file = write_paper(here, meeting.id, kind, form, "delaney", folder)
    assert file.parent == folder
    assert file.suffix == f".{form}"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert "school" in file.name
    assert not {"delaney", "kian", "sefton"} & set(file.stem.casefold().split("-"))
    assert list(folder.iterdir()) == [file]


def test_two_papers_of_one_agency_are_two_files(tmp_path: Path) -> None:
    here, meeting = a_desk(tmp_path)
    files = {write_paper(here, meeting.id, Paper.REQUEST, "txt", "delaney", tmp_path / "o") for _ in range(3)}
    assert len(files) == 3


def test_a_folder_that_cannot_be_written_to_is_said_in_a_sentence(tmp_path: Path) -> None:
    here, meeting = a_desk(tmp_path)
    blocked = tmp_path / "file"
    blocked.write_text("here already")
    with pytest.raises(NotSaved, match=r"not a directory.*Choose another place"):
        write_paper(here, meeting.id, Paper.PACK, "md", "", blocked / "below")


def test_a_full_disk_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here, meeting = a_desk(tmp_path)

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NotSaved, match="the disk is full"):
        write_paper(here, meeting.id, Paper.PACK, "docx", "", tmp_path / "o")
    assert list((tmp_path / "o").iterdir()) == []


def test_what_does_not_fit_writes_nothing(tmp_path: Path) -> None:
    here, meeting = a_desk(tmp_path)
    for kind, form, line in (
        (Paper.REQUEST, "docx", ""),
        (Paper.REQUEST, "ics", "quist"),
        (Paper.PACK, "txt", ""),
        (Paper.PACK, "pdf", "nobody"),
    ):
        with pytest.raises(Refused):
            write_paper(here, meeting.id, kind, form, line, tmp_path / "o")
    assert not (tmp_path / "o").exists()


def test_a_request_is_one_page_and_its_form_follows(tmp_path: Path) -> None:
    here, meeting = a_desk(tmp_path)
    long = "Who collects him, since when, and what has he said about it to anybody? " * 8
    request = Request(id="delaney", needs=long, only_you=long, reply_by=NOW)
    meeting = replace(meeting, preparing=replace(meeting.preparing, requests=(request,)))
    file = tmp_path / "request.pdf"
    file.write_bytes(paper(here, meeting, Paper.REQUEST, "pdf", "delaney"))
    pages = [page.extract_text() for page in PdfReader(file).pages]
    assert "reply by Mon 9 Mar 2026 12:00" in " ".join(pages[0].split())
    for heading in ("What we need to know", "What only you can tell us", "booked in the next fourteen days"):
        assert heading in pages[0]
    assert "Mon 23 Mar 2026" in " ".join(pages[0].split())
    assert pages[1].startswith("Reply form")
    assert len(pages) <= 3


def test_a_request_asks_each_kind_of_agency_what_it_can_know(tmp_path: Path) -> None:
    here, meeting = a_desk(tmp_path)
    asked = {
        line.id: everything_in(paper(here, meeting, Paper.REQUEST, "md", line.id))
        for line in meeting.attendance.register
    }
    assert "Attendance, changes in the child" in asked["delaney"]
    assert "Incidents, intelligence" in asked["renwick"]
    assert all("Kian Sefton" in words for words in asked.values())
    assert all("Larch House, a children" not in words for words in asked.values())


def test_starting_the_program_loads_none_of_the_libraries() -> None:
    program = (
        "import sys, chairtui.wiring, chairtui.cli.papers, chairtui.cli.documents, chairtui.tui.app;"
        "import chairtui.records.preparation.papers, chairtui.records.preparation.replies;"
        "print(*{'docx', 'docxtpl', 'jinja2', 'typst', 'icalendar', 'lxml'} & sys.modules.keys())"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env={**os.environ}
    )
    assert ran.stdout.split() == []
