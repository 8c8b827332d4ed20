"""A child over time: the meetings about it, who came to which, and what became of everything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chairtui.cli.exits import USAGE, Refusal
from chairtui.cli.options import as_json, at_work, db_option, form_option, meeting_argument, open_meeting
from chairtui.cli.output import columns, say, say_json
from chairtui.core.listing import how_many
from chairtui.live.formats import Use, keys

if TYPE_CHECKING:
    from datetime import datetime

    from chairtui.core.child_over_time import ChildOverTime
    from chairtui.core.children import Child
    from chairtui.core.meeting import Meeting
    from chairtui.core.views import Title


@click.command()
@meeting_argument
@db_option
@click.option("--child", default="", metavar="NAME", help="Of several children only this one.")
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Write a file for each child instead: about this child alone, named by the reference.",
)
@form_option(keys(Use.SEND), "pdf")
@as_json
def series(meeting: str, db: Path | None, child: str, folder: Path | None, form: str, as_json: bool) -> None:
    """Show each child of a meeting over time: who came to which meeting, and what became of everything.

    The meetings about the child in order, with hypothesis, threshold and decision of each; who came to which
    of them, and who dropped out; each enquiry with both clocks to a conference; each action, question and
    appointment. Of a meeting that is not kept here it is shown what a later one was told. A file leaves out
    what is, or may be, about a brother or sister.
    """
    from chairtui.core.carrying import perhaps_words
    from chairtui.core.sentences.names import told_apart
    from chairtui.directory.naming import title_in
    from chairtui.live.series import Reader

    with at_work(db) as workplace:
        stands = open_meeting(workplace, meeting).outcome.meeting
        wanted = meant(told_apart(stands), child)
        if folder:
            desk = workplace.desk
            files = [desk.records.write_series(desk, stands.id, one.id, form, folder) for one in wanted]
            say_json(list(map(str, files))) if as_json else say("\n".join(map(str, files)))
            return
        reader, now = Reader(workplace.desk, stands), workplace.desk.clock.now()
        title = title_in(stands, workplace.desk.agencies)
        children = {one.id: one for one in stands.concern.children}
        shown = [(one.name, reader.over_time(stands, children[one.id])) for one in wanted]
        perhaps = [perhaps_words(reader.perhaps(stands, children[one.id])) for one in wanted]
    if as_json:
        told = zip(shown, perhaps, strict=True)
        say_json([{**_as_json(name, over, title), "perhaps": words} for (name, over), words in told])
        return
    if not shown:
        say("No child is named yet.")
    for number, (name, over) in enumerate(shown):
        words = filter(None, (*_told(name, over, now, title), perhaps[number]))
        say(("\n" if number else "") + "\n\n".join(words))


def meant(meeting: Meeting, words: str) -> Sequence[Child]:
    """Return the children of a meeting that are meant: all, or the one whose name begins so.

    Raises:
        Refusal: none or several are meant.
    """
    from chairtui.core.people import folded

    children = meeting.concern.children
    named = [one for one in children if folded(one.name) == folded(words)]
    named = named or [one for one in children if folded(one.name).startswith(folded(words))]
    if words and len(named) != 1:
        known = ", ".join(one.name for one in children)
        raise Refusal(f"“{words}” can mean {len(named)} children of this meeting: {known}.", USAGE)
    return named if words else children


def _as_json(name: str, over: ChildOverTime, title: Title) -> dict[str, Any]:
    from chairtui.core.sentences.over_time import unit_name

    units = [
        {
            "name": unit_name(unit, title),
            "came": [each.value for each in unit.came],
            "dropped": unit.dropped_out,
        }
        for unit in over.units
    ]
    clocks = [course.clocks() for course in over.enquiries]
    return {
        "child": name,
        "meetings": over.meetings,
        "units": units,
        "threads": over.threads,
        "enquiries": [
            {"course": course, "clocks": counted}
            for course, counted in zip(over.enquiries, clocks, strict=True)
        ],
        "unread": over.unread,
    }


def _told(name: str, over: ChildOverTime, now: datetime, title: Title) -> Iterator[str]:
    from chairtui.core.sentences import over_time as told

    number = len(over.meetings)
    yield f"{name}: {how_many(number, 'meeting')}"
    if over.unread:
        yield told.unread_words(over.unread)
    yield "\n".join(_meetings(over))
    heads = ("WHO CAME", *(str(number) for number in over.numbers.values()), "CAME TO")
    rows = [
        (
            told.unit_name(unit, title),
            *(told.SIGNS[came] for came in unit.came),
            f"{unit.took_part}{', dropped out' if unit.dropped_out else ''}",
        )
        for unit in over.units
    ]
    yield f"{columns([heads, *rows])}\n{told.legend(over.units)}" if rows else "Nobody stands on a register."
    yield "\n".join(_enquiries(over, now))
    kinds = [
        (one.kind.value, one.words, told.thread_words(one, over.numbers, now, title)) for one in over.threads
    ]
    yield (
        columns([("ACTIONS, QUESTIONS, APPOINTMENTS", "WHAT", "WHAT BECAME OF IT"), *kinds])
        if kinds
        else "No action, question or appointment is written."
    )


def _meetings(over: ChildOverTime) -> Iterator[str]:
    from chairtui.core.sentences.over_time import held_words, thought

    for number, then in enumerate(over.meetings, 1):
        yield f"{number}  {then.reference or 'a meeting without a reference'}: {held_words(then)}"
        yield from (f"   {label}: {words}" for label, words in thought(then))


def _enquiries(over: ChildOverTime, now: datetime) -> Iterator[str]:
    from chairtui.core.calendar.deadlines import local_day
    from chairtui.core.sentences.over_time import enquiry_words

    if not over.enquiries:
        yield "No section 47 enquiry was begun."
    for number, course in enumerate(over.enquiries, 1):
        yield f"Enquiry {number}: {' '.join(enquiry_words(course, local_day(now)))}"
