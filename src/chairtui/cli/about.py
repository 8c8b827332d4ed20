"""What a person asks about themselves: where they stand over all meetings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from chairtui.cli.exits import USAGE, Refusal
from chairtui.cli.options import as_json, at_work, db_option, warn_of_doubts
from chairtui.cli.output import progress, say, say_columns, say_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chairtui.live.about_person import Stands

HEADINGS = ("MEETING", "HELD", "WHERE", "HOW", "WORDS", "WHO ELSE", "LOOK AT")


@click.command()
@click.argument("name", nargs=-1, required=True, metavar="NAME...")
@db_option
@click.option(
    "--csv",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write it as a table; the file is replaced.",
)
@as_json
def about(name: tuple[str, ...], db: Path | None, file: Path | None, as_json: bool) -> None:
    """Show every text in which a person stands, over all meetings: for whoever answers their request.

    Also what was corrected or taken back, as the log keeps it. Each text is shown with who else stands in it
    by name, which may have to be cut, and whether it says who raised the concern. Nothing is cut, and nothing
    decided: what a person gets of it, somebody has to say who may.
    """
    from chairtui.live.about_person import about as about_person

    words = " ".join(name).strip()
    if not any(letter.isalnum() for letter in words):
        raise Refusal("Give the name of a person.", USAGE)
    with at_work(db) as workplace:
        texts = list(about_person(workplace.desk, words, progress("Looked through")))
        if as_json:
            say_json(texts)
        elif file:
            _write(texts, file)
        elif texts:
            say_columns(lambda: _table(texts))
        else:
            say("Nobody of that name stands in any meeting that is kept here.")
        left = len(workplace.log.left())
        if left:
            many = "1 meeting" if left == 1 else f"{left} meetings"
            say(f"Of {many} that left this machine nothing is known here.", err=True)
        warn_of_doubts(workplace)


def _table(texts: Sequence[Stands]) -> Iterator[Sequence[str]]:
    yield HEADINGS
    yield from map(_row, texts)


def _row(text: Stands) -> tuple[str, ...]:
    from chairtui.core.calendar.when import say_when

    held = say_when(text.held_on) if text.held_on else ""
    return (
        text.reference,
        held,
        text.where,
        text.how.value,
        text.words,
        ", ".join(text.others),
        text.protected,
    )


def _write(texts: Sequence[Stands], file: Path) -> None:
    from chairtui.records.delivery.exporting import write_all
    from chairtui.records.spreadsheets.workbook import Sheet, write_csv
    from chairtui.records.unwritten import not_written

    headings = tuple(one.capitalize() for one in HEADINGS)
    try:
        write_all({file: write_csv(Sheet("About", headings, tuple(map(_row, texts))))})
    except OSError as error:
        raise not_written(error, file) from None
    say(f"{len(texts)} {'text' if len(texts) == 1 else 'texts'} written to {file}.")
