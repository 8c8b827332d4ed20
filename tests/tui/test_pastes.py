"""Pastes: taken out of the terminal's stream whole, and never cut before somebody was asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from textual import events
from textual.app import App, ComposeResult
from textual.screen import Screen

from chairtui.tui.typed.pastes import BEGINS, ENDS, Pastes, WholePaste
from chairtui.tui.widgets.dialogs import Confirm
from chairtui.tui.widgets.fields import Field, TextField
from chairtui.tui.widgets.prose import ProseField
from chairtui.tui.widgets.specs import FieldSpec
from chairtui.tui.widgets.suggest import SuggestField

Part = str | WholePaste


def joined(parts: Iterable[Part]) -> list[Part]:
    """Return parts with what is typed between two pastes as one."""
    found: list[Part] = []
    for part in parts:
        if isinstance(part, str) and found and isinstance(found[-1], str):
            found[-1] += part
        else:
            found.append(part)
    return found


MARKS = (BEGINS, ENDS)


def marks(text: str) -> list[str]:
    """Return the marks in a text."""
    return re.findall("|".join(map(re.escape, MARKS)), text)


TEXTS = st.text(alphabet="ab\x1b[201~é\n", max_size=12).filter(lambda text: not marks(text))


@given(
    st.lists(st.tuples(TEXTS, st.booleans()), max_size=6),
    st.lists(st.integers(min_value=1, max_value=9), min_size=1),
)
def test_however_the_stream_is_cut_typed_and_pasted_come_apart(
    told: list[tuple[str, bool]], sizes: list[int]
) -> None:
    stream = "".join(f"{BEGINS}{text}{ENDS}" if pasted else text for text, pasted in told)
    assume(marks(stream) == [mark for _, pasted in told if pasted for mark in MARKS])
    pastes, parts, at, number = Pastes(), list[Part](), 0, 0
    while at < len(stream):
        size = sizes[number % len(sizes)]
        parts += pastes.feed(stream[at : at + size])
        at, number = at + size, number + 1
    parts += [pastes.let_go()]
    expected = joined(WholePaste(text) if pasted else text for text, pasted in told)
    assert [part for part in joined(parts) if part] == [part for part in expected if part]


def test_a_lone_escape_is_not_held_back_for_long() -> None:
    pastes = Pastes()
    assert [*pastes.feed("a\x1b")] == ["a"]
    assert pastes.let_go() == "\x1b"
    assert pastes.let_go() == ""


MAKES: dict[str, Callable[[], Field]] = {
    "one line": lambda: TextField(FieldSpec("words", "Words", initial="ab", limit=10)),
    "prose": lambda: ProseField(FieldSpec("words", "Words", initial="ab", limit=10)),
    "offered": lambda: SuggestField(FieldSpec("words", "Words", initial="ab")),
}


@pytest.mark.parametrize("make", MAKES)
@pytest.mark.parametrize(("answer", "keeps"), [("cut", True), ("none", False), (None, False)])
async def test_what_does_not_fit_is_said_before_it_is_cut(make: str, answer: str | None, keeps: bool) -> None:
    class Holding(Screen[None]):
        def compose(self) -> ComposeResult:
            yield MAKES[make]()

    app = App[None]()
    async with app.run_test() as pilot:
        await app.push_screen(Holding())
        field = app.screen.query_one(Field)
        field.focus()
        await pilot.pause()
        app.post_message(events.Paste("0123456789" * 200))
        await pilot.pause()
        asked = app.screen
        assert isinstance(asked, Confirm)
        assert field.value == "ab"
        asked.dismiss(answer)
        await pilot.pause()
        assert ("0123" in str(field.value)) is keeps
        app.post_message(events.Paste("!"))
        await pilot.pause()
        assert ("!" in str(field.value)) is not keeps
