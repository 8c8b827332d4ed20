"""Keys that come faster than the program follows, as when it was busy or somebody types from habit."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.tui.desk import all_at_once
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.pilot import Pilot
from textual.screen import Screen

from chairtui.tui.terminal.safe_app import SafeApp
from chairtui.tui.terminal.typed_ahead import MOST_TURNS, TURN
from chairtui.tui.widgets.form import FieldSpec, Form, Kind
from chairtui.tui.widgets.lines import Lines, Row

FIELDS = (
    FieldSpec("what", "What"),
    FieldSpec("fact", "Fact", Kind.PROSE),
    FieldSpec("who", "Who"),
    FieldSpec("seen", "Seen?", Kind.YES_NO),
)


class Step(Screen[None]):
    """A list over which `n` opens a form that begins at its third field."""

    BINDINGS = [Binding("n", "open", "open"), Binding("a", "other", "other")]  # noqa: RUF012

    def compose(self) -> ComposeResult:
        yield Lines([Row("a", "one"), Row("b", "two")])

    def action_open(self) -> None:
        app = self.app
        assert isinstance(app, Busy)
        app.push_screen(Form("Action", FIELDS, focus="who"), app.results.append)

    def action_other(self) -> None:
        app = self.app
        assert isinstance(app, Busy)
        app.results.append("typed into the list")


class Busy(SafeApp):
    def __init__(self, folder: Path) -> None:
        super().__init__(folder, lambda: datetime(2026, 3, 5, tzinfo=UTC))
        self.results: list[object] = []

    def on_mount(self) -> None:
        super().on_mount()
        self.push_screen(Step())


@pytest.fixture
def app(tmp_path: Path) -> Busy:
    return Busy(tmp_path)


async def results(pilot: Pilot[None], app: Busy, count: int) -> list[object]:
    for _ in range(500):
        await pilot.pause(0.02)
        if len(app.results) >= count:
            break
    return app.results


async def test_keys_typed_before_a_form_is_there_go_into_its_first_field_in_order(app: Busy) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        all_at_once(app, "n", *"ada abel", "enter", "y", "ctrl+s")
        saved = {"what": "", "fact": "", "who": "ada abel", "seen": "yes"}
        assert await results(pilot, app, 1) == [saved]


async def test_one_form_after_another_is_filled_in_by_what_was_typed_ahead(app: Busy) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for name in ("ada", "ana"):
            all_at_once(app, "n", *name, "ctrl+s")
        found = await results(pilot, app, 2)
        assert [one["who"] for one in found if isinstance(one, dict)] == ["ada", "ana"]


async def test_what_is_pasted_keeps_its_place_among_the_keys(app: Busy) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        all_at_once(app, "n", "a")
        app.post_message(events.Paste("na "))
        all_at_once(app, *"ab", "ctrl+s")
        (one,) = await results(pilot, app, 1)
        assert isinstance(one, dict)
        assert one["who"] == "ana ab"


async def test_a_screen_that_never_takes_keys_does_not_keep_them_for_ever(app: Busy) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n")
        await pilot.pause(0.2)
        form = app.screen
        assert isinstance(form, Form)
        assert form.opened
        form.opened = False
        all_at_once(app, "x")
        await pilot.pause(MOST_TURNS * TURN / 2)
        assert form.field("who").value == ""
        for _ in range(100):
            await pilot.pause(0.05)
            if form.field("who").value:
                break
        assert form.field("who").value == "x"
