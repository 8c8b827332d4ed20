"""Handing over, receiving and settling in the program, by keyboard."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.core.scene import STARTED
from tests.handover.machine import key, locked
from tests.tui.desk import MEETING, MemoryDrafts, StillClock, desk, machine_with, on_step, sees, shown
from textual.pilot import Pilot

from chairtui.core.change import Command
from chairtui.core.concern import ExplainLateness
from chairtui.core.continuity import CopyReceived
from chairtui.core.vocabulary import Step
from chairtui.directory.agencies import Contact
from chairtui.live.desk import Desk
from chairtui.live.handing import Lock, Unlock
from chairtui.live.settings import Settings
from chairtui.records.encryption.age import unlock
from chairtui.records.hand_over.file import pack, unpack
from chairtui.store.memory import MemoryEventLog
from chairtui.tui.app import ChairtuiApp
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.steps import handing
from chairtui.tui.widgets.form import Form

WORDS = "four words easy to say"


def place(folder: Path, device: str) -> Desk:
    """Return a desk that can hand over and receive."""
    bare = desk(folder)
    clock = StillClock()
    clock.ids = sum(device.encode()) * 1000  # ids of its own
    return replace(
        bare,
        settings=replace_struct(bare.settings, device_id=device),
        log=MemoryEventLog(),
        clock=clock,
        drafts=MemoryDrafts(),
    )


def replace_struct(value: Any, **fields: Any) -> Any:
    from msgspec.structs import replace as changed

    return changed(value, **fields)


def apart(folder: Path) -> tuple[Desk, Desk]:
    """Return two desks that changed the same thing apart, the first with what both wrote."""
    here, there = place(folder, "here"), place(folder, "there")
    here.open(MEETING).do(*STARTED)
    give(here, there, folder)
    for at, words in ((here, "Snow."), (there, "Ice.")):
        asked: Command = ExplainLateness(because=words)
        at.open(MEETING).do(asked)
    give(there, here, folder)
    return here, there


def give(one: Desk, other: Desk, folder: Path) -> None:
    file = folder / "given.age"
    one.records.hand_over(one, MEETING, file, Lock(recipients=(str(key().to_public()),)), lambda: True)
    other.records.receive(other, file, Unlock(identity=str(key())), lambda: True)
    file.unlink()


async def form_on_top(pilot: Pilot[None], seconds: int = 20) -> Form:
    """Wait until a form is on top: it opens, and a wait over it goes away, when the program comes to it."""
    for _ in range(20 * seconds):
        if isinstance(form := pilot.app.screen, Form):
            return form
        await pilot.pause(0.05)
    pytest.fail(f"no form came up:\n{shown(pilot)}")


async def filled(pilot: Pilot[None], **typed: str) -> None:
    form = await form_on_top(pilot)
    for name, words in typed.items():
        form.field(name).value = words
    await pilot.press("ctrl+s")
    await pilot.pause()


async def test_the_form_hands_over_and_the_form_on_another_machine_receives(tmp_path: Path) -> None:
    here, there = place(tmp_path, "here"), place(tmp_path, "there")
    here.open(MEETING).do(*STARTED)
    file = tmp_path / "out.age"
    async with on_step(Sitting(here, MEETING), Step.WHO) as pilot:
        await pilot.press("ctrl+o")
        await pilot.pause()
        await filled(pilot, file=str(file), passphrase=WORDS, again="something else")
        await sees(pilot, "The two are not the same")
        assert WORDS not in shown(pilot)
        await filled(pilot, again=WORDS)
        await sees(pilot, "Locking the meeting")
        await sees(pilot, "Handed over")
    assert unpack(unlock(file.read_bytes(), Unlock(passphrase=WORDS))).rows
    async with ChairtuiApp(there).run_test(size=(120, 36), notifications=True) as pilot:
        await pilot.press("r")
        await pilot.pause()
        await filled(pilot, file=str(file), passphrase=WORDS)
        await sees(pilot, "0 were here already.")
    *received, receipt = there.log.read(MEETING)
    assert received == list(here.log.read(MEETING))
    assert isinstance(receipt.event, CopyReceived)


async def test_what_does_not_open_is_said_and_changes_nothing(tmp_path: Path) -> None:
    there = place(tmp_path, "there")
    file = tmp_path / "foreign.age"
    file.write_bytes(b"not locked at all")
    async with ChairtuiApp(there).run_test(size=(120, 36), notifications=True) as pilot:
        await pilot.press("r")
        await pilot.pause()
        await filled(pilot, file=str(tmp_path / "none.age"), passphrase=WORDS)
        await sees(pilot, "There is no such file.")
        await filled(pilot, file=str(file))
        await sees(pilot, "it was not locked with age")
        form = await form_on_top(pilot)
        assert form.values == {"file": str(file), "passphrase": WORDS, "identity": ""}
    assert there.log.meeting_ids() == []


async def test_a_wrong_passphrase_and_a_wrong_place_leave_the_form_as_it_was_filled_in(
    tmp_path: Path,
) -> None:
    here, there = place(tmp_path, "here"), place(tmp_path, "there")
    here.open(MEETING).do(*STARTED)
    file = tmp_path / "out.age"
    async with on_step(Sitting(here, MEETING), Step.WHO) as pilot:
        await pilot.press("ctrl+o")
        await pilot.pause()
        typed = {"file": str(tmp_path / "no" / "such.age"), "passphrase": WORDS, "again": WORDS}
        await filled(pilot, **typed)
        await sees(pilot, "Not written")
        form = await form_on_top(pilot)
        assert form.values == typed | {"recipients": "", "whom": ""}
        await filled(pilot, file=str(file))
        await sees(pilot, "Handed over")
    async with ChairtuiApp(there).run_test(size=(120, 36), notifications=True) as pilot:
        await pilot.press("r")
        await pilot.pause()
        await filled(pilot, file=str(file), passphrase="another one of theirs")
        await sees(pilot, "the passphrase is not the right one")
        await filled(pilot, passphrase=WORDS)
        await sees(pilot, "0 were here already.")


async def test_the_folder_the_key_and_the_colleagues_are_remembered(tmp_path: Path) -> None:
    kept: list[Settings] = []
    here = place(tmp_path, "here")
    here.open(MEETING).do(*STARTED)
    public, identity = str(key().to_public()), tmp_path / "identity"
    identity.write_text(str(key()))
    (tmp_path / "stick").mkdir()
    police = replace_struct(
        here.agencies.get("police"), contacts=(Contact(name="Ben Marsh", key=public), Contact(name="Al"))
    )
    machine = machine_with(keep_settings=kept.append)
    here = replace(here, agencies=here.agencies.changed((police,)), machine=machine)
    async with ChairtuiApp(here).run_test(size=(120, 50), notifications=True) as pilot:
        app: Any = pilot.app
        handing.hand_over(app, here, MEETING)
        await pilot.pause()
        form = app.screen
        assert [option.label for option in form.field("colleagues").options] == ["Ben Marsh"]
        form.field("colleagues").value = (public,)
        await filled(pilot, file=str(tmp_path / "stick"))
        await sees(pilot, "Handed over")
        (file,) = (tmp_path / "stick").glob("*.age")
        assert kept[-1].handed_into == str(tmp_path / "stick")
        handing.hand_over(app, here, MEETING)
        await pilot.pause()
        assert app.screen.values["file"] == str(tmp_path / "stick")
        await pilot.press("escape", "enter")
        await pilot.pause()
        handing.receive(app, here, lambda _done: None)
        await pilot.pause()
        await filled(pilot, file=str(file), identity=str(identity))
        await sees(pilot, "nothing new")
        await pilot.press("escape")
        assert kept[-1].identity_file == str(identity)
        handing.receive(app, here, lambda _done: None)
        await pilot.pause()
        assert app.screen.values["identity"] == str(identity)


async def test_it_can_be_put_aside_before_anything_is_written(tmp_path: Path) -> None:
    here = place(tmp_path, "here")
    here.open(MEETING).do(*STARTED)
    file = tmp_path / "out.age"
    async with on_step(Sitting(here, MEETING), Step.WHO) as pilot:
        await pilot.press("ctrl+o")
        await pilot.pause()
        await filled(pilot, file=str(file), passphrase=WORDS, again=WORDS)
        await sees(pilot, "Locking the meeting")
        await pilot.press("escape")
        await sees(pilot, "Nothing was written.")
        await form_on_top(pilot)
    assert not file.exists()


@pytest.mark.parametrize(("sideways", "stands"), [(0, "Snow."), (1, "Ice.")])
async def test_a_conflict_shows_both_sides_and_a_person_settles_it(
    tmp_path: Path, sideways: int, stands: str
) -> None:
    here, there = apart(tmp_path)
    sitting = Sitting(here, MEETING)
    async with on_step(sitting, Step.WHO, size=(140, 45)) as pilot:
        assert "≠1" in shown(pilot)
        await pilot.press("f6", "home", "right")  # all of the row
        await pilot.pause()
        screen = shown(pilot)
        assert all(words in screen for words in ("Snow.", "Ice.", "meanwhile"))
        await pilot.press("escape", "enter")
        await pilot.pause()
        assert "Which of them stands" in shown(pilot)
        (conflict,) = sitting.live.outcome.meeting.conflicts
        await filled(pilot, keep=conflict.sides[sideways].event_id)
        await pilot.pause()
        assert "≠1" not in shown(pilot)
    meeting = sitting.live.outcome.meeting
    assert (meeting.conflicts, meeting.concern.late_because) == ((), stands)
    give(here, there, tmp_path)
    assert there.open(MEETING).outcome.meeting.concern.late_because == stands
    assert there.open(MEETING).outcome.meeting.conflicts == ()


async def test_privacy_hides_what_the_sides_say(tmp_path: Path) -> None:
    here, _ = apart(tmp_path)
    async with on_step(Sitting(here, MEETING), Step.WHO, size=(140, 45)) as pilot:
        await pilot.press("f8")
        await pilot.pause()
        assert "Snow." not in shown(pilot)
        assert "The text is hidden." in shown(pilot)


def test_a_meeting_that_is_locked_for_a_key_is_read_by_nobody_else(tmp_path: Path) -> None:
    here = place(tmp_path, "here")
    here.open(MEETING).do(*STARTED)
    rows = [one.row for one in here.log.read(MEETING)]
    content = locked(pack(rows, {}, reference="x", by="y", device_id="z", at=here.clock.now()))
    assert b"MeetingPrepared" not in content
