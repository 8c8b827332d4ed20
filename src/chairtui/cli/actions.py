"""Everything that was agreed, over all meetings: found, written, reminded of, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chairtui.cli.exits import USAGE, Refusal
from chairtui.cli.options import as_json, at_work, day_of, db_option, open_meeting, warn_of_doubts
from chairtui.cli.output import say, say_columns, say_json
from chairtui.core.listing import how_many
from chairtui.core.vocabulary import ActionStatus

if TYPE_CHECKING:
    from chairtui.core.actions import Action
    from chairtui.live.following_up import Asked
    from chairtui.live.library import Agreed
    from chairtui.live.live_meeting import LiveMeeting
    from chairtui.wiring import Workplace

DUE = {"today": "TODAY", "overdue": "OVERDUE", "later": "LATER", "undated": "UNDATED"}
STATES = {"open": ActionStatus.OPEN, "done": ActionStatus.DONE, "cancelled": ActionStatus.CANCELLED}


@click.command()
@click.argument("named", nargs=-1, metavar="[MEETING/ACTION...]")
@db_option
@click.option("--owner", default="", metavar="NAME", help="Only those of one owner, by part of the name.")
@click.option("--agency", default="", metavar="KEY", help="Only those of one agency; with --hand-on, theirs.")
@click.option("--child", default="", metavar="NAME", help="Only those of meetings about one child.")
@click.option("--team", default="", metavar="NAME", help="Only those of the meetings of one team.")
@click.option("--due", type=click.Choice(tuple(DUE)), help="Of the open ones, only these.")
@click.option("--state", type=click.Choice((*STATES, "all")), default="open", show_default=True)
@click.option("--as", "form", type=click.Choice(("table", "csv", "ics")), default="table", show_default=True)
@click.option(
    "--to",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Where --as csv or ics is written; it is replaced.",
)
@click.option("--find", default="", metavar="WORDS", help="Only those in which each of the words stands.")
@click.option(
    "--within",
    type=click.IntRange(min=0, max=1000),
    metavar="DAYS",
    help="Only those due within so many working days, or before.",
)
@click.option("--note", is_flag=True, help="With --remind: note in each meeting that it was written.")
@click.option("--remind", is_flag=True, help="Write what each owner is reminded of, as text to paste.")
@click.option("--done", metavar="WORDS", help="With names: they were done, and how we know.")
@click.option("--cancelled", metavar="WORDS", help="With names: they are withdrawn, and why.")
@click.option("--hand-on", metavar="NAME", help="With names: this person does them from now on.")
@click.option("--because", default="", metavar="WORDS", help="With --hand-on: why.")
@click.option("--on", default="", metavar="DAY", help="With --done or --cancelled: when; today if left out.")
@as_json
def actions(
    named: tuple[str, ...],
    db: Path | None,
    owner: str,
    agency: str,
    child: str,
    team: str,
    due: str | None,
    state: str,
    form: str,
    file: Path | None,
    find: str,
    within: int | None,
    note: bool,
    remind: bool,
    done: str | None,
    cancelled: str | None,
    hand_on: str | None,
    because: str,
    on: str,
    as_json: bool,
) -> None:
    """Show everything that was agreed, over all meetings: what is overdue first, then by day.

    One that a later meeting took up again is the same action and stands there, once. With names, as the list
    shows them, --done, --cancelled and --hand-on note what became of several at once, also after signing.
    """
    from chairtui.core.calendar.deadlines import local_day
    from chairtui.live.agreed import by_words, due_within, every
    from chairtui.live.library import ActionsOf, DuePart

    ends = (done is not None) + (cancelled is not None)
    acts = ends + (hand_on is not None)
    if acts > 1 or bool(named) != bool(acts) or (on and not ends):
        why = "Name actions as the list shows them, with one of --done, --cancelled and --hand-on."
        raise Refusal(why, USAGE)
    if bool(because) != (hand_on is not None) or (agency and ends):
        raise Refusal("--because goes with --hand-on, and says why; --agency then is their agency.", USAGE)
    if note and not remind:
        raise Refusal("--note goes with --remind: it notes that the reminders were written.", USAGE)
    if (form != "table") != (file is not None):
        raise Refusal("Say with --as csv or --as ics in which form, and with --to into which file.", USAGE)
    of = ActionsOf(
        part=DuePart[DUE[due]] if due else DuePart.ALL,
        state=STATES.get(state) if not due else None,
        owner=owner,
        agency=agency,
        child=child,
        team=team,
    )
    with at_work(db, writes=bool(named) or note) as workplace:
        if named:
            day = day_of("--on", on, workplace.desk.clock.now())
            asked, became = _asked(done, cancelled, hand_on, agency, because, day)
            _note(workplace, named, asked, became)
            return
        warn_of_doubts(workplace)
        now = workplace.desk.clock.now()
        of = by_words(of, find, workplace.desk.agencies)
        agreed = list(every(workplace.desk, of if within is None else due_within(of, within, local_day(now))))
        if as_json:
            say_json(agreed)
        elif file is not None:
            _write(workplace, agreed, form, file)
        elif remind:
            _remind(workplace, agreed, now, note=note)
        elif agreed:
            say_columns(lambda: _rows(workplace, agreed, now))
        else:
            say("No such action is kept here.")


def _rows(workplace: Workplace, agreed: Sequence[Agreed], now: datetime) -> Iterator[Sequence[str]]:
    from msgspec.structs import astuple

    from chairtui.live.agreed import agreed_words

    yield ("BY WHEN", "", "WHO", "AGENCY", "MEETING", "WHAT", "NAME")
    yield from (astuple(agreed_words(action, now, workplace.desk.agencies)) for action in agreed)


def _remind(workplace: Workplace, agreed: Sequence[Agreed], now: datetime, *, note: bool) -> None:
    """Write a text for each owner of what is open; where it is asked, note that it was written."""
    from chairtui.core.actions import NoteReminder
    from chairtui.live.agreed import reminded, reminders, together
    from chairtui.live.following_up import note_each

    texts = reminders(agreed, now, workplace.desk.settings.name)
    say(together(texts.values()) or "Nobody has to be reminded of anything.")
    if note:
        noted = note_each(
            workplace.desk, reminded(agreed), lambda one: NoteReminder(action_id=one.id, at=now)
        )
        for told in noted:
            if told.why_not:
                say(f"Not noted of {told.reference}, “{told.what}”: {told.why_not}")


def _write(workplace: Workplace, agreed: Sequence[Agreed], form: str, file: Path) -> None:
    from chairtui.core.history.log import fold
    from chairtui.records.delivery.exporting import write_all
    from chairtui.records.formats.due_dates import actions_calendar
    from chairtui.records.spreadsheets.sheets import agreed_sheet
    from chairtui.records.spreadsheets.workbook import write_csv
    from chairtui.records.unwritten import not_written

    def title(agency: str) -> str:
        return workplace.desk.agencies.get(agency).name

    if form == "csv":
        made = write_csv(agreed_sheet(agreed, title))
    else:
        ids: dict[str, set[str]] = {}
        for action in agreed:
            ids.setdefault(action.meeting_id, set()).add(action.action_id)
        meetings = ((fold(workplace.log.read(meeting_id)), those) for meeting_id, those in ids.items())
        made = actions_calendar(meetings, title, workplace.desk.clock.now())
    try:
        write_all({file: made})
    except OSError as error:
        raise not_written(error, file) from None
    say(f"{how_many(len(agreed), 'action')} written to {file}.")


def _asked(
    done: str | None, cancelled: str | None, hand_on: str | None, agency: str, because: str, day: date | None
) -> tuple[Asked, str]:
    """Return what is asked of each action, and what it is then, in words."""
    from chairtui.core.actions import CloseAction, HandActionOn

    if hand_on is not None:
        return (
            lambda one: HandActionOn(action_id=one.id, owner=hand_on, agency=agency, because=because)
        ), f"handed on to {hand_on}"
    status = ActionStatus.CANCELLED if done is None else ActionStatus.DONE
    evidence = done or cancelled or ""
    return (
        lambda one: CloseAction(action_id=one.id, status=status, evidence=evidence, ended_on=day)
    ), status.value


def _note(workplace: Workplace, named: Sequence[str], asked: Asked, became: str) -> None:
    """Note the same of several actions; each is an event of the meeting it came from."""
    chosen = [_chosen(workplace, words) for words in named]
    for live, action in chosen:
        live.do(asked(action))
        say(f"{live.outcome.meeting.reference}: “{action.what}” is {became}.")


def _chosen(workplace: Workplace, words: str) -> tuple[LiveMeeting, Action]:
    """Return the meeting and the action that a name means; nothing is noted while one is wrong.

    Raises:
        Refusal: it means none.
    """
    from chairtui.cli.closing import meant_action

    meeting, _, action = words.rpartition("/")
    if not meeting or not action:
        why = "is no name of an action: it is MEETING/ACTION. Nothing was noted."
        raise Refusal(f"“{words}” {why}", USAGE)
    live = open_meeting(workplace, meeting)
    return live, meant_action(live, action)
