"""The audit on the screen: the figures of the command, their parts, their map, and their meetings."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.audit.fifteen import OTHERS, documents
from tests.store.test_figures import Here, at_work, demonstrated
from tests.tui.desk import desk, flat, sees, settled, shown, until
from textual.pilot import Pilot

from chairtui.audit.table import table
from chairtui.live.auditing import Meant
from chairtui.live.handing import PutAside
from chairtui.records.interchange.importing import Source
from chairtui.tui.app import ChairtuiApp
from chairtui.tui.screens.audit import Audit
from chairtui.tui.sheets.audit import report_wrong
from chairtui.tui.steps.audit_views import Look, View
from chairtui.tui.widgets.board import Board
from chairtui.tui.widgets.detail import Detail
from chairtui.tui.widgets.form import Form, Values
from chairtui.tui.widgets.frame import Frame

SIZES = pytest.mark.parametrize("size", [(60, 18), (80, 24), (120, 36), (200, 60)])


@pytest.fixture
def fifteen(tmp_path: Path) -> Iterator[Here]:
    with at_work(tmp_path / "meetings.db") as here:
        sources = [Source(f"{n}.json", one) for n, one in enumerate(documents(OTHERS))]
        here.place.importer().take(sources)
        yield here


async def goes_to_the_audit(pilot: Pilot[None]) -> Audit:
    await pilot.press("u")
    await settled(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, Audit)
    return screen


def rows_of(screen: Audit) -> dict[str, tuple[str, ...]]:
    return {row.key: tuple(map(str, row.cells)) for row in screen.query_one(Board).lines.rows if row.cells}


async def test_every_figure_of_the_screen_is_the_one_of_the_command(fifteen: Here) -> None:
    with_what = fifteen.place.desk
    assert with_what.audits
    async with ChairtuiApp(with_what).run_test(size=(120, 36)) as pilot:
        rows = rows_of(await goes_to_the_audit(pilot))
        figures = table(with_what.audits().shown(with_what, Meant()).audit)
        assert len(figures.rows) == len(with_what.audits().measures.all())
        for row in figures.rows:
            _, met, unknown = rows[row.key]
            figure = row.figures[0]
            assert met == (f"{figure.met} of {figure.of}" if figure.of else "none")
            assert unknown == (str(figure.unknown) if figure.unknown else "·")
        assert rows["M-HEALTH-NONE/"][1] == "6 of 15"
        assert "15 meetings, held Tue 7 Jan 2020 to Tue 21 Jan 2020" in shown(pilot)


@SIZES
async def test_enter_leads_to_the_meetings_beneath_and_into_one_and_escape_back(
    fifteen: Here, size: tuple[int, int]
) -> None:
    async with ChairtuiApp(fifteen.place.desk).run_test(size=size) as pilot:
        screen = await goes_to_the_audit(pilot)
        screen.query_one(Board).lines.go_to("M-HEALTH-NONE/")
        await pilot.press("enter")
        await settled(pilot)
        assert len(screen.query_one(Board).lines.rows) == 15
        assert [row.mark for row in screen.query_one(Board).lines.rows] == ["✗"] * 9 + ["✓"] * 6
        await pilot.press("escape")
        await settled(pilot)
        assert screen.query_one(Board).lines.cursor_key == "M-HEALTH-NONE/"
        await pilot.press("escape")
        await settled(pilot)
        assert not isinstance(pilot.app.screen, Audit)


@SIZES
async def test_no_row_of_the_audit_takes_more_than_a_line(tmp_path: Path, size: tuple[int, int]) -> None:
    with at_work(tmp_path / "meetings.db") as here:
        demonstrated(here)
        async with ChairtuiApp(here.place.desk).run_test(size=size) as pilot:
            screen = await goes_to_the_audit(pilot)
            for keys in ((), ("m",), ("escape", "s", "enter"), ("enter",)):
                if keys == ("m",):
                    screen.query_one(Board).lines.go_to("M-EXPECTED-HERE/")
                await pilot.press(*keys)
                await settled(pilot)
                lines = screen.query_one(Board).lines
                assert lines.rows
                assert lines.virtual_size.height <= max(len(lines.rows), lines.size.height)


@pytest.mark.parametrize("by", ["month", "team", "agency", "authority", "profile", "chair"])
async def test_a_figure_is_split_and_each_part_leads_to_its_meetings(fifteen: Here, by: str) -> None:
    async with ChairtuiApp(fifteen.place.desk).run_test(size=(120, 36)) as pilot:
        screen = await goes_to_the_audit(pilot)
        screen.query_one(Board).lines.go_to("M-EXPECTED-HERE/")
        await pilot.press("s")
        pilot.app.screen.query_one("Lines").go_to(by)  # type: ignore[attr-defined]
        if by == "chair":
            assert "only because you ask" in flat(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert screen.query_one(Board).lines.rows
        await pilot.press("enter")
        await settled(pilot)
        assert 0 < len(screen.query_one(Board).lines.rows) <= 15
        assert "SM-2020-" in shown(pilot)


async def test_the_map_tells_by_sign_and_number_who_was_there_month_by_month(fifteen: Here) -> None:
    async with ChairtuiApp(fifteen.place.desk).run_test(size=(120, 36)) as pilot:
        screen = await goes_to_the_audit(pilot)
        screen.query_one(Board).lines.go_to("M-EXPECTED-HERE/")
        await pilot.press("m")
        await settled(pilot)
        told = shown(pilot)
        assert "2020-01" in told
        assert "█ 15/15" in told
        assert "░ 0/15" in told
        assert "░ less" in flat(pilot)


async def test_two_periods_stand_side_by_side(fifteen: Here) -> None:
    async with ChairtuiApp(fifteen.place.desk).run_test(size=(120, 36)) as pilot:
        screen = await goes_to_the_audit(pilot)
        await pilot.press("w")
        form = pilot.app.screen
        assert isinstance(form, Form)
        form.field("until").value = "12 jan 2020"
        form.field("also_since").value = "13 jan 2020"
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert rows_of(screen)["M-HEALTH-NONE/"][1:] == ("0 of 6", "6 of 9")
        assert screen.meant.within.until == date(2020, 1, 12)
        assert "second: 9 meetings" in shown(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert pilot.app.screen is screen
        assert rows_of(screen)["M-HEALTH-NONE/"][1] == "6 of 15"


async def test_a_what_if_stands_beside_labelled_and_changes_nothing(fifteen: Here) -> None:
    async with ChairtuiApp(fifteen.place.desk).run_test(size=(200, 60)) as pilot:
        screen = await goes_to_the_audit(pilot)
        screen.mean(Meant(profile="working-together-2026"))
        await settled(pilot)
        assert "what if: judged by working-together-2026, nothing is changed" in shown(pilot)
        assert "What if" in shown(pilot)
        screen.mean(Meant())
        await settled(pilot)
        assert rows_of(screen)["M-HEALTH-NONE/"][1] == "6 of 15"


async def test_what_cannot_stand_beside_is_said_in_the_form_and_nothing_typed_is_lost(fifteen: Here) -> None:
    async with ChairtuiApp(fifteen.place.desk).run_test(size=(120, 36)) as pilot:
        await goes_to_the_audit(pilot)
        await pilot.press("w")
        form = pilot.app.screen
        assert isinstance(form, Form)
        form.field("size").value = "5"
        await pilot.press("ctrl+s")
        await sees(pilot, "Say by which words the sample is drawn")
        assert form.field("size").value == "5"


@SIZES
async def test_where_no_meeting_has_begun_it_says_what_to_do(tmp_path: Path, size: tuple[int, int]) -> None:
    async with ChairtuiApp(desk(tmp_path)).run_test(size=size) as pilot:
        await goes_to_the_audit(pilot)
        assert "Nothing to count yet: no meeting has begun." in flat(pilot)


@pytest.mark.parametrize("form", ["pdf", "docx", "html", "md", "xlsx"])
async def test_the_figures_that_are_shown_are_written_as_a_file_in_every_form(
    fifteen: Here, tmp_path: Path, form: str
) -> None:
    async with ChairtuiApp(fifteen.place.desk).run_test(size=(120, 36)) as pilot:
        await goes_to_the_audit(pilot)
        await pilot.press("x")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Form)
        whole: Values = {"for": "named", "form": form, "by": "month", "folder": str(tmp_path / "out")}
        pilot.app.screen.dismiss(whole)
        await settled(pilot)
        await until(pilot, lambda: [*(tmp_path / "out").glob(f"*.{form}")])
        (file,) = (tmp_path / "out").iterdir()
        assert file.name.startswith("audit-2")
        assert file.suffix == f".{form}"
        assert file.stat().st_mode & 0o077 == 0
        if form == "md":
            assert "6 of 15" in file.read_text("utf-8")


async def test_the_summary_for_a_committee_is_written_and_has_nothing_beside_and_no_chair(
    fifteen: Here, tmp_path: Path
) -> None:
    whole: Values = {"for": "committee", "form": "md", "by": "team", "folder": str(tmp_path / "out")}
    async with ChairtuiApp(fifteen.place.desk).run_test(size=(120, 36)) as pilot:
        await goes_to_the_audit(pilot)
        await pilot.press("x")
        await pilot.pause()
        form = pilot.app.screen
        assert isinstance(form, Form)
        assert "split by month, team" in report_wrong({**whole, "by": "chair"}, Meant())[""]
        assert "nothing beside" in report_wrong(whole, Meant(profile="working-together-2018"))[""]
        assert report_wrong(whole, Meant()) == {}
        form.dismiss(whole)
        await settled(pilot)
        await until(pilot, lambda: [*(tmp_path / "out").glob("*.md")])
        (file,) = (tmp_path / "out").iterdir()
        assert file.name.startswith("audit-summary-")
        assert "SM-" not in file.read_text("utf-8")


async def test_a_what_if_says_how_far_it_is_and_is_ended_by_whoever_goes_on(fifteen: Here) -> None:
    place = fifteen.place.desk
    assert place.audits
    audits, heard = place.audits(), list[tuple[int, int]]()

    def told(done: int, of: int) -> bool:
        heard.append((done, of))
        return done < 3

    with pytest.raises(PutAside):
        audits.what_if(place, "working-together-2018", told=told)
    assert heard == [(0, 15), (1, 15), (2, 15), (3, 15)]


def test_measuring_after_a_rebuild_says_how_far_it_is_and_what_was_ended_is_measured_later(
    fifteen: Here,
) -> None:
    place, heard = fifteen.place, list[tuple[int, int]]()
    assert place.desk.audits

    def told(done: int, of: int) -> bool:
        heard.append((done, of))
        return done < 4

    assert place.rebuild(measured=told) == 15
    assert heard == [(number, 15) for number in range(5)]
    assert place.desk.audits().over().meetings == 4
    assert place.desk.audits().catch_up(place.desk).measured == 11
    assert place.desk.audits().over().meetings == 15


async def test_it_measures_what_fell_behind_first_and_escape_ends_that(fifteen: Here) -> None:
    with fifteen.place.database.writing() as connection:
        connection.execute("UPDATE audited SET rules = 'others'")
    async with ChairtuiApp(fifteen.place.desk).run_test(size=(120, 36)) as pilot:
        rows = rows_of(await goes_to_the_audit(pilot))
        assert rows["M-HEALTH-NONE/"][1] == "6 of 15"


async def test_by_chair_is_not_shown_while_names_are_hidden(fifteen: Here) -> None:
    async with ChairtuiApp(fifteen.place.desk).run_test(size=(120, 36), notifications=True) as pilot:
        screen = await goes_to_the_audit(pilot)
        await pilot.press("f8")
        await settled(pilot)
        screen.query_one(Board).lines.go_to("M-MINIMUM/")
        await pilot.press("s")
        pilot.app.screen.query_one("Lines").go_to("chair")  # type: ignore[attr-defined]
        await pilot.press("enter")
        await sees(pilot, "That would show names")


async def test_each_figure_draws_its_own_map_or_says_that_it_has_none(fifteen: Here) -> None:
    async with ChairtuiApp(fifteen.place.desk).run_test(size=(120, 36), notifications=True) as pilot:
        screen = await goes_to_the_audit(pilot)
        board = screen.query_one(Board)
        mapped = 0
        for key in [row.key for row in board.lines.rows if row.selectable]:
            board.lines.go_to(key)
            row = board.lines.row
            assert row
            await pilot.press("m")
            await settled(pilot)
            if "m maps it" in row.keys:
                mapped += 1
                assert screen.view.measure == key.partition("/")[0]
                assert f"{row.title}, month by month" == str(board.query_one(Frame).called[0])
                await pilot.press("escape")
                await settled(pilot)
            else:
                assert screen.view == View(Look.FIGURES), key
                assert "tells no agencies apart" in flat(pilot)
        assert 2 <= mapped < len(board.lines.rows)


async def test_the_months_that_are_drawn_are_those_of_the_figure_under_the_cursor(fifteen: Here) -> None:
    async with ChairtuiApp(fifteen.place.desk).run_test(size=(120, 36)) as pilot:
        screen = await goes_to_the_audit(pilot)
        for key in ("M-HEALTH-ANY/", "M-HEALTH-NONE/", "M-POLICE/"):
            screen.query_one(Board).lines.go_to(key)
            assert screen.query_one(Detail)._of == screen._months[key]


@SIZES
async def test_the_first_row_shows_all_four_numbers_of_time_and_minimum(
    fifteen: Here, size: tuple[int, int]
) -> None:
    async with ChairtuiApp(fifteen.place.desk).run_test(size=size) as pilot:
        screen = await goes_to_the_audit(pilot)
        assert screen.query_one(Board).lines.cursor_key == "crossed"
        told = shown(pilot)
        lines = [line for line in told.splitlines() if "in time" in line and "late" in line]
        assert len(lines) == 2, told
        assert lines[0].index("late") == lines[1].index("late")
