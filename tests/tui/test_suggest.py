"""A field that offers who is known, and takes whoever is typed."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tui.desk import NoLibrary, desk, on_step, shown, sitting_at

from chairtui.core.vocabulary import Step
from chairtui.directory.agencies import Agencies
from chairtui.live.library import Person
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.widgets.form import Form
from chairtui.tui.widgets.options import Option
from chairtui.tui.widgets.suggest import OFFERED, Suggestions

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 36)])


class Library(NoLibrary):
    def people(self, *, limit: int = 5_000) -> Sequence[Person]:
        return (Person(name="Asha Mir", job="named nurse", agency="mash-health"),)


def sitting(folder: Path) -> Sitting:
    agencies = Agencies.load().under("x", '[gp]\n[[gp.contacts]]\nname = "Ashok Rao"\njob = "partner"\n')
    here = sitting_at(replace(desk(folder), library=Library(), agencies=agencies))
    here.read_people()
    return here


def test_contacts_and_people_of_earlier_meetings_are_known_once(tmp_path: Path) -> None:
    here = sitting(tmp_path)
    assert [one.name for one in here.people] == ["Ashok Rao", "Asha Mir"]
    here.desk.agencies.take(
        here.desk.agencies.under("x", '[mash-health]\n[[mash-health.contacts]]\nname = "Asha Mir"\n')
    )
    again = Sitting(here.desk, "another")
    again.read_people()
    assert [one.name for one in again.people] == ["Asha Mir", "Ashok Rao"] or len(again.people) == 2


@SIZES
async def test_a_person_is_taken_with_their_job(tmp_path: Path, size: tuple[int, int]) -> None:
    here = sitting(tmp_path)
    async with on_step(here, Step.WHO, size) as pilot:
        await pilot.press("n")
        form = pilot.app.screen
        assert isinstance(form, Form)
        form.field("name").focus()
        await pilot.press(*"mir")
        assert "as typed" in shown(pilot)
        assert "named nurse" in shown(pilot)
        await pilot.press("down", "enter")
        assert (form.field("name").value, form.field("job").value) == ("Asha Mir", "named nurse")
        assert form.field("agency").value == "mash-health"
        await pilot.press("ctrl+s")
        assert any(one.name == "Asha Mir" for one in here.live.outcome.meeting.attendance.register)


@pytest.mark.parametrize("leaves", ["tab", "enter", "ctrl+s"])
async def test_the_one_person_who_is_found_is_taken_by_whatever_leaves_the_field(
    tmp_path: Path, leaves: str
) -> None:
    here = sitting(tmp_path)
    async with on_step(here, Step.WHO) as pilot:
        await pilot.press("n")
        form = pilot.app.screen
        assert isinstance(form, Form)
        form.field("name").focus()
        await pilot.press(*"mir", leaves)
        assert form.values["name"] == "Asha Mir"
        assert form.values["job"] == "named nurse"
        if leaves != "ctrl+s":
            form.field("name").focus()
            await pilot.press(*"Mira", "tab")
            assert form.values["name"] == "Mira"


async def test_the_one_person_who_is_found_is_not_taken_where_somebody_says_as_typed(tmp_path: Path) -> None:
    here = sitting(tmp_path)
    async with on_step(here, Step.WHO) as pilot:
        await pilot.press("n")
        form = pilot.app.screen
        assert isinstance(form, Form)
        form.field("name").focus()
        await pilot.press(*"mir", "up", "tab")
        assert form.values["name"] == "mir"
        form.field("name").focus()
        await pilot.press("ctrl+u", *"nurse", "tab")
        assert form.values["name"] == "nurse"


@SIZES
async def test_who_is_typed_and_not_known_stays_as_typed(tmp_path: Path, size: tuple[int, int]) -> None:
    here = sitting(tmp_path)
    async with on_step(here, Step.WHO, size) as pilot:
        await pilot.press("f3")
        form = pilot.app.screen
        assert isinstance(form, Form)
        form.field("owner").focus()
        await pilot.press(*"Ash", "enter")
        assert form.field("owner").value == "Ash"
        form.field("owner").focus()
        await pilot.press(*"bury", "tab")
        assert form.field("owner").value == "Ashbury"


async def test_nobody_is_offered_in_privacy_mode(tmp_path: Path) -> None:
    here = sitting(tmp_path)
    async with on_step(here, Step.WHO) as pilot:
        await pilot.press("n")
        form = pilot.app.screen
        assert isinstance(form, Form)
        form.field("name").focus()
        await pilot.press(*"as")
        await pilot.pause()
        assert "Asha Mir" in shown(pilot)
        await pilot.press("f8")
        await pilot.pause()
        assert "Asha Mir" not in shown(pilot)
        assert pilot.app.screen is form
        await pilot.press("f8", "escape", "f8", "n")
        await pilot.pause()
        assert not any(isinstance(one, Form) for one in pilot.app.screen_stack)
        assert "Asha Mir" not in shown(pilot)


@given(st.lists(st.text(max_size=12), max_size=60), st.text(max_size=6))
def test_what_is_offered_has_every_typed_word_at_the_beginning_of_one(names: list[str], typed: str) -> None:
    found = Suggestions(Option(name, name) for name in names).of(typed)
    assert len(found) <= OFFERED
    for option in found:
        assert all(f" {word}" in f" {option.label}".casefold() for word in typed.casefold().split())
