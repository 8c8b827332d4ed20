"""Documents that come in and go out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chairtui.cli.exits import NOT_TAKEN, USAGE, Refusal
from chairtui.cli.options import as_json, at_work, db_option, meeting_argument, open_meeting
from chairtui.cli.output import put, put_whole, say, say_json
from chairtui.live.formats import Kind as FormKind
from chairtui.live.formats import Use, format_of, keys, offered

if TYPE_CHECKING:
    from chairtui.records.interchange.importing import Imported, Source


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
    with at_work(db, writes=True) as workplace:
        done = workplace.importer().take(sources, None if as_json else lambda one: say(_words(one)))
    if as_json:
        say_json(done)


@click.command()
@meeting_argument
@db_option
@click.option(
    "--to",
    "form",
    type=click.Choice(keys(Use.EXPORT)),
    required=True,
    help="; ".join(f"{one.key}: {one.name}" for one in offered(Use.EXPORT)) + ".",
)
@click.option(
    "--output",
    default="-",
    metavar="FILE",
    help="A file, or a folder in which one is named by reference and date; “-” is standard output.",
)
@click.option("--without-history", is_flag=True, help="In JSON: the meeting as it stands, without its log.")
@click.option(
    "--password-file",
    metavar="FILE",
    help="In PDF: lock it with the password in the first line of this file; “-” reads standard input.",
)
@click.option(
    "--annex",
    is_flag=True,
    help="The annex for the chair instead, for nobody else: every warning, what was sent, check values.",
)
def export(
    meeting: str,
    db: Path | None,
    form: str,
    output: str,
    without_history: bool,
    password_file: str | None,
    annex: bool,
) -> None:
    """Write a meeting as a document for another program (json), a record to read, or as tables.

    As csv there are two files, the actions and the attendance, and --output has to be a folder.
    """
    from chairtui.records.delivery.exporting import NO_ANNEX, name_of, write_all
    from chairtui.records.delivery.exporting import export as made
    from chairtui.records.unwritten import not_written

    wanted = format_of(form)
    if annex and wanted.kind is not FormKind.RECORD:
        raise Refusal(NO_ANNEX, USAGE)
    if wanted.parts and not Path(output).is_dir():
        raise Refusal(f"As {form} there are two files: give a folder with --output.", USAGE)
    password = _password(form, password_file)
    with at_work(db) as workplace:
        stands = open_meeting(workplace, meeting).outcome.meeting
        now = workplace.desk.clock.now()
        contents = {
            name_of(stands, part, now, annex=annex): _locked(
                made(workplace.desk, stands.id, part, history=not without_history, annex=annex), password
            )
            for part in wanted.files
        }
    if output == "-":
        (put if wanted.is_text else put_whole)(*contents.values())
        return
    into = Path(output)
    files = {into / name if into.is_dir() else into: content for name, content in contents.items()}
    try:
        write_all(files)
    except OSError as error:
        raise not_written(error, into) from None
    for file in files:
        say(str(file), err=True)


@click.command()
def schema() -> None:
    """Print the JSON Schema of the document chairtui.meeting/1."""
    from chairtui.records.interchange.document import schema as json_schema

    say_json(json_schema())


def _password(form: str, file: str | None) -> str:
    """Return the password that a PDF is locked with; empty for none."""
    if file is None:
        return ""
    if form != "pdf":
        raise Refusal(
            "Only a PDF can be locked with a password. To lock a meeting: chairtui hand-over.", USAGE
        )
    from chairtui.cli.passphrases import first_line

    password = sys.stdin.readline().rstrip("\r\n") if file == "-" else first_line(Path(file))
    if not password.strip():
        raise Refusal("The password is empty: nothing was written.", USAGE)
    return password


def _locked(content: bytes, password: str) -> bytes:
    if not password:
        return content
    from chairtui.core.change import Refused
    from chairtui.records.encryption.pdf import protect

    try:
        return protect(content, password)
    except Refused as refused:
        raise Refusal(f"{refused} Nothing was written.", USAGE) from None


def _source(name: str) -> Source:
    from chairtui.records.interchange.importing import Source
    from chairtui.records.interchange.reading import MOST_BYTES

    if name == "-":
        return Source("standard input", sys.stdin.buffer.read(MOST_BYTES + 1))
    try:
        with Path(name).open("rb") as file:
            return Source(name, file.read(MOST_BYTES + 1))
    except OSError as error:
        why = (error.strerror or type(error).__name__).lower()
        raise Refusal(f"{name} cannot be read: {why}. Nothing was imported.", NOT_TAKEN) from None


def _words(taken: Imported) -> str:
    note = f"\n  {taken.note}" if taken.note else ""
    if taken.already and not taken.events:
        return (
            f"{taken.name}: {taken.reference} is here already; nothing was added. ({taken.meeting_id}){note}"
        )
    return f"{taken.name}: {taken.reference}, {taken.events} events added. ({taken.meeting_id}){note}"
