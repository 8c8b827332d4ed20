"""Earlier meetings about the same children: found, said, linked later, and who came to which."""

import dataclasses
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.core.scene import STARTED, given
from tests.tui.desk import NoLibrary, desk, on_step, save, shown, sitting_at, until

from chairtui.cli.overview import overview
from chairtui.core.carrying import follow, not_listed_again
from chairtui.core.chairing import TakeChair
from chairtui.core.change import Command
from chairtui.core.children import Child, DescribeChild
from chairtui.core.closing import SignOff
from chairtui.core.decision import Decision, RecordDecision
from chairtui.core.enquiries import Enquiry, NoteEnquiry, running
from chairtui.core.meeting import ChangeUrgency, Meeting, PrepareMeeting, StartMeeting
from chairtui.core.series import Attended, Carried, CarriedKind, Earlier, JoinSeries, Partner
from chairtui.core.vocabulary import (
    Answer,
    EnquiryOutcome,
    HealthKind,
    Invited,
    Outcome,
    PoliceUnit,
    Sector,
    Step,
)
from chairtui.core.who_came import over_series
from chairtui.live.desk import Desk
from chairtui.live.live_meeting import LiveMeeting
from chairtui.tui.app import ChairtuiApp
from chairtui.tui.rows.series import followed, series_row
from chairtui.tui.sheets.partners import partners_sheet
from chairtui.tui.widgets.board import Board
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


KIT = DescribeChild(child=Child(id="kit", name="Kit"))
LEADS = TakeChair(name="Dee Grant", grade="Team manager")
INITIATED = RecordDecision(decision=Decision(id="d", children=("kit",), outcome=Outcome.INITIATE))
NOT_INITIATED = RecordDecision(decision=Decision(id="d", children=("kit",), outcome=Outcome.DO_NOT_INITIATE))
ENDED = NoteEnquiry(
    enquiry=Enquiry(outcomes=(EnquiryOutcome.NOTHING,), words="No harm", ended_on=date(2026, 3, 6))
)


def linked(here: Desk) -> LiveMeeting:
    """Return a meeting that follows one which initiated enquiries, and is held two weeks after it."""
    prepare = PrepareMeeting(meeting_id="first", reference="SM-0", authority="Bromley")
    here.open("first").do(prepare, KIT, LEADS, StartMeeting(), ChangeUrgency(urgent=True), INITIATED)
    here.clock.pass_(14 * 86_400)  # type: ignore[attr-defined]
    live = here.open("second")
    live.do(replace(prepare, meeting_id="second", reference="SM-1"), KIT, here.following(["first"]))
    live.do(LEADS, StartMeeting(), ChangeUrgency(urgent=True), NOT_INITIATED)
    return live


def test_what_is_noted_of_the_enquiry_on_an_earlier_meeting_is_taken_in_when_a_later_one_is_opened(
    tmp_path: Path,
) -> None:
    here = desk(tmp_path)
    live = linked(here)
    assert here.take_in_series(live) == ""
    clock = "15 working days from the discussion that initiated enquiries"
    assert clock in overview(here, live.outcome)
    here.open("first").do(ENDED)
    kit = live.outcome.meeting.concern.children[0]
    assert running(live.outcome.meeting, kit)
    assert clock not in overview(here, live.outcome), "who only reads has it at once"
    assert here.take_in_series(live) == (
        "SM-0 says more of the enquiries than when linked: it counts here now."
    )
    assert running(live.outcome.meeting, kit) is None
    assert here.take_in_series(live) == ""


async def test_opening_a_meeting_says_what_an_earlier_one_says_now(tmp_path: Path) -> None:
    here = desk(tmp_path)
    linked(here)
    here.open("first").do(ENDED)
    app = ChairtuiApp(here)
    async with app.run_test(notifications=True) as pilot:
        app.open_meeting("second")
        await pilot.pause()
        assert any("SM-0 says more of the enquiries" in one.message for one in app._notifications)


