"""What is sent to the terminal: only what differs, and always all of it."""

import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from tests.terminal import Terminal
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from chairtui.tui.terminal.what_changed import Drawn

WIDTH, HEIGHT = 24, 3
CONSOLE = Console(color_system="truecolor", width=WIDTH, force_terminal=True)
STYLES = [
    Style.parse(words)
    for words in (
        "white on black",
        "bold red on black",
        "white on blue",
        "underline white on blue",
        "reverse",
    )
]


@st.composite
def strips(draw: st.DrawFn, width: int) -> Strip:
    """A strip of this many cells, of runs in several styles, with blanks and letters of two cells."""
    runs: list[Segment] = []
    while (room := width - sum(run.cell_length for run in runs)) > 0:
        text = draw(st.text("ab  é" if room < 2 else "ab 漢 ", min_size=1, max_size=8))
        run = Strip([Segment(text, draw(st.sampled_from(STYLES)))]).crop(0, room)
        runs += list(run)
    return Strip(runs, width)


@st.composite
def updates(draw: st.DrawFn) -> CompositorUpdate:
    """A whole screen, or a part of one line."""
    if draw(st.booleans()):
        whole: list[Iterable[Strip]] = [[draw(strips(WIDTH))] for _ in range(HEIGHT)]
        return LayoutUpdate(whole, Region(0, 0, WIDTH, HEIGHT))
    y, x = draw(st.integers(0, HEIGHT - 1)), draw(st.integers(0, WIDTH - 2))
    end = draw(st.integers(x + 1, WIDTH))
    chops: list[dict[int, Strip | None]] = [{} for _ in range(HEIGHT)]
    chops[y] = {x: draw(strips(end - x))}
    ends: list[list[int]] = [[] for _ in range(HEIGHT)]
    ends[y] = [end]
    return ChopsUpdate(chops, [(y, x, end)], ends)


class Seen:
    """A terminal that was sent something, as the eye sees it."""

    def __init__(self) -> None:
        self._screen = pyte.Screen(WIDTH, HEIGHT)
        self._stream = pyte.Stream(self._screen)

    def shows(self, sent: str) -> list[list[tuple[object, ...]]]:
        """Return the cells after these bytes; of a blank, only what can be seen."""
        self._stream.feed(sent)
        rows = (self._screen.buffer[y] for y in range(HEIGHT))
        return [[_seen(row[x]) for x in range(WIDTH)] for row in rows]


def _seen(cell: pyte.screens.Char) -> tuple[object, ...]:
    lines = (cell.underscore, cell.reverse, cell.strikethrough)
    blank = cell.data == " " and not any(lines)
    return (cell.data, cell.bg, *lines, *(() if blank else (cell.fg, cell.bold)))


@given(st.lists(updates(), min_size=1, max_size=8))
@settings(max_examples=150, deadline=None)
def test_a_terminal_shows_the_same_whether_all_was_sent_or_only_what_differs(
    shown: list[CompositorUpdate],
) -> None:
    whole, less, drawn = Seen(), Seen(), Drawn()
    for update in shown:
        assert less.shows(drawn.changes(update, CONSOLE)) == whole.shows(update.render_segments(CONSOLE))


@given(updates())
@settings(max_examples=50, deadline=None)
def test_what_stands_there_is_not_sent_again_until_it_is_forgotten(update: CompositorUpdate) -> None:
    drawn = Drawn()
    first = drawn.changes(update, CONSOLE)
    assert first
    assert drawn.changes(update, CONSOLE) == ""
    drawn.forget()
    assert drawn.changes(update, CONSOLE) == first


def line(*runs: tuple[str, str]) -> LayoutUpdate:
    """One line of runs of words, each in a style."""
    strip = Strip([Segment(words, Style.parse(style)) for words, style in runs])
    return LayoutUpdate([[strip]], Region(0, 0, strip.cell_length, 1))


def test_what_stays_between_two_places_that_change_is_not_sent() -> None:
    drawn = Drawn()
    drawn.changes(line(("10:01 the same words as before 4", "white on black")), CONSOLE)
    sent = drawn.changes(line(("10:02 the same words as before 5", "white on black")), CONSOLE)
    assert "2" in sent
    assert "5" in sent
    assert "same" not in sent


def test_a_blank_is_not_sent_again_because_other_letters_stand_before_it() -> None:
    drawn = Drawn()
    drawn.changes(line(("yes" + " " * 20, "red on black")), CONSOLE)
    assert "  " not in drawn.changes(line(("no " + " " * 20, "bold blue on black")), CONSOLE)


def test_a_background_is_said_once_for_all_letters_that_stand_on_it() -> None:
    sent = Drawn().changes(line(("a", "red on #102030"), (" b ", "#405060 on #102030")), CONSOLE)
    assert sent.count("48;2;16;32;48") == 1


def test_where_on_its_line_a_word_stood_is_no_reason_to_send_it_again() -> None:
    def words(offset: int) -> LayoutUpdate:
        strip = Strip([Segment("words", Style(color="red", meta={"offset": (offset, 0)}))])
        return LayoutUpdate([[strip]], Region(0, 0, 5, 1))

    drawn = Drawn()
    assert "words" in drawn.changes(words(0), CONSOLE)
    assert drawn.changes(words(7), CONSOLE) == ""


@pytest.fixture
def meeting(tmp_path: Path) -> Iterator[Terminal]:
    if sys.platform == "win32":
        pytest.skip("needs a pseudo-terminal")
    home = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "CHAIRTUI_DB": str(tmp_path / "m.db")}
    with Terminal([sys.executable, "-m", "chairtui", "demo"], env=home, size=(120, 36)) as terminal:
        terminal.wait_for("DEMO-1", 30).press("enter").wait_for("Warnings", 30).wait_still(0.5)
        yield terminal


def sent(terminal: Terminal, key: str, shows: str = "", shows_no: str = "") -> int:
    """Return how much a key made the program send, until it says something, or no longer, and is still."""
    before = len(terminal.raw)
    terminal.press(key)
    if shows:
        terminal.wait_for(shows)
    if shows_no:
        terminal.wait_gone(shows_no)
    terminal.wait_still(0.5)
    return len(terminal.raw) - before


def test_a_step_and_a_form_cost_a_slow_line_little_and_an_open_form_nothing(meeting: Terminal) -> None:
    """The bounds are in bytes, at 120x36; a whole screen is about 12,000."""
    assert 0 < sent(meeting, "f7") <= 16_000
    assert 0 < sent(meeting, "f2", shows="^s save") <= 16_000
    before = len(meeting.raw)
    time.sleep(2.5)  # two seconds and a half of the clock
    assert len(meeting.raw) - before < 500, "only a cursor may have blinked"
    assert 0 < sent(meeting, "escape", shows_no="^s save") <= 13_000
