"""Documents that come in and go out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chairtui.cli.exits import NOT_SAVED, NOT_TAKEN, Refusal
from chairtui.cli.options import as_json, at_work, db_option, meeting_argument, open_meeting
from chairtui.cli.output import put, put_whole, say, say_json

if TYPE_CHECKING:
    from chairtui.records.importing import Imported, Source


@click.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@db_option
@as_json
def import_documents(files: tuple[str, ...], db: Path | None, as_json: bool) -> None:
    """Take in meetings as chairtui.meeting/1 documents; “-” reads one from standard input.

    All are read and checked first: if one is wrong, nothing is imported. A meeting that is here already is
    left as it is; from a document with history only what is new is added.
    """
    sources = [_source(name) for name in files]
    with at_work(db, writes=True) as place:
        done = place.importer().take(sources, None if as_json else lambda one: say(_words(one)))
    if as_json:
        say_json(done)


@click.command()
@meeting_argument
@db_option
@click.option(
    "--to",
    "form",
    type=click.Choice(("json", "md", "docx", "pdf")),
    required=True,
    help="Document, or record as Markdown, Word or PDF.",
)
@click.option(
    "--output",
    default="-",
    metavar="FILE",
    help="A file, or a folder in which one is named by reference and date; “-” is standard output.",
)
@click.option("--without-history", is_flag=True, help="In JSON: the meeting as it stands, without its log.")
def export(meeting: str, db: Path | None, form: str, output: str, without_history: bool) -> None:
    """Write a meeting as a document for another program (json) or as a record to read."""
    from chairtui.records.exporting import export as made
    from chairtui.records.exporting import name_of, write_whole

    with at_work(db) as place:
        stands = open_meeting(place, meeting).outcome.meeting
        content = made(place.desk, place.judge, stands.id, form, history=not without_history)
        if output == "-":
            (put if form in ("json", "md") else put_whole)(content)
            return
        file = Path(output)
        file = file / name_of(stands, form, place.desk.clock.now()) if file.is_dir() else file
        try:
            write_whole(file, content)
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise Refusal(
                f"{file} could not be written: {why}. What was there before is as it was.", NOT_SAVED
            ) from None
    say(str(file), err=True)


@click.command()
def schema() -> None:
    """Print the JSON Schema of the document chairtui.meeting/1."""
    from chairtui.records.interchange import schema as json_schema

    say_json(json_schema())


def _source(name: str) -> Source:
    from chairtui.records.importing import Source
    from chairtui.records.reading import MOST_BYTES

    if name == "-":
        return Source("standard input", sys.stdin.buffer.read(MOST_BYTES + 1))
    try:
        with Path(name).open("rb") as file:
            return Source(name, file.read(MOST_BYTES + 1))
    except OSError as error:
        why = (error.strerror or type(error).__name__).lower()
        raise Refusal(f"{name} cannot be read: {why}. Nothing was imported.", NOT_TAKEN) from None


def _words(one: Imported) -> str:
    note = f"\n  {one.note}" if one.note else ""
    if one.already and not one.events:
        return f"{one.name}: {one.reference} is here already; nothing was added. ({one.meeting_id}){note}"
    return f"{one.name}: {one.reference}, {one.events} events added. ({one.meeting_id}){note}"
