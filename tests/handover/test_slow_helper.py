"""A passphrase where the process that works with it starts late, and is given more than a pipe holds."""

from __future__ import annotations

from itertools import chain, repeat
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Chairtui, chairtui, places, server
from tests.handover.slowly import PIPE, long_meeting, patiently, slow_start
from tests.handover.test_program import WORDS, filled, place
from tests.tui.desk import MEETING, on_step, sees

from chairtui.core.continuity import CopyReceived
from chairtui.core.vocabulary import Step
from chairtui.demonstration import documents
from chairtui.live.clock import SystemClock
from chairtui.live.handing import Lock, PutAside, Unlock
from chairtui.records.encryption.age import lock, unlock
from chairtui.tui.app import ChairtuiApp
from chairtui.tui.sitting.sitting import Sitting

__all__ = ["chairtui", "places", "server"]

MUCH = b"0123456789abcdef" * (3 * PIPE // 16)


@pytest.fixture
def slow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Let every process of Python start late."""
    late = slow_start(tmp_path / "late")
    for name, value in late.items():
        monkeypatch.setenv(name, value)
    return late


@pytest.mark.parametrize("size", [0, PIPE, len(MUCH)])
def test_content_of_any_size_is_locked_and_opened_by_a_helper_that_starts_late(
    size: int, slow: dict[str, str]
) -> None:
    locked = lock(MUCH[:size], Lock(passphrase=WORDS), patiently())
    assert unlock(locked, Unlock(passphrase=WORDS), patiently()) == MUCH[:size]


@pytest.mark.parametrize("asked", [1, 3])
def test_it_can_be_put_aside_before_the_helper_has_read_what_it_was_given(
    asked: int, slow: dict[str, str]
) -> None:
    answers = chain(repeat(True, asked - 1), repeat(False))
    with pytest.raises(PutAside):
        lock(MUCH, Lock(passphrase=WORDS), lambda: next(answers))
    locked = lock(MUCH, Lock(passphrase=WORDS), patiently())
    answers = chain(repeat(True, asked - 1), repeat(False))
    with pytest.raises(PutAside):
        unlock(locked, Unlock(passphrase=WORDS), lambda: next(answers))


def test_somebody_who_breaks_it_off_leaves_no_helper_behind(slow: dict[str, str]) -> None:
    def interrupted() -> bool:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        lock(MUCH, Lock(passphrase=WORDS), interrupted)


async def test_the_program_hands_over_and_receives_a_long_meeting(
    tmp_path: Path, slow: dict[str, str]
) -> None:
    here, there = place(tmp_path, "here"), place(tmp_path, "there")
    long_meeting(here)
    file = tmp_path / "out.age"
    async with on_step(Sitting(here, MEETING), Step.WHO) as pilot:
        await pilot.press("ctrl+o")
        await pilot.pause()
        await filled(pilot, file=str(file), passphrase=WORDS, again=WORDS)
        await sees(pilot, "Handed over")
    assert file.stat().st_size > PIPE
    async with ChairtuiApp(there).run_test(size=(120, 36), notifications=True) as pilot:
        await pilot.press("r")
        await pilot.pause()
        await filled(pilot, file=str(file), passphrase=WORDS)
        await sees(pilot, "0 were here already.")
    *received, receipt = there.log.read(MEETING)
    assert received == list(here.log.read(MEETING))
    assert isinstance(receipt.event, CopyReceived)


def test_the_commands_hand_over_receive_and_send_a_long_meeting(
    chairtui: Chairtui, tmp_path: Path, slow: dict[str, str]
) -> None:
    document, words, given = (tmp_path / name for name in ("nine.json", "words", "out.age"))
    document.write_bytes(dict(documents(SystemClock().now()))["9-exemplary"])
    words.write_text(WORDS, encoding="utf-8")
    assert chairtui("import", str(document)).code == 0
    by: Any = ("--passphrase-file", str(words))
    assert chairtui("hand-over", "DEMO-9", "--to", str(given), *by, env=slow).code == 0
    assert given.stat().st_size > PIPE
    there = str(tmp_path / "there.db")
    assert chairtui("receive", str(given), *by, "--db", there, env=slow).code == 0
    *received, receipt = chairtui("log", "DEMO-9", "--json", "--db", there).json
    assert received == chairtui("log", "DEMO-9", "--json").json
    assert receipt["kind"] == "CopyReceived"
    sent = chairtui(
        "send", "DEMO-9", "--to", "out", "--for", "1", "--lock", "age", *by, "--as", "pdf", env=slow
    )
    assert (sent.code, Path(tmp_path, sent.out.strip()).stat().st_size > PIPE) == (0, True)
