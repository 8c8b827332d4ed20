"""What the returns ask about a meeting's children, from the case system."""

from __future__ import annotations

from pathlib import Path

import click

from chairtui.cli.exits import NOT_TAKEN, OK, Refusal
from chairtui.cli.options import as_json, at_work, db_option, meeting_argument, open_meeting
from chairtui.cli.output import columns, say, say_json


@click.command()
@meeting_argument
@db_option
@click.option(
    "--csv",
    "file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Take it from a CSV or XLSX file: a line for each child, by number in the case system.",
)
@as_json
def census(meeting: str, db: Path | None, file: Path | None, as_json: bool) -> int:
    """Show what returns ask beyond the meeting about its children, or take it from the case system.

    Headings are those of the census (LAchildID, Sex, Ethnicity, CINreferralDate …) or plain words.
    All lines are checked first: if one is wrong, nothing changes. It may be done after signing, too.
    """
    with at_work(db, writes=file is not None) as place:
        live = open_meeting(place, meeting)
        if file is not None:
            from chairtui.records.returns.census_table import read

            now = place.desk.clock.now()
            found = read(place.desk.read_table(file, lambda _count: True), live.outcome.meeting, now)
            for one in found.failed:
                say(f"line {one.number}: {one.why}", err=True)
            if found.failed:
                raise Refusal(f"{file.name} was not taken in, so nothing changed.", NOT_TAKEN)
            if found.commands:
                live.do(*found.commands)
            if found.elsewhere and not as_json:
                say(
                    f"{len(found.elsewhere)} lines are about children whom this meeting is not about.",
                    err=True,
                )
        stands = live.outcome.meeting
    if as_json:
        say_json(stands.concern.census)
        return OK
    from chairtui.records.returns.census_table import told

    say(columns(told(stands.concern.census, stands)) or "Nothing is known for the returns yet.")
    return OK
