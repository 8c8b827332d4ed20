"""The panel of warnings: what to do now, what hangs beneath it, what waits, and what ended."""

from pathlib import Path

import pytest
from tests.tui.deciding import EVERYBODY, NO_NURSE, decide_now
from tests.tui.desk import StillClock, agencies, desk, meeting_of, on_step, save, shown, sitting_at, values_of
from textual.pilot import Pilot

from chairtui.core.attendance import RecordPresence
from chairtui.core.change import Refused
from chairtui.core.concern import AnswerSafety, Safety, SetCircumstances
from chairtui.core.vocabulary import Circumstance, Gate, Handling, Mode, Step, YesNo
from chairtui.core.warnings import COMING, HandleWarning, is_answered, is_put_off
from chairtui.core.with_ids import find
from chairtui.live.signing import left_open, lines
from chairtui.standards.placed import Place, WarningRow
from chairtui.tui.rows.warnings import ROW, View, gravest, panel_rows, warning_at
from chairtui.tui.sheets.handling import put_off, warning_sheet
from chairtui.tui.sitting.sitting import NEWS_FOR, Sitting
from chairtui.tui.steps.surroundings import Surroundings
from chairtui.tui.widgets.bars import Bar
from chairtui.tui.widgets.dialogs import Reader
from chairtui.tui.widgets.lines import Lines, Row
from chairtui.tui.widgets.words import content

UNSAFE = AnswerSafety(safety=Safety(safe=YesNo.NO))
MISSING = SetCircumstances(
    circumstances=(Circumstance.MISSING, Circumstance.GANGS, Circumstance.PHYSICAL_INJURY)
)


def busy(folder: Path, clock: StillClock | None = None) -> Sitting:
    """A sitting at a decided meeting at which much is open."""
    clock = clock or StillClock()
    sitting = sitting_at(desk(folder, clock), *NO_NURSE, MISSING, UNSAFE)
    decide_now(sitting)
    clock.pass_(700)
    sitting.live.do()
    return sitting


def rows(sitting: Sitting, **view: object) -> list[Row]:
    outcome = sitting.live.outcome
    given = View(now=sitting.now, **view)  # type: ignore[arg-type]
    return list(panel_rows(outcome, sitting.attention(outcome), agencies(), given))


def said(several: list[Row]) -> list[str]:
    return [content(row.words).plain for row in several]


async def key_under_the_cursor(pilot: Pilot[None], *keys: str) -> str:
    await pilot.press(*keys)
    await pilot.pause()
    return pilot.app.screen.query_one("#warnings", Lines).cursor_key


def test_the_panel_has_few_rows_the_first_three_with_what_to_do_and_folds_the_others(tmp_path: Path) -> None:
    sitting = busy(tmp_path)
    outcome = sitting.live.outcome
    found = rows(sitting)
    chosen = [row for row in found if row.selectable]
    assert len(outcome.verdicts) > 20 > len(chosen)
    words = said(found)
    assert words[0] == "Now"
    now = found[1 : words.index("Then, by what ends them")]
    assert [row.selectable for row in now] == [True, False] * 3, "each with what to do below it"
    for row, act in zip(now[::2], now[1::2], strict=True):
        assert content(act.words).plain.split(" · ")[0] in content(row.words).plain


@pytest.mark.parametrize("flat", [False, True])
def test_every_row_of_the_panel_takes_one_line_and_says_all_in_its_detail(tmp_path: Path, flat: bool) -> None:
    sitting = busy(tmp_path)
    seen = sitting.attention(sitting.live.outcome)
    unfolded = frozenset(row.name for row in seen.rows)
    for row in rows(sitting, flat=flat, unfolded=unfolded):
        cells = [content(cell).plain for cell in row.cells]
        assert not any("\n" in cell for cell in cells), row.key
        if row.selectable:
            assert cells, row.key
            assert content(row.words).plain.startswith(cells[0].strip()), row.key
            members = next((one.members for one in seen.rows if row.key in (f"{ROW}{one.name}",)), ())
            assert not members or cells[1] == str(len(members))


def test_whatever_the_panel_folds_stands_in_the_one_list_and_beneath_its_row(tmp_path: Path) -> None:
    sitting = busy(tmp_path)
    outcome = sitting.live.outcome
    every = {one.id for one in outcome.verdicts}
    assert {row.key for row in rows(sitting, flat=True)} == every
    seen = sitting.attention(outcome)
    names = frozenset(row.name for row in seen.rows)
    unfolded = {row.key for row in rows(sitting, unfolded=names)}
    in_rows = {one.verdict.id for one in seen.placed if one.place in (Place.ROW, Place.BENEATH)}
    assert in_rows <= unfolded
    assert every - in_rows == {one.verdict.id for one in seen.placed if one.place is Place.STEP}


