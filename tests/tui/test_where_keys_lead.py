"""What a key, a click or an empty form leads to, where people expect something of it."""

from __future__ import annotations

import ast
import unicodedata
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace as changed
from tests.core.scene import BEFORE
from tests.snapshots.midway import demonstration
from tests.tui.deciding import EVERYBODY
from tests.tui.desk import MEETING, StillClock, desk, on_step, save, shown, sitting_at
from tests.tui.every_form import SHEETS, Scene, scene
from textual.pilot import Pilot

import chairtui.tui
from chairtui.core.calendar.deadlines import day_off
from chairtui.core.change import Command
from chairtui.core.concern import AnswerSafety, Safety
from chairtui.core.meeting import PrepareMeeting
from chairtui.core.vocabulary import Handling, Horizon, Mode, PoliceUnit, Stage, Step, YesNo
from chairtui.tui.app import ChairtuiApp
from chairtui.tui.keys import Where
from chairtui.tui.rows.register import person_row
from chairtui.tui.rows.warnings import warning_at
from chairtui.tui.sheets.capture import action_sheet
from chairtui.tui.sheets.person import person_sheet
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.steps.filling import NOTHING, Filling
from chairtui.tui.steps.meeting_screen import MeetingScreen
from chairtui.tui.terminal.palette import acts_here
from chairtui.tui.widgets.dialogs import Confirm, Reader
from chairtui.tui.widgets.form import Form
from chairtui.tui.widgets.help import SIGNS
from chairtui.tui.widgets.lines import Lines
from chairtui.tui.widgets.words import content


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return scene(tmp_path_factory.mktemp("keys"))


def coming(folder: Path, in_days: float, clock: StillClock | None = None) -> Sitting:
    here = desk(folder, clock)
    sitting = Sitting(here, MEETING)
    planned = here.clock.now() + timedelta(days=in_days)
    first = changed(next(one for one in BEFORE if isinstance(one, PrepareMeeting)), scheduled_at=planned)
    sitting.live.do(*(first if isinstance(one, PrepareMeeting) else one for one in BEFORE))
    return sitting


# Forms ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SHEETS)
def test_a_form_in_which_nothing_is_written_saves_nothing(name: str, at: Scene) -> None:
    sheet = SHEETS[name](at)
    assert sheet is not None
    if any(spec.initial for spec in sheet.fields if spec.key not in sheet.proposed):
        return
    asked: list[Command] = []

    def carry_out(*commands: Command, then: object) -> str:
        asked.extend(commands)
        return ""

    filling = Filling(sheet, at.held, carry_out=carry_out, trouble=pytest.fail)
    if sheet.then or sheet.looked_at:
        return
    wrong = filling.save({spec.key: spec.initial for spec in sheet.fields})
    assert (wrong == {"": NOTHING}) is not bool(sheet.empty_says)
    assert bool(asked) is bool(sheet.empty_says)


def test_a_place_of_which_nothing_is_said_is_not_saved(at: Scene) -> None:
    sheet = SHEETS["concern.place_sheet"](at)
    assert sheet is not None
    filling = Filling(sheet, at.held, carry_out=pytest.fail, trouble=pytest.fail)
    assert filling.save({spec.key: spec.initial for spec in sheet.fields}) == {"": NOTHING}


@pytest.mark.parametrize(("due", "horizon"), [("today", Horizon.IMMEDIATE), ("tomorrow", Horizon.SHORT_TERM)])
def test_an_action_that_is_due_today_is_immediate(tmp_path: Path, due: str, horizon: Horizon) -> None:
    sitting = sitting_at(desk(tmp_path))
    typed = {"what": "Ring", "owner": "Ada Okoro", "why": "Safety", "due": due, "horizon": "short-term"}
    assert save(sitting, action_sheet(sitting), **typed).plan.actions[0].horizon is horizon


def test_who_is_added_while_the_meeting_goes_on_is_here_unless_somebody_says_not_yet(tmp_path: Path) -> None:
    sitting = sitting_at(desk(tmp_path), *EVERYBODY)
    from chairtui.live.signing import line_of_agency

    for number, (mode, here) in enumerate((("", True), ("not here yet", False), (Mode.PHONE.value, True))):
        line = line_of_agency(f"gp{number}", "gp", sitting.desk.agencies)
        sheet = person_sheet(sitting, line, known=False)
        typed = {"agency": "gp", "name": f"Dr Lee {number}"} | ({"mode": mode} if mode else {})
        register = save(sitting, sheet, **typed).attendance.register
        (added,) = (one for one in register if one.id == line.id)
        assert (added.here is not None) is here
        if added.here and mode:
            assert added.here.mode is Mode.PHONE


def test_before_the_meeting_nobody_who_is_added_is_here(tmp_path: Path) -> None:
    sitting = coming(tmp_path, 1)
    line = sitting.live.outcome.meeting.attendance.register[0]
    sheet = person_sheet(sitting, line, known=False)
    assert "mode" not in {spec.key for spec in sheet.fields}
    assert sheet.title == "Who else is asked"


