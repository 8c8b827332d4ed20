"""Earlier meetings about the same children: found, said, linked later, and who came to which."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.core.scene import STARTED, given
from tests.tui.desk import NoLibrary, desk, on_step, save, shown, sitting_at

from chairtui.core.carrying import across, follow, not_listed_again
from chairtui.core.change import Command
from chairtui.core.meeting import Meeting, PrepareMeeting
from chairtui.core.series import Attended, Carried, CarriedKind, Earlier, JoinSeries, Partner
from chairtui.core.vocabulary import Answer, HealthKind, Invited, PoliceUnit, Sector, Step
from chairtui.tui.rows.series import followed, series_row, series_words
from chairtui.tui.sheets.partners import partners_sheet
from chairtui.tui.widgets.lines import Lines, Row
from chairtui.tui.widgets.words import content

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 36)])
POLICE = Attended(agency="police", unit=PoliceUnit.MISSING)
GP = Attended(agency="gp")
THREE = JoinSeries(
    earlier=(
        Earlier(
            id="a", reference="SM-1", held_at=datetime(2026, 1, 5, 10, tzinfo=UTC), attended=(POLICE, GP)
        ),
        Earlier(id="b", reference="SM-2", held_at=datetime(2026, 2, 5, 10, tzinfo=UTC), attended=(GP,)),
    ),
    carried=(Carried(id="x", kind=CarriedKind.ACTION, words="See the child", owner="Sam"),),
)


class Library(NoLibrary):
    def series_of(self, meeting: Meeting) -> Sequence[str]:
        return ("earlier",)


def test_the_matrix_says_of_each_unit_to_which_meeting_it_came(tmp_path: Path) -> None:
    meeting = sitting_at(desk(tmp_path), THREE).live.outcome.meeting
    came = dict(across(meeting))
    assert came[POLICE] == (True, False, False)
    assert came[GP] == (True, True, False)


def words_of(row: Row) -> str:
    return content(row.words).plain


def test_a_dropped_unit_is_counted_in_the_row_and_marked_in_the_matrix(tmp_path: Path) -> None:
    sitting = sitting_at(desk(tmp_path), THREE)
    meeting = sitting.live.outcome.meeting
    assert "2 earlier meetings about these children" in words_of(series_row(meeting))
    assert "2 who came then are not here" in words_of(series_row(meeting))
    text = content(series_words(meeting, sitting.desk.agencies)).plain
    assert "✓  ·  ·    Police: missing persons" in text
    assert "action: See the child (Sam)" in text
    assert followed(meeting) == (
        "It follows 2 earlier meetings about these children: 1 thing left open (steps 1 and 2)."
    )


@SIZES
async def test_the_series_is_read_at_step_1(tmp_path: Path, size: tuple[int, int]) -> None:
    async with on_step(sitting_at(desk(tmp_path), THREE), Step.WHO, size) as pilot:
        assert "2 earlier meetings about these children" in shown(pilot)
        pilot.app.screen.query_one("#body").go_to("series")  # type: ignore[attr-defined]
        await pilot.press("enter")
        assert "SM-1" in shown(pilot)
        assert "Carried from them" in shown(pilot)


@SIZES
async def test_a_child_who_is_added_later_brings_the_earlier_meetings(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    at = replace(desk(tmp_path), library=Library())
    at.open("earlier").do(*(replace_id(one) for one in STARTED))
    sitting = sitting_at(at)
    async with on_step(sitting, Step.WHY, size) as pilot:
        assert "Earlier meetings about these children: 1" in shown(pilot)
        pilot.app.screen.query_one("#body").go_to("earlier")  # type: ignore[attr-defined]
        await pilot.press("enter")
        assert [one.id for one in sitting.live.outcome.meeting.series.earlier] == ["earlier"]
        assert "Earlier meetings about these children: 1" not in shown(pilot)


def replace_id(command: Command) -> Command:
    from msgspec.structs import replace as changed

    return changed(command, meeting_id="earlier") if isinstance(command, PrepareMeeting) else command


HAKIM = Partner(
    agency="gp",
    sector=Sector.HEALTH,
    health=HealthKind.TREATING,
    name="Samir Hakim",
    job="GP partner",
    became=Invited.ATTENDED,
)
KEMP = Partner(agency="school", sector=Sector.EDUCATION, name="Moira Kemp", became=Invited.NOT_INVITED)
KNOWN = Partner(agency="social-care", sector=Sector.SOCIAL_WORK, name="Ada  OKORO", became=Invited.ATTENDED)
AGAIN = JoinSeries(earlier=(Earlier(id="a", reference="SM-1", partners=(HAKIM, KEMP, KNOWN)),))


def test_a_later_meeting_knows_who_stood_on_the_register_and_what_became_of_the_invitation() -> None:
    (earlier,) = follow([given(*STARTED)]).earlier
    assert [(one.name, one.agency, one.became) for one in earlier.partners] == [
        ("Ada Okoro", "social-care", Invited.UNKNOWN),
        ("Ben Marsh", "police-child-abuse", Invited.UNKNOWN),
        ("Cy Lowe", "health-visitor", Invited.UNKNOWN),
    ]


def test_who_stood_on_an_earlier_register_is_offered_and_who_came_is_picked(tmp_path: Path) -> None:
    sitting = sitting_at(desk(tmp_path), AGAIN)
    assert not_listed_again(sitting.live.outcome.meeting) == (HAKIM, KEMP)
    sheet = partners_sheet(sitting)
    (field,) = sheet.fields
    assert [option.label for option in field.options if option.value in field.initial] == ["Samir Hakim, GP"]
    meeting = save(sitting, sheet)
    (gp,) = [line for line in meeting.attendance.register if line.name == "Samir Hakim"]
    assert (gp.agency, gp.job, gp.sector, gp.invitation.answer) == (
        "gp",
        "GP partner",
        Sector.HEALTH,
        Answer.UNKNOWN,
    )
    assert not_listed_again(meeting) == (KEMP,)


@SIZES
async def test_by_keyboard_who_came_before_is_put_on_the_register(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    sitting = sitting_at(desk(tmp_path), AGAIN)
    async with on_step(sitting, Step.WHO, size) as pilot:
        assert "not on this one: 2" in shown(pilot)
        pilot.app.screen.query_one("#body", Lines).go_to("partners")
        await pilot.press("enter")
        await pilot.pause()
        assert "Samir Hakim" in shown(pilot)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "not on this one: 1" in shown(pilot)
    assert "Samir Hakim" in {line.name for line in sitting.live.outcome.meeting.attendance.register}
