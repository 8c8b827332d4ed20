"""Everything that was agreed, over all meetings: found, written, reminded of, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chairtui.cli.exits import USAGE, Refusal
from chairtui.cli.options import as_json, at_work, day_of, db_option, open_meeting, warn_of_doubts
from chairtui.cli.output import say, say_columns, say_json
from chairtui.core.vocabulary import ActionStatus

if TYPE_CHECKING:
    from chairtui.core.actions import Action
    from chairtui.live.library import ActionsOf, Agreed
    from chairtui.live.live_meeting import LiveMeeting
    from chairtui.wiring import Workplace

DUE = {"today": "TODAY", "overdue": "OVERDUE", "later": "LATER", "undated": "UNDATED"}
STATES = {"open": ActionStatus.OPEN, "done": ActionStatus.DONE, "cancelled": ActionStatus.CANCELLED}


@click.command()
@click.argument("named", nargs=-1, metavar="[MEETING/ACTION...]")
@db_option
@click.option("--owner", default="", metavar="NAME", help="Only those of one owner, by part of the name.")
@click.option("--agency", default="", metavar="KEY", help="Only those of one agency.")
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
@click.option("--remind", is_flag=True, help="Write what each owner is reminded of, as text to paste.")
@click.option("--done", metavar="WORDS", help="With names: they were done, and how we know.")
@click.option("--cancelled", metavar="WORDS", help="With names: they are withdrawn, and why.")
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
    remind: bool,
    done: str | None,
    cancelled: str | None,
    on: str,
    as_json: bool,
) -> None:
    """Show everything that was agreed, over all meetings: what is overdue first, then by day.

    One that a later meeting took up again is the same action and stands there, once. With names, as the list
    shows them, --done and --cancelled note what became of several at once, also after signing.
    """
    from chairtui.live.library import ActionsOf, DuePart

    ends = (done is not None) + (cancelled is not None)
    if ends > 1 or bool(named) != bool(ends) or (on and not ends):
        raise Refusal("Name actions as the list shows them, with --done or with --cancelled.", USAGE)
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
    with at_work(db, writes=bool(named)) as workplace:
        if named:
            _end(workplace, named, done, cancelled, on)
            return
        warn_of_doubts(workplace)
        agreed = list(_every(workplace, of))
        today = _today(workplace)
        if as_json:
            say_json(agreed)
        elif file is not None:
            _write(workplace, agreed, form, file)
        elif remind:
            say(_reminders(workplace, agreed, today))
        elif agreed:
            say_columns(lambda: _rows(workplace, agreed, today))
        else:
            say("No such action is kept here.")


def _today(workplace: Workplace) -> date:
    from chairtui.core.calendar.deadlines import local_day

    return local_day(workplace.desk.clock.now())


def _every(workplace: Workplace, of: ActionsOf) -> Iterator[Agreed]:
    """Yield every action that is meant, page after page."""
    from chairtui.live.library import PAGE

    day, after = _today(workplace).isoformat(), ""
    while page := workplace.desk.library.agreed(of, day=day, limit=PAGE, after=after):
        yield from page
        after = page[-1].key


def _due_on(action: Agreed) -> date | None:
    return date.fromisoformat(action.due_on) if action.due_on else None


def _rows(workplace: Workplace, agreed: Sequence[Agreed], today: date) -> Iterator[Sequence[str]]:
    from chairtui.core.calendar.when import say_agreed
    from chairtui.core.sentences.reminding import how_late

    agencies = workplace.desk.agencies
    yield ("BY WHEN", "", "WHO", "AGENCY", "MEETING", "WHAT", "NAME")
    for action in agreed:
        is_open = action.status is ActionStatus.OPEN
        yield (
            say_agreed(action.due_on, action.due_at),
            how_late(_due_on(action), today) if is_open else action.status.value,
            action.owner or "nobody",
            agencies.get(action.agency).name if action.agency else "no agency",
            action.reference,
            action.what,
            f"{action.reference}/{action.action_id}",
        )


def _reminders(workplace: Workplace, agreed: Sequence[Agreed], today: date) -> str:
    """Return a text for each owner of what is open, one below the other."""
    from chairtui.core.sentences.reminding import ToDo, reminder

    by_owner: dict[str, list[ToDo]] = {}
    for action in agreed:
        if action.status is ActionStatus.OPEN and action.owner.strip():
            to_do = ToDo(
                what=action.what,
                reference=action.reference,
                due_on=_due_on(action),
                due_at=action.due_at,
            )
            by_owner.setdefault(action.owner.strip(), []).append(to_do)
    if not by_owner:
        return "Nobody has to be reminded of anything."
    me = workplace.desk.settings.name
    return "\n\n----\n\n".join(reminder(owner, those, today, me) for owner, those in sorted(by_owner.items()))


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
    say(f"{len(agreed)} action{'' if len(agreed) == 1 else 's'} written to {file}.")


def _end(
    workplace: Workplace, named: Sequence[str], done: str | None, cancelled: str | None, on: str
) -> None:
    """Note what became of several actions; each is an event of the meeting it came from."""
    from chairtui.core.actions import CloseAction

    day = day_of("--on", on, workplace.desk.clock.now())
    status = ActionStatus.CANCELLED if done is None else ActionStatus.DONE
    chosen = [_chosen(workplace, words) for words in named]
    for live, action in chosen:
        closed = CloseAction(
            action_id=action.id, status=status, evidence=done or cancelled or "", ended_on=day
        )
        live.do(closed)
        say(f"{live.outcome.meeting.reference}: “{action.what}” is {status.value}.")


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
