"""What is promised of every form and every list, tried on all of them."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import cast, get_type_hints

import pytest
from tests.tui.desk import MEETING, desk, machine_with, on_step, shown, sitting_at
from tests.tui.every_form import BY_SCREENS, NAMES, Fields, Scene, fields_of, makers, scene
from textual.pilot import Pilot
from textual.widget import Widget

from chairtui.core.concern import ExplainLateness
from chairtui.core.vocabulary import Step
from chairtui.live.desk import Desk
from chairtui.tui.app import ChairtuiApp
from chairtui.tui.sheets.of_a_value import Part
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.steps.meeting_screen import MeetingScreen
from chairtui.tui.terminal.safe_app import SafeApp
from chairtui.tui.widgets.fields import CleanInput, Field, TextField
from chairtui.tui.widgets.form import FieldSpec, Form, Kind
from chairtui.tui.widgets.options import matching
from chairtui.tui.widgets.prose import ProseField
from chairtui.tui.widgets.suggest import SuggestField
from chairtui.tui.widgets.when_field import WhenField
from chairtui.tui.widgets.words import Words, say

PARTS = 8
"""Into how many parts the forms are dealt, so that several workers share them; those of a part, one app."""
EVERY = pytest.mark.parametrize("part", range(PARTS))
ONE_LINE = (Kind.TEXT, Kind.WHEN, Kind.NUMBER, Kind.SUGGEST)


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return scene(tmp_path_factory.mktemp("every"))


@pytest.fixture(scope="module")
def every(at: Scene) -> dict[str, Fields]:
    return dict(fields_of(at))


@asynccontextmanager
async def bare(folder: Path) -> AsyncIterator[Pilot[None]]:
    """Open a program in which there is nothing but forms."""
    app = SafeApp(folder, lambda: datetime(2026, 3, 5, tzinfo=UTC))
    async with app.run_test(size=(120, 50)) as pilot:
        yield pilot


async def opened(pilot: Pilot[None], fields: Iterable[FieldSpec]) -> Form:
    """Open a form over whatever is shown, in the place of another form."""
    if isinstance(pilot.app.screen, Form):
        await pilot.app.pop_screen()
    form = Form(
        "About Kit",
        tuple(fields),
        check=lambda _: pytest.fail("it was saved"),
        on_draft=lambda _key, _text: None,
    )
    await pilot.app.push_screen(form)
    await pilot.pause()
    assert "About Kit" in shown(pilot)
    return form


def of(part: int, every: dict[str, Fields]) -> dict[str, Fields]:
    """Return the forms of one part by name."""
    return {name: every[name] for name in sorted(every)[part::PARTS]}


def keys(text: str) -> list[str]:
    return ["space" if sign == " " else sign for sign in text]


def test_every_form_of_the_program_is_tried() -> None:
    assert set(makers()) == set(NAMES) - set(BY_SCREENS)


@EVERY
async def test_what_is_typed_into_a_list_searches_and_picks_nothing(
    part: int, every: dict[str, Fields], tmp_path: Path
) -> None:
    async with bare(tmp_path) as pilot:
        for name, fields in of(part, every).items():
            lists = [spec for spec in fields if spec.kind in (Kind.CHOICE, Kind.MANY)]
            form = await opened(pilot, lists)
            for spec in lists:
                field = form.field(spec.key)
                labels = [option.label for option in spec.options] or ["nobody"]
                before = field.value
                field.focus()
                await pilot.press(*keys(f" {labels[-1][:6]} ment a"))
                assert field.value == before, (name, spec.key)
                await pilot.press("down", *keys(" n yes"))
                assert field.value == before, (name, spec.key)


@EVERY
def test_what_begins_a_word_of_an_option_finds_it_before_what_stands_inside_a_word(
    part: int, every: dict[str, Fields]
) -> None:
    for name, fields in of(part, every).items():
        for spec in fields:
            for typed in {
                word.strip("()/–").casefold()[:4] for one in spec.options for word in one.label.split()
            }:
                found = [f" {one.label} {one.hint}".casefold() for one in matching(spec.options, typed)]
                begins = [any(f"{sign}{typed}" in one for sign in " (/–-") for one in found]
                assert begins == sorted(begins, reverse=True), (name, spec.key, typed)


@EVERY
async def test_one_letter_answers_yes_or_no_and_what_is_typed_next_goes_into_the_next_field(
    part: int, every: dict[str, Fields], tmp_path: Path
) -> None:
    async with bare(tmp_path) as pilot:
        for name, fields in of(part, every).items():
            form = await opened(pilot, fields)
            form.unfold(form.fields)
            for place, spec in enumerate(field.spec for field in form.fields):
                if spec.kind is not Kind.YES_NO:
                    continue
                field, follows = form.fields[place], form.fields[place + 1 :][:1]
                for letter, answer in (("n", "no"), ("y", "yes"), ("u", "unknown")):
                    for one in follows:
                        one.value = ""
                    field.focus()
                    await pilot.press("backspace", letter, *keys("adult me yn"))
                    assert (field.value, pilot.app.screen) == (answer, form), (name, spec.key)
                    here = follows[0] if follows else field
                    assert pilot.app.focused is not None
                    assert here in pilot.app.focused.ancestors, (name, spec.key)
                    if follows and follows[0].spec.kind in ONE_LINE:
                        assert str(here.value).startswith("adult me"), (name, spec.key)


@EVERY
async def test_what_the_program_put_into_a_line_is_replaced_by_typing_and_what_somebody_typed_is_not(
    part: int, every: dict[str, Fields], tmp_path: Path
) -> None:
    async with bare(tmp_path) as pilot:
        for name, fields in of(part, every).items():
            lines = [spec for spec in fields if spec.kind in ONE_LINE and spec.initial]
            drafts = [
                FieldSpec(f"{one.key}-typed", one.label, one.kind, draft="mo", understand=str)
                for one in lines
            ]
            form = await opened(pilot, [*lines, *drafts])
            for spec, typed, held in (
                *((one, "12", "12") for one in lines),
                *((one, "re", "more") for one in drafts),
            ):
                form.field(spec.key).focus()
                await pilot.press(*typed)
                assert form.field(spec.key).value == held, (name, spec.key)
            for spec in lines[:1]:
                form.field(spec.key).focus()
                await pilot.press(*"3")
                assert form.field(spec.key).value == "123", (name, spec.key)


@EVERY
async def test_what_is_needed_is_marked_an_error_stands_at_its_field_and_tab_goes_as_people_read(
    part: int, every: dict[str, Fields], tmp_path: Path
) -> None:
    async with bare(tmp_path) as pilot:
        for name, fields in of(part, every).items():
            if not fields:
                continue
            form = await opened(pilot, fields)
            assert _fields_at(form, form.focus_chain) == [*form.seen], name
            form.unfold(form.fields)
            await pilot.pause()
            assert _fields_at(form, form.focus_chain) == [*form.fields], name
            tops = [field.virtual_region.y for field in form.fields]
            assert tops == sorted({*tops}), name
            for field in form.fields:
                label = field.query_one(".label", Words).words.plain
                assert label.endswith("(needed)") is field.spec.required, (name, field.key)
            wrong = {field.key: f"Wrong at {field.key}." for field in form.fields[1:] or form.fields}
            form.end_with(wrong)
            await pilot.pause()
            for field in form.fields:
                said = field.query_one(".note", Words).words.plain
                assert (said == f"✗ Wrong at {field.key}.") is (field.key in wrong), (name, field.key)
            assert pilot.app.focused is not None
            assert form.field(next(iter(wrong))) in pilot.app.focused.ancestors, name


def _fields_at(form: Form, widgets: Iterable[Widget]) -> list[Field]:
    """Return the fields in which these widgets stand, each once."""
    return [*dict.fromkeys(field for one in widgets for field in form.fields if field in one.ancestors)]


@EVERY
async def test_what_is_picked_beforehand_is_selected_so_that_typing_searches_anew(
    part: int, every: dict[str, Fields], tmp_path: Path
) -> None:
    async with bare(tmp_path) as pilot:
        for name, fields in of(part, every).items():
            picked = [spec for spec in fields if spec.kind is Kind.CHOICE and spec.initial]
            form = await opened(pilot, picked)
            for spec in picked:
                form.field(spec.key).focus()
                await pilot.pause()
                line = pilot.app.focused
                assert isinstance(line, CleanInput)
                assert line.selected_text == line.value != "", (name, spec.key)


# Over a meeting ---------------------------------------------------------------------------------------

HALF = "Half n"


def _text_of(form: Form) -> dict[str, str]:
    return {field.key: field.as_text for field in form.fields}


async def _half_typed(pilot: Pilot[None], form: Form) -> str:
    """Type half a sentence into the first field that takes any; return its key, or nothing."""
    for field in form.fields:
        if isinstance(field, (TextField, ProseField, SuggestField)) and not isinstance(field, WhenField):
            field.focus()
            await pilot.press(*keys(HALF))
            return field.key
    return ""


@EVERY
async def test_privacy_covers_a_form_and_gives_it_back_and_what_is_typed_meanwhile_is_never_a_command(
    part: int, every: dict[str, Fields], tmp_path: Path
) -> None:
    sitting = sitting_at(desk(tmp_path))
    async with on_step(sitting, Step.WHY) as pilot:
        app, size = cast("ChairtuiApp", pilot.app), sitting.desk.log.size(MEETING)
        for name, fields in of(part, every).items():
            form = await opened(pilot, fields)
            key = await _half_typed(pilot, form)
            before, at = _text_of(form), app.focused
            await pilot.press("f8")
            await pilot.pause()
            assert app.private
            assert "Hidden. F8 shows it again" in shown(pilot)
            assert not any(words in shown(pilot) for words in (HALF, "About Kit"))
            await pilot.press(*(keys(" more n") if key else ""))
            await pilot.press("escape", "ctrl+s", "tab", "f9", "f9", "ctrl+z", "ctrl+g", "ctrl+p", "down")
            await pilot.press("f8")
            await pilot.pause()
            assert (app.private, app.screen, app.focused) == (False, form, at), name
            went_on = {key: before[key].replace(HALF, f"{HALF} more n")} if key else {}
            assert _text_of(form) == before | went_on, name
            assert "About Kit" in shown(pilot)
            await app.pop_screen()
        assert (app.sitting, sitting.step, sitting.desk.log.size(MEETING)) == (sitting, Step.WHY, size)


@EVERY
async def test_a_form_stays_with_its_text_and_its_cursor_whatever_happens_around_it(
    part: int, every: dict[str, Fields], tmp_path: Path
) -> None:
    sitting = sitting_at(desk(tmp_path))
    async with on_step(sitting, Step.KNOW) as pilot:
        app, below = cast("ChairtuiApp", pilot.app), cast("MeetingScreen", pilot.app.screen)
        for number, (name, fields) in enumerate(of(part, every).items()):
            form = await opened(pilot, fields)
            await _half_typed(pilot, form)
            before, at = _text_of(form), app.focused
            Sitting(sitting.desk, MEETING).live.do(ExplainLateness(because=f"Snow {number}."))
            below.look()
            below.tell_time()
            below.show(sitting.shown)
            app.draw_anew()
            await pilot.press("f9", "f9", "f4", "f7", "f6", "ctrl+g", "ctrl+b", "f1", "escape")
            for size, seen in (((50, 12), "window is too small"), ((120, 36), "About Kit")):
                await pilot.resize_terminal(*size)
                await pilot.pause()
                assert seen in shown(pilot), name
            assert (app.screen, app.focused, _text_of(form)) == (form, at, before), name
            await app.pop_screen()
        assert not sitting.live.outcome.meeting.urgent


async def test_a_notice_that_is_up_is_hidden_with_the_rest_and_given_back(tmp_path: Path) -> None:
    async with on_step(sitting_at(desk(tmp_path)), Step.WHY) as pilot:
        say(pilot.app, "Taken back: Kit is at his aunt's.")
        await pilot.pause()
        assert "his aunt" in shown(pilot)
        await pilot.press("f8")
        await pilot.pause()
        assert "his aunt" not in shown(pilot)
        await pilot.press("f8")
        await pilot.pause()
        assert "his aunt" in shown(pilot)


async def test_the_invented_meetings_wait_until_a_form_that_was_opened_meanwhile_is_closed(
    tmp_path: Path,
) -> None:
    made = threading.Event()

    def practise() -> Desk:
        made.wait(10)
        return desk(tmp_path / "other")

    here = replace(desk(tmp_path), machine=machine_with(practise=practise))
    app = ChairtuiApp(here)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("d", "n")
        await pilot.pause()
        form = app.screen
        assert isinstance(form, Form)
        made.set()
        await app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press(*"Half")
        assert app.screen is form
        assert app.desk is here
        await pilot.press("escape")
        await pilot.pause()
        assert app.desk is not here


def test_a_field_that_keeps_an_instant_asks_for_the_time_of_a_day_alone_and_makes_none_up(
    every: dict[str, Fields],
) -> None:
    kept = [
        (name, field)
        for name, fields in every.items()
        for field in fields
        if isinstance(field, Part) and field.kind is Kind.WHEN and name not in DAYS_STAY
        if "datetime.datetime" in str(get_type_hints(field.of)[field.part])
    ]
    assert len(kept) > 1
    for name, field in kept:
        assert field.understand
        with pytest.raises(ValueError, match="Type the time with its hour too"):
            field.understand("2 mar 2026")
        assert "14:00" in field.understand("2 mar 2026 14:00"), (name, field.key)


DAYS_STAY = {"sharing.booking_sheet"}
"""Forms in which a day without a time stays a day."""