async def test_the_cursor_goes_to_whoever_was_added(tmp_path: Path) -> None:
    sitting = sitting_at(desk(tmp_path), *EVERYBODY)
    async with on_step(sitting, Step.WHO) as pilot:
        await pilot.press("n", *"hous", "enter", *"Lee", "enter", "ctrl+s")
        await pilot.pause()
        (added,) = (one for one in sitting.live.outcome.meeting.attendance.register if one.name == "Lee")
        assert pilot.app.screen.query_one("#body", Lines).cursor_key == added.id
        assert added.here


def test_a_row_of_the_register_says_the_unit_once(tmp_path: Path) -> None:
    sitting = sitting_at(desk(tmp_path))
    meeting = sitting.live.outcome.meeting
    line = next(one for one in meeting.attendance.register if one.id == "police")
    for agency in ("police", "police-child-abuse"):
        for unit in PoliceUnit:
            named = changed(line, agency=agency, unit=unit)
            text, *_call = (
                content(person_row(sitting, meeting, named, None).words).plain.casefold().split("\n")
            )
            assert text.count(unit.value.casefold()) == 1


def test_a_meeting_on_a_day_off_is_remarked_on(tmp_path: Path) -> None:
    dates = sitting_at(desk(tmp_path)).dates
    assert dates.understood_meeting("7 mar 2026 10:00").endswith(" · a Saturday")
    assert dates.understood_meeting("25 dec 2026 10:00").endswith(" · a bank holiday")
    assert "·" not in dates.understood_meeting("9 mar 2026 10:00")
    assert not day_off(dates.today())


# Keys -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("in_days", "asks"), [(0.0, False), (0.1, False), (1.0, True), (-2.0, True)])
async def test_a_meeting_that_is_planned_for_another_day_starts_only_if_somebody_says_so(
    tmp_path: Path, in_days: float, asks: bool
) -> None:
    sitting = coming(tmp_path, in_days)
    async with on_step(sitting, Step.WHO) as pilot:
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Confirm) is asks
        assert (sitting.live.outcome.meeting.stage is Stage.PREPARING) is asks
        if asks:
            assert "This meeting is planned for" in shown(pilot)
            await pilot.press("enter")
            await pilot.pause()
            assert sitting.live.outcome.meeting.stage is Stage.PREPARING
            await pilot.press("ctrl+g", "down", "enter")
            await pilot.pause()
        assert sitting.live.outcome.meeting.stage is Stage.HELD


async def test_the_clock_of_a_step_does_not_run_before_the_meeting(tmp_path: Path) -> None:
    clock = StillClock()
    sitting = coming(tmp_path, 0, clock)
    async with on_step(sitting, Step.WHO) as pilot:
        clock.pass_(127)
        await pilot.press("ctrl+g")
        await pilot.pause()
        clock.pass_(5)
        pilot.app.screen.tell_time()  # type: ignore[attr-defined]
        await pilot.pause()
        assert "this step 0:05 of" in shown(pilot)


@pytest.mark.parametrize("safe", YesNo)
async def test_urgent_asks_first_whether_each_child_is_safe_where_that_is_not_answered(
    tmp_path: Path, safe: YesNo
) -> None:
    sitting = sitting_at(desk(tmp_path), AnswerSafety(safety=Safety(safe=safe, words="Seen at ten")))
    async with on_step(sitting, Step.KNOW) as pilot:
        await pilot.press("f9", "f9")
        await pilot.pause()
        assert sitting.live.outcome.meeting.urgent
        asks = safe is YesNo.UNKNOWN
        assert isinstance(pilot.app.screen, Form) is asks
        assert sitting.step is (Step.WHY if asks else Step.PLAN)
        if asks:
            assert "safe" in shown(pilot)


async def _on_warnings(pilot: Pilot[None]) -> str:
    await pilot.press("f6")
    return pilot.app.screen.query_one("#warnings", Lines).cursor_key


@pytest.mark.parametrize(("key", "what"), [("c", Handling.CONTACTED), ("w", Handling.WAIVED)])
async def test_on_the_warnings_a_key_says_what_was_done(tmp_path: Path, key: str, what: Handling) -> None:
    sitting = sitting_at(desk(tmp_path))
    async with on_step(sitting, Step.WHO) as pilot:
        warning = await _on_warnings(pilot)
        await pilot.press(key, *"Rang"[:4], "ctrl+s")
        await pilot.pause()
        named = warning_at(sitting.attention(sitting.live.outcome), warning)
        (noted,) = (one for one in sitting.live.outcome.meeting.warnings if one.id == named and one.last)
        assert noted.last is not None
        assert (noted.last.what, noted.last.words) == (what, "Rang")


