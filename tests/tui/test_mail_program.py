"""Opening the message in the mail program: by what this machine opens links with, never in the terminal."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest
from tests.tui.desk import NoLibrary, desk, flat, on_step, settled
from tests.tui.test_preparing import NOW, go_to, now, planned, prepared

from chairtui.core.attendance import ListAttendee
from chairtui.core.preparing import CancelMeeting, NoteSent, Paper, Sent
from chairtui.core.register import Attendee
from chairtui.core.vocabulary import Sector, Step
from chairtui.live.desk import Desk
from chairtui.tui.terminal import mail_program
from chairtui.tui.terminal.mail_program import open_link

pytestmark = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="xdg-open is Linux's")
LINK = "mailto:x@y.example?subject=A%20B"


@pytest.fixture
def opener(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with a display and a program that writes down what it was asked to open, and talks."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "xdg-open"
    program.write_text(
        f'#!/bin/sh\necho "noise"; echo "noise" >&2\nprintf %s "$1" > {tmp_path}/asked\n', "utf-8"
    )
    program.chmod(0o700)
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("DISPLAY", ":7")
    return tmp_path / "asked"


def place(folder: Path) -> Desk:
    return replace(desk(folder), library=NoLibrary())


def test_the_program_of_the_desktop_gets_the_link_and_keeps_quiet(
    opener: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert open_link(LINK) == ""
    assert opener.read_text("utf-8") == LINK
    assert capfd.readouterr() == ("", "")


def test_nothing_is_started_without_a_display(opener: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert open_link(LINK) == mail_program.NO_DISPLAY
    assert not opener.exists()


def test_a_program_that_fails_or_is_not_there_is_said(opener: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = opener.parent / "bin" / "xdg-open"
    program.write_text("#!/bin/sh\nexit 3\n", "utf-8")
    assert open_link(LINK) == mail_program.NO_PROGRAM
    program.unlink()
    assert open_link(LINK) == mail_program.NO_PROGRAM


def test_a_program_that_goes_on_running_has_opened_it(opener: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail_program, "SETTLED", 0.1)
    (opener.parent / "bin" / "xdg-open").write_text("#!/bin/sh\nexec /bin/sleep 1\n", "utf-8")
    assert open_link(LINK) == ""


async def test_the_invitation_is_opened_and_nothing_is_noted_as_sent(tmp_path: Path, opener: Path) -> None:
    sitting = prepared(place(tmp_path), planned(NOW))
    async with on_step(sitting, Step.WHO) as pilot:
        go_to(pilot, "police")
        await pilot.press("l", "end", "up", "enter")
        await settled(pilot)
        late, told = (one.message for one in pilot.app._notifications)
    assert late.startswith("The time of the meeting has come: an invitation comes too late by itself")
    assert told.startswith("The mail program has the message. The register has no address for them")
    assert "Nothing is noted as sent" in told
    asked = unquote(opener.read_text("utf-8"))
    assert asked.startswith("mailto:?subject=Strategy discussion SM-1")
    assert now(sitting).preparing.sent == ()


async def test_without_a_display_the_text_is_shown_instead(
    tmp_path: Path, opener: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISPLAY")
    async with on_step(prepared(place(tmp_path), planned(NOW)), Step.WHO) as pilot:
        go_to(pilot, "police")
        await pilot.press("l", "end", "up", "enter")
        await settled(pilot)
        assert "no display for a mail program" in flat(pilot)
        assert "You are invited to a strategy discussion" in flat(pilot)
    assert not opener.exists()


async def test_a_cancelled_meeting_is_called_off_by_message_too(tmp_path: Path, opener: Path) -> None:
    sent = Sent(id="s", attendee_id="police", paper=Paper.INVITATION, channel="secure email")
    listed = ListAttendee(attendee=Attendee(id="police", agency="police", sector=Sector.POLICE))
    sitting = prepared(
        place(tmp_path), planned(NOW), listed, NoteSent(sent=sent), CancelMeeting(because="Found.")
    )
    async with on_step(sitting, Step.WHO) as pilot:
        go_to(pilot, "police")
        await pilot.press("l", "end", "up", "enter")
        await settled(pilot)
    assert "Cancelled: Strategy discussion" in unquote(opener.read_text("utf-8"))
