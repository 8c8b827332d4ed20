import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from chairtui.tui.keys import ACTS, Where, acts, bindings, keys_markdown, with_keys

STEPS = (Where.REGISTER, Where.WHY, Where.ROUND, Where.MEANING, Where.DECISION, Where.PLAN, Where.READ_BACK)
PLACES = [
    (Where.EVERYWHERE, Where.PRACTICE, Where.HOME, Where.LIST),
    *[(Where.EVERYWHERE, Where.PRACTICE, Where.MEETING, step, Where.LIST) for step in STEPS],
    (Where.EVERYWHERE, Where.MEETING, Where.WARNINGS, Where.LIST),
    *[(Where.EVERYWHERE, Where.MEETING, Where.PREPARING, step, Where.LIST) for step in STEPS[:3]],
    (Where.EVERYWHERE, Where.AGENDA, Where.LIST),
    (Where.EVERYWHERE, Where.SEARCH, Where.LIST),
    (Where.EVERYWHERE, Where.AUDIT, Where.LIST),
    (Where.EVERYWHERE, Where.FORM),
    (Where.EVERYWHERE, Where.READER, Where.LIST),
    (Where.EVERYWHERE, Where.JUMP),
]
NAMED = {
    "asterisk",
    "space",
    "delete",
    "enter",
    "escape",
    "slash",
    "up",
    "down",
    "right",
    "pageup",
    "pagedown",
    "home",
    "end",
}


@pytest.mark.parametrize("places", PLACES, ids=lambda places: places[-2].name)
def test_in_no_place_do_two_acts_share_a_key(places: tuple[Where, ...]) -> None:
    twice = [key for key, times in Counter(act.key for act in acts(*places)).items() if times > 1]
    assert twice == []


def test_every_key_arrives_in_every_terminal() -> None:
    for act in ACTS:
        arrives = (
            act.key in NAMED
            or (len(act.key) == 1 and act.key.isalnum())
            or act.key in {f"f{number}" for number in range(1, 11)}
            or (act.key.startswith("ctrl+") and len(act.key) == 6 and act.key[-1] not in "hijm")
        )
        assert arrives, act


def test_nothing_is_bound_to_ctrl_c() -> None:
    assert "ctrl+c" not in {act.key for act in ACTS}


def test_every_act_has_an_id_of_its_own_and_a_sentence() -> None:
    assert len({act.id for act in ACTS}) == len(ACTS)
    assert all(act.help.endswith(".") and len(act.label.split()) <= 3 for act in ACTS)


def test_bindings_carry_the_id_and_the_action_of_their_act() -> None:
    step = next(b for b in bindings(Where.MEETING) if b.id == "step_3")  # type: ignore[union-attr]
    assert (step.key, step.action) == ("3", "step(3)")  # type: ignore[union-attr]


def test_the_page_of_keys_is_what_the_table_says() -> None:
    page = Path(__file__).parents[2] / "docs" / "keys.md"
    assert page.read_text(encoding="utf-8") == keys_markdown(), "write it again from keys_markdown()"


SOURCE = Path(__file__).parents[2] / "src" / "chairtui"
A_KEY = re.compile(
    r"\bF\d\d?\b|\b[Cc]trl\b|(?<!\[)\^[a-z]\b|\(([a-z]|space)\)|\bEnter\b|\b[Ee]scape\b|\b[b-z] on step \d"
)


PRINTED = ("cli", "core", "demonstration", "directory", "live", "standards", "store", "tables", "wiring")
"""Whose sentences the command line prints; where one names a key, it takes it from the table."""


def strings(module: Path) -> Iterator[str]:
    """Yield what a module may say to somebody: its strings, without docstrings."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


@pytest.mark.parametrize("room", PRINTED)
def test_what_the_command_line_prints_too_names_no_key(room: str) -> None:
    modules = list((SOURCE / room).rglob("*.py"))
    assert modules
    said = [(module.name, words) for module in modules for words in strings(module) if A_KEY.search(words)]
    assert said == []


IN_THE_TABLE = re.compile(
    r"\bF\d\d?\b|(?<!\[)\^[a-z]\b|\([a-z]\)|\b[Pp]ress [a-z]\b|  [a-z]: |\b[b-z] (writes|adds|says|shows)\b"
)


@pytest.mark.parametrize("room", ["rows", "screens", "steps", "sitting", "terminal", "typed"])
def test_what_a_screen_says_of_a_key_comes_from_the_table(room: str) -> None:
    modules = list((SOURCE / "tui" / room).rglob("*.py"))
    assert modules
    said = [(module.name, words) for module in modules for words in strings(module)]
    assert [found for found in said if IN_THE_TABLE.search(found[1])] == []


def test_the_id_of_an_act_in_braces_becomes_its_key() -> None:
    assert (
        with_keys("{warnings} settles it, {sign} signs, {start} starts")
        == "F6 settles it, s signs, ^g starts"
    )
