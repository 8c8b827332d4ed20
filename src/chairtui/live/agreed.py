"""What was agreed, over all meetings: which actions are meant, how lists say them, and reminders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from chairtui.core.calendar.deadlines import add_working_days, day_of, local_day
from chairtui.core.calendar.when import say_agreed, say_when
from chairtui.core.sentences.reminding import ToDo, reminder, when_due
from chairtui.core.vocabulary import ActionStatus
from chairtui.live.library import PAGE, ActionsOf, Agreed, Followed

if TYPE_CHECKING:
    from chairtui.directory.agencies import Agencies
    from chairtui.live.desk import Desk

MOST_WORDS = 8
"""How many words of a filter count."""


class AgreedWords(Struct, frozen=True):
    """One action as a list says it."""

    by: str
    state: str
    """How late it is, or what became of it; and when a reminder was written last."""
    who: str
    agency: str
    meeting: str
    what: str
    name: str
    """What names it among all actions: its meeting's reference and its id."""


def agreed_words(action: Agreed, now: datetime, agencies: Agencies) -> AgreedWords:
    """Return an action as every list over all meetings says it at `now` (UTC)."""
    is_open = action.status is ActionStatus.OPEN
    state = when_due(day_of(action.due_on), action.due_at, now) if is_open else action.status.value
    if action.reminded_at and is_open:
        state += f"; reminder written {say_when(local_day(action.reminded_at))}"
    return AgreedWords(
        by=say_agreed(action.due_on, action.due_at),
        state=state,
        who=action.owner or "nobody",
        agency=agencies.get(action.agency).name if action.agency else "no agency",
        meeting=action.reference,
        what=action.what,
        name=f"{action.reference}/{action.action_id}",
    )


def by_words(of: ActionsOf, typed: str, agencies: Agencies) -> ActionsOf:
    """Return which are meant, once each word that was typed has to stand somewhere in them."""
    words = tuple(typed.split()[:MOST_WORDS])
    keys = tuple(
        tuple(one.key for one in agencies.all() if word.casefold() in one.name.casefold()) for word in words
    )
    return replace(of, words=words, agencies=keys)


def followed_up(desk: Desk, typed: str, most: int) -> list[Followed]:
    """Return what else is to be followed up, where each word typed stands in it; no more than `most`."""
    words, chosen, after = typed.casefold().split()[:MOST_WORDS], list[Followed](), ""
    while page := desk.library.following(limit=PAGE, after=after):
        chosen += [one for one in page if all(word in _said_of(one) for word in words)]
        after = page[-1].key
        if len(chosen) >= most or len(page) < PAGE:
            break
    return chosen[:most]


def _said_of(one: Followed) -> str:
    return "\n".join((one.what, one.who, one.children, one.kind.value, one.reference)).casefold()


def due_within(of: ActionsOf, days: int, today: date) -> ActionsOf:
    """Return which are meant, once only those due within so many working days are."""
    return replace(of, until=add_working_days(today, days).isoformat())


def every(desk: Desk, of: ActionsOf, most: int = -1) -> Iterator[Agreed]:
    """Yield every action that is meant, page after page; not many more than `most`, if that is given."""
    now, after, given = desk.clock.now(), "", 0
    while page := desk.library.agreed(of, now=now, limit=PAGE, after=after):
        yield from page
        given, after = given + len(page), page[-1].key
        if 0 <= most <= given or len(page) < PAGE:
            return


def reminders(agreed: Iterable[Agreed], now: datetime, me: str) -> dict[str, str]:
    """Return for each owner of what is open, by name, the text that reminds them."""
    by_owner: dict[str, list[ToDo]] = {}
    for action in reminded(agreed):
        to_do = ToDo(
            what=action.what, reference=action.reference, due_on=day_of(action.due_on), due_at=action.due_at
        )
        by_owner.setdefault(action.owner.strip(), []).append(to_do)
    return {owner: reminder(owner, those, now, me) for owner, those in sorted(by_owner.items())}


def reminded(agreed: Iterable[Agreed]) -> Sequence[Agreed]:
    """Return those of which their owner can be reminded: they are open, and an owner is named."""
    return [one for one in agreed if one.status is ActionStatus.OPEN and one.owner.strip()]


def together(texts: Iterable[str]) -> str:
    """Return the texts to several owners, one below the other."""
    return "\n\n----\n\n".join(texts)
