"""Lists: one line for a row, fixed columns, and one detail pane that says the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from msgspec import structs
from tests.core.scene import BEFORE
from tests.snapshots.midway import demonstration
from tests.tui.deciding import EVERYBODY
from tests.tui.desk import MEETING, NoLibrary, agencies, desk, on_step, shown, sitting_at
from tests.tui.test_home_and_register import NOW, listed
from textual.pilot import Pilot

from chairtui.core.actions import Action
from chairtui.core.attendance import ListAttendee
from chairtui.core.calendar.when import say_near
from chairtui.core.children import Child, DescribeChild
from chairtui.core.meeting import Meeting
from chairtui.core.register import Attendee
from chairtui.core.sharing import Contribute, Contribution
from chairtui.core.vocabulary import Answer, FollowKind, Horizon, Sector, Stage, Step, Weight
from chairtui.live.desk import Desk
from chairtui.live.library import PAGE, DuePart, Found, Listed, Part
from chairtui.live.ready import Ready
from chairtui.standards.facts.preparing import OWN
from chairtui.tui.app import ChairtuiApp
from chairtui.tui.rows.agreed import AGREED, FOLLOWED
from chairtui.tui.rows.closing import READ_BACK
from chairtui.tui.rows.deciding import DECISION
from chairtui.tui.rows.found import FOUND, found_rows, more_row
from chairtui.tui.rows.home import MEETINGS, home_rows
from chairtui.tui.rows.known import WHY
from chairtui.tui.rows.meaning import MEANING
from chairtui.tui.rows.next_to_do import late_words, next_to_do, what_next
from chairtui.tui.rows.planning import PLAN, action_row
from chairtui.tui.rows.preparing import REQUESTS, STATES
from chairtui.tui.rows.register import REGISTER, person_row
from chairtui.tui.rows.sharing import ROUND
from chairtui.tui.screens.agencies import AGENCIES
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.steps.agenda_board import AGENDA
from chairtui.tui.steps.bringing_in import COMING
from chairtui.tui.widgets.board import Board
from chairtui.tui.widgets.columns import Column, Columns, fitted, gap, in_columns, widths
from chairtui.tui.widgets.detail import Detail
from chairtui.tui.widgets.dialogs import Reader
from chairtui.tui.widgets.frame import Frame
from chairtui.tui.widgets.lines import Lines
from chairtui.tui.widgets.row import GUTTER, Row, one_line
from chairtui.tui.widgets.words import content

SIZES = [(60, 18), (80, 24), (120, 36), (160, 45), (200, 60)]
NAMES = {
    "60 letters": "Maximiliana-Theodora Featherstonehaugh-Cholmondeley of Ealing",
    "emoji": "👩‍👩‍👧 Zoë 🎈 " * 6,
    "right to left": "שרה בת אברהם · فاطمة الزهراء " * 3,
    "wide": "李小龙" * 12,
    "two lines": "Kit\nof two lines",
}
LISTS: dict[str, Columns] = {
    "meetings": MEETINGS,
    "actions": AGREED,
    "to follow up": FOLLOWED,
    "agencies": AGENCIES,
    "register": REGISTER,
    "round": ROUND,
    "decision": DECISION,
    "why we meet": WHY,
    "what it means": MEANING,
    "plan": PLAN,
    "read back": READ_BACK,
    "search": FOUND,
    "agenda": AGENDA,
    "chronology from a file": COMING,
    "what is asked before": REQUESTS,
}


class Few(NoLibrary):
    """Some meetings, and how many actions are late."""

    def __init__(self, *meetings: Listed, late: int = 0) -> None:
        self._meetings, self._actions_late = meetings, late

    def meetings(self, *, part: Part = Part.ALL, limit: int = PAGE, after: str = "") -> Sequence[Listed]:
        signed = {Part.OPEN: False, Part.DONE: True}
        return [one for one in self._meetings if signed.get(part) is (one.stage is Stage.SIGNED)]

    def due_count(self, part: DuePart = DuePart.ALL, now: datetime | None = None) -> int:
        return self._actions_late if part is DuePart.OVERDUE else 0


def with_meetings(folder: Path, *meetings: Listed, late: int = 0) -> Desk:
    return replace(desk(folder), library=Few(*meetings, late=late))


async def at_rest(pilot: Pilot[None]) -> str:
    await pilot.app.workers.wait_for_complete()
    before, now = "", shown(pilot)
    # A screen that was opened just now shows nothing yet.
    while not now.strip() or now != before or "Reading the meetings" in now:
        await pilot.pause(0.02)
        before, now = now, shown(pilot)
    return now


def wrapped(app: ChairtuiApp) -> list[str]:
    """Return which lists of the screen have rows that take more than one line, or none as wide as it is."""
    faults = []
    for lines in (one for one in app.screen.query(Board) if one.display):
        rows, width = lines.lines.rows, lines.lines.scrollable_content_region.width
        most = [1 if row.selectable else row.most for row in rows]
        if rows and not len(rows) <= lines.lines.virtual_size.height <= sum(most):
            faults.append(f"{lines.lines.id}: {lines.lines.virtual_size.height} lines for {len(rows)} rows")
        drawn = [lines.lines.render_line(line).cell_length for line in range(min(len(rows), 200))]
        if any(cells not in (width, lines.lines.size.width) for cells in drawn):
            faults.append(f"{lines.lines.id}: {drawn} cells instead of {width}")
    return faults


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_no_row_of_home_wraps_whatever_the_names(
    tmp_path: Path, size: tuple[int, int], name: str
) -> None:
    words = NAMES[name]
    meetings = [
        listed(f"m{number}", stage, reference=words, children=words, undecided=words, chair=words, team=words)
        for number, stage in enumerate(Stage)
    ]
    app = ChairtuiApp(with_meetings(tmp_path, *meetings))
    async with app.run_test(size=size) as pilot:
        assert "…" in await at_rest(pilot) or name == "two lines"
        assert len(app.screen.query_one("#meetings", Lines).rows) > len(meetings)
        assert wrapped(app) == []


@pytest.mark.parametrize("name", LISTS)
def test_columns_fill_the_row_at_every_width_and_no_more(name: str) -> None:
    columns = LISTS[name]
    for room in range(30, 196):
        found = widths(columns, room)
        shown = [width for width in found if width]
        assert sum(shown) + gap(columns, room) * (len(shown) - 1) <= room, room
        assert len(shown) >= 2, room


@pytest.mark.parametrize("name", LISTS)
def test_no_column_cuts_its_words_while_another_has_cells_that_it_does_not_need(name: str) -> None:
    columns = LISTS[name]
    for room in range(30, 196):
        given = widths(columns, room)
        for at, width in enumerate(given):
            if not width:
                continue
            wanted = tuple(60 if place == at else 3 for place in range(len(columns)))
            found = widths(columns, room, wanted)
            shown = [cells for cells in found if cells]
            assert [bool(cells) for cells in found] == [bool(cells) for cells in given]
            assert sum(shown) + gap(columns, room) * (len(shown) - 1) <= room
            spare = sum(
                cells - max(wanted[place], len(columns[place].head))
                for place, cells in enumerate(found)
                if cells and place != at
            )
            assert found[at] >= 60 or spare <= 0, (room, found)


@pytest.mark.parametrize("name", LISTS)
def test_columns_that_cut_nothing_stay_where_they_are(name: str) -> None:
    columns = LISTS[name]
    for room in range(60, 196):
        given = widths(columns, room)
        assert widths(columns, room, given) == given


def test_a_column_starts_in_the_same_place_in_every_row() -> None:
    rows = home_rows(
        [listed("a", Stage.HELD, children=NAMES["wide"]), listed("b", Stage.DECIDED, children="Kit")], NOW
    )
    drawn = [one_line(row, MEETINGS, 110, on_cursor=False) for row in rows if row.selectable]
    cells = [
        line.plain[: line.plain.index(word)] for line, word in zip(drawn, ("go on", "sign"), strict=True)
    ]
    assert len({content(one).cell_length for one in cells}) == 1


@pytest.mark.parametrize(
    ("words", "cells", "said"), [("abcdef", 4, "abc…"), ("ab", 4, "ab  "), ("", 2, "  ")]
)
def test_what_does_not_fit_is_shortened_and_says_so(words: str, cells: int, said: str) -> None:
    assert fitted(words, cells).plain == said
    assert fitted("7", 3, right=True).plain == "  7"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 27), "today"),
        (date(2026, 11, 26), "yesterday"),
        (date(2026, 11, 28), "tomorrow"),
        (date(2026, 12, 1), "Tue"),
        (date(2026, 12, 4), "4 Dec"),
        (date(2026, 11, 24), "24 Nov"),
        (date(2027, 3, 5), "5 Mar 2027"),
        (datetime(2026, 11, 27, 14, tzinfo=UTC), "today 14:00"),
        (datetime(2026, 6, 24, 8, 30, tzinfo=UTC), "24 Jun 09:30"),
        (datetime(2025, 11, 24, 8, 30, tzinfo=UTC), "24 Nov 2025"),
    ],
)
def test_a_day_is_read_at_a_glance(day: date, said: str) -> None:
    assert say_near(day, date(2026, 11, 27)) == said


def test_a_day_over_new_year_has_its_year_unless_its_name_is_plain() -> None:
    assert say_near(date(2027, 1, 2), date(2026, 12, 30)) == "Sat"
    assert say_near(date(2026, 12, 31), date(2027, 1, 1)) == "yesterday"


# Home -------------------------------------------------------------------------------------------


def test_the_first_line_counts_what_is_late_and_what_waits() -> None:
    soon, gone = NOW + timedelta(minutes=14), NOW - timedelta(days=1)
    meetings = [
        listed("a", Stage.PREPARING, scheduled_at=soon),
        listed("b", Stage.DECIDED),
        listed("c", Stage.SIGNED, unsent=1, send_due_at=gone),
        listed("d", Stage.PREPARING, scheduled_at=gone),
    ]
    following = {FollowKind.SEEING: 1, FollowKind.QUESTION: 2}
    said = [content(words).plain.strip() for words in late_words(meetings, 4, NOW, following)]
    waits = "1 not held · 1 not signed · next meeting in 14 min"
    assert said == [
        f"4 actions late · 1 person to be seen late · 2 questions late · 1 record late to send · {waits}",
        f"4 actions late · 4 more late · {waits}",
        f"8 late · {waits}",
    ]
    assert [content(words).plain.strip() for words in late_words([], 0, NOW)] == ["nothing is late"]
    (alone,) = late_words([], 4, NOW)
    assert content(alone).plain.strip() == "4 actions late"


def test_what_is_next_to_do_is_what_has_begun_then_what_begins_soon_then_what_is_late() -> None:
    order = [
        listed("begun", Stage.HELD),
        listed("soon", Stage.PREPARING, scheduled_at=NOW + timedelta(minutes=14)),
        listed("late", Stage.SIGNED, unsent=1, send_due_at=NOW - timedelta(days=1)),
        listed("to sign", Stage.DECIDED),
        listed("to come", Stage.PREPARING, scheduled_at=NOW + timedelta(days=3)),
        listed("missed", Stage.PREPARING, scheduled_at=NOW - timedelta(days=3)),
    ]
    off = Ready(
        stops=0,
        warns=0,
        words="off",
        done=False,
        cancelled=True,
        since=NOW,
        until=None,
        by="rules",
        glance=None,
    )
    assert next_to_do(order, {"begun": off}, NOW)[0] == "soon"
    while order:
        found, why = next_to_do(order[::-1], {}, NOW)
        assert found == order.pop(0).id
        assert why.startswith("Next to do: ")
    assert next_to_do([], {}, NOW) == ("", "")


@pytest.mark.parametrize("stage", Stage)
def test_what_is_next_is_said_of_a_meeting_at_every_stage_and_no_name_where_names_are_hidden(
    stage: Stage,
) -> None:
    one = listed("a", stage, undecided="Lee", unsent=0)
    assert content(what_next(one, None, NOW)).plain
    assert "Lee" not in content(what_next(one, None, NOW, private=True)).plain


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_home_opens_on_what_is_next_to_do_and_says_what_that_is(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    meetings = [listed(f"s{number}", Stage.SIGNED, children="Ann") for number in range(30)]
    meetings += [listed("first", Stage.DECIDED, reference="SM-1"), listed("second", Stage.DECIDED)]
    app = ChairtuiApp(with_meetings(tmp_path, *meetings, late=2))
    async with app.run_test(size=size) as pilot:
        said = await at_rest(pilot)
        assert "2 actions late · 2 not signed" in said
        assert app.screen.query_one(Board).lines.cursor_key == "first"
        assert "Next to do: sign its record" in said
        assert "Enter opens" in said
        assert "╭─ SM-1 ─" in said
        await pilot.press("down")
        assert "Next to do" not in await at_rest(pilot)


async def test_a_look_at_what_others_did_leaves_the_cursor_where_somebody_put_it(tmp_path: Path) -> None:
    app = ChairtuiApp(with_meetings(tmp_path, listed("a", Stage.DECIDED), listed("b", Stage.DECIDED)))
    async with app.run_test(size=(80, 24)) as pilot:
        await at_rest(pilot)
        await pilot.press("down")
        app.screen.read()  # type: ignore[attr-defined]
        await at_rest(pilot)
        assert app.screen.query_one(Board).lines.cursor_key == "b"


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_empty_program_says_what_to_press_for_a_chair_and_for_a_social_worker(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with ChairtuiApp(desk(tmp_path)).run_test(size=size) as pilot:
        said = " ".join((await at_rest(pilot)).replace("│", " ").split())
        assert "Do you chair? Press n" in said
        assert "as the social worker? Press n" in said


async def test_the_count_stands_at_the_right_of_the_frame_and_fills_it() -> None:
    with demonstration() as (place, _clock):
        for size in SIZES:
            app = ChairtuiApp(place)
            async with app.run_test(size=size) as pilot:
                drawn = (await at_rest(pilot)).splitlines()
                width = app.screen.query_one(Frame).outer_size.width
                top = next(line for line in drawn if line.startswith("╭─ Meetings "))[:width]
                assert top.endswith(" 9 ─╮")
                assert len(top) == width


# The detail -------------------------------------------------------------------------------------


async def test_the_detail_says_what_a_row_leaves_out_and_one_key_reads_all_of_it(tmp_path: Path) -> None:
    app = ChairtuiApp(with_meetings(tmp_path, listed("a", Stage.DECIDED)))
    async with app.run_test(size=(80, 24)) as pilot:
        await at_rest(pilot)
        board = app.screen.query_one(Board)
        board.show([Row("a", "words " * 100, title="A row", keys="Enter opens it"), Row("b", "short")])
        said = await at_rest(pilot)
        assert "… right: all" in said
        assert "Enter opens" in said
        await pilot.press("down")
        await pilot.pause()
        assert app.screen.query_one(Detail).render().plain == "short"
        await pilot.press("up", "right")
        await pilot.pause()
        assert isinstance(app.screen, Reader)
        read = shown(pilot)
        assert "A row" in read
        assert " ".join(read.replace("│", " ").split()).count("words") == 100


async def test_a_broad_window_has_the_detail_beside_the_list_and_the_list_no_broader_than_its_rows() -> None:
    with demonstration() as (place, _clock):
        for size in SIZES:
            app = ChairtuiApp(place)
            async with app.run_test(size=size) as pilot:
                await at_rest(pilot)
                frame, detail = app.screen.query_one(Frame).region, app.screen.query_one(Detail).region
                beside = detail.x > frame.x
                assert beside is (size[0] >= 160)
                assert frame.width <= (app.screen.query_one(Board).uncut if beside else size[0])
                assert frame.width + beside * detail.width == size[0]
    assert GUTTER > 2  # the cursor and a sign


# The steps --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
async def test_no_row_of_any_step_wraps_whatever_is_written_and_each_says_what_its_keys_do(
    tmp_path: Path, name: str
) -> None:
    words = NAMES[name]
    sitting = sitting_at(desk(tmp_path), *EVERYBODY, DescribeChild(child=Child(id="kit", name=words[:60])))
    for line in sitting.live.outcome.meeting.attendance.register:
        fact = Contribution(id=f"of-{line.id}", attendee_id=line.id, fact=words, weight=Weight.RISK)
        sitting.live.do(
            ListAttendee(attendee=structs.replace(line, name=words[:60])), Contribute(contribution=fact)
        )
    for step in Step:
        async with on_step(sitting, step, SIZES[0]) as pilot:
            for size in SIZES:
                await pilot.resize_terminal(*size)
                said = await at_rest(pilot)
                assert wrapped(pilot.app) == [], (step, size)  # type: ignore[arg-type]
                detail = pilot.app.screen.query_one(Detail)
                assert detail.render().plain.splitlines()[-1].strip(), (step, size, said)


@pytest.mark.parametrize(
    ("invitation", "sign", "said"),
    [
        (Answer.UNKNOWN, "✗", "invited?"),
        (Answer.INVITED, "?", "no answer"),
        (Answer.NO_REPLY, "?", "no answer"),
        (Answer.ACCEPTED, "✗", "NOT HERE"),
        (Answer.NOT_INVITED, "·", "not invited"),
    ],
)
def test_where_somebody_stands_is_a_sign_and_a_word_of_their_row(
    tmp_path: Path, invitation: Answer, sign: str, said: str
) -> None:
    sitting = sitting_at(desk(tmp_path), *EVERYBODY)
    meeting = sitting.live.outcome.meeting
    role = next(role for role in sitting.expected(meeting) if role.attendee_id)
    line = next(one for one in meeting.attendance.register if one.id == role.attendee_id)
    away = structs.replace(line, stays=(), invitation=structs.replace(line.invitation, answer=invitation))
    row = person_row(sitting, meeting, away, role)
    assert (content(row.mark).plain, content(row.cells[2]).plain) == (sign, said)
    here = person_row(sitting, meeting, line, role)
    assert content(here.mark).plain == "✓"
    assert content(here.cells[2]).plain.split()[0] in ("here", "phone", "video")


@pytest.mark.parametrize("size", [(60, 18), (120, 36)], ids=str)
async def test_each_thing_at_steps_2_4_6_and_7_stands_in_columns_in_every_meeting(
    size: tuple[int, int],
) -> None:
    """What is said instead of things, where there are none yet, is a sentence over all columns."""
    things = 0
    with demonstration() as (place, _clock):
        for meeting in place.library.meetings():
            app = ChairtuiApp(place)
            async with app.run_test(size=size) as pilot:
                app.open_meeting(meeting.id)
                for step in (Step.WHY, Step.MEAN, Step.PLAN, Step.READ_BACK):
                    app.go(step)
                    await pilot.pause()
                    lines = app.screen.query_one("#body", Lines)
                    assert lines.columns, step
                    assert wrapped(app) == [], step
                    rows = [row for row in lines.rows if row.selectable]
                    bare = [row.key for row in rows if not row.cells and not row.key.endswith("/")]
                    assert {key.split("/")[0] for key in bare} <= {"none", "read", "older"}
                    assert all(content(row.cells[0]).plain.strip() for row in rows if row.cells)
                    assert all(len(row.cells) <= len(lines.columns) for row in rows)
                    things += len(rows) - len(bare)
    assert things > 100


def test_a_row_of_the_plan_shows_what_who_of_which_agency_and_by_when() -> None:
    today = datetime(2026, 3, 5, 9, tzinfo=UTC)
    action = Action(
        id="a",
        what="Search Penge",
        owner="Paul Renwick",
        agency="police",
        due_on=date(2026, 3, 1),
        horizon=Horizon.IMMEDIATE,
    )
    row = action_row(Meeting(), action, agencies(), today)
    drawn = one_line(row, PLAN, 100, on_cursor=False).plain
    places = [drawn.index(word) for word in ("Search Penge", "Paul Renwick", "Police", "4 days late")]
    assert places == sorted(places)


def test_a_long_cell_goes_on_over_blank_ones_and_never_over_others() -> None:
    columns = (Column("A", 6), Column("B", 6), Column("C", 6))
    assert in_columns(("long and longer", "", "c"), columns, 22).plain == "long and long…  c     "
    assert in_columns(("long and longer", "b", "c"), columns, 22).plain == "long …  b       c     "
    assert in_columns(("long and longer",), columns, 22).plain == "long and longer".ljust(22)


@pytest.mark.parametrize("name", ["Dee Grant", "dee  grant"])
def test_whoever_leads_is_not_to_be_invited(tmp_path: Path, name: str) -> None:
    sitting = Sitting(desk(tmp_path), MEETING)
    lead = Attendee(id="lead", agency="social-care", name=name, sector=Sector.SOCIAL_WORK)
    sitting.live.do(*BEFORE, ListAttendee(attendee=lead))
    meeting = sitting.live.outcome.meeting
    row = person_row(sitting, meeting, meeting.attendance.line("lead"), None)
    assert (content(row.mark).plain, content(row.cells[2]).plain) == ("✓", "leads")
    assert "invite" not in content(row.words).plain
    assert "Enter: invited" not in row.keys
    other = structs.replace(meeting.attendance.line("lead"), name="Ada Okoro")
    assert content(person_row(sitting, meeting, other, None).cells[2]).plain == "to invite"


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (160, 45), (200, 60)], ids=str)
async def test_the_detail_of_a_meeting_is_below_its_list_and_of_a_high_window_it_has_half_where_that_is_short(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with on_step(sitting_at(desk(tmp_path), *EVERYBODY), Step.WHO, size) as pilot:
        screen = pilot.app.screen
        await at_rest(pilot)
        frame, detail = screen.query_one(Frame).region, screen.query_one(Detail).region
        assert (detail.x, detail.y, detail.width) == (frame.x, frame.bottom, frame.width)
        assert (detail.height >= frame.height) is (size[1] >= 50)


# Every other list -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("size", [(60, 18), (80, 24), (120, 36), (200, 60)], ids=str)
async def test_no_row_of_a_search_wraps_whatever_is_found(
    tmp_path: Path, size: tuple[int, int], name: str
) -> None:
    words = NAMES[name]
    found = Found(
        number=1,
        meeting_id="m",
        reference=words,
        held_at=None,
        children=words,
        place="sharing.contributions/f",
        child=words,
        excerpt=words * 3,
    )
    app = ChairtuiApp(desk(tmp_path))
    async with app.run_test(size=size) as pilot:
        app.search()
        await at_rest(pilot)
        board = app.screen.query_one(Board)
        board.show([*found_rows([found], agencies()), more_row(1, 7)])
        await at_rest(pilot)
        assert wrapped(app) == []


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_before_the_meeting_step_3_has_in_columns_of_whom_what_is_asked_how_it_stands_and_by_when(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    sitting = Sitting(desk(tmp_path), MEETING)
    sitting.live.do(*BEFORE)
    meeting = sitting.live.outcome.meeting
    asked = [role for role in sitting.expected(meeting) if role.agency != OWN]
    async with on_step(sitting, Step.KNOW, size) as pilot:
        said = " ".join((await at_rest(pilot)).replace("│", " ").split())
        assert "Agency Who Asked Reply" in said
        lines = pilot.app.screen.query_one("#body", Lines)
        in_columns = [row for row in lines.rows if len(row.cells) > 2]
        assert len(in_columns) >= len(asked) > 0
        states = {words for words, _ in STATES.values()}
        assert all(content(row.cells[2]).plain in states for row in in_columns)
