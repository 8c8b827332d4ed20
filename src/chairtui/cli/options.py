"""Options and arguments that several commands take."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from chairtui.cli.exits import USAGE, Refusal

if TYPE_CHECKING:
    from datetime import date, datetime

    from chairtui.cli.unlocking import Given
    from chairtui.live.live_meeting import LiveMeeting
    from chairtui.tables.days import Order
    from chairtui.wiring import Workplace

F = TypeVar("F", bound=Callable[..., Any])

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
meeting_argument = click.argument("meeting")


def db_option(command: F) -> F:
    """Let a command take --db."""
    option = click.option(
        "--db",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="PATH",
        help="The file with the meetings; CHAIRTUI_DB names one for good.",
        callback=lambda ctx, _param, given: given or ctx.obj,
    )
    return option(command)


def lock_options(command: F) -> F:
    """Let the group of all commands take what opens a locked database."""
    file = click.Path(path_type=Path, dir_okay=False)
    for name, kind, word, help_ in (
        ("--not-locked", None, "WHY", "Leave a new file of meetings in clear, and say why."),
        (
            "--identity-file",
            file,
            "FILE",
            "A file with the recovery key, or the council's: it opens the meetings.",
        ),
        ("--passphrase-file", file, "FILE", "A file whose first line opens the meetings, or locks new ones."),
    ):
        command = click.option(
            name, type=kind, metavar=word, default="" if kind is None else None, help=help_
        )(command)
    return command


_GIVEN = "chairtui.given"


def give(ctx: click.Context, said: Given) -> None:
    """Keep for the command what the command line says of the lock of its database."""
    ctx.meta[_GIVEN] = said


def given() -> Given:
    """Return what the command line says of the lock of its database."""
    from chairtui.cli.unlocking import Given

    context = click.get_current_context(silent=True)
    said: Given = context.meta.get(_GIVEN, Given()) if context else Given()
    return said


@contextmanager
def at_work(db: Path | None, *, writes: bool = False) -> Iterator[Workplace]:
    """Give the desk on a database.

    Who `writes` has a name in its history. All others only read: the file has to be there, and no other
    program is in their way.
    """
    from chairtui import wiring
    from chairtui.cli.output import say

    with wiring.workplace(db, reads=not writes, ask=given().ask) as workplace:
        if workplace.trouble:
            say(workplace.trouble, err=True)
        yield workplace.for_somebody() if writes else workplace


plain_option = click.option(
    "--plain",
    is_flag=True,
    help="Work line by line, for a screen reader, a braille line or a plain terminal.",
)


def open_meeting(workplace: Workplace, words: str) -> LiveMeeting:
    """Return the meeting that is meant, and say it if its log is not what was remembered of it.

    Raises:
        Refusal: none or several are meant.
        Damaged: its history does not hold.
    """
    return workplace.desk.open(named(workplace, words))


def named(workplace: Workplace, words: str) -> str:
    """Return the id of the meeting that is meant, and say it if its log is not what was remembered of it.

    Raises:
        Refusal: none or several are meant.
    """
    from chairtui.cli.output import say
    from chairtui.core.sentences.continuity import warning_words

    meeting_id = find_meeting(workplace, words)
    if doubts := workplace.log.doubts(meeting_id).get(meeting_id):
        say(warning_words(doubts), err=True)
    return meeting_id


def warn_of_doubts(workplace: Workplace) -> None:
    """Say on standard error which meetings have a log that is not what was remembered of it."""
    from chairtui.cli.output import say

    doubts = workplace.log.doubts()
    if not doubts:
        return
    references = {one.id: one.reference for one in workplace.desk.library.meetings(limit=1_000_000)}
    names = [references.get(one) or f"{one} (nothing is left of it)" for one in doubts]
    some = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
    say(
        f"Warning: of {some} the log is not what it was. “chairtui verify” says where; “chairtui accept” "
        "accepts it as it is.",
        err=True,
    )


_SOME = 5
"""How many meetings are named where more than one can be meant."""


def find_meeting(workplace: Workplace, words: str) -> str:
    """Return the id of the meeting that is meant: by id, by reference, or by the beginning of either.

    Raises:
        Refusal: none or several are meant.
    """
    ids = workplace.desk.library.named(words, limit=_SOME + 1)
    if len(ids) == 1:
        return ids[0]
    if ids:
        some, count = ", ".join(ids[:_SOME]), len(ids) if len(ids) <= _SOME else "several"
        raise Refusal(f"“{words}” can mean {count} meetings: {some}. Give more of the id.", USAGE)
    for stone in workplace.log.left():
        if words in (stone.meeting_id, stone.reference):
            from chairtui.core.leaving import left_words

            raise Refusal(left_words(stone), USAGE)
    raise Refusal(f"There is no meeting “{words}”. “chairtui list” shows those there are.", USAGE)


def instant_of(option: str, words: str, now: datetime, *, past: bool = False) -> datetime | None:
    """Return the instant that was typed for an option, or nothing for no words.

    Raises:
        Refusal: it is no time, or only a day.
    """
    from chairtui.core.calendar.days import NotADate
    from chairtui.core.calendar.when import read_when

    if not words:
        return None
    try:
        when = read_when(words, now, past=past)
    except NotADate as error:
        raise Refusal(f"{option}: {error}", USAGE) from None
    if when.at is None:
        raise Refusal(f"{option}: give the time as well, as in {words} 14:00.", USAGE)
    return when.at


def day_of(option: str, words: str, now: datetime) -> date:
    """Return the day, in England, that was typed for an option and has come; today for no words.

    Raises:
        Refusal: it is no day, or lies ahead; or the clock has lost the time, so that no day can be told.
    """
    from chairtui.core.calendar.days import NotADate
    from chairtui.core.calendar.deadlines import local_day
    from chairtui.core.calendar.when import read_when
    from chairtui.live.clock import lost_time

    if lost := lost_time(now):
        raise Refusal(f"{option}: {lost} Nothing was noted.", USAGE)
    today = local_day(now)
    if not words:
        return today
    try:
        when = read_when(words, now, past=True)
    except NotADate as error:
        raise Refusal(f"{option}: {error}", USAGE) from None
    if when.on > today:
        raise Refusal(f"{option}: {words} lies ahead. Note it once it has happened.", USAGE)
    return when.on


def form_option(forms: Sequence[str], form: str, help: str = "The form.") -> Callable[[F], F]:
    """Return the option that says in which of these forms it is written; `form` is the one if left out."""
    return click.option("--as", "form", type=click.Choice(forms), default=form, show_default=True, help=help)


order_option = click.option(
    "--order",
    type=click.Choice(("day", "month")),
    default=None,
    help="Which comes first in dates of figures, where a file has both orders.",
)


def order_of(word: str | None) -> Order | None:
    """Return the order that an option names, or nothing."""
    from chairtui.tables.days import Order

    return Order(word) if word else None
