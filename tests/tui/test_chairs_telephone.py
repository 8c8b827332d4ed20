"""The chair's telephone is typed once: the next meeting that they lead has it, and nobody else's has."""

from __future__ import annotations

from dataclasses import replace as with_other
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.tui.desk import desk

from chairtui.core.chairing import TakeChair
from chairtui.live.desk import Desk
from chairtui.tui.app import ChairtuiApp
from chairtui.tui.sheets.new_meeting import new_meeting_sheet
from chairtui.tui.widgets.fields import Field
from chairtui.tui.widgets.form import Form, Values

NUMBER = "020 7946 0018"


def known(folder: Path, phone: str = NUMBER) -> Desk:
    here = desk(folder)
    return with_other(here, settings=replace(here.settings, phone=phone))


def led(here: Desk, **typed: str) -> TakeChair:
    sheet = new_meeting_sheet(here, "m1")
    values: Values = {spec.key: spec.initial for spec in sheet.fields} | {"children": "Kit", **typed}
    (chair,) = (one for one in sheet.commands(values) if isinstance(one, TakeChair))
    return chair


def test_a_new_meeting_of_theirs_has_the_number_from_the_settings(tmp_path: Path) -> None:
    here = known(tmp_path)
    assert led(here).phone == NUMBER
    assert led(here).name == here.settings.name


def test_a_number_that_is_typed_goes_before_it(tmp_path: Path) -> None:
    assert led(known(tmp_path), phone="020 7946 0077").phone == "020 7946 0077"


def test_somebody_else_who_leads_has_not_their_number(tmp_path: Path) -> None:
    assert led(known(tmp_path), chair="Somebody Else").phone == ""
    assert led(known(tmp_path), chair="Somebody Else", phone="020 7946 0077").phone == "020 7946 0077"


@pytest.mark.parametrize("chair", ["", "Somebody Else"], ids=["own", "another's"])
async def test_what_they_type_for_themselves_is_remembered(tmp_path: Path, chair: str) -> None:
    app = ChairtuiApp(known(tmp_path, phone=""))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n")
        await pilot.pause()
        form = app.screen
        assert isinstance(form, Form)
        typed = {"children": "Kit", "phone": NUMBER} | ({"chair": chair} if chair else {})
        for key, words in typed.items():
            form.query_one(f"#field-{key}", Field).value = words
        await pilot.press("ctrl+s")
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        assert app.desk.settings.phone == ("" if chair else NUMBER)
