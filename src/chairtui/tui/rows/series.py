"""The series: earlier meetings about the same children, who came to which, and what they left open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from chairtui.core.calendar.deadlines import local_day
from chairtui.core.calendar.when import say_near
from chairtui.core.carrying import across
from chairtui.core.meeting import Meeting
from chairtui.core.series import Attended, Carried, Earlier
from chairtui.directory.agencies import Agencies
from chairtui.directory.naming import title_in
from chairtui.tui.typed.dates import said
from chairtui.tui.widgets.columns import Column
from chairtui.tui.widgets.lines import Row
from chairtui.tui.widgets.words import join

HERE, NOT_HERE = "✓", "·"
SERIES = (
    Column("Meeting", 16, grows=3),
    Column("Held", 12, grows=1, most=24),
    Column("Decision", 12, grows=2, most=40),
    Column("Came", 4, right=True),
    Column("Left open", 9, right=True, above=64),
)
"""The columns of the series."""


def series_row(meeting: Meeting) -> Row:
    """Return the row that tells of earlier meetings and of units that came then and are not here."""
    number = len(meeting.series.earlier)
    earlier = f"{number} earlier meeting{'' if number == 1 else 's'} about these children"
    gone = sum(not now and any(before) for _, (*before, now) in across(meeting))
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


def followed(meeting: Meeting) -> str:
    """Return which earlier meetings this one follows and how much they left open; nothing for none."""
    number, left = len(meeting.series.earlier), len(meeting.series.carried)
    if not number:
        return ""
    meetings = f"{number} earlier meeting{'' if number == 1 else 's'}"
    things = f"{left} thing{'' if left == 1 else 's'} left open" if left else "nothing left open"
    return f"It follows {meetings} about these children: {things} (steps 1 and 2)."


def series_rows(meeting: Meeting, agencies: Agencies, today: date) -> list[Row]:
    """Return each meeting in its order, then who came to which, then what they left open."""
    came, left = across(meeting), meeting.series.carried
    rows = [Row("heading/meetings", "Meetings, the first first", selectable=False)]
    for number, earlier in enumerate(meeting.series.earlier):
        were = [_unit(who, meeting, agencies) for who, at in came if at[number]]
        open_ = [item for item in left if item.left_by == earlier.id]
        rows.append(_meeting_row(earlier, number + 1, were, open_, today))
    now = [_unit(who, meeting, agencies) for who, at in came if at[-1]]
    words = join(f"This meeting: {meeting.reference}\n", "Here: ", ", ".join(now) or "nobody")
    cells = (f"{len(meeting.series.earlier) + 1}  {meeting.reference}", "now", "", str(len(now)))
    rows.append(Row("now", words, "▶", cells=cells, title="This meeting"))
    rows.append(Row("heading/came", "Who came to which: a sign for each meeting", selectable=False))
    rows += [_came_row(_unit(who, meeting, agencies), at) for who, at in came]
    if left:
        rows.append(Row("heading/left", "Left open by them", selectable=False))
    return rows + [_left_row(item, today) for item in left]


def _meeting_row(
    earlier: Earlier, number: int, were: Sequence[str], open_: Sequence[Carried], today: date
) -> Row:
    outcome = earlier.outcome.value if earlier.outcome else ""
    held = say_near(local_day(earlier.held_at), today) if earlier.held_at else "not held"
    words = join(
        f"{earlier.reference}: {said(earlier.held_at) or 'not held'}",
        f"\nDecided: {outcome}" if outcome else "\nNo decision is known.",
        f"\nThere: {', '.join(were) or 'not known'}",
        *(f"\nLeft open: {item.words}" for item in open_),
    )
    counted = (str(len(were)) if were else "·", str(len(open_)) if open_ else "·")
    cells = (f"{number}  {earlier.reference}", held, outcome, *counted)
    return Row(f"meeting/{earlier.id}", words, cells=cells, title=earlier.reference)


def _came_row(title: str, came: Sequence[bool]) -> Row:
    signs = " ".join(HERE if one else NOT_HERE for one in came)
    numbers = ", ".join(str(number) for number, one in enumerate(came[:-1], 1) if one)
    words = f"{title}: at {f'meeting {numbers}' if numbers else 'none before'}"
    now = ("here now", "$success") if came[-1] else ("not here now", "$warning")
    cells = (title, signs, join(now), str(sum(came)))
    return Row(f"came/{title}", join(words, "; ", now), cells=cells, title=title)


def _left_row(item: Carried, today: date) -> Row:
    due = item.due_at or item.due_on
    until = say_near(due, today) if due else ""
    owner = item.owner or "nobody named"
    words = join(f"{item.kind.value}: {item.words}\n{owner}", f" · by {until}" if until else "")
    return Row(f"left/{item.id}", words, "○", cells=(item.words, until, owner), title="Left open")


def _unit(who: Attended, meeting: Meeting, agencies: Agencies) -> str:
    unit = f": {who.unit.value}" if who.unit and who.agency == "police" else ""
    area = f", {who.area}" if who.area else ""
    return f"{title_in(meeting, agencies)(who.agency)}{unit}{area}"
