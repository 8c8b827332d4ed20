"""A child over time on the screen: from home and from a meeting, one row a line, nothing waits."""

import dataclasses
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.core.scene import ALL_HERE
from tests.tui.desk import NoLibrary, desk, save, shown, until

from chairtui.core.attendance import RecordPresence
from chairtui.core.chairing import TakeChair
from chairtui.core.child_over_time import ChildOverTime, Then
from chairtui.core.children import Child, DescribeChild
from chairtui.core.concern import NamePlace, Place, SetCircumstances
from chairtui.core.decision import Decision, RecordDecision
from chairtui.core.meeting import ChangeUrgency, PrepareMeeting, StartMeeting
from chairtui.core.series import Attended
from chairtui.core.vocabulary import Circumstance, Mode, Outcome, PlaceKind
from chairtui.core.who_came import Came, UnitOverTime
from chairtui.live.desk import Desk
from chairtui.live.library import Listed, Part
from chairtui.records.content.over_time import over_time_record
from chairtui.tui.app import ChairtuiApp
from chairtui.tui.plain.reading import numbered
from chairtui.tui.rows.series import CLOSE, MOST, series_columns, series_rows, unconfirmed_row
from chairtui.tui.screens.series import NONE_HELD, ChildSeries
from chairtui.tui.sheets.meeting_again import still_so_sheet
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.widgets.board import Board
from chairtui.tui.widgets.columns import widths
from chairtui.tui.widgets.form import Form
from chairtui.tui.widgets.lines import Lines
from chairtui.tui.widgets.row import one_line
from chairtui.tui.widgets.words import content

NOW = datetime(2026, 3, 5, 10, tzinfo=UTC)
SIZES = pytest.mark.parametrize("size", [(60, 18), (80, 24), (120, 36), (200, 60)])
KIT = Child(id="kit", name="Kit Ashby", born_on=date(2015, 5, 1))
ROB = Child(id="rob", name="Rob Ashby", born_on=date(2018, 2, 1))


class Library(NoLibrary):
    """Finds the two meetings about each child, and lists the second."""

    def __init__(self, listed: Listed) -> None:
        self._listed = listed

    def meetings(self, *, part: Part = Part.ALL, limit: int = 200, after: str = "") -> Sequence[Listed]:
        return (self._listed,) if part in (Part.ALL, Part.OPEN) and not after else ()

    def about(self, child: Child) -> Sequence[str]:
        return ("first", "second") if child.born_on == KIT.born_on else ("second",)


def place(tmp_path: Path) -> Desk:
    """Return a desk with two meetings about Kit; the second is about Rob too."""
    here = desk(tmp_path)
    prepare = PrepareMeeting(meeting_id="first", reference="SM-1", authority="Bromley")
    lead = TakeChair(name="Dee Grant", grade="Team manager")
    decide = RecordDecision(decision=Decision(id="d", children=("kit",), outcome=Outcome.INITIATE))
    here.open("first").do(
        prepare, DescribeChild(child=KIT), *ALL_HERE[2:], ChangeUrgency(urgent=True), decide
    )
    here.clock.pass_(7 * 86_400)  # type: ignore[attr-defined]
    live = here.open("second")
    live.do(replace(prepare, meeting_id="second", reference="SM-2"), DescribeChild(child=KIT))
    live.do(DescribeChild(child=ROB), lead, *ALL_HERE[3:6], StartMeeting())
    live.do(RecordPresence(attendee_id="worker", mode=Mode.PHONE))
    listed = Listed(
        id="second",
        reference="SM-2",
        children="Kit Ashby, Rob Ashby",
        chair="Dee Grant",
        team="",
        stage=live.outcome.meeting.stage,
        scheduled_at=None,
        started_at=live.outcome.meeting.started_at,
        signed_at=None,
        stops=0,
        warns=0,
        actions_open=0,
        next_due_on="",
        unsent=0,
    )
    return dataclasses.replace(here, library=Library(listed))