async def test_on_the_warnings_y_shows_why_and_their_keys_are_shown(tmp_path: Path) -> None:
    sitting = sitting_at(desk(tmp_path))
    async with on_step(sitting, Step.WHO) as pilot:
        await _on_warnings(pilot)
        await pilot.pause()
        assert "c contacted" in shown(pilot)
        await pilot.press("y")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Reader)
        assert "Why:" in shown(pilot)
        await pilot.press("escape", "f6")
        await pilot.pause()
        assert "c contacted" not in shown(pilot)


@pytest.mark.parametrize("size", [(120, 36), (200, 60)], ids=str)
async def test_one_click_on_a_step_opens_it(tmp_path: Path, size: tuple[int, int]) -> None:
    sitting = sitting_at(desk(tmp_path))
    async with on_step(sitting, Step.WHO, size) as pilot:
        lines = shown(pilot).splitlines()
        (at,) = ((line.index("5 Decision"), y) for y, line in enumerate(lines) if "5 Decision" in line)
        await pilot.click(offset=at)
        await pilot.pause()
        assert sitting.step is Step.DECIDE


async def test_one_click_on_a_row_opens_what_one_enter_opens(tmp_path: Path) -> None:
    sitting = sitting_at(desk(tmp_path))
    async with on_step(sitting, Step.WHO) as pilot:
        lines = pilot.app.screen.query_one("#body", Lines)
        places = [place for place, row in enumerate(lines.rows) if row.selectable]
        lines.go_to(lines.rows[places[0]].key)
        await pilot.press("down", "enter")
        by_key = type(pilot.app.screen), shown(pilot)
        await pilot.press("escape")
        lines.go_to(lines.rows[places[0]].key)
        await pilot.click("#body", offset=(8, places[1]))
        await pilot.pause()
        assert (type(pilot.app.screen), shown(pilot)) == by_key
        assert isinstance(pilot.app.screen, Form)


# Signs ------------------------------------------------------------------------------------------------

PUNCTUATION = frozenset("…“”‘—…␡\ufffd─▀▏")


def is_sign(character: str) -> bool:
    return unicodedata.category(character)[0] in "SP"


def test_help_says_what_each_sign_of_the_screen_means() -> None:
    used = set()
    for file in Path(next(iter(chairtui.tui.__path__))).rglob("*.py"):
        tree = ast.parse(file.read_text("utf-8"))
        docs = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
        for one in ast.walk(tree):
            if isinstance(one, ast.Constant) and isinstance(one.value, str) and id(one) not in docs:
                used |= {
                    sign for sign in one.value if ord(sign) > 127 and unicodedata.category(sign)[0] in "SP"
                }
    assert used - PUNCTUATION <= set("".join(SIGNS))
    assert len(SIGNS) == len({*SIGNS.values()})


async def test_help_and_the_palette_lead_to_the_signs(tmp_path: Path) -> None:
    async with on_step(sitting_at(desk(tmp_path)), Step.WHO, (100, 120)) as pilot:
        await pilot.press("f1")
        await pilot.pause()
        for words in ("Signs", "a warning that stops nothing", "all you did is on the disk"):
            assert words in shown(pilot)


async def test_the_footer_names_the_keys_of_what_has_the_focus_also_once_a_warning_is_put_off(
    tmp_path: Path,
) -> None:
    async with on_step(sitting_at(desk(tmp_path)), Step.WHO, (80, 24)) as pilot:
        await _on_warnings(pilot)
        await pilot.press("z")
        await pilot.pause()
        assert "c contacted" in shown(pilot).splitlines()[-1]
        await pilot.press("f6")
        await pilot.pause()
        assert "c contacted" not in shown(pilot).splitlines()[-1]


SEALED = "The record is signed"
LEADS_AWAY = {"home", "undo", "who", "previous_step", "next_step", "warnings", "series", "hand_on"}
"""Acts that lead away from the step, or ask nothing of the meeting."""


async def test_of_a_signed_meeting_f1_offers_no_key_that_is_refused_wherever_the_cursor_is() -> None:
    refused = []
    with demonstration() as (place, _clock):
        (signed,) = (meeting.id for meeting in place.library.meetings() if meeting.reference == "DEMO-9")
        app = ChairtuiApp(place)
        async with app.run_test(size=(120, 36), notifications=True) as pilot:
            app.open_meeting(signed)
            for step in Step:
                app.go(step)
                await pilot.pause()
                screen = app.screen
                assert isinstance(screen, MeetingScreen)
                lines = screen.query_one("#body", Lines)
                kinds = {screen.kind(row.key): row.key for row in lines.rows if row.selectable}
                places = (Where.MEETING, screen.WHERE)
                for act in acts_here(app.screen):
                    if act.where not in places or act.id in LEADS_AWAY or act.id.startswith("step_"):
                        continue
                    answers = []
                    for row in kinds.values():
                        lines.go_to(row)
                        app.clear_notifications()
                        await pilot.press(act.key)
                        await pilot.pause()
                        answers.append(any(SEALED in said.message for said in app._notifications))
                        while app.screen is not screen:
                            app.pop_screen()
                            await pilot.pause()
                    refused += [(step.value, act.id)] if all(answers) else []
    assert refused == []
