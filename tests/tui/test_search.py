"""Searching while typing, and opening a meeting at what was found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import pytest
from textual.pilot import Pilot

from chairtui import wiring
from chairtui.core.history.log import fold
from chairtui.core.texts import parts, texts_of, values
from chairtui.live.where_found import CALLED
from chairtui.tui.app import ChairtuiApp
from chairtui.tui.rows.found import goes_to
from chairtui.tui.screens.search import Search
from chairtui.tui.steps.rows_of_a_step import RowsOfAStep
from chairtui.tui.widgets.bars import Bar
from chairtui.tui.widgets.fields import TextField
from chairtui.tui.widgets.form import Form
from chairtui.tui.widgets.lines import Lines

NO_ROW = {
    "preparing.sent",
    "conflicts",
    "meeting",
    "preparing",
    "preparing.agenda",
    "preparing.joining",
    "warnings",
    "closing.signature",
}
"""What stands in no row that is always there: it opens the step, or the meeting where it goes on."""


@pytest.fixture(scope="module")
def place() -> Iterator[wiring.Workplace]:
    with wiring.demonstration() as there:
        yield there


async def typed(pilot: Pilot[None], words: str) -> list[str]:
    """Type words, and return the keys of what is found."""
    pilot.app.screen.query_one(TextField).value = words
    await at_rest(pilot)
    return [row.key for row in pilot.app.screen.query_one("#found", Lines).rows]


async def at_rest(pilot: Pilot[None]) -> None:
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def kinds(place: wiring.Workplace, meeting_id: str) -> dict[str, str]:
    """Return one place of each kind of value that has texts in a meeting."""
    meeting = fold(place.log.read(meeting_id))
    return {
        where.partition("/")[0]: where
        for part in parts()
        for value, where in values(getattr(meeting, part), part)
        if texts_of(value, where).words
    }


def test_every_kind_of_value_with_texts_has_a_name_and_a_step(place: wiring.Workplace) -> None:
    there = {path for one in place.log.meeting_ids() for path in kinds(place, one)}
    assert there <= {*CALLED}
    assert {path for path in CALLED if goes_to(f"{path}/x")[0] is None} <= {"meeting", "series.earlier"}


@pytest.mark.parametrize("meeting_id", ["demo-1-missing-from-watford", "demo-9-exemplary"])
async def test_what_was_found_opens_the_meeting_at_its_row(place: wiring.Workplace, meeting_id: str) -> None:
    app, missed = ChairtuiApp(place.desk), set[str]()
    async with app.run_test(size=(120, 36)) as pilot:
        await at_rest(pilot)
        for path, where in kinds(place, meeting_id).items():
            step, rows = goes_to(where)
            app.open_meeting(meeting_id, step, rows)
            await at_rest(pilot)
            screen = cast("RowsOfAStep", app.screen)
            assert screen.STEP is (step or screen.sitting.step)
            if screen.row_key not in rows:
                missed.add(path)
            app.close_meeting()
            await at_rest(pilot)
    assert missed <= NO_ROW


async def test_words_are_found_while_they_are_typed_and_enter_opens_it(
    place: wiring.Workplace,
) -> None:
    app = ChairtuiApp(place.desk)
    async with app.run_test(size=(120, 36)) as pilot:
        app.search()
        await at_rest(pilot)
        concern = fold(place.log.read("demo-9-exemplary")).concern.words
        hit = "demo-9-exemplary/concern"
        assert hit in await typed(pilot, " ".join(concern.split()[:6]))
        lines = app.screen.query_one("#found", Lines)
        await pilot.press("enter")
        lines.go_to(hit)
        await pilot.press("enter")
        await at_rest(pilot)
        assert cast("RowsOfAStep", app.screen).row_key == "concern"


async def test_the_cursor_is_on_the_first_of_what_is_found_by_what_stands_there_now(
    place: wiring.Workplace,
) -> None:
    app = ChairtuiApp(place.desk)
    async with app.run_test(size=(120, 36)) as pilot:
        app.search()
        await at_rest(pilot)
        for words in ("s", "sc", "sch", "school", "mis", "police"):
            found = await typed(pilot, words)
            lines = app.screen.query_one("#found", Lines)
            first = next(row.key for row in lines.rows if row.selectable)
            assert lines.cursor_key == first
            assert len(found) > 1
            lines.action_edge(-1)


async def test_escape_first_takes_away_what_is_typed_and_then_goes_back(place: wiring.Workplace) -> None:
    app = ChairtuiApp(place.desk)
    async with app.run_test(size=(120, 36)) as pilot:
        app.search()
        await at_rest(pilot)
        await typed(pilot, "police")
        for focus in ("#found", "TextField Input"):
            app.screen.query_one(focus).focus()
            await pilot.press("escape")
            await at_rest(pilot)
            assert isinstance(app.screen, Search)
            assert app.screen.query_one(TextField).value == ""
            assert app.screen.query_one("#found", Lines).rows == ()
            await typed(pilot, "police")
        await pilot.press("escape", "escape")
        assert not isinstance(app.screen, Search)


async def test_letters_only_search_and_nothing_is_picked_by_them(place: wiring.Workplace) -> None:
    app = ChairtuiApp(place.desk)
    async with app.run_test(size=(80, 24)) as pilot:
        app.search()
        await at_rest(pilot)
        await pilot.press(*"a school /")
        await at_rest(pilot)
        assert isinstance(app.screen, Search)
        assert app.screen.query_one(TextField).value == "a school /"


async def test_filters_are_typed_or_chosen_in_a_form_and_said(place: wiring.Workplace) -> None:
    app = ChairtuiApp(place.desk)
    async with app.run_test(size=(120, 36)) as pilot:
        app.search()
        await at_rest(pilot)
        every = await typed(pilot, "school")
        signed = await typed(pilot, "school stage:signed")
        assert {*signed} < {*every}
        said = str(app.screen.query_one("#only", Bar).render())
        assert "Only: stage signed" in said
        await typed(pilot, "school stage:nonsense since:never")
        said = str(app.screen.query_one("#only", Bar).render())
        assert "“nonsense” is none of these" in said
        await typed(pilot, "school outcome:“do not”")
        await pilot.press("f2")
        await pilot.pause()
        assert isinstance(app.screen, Form)
        app.screen.dismiss({**dict.fromkeys(FIELDS, ""), "stage": "signed", "since": "1 jan 2026"})
        await at_rest(pilot)
        assert app.screen.query_one(TextField).value.startswith("school since:")
        assert "stage:signed" in str(app.screen.query_one(TextField).value)
        assert "outcome" not in str(app.screen.query_one(TextField).value)


FIELDS = ("since", "until", "team", "agency", "circumstance", "outcome", "stage", "warning", "order")


async def test_a_key_puts_the_best_first_and_the_newest_again_and_says_so(place: wiring.Workplace) -> None:
    app = ChairtuiApp(place.desk)
    async with app.run_test(size=(120, 36)) as pilot:
        app.search()
        await at_rest(pilot)
        newest = await typed(pilot, "school stage:signed")
        await pilot.press("f3")
        await at_rest(pilot)
        assert app.screen.query_one(TextField).value == "school stage:signed order:best"
        said = str(app.screen.query_one("#only", Bar).render())
        assert "Only: stage signed   Best first, of the newest 1,000" in said
        best = await typed(pilot, "school stage:signed order:best")
        assert best != newest
        assert {one.partition("/")[0] for one in best} == {one.partition("/")[0] for one in newest}
        await pilot.press("f3")
        await at_rest(pilot)
        assert app.screen.query_one(TextField).value == "school stage:signed"


async def test_an_empty_search_and_one_that_finds_nothing_say_what_to_press(place: wiring.Workplace) -> None:
    app = ChairtuiApp(place.desk)
    async with app.run_test(size=(120, 36)) as pilot:
        app.search()
        await at_rest(pilot)
        assert "F2" in app.screen.query_one("#found", Lines).empty
        await typed(pilot, "zzzz")
        assert app.screen.query_one("#found", Lines).empty.startswith("Nothing is found.")
