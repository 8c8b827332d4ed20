"""What has to be done with a meeting next, what is late over all of them, and which comes first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from chairtui.core.calendar.deadlines import day_of, how_late, local_day
from chairtui.core.calendar.when import say_near
from chairtui.core.listing import how_many
from chairtui.core.vocabulary import FollowKind, Stage
from chairtui.live.library import Listed
from chairtui.tui.widgets.words import HIDDEN, Wording, join

if TYPE_CHECKING:
    from chairtui.live.ready import Glance, Ready

LATE = "bold $error"
"""The colour of what is late."""
SOON = timedelta(hours=1)
"""A meeting that begins within this time comes before every record that waits."""


def is_past(meeting: Listed, now: datetime) -> bool:
    """Say whether a meeting was not held on its day."""
    at = meeting.scheduled_at
    return meeting.stage is Stage.PREPARING and at is not None and local_day(at) < local_day(now)


def due_words(due_on: date | None, due_at: datetime | None, now: datetime) -> tuple[str, str]:
    """Return when something has to be done at `now` (UTC), as a list says it, and its colour."""
    if due_on is None:
        return "no day", ""
    if late := how_late(due_on, due_at, now):
        return late, LATE
    today = local_day(now)
    return (f"due {say_near(due_on, today)}", "$warning" if due_on == today else "")


def first_due(meeting: Listed, now: datetime) -> tuple[str, str]:
    """Return when the first open action of a meeting is due, and the colour of that."""
    return due_words(day_of(meeting.next_due_on), meeting.next_due_at, now)


def actions_cell(meeting: Listed, now: datetime) -> Wording:
    """Return how many actions of a meeting are open, and when the first of them is due."""
    if not meeting.actions_open:
        return " ·"
    return join(f"{meeting.actions_open:>2}  ", first_due(meeting, now))


def what_next(meeting: Listed, ready: Ready | None, now: datetime, *, private: bool = False) -> Wording:
    """Return what has to be done with a meeting, in a few words."""
    stops = f": {how_many(meeting.stops, 'stop')}" if meeting.stops else ""
    words, style = _what_next(meeting, ready, now, private=private)
    return join((words + (stops if meeting.stage is Stage.DECIDED else ""), style))


def what_next_and_actions(
    meeting: Listed, ready: Ready | None, now: datetime, *, private: bool = False
) -> Wording:
    """Return the same where no column has the actions: with those that are due or late, and without stops."""
    words = join(_what_next(meeting, ready, now, private=private))
    late, style = first_due(meeting, now) if meeting.next_due_on else ("", "")
    if not (meeting.actions_open and style):
        return words
    short = late.removeprefix("due ").replace(" days", " d").replace(" day", " d")
    many = _actions(meeting.actions_open)
    return join(words, (f" {short}" if many in words.plain else f" · {many} {short}", style))


def _actions(number: int) -> str:
    return how_many(number, "action")


def _what_next(meeting: Listed, ready: Ready | None, now: datetime, *, private: bool) -> tuple[str, str]:
    undecided = f"no decision for {HIDDEN if private else meeting.undecided}"
    match meeting.stage:
        case Stage.PREPARING:
            if ready and ready.cancelled:
                return ("cancelled" if private else ready.words), "$text-muted"
            if is_past(meeting, now):
                return "not held: set another time", "$warning"
            return (ready.words if ready else "prepare"), "$success" if ready and ready.done else ""
        case Stage.HELD:
            return f"go on{_how_far(ready.glance) if ready and ready.glance else ''}", "bold"
        case Stage.PARTLY:
            return f"go on: {undecided}", "bold"
        case Stage.DECIDED:
            return "sign", ""
    if meeting.unsent:
        late = meeting.send_is_late(now)
        by = f", by {say_near(meeting.send_due_at, local_day(now))}" if meeting.send_due_at else ""
        words = f"send to {meeting.unsent}{' LATE' if late else by}"
        return words, "bold $error" if late else ""
    if meeting.undecided:
        return undecided, "$warning"
    if meeting.actions_open:
        return f"chase {_actions(meeting.actions_open)}", ""
    return "done", "$success"


def _how_far(glance: Glance) -> str:
    """Return at which step a meeting goes on, and how far the round has come while it is that."""
    heard = f", {glance.heard} of {glance.turns} heard" if glance.heard < glance.turns else ""
    return f": step {glance.step}{heard}"


def next_to_do(meetings: Sequence[Listed], ready: Mapping[str, Ready], now: datetime) -> tuple[str, str]:
    """Return the meeting that needs somebody first, by its id, and why in a sentence; two blanks for none."""
    open_ = [one for one in meetings if not ((known := ready.get(one.id)) and known.cancelled)]
    coming = sorted(
        (meeting.scheduled_at, meeting.id)
        for meeting in open_
        if meeting.stage is Stage.PREPARING and meeting.scheduled_at and not is_past(meeting, now)
    )
    begun = [one.id for one in open_ if one.stage in (Stage.HELD, Stage.PARTLY)]
    if begun:
        return begun[0], "Next to do: it has begun, so go on with it."
    if coming and coming[0][0] - now <= SOON:
        return coming[0][1], f"Next to do: it begins {in_words(coming[0][0], now)}."
    late = sorted((one.send_due_at or now, one.id) for one in open_ if one.send_is_late(now))
    if late:
        return late[0][1], "Next to do: its record is late, so send it."
    unsigned = [one.id for one in open_ if one.stage is Stage.DECIDED]
    if unsigned:
        return unsigned[0], "Next to do: sign its record; of those that wait, it waits longest."
    if coming:
        return coming[0][1], "Next to do: prepare it; it is the next to be held."
    missed = [one.id for one in open_ if is_past(one, now)]
    if missed:
        return missed[0], "Next to do: it was not held on its day; set another, or call it off."
    return "", ""


AHEAD = 6
"""How many meetings are said to be next."""


def in_order(meetings: Sequence[Listed], ready: Mapping[str, Ready], now: datetime) -> list[str]:
    """Return which meetings need somebody first, one after the other, by their references, and why."""
    left, said = list(meetings), list[str]()
    while len(said) < AHEAD and (first := next_to_do(left, ready, now))[0]:
        meeting = next(one for one in left if one.id == first[0])
        left.remove(meeting)
        why = first[1].removeprefix("Next to do: ").rstrip(".").partition(";")[0]
        said.append(f"{meeting.reference}: {why}")
    return said


def in_words(at: datetime, now: datetime) -> str:
    """Return when something to come begins: `in 14 min`, `in 3 h`, `Fri 14:00`; `now` once it is time."""
    minutes = int((at - now).total_seconds() // 60)
    if minutes < 1:
        return "now"
    if minutes < 60:
        return f"in {minutes} min"
    return f"in {minutes // 60} h" if minutes < 12 * 60 else say_near(at, local_day(now))


_LATE = {
    FollowKind.APPOINTMENT: ("appointment to ask about", "appointments to ask about"),
    FollowKind.SEEING: ("person to be seen late", "people to be seen late"),
    FollowKind.QUESTION: ("question late", "questions late"),
    FollowKind.ENQUIRY: ("conference late", "conferences late"),
}
"""What is said of one and of several that are late."""


def late_to_follow(following: Mapping[FollowKind, int]) -> list[str]:
    """Return how much of each kind of what is to be followed up is late, in words."""
    return [_many(number, *_LATE[kind]) for kind, number in _late_of(following)]


def _late_of(following: Mapping[FollowKind, int]) -> list[tuple[FollowKind, int]]:
    return [(kind, number) for kind in _LATE if (number := following.get(kind, 0))]


def _many(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"


def clock_words(number: int) -> str:
    """Return of how many children the days to a conference are counted, over all meetings."""
    if not number:
        return "no conference clock runs"
    return f"{number} conference {'clock runs' if number == 1 else 'clocks run'}"


def late_words(
    meetings: Sequence[Listed],
    actions_late: int,
    now: datetime,
    following: Mapping[FollowKind, int] = MappingProxyType({}),
) -> tuple[Wording, ...]:
    """Return what is late over all meetings, what waits to be signed, and when the next one is.

    Then the same in fewer words: what is late beside the first is counted together, and then all of it.
    """
    late = [(actions_late, "action late", "actions late")]
    late += [(number, *_LATE[kind]) for kind, number in _late_of(following)]
    late += [(sum(one.send_is_late(now) for one in meetings), "record late to send", "records late to send")]
    late = [one for one in late if one[0]]
    more = sum(number for number, *_ in late[1:])
    ways = [[_many(*one) for one in late]]
    if more:
        ways += [[_many(*late[0]), f"{more} more late"], [f"{late[0][0] + more} late"]]
    waits = list(_waits(meetings, now))
    nothing = [] if late or waits else [("nothing is late", "$success")]
    coming = list(_coming(meetings, now))
    return tuple(
        _in_a_line([*((words, "bold $error") for words in way), *waits, *nothing, *coming]) for way in ways
    )


def _in_a_line(parts: Sequence[tuple[str, str]]) -> Wording:
    between = [part for one in parts for part in (" · ", one)]
    return join(" ", *between[1:])


def _waits(meetings: Sequence[Listed], now: datetime) -> Iterator[tuple[str, str]]:
    """Yield how many meetings were not held, and how many are not signed."""
    if missed := sum(is_past(one, now) for one in meetings):
        yield f"{missed} not held", "$warning"
    if unsigned := sum(one.stage is Stage.DECIDED for one in meetings):
        yield f"{unsigned} not signed", "$warning"


def _coming(meetings: Sequence[Listed], now: datetime) -> Iterator[tuple[str, str]]:
    """Yield when the next meeting is, if one is set."""
    times = [
        one.scheduled_at
        for one in meetings
        if one.stage is Stage.PREPARING and one.scheduled_at and local_day(one.scheduled_at) >= local_day(now)
    ]
    if times:
        yield f"next meeting {in_words(min(times), now)}", ""