@SIZES
async def test_home_shows_the_child_of_a_meeting_over_all_its_meetings(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = ChairtuiApp(place(tmp_path))
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: "SM-2" in shown(pilot) or "Kit Ashby" in shown(pilot))
        await pilot.press("t")
        await until(pilot, lambda: "Kit Ashby over time" in shown(pilot) and "SM-1" in shown(pilot))
        lines = app.screen.query_one(Board).lines
        assert lines.virtual_size.height == len(lines.rows), "no row wraps"
        assert "child 1 of 2, 2 meetings" in shown(pilot)
        police = next(row for row in lines.rows if row.key.startswith("came/Police"))
        assert [str(cell) for cell in police.cells[1:]] == ["✓ ✗", "dropped out"]
        await pilot.press("c")
        await until(pilot, lambda: "Rob Ashby over time" in shown(pilot))
        assert "SM-1" not in shown(pilot), "that meeting was about the brother"
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, ChildSeries))


async def test_enter_on_a_meeting_of_the_child_opens_it(tmp_path: Path) -> None:
    app = ChairtuiApp(place(tmp_path))
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: "Kit Ashby" in shown(pilot))
        await pilot.press("t")
        await until(pilot, lambda: "SM-1" in shown(pilot) and "over time" in shown(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: app.sitting is not None)
        assert app.sitting
        assert app.sitting.live.meeting_id == "first"


async def test_in_a_meeting_it_is_read_and_no_other_meeting_is_opened(tmp_path: Path) -> None:
    app = ChairtuiApp(place(tmp_path))
    async with app.run_test(size=(120, 36)) as pilot:
        app.open_meeting("second")
        await pilot.pause()
        await pilot.press("ctrl+e")
        await until(pilot, lambda: "SM-1" in shown(pilot) and "over time" in shown(pilot))
        await pilot.press("enter")
        await pilot.pause()
        assert app.sitting
        assert app.sitting.live.meeting_id == "second"


async def test_by_keyboard_the_child_that_is_shown_is_written_into_a_file(tmp_path: Path) -> None:
    here = place(tmp_path)
    settings = replace(here.settings, data_folder=str(tmp_path / "data"))
    app = ChairtuiApp(dataclasses.replace(here, settings=settings))
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: "Kit Ashby" in shown(pilot))
        await pilot.press("t")
        await until(pilot, lambda: "SM-1" in shown(pilot))
        await pilot.press("x")
        await until(pilot, lambda: isinstance(app.screen, Form))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: list((tmp_path / "data" / "records").glob("SM-2-child-1-over-time-*.pdf")))


async def test_where_no_meeting_was_held_no_next_one_is_offered_and_its_key_says_why(tmp_path: Path) -> None:
    here = desk(tmp_path)
    prepare = PrepareMeeting(meeting_id="first", reference="SM-1", authority="Bromley")
    here.open("first").do(prepare, DescribeChild(child=KIT))
    app = ChairtuiApp(here)
    async with app.run_test(size=(120, 36)) as pilot:
        app.show_series("first")
        await until(pilot, lambda: "SM-1" in shown(pilot))
        assert "next meeting" not in shown(pilot)
        await pilot.press("n")
        await until(pilot, lambda: NONE_HELD in [one.message for one in app._notifications])


async def test_while_names_are_hidden_it_is_not_opened(tmp_path: Path) -> None:
    app = ChairtuiApp(place(tmp_path))
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: "Kit Ashby" in shown(pilot))
        await pilot.press("f8", "t")
        await pilot.pause()
        assert not isinstance(app.screen, ChildSeries)


@pytest.mark.parametrize("keys", [("b",), ("t", "n")])
async def test_the_next_meeting_begins_from_home_or_from_the_series_and_claims_nothing(
    tmp_path: Path, keys: tuple[str, ...]
) -> None:
    here = place(tmp_path)
    here.open("second").do(
        SetCircumstances(circumstances=(Circumstance.MISSING,)),
        NamePlace(place=Place(id="home", kind=PlaceKind.HOME, name="Mill Lane", authority="Bromley")),
    )
    app = ChairtuiApp(here)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: "Kit Ashby" in shown(pilot))
        await pilot.press(keys[0])
        if len(keys) > 1:
            await until(pilot, lambda: "SM-1" in shown(pilot))
            await pilot.press(keys[1])
        await until(pilot, lambda: isinstance(app.screen, Form))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: app.sitting is not None)
        assert app.sitting
        meeting = app.sitting.live.outcome.meeting
        assert [child.name for child in meeting.concern.children] == ["Kit Ashby", "Rob Ashby"]
        assert {one.id for one in meeting.series.earlier} >= {"second"}
        assert (meeting.concern.circumstances, meeting.concern.places) == ((), ())
        await pilot.press("2")
        await until(pilot, lambda: "not confirmed" in shown(pilot))
        pilot.app.screen.query_one("#body", Lines).go_to("unconfirmed")
        await pilot.press("enter")
        await until(pilot, lambda: "is it so still?" in shown(pilot))


