"""The register of agencies in the program: found by typing, changed, added to, taken out."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tui.desk import desk, machine_with, shown

from chairtui.core.vocabulary import Circumstance
from chairtui.directory.agencies import Contact
from chairtui.directory.agencies_file import AgenciesFile
from chairtui.live.desk import Desk
from chairtui.text import clean
from chairtui.tui.app import ChairtuiApp
from chairtui.tui.screens.agencies import AgencyRegister
from chairtui.tui.sheets.agencies import agency_fields, agency_of, read_contacts, said_contact
from chairtui.tui.widgets.form import Form
from chairtui.tui.widgets.lines import Lines

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 36)])
PART = st.text(max_size=20).map(lambda words: clean(words.replace(";", ""), multiline=False).strip())


def at(folder: Path) -> tuple[Desk, AgenciesFile]:
    file = AgenciesFile(folder / "agencies.toml")
    return (
        replace(
            desk(folder),
            agencies=file.agencies,
            machine=machine_with(change_agencies=file.change, own_agency=file.own),
        ),
        file,
    )


@SIZES
async def test_an_agency_is_found_by_typing_and_changed(tmp_path: Path, size: tuple[int, int]) -> None:
    here, file = at(tmp_path)
    async with ChairtuiApp(here).run_test(size=size) as pilot:
        await pilot.press("g", *"mash hea", "enter", "enter")
        assert isinstance(pilot.app.screen, Form)
        pilot.app.screen.field("duty").value = "020 7946 0000"
        pilot.app.screen.field("contacts").value = "Asha Mir; named nurse\nDuty desk;; 101"
        await pilot.press("ctrl+s")
        assert "020 7946 0000" in shown(pilot)
        assert "2 contacts" in shown(pilot)
    again = AgenciesFile(tmp_path / "agencies.toml").agencies.get("mash-health")
    assert again.contacts[0] == Contact(name="Asha Mir", job="named nurse")
    assert again.health == file.agencies.get("mash-health").health


@SIZES
async def test_an_agency_is_added_and_taken_out_again(tmp_path: Path, size: tuple[int, int]) -> None:
    here, file = at(tmp_path)
    async with ChairtuiApp(here).run_test(size=size) as pilot:
        await pilot.press("g", "down", "n")
        form = pilot.app.screen
        assert isinstance(form, Form)
        form.field("name").value, form.field("sector").value = "The Harbour", "other"
        form.field("expected_when").value = ("gangs",)
        await pilot.press("ctrl+s")
        assert file.agencies.get("the-harbour").expected_when == (Circumstance.GANGS,)
        await pilot.press("slash", *"harbour", "down")
        assert "added here" in shown(pilot)
        await pilot.press("x", "down", "enter")
        assert "the-harbour" not in file.agencies
        assert "No agency has that in it" in shown(pilot)
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, AgencyRegister)
        assert len(pilot.app.screen.query_one(Lines).rows) == len([*file.agencies.all()])
        await pilot.press("escape")
        assert "chairtui" in shown(pilot)


async def test_each_letter_leads_to_the_first_of_what_it_finds(tmp_path: Path) -> None:
    here, _ = at(tmp_path)
    async with ChairtuiApp(here).run_test(size=(80, 24)) as pilot:
        await pilot.press("g")
        lines = pilot.app.screen.query_one(Lines)
        for letter in "police":
            await pilot.press(letter)
            assert lines.cursor_key == lines.rows[0].key
            lines.action_edge(-1)


async def test_a_number_that_seems_to_have_lost_its_zero_is_asked_about_at_its_field_before_it_is_saved(
    tmp_path: Path,
) -> None:
    here, file = at(tmp_path)
    async with ChairtuiApp(here).run_test(size=(120, 60), notifications=True) as pilot:
        await pilot.press("g", *"mash hea", "enter", "enter")
        form = pilot.app.screen
        assert isinstance(form, Form)
        form.field("duty").value = "2079460000"
        form.field("contacts").value = "Asha Mir; named nurse; 442079460001"
        await pilot.press("ctrl+s")
        said = {key: form.field(key).problem for key in ("duty", "contacts")}
        assert "“2079460000”: the 0 before it seems to be lost. Press ^s again" in said["duty"]
        assert "“442079460001”: the + before it seems to be lost. Press ^s again" in said["contacts"]
        form.field("duty").value = "1632960000"
        await pilot.press("ctrl+s")
        assert "“1632960000”: the 0 before it" in form.field("duty").problem
        assert not file.agencies.get("mash-health").duty
        await pilot.press("ctrl+s")
    assert AgenciesFile(tmp_path / "agencies.toml").agencies.get("mash-health").duty == "1632960000"


async def test_a_shipped_agency_stays(tmp_path: Path) -> None:
    here, _ = at(tmp_path)
    async with ChairtuiApp(here).run_test(notifications=True) as pilot:
        await pilot.press("g", "down", "x")
        await pilot.pause()
        assert "Only an agency that was added here" in shown(pilot)


def test_the_same_name_twice_is_refused(tmp_path: Path) -> None:
    here, _ = at(tmp_path)
    values = {spec.key: spec.initial for spec in agency_fields(None)} | {"name": "GP", "sector": "health"}
    with pytest.raises(ValueError, match="change that one"):
        agency_of(values, None, here.agencies)


def test_a_form_that_was_not_touched_changes_nothing(tmp_path: Path) -> None:
    here, _ = at(tmp_path)
    for one in here.agencies.all():
        values = {spec.key: spec.initial for spec in agency_fields(one)}
        assert agency_of(values, one, here.agencies) == one


@given(st.lists(st.builds(Contact, name=PART.filter(bool), job=PART, phone=PART, email=PART), max_size=4))
def test_contacts_come_back_from_their_lines(contacts: list[Contact]) -> None:
    assert list(read_contacts("\n".join(map(said_contact, contacts)))) == contacts


@pytest.mark.parametrize(
    ("words", "said"), [("a;b;c;d;e;f", "line 1"), ("a\n;;1", "line 2: give a name or a job")]
)
def test_a_wrong_line_of_contacts_is_named(words: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_contacts(words)