def test_what_hangs_beneath_missing_health_is_counted_there_and_comes_up_by_itself(tmp_path: Path) -> None:
    sitting = busy(tmp_path)
    seen = sitting.attention(sitting.live.outcome)
    beneath = {one.verdict.code for one in seen.placed if one.root == "W-MIN-HEALTH"}
    assert {"W-TWO-AGENCY", "W-PAED"} <= beneath
    assert "W-POL-UNIT" not in beneath
    held = sitting_at(desk(tmp_path / "other"), *EVERYBODY, MISSING)
    decide_now(held)
    alone = {one.verdict.code: one.place for one in held.attention(held.live.outcome).placed}
    assert alone["W-PAED"] is Place.ROW


def test_not_now_lasts_ten_minutes_or_until_the_next_gate_is_logged_and_answers_nothing(
    tmp_path: Path,
) -> None:
    clock = StillClock()
    sitting = sitting_at(desk(tmp_path, clock), *NO_NURSE)
    gate = COMING[meeting_of(sitting).stage]
    sitting.live.do(*put_off(sitting.live.outcome, ["W-MIN-HEALTH"]))
    meeting = meeting_of(sitting)
    warning = find(meeting.warnings, "W-MIN-HEALTH")
    assert warning
    assert warning.put_off
    assert warning.last is None
    assert not is_answered(warning, gate, returns=True)
    assert is_put_off(meeting, warning, sitting.now)
    row = next(one for one in sitting.attention(sitting.live.outcome).rows if one.name == "minimum")
    assert row.put_off
    assert row.open
    assert "Not now: comes back by itself" in said(rows(sitting))
    assert "■ No health practitioner" in gravest(sitting.attention(sitting.live.outcome), agencies())[0].plain
    clock.pass_(601)
    assert not is_put_off(meeting, warning, sitting.now)
    assert "Not now: comes back by itself" not in said(rows(sitting))


def test_what_is_put_off_comes_back_at_the_next_gate(tmp_path: Path) -> None:
    sitting = sitting_at(desk(tmp_path), *EVERYBODY, MISSING)
    (late,) = [one.id for one in sitting.live.outcome.verdicts if one.code == "W-PAED"]
    sitting.live.do(*put_off(sitting.live.outcome, [late]))
    decide_now(sitting)
    warning = find(meeting_of(sitting).warnings, late)
    assert warning
    assert warning.put_off
    assert not is_put_off(meeting_of(sitting), warning, sitting.now)


def test_a_reason_that_was_given_stays_when_it_is_put_off_and_the_form_does_not_offer_it(
    no_health: Sitting,
) -> None:
    no_health.live.do(
        HandleWarning(warning_id="W-MIN-HEALTH", what=Handling.CONTACTED, words="Rang", gate=Gate.DECISION),
        HandleWarning(warning_id="W-MIN-HEALTH", what=Handling.PUT_OFF, gate=Gate.DECISION),
    )
    warning = find(meeting_of(no_health).warnings, "W-MIN-HEALTH")
    assert warning
    assert warning.last
    assert (warning.last.what, warning.last.words) == (Handling.CONTACTED, "Rang")
    sheet = warning_sheet(no_health, "W-MIN-HEALTH")
    assert sheet
    assert Handling.PUT_OFF not in [option.value for option in sheet.fields[0].options]


def test_what_ended_says_how_and_after_ten_minutes_it_is_gone(tmp_path: Path) -> None:
    clock = StillClock()
    sitting = sitting_at(desk(tmp_path, clock), *NO_NURSE)
    sitting.live.do(RecordPresence(attendee_id="nurse", mode=Mode.PHONE))
    done = [one for one in said(rows(sitting)) if " done: " in one]
    assert any("health" in one for one in done)
    clock.pass_(601)
    assert not [one for one in said(rows(sitting)) if " done: " in one]


def test_each_step_counts_what_it_has_still_to_do_and_is_not_ticked_then(tmp_path: Path) -> None:
    sitting = busy(tmp_path)
    to_do = sitting.attention(sitting.live.outcome).to_do
    assert to_do[Step.PLAN] > 3


