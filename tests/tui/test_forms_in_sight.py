"""A form never hides the meeting: what it is about stays in sight, and goes on changing."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tui.deciding import EVERYBODY, RISK
from tests.tui.desk import StillClock, desk, on_step, shown, sitting_at
from tests.tui.every_form import SHEETS, Scene, scene
from textual.containers import VerticalScroll

from chairtui.core.concern import AnswerSafety, Safety
from chairtui.core.vocabulary import Step, YesNo
from chairtui.tui.steps.in_sight import in_sight
from chairtui.tui.widgets.form import Form
from chairtui.tui.widgets.lines import Lines, Row

UNSAFE = AnswerSafety(safety=Safety(safe=YesNo.NO))
SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=lambda size: f"{size[0]}x{size[1]}")
SEEN_AT_FIRST = 4
"""How many fields of a form are seen before anybody scrolls."""
FEWER = {"gate.gate_sheet": 3}
"""The fields of the gate are whole sentences, over two lines each at 80 columns."""


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return scene(tmp_path_factory.mktemp("every"))


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_over_a_step_header_minimum_row_and_gravest_warning_stay_in_sight(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    sitting = sitting_at(desk(tmp_path), *EVERYBODY, RISK, UNSAFE)
    async with on_step(sitting, Step.WHO, size=size) as pilot:
        pilot.app.screen.query_one("#body", Lines).go_to("police")
        await pilot.press("f2")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Form)
        seen = shown(pilot)
        assert "What was shared" in seen
        assert "MINIMUM  social worker ✓   police ✓   health ✓" in seen
        assert "Ben Marsh" in seen
        assert sitting.attention(sitting.live.outcome).rows[0].words[:30] in seen


async def test_the_clock_goes_on_above_a_form(tmp_path: Path) -> None:
    sitting = sitting_at(desk(tmp_path), *EVERYBODY)
    clock = sitting.desk.clock
    assert isinstance(clock, StillClock)
    async with on_step(sitting, Step.WHO) as pilot:
        await pilot.press("f2")
        await pilot.pause()
        before = shown(pilot).splitlines()[0]
        clock.pass_(60)
        await pilot.pause(1.2)
        assert shown(pilot).splitlines()[0] != before


@SIZES
async def test_no_form_over_a_step_has_to_be_scrolled_to_see_its_first_four_fields(
    at: Scene, size: tuple[int, int], tmp_path: Path
) -> None:
    hidden = {}
    rows = Lines([Row("police", "Police")])
    async with on_step(at.held, Step.WHO, size=size) as pilot:
        for name, make in SHEETS.items():
            sheet = make(at)
            assert sheet is not None
            beside = in_sight(at.held, Step.WHO, rows, "1 Who is here")
            form = Form(sheet.title, sheet.fields, about=sheet.about, focus=sheet.focus, in_sight=beside)
            await pilot.app.push_screen(form)
            await pilot.pause()
            await pilot.pause()
            room = form.query_one("#fields", VerticalScroll).size.height
            first = form.fields[: FEWER.get(name, SEEN_AT_FIRST)]
            bottom = max((field.virtual_region.bottom for field in first), default=0)
            if bottom > room:
                hidden[name] = (bottom, room)
            form.dismiss(None)
            await pilot.pause()
    assert not hidden, str(hidden)


@pytest.mark.parametrize(
    ("size", "classes"),
    [((80, 24), {"-narrow", "-short"}), ((120, 36), {"-narrow", "-tall"}), ((200, 60), {"-wide", "-tall"})],
    ids=lambda value: f"{value[0]}x{value[1]}" if isinstance(value, tuple) else "",
)
async def test_a_form_has_its_size_before_it_is_drawn_so_that_it_is_never_drawn_in_another_width(
    at: Scene, size: tuple[int, int], classes: set[str]
) -> None:
    seen: list[tuple[set[str], str]] = []

    class Watched(Form):
        def on_mount(self) -> None:
            super().on_mount()
            window = self.query_one("#window")
            seen.append(
                (set(self.classes) & {"-narrow", "-wide", "-short", "-tall"}, window.styles.border.left[0])
            )

    async with on_step(at.held, Step.WHO, size=size) as pilot:
        beside = in_sight(at.held, Step.WHO, Lines([Row("police", "Police")]), "1 Who is here")
        form = Watched("About Kit", SHEETS["planning.question_sheet"](at).fields, in_sight=beside)  # type: ignore[union-attr]
        await pilot.app.push_screen(form)
        await pilot.pause()
        last = form.query_one("#window").styles.border.left[0]
    assert seen == [(classes, last)]


@SIZES
async def test_at_every_size_the_footer_of_what_has_a_next_one_names_the_key_for_it(
    at: Scene, size: tuple[int, int]
) -> None:
    async with on_step(at.held, Step.KNOW, size=size) as pilot:
        for key in ("f2", "f3"):
            await pilot.press(key)
            await pilot.pause()
            assert "^s save" in shown(pilot)
            assert "^n save, next" in shown(pilot)
            await pilot.press("escape")
            await pilot.pause()