def test_a_signed_meeting_stays_as_it_was_linked(tmp_path: Path) -> None:
    here = desk(tmp_path)
    live = linked(here)
    live.do(
        ChangeUrgency(urgent=True),
        replace(INITIATED, decision=replace(INITIATED.decision, outcome=Outcome.CONTINUE)),
    )
    live.do(TakeChair(name="Dee Grant", grade="Team manager"), SignOff(name="Dee Grant"))
    here.open("first").do(ENDED)
    before = live.outcome.meeting
    assert here.take_in_series(live) == ""
    assert live.outcome.meeting is before


def test_the_matrix_says_of_each_unit_to_which_meeting_it_came(tmp_path: Path) -> None:
    meeting = sitting_at(desk(tmp_path), THREE).live.outcome.meeting
    came = {one.who.agency: [each.took_part for each in one.came] for one in over_series(meeting)}
    assert came["police-missing"] == [True, False, False]
    assert came["gp"] == [True, True, False]


def words_of(row: Row) -> str:
    return content(row.words).plain


def test_a_dropped_unit_is_counted_in_the_row_and_marked_in_the_matrix(tmp_path: Path) -> None:
    sitting = sitting_at(desk(tmp_path), THREE)
    meeting = sitting.live.outcome.meeting
    assert "2 earlier meetings about these children" in words_of(series_row(meeting))
    assert "2 who came then are not here" in words_of(series_row(meeting))
    assert followed(meeting) == (
        "It follows 2 earlier meetings about these children: 1 thing left open (steps 1 and 2)."
    )


@SIZES
async def test_the_series_is_read_at_step_1(tmp_path: Path, size: tuple[int, int]) -> None:
    async with on_step(sitting_at(desk(tmp_path), THREE), Step.WHO, size) as pilot:
        assert "2 earlier meetings about these children" in shown(pilot)
        pilot.app.screen.query_one("#body").go_to("series")  # type: ignore[attr-defined]
        await pilot.press("enter")
        await until(pilot, lambda: "SM-1" in shown(pilot))
        assert "over time" in shown(pilot)
        assert "3 meetings" in shown(pilot)
        lines = pilot.app.screen.query_one(Board).lines
        assert lines.virtual_size.height == len(lines.rows)
        police = next(row for row in lines.rows if row.key.startswith("came/Police: missing"))
        assert str(police.cells[1]) == "✓ … ·"
        await pilot.press("escape")
        assert pilot.app.screen.query("#body")


@SIZES
async def test_a_child_who_is_added_later_brings_the_earlier_meetings(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    at = dataclasses.replace(desk(tmp_path), library=Library())
    at.open("earlier").do(*(replace_id(one) for one in STARTED))
    sitting = sitting_at(at)
    async with on_step(sitting, Step.WHY, size) as pilot:
        assert "Enter links them" in shown(pilot)
        pilot.app.screen.query_one("#body").go_to("earlier")  # type: ignore[attr-defined]
        await pilot.press("enter")
        assert [one.id for one in sitting.live.outcome.meeting.series.earlier] == ["earlier"]
        assert "Enter links them" not in shown(pilot)


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


async def test_linking_one_more_keeps_what_it_follows_already_and_is_not_kept_here(tmp_path: Path) -> None:
    here = desk(tmp_path)
    prepare = PrepareMeeting(meeting_id="earlier", reference="SM-0", authority="Bromley")
    here.open("earlier").do(prepare, KIT, LEADS, StartMeeting(), ChangeUrgency(urgent=True), INITIATED)
    left = replace(THREE.carried[0], left_by="a")
    gone = replace(THREE, carried=(left, replace(left, id="y", left_by="earlier")))
    here.open("now").do(replace(prepare, meeting_id="now", reference="SM-9"), KIT, gone)
    here = dataclasses.replace(here, library=Library())
    app = ChairtuiApp(here)
    async with app.run_test() as pilot:
        app.open_meeting("now", Step.WHY)
        await pilot.pause()
        pilot.app.screen.open_row("earlier")  # type: ignore[attr-defined]
    series = here.open("now").outcome.meeting.series
    assert [one.id for one in series.earlier] == ["a", "b", "earlier"]
    assert [one.id for one in series.carried] == ["x"]