def test_what_is_picked_in_the_form_is_so_again_and_the_rest_is_not(tmp_path: Path) -> None:
    here = place(tmp_path)
    here.open("second").do(SetCircumstances(circumstances=(Circumstance.MISSING, Circumstance.UNBORN)))
    prepare = PrepareMeeting(meeting_id="third", reference="SM-3")
    here.meet_again("second", prepare, TakeChair(name="Dee Grant", grade="Team manager"))
    sitting = Sitting(here, "third")
    last = sitting.last_one()
    assert last
    assert last.id == "second"
    sheet = still_so_sheet(sitting, last)
    after = save(sitting, sheet, still=("circumstance/MISSING",))
    assert after.concern.circumstances == (Circumstance.MISSING,)
    row = unconfirmed_row(after, last)
    assert row
    assert "unborn" in content(row.words).plain
    assert "missing" not in content(row.words).plain


def long(number: int) -> ChildOverTime:
    then = [
        Then(id=f"m{one}", reference=f"SM-{one}", held_at=NOW + timedelta(days=one)) for one in range(number)
    ]
    units = (UnitOverTime(who=Attended(agency="gp"), came=(Came.HERE,) * number),)
    return ChildOverTime(child="Kit", meetings=tuple(then), units=units, threads=(), enquiries=())


@pytest.mark.parametrize("number", [1, CLOSE, CLOSE + 1, MOST, 45])
def test_however_many_meetings_the_sign_of_each_stands_below_its_number_and_none_is_cut(number: int) -> None:
    over = long(number)
    columns = series_columns(over)
    for room in (55, 75, 115):
        assert widths(columns, room)[1] >= len(columns[1].head)
    rows = {row.key: row for row in series_rows(over, str, NOW)}
    drawn = str(rows["came/gp"].cells[1])
    assert len(drawn) == len(columns[1].head)
    last = one_line(rows[f"meeting/m{number - 1}"], columns, 60, on_cursor=False).plain
    assert last.count("●") == 1


def test_a_meeting_that_is_not_held_yet_is_none_of_those_to_which_a_unit_could_have_come() -> None:
    came = (Came.TOOK_PART, Came.TOOK_PART, Came.NOT_HELD)
    over = replace(long(3), units=(UnitOverTime(who=Attended(agency="gp"), came=came),))
    (row,) = (one for one in series_rows(over, str, NOW) if one.key.startswith("came/"))
    assert "2 of 2" in content(row.cells[2]).plain
    assert "2 of 2 meetings" in content(row.words).plain


def test_read_out_a_row_says_its_words_and_no_signs(tmp_path: Path) -> None:
    lines = Lines(columns=series_columns(long(3)))
    lines._rows = tuple(series_rows(long(3), str, NOW))
    said = list(numbered(lines))
    assert any("gp, 3 of 3" in one for one in said)
    assert not any(
        "✓" in one or "●" in one or "tick" in one for one in said if not one.startswith("Who came")
    )


@pytest.mark.parametrize("unknown", [Came.NOT_HELD, Came.NOT_KNOWN, Came.CALLED_OFF])
def test_no_agency_is_counted_as_having_stayed_away_from_a_meeting_of_which_nothing_is_known(
    unknown: Came,
) -> None:
    unit = UnitOverTime(who=Attended(agency="gp"), came=(Came.HERE, unknown, Came.HERE))
    assert unit.held == (Came.HERE, Came.HERE)
    over = replace(long(3), units=(unit,))
    assert "'2 of 2'" in repr(over_time_record(over, "Bromley", str, NOW).sections)
