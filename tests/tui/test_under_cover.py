"""The screen covered: nothing of the data is drawn, nothing below hears a key, and all of it goes on."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pyrage
import pytest
from tests.tui.deciding import EVERYBODY
from tests.tui.desk import StillClock, desk, flat, meeting_of, on_step, sees, shown, sitting_at, until
from tests.tui.lines import typed_at
from textual import events

from chairtui.core.vocabulary import Step
from chairtui.live.locking import By, NotOpened, Standing, Way
from chairtui.live.recovery_words import in_groups
from chairtui.tui.app import ChairtuiApp
from chairtui.tui.plain.typed_lines import CLEAR, Terminal
from chairtui.tui.sitting.opening import opener_of
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.terminal.idle import SOON, Idle
from chairtui.tui.widgets.form import Form
from chairtui.tui.widgets.words import say

COVERED = "The screen is covered."


class Passphrase:
    """Opens with one word."""

    asks = "Passphrase"
    tells = "The passphrase of these meetings opens it."

    def __init__(self) -> None:
        self.tried: list[str] = []

    def opens(self, typed: str) -> str:
        self.tried.append(typed)
        return "" if typed == "four plain words" else "It does not open: the passphrase is wrong."


@pytest.fixture
def passphrase(monkeypatch: pytest.MonkeyPatch) -> Passphrase:
    given = Passphrase()
    monkeypatch.setattr(ChairtuiApp, "opener", lambda _app: given)
    return given


PLACES = [
    *((step, ()) for step in (Step.WHO, Step.DECIDE, Step.READ_BACK)),
    *((Step.KNOW, (key,)) for key in ("f1", "f2", "ctrl+p", "f8", "ctrl+o")),
]


@pytest.mark.parametrize(("step", "keys"), PLACES)
async def test_nothing_is_drawn_but_the_cover_wherever_somebody_is(
    at_table: Sitting, step: Step, keys: tuple[str, ...]
) -> None:
    async with on_step(at_table, step) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        before = shown(pilot)
        say(pilot.app, "Kit is told of")
        await pilot.press("ctrl+l")
        covered = await sees(pilot, COVERED)
        lines = {line.strip() for line in covered.splitlines() if line.strip()}
        assert lines == {
            COVERED,
            "These are the invented meetings.",
            "Any key shows it again.",
        }
        await pilot.press("x")
        await until(pilot, lambda: COVERED not in shown(pilot))
        await until(pilot, lambda: "Kit is told of" in shown(pilot))
        if not keys:
            pilot.app.clear_notifications()
            await until(pilot, lambda: shown(pilot) == before)


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (200, 60), (20, 5)])
async def test_in_a_window_of_any_size(at_table: Sitting, size: tuple[int, int]) -> None:
    async with on_step(at_table, Step.WHO, size) as pilot:
        await pilot.press("ctrl+l")
        await pilot.pause()
        await until(pilot, lambda: "Helen" not in shown(pilot) and "MINIMUM" not in shown(pilot))


async def test_what_opens_the_meetings_opens_it_and_nothing_else(
    at_table: Sitting, passphrase: Passphrase
) -> None:
    async with on_step(at_table, Step.WHO) as pilot:
        await pilot.press("ctrl+l", *"wrong words")
        await sees(pilot, f"Passphrase: {'•' * len('wrong words')}")
        assert "wrong" not in shown(pilot)
        await pilot.press("enter")
        await sees(pilot, "✗ It does not open")
        await pilot.press(*"four  plain", "backspace", "escape", *"four plain words")
        pilot.app.post_message(events.Paste("x\ny"))
        await sees(pilot, "•" * 19)
        await pilot.press("backspace", "backspace", "backspace", "enter")
        await until(pilot, lambda: COVERED not in shown(pilot))
        assert passphrase.tried == ["wrong words", "four plain words"]


async def test_no_key_reaches_what_lies_below_and_nothing_half_typed_is_lost(
    at_table: Sitting, passphrase: Passphrase
) -> None:
    async with on_step(at_table, Step.KNOW) as pilot:
        await pilot.press("f2")
        await sees(pilot, "What was shared")
        await pilot.press(*"Half a sentence")
        before = meeting_of(at_table)
        await pilot.press("ctrl+l", "ctrl+s", "f8", "f3", "ctrl+z", "ctrl+p", "ctrl+b", *"four plain words")
        assert meeting_of(at_table) == before
        kept = at_table.desk.drafts.all(at_table.live.meeting_id)
        assert any("Half a sentence" in text for text in kept.values())
        await pilot.click(offset=(5, 5))
        await pilot.press("enter")
        await sees(pilot, "Half a sentence")
        await pilot.press(*" goes on")
        await sees(pilot, "Half a sentence goes on")


async def test_a_screen_that_comes_meanwhile_is_covered_before_it_is_drawn(
    at_table: Sitting, passphrase: Passphrase
) -> None:
    async with on_step(at_table, Step.WHO) as pilot:
        app = pilot.app
        assert isinstance(app, ChairtuiApp)
        await pilot.press("ctrl+l")
        await sees(pilot, COVERED)
        app.go(Step.PLAN)
        app.push_screen(Form("About Kit", ()))
        say(app, "Something of Kit")
        await pilot.pause()
        await until(pilot, lambda: COVERED in shown(pilot))
        assert "Kit" not in shown(pilot)
        await pilot.press(*"four plain words", "enter")
        await sees(pilot, "About Kit")
        await sees(pilot, "Something of Kit")


async def test_the_meeting_goes_on_below(at_table: Sitting, passphrase: Passphrase) -> None:
    clock = at_table.desk.clock
    assert isinstance(clock, StillClock)
    async with on_step(at_table, Step.WHO) as pilot:
        await pilot.press("ctrl+l")
        clock.pass_(600)
        at_table.live.do()
        await pilot.press(*"four plain words", "enter")
        await until(pilot, lambda: COVERED not in shown(pilot))
        assert pilot.app.is_running


async def test_leaving_from_under_the_cover_says_first_what_is_not_saved(
    at_table: Sitting, passphrase: Passphrase, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on_step(at_table, Step.WHO) as pilot:
        monkeypatch.setattr(ChairtuiApp, "unsaved", lambda _app: "Kit is not saved")
        await pilot.press("ctrl+l", "ctrl+q")
        assert "Kit" not in await sees(pilot, "Not everything is saved: open the screen first")
        monkeypatch.setattr(ChairtuiApp, "unsaved", lambda _app: "")
        await pilot.press("ctrl+q")
        await until(pilot, lambda: pilot.app._exit)


async def test_it_covers_itself_when_nobody_has_pressed_a_key_for_the_councils_time(
    at_table: Sitting,
) -> None:
    clock = at_table.desk.clock
    assert isinstance(clock, StillClock)
    async with on_step(at_table, Step.WHO) as pilot:
        app = pilot.app
        assert isinstance(app, ChairtuiApp)
        clock.pass_(60)
        app._idle.look()
        await until(pilot, lambda: app._idle._after == 900)
        clock.pass_(700)
        app._idle.look()
        await pilot.pause()
        assert SOON not in shown(pilot)
        await pilot.press("down")
        clock.pass_(850)
        app._idle.look()
        await until(pilot, lambda: SOON in flat(pilot).replace("▌ ", ""))
        await pilot.press("up")
        clock.pass_(899)
        app._idle.look()
        assert not app.under_cover
        clock.pass_(1)
        app._idle.look()
        await sees(pilot, COVERED)


class Door:
    """A door that opens with a passphrase or a sheet."""

    keystore = ""
    not_locked = "it is a trial"

    def __init__(self, key: str, *ways: Way) -> None:
        self.key, self.ways = key, ways

    @property
    def standing(self) -> Standing:
        return Standing.LOCKED if self.ways else Standing.CLEAR

    def open(self, by: By) -> bytes:
        if by.passphrase != "four plain words" and by.identity != self.key and by != By():
            raise NotOpened("It does not open: the passphrase is wrong, or the key file is damaged.")
        return b""


def test_the_passphrase_opens_it_and_so_does_the_recovery_sheet() -> None:
    key = str(pyrage.x25519.Identity.generate())
    opener = opener_of(Door(key, Way.PASSPHRASE, Way.SHEET))  # type: ignore[arg-type]
    assert opener.asks == "Passphrase"
    assert opener.tells == (
        "What opens the meetings opens it: their passphrase or the groups of the recovery sheet."
    )
    assert opener.opens("four plain words") == ""
    assert opener.opens(" ".join(in_groups(key)).lower()) == ""
    assert opener.opens(" ") == "Nothing was typed."
    assert "wrong, or the key file is damaged" in opener.opens("something else")


def test_the_keystore_is_asked_where_it_alone_opens_and_a_file_in_clear_opens_to_any_key() -> None:
    keystore = opener_of(Door("", Way.KEYSTORE, Way.SHEET))  # type: ignore[arg-type]
    assert (keystore.asks, keystore.opens("")) == ("", "")
    clear = opener_of(Door(""))  # type: ignore[arg-type]
    assert (clear.asks, clear.opens("")) == ("", "")
    assert "NOT LOCKED: it is a trial" in clear.tells


async def test_home_says_first_that_the_meetings_are_not_locked_and_why(tmp_path: Path) -> None:
    at = dataclasses.replace(desk(tmp_path), door=Door(""))  # type: ignore[arg-type]
    async with ChairtuiApp(at).run_test(size=(80, 24)) as pilot:
        assert "NOT LOCKED it is a trial" in await sees(pilot, "NOT LOCKED")


@pytest.mark.parametrize(("minutes", "covers"), [(0, False), (2, True), (15, False)])
def test_the_time_is_the_councils_and_none_is_never(minutes: int, covers: bool) -> None:
    class App:
        def run_worker(self, work: object, **_: object) -> None:
            assert callable(work)
            work()

        def call_from_thread(self, does: object) -> None:
            assert callable(does)
            does()

        def notify(self, *_: object, **__: object) -> None:
            return

    clock, covered = StillClock(), list[bool]()
    idle = Idle(App(), clock.elapsed, lambda: minutes, lambda: covered.append(True))  # type: ignore[arg-type]
    clock.pass_(61)
    idle.look()
    clock.pass_(120)
    idle.look()
    assert bool(covered) is covers


async def test_a_councils_profile_says_the_time(tmp_path: Path) -> None:
    from chairtui.live.idle import cover_after

    assert cover_after(desk(tmp_path)) == 15


# Line by line -------------------------------------------------------------------------------------


async def test_line_by_line_the_terminal_is_cleared_and_the_next_line_opens(
    tmp_path: Path, passphrase: Passphrase
) -> None:
    sitting = sitting_at(desk(tmp_path), *EVERYBODY)
    said = await typed_at(sitting, Step.WHO, "cover the screen", "wrong", "four plain words", "show", "quit")
    cleared = said.index("(the terminal is cleared)")
    after = said[cleared + 1 :]
    opened = after.index("Go on: show reads where things stand.")
    assert "It does not open: the passphrase is wrong." in after[:opened]
    assert not any("Helen" in line or "here" in line for line in after[:opened])
    assert passphrase.tried == ["wrong", "four plain words"]


def test_a_terminal_is_cleared_also_above_what_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal, put = Terminal(), list[str]()
    monkeypatch.setattr(terminal, "_put", put.append)
    monkeypatch.setattr(terminal, "is_terminal", True)
    for edits in (True, False):
        monkeypatch.setattr(terminal, "_edits", edits)
        assert terminal.clear() is edits
    assert put == [CLEAR]
