"""The series: that there are earlier meetings, in a step; and the child over time, in a list of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from chairtui.core.calendar.deadlines import local_day
from chairtui.core.calendar.when import say_near
from chairtui.core.child_over_time import ChildOverTime, Then
from chairtui.core.courses import Course
from chairtui.core.listing import how_many
from chairtui.core.meeting import Meeting
from chairtui.core.meeting_again import unconfirmed, unconfirmed_words
from chairtui.core.sentences.over_time import (
    SIGNS,
    enquiry_state,
    enquiry_words,
    held_words,
    legend,
    thought,
    thread_words,
    unit_name,
    unit_words,
    unread_words,
)
from chairtui.core.threads import State, Thread, state_words
from chairtui.core.views import Title
from chairtui.core.who_came import OF_NOBODY, UnitOverTime, over_series
from chairtui.tui.keys import with_keys
from chairtui.tui.widgets.columns import Column, Columns
from chairtui.tui.widgets.lines import Row
from chairtui.tui.widgets.words import join

MEETING = "meeting/"
"""With what the key of a meeting's row begins."""
MOST = 30
"""How many meetings have a sign in a row: the newest, where there are more."""
CLOSE = 8
"""With more meetings than this nothing stands between two signs."""
LIES, WAS, GONE = "●", "✓", "✗"
"""What stands at the meetings of a row: that it is this one, that it ended well, that it did not."""
_NOT_DONE = (State.MISSED, State.CANCELLED)


def series_row(meeting: Meeting) -> Row:
    """Return the row that tells of earlier meetings and of units that came then and are not here."""
    number = len(meeting.series.earlier)
    earlier = f"{how_many(number, 'earlier meeting')} about these children"
    units = over_series(meeting)
    gone = sum(not one.came[-1].took_part and any(was.took_part for was in one.came[:-1]) for one in units)
    absent = (
        f"{gone} who came then {'is' if gone == 1 else 'are'} not here" if gone else "everyone is here again"
    )
    style = "$warning" if gone else "$text-muted"
    return Row("series", join(f"{earlier}  ", (f"{absent} (Enter)", style)), "·")


def partners_row(number: int) -> Row:
    """Return the row that offers who stood on an earlier register and not on this one."""
    words = f"On an earlier register, not on this one: {number}  "
    return Row("partners", join(words, ("(Enter asks them again)", "$accent")), "·")


def earlier_row(number: int) -> Row:
    """Return the row that offers to follow earlier meetings."""
    words = f"Earlier meetings about these children: {number}  "
    links = ("Enter links them, with what they left open", "$warning")
    cells = ("Held before", str(number), join(links))
    return Row("earlier", join(words, links), "○", cells=cells, title="Earlier meetings")


def perhaps_row(number: int) -> Row:
    """Return the row that asks whether earlier meetings are about the same child."""
    words = f"Perhaps about the same child: {number} earlier. Another number differs  "
    links = ("Enter links them, if it is the same child", "$warning")
    cells = ("Perhaps the same", str(number), join(links))
    return Row("perhaps", join(words, links), "○", cells=cells, title="Perhaps earlier meetings")


def unconfirmed_row(meeting: Meeting, last: Meeting) -> Row | None:
    """Return the row that asks what was so at the last meeting and is so still; nothing if all is said."""
    asked = unconfirmed(meeting, last)
    if not asked:
        return None
    listed = "\n".join(f"{one.kind}: {one.words}" for one in asked)
    words = join(f"{unconfirmed_words(asked, last)}  ", ("(Enter asks what is so still)", "$warning"))
    cells = (f"So at {last.reference}", str(len(asked)), join(("not confirmed (Enter)", "$warning")))
    return Row("unconfirmed", join(words, f"\n{listed}"), "○", cells=cells, title="Not confirmed")


def followed(meeting: Meeting) -> str:
    """Return which earlier meetings this one follows and how much they left open; nothing for none."""
    number, left = len(meeting.series.earlier), len(meeting.series.carried)
    if not number:
        return ""
    meetings = how_many(number, "earlier meeting")
    things = f"{how_many(left, 'thing')} left open" if left else "nothing left open"
    return f"It follows {meetings} about these children: {things} (steps 1 and 2)."


def series_columns(over: ChildOverTime) -> Columns:
    """Return the columns: the sign of a meeting stands below the last figure of its number."""
    numbers = [str(number % 10) for number in over.numbers.values()][-MOST:]
    signs = _spaced(numbers, len(over.meetings))
    return (
        Column("What", 12, grows=4),
        Column(signs, max(1, len(signs)), picture=True),
        Column("State", 8, grows=2, most=42),
        Column("When", 9, grows=1, most=12, above=62),
    )


