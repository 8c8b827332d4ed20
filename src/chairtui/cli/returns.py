"""What the council's own systems and national returns take, from all meetings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from chairtui.cli.exits import FOUND, OK, USAGE, Refusal
from chairtui.cli.guessing import Group
from chairtui.cli.options import as_json, at_work, db_option, warn_of_doubts
from chairtui.cli.output import say, say_columns, say_json

if TYPE_CHECKING:
    from chairtui.records.returns.lint import Finding
    from chairtui.records.returns.making import Asked, Made
    from chairtui.wiring import Workplace

F = TypeVar("F", bound=Callable[..., Any])

_DAY = click.DateTime(("%Y-%m-%d", "%d/%m/%Y"))


def _return_options(command: F) -> F:
    """Let a command take what every return takes."""
    for option in (
        as_json,
        click.option("--lint", is_flag=True, help="Only say what would be wrong; write nothing."),
        click.option(
            "--to",
            "folder",
            type=click.Path(file_okay=False, path_type=Path),
            metavar="FOLDER",
            help="Where the files are written, named by return and date.",
        ),
        db_option,
    ):
        command = option(command)
    return command


_authority = click.option("--la", metavar="CODE", default="", help="Three-digit code of the local authority.")
_since = click.option(
    "--from", "since", type=_DAY, metavar="DAY", help="Only enquiries that began since then."
)
_until = click.option("--until", type=_DAY, metavar="DAY", help="Only enquiries that began until then.")


@click.group(cls=Group)
@db_option
@click.pass_context
def returns(ctx: click.Context, db: Path | None) -> None:
    """Write what national returns and the council's own systems take, and say what would be wrong.

    A discussion held again about an enquiry under way is no second enquiry. What the census would refuse is
    said by the number of its rule; exit 1 if an error stands.
    """
    ctx.obj = db


@returns.command()
@_return_options
@click.option("--year", default="", metavar="YEAR", help="Census year, as 2025-26; else the one of today.")
@_authority
@click.option("--fragment", is_flag=True, help="Only the elements Section47, by child's number.")
def cin(
    db: Path | None, folder: Path | None, lint: bool, as_json: bool, year: str, la: str, fragment: bool
) -> int:
    """Write the section 47 enquiries of a census year as XML: a whole message, or fragments."""
    from chairtui.records.returns.making import Asked

    return _carry_out("cin", db, folder, lint, as_json, Asked(year=year, authority=la, fragment=fragment))


@returns.command("annex-a")
@_return_options
@click.option("--on", type=_DAY, metavar="DAY", help="The day that the list is of; else today.")
def annex_a(db: Path | None, folder: Path | None, lint: bool, as_json: bool, on: datetime | None) -> int:
    """Write list 5 of Ofsted's Annex A as a spreadsheet and as CSV: six months, and what is open."""
    from chairtui.records.returns.making import Asked

    return _carry_out("annex-a", db, folder, lint, as_json, Asked(until=_day(on)))


@returns.command()
@_return_options
@_since
@_until
def ssd(
    db: Path | None,
    folder: Path | None,
    lint: bool,
    as_json: bool,
    since: datetime | None,
    until: datetime | None,
) -> int:
    """Write enquiries and conferences as CSV with the columns of the Standard Safeguarding Dataset."""
    from chairtui.records.returns.making import Asked

    return _carry_out("ssd", db, folder, lint, as_json, Asked(since=_day(since), until=_day(until)))


@returns.command("dfe-api")
@_return_options
@_since
@_until
@_authority
def dfe_api(
    db: Path | None,
    folder: Path | None,
    lint: bool,
    as_json: bool,
    since: datetime | None,
    until: datetime | None,
    la: str,
) -> int:
    """Write enquiries as JSON for the Department's social care interface; nothing is sent to it."""
    from chairtui.records.returns.making import Asked

    asked = Asked(since=_day(since), until=_day(until), authority=la)
    return _carry_out("dfe-api", db, folder, lint, as_json, asked)


def _day(given: datetime | None) -> date | None:
    return given.date() if given else None


def _carry_out(
    kind: str, db: Path | None, folder: Path | None, lint: bool, as_json: bool, asked: Asked
) -> int:
    from chairtui.core.change import Refused
    from chairtui.records.returns.enquiry_rows import enquiry_rows
    from chairtui.records.returns.making import make

    if folder is None and not lint:
        raise Refusal("Say with --to where the files go, or --lint to be told what would be wrong.", USAGE)
    with at_work(db) as workplace:
        warn_of_doubts(workplace)
        try:
            made = make(
                kind,
                enquiry_rows(every_meeting(workplace)),
                asked,
                workplace.desk.clock.now(),
                writes=not lint,
            )
        except Refused as refused:
            raise Refusal(f"{refused} Nothing was written.", USAGE) from None
    files = _written(folder, made) if folder and made.files else []
    if as_json:
        say_json(
            {"files": files, "enquiries": made.enquiries, "findings": made.findings, "notes": made.notes}
        )
    else:
        _tell(made, None if lint else folder, files)
    return FOUND if made.faulty else OK


def every_meeting(workplace: Workplace) -> Iterator[Any]:
    """Yield all meetings as they stand."""
    from chairtui.core.history.log import fold

    for meeting_id in workplace.log.meeting_ids():
        yield fold(workplace.log.read(meeting_id))


def _written(folder: Path, made: Made) -> list[str]:
    from chairtui.records.delivery.exporting import write_all
    from chairtui.records.unwritten import not_written

    files = {folder / name: content for name, content in made.files.items()}
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_all(files)
    except OSError as error:
        raise not_written(error, folder) from None
    return [str(file) for file in files]


def _rows(findings: Iterable[Finding]) -> Iterator[tuple[str, ...]]:
    yield ("RULE", "", "MEETING", "CHILD", "FIELD", "WHAT")
    for finding in findings:
        yield (
            finding.rule,
            finding.weight.value,
            finding.reference,
            finding.child,
            finding.field,
            finding.words,
        )


def _tell(made: Made, folder: Path | None, files: list[str]) -> None:
    if made.findings:
        say_columns(lambda: _rows(made.findings))
    for note in made.notes:
        say(note, err=True)
    count = made.enquiries
    say(f"{count} enquir{'y' if count == 1 else 'ies'}, {len(made.findings) or 'no'} findings.", err=True)
    for file in files:
        say(file, err=True)
    if folder and not files:
        why = "" if count else " No enquiry of that time is known here."
        say(f"No file was written.{why}", err=True)
