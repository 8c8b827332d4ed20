"""A chronology from a file into a meeting."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from chairtui.cli.exits import USAGE, Refusal
from chairtui.cli.options import as_json, at_work, db_option, meeting_argument, named
from chairtui.cli.output import say, say_json


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
@click.option("--source", default="", help="The source of the rows that name none.")
@click.option("--dry-run", is_flag=True, help="Say what would come of it, and change nothing.")
@as_json
def chronology(
    meeting: str, file: Path, db: Path | None, columns: str, source: str, dry_run: bool, as_json: bool
) -> None:
    """Bring a chronology into a meeting from a CSV or XLSX file.

    A date that cannot be read stays as it is written. Rows that the chronology has already come in once.
    """
    from chairtui.core.tabled import commands, guess, named_columns, read_rows

    with at_work(db, writes=not dry_run) as place:
        desk = place.desk
        live = desk.open(named(place, meeting))
        table = desk.read_table(file, _tell)
        now = desk.clock.now()
        try:
            found = named_columns(table, _asked(columns)) if columns else guess(table, now)
        except ValueError as problem:
            raise Refusal(f"--columns: {problem}", USAGE) from None
        if found is None:
            first = ", ".join(table[0].cells[:8])
            raise Refusal(
                f"It is not clear which column is what in {file.name} ({first}). Say it: "
                "--columns date=A,words=B,source=C",
                USAGE,
            )
        known = live.outcome.meeting.sharing.chronology
        done = read_rows(table, found, now, known=known, source=source, told=_tell)
        if done.rows and not dry_run:
            live.do(*commands(done.rows, desk.clock.new_id))
    if as_json:
        failed = [{"line": one.number, "why": one.why} for one in done.failed]
        undated = sum(row.on is None for row in done.rows)
        say_json({"added": len(done.rows), "undated": undated, "failed": failed, "twice": done.twice})
        return
    say(f"{file.name}: {_words(done.rows, dry_run)}")
    for one in done.failed:
        say(f"line {one.number}: not taken in, {one.why}")
    if done.twice:
        lines = ", ".join(map(str, done.twice[:20]))
        say(f"{len(done.twice)} were there already: line {lines}{' …' if len(done.twice) > 20 else ''}")


def _asked(columns: str) -> dict[str, str]:
    asked = {}
    for part in columns.split(","):
        field, sign, name = part.partition("=")
        if not sign or not name.strip():
            raise ValueError(f"“{part}” says no column; write date=A,words=B,source=C.")
        asked[field.strip().casefold()] = name.strip()
    return asked


def _words(rows: tuple[object, ...], dry_run: bool) -> str:
    verb = "would be added" if dry_run else "added"
    return f"{len(rows):,} row{'' if len(rows) == 1 else 's'} {verb}."


def _tell(count: int) -> bool:
    if sys.stderr.isatty():
        click.echo(f"\r{count:,} lines", err=True, nl=False)
    return True
