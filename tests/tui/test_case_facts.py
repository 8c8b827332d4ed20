"""The facts of the case: numbers that check themselves, births, and who was put there by mistake."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.tui.desk import desk, on_step, save, shown, sitting_at

from chairtui.core.change import Refused
from chairtui.core.children import DescribeFamilyMember, FamilyMember, RemoveFamilyMember
from chairtui.core.plan import PlanSeeing, Seeing
from chairtui.core.vocabulary import Step, YesNo
from chairtui.tui.sheets.children import child_sheet, family_sheet
from chairtui.tui.sheets.new_meeting import read_children

AUNT = DescribeFamilyMember(member=FamilyMember(id="aunt", name="Aunt May"))


def test_a_childs_numbers_are_kept_as_they_are_written_on_paper(tmp_path: Path) -> None:
    sitting = sitting_at(desk(tmp_path))
    meeting = save(
        sitting,
        child_sheet(sitting),
        name="Kit",
        nhs_number="9434765919",
        upn="a123456789012",
        born="5 mar 2012",
    )
    child = meeting.concern.children[-1]
    assert (child.nhs_number, child.upn) == ("943 476 5919", "A123456789012")


def test_the_schools_of_the_register_are_offered_and_any_other_may_be_typed(tmp_path: Path) -> None:
    here = desk(tmp_path)
    own = '[vale]\nname = "Vale Academy"\nsector = "education"\nalso = ["The Vale"]\nduty = "020 7946 0123"\n'
    sitting = sitting_at(replace(here, agencies=here.agencies.under("own.toml", own)))
    sheet = child_sheet(sitting)
    offered = next(spec for spec in sheet.fields if spec.key == "setting").options
    assert [(one.value, one.hint) for one in offered] == [("Vale Academy", "020 7946 0123")]
    for typed, kept in (("the vale", "Vale Academy"), ("Elm Primary", "Elm Primary"), ("CAMHS", "CAMHS")):
        meeting = save(sitting, child_sheet(sitting), name="Kit", education="school", setting=typed)
        assert meeting.concern.children[-1].setting == kept


def test_unknown_numbers_may_be_left_empty(tmp_path: Path) -> None:
    sitting = sitting_at(desk(tmp_path))
    child = save(sitting, child_sheet(sitting), name="Kit").concern.children[-1]
    assert (child.nhs_number, child.upn) == ("", "")


@pytest.mark.parametrize(
    ("key", "typed", "said"),
    [
        ("nhs_number", "9434765918", "last digit does not fit"),
        ("nhs_number", "943", "ten digits"),
        ("upn", "B123456789012", "first letter does not fit"),
        ("born", "5 mar 2031", "does not lie ahead"),
    ],
)
def test_what_cannot_be_right_is_said_in_its_field(tmp_path: Path, key: str, typed: str, said: str) -> None:
    sitting = sitting_at(desk(tmp_path))
    spec = next(spec for spec in child_sheet(sitting).fields if spec.key == key)
    assert spec.understand is not None
    with pytest.raises(ValueError, match=said):
        spec.understand(typed)
    with pytest.raises(ValueError, match=said):
        save(sitting, child_sheet(sitting), name="Kit", **{key: typed})


def test_a_new_meeting_refuses_a_birth_that_lies_ahead(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="line 2: A date of birth does not lie ahead"):
        read_children("Kit, 5 mar 2012\nAl, 5 mar 2031", desk(tmp_path).clock.now())


def test_a_carer_who_lives_elsewhere_has_services_of_their_own(tmp_path: Path) -> None:
    sitting = sitting_at(desk(tmp_path))
    meeting = save(
        sitting,
        family_sheet(sitting),
        name="Dan",
        relationship="father",
        lives_with_child="no",
        open_to=("adult-mental-health",),
    )
    (father,) = (one for one in meeting.concern.family if one.name == "Dan")
    assert (father.lives_with_child, father.open_to) == (YesNo.NO, ("adult-mental-health",))
    (role,) = (one for one in sitting.expected(meeting) if one.agency == "adult-mental-health")
    assert "Dan is open to this service." in role.reasons


def test_whoever_was_put_into_the_family_by_mistake_leaves_it(tmp_path: Path) -> None:
    sitting = sitting_at(desk(tmp_path), AUNT)
    meeting = sitting.live.do(RemoveFamilyMember(member_id="aunt")).meeting
    assert all(one.id != "aunt" for one in meeting.concern.family)
    with pytest.raises(Refused, match="no such family member"):
        sitting.live.do(RemoveFamilyMember(member_id="aunt"))


def test_a_sibling_whom_the_plan_names_stays(tmp_path: Path) -> None:
    sitting = sitting_at(desk(tmp_path), AUNT, PlanSeeing(seeing=Seeing(id="aunt", by="Sam")))
    with pytest.raises(Refused, match="stays in the record"):
        sitting.live.do(RemoveFamilyMember(member_id="aunt"))


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_x_takes_a_family_member_away(tmp_path: Path, size: tuple[int, int]) -> None:
    sitting = sitting_at(desk(tmp_path), AUNT)
    async with on_step(sitting, Step.WHY, size) as pilot:
        pilot.app.screen.query_one("#body").go_to("family/aunt")  # type: ignore[attr-defined]
        await pilot.press("x")
        assert "family member put there by mistake" in shown(pilot)
        await pilot.press("down", "enter")
        assert "Aunt May" not in shown(pilot)
