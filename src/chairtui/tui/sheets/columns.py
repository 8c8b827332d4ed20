"""The form that says how a table is read: which column is what, and what the table leaves open."""

from __future__ import annotations

from collections.abc import Iterator

from chairtui.tables.chronology import Answers, Tabled
from chairtui.tables.chronology_columns import FIELDS, KNOWN, MUST
from chairtui.tables.days import Order
from chairtui.tables.headings import heading_line, laid_out, under
from chairtui.tables.table import Book, Page, Table, letter
from chairtui.tui.widgets.form import FieldSpec, Kind, Values
from chairtui.tui.widgets.options import Option

ABOVE = 12
"""Lines that may be said to name the columns."""
_SHORT = 30


def table_fields(
    book: Book, table: Table | None, answers: Answers, done: Tabled | None
) -> tuple[FieldSpec, ...]:
    """Return the fields for a book whose table is known, or not yet."""
    page = table.page if table else next(one for one in book.pages if one.lines)
    return (
        *_questions(answers, done),
        *_sheet(book, page),
        *(_column(page, table, field, words) for field, words in FIELDS.items()),
        _headings(page, table),
    )


def chosen_table(book: Book, values: Values, before: Table | None) -> Table | None:
    """Return the table that the values describe; nothing if another sheet was chosen and it is unclear."""
    name = str(values.get("sheet", ""))
    page = book.page(name) if name else before.page if before else None
    page = page or next(one for one in book.pages if one.lines)
    if name and before and page is not before.page and (table := under(book, KNOWN, MUST, name)):
        return table
    columns = {field: int(str(values[field])) for field in FIELDS if values[field]}
    if name and (before is None or page is not before.page) and not columns.get("words", -1) >= 0:
        return None
    return laid_out(book, page, columns, int(str(values["headings"]) or -1), KNOWN)


def answered(values: Values, before: Answers) -> Answers:
    """Return what was answered; a question that was not asked keeps its answer."""
    order = str(values.get("order", ""))
    return Answers(
        order=Order(order) if order else before.order,
        years=_said(values, "years", yes=before.years),
        serials=_said(values, "serials", yes=before.serials),
    )


def _said(values: Values, key: str, *, yes: bool) -> bool:
    return values[key] == "yes" if values.get(key) else yes


def _questions(answers: Answers, done: Tabled | None) -> Iterator[FieldSpec]:
    if done is None:
        return
    if done.asks_order or answers.order:
        yield FieldSpec(
            "order",
            "Which comes first, day or month",
            Kind.CHOICE,
            options=(
                Option(Order.DAY.value, "The day: 03/04/2026 is 3 April"),
                Option(Order.MONTH.value, "The month: 03/04/2026 is 4 March"),
            ),
            initial=answers.order.value if answers.order else "",
        )
    if done.offered_years or answers.years:
        yield FieldSpec(
            "years",
            "Days without a year are of the year that stands alone above them",
            Kind.YES_NO,
            initial="yes" if answers.years else "",
        )
    if done.offered_serials or answers.serials:
        yield FieldSpec(
            "serials",
            "Numbers are days, as spreadsheets count them",
            Kind.YES_NO,
            initial="yes" if answers.serials else "",
        )


def _sheet(book: Book, page: Page) -> Iterator[FieldSpec]:
    named = [one for one in book.pages if one.lines]
    if len(named) > 1:
        sheets = tuple(Option(one.name, one.name, f"{len(one.lines):,} lines") for one in named)
        yield FieldSpec("sheet", "The sheet", Kind.CHOICE, True, options=sheets, initial=page.name)


def _column(page: Page, table: Table | None, field: str, words: str) -> FieldSpec:
    width = max(len(line.cells) for line in page.lines)
    place = table.columns.get(field, -1) if table else -1
    return FieldSpec(
        field,
        words,
        Kind.CHOICE,
        field == "words",
        options=tuple(_option(page, one) for one in range(width)),
        initial=str(place) if place >= 0 else "",
    )


def _option(page: Page, place: int) -> Option:
    cells = [line.cells[place][:_SHORT] for line in page.lines[:4] if place < len(line.cells)]
    return Option(str(place), f"{letter(place)}: {cells[0] if cells else ''}", ", ".join(cells[1:]))


def _headings(page: Page, table: Table | None) -> FieldSpec:
    lines = [
        Option(str(at), f"line {line.number}: {', '.join(filter(None, line.cells))[: 2 * _SHORT]}")
        for at, line in enumerate(page.lines[:ABOVE])
    ]
    at = _likely_line(page) if table is None else _line_of(page, table)
    return FieldSpec(
        "headings",
        "The line that names the columns",
        Kind.CHOICE,
        options=(*lines, Option("-1", "none")),
        initial=str(at),
    )


def _likely_line(page: Page) -> int:
    """Return which line may name the columns, where none does for certain: the first, without figures."""
    for field in FIELDS:
        if (at := heading_line(page, KNOWN, [field])) is not None:
            return at
    cells = [words for words in page.lines[0].cells if words.strip()]
    return 0 if len(cells) > 1 and not any(map(str.isdigit, "".join(cells))) else -1


def _line_of(page: Page, table: Table) -> int:
    wanted = table.headings
    return next((at for at, line in enumerate(page.lines) if wanted and line.cells == wanted), -1)
