"""Looking is no act: what a key opens and somebody leaves again has changed nothing in the meeting."""

from collections.abc import Iterable
from itertools import product
from pathlib import Path

import pytest
from tests.core.scene import ALL_HERE
from tests.tui.deciding import RISK
from tests.tui.desk import desk, meeting_of, on_step, sitting_at
from textual.pilot import Pilot

from chairtui.core.analysis import ListUnknown, Unknown
from chairtui.core.vocabulary import Step
from chairtui.tui.keys import Where, acts
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.widgets.dialogs import Confirm
from chairtui.tui.widgets.lines import Lines, Row
from chairtui.tui.widgets.words import content

PLACES = {
    Step.WHO: Where.REGISTER,
    Step.WHY: Where.WHY,
    Step.KNOW: Where.ROUND,
    Step.MEAN: Where.MEANING,
    Step.DECIDE: Where.DECISION,
    Step.PLAN: Where.PLAN,
    Step.READ_BACK: Where.READ_BACK,
}


def _kinds(rows: Iterable[Row]) -> list[str]:
    """Return the key of one row of each kind: of people, one for each sign before them."""
    found: dict[str, str] = {}
    for row in rows:
        if row.selectable:
            kind, several, _ = row.key.partition("/")
            found[kind if several else content(row.mark).plain] = row.key
    return list(found.values())


async def _left(pilot: Pilot[None], base: int) -> None:
    while len(pilot.app.screen_stack) > base:
        await pilot.press("escape")
        await pilot.pause()


async def _opened_and_left(pilot: Pilot[None], sitting: Sitting, row: str, *keys: str) -> bool:
    """Press keys on a row and leave what they opened; say whether they opened a question with answers."""
    base = len(pilot.app.screen_stack)
    screen = pilot.app.screen
    screen.query_one("#body", Lines).go_to(row)
    before = meeting_of(sitting)
    for key in keys:
        await pilot.press(key)
        await pilot.pause()
    asks = isinstance(pilot.app.screen, Confirm)
    if len(pilot.app.screen_stack) > base:
        await _left(pilot, base)
        assert meeting_of(sitting) == before, (row, keys)
    return asks


@pytest.mark.parametrize("step", PLACES, ids=lambda step: step.name)
async def test_a_form_that_is_opened_and_left_again_is_no_act(tmp_path: Path, step: Step) -> None:
    sitting = sitting_at(desk(tmp_path), *ALL_HERE, RISK, ListUnknown(unknown=Unknown(id="u", words="Who")))
    keys = ["enter", *(act.key for act in acts(PLACES[step]) if len(act.key) == 1)]
    async with on_step(sitting, step) as pilot:
        body = pilot.app.screen.query_one("#body", Lines)
        for row, key in product(_kinds(body.rows), keys):
            if await _opened_and_left(pilot, sitting, row, key):
                for answer in range(2):
                    await _opened_and_left(pilot, sitting, row, key, *["down"] * answer, "enter")


async def test_only_what_is_said_or_the_key_for_it_gives_an_agency_its_turn(tmp_path: Path) -> None:
    sitting = sitting_at(desk(tmp_path), *ALL_HERE)
    async with on_step(sitting, Step.KNOW) as pilot:
        pilot.app.screen.query_one("#body", Lines).go_to("police")
        for key in ("b", "w", "enter"):
            await pilot.press(key, "escape")
            await pilot.pause()
            assert not meeting_of(sitting).sharing.turns, key
        await pilot.press("b", "ctrl+s")
        await pilot.pause()
        turn = meeting_of(sitting).sharing.turn("police")
        assert turn.called_at
        assert turn.bookings_asked
        pilot.app.screen.query_one("#body", Lines).go_to("nurse")
        await pilot.press("space")
        await pilot.pause()
        assert meeting_of(sitting).sharing.turn("nurse").called_at
