"""Fields, lists and forms, driven by keys."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from tests.unseen import drawn
from textual import events
from textual._compositor import Compositor
from textual.geometry import Region
from textual.pilot import Pilot
from textual.screen import ModalScreen, Screen
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget
from textual.widgets import TextArea

import chairtui.tui
from chairtui.tui.keys import Where, bindings
from chairtui.tui.terminal.palette import acts_here
from chairtui.tui.terminal.safe_app import SafeApp
from chairtui.tui.widgets import drawn_rows
from chairtui.tui.widgets.bars import Bar, KeyBar, NotSavedBar
from chairtui.tui.widgets.board import Board, Heads
from chairtui.tui.widgets.choices import ChoiceField
from chairtui.tui.widgets.columns import Column
from chairtui.tui.widgets.dialogs import Confirm, Reader
from chairtui.tui.widgets.fields import TextField
from chairtui.tui.widgets.form import FieldSpec, Form, Kind, Values
from chairtui.tui.widgets.help import HelpScreen, help_text
from chairtui.tui.widgets.jump import Jump
from chairtui.tui.widgets.letters import LetterField
from chairtui.tui.widgets.lines import Lines, Row
from chairtui.tui.widgets.one_line import strip_of
from chairtui.tui.widgets.options import Option, matching
from chairtui.tui.widgets.prose import CleanArea, ProseField
from chairtui.tui.widgets.recovery_sheet import RecoverySheet
from chairtui.tui.widgets.several import ManyField
from chairtui.tui.widgets.words import Words, content, inert, join

AGENCIES = (
    Option("police", "Police", "abuse team"),
    Option("health", "Health", "MASH"),
    Option("school", "School"),
)
AGENCY = FieldSpec("agency", "Agency", Kind.CHOICE, options=AGENCIES)
PEOPLE = (Option("a", "Alex"), Option("b", "Bo"), Option("m", "Mother"))


def as_shown(text: str) -> str:
    if text == "fri":
        return "Fri 6 Mar 2026"
    raise ValueError("Write a date such as fri or 5 mar.")


SPECS = (
    FieldSpec("what", "What", required=True),
    FieldSpec("fact", "Fact", Kind.PROSE),
    FieldSpec("due", "Due", Kind.WHEN, understand=as_shown),
    FieldSpec("agency", "Agency", Kind.CHOICE, options=AGENCIES),
    FieldSpec("people", "People", Kind.MANY, options=PEOPLE),
    FieldSpec("seen", "Seen?", Kind.YES_NO),
)


class TestApp(SafeApp):
    """An app for one screen or one list of widgets."""

    __test__ = False

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, lambda: datetime(2026, 3, 5, tzinfo=UTC))
        self.results: list[object] = []
        self.told: list[str] = []

    def on_lines_chosen(self, message: Lines.Chosen) -> None:
        self.told.append(f"chosen {message.key}")


@pytest.fixture(autouse=True)
def _each_widget_draws_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Compositor, "render_update", drawn)


@pytest.fixture
def app(tmp_path: Path) -> TestApp:
    return TestApp(tmp_path)


async def open_form(pilot: Pilot[None], form: Form) -> Form:
    app = pilot.app
    assert isinstance(app, TestApp)
    app.push_screen(form, app.results.append)
    await pilot.pause()
    return form


def looks(strip: Strip) -> list[tuple[object, ...]]:
    """How each letter of a strip looks, but not where it stands."""
    return [
        (letter, style.color, style.bgcolor, style.bold)
        for text, style, _ in strip
        if style
        for letter in text
    ]


def shown(app: SafeApp) -> str:
    return "\n".join(
        "".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()
    )


# Words ------------------------------------------------------------------------------------------


def test_what_could_steer_a_terminal_becomes_something_that_is_seen() -> None:
    assert inert("a\x1b[2Jb\x9bc\u202ed\r\n") == "a␛[2Jb�c�d␍\n"
    assert inert("Zoë Ní Bhriain 李 🙂\tx\n") == "Zoë Ní Bhriain 李 🙂\tx\n"


def test_words_keep_their_styles_and_are_never_markup() -> None:
    words = join("[b]", ("late\x1b", "bold"))
    assert words.plain == "[b]late␛"
    assert [(span.start, span.end) for span in words.spans] == [(3, 8)]
    assert content("[/b]").plain == "[/b]"


# Lines ------------------------------------------------------------------------------------------


async def test_what_follows_the_cursor_is_told_at_once_so_that_all_is_drawn_together(app: TestApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        lines, went = Lines([Row("a", "one"), Row("b", "two")]), list[str]()
        lines.followers.append(lambda: went.append(lines.cursor_key))
        await app.screen.mount(lines)
        lines.go_to("b")
        assert went == ["b"]
        lines.show([Row("a", "one")])
        assert went == ["b", "a"]
        await pilot.pause()


@pytest.mark.parametrize("words", ["plain", "a\tb", "漢字 and more", ""])
async def test_one_line_is_drawn_as_the_library_draws_it(app: TestApp, words: str) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        widget = Words(words)
        await app.screen.mount(widget)
        await pilot.pause()
        line = join(words, (words, "bold $warning"), " ")
        (theirs,) = Visual.to_strips(widget, line, 64, 1, widget.visual_style)
        ours = strip_of(widget, line, 64)
        assert looks(ours) == looks(theirs)
        assert ours.cell_length == theirs.cell_length
        assert strip_of(widget, join("x" * 30), 24).text == "x" * 24


async def test_a_row_that_comes_and_goes_does_not_move_a_list_and_its_detail(app: TestApp) -> None:
    async with app.run_test(size=(80, 40)) as pilot:
        board = Board(list_id="rows")
        await app.screen.mount(board)
        await pilot.pause()
        lies = []
        for many in (16, 17, 18, 17, 16, 18, 14, 15, 17, 18):
            board.show([Row(f"{number}", f"row {number}") for number in range(many)])
            lies.append(board.has_class("-short"))
        assert lies == [True, True, False, False, False, False, True, True, True, False]


async def test_the_bar_beside_a_list_looks_as_if_all_of_it_were_drawn(app: TestApp) -> None:
    async with app.run_test(size=(80, 12)) as pilot:
        lines = Lines()
        await app.screen.mount(lines)
        for many in (30, 29, 60, 13, 14, 400, 401, 5, 30):
            lines.show([Row(f"{number}", f"row {number}") for number in range(many)])
            lines.action_edge(-1 if many % 2 else 0)
            await pilot.pause()
            bar = lines.vertical_scrollbar
            seen = [looks(strip) for strip in bar.render_lines(bar.size.region)]
            bar.refresh()
            assert seen == [looks(strip) for strip in bar.render_lines(bar.size.region)], many


async def test_a_list_looks_the_same_with_a_frame_of_its_own_and_without(app: TestApp) -> None:
    async with app.run_test(size=(80, 12)) as pilot:
        lines = Lines([Row("a", "one", "■"), Row("b", "two"), Row("c", "three", selectable=False)])
        await app.screen.mount(lines)
        await pilot.pause()
        bare = [looks(strip) for strip in lines.render_lines(Region(2, 0, 20, 6))]
        framed = [looks(strip) for strip in Widget.render_lines(lines, Region(2, 0, 20, 6))]
        assert bare == framed


async def test_the_cursor_stays_on_its_row_when_rows_change(app: TestApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        lines = Lines([Row("a", "one"), Row("b", "two"), Row("c", "three")])
        await app.screen.mount(lines)
        lines.focus()
        await pilot.press("down")
        lines.show([Row("x", "new"), Row("a", "one"), Row("b", "two, changed")])
        await pilot.pause()
        assert lines.cursor_key == "b"
        lines.show([Row("x", "new"), Row("a", "one")])
        assert lines.cursor_key == "a"
        await pilot.press("enter")
        assert app.told[-1] == "chosen a"
        assert "▸" in shown(app)


def test_a_list_that_has_no_width_yet_wraps_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawn_rows, "height_of", lambda *_: pytest.fail("it was wrapped"))
    lines = Lines(Row(str(number), f"Agency {number} with a long name") for number in range(30))
    lines.show([*lines.rows, Row("last", "One more")])
    assert lines.row is lines.rows[0]


async def test_headings_are_passed_over_and_rows_wrap_beside_their_mark(app: TestApp) -> None:
    async with app.run_test(size=(60, 24)) as pilot:
        lines = Lines(
            [Row("h", "Stops", selectable=False), Row("a", "word " * 30, mark="■"), Row("b", "李小龙")]
        )
        await app.screen.mount(lines)
        lines.focus()
        await pilot.pause()
        assert lines.cursor_key == "a"
        text = shown(app).splitlines()
        assert text[1].startswith("▸ ■ word")
        assert text[2].startswith("    word")
        await pilot.press("up")
        assert lines.cursor_key == "a"


async def test_an_empty_list_says_what_to_press_and_a_long_one_scrolls_to_its_cursor(app: TestApp) -> None:
    async with app.run_test(size=(60, 20)) as pilot:
        lines = Lines(empty="No meetings yet; n makes one.")
        await app.screen.mount(lines)
        lines.focus()
        await pilot.pause()
        await pilot.press("down", "enter")
        await pilot.pause()
        assert "No meetings yet; n makes one." in shown(app)
        lines.show(Row(str(number), f"meeting {number}") for number in range(800))
        await pilot.press("end")
        assert lines.cursor_key == "799"
        assert "meeting 799" in shown(app)


FEW = tuple(Row(str(number), f"row {number}") for number in range(4))
MANY = tuple(Row(str(number), f"row {number}") for number in range(30))


@pytest.mark.parametrize(
    "series",
    [
        (FEW, MANY, FEW),  # the scrollbar comes and goes
        (MANY, (*MANY[:3], Row("3", "grown " * 30), *MANY[4:]), MANY),  # all below moves down and back
        (MANY, (*MANY[:3], Row("3", "other"), *MANY[4:20])),  # shorter than what is scrolled to
        (MANY, (*MANY[:5], Row("5", "row 5", mark="■■"), *MANY[6:])),  # a mark moves all words
        (FEW, (*FEW[:2], FEW[3], FEW[2]), ()),
    ],
)
@pytest.mark.parametrize("at", ["home", "end"])
async def test_what_is_drawn_again_is_all_that_changed(
    app: TestApp, series: tuple[tuple[Row, ...], ...], at: str
) -> None:
    async with app.run_test(size=(60, 16)) as pilot:
        lines = Lines()
        await app.screen.mount(lines)
        lines.focus()
        for rows in series:
            lines.show(rows)
            await pilot.pause(0.05)
            before = shown(app)
            lines.notify_style_update()
            lines.refresh(layout=True)
            await pilot.pause(0.05)
            assert before == shown(app)
            assert lines.show_vertical_scrollbar == (len(rows) > 16)
            await pilot.press(at)


async def test_longer_words_in_a_column_that_has_all_its_room_draw_their_own_row_alone(app: TestApp) -> None:
    columns = (Column("What is missing", 20, grows=1), Column("in it", 5, right=True))
    rows = [Row(str(place), "", cells=("much " * 20, str(place))) for place in range(6)]
    async with app.run_test(size=(60, 16)) as pilot:
        board = Board(columns, list_id="rows")
        await app.screen.mount(board)
        while not board.lines.size:
            await pilot.pause(0.01)
        board.show(rows)
        await pilot.pause()
        shown(app)
        kept = set(board.lines._strips)
        app.screen._dirty_widgets.clear()
        longer = Row("2", "", cells=("more " * 30, "2"))
        board.show([*rows[:2], longer, *rows[3:]])
        assert len(kept & set(board.lines._strips)) == len(kept) - 1 == 5
        assert [region.height for region in board.lines._repaint_regions] == [1]
        assert not any(isinstance(widget, Heads) for widget in app.screen._dirty_widgets)
        board.show([Row("2", "", cells=("few", "2"))])
        assert not kept & set(board.lines._strips)


async def test_a_row_that_changes_moves_no_other_widget(app: TestApp) -> None:
    laid_out: list[Screen[object]] = []
    async with app.run_test(size=(60, 16)) as pilot:
        lines = Lines(MANY)
        await app.screen.mount(lines)
        await pilot.pause(0.2)
        app.screen.screen_layout_refresh_signal.subscribe(app.screen, laid_out.append)
        lines.show((*MANY[:3], Row("3", "grown " * 30), *MANY[4:]))
        await pilot.pause()
        assert "grown" in shown(app)
        assert not laid_out


# Fields -----------------------------------------------------------------------------------------


async def test_typing_in_one_line_moves_no_other_widget_and_keeps_the_cursor_in_sight(app: TestApp) -> None:
    laid_out: list[Screen[object]] = []
    async with app.run_test(size=(60, 16)) as pilot:
        field = TextField(FieldSpec("what", "What"))
        await app.screen.mount(field)
        field.focus()
        await pilot.press("a")
        await pilot.pause(0.2)
        app.screen.screen_layout_refresh_signal.subscribe(app.screen, laid_out.append)
        await pilot.press(*"bcdefgh " * 10, *"the end")
        assert not laid_out
        assert "the end" in shown(app)
        await pilot.press("home")
        assert "abcdefgh" in shown(app)


async def test_what_is_pasted_or_set_is_clean(app: TestApp) -> None:
    async with app.run_test() as pilot:
        one, many = TextField(FieldSpec("one", "One")), ProseField(FieldSpec("many", "Many"))
        await app.screen.mount(one, many)
        await pilot.pause()
        one.value = "a\x1b\u202eb\nc"
        many.value = "a\x1b\u202eb\nc"
        assert one.value == "a␛b c"
        assert many.value == "a␛b\nc"


async def test_prose_that_does_not_fit_is_kept_up_to_the_limit_and_says_so(app: TestApp) -> None:
    async with app.run_test() as pilot:
        field = ProseField(FieldSpec("many", "Many", limit=100))
        await app.screen.mount(field)
        await pilot.pause()
        field._area.insert("word " * 50)
        await pilot.pause()
        assert len(field._area.text) == 100
        assert "150 more did not fit" in shown(app)


async def test_an_edit_is_told_before_it_is_painted(app: TestApp) -> None:
    async with app.run_test() as pilot:
        field, told = ProseField(FieldSpec("many", "Many")), list[str]()
        field.on_edit = lambda: told.append(field.value)
        await app.screen.mount(field)
        field._area.insert("a")
        assert told == ["a"]
        await pilot.pause()


def test_options_that_begin_with_what_was_typed_come_first() -> None:
    options = (Option("1", "Mental health"), Option("2", "Health visitor"), Option("3", "Police"))
    assert [option.value for option in matching(options, "health")] == ["2", "1"]
    assert [option.value for option in matching(options, "vis hea")] == ["2"]


def test_options_of_which_a_word_begins_with_what_was_typed_come_before_those_that_only_have_it_in_them() -> (
    None
):
    options = (
        Option("home", "Children's home or fostering service", "placement"),
        Option("adult", "Adult mental health"),
        Option("first", "Mental health (CAMHS)"),
    )
    assert [one.value for one in matching(options, "ment")] == ["first", "adult", "home"]
    assert [one.value for one in matching(options, "adult ment")] == ["adult"]
    assert [one.value for one in matching(options, "camhs")] == ["first"]


async def test_a_choice_is_made_by_typing_a_part_of_its_name(app: TestApp) -> None:
    async with app.run_test() as pilot:
        field = ChoiceField(AGENCY)
        await app.screen.mount(field, TextField(FieldSpec("next", "Next")))
        field.focus()
        await pilot.press("m", "a", "s", "h")
        assert "▸ ( ) Health  MASH" in shown(app)
        assert "Police" not in shown(app)
        assert field.query_one(Lines).size.height == 1
        await pilot.press("enter")
        assert field.value == "health"
        assert "Health" in shown(app)


async def test_an_empty_choice_does_not_look_picked(app: TestApp) -> None:
    async with app.run_test() as pilot:
        field = ChoiceField(AGENCY)
        await app.screen.mount(field, TextField(FieldSpec("next", "Next")))
        field.focus()
        await pilot.pause()
        assert "not picked yet" in shown(app)
        assert "▸ ( ) Police" in shown(app)
        await pilot.press("down", "enter")
        field.focus()
        await pilot.pause()
        assert "▸ (•) Health" in shown(app)
        assert "( ) Police" in shown(app)
        assert "not picked yet" not in shown(app)


async def test_enter_takes_the_option_somebody_went_to_also_where_nothing_is_needed(app: TestApp) -> None:
    async with app.run_test() as pilot:
        field = ChoiceField(AGENCY)
        await app.screen.mount(field, TextField(FieldSpec("next", "Next")))
        field.focus()
        await pilot.pause()
        assert "Enter alone goes on" in shown(app)
        await pilot.press("down")
        assert "Enter alone goes on" not in shown(app)
        await pilot.press("up", "enter")
        assert field.value == "police"


async def test_enter_goes_on_past_a_choice_that_may_stay_empty_and_says_so(app: TestApp) -> None:
    async with app.run_test() as pilot:
        field, after = ChoiceField(AGENCY), TextField(FieldSpec("next", "Next"))
        await app.screen.mount(field, after)
        field.focus()
        await pilot.pause()
        assert "Enter alone goes on" in shown(app)
        await pilot.press("enter")
        assert field.value == ""
        needed = ChoiceField(replace(AGENCY, key="needed", label="Needed", required=True))
        await app.screen.mount(needed)
        needed.focus()
        await pilot.pause()
        assert "Enter picks" in shown(app)
        assert "Enter alone goes on" not in shown(app)
        await pilot.press("enter")
        assert needed.value == "police"


async def test_leaving_a_choice_with_something_that_is_not_in_the_list_picks_nothing(app: TestApp) -> None:
    async with app.run_test() as pilot:
        field = ChoiceField(replace(AGENCY, initial="police"))
        await app.screen.mount(field, TextField(FieldSpec("next", "Next")))
        field.focus()
        await pilot.press("z", "z", "tab")
        assert field.value == "police"
        assert "is not one of the list" in shown(app)


async def test_what_matches_nothing_is_said_stays_and_is_kept_as_a_draft(app: TestApp) -> None:
    async with app.run_test() as pilot:
        field = ChoiceField(AGENCY)
        await app.screen.mount(field, TextField(FieldSpec("next", "Next")))
        field.focus()
        await pilot.press("z", "z", "enter")
        assert "Nothing in the list has “zz” in its name" in shown(app)
        assert field.value == ""
        again = ChoiceField(replace(AGENCY, draft=field.as_text))
        assert (again.value, again.typed) == ("", "zz")
        assert "zz" in again.own_problem()
        await pilot.press("backspace", "backspace", *"mash", "enter")
        assert field.value == "health"
        assert not field.problem


async def test_a_long_paste_into_a_list_is_refused_and_space_alone_says_what_picks(app: TestApp) -> None:
    async with app.run_test() as pilot:
        field = ChoiceField(AGENCY)
        await app.screen.mount(field, TextField(FieldSpec("next", "Next")))
        field.focus()
        await pilot.pause()
        app.screen.focused.post_message(events.Paste("one line\nand another"))  # type: ignore[union-attr]
        await pilot.pause()
        assert "is more than a name" in field.problem
        await pilot.press("space")
        assert (field.value, field.typed) == ("", "")
        await pilot.press("p", "enter")
        assert field.value == AGENCIES[0].value
        assert not field.problem


async def test_a_word_typed_into_yes_or_no_does_not_flip_the_answer(app: TestApp) -> None:
    async with app.run_test() as pilot:
        field = LetterField(FieldSpec("safe", "Safe"))
        await app.screen.mount(field)
        field.focus()
        await pilot.press(*"unknown")
        assert field.value == "unknown"
        assert "one letter is the answer" in shown(app)
        await pilot.press("backspace", "n")
        assert field.value == "no"


def top(app: TestApp) -> Screen[object]:
    return app.screen


async def test_several_are_picked_with_enter_and_typing_only_searches(app: TestApp) -> None:
    async with app.run_test() as pilot:
        field = ManyField(FieldSpec("people", "People", options=PEOPLE))
        await app.screen.mount(field)
        field.focus()
        await pilot.press("space", "m", "o", "space", "b")
        assert list(field.value) == []
        await pilot.press(*["backspace"] * 4, "m", "enter", "b", "o", "enter")
        assert list(field.value) == ["b", "m"]
        assert "Picked: Bo, Mother" in shown(app)
        await pilot.press("b", "enter")
        assert list(field.value) == ["m"]


# Forms ------------------------------------------------------------------------------------------


async def test_a_form_is_filled_in_and_saved_by_keys_alone(app: TestApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await open_form(pilot, Form("Action", SPECS))
        await pilot.press(*"call", "enter", *"now", "tab", *"fri", "enter", *"sch", "enter")
        await pilot.press("enter", "tab", "n", "enter")
        await pilot.pause()
        expected: Values = {
            "what": "call",
            "fact": "now",
            "due": "fri",
            "agency": "school",
            "people": ("a",),
            "seen": "no",
        }
        assert app.results == [expected]


async def test_what_is_wrong_stands_beside_its_field_which_gets_the_cursor(app: TestApp) -> None:
    def check(values: Values) -> dict[str, str]:
        return {"seen": "Say whether the child was seen."} if values["seen"] == "" else {}

    async with app.run_test(size=(80, 24)) as pilot:
        form = await open_form(pilot, Form("Action", SPECS, check=check, focus="seen"))
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "✗ This is needed." in shown(app)
        assert app.focused is not None
        assert app.focused.parent is form.field("what")
        form.field("what").value = "call"
        form.field("due").value = "whenever"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "✗ Write a date such as fri or 5 mar." in shown(app)
        form.field("due").value = "fri"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "✗ Say whether the child was seen." in shown(app)
        assert app.results == []


async def test_the_field_with_the_cursor_is_always_in_sight(app: TestApp) -> None:
    async with app.run_test(size=(60, 16)) as pilot:
        form = await open_form(pilot, Form("Action", SPECS))
        for label in ("Fact", "Due", "Agency", "People", "Seen?"):
            await pilot.press("tab")
            await pilot.pause()
            assert label in shown(app)
            assert app.focused is not None
            assert form.region.contains_region(app.focused.region)


async def test_the_label_of_the_field_with_the_cursor_and_no_other_stands_out(app: TestApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        form = await open_form(pilot, Form("Action", SPECS))
        for here in form.fields:
            await pilot.pause()
            labels = [field.query_one(".label", Words) for field in form.fields]
            bold = [bool(label.visual_style.bold) for label in labels]
            assert bold == [field is here for field in form.fields]
            await pilot.press("tab")


async def test_drafts_are_kept_soon_after_a_key_and_when_the_form_is_closed(app: TestApp) -> None:
    drafts: dict[str, str] = {}
    async with app.run_test() as pilot:
        form = await open_form(pilot, Form("Action", SPECS, on_draft=drafts.__setitem__))
        await pilot.press("a")
        await pilot.pause(0.4)
        assert drafts == {"what": "a"}
        await pilot.press("b")
        app.keep_drafts()
        assert drafts == {"what": "ab"}
        form.field("people").value = ("a", "b")
        await pilot.press("escape")
        await pilot.pause()
        assert drafts == {"what": "ab", "people": "a\nb"}
        assert app.results == [None]


async def test_without_drafts_a_changed_form_asks_before_it_closes(app: TestApp) -> None:
    async with app.run_test() as pilot:
        form = await open_form(pilot, Form("Action", SPECS))
        await pilot.press("a", "escape")
        await pilot.pause()
        assert isinstance(top(app), Confirm)
        await pilot.press("enter")
        await pilot.pause()
        assert top(app) is form
        assert app.results == []


# Small windows, palette, help -------------------------------------------------------------------


class Page(Screen[None]):
    """A screen with acts."""

    BINDINGS = bindings(Where.HOME)

    def __init__(self) -> None:
        super().__init__()
        self.done: list[str] = []

    def compose(self):  # type: ignore[no-untyped-def]
        yield Bar("left " * 40, "right")
        yield NotSavedBar()
        yield TextField(FieldSpec("name", "Name", help="The name you go by."))
        yield KeyBar(Where.HOME)

    def action_new_meeting(self) -> None:
        self.done.append("new_meeting")


@pytest.fixture
def on_page(app: TestApp) -> Callable[[], Page]:
    def begin() -> Page:
        page = Page()
        app.push_screen(page)
        return page

    return begin


async def test_the_palette_has_acts_whose_letter_a_field_would_swallow(
    app: TestApp, on_page: Callable[[], Page]
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        page = on_page()
        await pilot.pause()
        page.query_one(TextField).focus()
        await pilot.press("ctrl+p")
        await pilot.press(*"new")
        await pilot.pause(0.3)
        assert "new  (n)" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        assert page.done == ["new_meeting"]
        assert not any("creenshot" in act.label for act in acts_here(app.screen))


async def test_help_says_what_can_be_done_here_and_about_the_field(
    app: TestApp, on_page: Callable[[], Page]
) -> None:
    async with app.run_test(size=(100, 36)) as pilot:
        page = on_page()
        await pilot.pause()
        page.query_one(TextField).focus()
        await pilot.press("f1")
        await pilot.pause()
        assert isinstance(top(app), HelpScreen)
        text = shown(app)
        for words in ("The name you go by.", "Makes a new meeting", "Says what can be done here", "Home"):
            assert words in text
        await pilot.press("q")
        await pilot.pause()
        assert top(app) is page


def test_help_text_takes_words_as_words() -> None:
    assert "[/b]" in help_text((), "[/b]").plain


async def test_bars_show_what_matters_most_and_stay_until_it_is_over(
    app: TestApp, on_page: Callable[[], Page]
) -> None:
    async with app.run_test(size=(60, 20)) as pilot:
        page = on_page()
        await pilot.pause()
        bar = page.query_one(NotSavedBar)
        bar.say("the disk is full. Free some space; what you typed is still here.")
        await pilot.pause()
        text = shown(app)
        assert "NOT SAVED" in text
        assert text.splitlines()[0].rstrip().endswith("right")
        bar.say("")
        await pilot.pause()
        assert "NOT SAVED" not in shown(app)


async def test_a_reader_shows_text_as_it_is(app: TestApp) -> None:
    async with app.run_test() as pilot:
        app.push_screen(Reader("[b]Title", "[/b] text"))
        await pilot.pause()
        assert "[/b] text" in shown(app)
        await pilot.press("enter")
        assert not isinstance(app.screen, Reader)


async def test_each_look_can_be_had_and_none_is_of_the_library(app: TestApp) -> None:
    async with app.run_test() as pilot:
        await app.screen.mount(Words("words"))
        seen = [app.theme]
        for _ in range(2):
            await pilot.press("ctrl+t")
            seen.append(app.theme)
        assert seen == ["chairtui-dark", "chairtui-light", "chairtui-contrast"]
        assert not any(name.startswith("ansi") for name in app.available_themes)


async def test_what_was_kept_from_before_is_named_and_can_be_dropped(app: TestApp) -> None:
    kept: dict[str, str] = {}
    specs = (
        FieldSpec("who", "Who", initial="Ada", draft="Adam"),
        FieldSpec("when", "When", Kind.WHEN, understand=as_shown, draft="fri"),
        FieldSpec("people", "People", Kind.MANY, options=PEOPLE, initial=("a",), draft="b\nm"),
        FieldSpec("agency", "Agency", Kind.CHOICE, options=AGENCIES, initial="police", draft="police"),
    )
    async with app.run_test(size=(80, 24)) as pilot:
        form = await open_form(pilot, Form("Action", specs, on_draft=kept.__setitem__))
        assert "Kept from before and not saved: Who, When and People. ^r drops it." in shown(app)
        await pilot.press("m", "ctrl+r")
        await pilot.pause()
        assert form.values == {"who": "Ada", "when": "", "people": ("a",), "agency": "police"}
        assert "Kept from before" not in shown(app)
        assert (kept["who"], kept["when"], kept["people"]) == ("", "", "")
        await pilot.press("escape")
        await pilot.pause()
        assert (kept["who"], kept["when"], kept["people"]) == ("", "", "")


async def test_a_form_without_anything_kept_says_nothing_of_it_and_offers_no_way_to_drop_it(
    app: TestApp,
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await open_form(pilot, Form("Action", SPECS))
        assert "Kept from before" not in shown(app)
        assert "begin_anew" not in {act.id for act in acts_here(app.screen)}


async def test_text_of_several_lines_has_the_looks_of_every_theme_with_and_without_the_cursor(
    app: TestApp,
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        prose, other = ProseField(FieldSpec("fact", "Fact", Kind.PROSE)), TextField(FieldSpec("by", "By"))
        await app.screen.mount(prose, other)
        area = prose.query_one(CleanArea)
        area.load_text("Seen outside the station")
        await pilot.pause()
        crop, seen = Region(0, 0, *area.size), set()
        assert len(app.available_themes) > 2
        for theme in app.available_themes:
            for field in (prose, other):
                app.theme = theme
                field.focus()
                await pilot.pause()
                drawn = area.render_lines(crop)
                area._line_cache.clear()
                assert drawn == TextArea.render_lines(area, crop), (theme, field.key)
                seen.add(str([[*strip] for strip in drawn]))
        assert len(seen) > 3


# Keys of windows ----------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (120, 36)])
async def test_a_question_says_by_which_keys_it_is_answered(app: TestApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        answers = {str(number): f"Answer {number}" for number in range(30)}
        app.push_screen(
            Confirm("A question " * 20, answers, "What to know before. " * 12), app.results.append
        )
        await pilot.pause()
        assert "enter answer  esc put aside" in shown(app)
        await pilot.press("down", "enter")
        await pilot.pause()
        assert app.results == ["1"]


def every_window(kind: type[ModalScreen[Any]] = ModalScreen) -> Iterator[type[ModalScreen[Any]]]:
    for one in kind.__subclasses__():
        if one.__module__.startswith("chairtui"):
            yield one
        yield from every_window(one)


def test_every_window_over_a_screen_has_a_line_of_keys() -> None:
    for module in pkgutil.walk_packages(chairtui.tui.__path__, "chairtui.tui."):
        importlib.import_module(module.name)
    # The letters of one are its keys; the other says them beside what it shows.
    windows = set(every_window()) - {Jump, RecoverySheet}
    assert {Form, Confirm, Reader} < windows
    for window in windows:
        assert "KeyBar(" in inspect.getsource(window.compose), window


@pytest.mark.parametrize("required", [False, True])
async def test_enter_takes_one_of_a_list_and_goes_on_and_what_is_taken_last_is_seen_before_it_is_saved(
    app: TestApp, required: bool
) -> None:
    first, last = replace(AGENCY, required=required), replace(AGENCY, key="last", label="Last")
    async with app.run_test(size=(80, 24)) as pilot:
        form = await open_form(pilot, Form("Two", (first, last)))
        await pilot.press(*"sch")
        assert "Enter picks and goes on" in shown(app)
        await pilot.press("enter")
        assert form.focused
        assert form.field("last") in form.focused.ancestors
        assert "Enter alone saves" in shown(app)
        await pilot.press("down", "enter")
        await pilot.pause()
        assert app.results == []
        assert form.values == {"agency": "school", "last": "health"}
        assert "Enter saves" in shown(app)
        await pilot.press(*"pol")
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert app.results == [{"agency": "school", "last": "police"}]


async def test_where_a_form_asks_one_thing_alone_taking_it_is_the_answer(app: TestApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await open_form(pilot, Form("How?", (AGENCY,)))
        await pilot.press("down", "enter")
        await pilot.pause()
        assert app.results == [{"agency": "health"}]
