"""What a screen shows, as lines to be read out one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from textual.screen import Screen

from chairtui.core.listing import how_many
from chairtui.tui.widgets.bars import Bar, NotSavedBar
from chairtui.tui.widgets.columns import Column, Columns, widths
from chairtui.tui.widgets.frame import Frame
from chairtui.tui.widgets.guide import Guide
from chairtui.tui.widgets.lines import Lines, Row
from chairtui.tui.widgets.words import Wording, Words, content

SIGNS = {
    "✓": "tick",
    "✗": "cross",
    "○": "open",
    "▶": "their turn",
    "■": "stop",
    "▲": "warn",
    "≠": "changed apart",
    "▪": "ready",
    "◌": "being saved",
    "●": "",
    "→": "done",
    "▒▒▒▒": "hidden",
    "◆": "marked",
}
"""Signs of the screen as words: nothing is said by a sign alone."""

BESIDE = {**SIGNS, "✎": "wrote", "!": "late", "?": "not answered", "–": "withdrawn", "·": "reminder"}
BESIDE |= {"█": "in the room", "▄": "by phone or video", "▁": "wrote", "┈": "not there", "┃": "decided"}
"""Signs that stand beside a row, and in a sentence mean something else."""

BROAD = 200
"""Cells of a row in which every column of a list is shown."""
AROUND = ("steps", "warnings", "panel", "folded", "top")
"""The ids of what stands around a step and is read out when it is asked for."""

_BETWEEN = re.compile(r"[^\w]+")
_APART = re.compile(r"(.)(?:\s{2,}|\s+·\s+)")
_COUNTED = re.compile(r"([■▲·≠▪])(\d+)")
_TWICE = re.compile(r"\b(\w[\w -]*) \1\b")
"""Of a key named by its word and what it does, where both are the same: `letters letters`."""
_SIGN = re.compile("|".join(map(re.escape, SIGNS)))
_FIRST = re.compile(rf"^({_SIGN.pattern}) ")
_END = (".", "?", "!", ":", ";", ",")


_SAME = {"arrives: left": "leaves", "arrives: came": "arrives"}


def in_words(words: Wording) -> str:
    """Return words of the screen as one line: signs by their words, commas where there are gaps."""
    return _joined(_spoken(line.strip()) for line in content(words).plain.split("\n"))


def _joined(lines: Iterable[str]) -> str:
    joined = ""
    for line in filter(None, lines):
        joined += ("" if not joined else " " if joined.endswith(_END) else "; ") + line
    return joined


def _spoken(line: str) -> str:
    line = _COUNTED.sub(lambda found: f"{found[2]} {BESIDE[found[1]]}", line)
    line = _FIRST.sub(lambda found: f"{SIGNS[found[1]]}: ".removeprefix(": "), line)
    line = _SIGN.sub(lambda found: SIGNS[found[0]], line).strip()
    return _APART.sub(lambda found: f"{found[1]} " if found[1] in _END else f"{found[1]}, ", line)


def row_lines(row: Row, point: str = "") -> Iterator[str]:
    """Yield the lines of a row, its mark before the first; `point` is the word for the mark `·`."""
    mark = content(row.mark).plain.strip()
    word = point if mark == "·" else BESIDE.get(mark, mark)
    lines = [_spoken(line.strip()) for line in content(row.words).plain.split("\n") if line.strip()]
    yield f"{word}: {lines[0]}" if word and lines else "".join(lines[:1])
    yield from lines[1:]


def row_words(row: Row, point: str = "") -> str:
    """Return all there is to say about a row, on one line."""
    words = _joined(row_lines(row, point))
    title = in_words(row.title)
    words = words if not title or title.casefold() in words.casefold() else _joined((title, words))
    return _joined((words, _typed(in_words(row.keys))))


def _typed(keys: str) -> str:
    """Return what can be done with a row without saying the word that is typed for it twice."""
    for word, said in _SAME.items():
        keys = keys.replace(word, said)
    return _TWICE.sub(r"\1", keys)


def numbered(lines: Lines, letter: str = "") -> Iterator[str]:
    """Yield the rows of a list as it shows them; those that can be chosen have a number, after the letter."""
    number = 0
    for row in lines.rows:
        number += row.selectable
        words = _in_cells(row, lines.columns) or _joined(row_lines(row, "reminder" if letter else ""))
        yield f"{letter}{number} {words}" if row.selectable else words


def _in_cells(row: Row, columns: Columns) -> str:
    """Return what stands in the columns of a row; numbers with the name of their column."""
    if not row.cells or not columns:
        return ""
    shown = zip(row.cells, columns, widths(columns, BROAD), strict=False)  # the last may be left out
    said = [(in_words(cell), column) for cell, column, width in shown if width and not column.picture]
    mark = content(row.mark).plain.strip()
    sign = f"{BESIDE[mark]}: " if mark in BESIDE and mark != "·" else ""
    return sign + ", ".join(_with_head(words, column) for words, column in said if words.strip(" ·"))


def _with_head(words: str, column: Column) -> str:
    """Return a cell in which a number says what it counts."""
    number, comma, rest = words.partition(",")
    if not number.isdecimal():
        return words
    head = column.head.casefold()
    return f"{how_many(int(number), head.removesuffix('s'), head)}{comma}{rest}"


def chosen(rows: Sequence[Row], typed: str, letter: str = "") -> Sequence[Row]:
    """Return the rows that are meant by a number, or by words that begin words of theirs."""
    able = [row for row in rows if row.selectable]
    number = typed.casefold().removeprefix(letter)
    if number.isdecimal():
        return able[int(number) - 1 : int(number)] if int(number) else []
    wanted = typed.casefold().split()
    titled = [row for row in able if _begin(content(row.words).plain.partition("\n")[0], wanted)]
    return titled or [row for row in able if _begin(row_words(row), wanted)]


def _begin(text: str, wanted: Sequence[str]) -> bool:
    """Say whether every wanted word begins a word of the text."""
    words = _words(text)
    return bool(wanted) and all(_words(word) in words for word in wanted)


def _words(text: str) -> str:
    return f" {' '.join(_BETWEEN.split(text.casefold()))}".rstrip()


def main_list(screen: Screen[object]) -> Lines | None:
    """Return the list that a screen is about."""
    lists = [lines for lines in screen.query(Lines) if lines.id not in AROUND]
    return next((lines for lines in lists if lines.id == "body"), next(iter(lists), None))


def title_lines(screen: Screen[object]) -> Iterator[str]:
    """Yield what stands above the list of a screen."""
    for widget in screen.query("Bar, NotSavedBar, Words, Frame"):
        around = {widget.id, widget.parent and widget.parent.id}.intersection(AROUND)
        if around or not widget.display or isinstance(widget, Guide):
            continue
        match widget:
            case Bar():
                words = "   ".join(filter(None, (side.plain.strip() for side in widget.sides)))
            case NotSavedBar():
                words = widget.words.plain
            case Frame():
                words = "   ".join(filter(None, (side.plain for side in widget.called)))
            case Words():
                words = widget.words.plain
            case _:
                words = ""
        if line := in_words(words.strip()):
            yield _TWICE.sub(r"\1", line)


def list_lines(lines: Lines, letter: str = "") -> Iterator[str]:
    """Yield the rows of a list, or what it says when it is empty."""
    yield from numbered(lines, letter) if lines.rows else map(in_words, lines.empty.split("\n\n"))


def panel_title(screen: Screen[object]) -> Iterator[str]:
    """Yield how many rows of warnings stand beside a step."""
    for frame in screen.query("#panel Frame").results(Frame):
        yield in_words(" ".join(side.plain for side in frame.called))


def warnings_of(screen: Screen[object]) -> Lines | None:
    """Return the list of warnings beside a step."""
    return next(iter(screen.query("#warnings").results(Lines)), None)
