"""A hand-over and a receipt stand in the log of the meeting: who, when, to whom, from which machine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyrage
import pytest
from tests.core.scene import STARTED
from tests.handover.machine import key
from tests.handover.test_program import filled, give, place
from tests.tui.desk import MEETING, on_step, sees, shown

from chairtui.cli.overview import overview
from chairtui.core.change import Refused
from chairtui.core.concern import ExplainLateness
from chairtui.core.continuity import HANDED, CopyReceived, HandedOver, Locked
from chairtui.core.sentences.every_event import entries
from chairtui.core.vocabulary import Step
from chairtui.live.desk import Desk
from chairtui.live.handing import Lock, PutAside, Received, Unlock
from chairtui.live.ports import NotSaved
from chairtui.records.delivery.exporting import export
from chairtui.tui.sitting.sitting import Sitting

PASSPHRASE = "four words easy to say"


def two(folder: Path) -> tuple[Desk, Desk]:
    here, there = place(folder, "device-of-ruth"), place(folder, "device-of-sam")
    here.open(MEETING).do(*STARTED)
    return here, there


def noted(desk: Desk) -> list[Any]:
    return [one.event for one in desk.log.read(MEETING) if isinstance(one.event, HANDED)]


def told(desk: Desk) -> str:
    return "\n".join(one.words for one in entries(desk.log.read(MEETING)))


def test_handing_over_and_receiving_stand_in_the_log_of_each_machine(tmp_path: Path) -> None:
    here, there = two(tmp_path)
    file = tmp_path / "x.age"
    lock = Lock(recipients=(str(key().to_public()),), whom="Sam Okafor, night team")
    here.records.hand_over(here, MEETING, file, lock, lambda: True)
    there.records.receive(there, file, Unlock(identity=str(key())), lambda: True)
    assert noted(here) == [HandedOver(to="Sam Okafor, night team", locked=Locked.KEYS)]
    given, received = noted(there)
    assert [given] == noted(here)
    assert isinstance(received, CopyReceived)
    assert received.device_id == "device-of-ruth"
    assert received.made_at == here.clock.now()
    assert received.entries == len(there.log.read(MEETING)) - 1
    assert here.log.read(MEETING)[-1].row.actor == "Dee Grant"
    assert "handed over to Sam Okafor, night team" in told(here)
    assert "f-ruth), as the meeting was there" in told(there)
    for desk in (here, there):
        assert "Handed over and received" in overview(desk, desk.open(MEETING).outcome, rows(desk))


def rows(desk: Desk) -> list[Any]:
    return [one.row for one in desk.log.read(MEETING)]


def test_no_word_of_a_passphrase_or_a_key_comes_into_the_log(tmp_path: Path) -> None:
    here, _ = two(tmp_path)
    public = str(pyrage.x25519.Identity.generate().to_public())
    for number, lock in enumerate((Lock(passphrase=PASSPHRASE, whom="Sam"), Lock(recipients=(public,)))):
        here.records.hand_over(here, MEETING, tmp_path / f"{number}.age", lock, lambda: True)
    bodies = "".join(row.body for row in rows(here))
    assert len(noted(here)) == 2
    assert not any(words in bodies for words in (PASSPHRASE, public, "age1"))
    assert "to somebody who was not named" in told(here)


def test_what_brings_nothing_new_is_noted_nowhere_and_two_machines_come_to_rest(tmp_path: Path) -> None:
    here, there = two(tmp_path)
    give(here, there, tmp_path)
    for _ in range(3):
        give(there, here, tmp_path)
        give(here, there, tmp_path)
    for desk in (here, there):
        assert sum(isinstance(one, CopyReceived) for one in noted(desk)) == 1


def test_a_half_typed_text_still_comes_along_where_only_a_hand_over_was_noted_meanwhile(
    tmp_path: Path,
) -> None:
    here, there = two(tmp_path)
    give(here, there, tmp_path)
    there.drafts.keep(MEETING, "concern/words", "Half a sen")
    there.open(MEETING).do(ExplainLateness(because="Snow."))
    done = received(there, here, tmp_path)
    assert (done.drafts, done.drafts_left) == (1, 0)


def received(one: Desk, other: Desk, folder: Path) -> Received:
    file = folder / "one.age"
    one.records.hand_over(one, MEETING, file, Lock(recipients=(str(key().to_public()),)), lambda: True)
    return other.records.receive(other, file, Unlock(identity=str(key())), lambda: True)


def test_where_it_cannot_be_noted_nothing_is_handed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, _ = two(tmp_path)

    def full(*_: object) -> None:
        raise NotSaved("The disk is full.")

    monkeypatch.setattr(here.log, "append", full)
    with pytest.raises(NotSaved, match="The disk is full"):
        here.records.hand_over(here, MEETING, tmp_path / "x.age", Lock(passphrase=PASSPHRASE), lambda: True)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_was_not_written_after_all_is_not_told_as_handed_over(tmp_path: Path) -> None:
    here, _ = two(tmp_path)
    folder = tmp_path / "x.age"
    lock = Lock(recipients=(str(key().to_public()),), whom="Sam")
    with pytest.raises(PutAside):
        here.records.hand_over(here, MEETING, folder, lock, lambda: False)
    assert [one.written for one in noted(here)] == [True, False]
    assert "The file for handing the meeting over to Sam was not written after all." in told(here)
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_handed_over_is_noted_nowhere(tmp_path: Path) -> None:
    here, _ = two(tmp_path)
    good = Lock(recipients=(str(key().to_public()),))
    for wrong in (Lock(passphrase="short"), Lock(recipients=("age1x",))):
        with pytest.raises(Refused):
            here.records.hand_over(here, MEETING, tmp_path, wrong, lambda: True)
    with pytest.raises(NotSaved, match="Not written"):
        here.records.hand_over(here, MEETING, tmp_path / "no" / "x.age", good, lambda: True)
    assert noted(here) == []


def test_the_annex_for_the_chair_says_to_whom_it_was_handed_over(tmp_path: Path) -> None:
    here, _ = two(tmp_path)
    before = export(here, MEETING, "md", annex=True)
    lock = Lock(passphrase=PASSPHRASE, whom="Sam Okafor")
    here.records.hand_over(here, MEETING, tmp_path / "x.age", lock, lambda: True)
    after = export(here, MEETING, "md", annex=True)
    assert b"Sam Okafor" not in before
    assert b"handed over to Sam Okafor" in after
    assert b"Sam Okafor" not in export(here, MEETING, "md")


async def test_the_form_asks_for_whom_and_the_open_meeting_goes_on(tmp_path: Path) -> None:
    here, _ = two(tmp_path)
    sitting = Sitting(here, MEETING)
    async with on_step(sitting, Step.WHO) as pilot:
        await pilot.press("ctrl+o")
        await pilot.pause()
        await filled(
            pilot, file=str(tmp_path / "x.age"), whom="Sam Okafor", passphrase=PASSPHRASE, again=PASSPHRASE
        )
        await sees(pilot, "Handed over")
        sitting.live.do(ExplainLateness(because="Snow."))
        assert "came in" not in shown(pilot)
    assert noted(here) == [HandedOver(to="Sam Okafor", locked=Locked.PASSPHRASE)]
    assert sitting.live.outcome.meeting.concern.late_because == "Snow."
