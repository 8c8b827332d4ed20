"""What is remarked of a table, in plain words: the same on the screen and in a command."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from chairtui.tables.table import Kind, Remark, letter
from chairtui.text import clean

SHOWN = 5
"""Lines that a sentence names; it counts the others."""
LONGEST = 40

_SAID = {
    Kind.PAGE: "Not taken: the sheet {words} ({count} lines).",
    Kind.COLUMN: "Not taken: column {column}{of} ({count} cells).",
    Kind.DOUBLE: "Not taken: column {column}{of} comes again ({count} cells).",
    Kind.BESIDE: "Not taken: {plain}.",
    Kind.ENDS: "Read up to line {number}: {empty} empty lines come before it.",
    Kind.HIDDEN: "Hidden in the spreadsheet, and read all the same: {plain}{times}.",
    Kind.MONTH_FIRST: "Some days have the month first, and {count} are days of the spreadsheet itself: it "
    "may have taken day for month in them. Compare them with where they came from.",
}
_GROUPED = {
    Kind.ABOVE: "Not taken, above the headings: {where}.",
    Kind.AGAIN: "The headings come again: {where}.",
    Kind.LETTERS: "The file does not say how its letters are written. Look at these: {where}.",
    Kind.STRAY: "A letter is written otherwise than the rest of the file. Look at: {where}.",
    Kind.LOST: "Letters look damaged: {where}.",
    Kind.QUOTE: "A quotation mark is not closed, so the line was read as it stands: {where}.",
    Kind.LONG: "More cells than headings, because a sign between cells stands in a text: {where}. "
    "What was parted was put together again: look at it.",
    Kind.SHORT: "Fewer cells than headings: {where}.",
    Kind.FORMULA: "A formula without its result: {where}. Open the file in the spreadsheet program, save it, "
    "and bring it in again.",
    Kind.ERROR: "An error of the spreadsheet: {where}.",
    Kind.NUMBER: "A number that a spreadsheet has cut: {where}. Format the column as text, and write "
    "it again.",
    Kind.MERGED: "One cell speaks for several lines: {where}.",
    Kind.AHEAD: "The day lies ahead: {where}.",
}


def sentences(remarks: Iterable[Remark], headings: Sequence[str] = ()) -> list[str]:
    """Return the remarks as sentences, those of one kind together; `headings` name the columns."""
    said: list[str] = []
    grouped: dict[Kind, list[Remark]] = {}
    for remark in remarks:
        if remark.kind in _GROUPED:
            grouped.setdefault(remark.kind, []).append(remark)
        else:
            said.append(_alone(remark))
    said += [_GROUPED[kind].format(where=places(several, headings)) for kind, several in grouped.items()]
    return said


def places(remarks: Sequence[Remark], headings: Sequence[str] = ()) -> str:
    """Return where remarks are about, the first of them with what stands there."""
    some = "; ".join(_place(one, headings) for one in remarks[:SHOWN])
    more = len(remarks) - SHOWN
    return f"{some}; and {more:,} more" if more > 0 else some


def column_words(column: int, headings: Sequence[str]) -> str:
    """Return how a column is called: by its letter, and its heading if it has one."""
    heading = headings[column].strip() if 0 <= column < len(headings) else ""
    return f"{letter(column)} ({_short(heading)})" if heading else letter(column)


def _place(remark: Remark, headings: Sequence[str]) -> str:
    column = f", {column_words(remark.column, headings)}" if remark.column >= 0 else ""
    words = f" “{_short(remark.words)}”" if remark.words else ""
    return f"line {remark.number}{column}{words}"


def _alone(remark: Remark) -> str:
    from chairtui.tables.reading import MOST_EMPTY

    said = _SAID[remark.kind].format(
        words=f"“{_short(remark.words)}”",
        plain=_short(remark.words),
        of=f" “{_short(remark.words)}”" if remark.words else "",
        count=f"{remark.count:,}",
        times=f" ({remark.count:,})" if remark.count > 1 else "",
        column=letter(remark.column),
        number=f"{remark.number:,}",
        empty=f"{MOST_EMPTY:,}",
    )
    return said.replace("(1 cells)", "(1 cell)").replace("(1 lines)", "(1 line)")


def _short(words: str) -> str:
    return clean(words, multiline=False, limit=LONGEST).strip()
