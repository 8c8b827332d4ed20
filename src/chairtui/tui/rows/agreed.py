"""Everything that was agreed, as rows: actions in the words of every list of them, and what else is open."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime

from chairtui.core.calendar.deadlines import day_of, is_overdue, local_day
from chairtui.core.calendar.when import say_kept
from chairtui.core.sentences.reminding import when_due
from chairtui.core.vocabulary import ActionStatus, FollowKind
from chairtui.directory.agencies import Agencies
from chairtui.live.agreed import agreed_words
from chairtui.live.library import Agreed, Followed
from chairtui.tui.keys import with_keys
from chairtui.tui.rows.parts import MUTED
from chairtui.tui.widgets.columns import Column
from chairtui.tui.widgets.row import Row
from chairtui.tui.widgets.words import join

AGREED = (
    Column("How late", 20, grows=1, most=27, whole=True),
    Column("What", 16, grows=4),
    Column("Who", 12, grows=1, most=24),
    Column("Agency", 10, grows=1, most=24, above=110),
    Column("Child", 10, grows=1, most=24, above=130),
    Column("Meeting", 12, above=70),
)
FOLLOWED = (
    Column("How late", 20, grows=1, most=27, whole=True),
    Column("What", 16, grows=4),
    Column("Who", 12, grows=1, most=24),
    Column("Kind", 11, above=70),
    Column("Meeting", 12, above=90),
)
MARKED = "◆"
OPENS = {
    FollowKind.APPOINTMENT: "Enter: kept, missed or cancelled",
    FollowKind.SEEING: "Enter: seen, by whom and when",
    FollowKind.QUESTION: "Enter: what was found out",
    FollowKind.ENQUIRY: "Enter: how it ended, and the conference",
}
"""What Enter does with each kind of what is to be followed up."""


def _style(due_on: date | None, due_at: datetime | None, now: datetime) -> str:
    """Return the colour of when something is due."""
    if is_overdue(due_on, due_at, now):
        return "bold $error"
    return "bold $warning" if due_on == local_day(now) else ""


def agreed_rows(
    agreed: Iterable[Agreed], now: datetime, agencies: Agencies, marked: Collection[str] = ()
) -> list[Row]:
    """Return actions as rows, in the order given; those that are marked bear a sign."""
    return [_agreed_row(one, now, agencies, one.key in marked) for one in agreed]


def _agreed_row(action: Agreed, now: datetime, agencies: Agencies, marked: bool) -> Row:
    said = agreed_words(action, now, agencies)
    is_open = action.status is ActionStatus.OPEN
    state = (said.state, _style(day_of(action.due_on), action.due_at, now) if is_open else MUTED)
    ended = f" on {say_kept(action.ended_on)}" if action.ended_on else ""
    words = join(
        said.what,
        f"\n{said.who} · {said.agency} · {f'by {said.by} · ' if action.due_on else ''}",
        state,
        (f"\n{said.name}{f' · {action.children}' if action.children else ''}", MUTED),
        (f"\n{action.status.value}{ended}: {action.evidence}", MUTED) if action.evidence else "",
    )
    acts = (
        "{agreed_done} done   {agreed_withdraw} withdraw   {agreed_hand_on} hand on   {reminders} reminders"
    )
    keys = f"Enter opens it   {{mark}} mark   {acts if is_open else '{agreed_again} open again'}"
    cells = (join(state), said.what, said.who, said.agency, action.children, said.meeting)
    return Row(
        action.key, words, MARKED if marked else "", cells=cells, title=said.name, keys=with_keys(keys)
    )


def followed_rows(followed: Iterable[Followed], now: datetime) -> list[Row]:
    """Return what else is to be followed up as rows, in the order given."""
    return [_followed_row(one, now) for one in followed]


def _followed_row(followed: Followed, now: datetime) -> Row:
    due = day_of(followed.due_on)
    late = (when_due(due, None, now) if due else "no day", _style(due, None, now))
    words = join(
        followed.what,
        f"\n{followed.kind.value}{f' · {followed.who}' if followed.who else ''} · ",
        late,
        f"\n{_clocks(followed)}" if followed.kind is FollowKind.ENQUIRY and followed.due_on else "",
        (f"\n{followed.reference}{f' · {followed.children}' if followed.children else ''}", MUTED),
    )
    cells = (join(late), followed.what, followed.who or "·", followed.kind.value, followed.reference)
    return Row(followed.key, words, cells=cells, title=followed.what, keys=OPENS[followed.kind])


def _clocks(followed: Followed) -> str:
    """Return until when the conference has to be held, by both ways of counting where they differ."""
    first = f"15 working days from the discussion that initiated: {say_kept(followed.due_on)}"
    return f"{first}; from the last one: {say_kept(followed.also_on)}" if followed.also_on else first
