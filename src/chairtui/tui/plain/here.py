"""What there is on a screen just now: its name, its lists, the acts that can be done, and their words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from textual.dom import DOMNode
from textual.screen import Screen

from chairtui.tui.keys import ACTS, BY_ID, Act, Where
from chairtui.tui.plain.reading import main_list, warnings_of
from chairtui.tui.plain.words import COMMANDS, NOT_IN_LINES, Asked, by_lines, words_of
from chairtui.tui.steps.surroundings import Surroundings
from chairtui.tui.widgets.fields import Field, TextField
from chairtui.tui.widgets.lines import Lines, Row

PLACES = {
    "AgendaBoard": "agenda",
    "ChildSeries": "series",
    "BringIn": "file",
    "AgencyRegister": "agencies",
    "Agreements": "actions",
}
"""How the prompt names a screen, where it is not by the name of its class."""


def place_of(screen: Screen[object]) -> str:
    """Return where one is, as the prompt says it."""
    if isinstance(screen, Surroundings):
        return f"step {screen.number}"
    name = type(screen).__name__
    return PLACES.get(name, name.casefold())


def already(screen: Screen[object], wanted: Asked) -> str:
    """Say that somebody is here already, or is not, where that is all that was asked; or nothing."""
    if wanted.act.id != "presence" or not isinstance(screen, Surroundings):
        return ""
    register = screen.sitting.live.outcome.meeting.attendance.register
    here = any(line.here for line in register if line.id == cursor_of(screen))
    if here and wanted.word.startswith("arrive"):
        return "They are here already."
    if not here and wanted.word.startswith("leave"):
        return "They are not here."
    return ""


def list_for(screen: Screen[object], typed: str, *, only: bool = False) -> tuple[Lines | None, str, str]:
    """Return the list that is meant, what was typed, and the letter of its numbers: w2 is a warning."""
    if only or (typed[:1].casefold() == "w" and typed[1:].isdecimal()):
        return warnings_of(screen), typed, "w"
    return main_list(screen), typed, ""


def rows_of(screen: Screen[object]) -> Sequence[Row]:
    """Return the rows of the list that a screen is about."""
    lines = main_list(screen)
    return lines.rows if lines else ()


def cursor_of(screen: Screen[Any]) -> str:
    """Return the key of the row of that list that the cursor is on."""
    lines = main_list(screen)
    return lines.cursor_key if lines else ""


def search_field(screen: Screen[object]) -> Field | None:
    """Return the field of a screen that searches for what is typed into it."""
    return None if screen.is_modal else next(iter(screen.query(TextField)), None)


def offers_of(screen: Screen[object]) -> dict[Act, DOMNode]:
    """Return the acts that can be done on a screen, in the order of their table, each with what does it."""
    nodes: dict[str, DOMNode] = {}
    for node in (screen, *screen.query(Lines), screen.app):
        for _key, binding in node._bindings:
            if binding.id not in BY_ID or binding.id in NOT_IN_LINES:
                continue
            if node.check_action(binding.action.partition("(")[0], ()) is not False:
                nodes.setdefault(binding.id, node)
    return {act: nodes[act.id] for act in ACTS if act.id in nodes}


def help_lines(acts: Iterable[Act]) -> Iterator[str]:
    """Yield the words that can be typed, by the place that they belong to."""
    listed = tuple(acts)
    yield from (f"{command}: {words}" for command, words in COMMANDS.items())
    for where in Where:
        here = [act for act in by_lines(where) if act in listed]
        yield from [f"{where.value}."] if here else []
        yield from (f"{', '.join(words_of(act)[:-1])}: {act.help}" for act in here)
