"""The register of agencies from the command line: shown, written to a file, taken from one."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chairtui.cli.exits import NOT_SAVED, NOT_TAKEN, Refusal
from chairtui.cli.guessing import Group
from chairtui.cli.options import as_json, db_option
from chairtui.cli.output import columns, put, say, say_json
from chairtui.core.listing import how_many

if TYPE_CHECKING:
    from chairtui.directory.agencies import Agency
    from chairtui.directory.agencies_file import AgenciesFile


@click.group(cls=Group, invoke_without_command=True)
@db_option
@click.option("--search", default="", metavar="WORDS", help="Only agencies and contacts with these words.")
@as_json
@click.pass_context
def agencies(ctx: click.Context, db: Path | None, search: str, as_json: bool) -> None:
    """List the register of agencies: who a meeting can expect, and how to reach them."""
    ctx.obj = db
    if ctx.invoked_subcommand is not None:
        return
    from chairtui.directory.finding import found_in

    agencies = found_in(_register(db).agencies.all(), search)
    say_json(agencies) if as_json else say(columns(_rows(agencies)) or "No agency has these words.")


@agencies.command("export")
@db_option
@click.option(
    "--to", "form", type=click.Choice(("csv", "toml")), required=True, help="For a spreadsheet, or text."
)
@click.option("--output", default="-", metavar="FILE", help="A file; “-” is standard output.")
def export_agencies(db: Path | None, form: str, output: str) -> None:
    """Write the whole register: a line for each contact (csv), or a table for each agency (toml)."""
    from chairtui.directory.agencies_csv import csv_of
    from chairtui.directory.agencies_file import toml_of, write_private

    present = _register(db).agencies.all()
    words = csv_of(present) if form == "csv" else toml_of(present).lstrip()
    if output == "-":
        put(words.encode())
        return
    try:
        write_private(Path(output), words.encode())
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise Refusal(f"{output} could not be written: {why}.", NOT_SAVED) from None
    say(output, err=True)


@agencies.command("import")
@click.argument("file")
@db_option
@as_json
def import_agencies(file: str, db: Path | None, as_json: bool) -> None:
    """Take agencies and contacts from a table (CSV, XLSX) or a TOML file; “-” reads one from standard input.

    All are read and checked first: if one is wrong, nothing changes, and all that is wrong is said. What is
    taken in and has to be looked at is said on standard error. Agencies that the file does not name
    stay as they are, and no meeting changes.
    """
    from chairtui import wiring
    from chairtui.directory.importing import imported

    name, content = _content(file)
    register = _register(db)
    taken = imported(name, content, register.agencies)
    changed = taken.agencies
    wiring.change_register(register, changed)
    for doubt in taken.doubts:
        say(doubt, err=True)
    if as_json:
        say_json(changed)
    else:
        say(f"{name}: {how_many(len(changed), 'agency', 'agencies')} taken in.")


def _register(db: Path | None) -> AgenciesFile:
    from chairtui import wiring

    return wiring.register(wiring.database_path(db))


def _content(file: str) -> tuple[str, bytes]:
    from chairtui.directory.importing import MOST_BYTES

    if file == "-":
        return "standard input", sys.stdin.buffer.read(MOST_BYTES + 1)
    try:
        with Path(file).open("rb") as opened:
            return Path(file).name, opened.read(MOST_BYTES + 1)
    except OSError as error:
        why = (error.strerror or type(error).__name__).lower()
        raise Refusal(f"{file} cannot be read: {why}. Nothing changed.", NOT_TAKEN) from None


def _rows(agencies: Sequence[Agency]) -> Iterator[tuple[str, ...]]:
    if agencies:
        yield ("KEY", "AGENCY", "SECTOR", "DUTY NUMBER", "SECURE E-MAIL", "HOURS", "CONTACTS")
    for agency in agencies:
        people = ", ".join(filter(None, (contact.name or contact.job for contact in agency.contacts[:3])))
        more = f" and {len(agency.contacts) - 3} more" if len(agency.contacts) > 3 else ""
        ways = (agency.duty, agency.email, agency.hours)
        yield (agency.key, agency.name, agency.sector.value, *ways, people + more)
