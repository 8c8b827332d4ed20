"""The rows of what follows the meeting: the conference, the next meeting, the enquiries and their returns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from chairtui.core.calendar.when import say_near
from chairtui.core.children import Child
from chairtui.core.conference_clocks import Counting, first_due, needless_words, whose
from chairtui.core.courses import Clocks
from chairtui.core.enquiries import CensusFacts, Enquiry, enquiry_of
from chairtui.core.meeting import Meeting
from chairtui.core.vocabulary import Outcome
from chairtui.core.with_ids import find
from chairtui.tui.rows.parts import MUTED, Part
from chairtui.tui.typed.dates import said
from chairtui.tui.widgets.lines import Row
from chairtui.tui.widgets.words import Wording, join


def following_rows(meeting: Meeting, clocks: Sequence[Counting], today: date) -> list[Row]:
    """Return the rows: the conference and its clocks, the next meeting, and of each child the enquiry."""
    rows = [_conference_row(meeting, clocks, today), next_meeting_row(meeting, today)]
    for child in meeting.concern.children:
        decision = meeting.deciding.about(child.id)
        enquiring = decision is not None and decision.outcome in (Outcome.INITIATE, Outcome.CONTINUE)
        if enquiring or enquiry_of(meeting.plan, child.id) != Enquiry():
            rows += [_enquiry_row(meeting, child), _returns_row(meeting, child)]
    return rows


def _enquiry_row(meeting: Meeting, child: Child) -> Row:
    enquiry = enquiry_of(meeting.plan, child.id)
    ended = f" (ended {said(enquiry.ended_on)})" if enquiry.ended_on else ""
    state: Part = f"{enquiry.said()}{ended}" if enquiry.known else ("not known yet", MUTED)
    by = f" · {enquiry.by}" if enquiry.by else ""
    words = join(f"Outcome of the enquiry{_about(meeting, child)}: ", state, (by, MUTED))
    title = f"Outcome of the enquiry{_about(meeting, child)}"
    cells = (title, enquiry.said() if enquiry.known else join(("not known yet", MUTED)))
    return Row(f"enquiry/{child.id}", words, "✓" if enquiry.known else "○", cells=cells, title=title)


def _returns_row(meeting: Meeting, child: Child) -> Row:
    """Return what is still missing for national returns: the case system has it, the meeting does not."""
    facts = find(meeting.concern.census, child.id) or CensusFacts(id=child.id)
    asked = {
        "number in the case system": child.local_id,
        "ethnicity": facts.ethnicity,
        "day of the referral": facts.referred_on,
        "source of the referral": facts.referral_source,
    }
    left = [name for name, known in asked.items() if not known]
    missing = ", ".join(left)
    state: Part = (f"not noted: {missing}", MUTED) if missing else "noted"
    words = join(f"For returns{_about(meeting, child)}: ", state)
    title = f"For returns{_about(meeting, child)}"
    cells = (title, join((f"{len(left)} not noted", MUTED) if left else "noted"))
    return Row(f"returns/{child.id}", words, "○" if missing else "✓", cells=cells, title=title)


def _about(meeting: Meeting, child: Child) -> str:
    return f" about {child.name}" if len(meeting.concern.children) > 1 else ""


def _counted(meeting: Meeting, clocks: Iterable[Counting]) -> str:
    """Return both ways of counting, where a repeat discussion makes them differ."""
    counted = [
        needless_words(names)
        if clock.needless
        else f"{f'{names}: ' if names else ''}{_both_ways(clock.clocks)}"
        for clock in clocks
        for names in (whose(meeting, clock.children),)
    ]
    return "; ".join(counted) or "No enquiries are initiated yet."


def _both_ways(clocks: Clocks) -> str:
    first, last = said(clocks.from_initiating), said(clocks.from_last)
    if not clocks.differ:
        return f"15 working days from the discussion: {first}"
    return f"15 working days from the discussion that initiated: {first}; from the last one: {last}"


def _conference_row(meeting: Meeting, clocks: Sequence[Counting], today: date) -> Row:
    conference, counted = meeting.plan.conference, _counted(meeting, clocks)
    due = first_due(clocks)
    if conference is None:
        words = join("Conference: ", (f"not part of the plan (Enter). {counted}", MUTED))
        return _in_short("conference", words, "○", "Conference", ("not planned", MUTED))
    if conference.held_on:
        words = join(
            "Conference: ", (f"held on {said(conference.held_on)}", "$success"), f"; {conference.reason}"
        )
        held = (f"held {say_near(conference.held_on, today)}", "$success")
        return _in_short("conference", words, "✓", "Conference", held)
    late = due is not None and conference.target_on is not None and conference.target_on > due
    target = f"target {said(conference.target_on) or 'NO DATE'}"
    words = join(
        f"Conference: {conference.reason}\n",
        (target, "bold $error" if late or not conference.target_on else "$accent"),
        (f" · {counted}{' · LATE' if late else ''}", "$error" if late else MUTED),
    )
    day = say_near(conference.target_on, today) if conference.target_on else "NO DATE"
    style = "bold $error" if late or not conference.target_on else ""
    return _in_short("conference", words, "·", "Conference", (day, style))


def _in_short(key: str, words: Wording, mark: str, what: str, by: Part) -> Row:
    return Row(key, words, mark, cells=(what, "", "", join(by)), title=what)


def next_meeting_row(meeting: Meeting, today: date) -> Row:
    """Return the row that says when the next meeting is."""
    at = meeting.plan.next_meeting_at
    words = join("Next meeting: ", (said(at), "$accent") if at else ("not planned (Enter)", MUTED))
    by: Part = say_near(at, today) if at else ("not planned", MUTED)
    return _in_short("next", words, "✓" if at else "○", "Next meeting", by)
