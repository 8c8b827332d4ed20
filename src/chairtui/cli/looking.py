"""Looking at meetings: the list, one of them, and its history in words."""

from __future__ import annotations

from pathlib import Path

import click

from chairtui.cli.options import as_json, at_work, db_option, find_meeting, meeting_argument
from chairtui.cli.output import columns, say, say_json


@click.command("list")
@db_option
@click.option(
    "--due", is_flag=True, help="List open actions over all meetings instead, the most overdue first."
)
@click.option("--search", metavar="WORDS", help="List where these words stand instead.")
@click.option("--limit", default=200, show_default=True, help="How many lines at most.")
@as_json
def list_meetings(db: Path | None, due: bool, search: str | None, limit: int, as_json: bool) -> None:
    """List the meetings, newest first."""
    from chairtui.cli.tables import due_rows, found_rows, meeting_rows

    with at_work(db) as place:
        library = place.desk.library
        if due:
            actions = library.due(limit=limit)
            say_json(actions) if as_json else say(columns(due_rows(actions)) or "No action is open.")
        elif search:
            found = library.search(search, limit=limit)
            say_json(found) if as_json else say(columns(found_rows(found)) or "These words stand nowhere.")
        else:
            meetings = library.meetings(limit=limit)
            say_json(meetings) if as_json else say(
                columns(meeting_rows(meetings)) or "There is no meeting yet."
            )


@click.command()
@meeting_argument
@db_option
@as_json
def show(meeting: str, db: Path | None, as_json: bool) -> None:
    """Show a meeting as it stands: who is here, the decision, the actions, and what is open."""
    from chairtui.cli.overview import overview
    from chairtui.records.interchange import brief

    with at_work(db) as place:
        outcome = place.desk.open(find_meeting(place, meeting)).outcome
        if as_json:
            say_json(brief(outcome.meeting))
        else:
            say(overview(place.desk, outcome))


@click.command()
@meeting_argument
@db_option
@as_json
def log(meeting: str, db: Path | None, as_json: bool) -> None:
    """Tell the history of a meeting in words: what happened when, who noted it, and what was taken back."""
    from chairtui.core.when import say_when
    from chairtui.core.words import entries

    with at_work(db) as place:
        history = place.desk.open(find_meeting(place, meeting)).history
        told = list(entries(history, lambda key: place.desk.agencies.get(key).name))
    if as_json:
        say_json(told)
        return
    for one in told:
        mark = "[taken back] " if one.withdrawn else ""
        noted = f" (noted {say_when(one.noted_at)})" if one.happened_at else ""
        words = one.words.replace("\n", "\n    ")
        say(f"{say_when(one.happened_at or one.noted_at)}  {mark}{words}  — {one.actor}{noted}")
