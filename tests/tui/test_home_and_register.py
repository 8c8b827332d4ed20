"""Home, the register, the warnings beside it, privacy, urgency and undo, by keyboard."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from tests.core.scene import ALL_HERE, carry_out
from tests.store.test_figures import at_work, demonstrated
from tests.tui.desk import (
    MEETING,
    NoLibrary,
    StillClock,
    desk,
    machine_with,
    meeting_of,
    on_step,
    save,
    settled,
    shown,
    sitting_at,
    values_of,
    words,
)

from chairtui.core.actions import Action, AllotAction
from chairtui.core.attendance import ListAttendee
from chairtui.core.children import Child, DescribeChild
from chairtui.core.concern import SetCircumstances, StateConcern
from chairtui.core.meeting import Meeting
from chairtui.core.register import Attendee, invited
from chairtui.core.sharing import Contribute, Contribution
from chairtui.core.vocabulary import Circumstance, Education, Invited, Sector, Stage, Step, YesNo
from chairtui.live.desk import Desk
from chairtui.live.library import PAGE, Listed, Part
from chairtui.live.ports import NotSaved
from chairtui.live.ready import Ready
from chairtui.live.settings import Settings
from chairtui.live.signing import line_for
from chairtui.tui.app import ChairtuiApp
from chairtui.tui.keys import Where, acts
from chairtui.tui.rows.home import group, home_rows
from chairtui.tui.rows.register import chair_row
from chairtui.tui.sheets import register as sheets
from chairtui.tui.sheets.new_meeting import new_meeting_sheet, read_children
from chairtui.tui.sheets.person import person_sheet
from chairtui.tui.sitting.masking import masked
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.widgets.bars import Bar, NotSavedBar
from chairtui.tui.widgets.detail import Detail
from chairtui.tui.widgets.form import Form
from chairtui.tui.widgets.lines import Lines
from chairtui.tui.widgets.words import content

MISSING = SetCircumstances(circumstances=(Circumstance.MISSING,))
HOSTILE = "[/b] [@click=app.quit]x[/] \x1b[2J"


def listed(name: str, stage: Stage, **fields: object) -> Listed:
    complete: dict[str, object] = {
        "id": name,
        "reference": name,
        "children": "Kit",
        "chair": "Dee Grant",
        "team": "",
        "stage": stage,
        "scheduled_at": None,
        "started_at": None,
        "signed_at": None,
        "stops": 0,
        "warns": 0,
        "actions_open": 0,
        "next_due_on": "",
        "unsent": 0,
    }
    return Listed(**(complete | fields))  # type: ignore[arg-type]


NOW = datetime(2026, 3, 5, 10, tzinfo=UTC)


# Home -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("private", [False, True])
def test_home_says_for_which_child_nothing_is_decided_unless_names_are_hidden(private: bool) -> None:
    said = words(home_rows([listed("a", Stage.PARTLY, undecided="Lee")], NOW, private=private))
    assert ("partly decided (no decision for Lee)" in said) is not private
    assert "partly decided" in said


def test_meetings_stand_under_what_has_to_be_done_with_them() -> None:
    assert group(listed("a", Stage.PREPARING)) == "Today and next"
    assert group(listed("a", Stage.DECIDED)) == "To sign"
    assert group(listed("a", Stage.PARTLY)) == "In progress"
    assert group(listed("a", Stage.SIGNED, unsent=2)) == "To send"
    rows = home_rows([listed("later", Stage.PREPARING), listed("now", Stage.HELD)], NOW)
    assert [row.key for row in rows] == [
        "heading/In progress",
        "now",
        "heading/Today and next",
        "later",
    ]


@pytest.mark.parametrize("stage", Stage)
def test_how_ready_a_meeting_was_is_told_of_none_that_has_begun(stage: Stage) -> None:
    known = Ready(
        stops=0,
        warns=0,
        words="6 not invited",
        done=False,
        cancelled=False,
        since=NOW,
        until=None,
        by="rules",
        glance=None,
    )
    said = words(home_rows([listed("a", stage, unsent=1)], NOW, ready={"a": known}))
    assert ("6 not invited" in said) is (stage is Stage.PREPARING)


def test_a_meeting_whose_day_has_passed_is_not_among_those_to_come() -> None:
    days = {
        "gone": NOW - timedelta(days=1),
        "earlier": NOW - timedelta(hours=3),
        "next": NOW + timedelta(days=1),
    }
    rows = home_rows([listed(name, Stage.PREPARING, scheduled_at=at) for name, at in days.items()], NOW)
    assert [row.key for row in rows] == [
        "heading/Not held on its day",
        "gone",
        "heading/Today and next",
        "earlier",
        "next",
    ]


def test_what_is_to_be_sent_stands_by_when_it_is_due_and_says_that_it_is_overdue() -> None:
    rows = home_rows(
        [
            listed("no time", Stage.SIGNED, unsent=2, outdated=2),
            listed("later", Stage.SIGNED, unsent=1, send_due_at=NOW + timedelta(days=1)),
            listed("late", Stage.SIGNED, unsent=3, returned=1, send_due_at=NOW - timedelta(days=1)),
            listed("done", Stage.SIGNED),
        ],
        NOW,
    )
    assert [row.key for row in rows][:4] == ["heading/To send", "late", "later", "no time"]
    said = [content(row.words).plain for row in rows]
    assert "record to send to 3, OVERDUE since Wed 4 Mar 2026 10:00, 1 came back" in said[1]
    assert "record to send to 1, by Fri 6 Mar 2026 10:00" in said[2]
    assert "record to send to 2, 2 have an older version" in said[3]
    assert "record to send" not in said[5]


def test_privacy_on_home_hides_the_children() -> None:
    rows = home_rows([listed("SM-1", Stage.HELD)], NOW, private=True)
    assert "Kit" not in content(rows[1].words).plain


async def test_privacy_goes_along_from_home_into_a_meeting_and_back(tmp_path: Path) -> None:
    at = sitting_at(desk(tmp_path)).desk
    app = ChairtuiApp(at)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        await pilot.press("f8", "slash")
        assert any("Press F8 to show them first" in one.message for one in app._notifications)
        for hidden in (True, False):
            app.open_meeting(MEETING)
            await pilot.pause()
            assert ("PRIVATE (F8)" in shown(pilot)) is hidden
            assert ("Cy Lowe" in shown(pilot)) is not hidden
            await pilot.press("f8", "ctrl+b")
            assert app.private is not hidden


def test_privacy_neither_adds_a_warning_nor_takes_one_away(sitting: Sitting) -> None:
    owner = Action(
        id="a",
        what="See him",
        owner_id="police",
        owner="Ben Marsh",
        agency="police",
        why="Now",
        due_on=NOW.date(),
    )
    sitting.live.do(AllotAction(action=owner))
    true = sitting.live.outcome.verdicts
    sitting.private = True
    assert [one.id for one in sitting.shown.verdicts] == [one.id for one in true]
    assert "Kit" not in str(sitting.shown.verdicts)


async def test_an_empty_home_says_what_to_press(tmp_path: Path) -> None:
    async with ChairtuiApp(desk(tmp_path)).run_test(size=(80, 24)) as pilot:
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "Do you chair? Press n to make one" in shown(pilot)


async def test_the_first_start_asks_who_it_is_and_then_shows_home(tmp_path: Path) -> None:
    kept: list[Settings] = []
    stranger = replace(
        desk(tmp_path),
        settings=Settings(device_id="laptop", data_folder=str(tmp_path)),
        machine=machine_with(keep_settings=kept.append),
    )
    async with ChairtuiApp(stranger).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Who is using chairtui?" in shown(pilot)
        await pilot.press(*"Dee", "tab", *"manager", "ctrl+s")
        await pilot.pause()
        assert [(one.name, one.role, one.device_id) for one in kept] == [("Dee", "manager", "laptop")]
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "Dee, manager" in shown(pilot)


@pytest.mark.parametrize("refused", ["", "There are meetings in that folder already."])
async def test_the_first_start_asks_where_meetings_are_to_be(tmp_path: Path, refused: str) -> None:
    kept: list[Settings] = []
    asked: list[Path] = []

    def live_in(_desk: Desk, folder: Path) -> None:
        asked.append(folder)
        if refused:
            raise NotSaved(refused)

    stranger = replace(
        desk(tmp_path),
        settings=Settings(device_id="laptop", data_folder=str(tmp_path)),
        machine=machine_with(keep_settings=kept.append, asks_where=True, live_in=live_in),
    )
    async with ChairtuiApp(stranger).run_test(size=(100, 40)) as pilot:
        await pilot.pause()
        form = pilot.app.screen
        assert isinstance(form, Form)
        assert form.values["data_folder"] == str(tmp_path)
        form.field("data_folder").value = str(tmp_path / "mine")
        await pilot.press(*"Dee", "tab", *"manager", "ctrl+s")
        await pilot.pause()
        assert asked == [tmp_path / "mine"]
        assert [one.data_folder for one in kept] == ([] if refused else [str(tmp_path / "mine")])
        if refused:
            assert refused in shown(pilot)


# A new meeting ----------------------------------------------------------------------------------


def test_children_are_read_one_a_line_with_their_dates_of_birth() -> None:
    children = read_children("Kit B, 5 mar 2012\n\nMax\n", StillClock().now())
    assert [(one.name, str(one.born_on)) for one in children] == [("Kit B", "2012-03-05"), ("Max", "None")]


def test_the_short_form_makes_a_meeting_whose_places_know_their_police_force(tmp_path: Path) -> None:
    at = desk(tmp_path)
    sheet = new_meeting_sheet(at, MEETING)
    typed = values_of(
        sheet,
        children="Kit, 5 mar 2012",
        raised="yesterday 16:30",
        placement="Hertfordshire",
        scheduled="now",
    )
    meeting = at.make(MEETING, *sheet.commands(typed)).outcome.meeting
    assert [(place.authority, place.force) for place in meeting.concern.places] == [
        ("Bromley", "Metropolitan Police Service"),
        ("Hertfordshire", "Hertfordshire Constabulary"),
    ]
    assert meeting.attendance.chair is not None
    assert meeting.attendance.chair.name == "Dee Grant"


# The register -----------------------------------------------------------------------------------


@pytest.fixture
def sitting(tmp_path: Path) -> Sitting:
    return sitting_at(desk(tmp_path), *ALL_HERE, MISSING)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_space_marks_an_arrival_and_a_warning_clears(tmp_path: Path, size: tuple[int, int]) -> None:
    sitting = sitting_at(desk(tmp_path))
    async with on_step(sitting, Step.WHO, size) as pilot:
        assert "social worker ✗   police ✗   health ✗ NOT HERE" in shown(pilot)
        body = pilot.app.screen.query_one("#body", Lines)
        for line in ("worker", "police", "nurse"):
            body.go_to(line)
            await pilot.press("space")
        assert "health ✓" in shown(pilot)
        assert not [one for one in sitting.live.outcome.verdicts if one.code.startswith("W-MIN")]


async def test_a_missing_child_makes_the_missing_persons_unit_expected_and_its_absence_is_said(
    sitting: Sitting,
) -> None:
    async with on_step(sitting, Step.WHO) as pilot:
        screen = shown(pilot)
        assert "missing persons" in screen
        assert "W-POL-UNIT" in {verdict.code for verdict in sitting.live.outcome.verdicts}
        body = pilot.app.screen.query_one("#body", Lines)
        unit = next(row.key for row in body.rows if "missing persons" in content(row.words).plain)
        body.go_to(unit)
        await pilot.press("space")
        assert "W-POL-UNIT" not in {verdict.code for verdict in sitting.live.outcome.verdicts}


def test_not_inviting_someone_is_a_decision_with_a_reason(sitting: Sitting) -> None:
    role = next(role for role in sitting.expected(sitting.live.outcome.meeting) if not role.attendee_id)
    line = line_for(role, sitting.desk.agencies)
    meeting = save(
        sitting, sheets.invitation_sheet(sitting, line), answer="not invited", reason="Not known to them"
    )
    listed_line = next(one for one in meeting.attendance.register if one.id == line.id)
    assert invited(listed_line) is Invited.NOT_INVITED


def test_who_has_met_the_child_is_kept_with_the_day(sitting: Sitting) -> None:
    line = sitting.live.outcome.meeting.attendance.register[0]
    meeting = save(
        sitting,
        sheets.first_hand_sheet(sitting, line),
        knows="yes",
        relationship="allocated worker",
        last_seen="2 mar",
    )
    known = meeting.attendance.register[0].first_hand
    assert (known.knows, str(known.last_seen_on)) == (YesNo.YES, "2026-03-02")


def test_a_chair_who_is_the_social_worker_says_so_on_the_chair_s_row(sitting: Sitting) -> None:
    fields = {one.key: one for one in sheets.chair_sheet(sitting).fields}
    assert fields["social_worker"].initial == "no"
    meeting = save(
        sitting, sheets.chair_sheet(sitting), name="Dee Grant", grade="Manager", social_worker="yes"
    )
    chair = meeting.attendance.chair
    assert chair
    assert chair.social_worker
    assert "also the social worker" in content(chair_row(meeting).words).plain


# Over every step --------------------------------------------------------------------------------


async def test_starting_the_meeting_brings_in_whoever_leads_it(tmp_path: Path) -> None:
    at = desk(tmp_path)
    sitting = Sitting(at, MEETING)
    sheet = new_meeting_sheet(at, MEETING)
    at.make(MEETING, *sheet.commands(values_of(sheet, children="Kit", scheduled="now")))
    sitting.live.reread()
    async with on_step(sitting, Step.WHO) as pilot:
        await pilot.press("ctrl+g")
        meeting = sitting.live.outcome.meeting
        assert meeting.started_at is not None
        assert [line.name for line in meeting.attendance.register if line.here] == ["Dee Grant"]


async def test_undo_takes_back_the_last_act_and_the_log_keeps_both(sitting: Sitting) -> None:
    async with on_step(sitting, Step.WHO) as pilot:
        pilot.app.screen.query_one("#body", Lines).go_to("nurse")
        await pilot.press("space")
        assert meeting_of(sitting).attendance.register[2].here is None
        rows = len(sitting.live.history)
        await pilot.press("ctrl+z")
        assert sitting.live.outcome.meeting.attendance.register[2].here
        assert len(sitting.live.history) > rows


async def test_privacy_shows_roles_for_names_and_back(sitting: Sitting) -> None:
    async with on_step(sitting, Step.WHO) as pilot:
        assert "Cy Lowe" in shown(pilot)
        await pilot.press("f8")
        assert "Cy Lowe" not in shown(pilot)
        assert "Kit" not in shown(pilot)
        await pilot.press("f8")
        assert "Cy Lowe" in shown(pilot)


def test_a_masked_meeting_has_no_name_and_no_free_text_anywhere(sitting: Sitting) -> None:
    shared = Contribution(id="f", attendee_id="police", fact="SECRETFACT", so_what="SECRETWHAT")
    meeting: Meeting = carry_out(
        sitting.live.outcome.meeting,
        StateConcern(words="SECRETCONCERN", raised_at=None),
        Contribute(contribution=shared),
    )
    text = msgspec.json.encode(masked(meeting, sitting.desk.agencies)).decode()
    for word in ("SECRET", "Kit", "Cy Lowe", "Ben Marsh", "Ada Okoro", "Dee Grant"):
        assert word not in text


async def test_urgent_takes_two_presses_and_asks_first_whether_each_child_is_safe(sitting: Sitting) -> None:
    async with on_step(sitting, Step.WHO) as pilot:
        await pilot.press("f9")
        assert not meeting_of(sitting).urgent
        await pilot.press("f9")
        await pilot.pause()
        assert meeting_of(sitting).urgent
        assert sitting.step is Step.WHY


async def test_what_cannot_be_saved_is_not_shown_as_done_and_the_screen_says_not_saved(
    sitting: Sitting, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise NotSaved("The disk is full.")

    async with on_step(sitting, Step.WHO) as pilot:
        pilot.app.screen.query_one("#body", Lines).go_to("nurse")
        with monkeypatch.context() as patch:
            patch.setattr(sitting.desk.log, "append", full)
            await pilot.press("space")
            assert "NOT SAVED" in shown(pilot)
            assert meeting_of(sitting).attendance.register[2].here is not None
        await pilot.press("space")
        assert not pilot.app.screen.query_one(NotSavedBar).not_saved
        assert meeting_of(sitting).attendance.register[2].here is None


async def test_hostile_names_are_shown_as_they_were_typed(sitting: Sitting) -> None:
    line = sitting.live.outcome.meeting.attendance.register[0]
    save(sitting, person_sheet(sitting, line, known=True), name=HOSTILE)
    async with on_step(sitting, Step.WHO) as pilot:
        pilot.app.screen.query_one("#body", Lines).go_to(line.id)
        await pilot.pause()
        assert "[/b]" in shown(pilot)
        assert "[@click=app.quit]x[/]" in shown(pilot)
        assert "\x1b" not in shown(pilot)


async def test_of_two_schools_the_register_asks_which_one_speaks_and_its_form_offers_both(
    tmp_path: Path,
) -> None:
    kit = Child(id="kit", name="Kit", education=Education.SCHOOL, setting="Vale Academy")
    ann = Child(id="ann", name="Ann", education=Education.SCHOOL, setting="Hill Primary")
    line = Attendee(id="school", agency="school", sector=Sector.EDUCATION)
    listed = ListAttendee(attendee=line)
    sitting = sitting_at(desk(tmp_path), DescribeChild(child=kit), DescribeChild(child=ann), listed)
    async with on_step(sitting, Step.WHO) as pilot:
        pilot.app.screen.query_one("#body", Lines).go_to("school")
        await pilot.pause()
        assert "which one? e: Vale Academy or Hill Primary" in shown(pilot)
    sheet = person_sheet(sitting, line, known=True)
    (area,) = (one for one in sheet.fields if one.key == "area")
    assert [one.value for one in area.options] == ["Vale Academy", "Hill Primary"]
    save(sitting, sheet, area="Hill Primary")
    async with on_step(sitting, Step.WHO) as pilot:
        assert "which one?" not in shown(pilot)


# What hurt a chair ------------------------------------------------------------------------------


async def test_down_reaches_every_line_of_a_meeting_made_by_hand(tmp_path: Path) -> None:
    at = desk(tmp_path)
    sheet = new_meeting_sheet(at, MEETING)
    at.make(MEETING, *sheet.commands(values_of(sheet, children="Kit, 5 mar 2012", scheduled="now")))
    async with on_step(Sitting(at, MEETING), Step.WHO) as pilot:
        body = pilot.app.screen.query_one("#body", Lines)
        keys = [row.key for row in body.rows if row.selectable]
        assert len(keys) == len(set(keys))
        body.action_edge(0)
        for _ in keys[1:]:
            await pilot.press("down")
        assert body.cursor_key == keys[-1]


async def test_a_second_press_at_once_takes_an_arrival_back_and_later_it_means_left(tmp_path: Path) -> None:
    clock = StillClock()
    sitting = sitting_at(desk(tmp_path, clock))
    async with on_step(sitting, Step.WHO) as pilot:
        pilot.app.screen.query_one("#body", Lines).go_to("nurse")
        await pilot.press("space", "space")
        assert meeting_of(sitting).attendance.register[2].stays == ()
        await pilot.press("space")
        clock.pass_(600)
        await pilot.press("space")
        (stay,) = meeting_of(sitting).attendance.register[2].stays
        assert stay.left_at is not None


async def test_what_is_typed_for_a_new_meeting_is_there_again_after_leaving_the_form(tmp_path: Path) -> None:
    async with ChairtuiApp(desk(tmp_path)).run_test(size=(80, 24)) as pilot:
        await pilot.press("n", *"Kit")
        await pilot.press("escape")
        await pilot.press("n")
        await pilot.pause()
        assert "Kit" in shown(pilot)


# Lists that are longer than a page --------------------------------------------------------------


class ManyMeetings(NoLibrary):
    """Lists more meetings that wait for a signature than a page holds."""

    def meetings(self, *, part: Part = Part.ALL, limit: int = PAGE, after: str = "") -> list[Listed]:
        rows = [listed(f"m{number:03}", Stage.DECIDED) for number in range(PAGE + 30)]
        return [one for one in rows if one.id > after][:limit] if part in (Part.ALL, Part.OPEN) else []

    def count(self, part: Part = Part.ALL) -> int:
        return PAGE + 30 if part in (Part.ALL, Part.OPEN) else 0


async def test_no_meeting_is_cut_off_home_without_a_word(tmp_path: Path) -> None:
    at = replace(desk(tmp_path), library=ManyMeetings())
    async with ChairtuiApp(at).run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        lines = pilot.app.screen.query_one("#meetings", Lines)
        assert content(lines.rows[-1].words).plain == "30 more, not signed: Enter shows them"
        lines.go_to("more/not signed")
        await pilot.press("enter")
        await settled(pilot)
        assert lines.rows[-1].key == f"m{PAGE + 29:03}"


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (120, 36), (200, 60)])
async def test_the_first_line_of_home_says_when_the_next_meeting_is_at_every_size(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    with at_work(tmp_path / "meetings.db") as here:
        demonstrated(here)
        async with ChairtuiApp(here.place.desk).run_test(size=size) as pilot:
            await settled(pilot)
            left, _ = pilot.app.screen.query_one("#late", Bar).sides
            assert left.plain.count("late") >= 3
            line = shown(pilot).splitlines()[1]
            assert re.search(r" late · \d not signed · next meeting in \d+ (min|h)", line), line


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)])
async def test_home_names_the_audit_and_the_child_over_time(tmp_path: Path, size: tuple[int, int]) -> None:
    with at_work(tmp_path / "meetings.db") as here:
        demonstrated(here)
        async with ChairtuiApp(here.place.desk).run_test(size=size) as pilot:
            await settled(pilot)
            *_, footer = shown(pilot).rstrip().splitlines()
            assert "n new  / search  a actions  u audit" in footer
            assert footer.rstrip().endswith("^q leave")
            assert "t over time" in shown(pilot)


@pytest.mark.parametrize(("size", "is_so"), [((120, 36), False), ((200, 60), True)])
async def test_where_there_is_room_to_spare_it_says_what_is_next_and_what_every_key_does(
    tmp_path: Path, size: tuple[int, int], is_so: bool
) -> None:
    with at_work(tmp_path / "meetings.db") as here:
        demonstrated(here)
        async with ChairtuiApp(here.place.desk).run_test(size=size) as pilot:
            await settled(pilot)
            assert ("○ DEMO-6: it has begun" in shown(pilot)) is is_so
            for keys, where in (
                ((), Where.HOME),
                (("g",), Where.AGENCIES),
                (("escape", "slash", *"police"), Where.SEARCH),
            ):
                await pilot.press(*keys)
                await settled(pilot)
                said = " ".join(pilot.app.screen.query_one(Detail).render().plain.split())
                explained = [f"{act.label}: {act.help}" in said for act in acts(where)]
                assert all(explained) is is_so, (where, said)
