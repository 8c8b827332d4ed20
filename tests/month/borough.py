"""Sixty invented meetings of a borough in March 2026, and what is true of them at the end of a day.

Nothing of the program is used here: what it says is held against these few lines of plain arithmetic.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

HOLIDAYS = {date(2026, 4, 3), date(2026, 4, 6)}
"""Good Friday and Easter Monday of 2026 in England and Wales (gov.uk/bank-holidays)."""
FIRST = date(2026, 3, 2)
FRIDAYS = tuple(FIRST + timedelta(days=4 + 7 * week) for week in range(4))
HOURS = (time(9, 30), time(11), time(14))
TEAMS = ("North", "South")


@dataclass(frozen=True)
class Agreed:
    """An action: who will do it, by when, and when it was done, if ever."""

    id: str
    owner: str
    due_on: date
    done_on: date | None


@dataclass(frozen=True)
class Case:
    """One meeting from the concern to what followed."""

    number: int
    team: str
    held_on: date
    begins: time
    raised_on: date
    police: bool
    health: str
    """Nobody, MASH health, or whoever treats the child."""
    initiates: bool
    actions: tuple[Agreed, ...]
    signed_on: date | None
    sent_on: date | None
    acknowledged: bool
    conference_on: date | None
    by_command: bool
    """Prepared the working day before and led by commands; the others come as a document in the evening."""

    @property
    def reference(self) -> str:
        return f"SM-26-{self.number:02}"

    @property
    def minutes(self) -> datetime:
        return datetime.combine(self.held_on, self.begins)


def working_days(first: date) -> Iterator[date]:
    """Yield the working days after a day."""
    day = first
    while True:
        day += timedelta(days=1)
        if day.weekday() < 5 and day not in HOLIDAYS:
            yield day


def later(first: date, days: int) -> date:
    """Return the day so many working days after another; the same with none."""
    following = working_days(first)
    return [first, *(next(following) for _ in range(days))][-1]


def earlier(last: date, days: int) -> date:
    day = last
    while days:
        day -= timedelta(days=1)
        days -= day.weekday() < 5 and day not in HOLIDAYS
    return day


def month(seed: str = "March") -> tuple[Case, ...]:
    """Return the sixty meetings, three on each working day of four weeks."""
    chance = random.Random(seed)
    return tuple(_case(number, chance) for number in range(60))


def _case(number: int, chance: random.Random) -> Case:
    held_on = later(FIRST, number // 3)
    signs = number % 3 != 2 or chance.random() < 0.6
    signed_on = held_on if signs else None
    sent_on = later(held_on, chance.choice((0, 1, 1, 2, 4))) if signed_on and chance.random() < 0.8 else None
    initiates = chance.random() < 0.7
    held = initiates and chance.random() < 0.5
    return Case(
        number=number,
        team=TEAMS[number % 2],
        held_on=held_on,
        begins=HOURS[number % 3],
        raised_on=earlier(held_on, chance.choice((0, 1, 2, 3, 3, 4, 6))),
        police=chance.random() < 0.85,
        health=chance.choice(("", "", "MASH health", "treating or visiting practitioner")),
        initiates=initiates,
        actions=tuple(_agreed(number, which, held_on, chance) for which in range(chance.randrange(4))),
        signed_on=signed_on,
        sent_on=sent_on,
        acknowledged=chance.random() < 0.5,
        conference_on=later(held_on, chance.randrange(8, 14)) if held else None,
        by_command=number % 5 == 0,
    )


def _agreed(number: int, which: int, held_on: date, chance: random.Random) -> Agreed:
    due_on = later(held_on, chance.choice((0, 1, 2, 5, 9)))
    after = chance.choice((0, 1, 3, None))
    return Agreed(
        id=f"a{number}-{which}",
        owner="Leon Ferris" if number % 5 == 0 else chance.choice(("Ben Marsh", "Ola Reyes", "Kit Lowe")),
        due_on=due_on,
        done_on=None
        if after is None
        else max(held_on, earlier(due_on, 1))
        if not after
        else later(due_on, after - 1),
    )


def held_by(cases: tuple[Case, ...], day: date) -> list[Case]:
    return [case for case in cases if case.held_on <= day]


def open_actions(cases: tuple[Case, ...], day: date) -> dict[str, date]:
    """Return the day of each action that is not done at the end of a day, by its id."""
    every = (agreed for case in held_by(cases, day) for agreed in case.actions)
    return {one.id: one.due_on for one in every if one.done_on is None or one.done_on > day}


def conference_due(case: Case) -> date:
    """Return the day by which the conference is held: fifteen working days after enquiries were initiated."""
    return later(case.held_on, 15)
