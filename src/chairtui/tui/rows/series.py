"""The series: earlier meetings about the same children, who came to which, and what they left open."""

from __future__ import annotations

from chairtui.core.carrying import across
from chairtui.core.meeting import Meeting
from chairtui.directory.agencies import Agencies
from chairtui.directory.naming import title_in
from chairtui.tui.typed.dates import said
from chairtui.tui.widgets.lines import Row
from chairtui.tui.widgets.words import Wording, join

HERE, NOT_HERE = "✓", "·"


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


def series_words(meeting: Meeting, agencies: Agencies) -> Wording:
    """Return who came to which meeting, and what was carried from them, to be read."""
    parts: list[str | tuple[str, str]] = []
    for number, earlier in enumerate(meeting.series.earlier, 1):
        outcome = f", {earlier.outcome.value}" if earlier.outcome else ""
        parts.append(f"{number}  {earlier.reference}  {said(earlier.held_at) or 'not held'}{outcome}\n")
    marks = "  ".join(str(number) for number in range(1, len(meeting.series.earlier) + 1))
    parts.append((f"\n{marks}  now\n", "bold"))
    title = title_in(meeting, agencies)
    for who, came in across(meeting):
        unit = f": {who.unit.value}" if who.unit and who.agency == "police" else ""
        area = f", {who.area}" if who.area else ""
        *before, now = ("  ".join(HERE if one else NOT_HERE for one in came)).split("  ")
        words = f"{'  '.join(before)}  {now}    {title(who.agency)}{unit}{area}\n"
        parts.append((words, "" if came[-1] else "$warning"))
    if meeting.series.carried:
        parts.append(("\nCarried from them\n", "bold"))
    for item in meeting.series.carried:
        owner = f" ({item.owner})" if item.owner else ""
        parts.append(f"{item.kind.value}: {item.words}{owner}\n")
    return join(*parts)
