"""The Word template of records: a council's own, tried out before it is used."""

from __future__ import annotations

from pathlib import Path

import click

from chairtui.cli.exits import NOT_TAKEN, USAGE, Refusal
from chairtui.cli.guessing import Group
from chairtui.cli.options import as_json
from chairtui.cli.output import put_whole, say, say_json

SHIPPED = "the one that comes with the program"
_OLDER = (
    "It has no field for these, so a record from it shows them in another form. To have them, take their "
    "paragraphs over from “chairtui template export”:"
)


@click.group(cls=Group, invoke_without_command=True)
@as_json
@click.pass_context
def template(ctx: click.Context, as_json: bool) -> None:
    """Say from which Word template records are made; write it out, check one, use one."""
    if ctx.invoked_subcommand is not None:
        return
    from chairtui import wiring

    own = wiring.word_template()
    file = str(own) if own.is_file() else ""
    say_json({"own": file or None}) if as_json else say(file or SHIPPED)


@template.command("export")
@click.argument("file")
def export_template(file: str) -> None:
    """Write the shipped template to a file, to be changed in Word; “-” is standard output."""
    from chairtui.records.delivery.exporting import write_whole
    from chairtui.records.formats.word.document import TEMPLATE
    from chairtui.records.unwritten import not_written

    content = TEMPLATE.read_bytes()
    if file == "-":
        put_whole(content)
        return
    try:
        write_whole(Path(file), content)
    except OSError as error:
        raise not_written(error, Path(file)) from None
    say(file, err=True)


@template.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@as_json
def check(file: Path, as_json: bool) -> int:
    """Try a template out with an invented record; a fault is named with its paragraph or cell (exit 3).

    What a record has that the template has no field for is named too, and how records show it until it has.
    """
    from chairtui.records.formats.word.apart import checked
    from chairtui.records.formats.word.filling import knows
    from chairtui.records.formats.word.knowing import newer
    from chairtui.records.formats.word.spots import FaultyTemplate

    fault, older = "", []
    try:
        older = list(newer(knows(checked(_read(file)))))
    except FaultyTemplate as faulty:
        fault = str(faulty)
    if as_json:
        say_json({"sound": not fault, "fault": fault or None, "newer": older})
    else:
        say(f"{file}: {fault or 'it can be used.'}")
        if older:
            say("\n".join((_OLDER, *(f"  {line}" for line in older))))
    return NOT_TAKEN if fault else 0


@template.command()
@click.argument("file", type=click.Path(path_type=Path), required=False, metavar="[FILE]")
@click.option("--shipped", is_flag=True, help="Go back to the template that comes with the program.")
def use(file: Path | None, shipped: bool) -> None:
    """Make records from a template of your own from now on; it is tried out first, and copied."""
    from chairtui import wiring
    from chairtui.records.formats.word.filling import knows
    from chairtui.records.formats.word.knowing import newer

    if (file is None) == (not shipped):
        raise Refusal("Give a file, or --shipped.", USAGE)
    wiring.use_word_template(None if file is None else _read(file))
    if file is None:
        say(f"Records are made from {SHIPPED}.")
    else:
        own = wiring.word_template()
        say(f"Records in Word are made from {own}. For a PDF: “chairtui template head”.")
        if list(newer(knows(own.read_bytes()))):
            say(f"It was made for an earlier record: “chairtui template check {file}” says what is new.")


@template.command()
@click.argument("lines", nargs=-1, metavar="[LINE]...")
@click.option("--logo", type=click.Path(path_type=Path), metavar="FILE", help="A PNG, which is copied.")
@click.option("--none", "without", is_flag=True, help="Go back to PDFs without a head.")
def head(lines: tuple[str, ...], logo: Path | None, without: bool) -> None:
    """Put your council's name and address, each LINE on its own, and a logo above records in PDF.

    A screen reader reads the first line out for the logo. It is tried out first.
    """
    from chairtui import wiring
    from chairtui.core.change import Refused

    if bool(lines or logo) == without:
        raise Refusal("Give the lines of the head, or --none.", USAGE)
    try:
        wiring.use_letterhead("\n".join(lines), _read(logo) if logo else b"")
    except Refused as refused:
        raise Refusal(f"{refused} Nothing was changed.", NOT_TAKEN) from None
    say("Records in PDF have no head." if without else "Records in PDF have this head.")


def _read(file: Path) -> bytes:
    from chairtui.records.formats.word.filling import MOST_BYTES

    try:
        with file.open("rb") as source:
            return source.read(MOST_BYTES + 1)
    except OSError as error:
        why = (error.strerror or type(error).__name__).lower()
        raise Refusal(f"{file} cannot be read: {why}.", NOT_TAKEN) from None
