"""One child over time on paper: the meetings, who came to which, and what became of everything."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from chairtui.core.calendar.deadlines import local_day
from chairtui.core.child_over_time import ChildOverTime, Then
from chairtui.core.listing import how_many
from chairtui.core.sentences.over_time import (
    SIGNS,
    dropped_words,
    enquiry_words,
    had_by,
    held_words,
    legend,
    thought,
    unit_name,
    unit_words,
    unread_words,
)
from chairtui.core.threads import Thread, state_words
from chairtui.core.views import Title
from chairtui.records.content.frame import capital, said
from chairtui.records.record import (
    Cell,
    Group,
    Paragraph,
    Part,
    Record,
    Section,
    fact,
    facts,
    listed,
    table,
)

DOCUMENT = "The child over time"
MOST_SIGNS = 10
"""With more meetings than this the matrix is told in words alone: a page has no room for more columns."""
LEAVES_OUT = (
    "It is about this child alone: what is about a brother or sister only is left out, and so is a text that "
    "may speak of one."
)


def over_time_record(over: ChildOverTime, authority: str, title: Title, now: datetime) -> Record:
    """Return a child over time as a document of its own; the meetings were cut to this child."""
    number = len(over.meetings)
    state = f"{how_many(number, 'meeting')}, as noted on {said(local_day(now))}"
    newest = over.newest.reference if over.newest else ""
    return Record(
        title=DOCUMENT,
        reference=newest,
        subtitle=" · ".join(filter(None, (newest, authority, state))),
        version=1,
        name=over.child,
        authority=authority,
        document=DOCUMENT,
        state=state,
        running=f"{over.child}: {DOCUMENT.lower()}",
        footer="· for the council",
        sections=(
            Section("In short", tuple(_in_short(over, title)), leads=True),
            *over_time_sections(over, title, now),
        ),
    )


def over_time_sections(
    over: ChildOverTime, title: Title, now: datetime, child: str = ""
) -> Iterator[Section]:
    """Yield what there is to say, in sections; `child` names whose it is where there are several."""
    of = f": {child}" if child else ""
    yield Section(f"Meetings{of}", tuple(_meetings(over)))
    yield Section(f"Who came to which{of}", tuple(_who_came(over, title)))
    yield Section(f"Enquiries and conferences{of}", (_enquiries(over, now),))
    yield Section(f"What became of it{of}", tuple(_threads(over, title, now)))


def _in_short(over: ChildOverTime, title: Title) -> Iterator[Part]:
    if dropped := dropped_words(over, title):
        yield Paragraph(dropped, strong=True)
    waiting = len(over.waiting)
    things = "1 thing is" if waiting == 1 else f"{waiting} things are"
    yield Paragraph(f"{things} still open." if waiting else "Nothing is open.")
    if over.unread:
        yield Paragraph(unread_words(over.unread), strong=True)
    if any(one.with_others for one in over.meetings):
        yield Paragraph(LEAVES_OUT)


def _meetings(over: ChildOverTime) -> Iterator[Part]:
    for number, then in enumerate(over.meetings, 1):
        yield Group(f"{number}. {_called(then)}")
        yield from facts(fact("Held", capital(held_words(then))), *(fact(*one) for one in thought(then)))


def _called(then: Then) -> str:
    return then.reference or "A meeting without a reference"


def _who_came(over: ChildOverTime, title: Title) -> Iterator[Part]:
    numbers = [str(number) for number in over.numbers.values()]
    if len(numbers) > MOST_SIGNS:
        rows = [(unit_name(unit, title), unit_words(unit)) for unit in over.units]
        yield table("Agency:wide|Meetings:wide", rows, "Nobody stands on a register.")
        return
    signed: list[tuple[str | Cell, ...]] = [
        (
            Cell(unit_name(unit, title), (unit_words(unit),)),
            *(SIGNS[came] for came in unit.came),
            "dropped out" if unit.dropped_out else f"{unit.took_part} of {len(unit.held)}",
        )
        for unit in over.units
    ]
    heads = "".join(f"|{number}:number" for number in numbers)
    yield table(f"Agency:wide{heads}|Came to", signed, "Nobody stands on a register.")
    if signed:
        yield Paragraph(f"{legend(over.units)}.")


def _enquiries(over: ChildOverTime, now: datetime) -> Part:
    told = (" ".join(enquiry_words(course, local_day(now))) for course in over.enquiries)
    return listed(told, "No section 47 enquiry was begun.")


def _threads(over: ChildOverTime, title: Title, now: datetime) -> Iterator[Part]:
    rows = [_thread(thread, over, title, now) for thread in over.threads]
    otherwise = "No action, question or appointment is written."
    yield table("What:wide|Who:person|By when:date|What became of it", rows, otherwise)


def _thread(thread: Thread, over: ChildOverTime, title: Title, now: datetime) -> tuple[str | Cell, ...]:
    who = Cell(thread.owner or "nobody named", (title(thread.agency),) if thread.agency else ())
    on = f", {said(thread.ended_on)}" if thread.ended_on else ""
    small = tuple(filter(None, (thread.became, capital(had_by(thread, over.numbers)))))
    became = Cell(f"{state_words(thread, now)}{on}", small)
    due = said((thread.due.at or thread.due.on) if thread.due else None, "")
    return Cell(thread.words, (thread.kind.value,)), who, due, became
