"""A chronology from a file into a meeting."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chairtui.cli.exits import USAGE, Refusal
from chairtui.cli.options import as_json, at_work, db_option, meeting_argument, named, order_of, order_option
from chairtui.cli.output import say, say_json

if TYPE_CHECKING:
    from chairtui.tables.chronology import Tabled
    from chairtui.tables.table import Book, Table
    from chairtui.wiring import Workplace


@click.command()
@meeting_argument
@click.argument("file", type=click.Path(path_type=Path))
@db_option
@click.option(
    "--columns",
    default="",
    metavar="DATE=A,WORDS=B,…",
    help="Which column is what, by heading, letter or number: date=Date,words=Event,source=Agency.",
)
@click.option("--sheet", default="", metavar="NAME", help="Which sheet of a spreadsheet.")
@click.option("--source", default="", help="The source of the rows that name none.")
@order_option
@click.option(
    "--years", is_flag=True, help="Days without a year are of the year that stands alone above them."
)
@click.option("--serials", is_flag=True, help="Numbers are days, as spreadsheets count them.")
@click.option("--dry-run", is_flag=True, help="Say what would come of it, and change nothing.")
@as_json
def chronology(
    meeting: str,
    file: Path,
    db: Path | None,
    columns: str,
    sheet: str,
    source: str,
    order: str | None,
    years: bool,
    serials: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Bring a chronology into a meeting from a CSV or XLSX file.

    A day counts only with its year; what is none stays as it is written. Rows that the chronology has already
    come in once; one that is there without a day gets it. What is not taken, and what has no day, is said.
    """
    from chairtui.tables.chronology import Answers, commands, read_rows

    with at_work(db, writes=not dry_run) as workplace:
        desk = workplace.desk
        live = desk.open(named(workplace, meeting))
        table = _table(workplace, desk.records.read_table(file, _tell), columns, sheet)
        done = read_rows(
            table,
            desk.clock.now(),
            known=live.outcome.meeting.sharing.chronology,
            source=source,
            answers=Answers(order=order_of(order), years=years, serials=serials),
            told=_tell,
        )
        if done.asks_order and not dry_run:
            raise Refusal(
                f"{file.name}: some dates have the month first ({done.asks_order}). Say which comes first: "
                "--order day or --order month. Nothing was taken in.",
                USAGE,
            )
        if done.rows and not dry_run:
            live.do(*commands(done.rows, desk.clock.new_id))
    _json(done, table) if as_json else _report(file, done, table, dry_run=dry_run)


def _table(workplace: Workplace, book: Book, columns: str, sheet: str) -> Table:
    from chairtui.tables.chronology_columns import found, named_table

    try:
        if sheet and book.page(sheet) is None:
            raise ValueError(f"There is no sheet “{sheet}”: {', '.join(one.name for one in book.pages)}.")
        table = (
            named_table(book, _asked(columns), sheet)
            if columns
            else found(book, workplace.desk.clock.now(), is_source=workplace.desk.agencies.knows, sheet=sheet)
        )
    except ValueError as problem:
        raise Refusal(f"--columns: {problem}", USAGE) from None
    if table is None:
        page = (book.page(sheet) if sheet else None) or next(one for one in book.pages if one.lines)
        first = ", ".join(page.lines[0].cells[:8])
        raise Refusal(
            f"It is not clear which column is what in {book.name} ({first}). Say it: "
            "--columns date=A,words=B,source=C",
            USAGE,
        )
    return table


def _asked(columns: str) -> dict[str, str]:
    asked = {}
    for part in columns.split(","):
        field, sign, name = part.partition("=")
        if not sign or not name.strip():
            raise ValueError(f"“{part}” says no column; write date=A,words=B,source=C.")
        asked[field.strip().casefold()] = name.strip()
    return asked


def _report(file: Path, done: Tabled, table: Table, *, dry_run: bool) -> None:
    from chairtui.tables.report import details, summary

    say(f"{file.name}: {summary(done, 'would be added' if dry_run else 'added')}")
    for words in details(done, table):
        say(words)


def _json(done: Tabled, table: Table) -> None:
    from chairtui.tables.report import details

    say_json(
        {
            "added": len(done.rows),
            "undated": len(done.undated),
            "failed": [{"line": one.number, "why": one.why} for one in done.failed],
            "twice": [one.number for one in done.twice],
            "columns": {field: number + 1 for field, number in table.columns.items()},
            "report": list(details(done, table)),
        }
    )


def _tell(count: int) -> bool:
    if sys.stderr.isatty():
        click.echo(f"\r{count:,} lines", err=True, nl=False)
    return True