def test_a_row_that_holds_several_says_who_is_not_here_and_of_the_minimum_in_its_own_words(
    tmp_path: Path,
) -> None:
    sitting = sitting_at(desk(tmp_path), EVERYBODY[1], MISSING)
    several = {row.name: row.words for row in sitting.attention(sitting.live.outcome).rows}
    assert several["minimum"] == (
        "Not here: a local authority social worker and a health practitioner. "
        "Without them this is not a strategy discussion."
    )


async def test_right_reads_all_of_a_row_that_holds_nothing_else(no_health: Sitting) -> None:
    seen = no_health.attention(no_health.live.outcome)
    alone = {row.members[0].verdict.id for row in seen.rows if len(row.members) == 1}
    waits = {one.verdict.id for one in seen.placed if one.place is Place.STEP}
    assert alone | waits
    no_health.flat = True
    for key in (*sorted(alone)[:1], *sorted(waits)[:1]):
        async with on_step(no_health, Step.WHO) as pilot:
            await pilot.press("f6")
            pilot.app.screen.query_one("#warnings", Lines).go_to(key)
            await pilot.press("right")
            await pilot.pause()
            assert isinstance(pilot.app.screen, Reader), key


async def test_right_unfolds_enter_unfolds_and_star_shows_all(tmp_path: Path) -> None:
    sitting = busy(tmp_path)
    async with on_step(sitting, Step.PLAN) as pilot:
        seen = sitting.attention(sitting.shown)
        several = next(row for row in seen.rows if len(row.tops) > 1)
        assert "○" in shown(pilot)
        await pilot.press("f6")
        pilot.app.screen.query_one("#warnings", Lines).go_to(f"{ROW}{several.name}")
        for key in ("right", "enter"):
            assert await key_under_the_cursor(pilot, key) == f"{ROW}{several.name}"
            assert (several.name in sitting.unfolded) is (key == "right")
        await pilot.press("asterisk")
        await pilot.pause()
        keys = {row.key for row in pilot.app.screen.query_one("#warnings", Lines).rows}
        assert keys == {one.id for one in sitting.live.outcome.verdicts}


async def test_z_puts_the_row_under_the_cursor_off_and_c_says_that_its_first_was_called(
    no_health: Sitting,
) -> None:
    async with on_step(no_health, Step.WHO) as pilot:
        await pilot.press("f6")
        pilot.app.screen.query_one("#warnings", Lines).go_to("W-MIN-HEALTH")
        await pilot.press("z")
        await pilot.pause()
        warning = find(meeting_of(no_health).warnings, "W-MIN-HEALTH")
        assert warning
        assert warning.put_off
        assert "Not now" in shown(pilot)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)])
