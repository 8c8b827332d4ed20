"""One child over time in words: the same on the screen, the command line and paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from chairtui.core.calendar.when import When, say_when
from chairtui.core.child_over_time import ChildOverTime, Then, is_late
from chairtui.core.courses import Course
from chairtui.core.listing import and_words, ended
from chairtui.core.threads import Kind, Thread, state_words
from chairtui.core.views import Title, plain_title
from chairtui.core.vocabulary import Stage
from chairtui.core.who_came import Came, UnitOverTime

SIGNS: Mapping[Came, str] = {
    Came.HERE: "✓",
    Came.PART: "½",
    Came.TOOK_PART: "✓",
    Came.DEPUTY: "d",
    Came.WROTE: "✎",
    Came.ABSENT: "✗",
    Came.ASKED: "?",
    Came.NOT_INVITED: "–",
    Came.NOT_LISTED: "·",
    Came.NOT_KNOWN: "…",
    Came.NOT_HELD: "○",
    Came.CALLED_OFF: " ",
}
"""What stands for each in a matrix; nothing is said by colour."""
_MEANS: Mapping[str, str] = {
    "✓": "came",
    "½": "for part of it",
    "d": "sent a deputy",
    "✎": "wrote",
    "✗": "did not come",
    "?": "no answer",
    "–": "not invited",
    "·": "not on the register",
    "…": "not known",
    "○": "not held yet",
}
NO_CONFERENCE = "No conference is needed."


def unit_name(unit: UnitOverTime, title: Title = plain_title) -> str:
    """Return what a row of the matrix is called: the agency, of the police the unit, and the area."""
    who = unit.who
    name = title(who.agency) if who.unit else unit.called or title(who.agency)
    if who.unit and who.agency == "police":
        name = f"{name}: {who.unit.value}"
    area = who.area if who.area.casefold() not in name.casefold() else ""
    return ", ".join(filter(None, (name, area)))


def legend(units: Iterable[UnitOverTime]) -> str:
    """Return what the signs mean that stand in a matrix."""
    used = {SIGNS[came] for unit in units for came in unit.came}
    return "  ".join(f"{sign} {words}" for sign, words in _MEANS.items() if sign in used)


def unit_words(unit: UnitOverTime) -> str:
    """Return to which meetings one came, by their numbers: `came to 1 and 2; did not come to 3`."""
    numbers: dict[Came, list[str]] = {}
    for number, came in enumerate(unit.came, 1):
        numbers.setdefault(came, []).append(str(number))
    told = "; ".join(f"{came.value}: {and_words(which)}" for came, which in numbers.items())
    return f"{told[:1].upper()}{told[1:]}"


def held_words(then: Then) -> str:
    """Return when a meeting was held, in whole."""
    if then.called_off:
        at = f", for {say_when(then.scheduled_at)}" if then.scheduled_at else ""
        return f"called off{at}: {then.called_off}"
    if then.held_at:
        return say_when(then.held_at)
    return f"to be held {say_when(then.scheduled_at)}" if then.scheduled_at else "no day is known"


def thought(then: Then) -> Iterator[tuple[str, str]]:
    """Yield what was thought and decided at a meeting: a label, and its words."""
    if then.hypothesis:
        about = " (about all the children of that meeting)" if then.with_others else ""
        yield "Hypothesis", f"{then.hypothesis}{about}"
    if then.threshold:
        yield "Threshold", then.threshold
    open_ = "nothing yet" if then.stage is Stage.HELD else "nothing was decided"
    decided = then.decided or (open_ if then.kept else "not known here")
    if then.held_at or then.decided:
        yield "Decision", decided
    for words in then.dissent:
        yield "Dissent", words
    if not then.kept:
        yield "Known", "only what a later meeting was told: this one is not kept here"


def enquiry_words(course: Course, today: date) -> tuple[str, ...]:
    """Return an enquiry in sentences: its beginning, both clocks, its conference and its end."""
    began = f"Begun {say_when(course.started_on)}" if course.started_on else "It is not known when it began"
    return tuple(map(ended, (began, *_clock_words(course, today), *_end_words(course))))


def _clock_words(course: Course, today: date) -> Iterator[str]:
    clocks = course.clocks()
    if course.conference_on:
        yield f"The conference was held {say_when(course.conference_on)}"
    elif course.not_required:
        yield NO_CONFERENCE
    elif clocks and course.open:
        late = ": that day has passed, and no conference is known" if is_late(course, today) else ""
        yield f"A conference is due by {say_when(clocks.from_initiating)}, counted from its beginning{late}"
        if clocks.differ:
            yield (
                f"Counted from the last discussion, {say_when(clocks.last_on)}, it would be "
                f"{say_when(clocks.from_last)}"
            )


def _end_words(course: Course) -> Iterator[str]:
    if course.outcomes:
        yield f"It led to: {', '.join(one.value for one in course.outcomes)}"
    if course.ended_on:
        yield f"Ended {say_when(course.ended_on)}"
    elif course.open:
        yield "It goes on: no end is known"


def enquiry_state(course: Course, today: date) -> str:
    """Return how an enquiry stands in a few words: `conference late`, `ended`."""
    if is_late(course, today):
        return "conference late"
    if course.open:
        return "under way"
    return "conference held" if course.conference_on and not course.ended_on else "ended"


def thread_words(
    thread: Thread, numbers: Mapping[str, int], now: datetime, title: Title = plain_title
) -> str:
    """Return all that is known of an action, question or appointment, in one line."""
    who = ", ".join(filter(None, (thread.owner, title(thread.agency) if thread.agency else "")))
    when = "" if thread.due is None else _due_words(thread, thread.due)
    became = f": {thread.became.rstrip('. ')}" if thread.became else ""
    on = f", {say_when(thread.ended_on)}" if thread.ended_on else ""
    told = (who or "nobody named", when, f"{state_words(thread, now)}{on}{became}", had_by(thread, numbers))
    return "; ".join(filter(None, told))


def _due_words(thread: Thread, due: When) -> str:
    day = say_when(due.at or due.on)
    return day if thread.kind is Kind.APPOINTMENT else f"by {day}"


def had_by(thread: Thread, numbers: Mapping[str, int]) -> str:
    """Return which meetings have one, by their numbers: `meeting 1`, `meetings 1, 2 and 3`."""
    known = [str(numbers[one]) for one in thread.meetings if one in numbers]
    return f"meeting{'s' if len(known) > 1 else ''} {and_words(known)}" if known else "an earlier meeting"


def dropped_words(over: ChildOverTime, title: Title = plain_title) -> str:
    """Return who came once and not to the last meeting; nothing where nobody dropped out."""
    names = [unit_name(one, title) for one in over.dropped_out]
    return f"Came before, and not to the last meeting: {'; '.join(names)}." if names else ""


def unread_words(meeting_ids: Sequence[str]) -> str:
    """Return how many meetings are left out because they cannot be read; nothing where all can be."""
    if not meeting_ids:
        return ""
    several = len(meeting_ids) > 1
    meetings, are = (f"{len(meeting_ids)} meetings", "are") if several else ("1 meeting", "is")
    return f"{meetings} about this child cannot be read, and {are} left out here."
