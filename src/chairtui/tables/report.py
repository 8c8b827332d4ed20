"""What would come, or came, of a chronology: one report, for the screen and for the command."""

from __future__ import annotations

from collections.abc import Iterator

from chairtui.core.calendar.when import say_when
from chairtui.core.listing import how_many
from chairtui.tables.chronology import Tabled, Undated
from chairtui.tables.chronology_columns import FIELDS
from chairtui.tables.days import Why
from chairtui.tables.table import Kind, Table
from chairtui.tables.telling import SHOWN, column_words, sentences

NOT_TAKEN = frozenset({Kind.PAGE, Kind.COLUMN, Kind.DOUBLE, Kind.BESIDE, Kind.ABOVE})


def summary(done: Tabled, verb: str = "to take in") -> str:
    """Return what came of a table in a few sentences: the rows, those without a day, what is left out."""
    days = sorted(row.on for row in done.rows if row.on)
    span = "".join(f", {say_when(day)}" for day in days[:1])
    span += f" to {say_when(days[-1])}" if days and days[-1] != days[0] else ""
    parts = [f"{how_many(len(done.rows), 'row')} {verb}{span}."]
    if undated := len(done.rows) - len(days):
        has = "has" if undated == 1 else "have"
        parts.append(f"{how_many(undated, 'row')} {has} no day: kept as written.")
    if dated := sum(bool(row.id) for row in done.rows):
        parts.append(f"{how_many(dated, 'row')} of them {'is' if dated == 1 else 'are'} there without a day.")
    if done.failed:
        parts.append(f"{how_many(len(done.failed), 'line')} cannot be taken in.")
    if done.twice:
        parts.append(f"{how_many(len(done.twice), 'line')} left out: they say what is there already.")
    if not_taken := [one for one in done.remarks if one.kind in NOT_TAKEN]:
        parts.append(f"{how_many(len(not_taken), 'part')} of the file not taken.")
    return " ".join(parts)


def details(done: Tabled, table: Table) -> Iterator[str]:
    """Yield a sentence for all that is left open, is not taken, or has to be looked at, gravest first."""
    yield from questions(done)
    yield columns(table)
    for failed in done.failed:
        yield f"Line {failed.number} is not taken in: {failed.why}."
    for why in Why:
        if those := [one for one in done.undated if one.why is why]:
            yield f"{how_many(len(those), 'row')} without a day, because {why}: {_written(those)}."
    yield from sentences(done.remarks, table.headings)
    there = [f"line {one.number} says what line {one.of} says" for one in done.twice if one.of]
    there += [f"line {one.number} is in the chronology already" for one in done.twice if not one.of]
    if there:
        more = len(there) - 4 * SHOWN
        tail = f"; and {more:,} more" if more > 0 else ""
        yield f"Left out: {'; '.join(there[: 4 * SHOWN])}{tail}."


def questions(done: Tabled) -> Iterator[str]:
    """Yield what somebody has to answer, or may."""
    if done.asks_order:
        yield f"Which comes first in these dates, day or month? Of the days in figures {done.asks_order}."
    if done.offered_years:
        yield (
            f"{how_many(done.offered_years, 'row')} without a year below a year that stands alone: "
            "that year can be taken."
        )
    if done.offered_serials:
        rows = how_many(done.offered_serials, "row")
        yield f"{rows} with a number that can be taken as a spreadsheet's day."


def columns(table: Table) -> str:
    """Return which column is what."""
    said = [
        f"{words}: {column_words(table.columns[field], table.headings)}"
        for field, words in FIELDS.items()
        if field in table.columns
    ]
    none = [words.casefold() for field, words in FIELDS.items() if field not in table.columns | {"time": 0}]
    without = f"; none for {' and '.join(none)}" if none else ""
    return f"Columns: {', '.join(said)}{without}."


def _written(undated: list[Undated]) -> str:
    some = "; ".join(
        f"line {row.number}{f' “{row.written}”' if row.written else ''}{f' ({row.said})' if row.said else ''}"
        for row in undated[:SHOWN]
    )
    more = len(undated) - SHOWN
    return f"{some}; and {more:,} more" if more > 0 else some