async def test_a_stop_that_rises_stands_out_where_it_stands_for_some_seconds_and_is_no_notice(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    clock = StillClock()
    sitting = sitting_at(desk(tmp_path, clock), *EVERYBODY)
    async with on_step(sitting, Step.WHY, size=size) as pilot:
        sitting.live.do(UNSAFE)
        screen = pilot.app.screen
        assert isinstance(screen, Surroundings)
        for _ in range(2):
            screen.show(sitting.shown)
        await pilot.pause()
        assert not list(pilot.app._notifications)
        assert "■ A child is not safe now" in shown(pilot)
        assert "A child is not safe now" in reversed_words(screen)
        clock.pass_(NEWS_FOR)
        screen.pass_time()
        await pilot.pause()
        assert "■ A child is not safe now" in shown(pilot)
        assert reversed_words(screen) == ""


async def test_what_is_announced_stands_out_until_somebody_looks_at_the_warnings(tmp_path: Path) -> None:
    sitting = sitting_at(desk(tmp_path), *EVERYBODY)
    async with on_step(sitting, Step.WHY) as pilot:
        sitting.live.do(UNSAFE)
        screen = pilot.app.screen
        assert isinstance(screen, Surroundings)
        screen.show(sitting.shown)
        assert reversed_words(screen)
        await pilot.press("f6", "f6")
        await pilot.pause()
        assert reversed_words(screen) == ""


def reversed_words(screen: Surroundings) -> str:
    """Return what the bar, or else the panel, shows as a reversed block."""
    bar, panel = screen.query_one("#top", Bar), screen.query_one("#warnings", Lines)
    said = [bar.sides[0]] if bar.display else [content(row.cells[0]) for row in panel.rows if row.cells]
    return " ".join(
        one.plain[span.start : span.end] for one in said for span in one.spans if "reverse" in str(span.style)
    )


@pytest.mark.parametrize("who", EVERYBODY)
def test_nothing_is_said_aloud_of_who_is_late_in_the_first_minutes(
    tmp_path: Path, who: RecordPresence
) -> None:
    sitting = sitting_at(desk(tmp_path))
    sitting.hear(sitting.live.outcome, sitting.attention(sitting.live.outcome))
    sitting.live.do(who)
    assert sitting.hear(sitting.live.outcome, sitting.attention(sitting.live.outcome)) == ()


def test_signing_asks_by_group_and_what_hangs_beneath_a_root_takes_its_reason(tmp_path: Path) -> None:
    sitting = busy(tmp_path)
    outcome = sitting.live.outcome
    left = {one.verdict.code: one for one in left_open(outcome.meeting, outcome.verdicts)}
    assert left["W-TWO-AGENCY"].root == "W-MIN-HEALTH"
    assert left["W-TWO-AGENCY"].reason == left["W-MIN-HEALTH"].reason != ""
    asked = lines(left.values())
    assert len(asked) < len(left)
    assert all(one.verdict.own_reason for line in asked for one in line.own)


def of_a_row(sitting: Sitting) -> WarningRow:
    """Return the row of whom to ring, of which one reason may serve several."""
    return next(row for row in sitting.attention(sitting.live.outcome).rows if len(row.sharing) > 1)


def test_one_reason_for_a_whole_row_is_given_where_the_row_stands_and_logged_of_each(tmp_path: Path) -> None:
    sitting = sitting_at(desk(tmp_path), *EVERYBODY, MISSING)
    decide_now(sitting)
    row = of_a_row(sitting)
    first = warning_at(sitting.attention(sitting.live.outcome), f"{ROW}{row.name}")
    sheet = warning_sheet(sitting, first, Handling.WAIVED, whole_row=True)
    assert sheet
    ids = {one.verdict.id for one in row.sharing}
    assert set(values_of(sheet)["also"]) == ids
    save(sitting, sheet, words="They meet on Monday.")
    meeting = meeting_of(sitting)
    noted = {one.id for one in meeting.warnings if one.last and one.last.words == "They meet on Monday."}
    assert noted == ids
    after = sitting.attention(sitting.live.outcome)
    assert not any(one.open for one in after.placed if one.verdict.id in ids)
    signing = {one.verdict.id: one.reason for one in left_open(meeting, sitting.live.outcome.verdicts)}
    assert all(signing[one] == "They meet on Monday." for one in ids & signing.keys())


def test_of_one_warning_its_row_is_offered_and_not_picked_and_nobody_joins_for_several(
    tmp_path: Path,
) -> None:
    sitting = sitting_at(desk(tmp_path), *EVERYBODY, MISSING)
    decide_now(sitting)
    one, other = (each.verdict.id for each in of_a_row(sitting).sharing[:2])
    sheet = warning_sheet(sitting, one, Handling.JOINED)
    assert sheet
    assert values_of(sheet)["also"] == (one,)
    if "who" in values_of(sheet):
        with pytest.raises(Refused, match="of this one alone"):
            save(sitting, sheet, also=(one, other), words="Joined")


def test_what_needs_words_of_its_own_is_in_no_reason_for_a_row(tmp_path: Path) -> None:
    sitting = busy(tmp_path)
    for row in sitting.attention(sitting.live.outcome).rows:
        assert not any(one.verdict.own_reason for one in row.sharing)
        for one in (each for each in row.members if each.verdict.own_reason):
            sheet = warning_sheet(sitting, one.verdict.id, Handling.WAIVED, whole_row=True)
            assert sheet
            assert "also" not in values_of(sheet)


def test_what_was_said_of_a_root_serves_what_hangs_beneath_it_in_the_panel_as_at_signing(
    tmp_path: Path,
) -> None:
    sitting = busy(tmp_path)
    seen = sitting.attention(sitting.live.outcome)
    beneath = {one.verdict.id for one in seen.placed if one.root == "W-MIN-HEALTH"}
    assert beneath
    said_of = HandleWarning(
        warning_id="W-MIN-HEALTH", what=Handling.WAIVED, words="Nobody is on duty.", gate=Gate.DECISION
    )
    sitting.live.do(said_of)
    after = sitting.attention(sitting.live.outcome)
    assert not any(one.open for one in after.placed if one.verdict.id in beneath)
    assert not any(row.open for row in after.rows if row.name == "minimum")