def series_rows(over: ChildOverTime, title: Title, now: datetime, perhaps: str = "") -> list[Row]:
    """Return the meetings in their order, who came to which, the enquiries, and what became of the rest.

    `perhaps` says which meetings are perhaps about the same child: a person has to say it.
    """
    today, number = local_day(now), len(over.meetings)
    rows = [_heading("unread", unread_words(over.unread))] if over.unread else []
    if perhaps:
        cells = ("Perhaps the same child", "", join(("step 1 asks: → reads all", "$warning")))
        rows.append(Row("perhaps", perhaps, "○", cells=cells, title="Perhaps the same child"))
    rows.append(_heading("meetings", "Meetings, the first first"))
    rows += [_meeting_row(over, place, title, today) for place in range(number)]
    if over.units:
        rows.append(_heading("came", f"Who came: {legend(over.units)}"))
        rows += [_unit_row(unit, number, title) for unit in over.units]
    if over.enquiries:
        rows.append(_heading("enquiries", "Enquiries and conferences"))
        rows += [_enquiry_row(one, over, place, today) for place, one in enumerate(over.enquiries, 1)]
    if over.threads:
        rows.append(_heading("threads", "Actions, questions, appointments: what waits first"))
    threads = sorted(over.threads, key=lambda one: (not one.how_late(now), not one.state.waits))
    return rows + [_thread_row(one, place, over, title, now) for place, one in enumerate(threads)]


def _heading(name: str, words: str) -> Row:
    return Row(f"heading/{name}", words, selectable=False)


def _spaced(signs: Sequence[str], number: int) -> str:
    return ("" if number > CLOSE else " ").join(signs[-MOST:])


def _marked(over: ChildOverTime, at: Iterable[str], last: str = LIES) -> str:
    """Return a sign at each of some meetings (ids), another at the last of them."""
    wanted = list(at)
    signs = dict.fromkeys(wanted, LIES) | dict.fromkeys(wanted[-1:], last)
    return _spaced([signs.get(one.id, " ") for one in over.meetings], len(over.meetings))


def _meeting_row(over: ChildOverTime, place: int, title: Title, today: date) -> Row:
    then = over.meetings[place]
    here = [unit_name(one, title) for one in over.units if one.came[place].took_part]
    gone = [unit_name(one, title) for one in over.units if _misses(one, place)]
    words = join(
        f"{then.reference}: {held_words(then)}",
        *(f"\n{label}: {said}" for label, said in thought(then)),
        f"\nCame: {', '.join(here)}" if here else "",
        f"\nCame before, and not to this one: {', '.join(gone)}" if gone else "",
    )
    state = "called off" if then.called_off else then.decided or _stage(then)
    at = say_near(local_day(then.at), today) if then.at else ""
    cells = (f"{place + 1}  {then.reference}", _marked(over, (then.id,)), state, at)
    keys = with_keys("Enter: opens it") if then.kept else ""
    return Row(f"{MEETING}{then.id}", words, cells=cells, title=then.reference, keys=keys)


def _misses(unit: UnitOverTime, place: int) -> bool:
    was = any(one.took_part for one in unit.came[:place])
    return was and unit.came[place] not in OF_NOBODY and not unit.came[place].took_part


def _stage(then: Then) -> str:
    return "not known here" if not then.kept else then.stage.value if then.stage else ""


def _unit_row(unit: UnitOverTime, number: int, title: Title) -> Row:
    name = unit_name(unit, title)
    held = len(unit.held)
    state = join(("dropped out", "$warning")) if unit.dropped_out else f"{unit.took_part} of {held}"
    words = f"{name}: {unit.took_part} of {held} meetings\n{unit_words(unit)}"
    cells = (name, _spaced([SIGNS[came] for came in unit.came], number), state)
    return Row(f"came/{name}", words, cells=cells, title=name)


def _enquiry_row(course: Course, over: ChildOverTime, place: int, today: date) -> Row:
    clocks = course.clocks()
    ends = course.conference_on or course.ended_on
    by = say_near(ends, today) if ends else f"by {say_near(clocks.from_initiating, today)}" if clocks else ""
    name = f"Enquiry {place}"
    at = _marked(over, (one.meeting_id for one in course.discussed))
    words = f"{name}: {' '.join(enquiry_words(course, today))}"
    return Row(f"enquiry/{place}", words, cells=(name, at, enquiry_state(course, today), by), title=name)


def _thread_row(thread: Thread, place: int, over: ChildOverTime, title: Title, now: datetime) -> Row:
    state, today = state_words(thread, now), local_day(now)
    last = LIES if thread.state.waits else GONE if thread.state in _NOT_DONE else WAS
    near = say_near(thread.due.at or thread.due.on, today) if thread.due else ""
    late = thread.how_late(now)
    words = f"{thread.kind.value}: {thread.words}\n{thread_words(thread, over.numbers, now, title)}"
    cells = (
        thread.words,
        _marked(over, thread.meetings, last),
        join((state, "$warning")) if late else state,
        near,
    )
    mark = "!" if late else "○" if thread.state.waits else ""
    return Row(f"thread/{place}", words, mark, cells=cells, title=thread.kind.value.capitalize())
