"""What is promised of every form and every list, tried on all of them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.tui.every_form import BY_SCREENS, NAMES, Fields, Scene, fields_of, makers, scene
from textual.pilot import Pilot

from chairtui.tui.safe_app import SafeApp
from chairtui.tui.widgets.form import FieldSpec, Form, Kind
from chairtui.tui.widgets.options import matching

EVERY = pytest.mark.parametrize("name", NAMES)
ONE_LINE = (Kind.TEXT, Kind.WHEN, Kind.NUMBER, Kind.SUGGEST)


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return scene(tmp_path_factory.mktemp("every"))


@pytest.fixture(scope="module")
def every(at: Scene) -> dict[str, Fields]:
    return dict(fields_of(at))


@asynccontextmanager
async def opened(fields: Iterable[FieldSpec], folder: Path) -> AsyncIterator[tuple[Pilot[None], Form]]:
    """Open a form and yield it."""
    app = SafeApp(folder, lambda: datetime(2026, 3, 5, tzinfo=UTC))
    async with app.run_test(size=(120, 50)) as pilot:
        form = Form("A form", tuple(fields), on_draft=lambda _key, _text: None)
        await app.push_screen(form)
        await pilot.pause()
        yield pilot, form


def keys(text: str) -> list[str]:
    return ["space" if sign == " " else sign for sign in text]


def test_every_form_of_the_program_is_tried() -> None:
    assert set(makers()) == set(NAMES) - set(BY_SCREENS)


@EVERY
async def test_what_is_typed_into_a_list_searches_and_picks_nothing(
    name: str, every: dict[str, Fields], tmp_path: Path
) -> None:
    lists = [spec for spec in every[name] if spec.kind in (Kind.CHOICE, Kind.MANY)]
    if not lists:
        return
    async with opened(lists, tmp_path) as (pilot, form):
        for spec in lists:
            field = form.field(spec.key)
            labels = [option.label for option in spec.options] or ["nobody"]
            before = field.value
            field.focus()
            await pilot.press(*keys(f" {labels[-1][:12]} ment a"))
            assert field.value == before, spec.key
            await pilot.press("down", *keys(" n yes"))
            assert field.value == before, spec.key


@EVERY
def test_what_begins_a_word_of_an_option_finds_it_before_what_stands_inside_a_word(
    name: str, every: dict[str, Fields]
) -> None:
    for spec in every[name]:
        for option in spec.options:
            for word in option.label.split():
                typed = word.strip("()/–").casefold()[:4]
                if not typed:
                    continue
                found = [f" {one.label} {one.hint}".casefold() for one in matching(spec.options, typed)]
                begins = [any(f"{sign}{typed}" in one for sign in " (/–-") for one in found]
                assert begins == sorted(begins, reverse=True), (spec.key, typed)


@EVERY
async def test_one_letter_answers_yes_or_no_and_what_is_typed_next_goes_into_the_next_field(
    name: str, every: dict[str, Fields], tmp_path: Path
) -> None:
    asked = [spec.key for spec in every[name] if spec.kind is Kind.YES_NO]
    if not asked:
        return
    async with opened(every[name], tmp_path) as (pilot, form):
        for key in asked:
            field = form.field(key)
            follows = form.fields[form.fields.index(field) + 1 :][:1]
            for letter, answer in (("n", "no"), ("y", "yes"), ("u", "unknown")):
                for one in follows:
                    one.value = ""
                field.focus()
                await pilot.press("backspace", letter, *keys("adult mental yes unknown"))
                assert field.value == answer, key
                assert pilot.app.screen is form
                assert pilot.app.focused is not None
                assert follows or field in pilot.app.focused.ancestors
                for spec, one in zip(every[name], form.fields, strict=True):
                    if one in follows:
                        assert one in pilot.app.focused.ancestors
                        assert spec.kind not in ONE_LINE or str(one.value).startswith("adult mental")


@EVERY
async def test_what_the_program_put_into_a_line_is_replaced_by_typing_and_what_somebody_typed_is_not(
    name: str, every: dict[str, Fields], tmp_path: Path
) -> None:
    lines = [spec for spec in every[name] if spec.kind in ONE_LINE and spec.initial]
    if not lines:
        return
    drafts = [FieldSpec(f"{one.key}-typed", one.label, one.kind, draft="mo", understand=str) for one in lines]
    async with opened([*lines, *drafts], tmp_path) as (pilot, form):
        for spec in lines:
            form.field(spec.key).focus()
            await pilot.press(*"12")
            assert form.field(spec.key).value == "12", spec.key
        for spec in drafts:
            form.field(spec.key).focus()
            await pilot.press(*"re")
            assert form.field(spec.key).value == "more", spec.key
            form.field(lines[0].key).focus()
        form.field(lines[0].key).focus()
        await pilot.press(*"3")
        assert form.field(lines[0].key).value == "123"
