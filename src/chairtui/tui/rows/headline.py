"""The two lines above every step: which meeting, what time, who of the minimum is missing."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from textual.content import Content

from chairtui.core.agenda import minutes_of
from chairtui.core.births import age_words
from chairtui.core.calendar.clocks import say_clock
from chairtui.core.calendar.deadlines import local_day, working_days_between
from chairtui.core.decision import standing
from chairtui.core.listing import and_words
from chairtui.core.meeting import Meeting
from chairtui.core.register import minimum, present
from chairtui.core.rooms import children_of, moments, record_type, together
from chairtui.core.scheduling import is_first
from chairtui.core.vocabulary import Outcome, Stage, Step
from chairtui.tui.keys import with_keys
from chairtui.tui.widgets.bars import LOUD
from chairtui.tui.widgets.words import join

WORKING_DAYS = 3
"""Source: London Child Protection Procedures, as the 2020 Bromley audit quotes them."""

ONE_SITTING = timedelta(hours=12)
"""After this time a meeting that is not signed is no longer being held."""


class Saved(StrEnum):
    """Whether what was done is on disk, as the header says it."""

    YES = "● saved"
    WAITS = "◌ BEING SAVED"
    NOT = "✗ NOT SAVED"


IN_SHORT = {
    Outcome.INITIATE: "INITIATE s47",
    Outcome.DO_NOT_INITIATE: "DO NOT INITIATE s47",
    Outcome.CONTINUE: "CONTINUE s47",
    Outcome.ADJOURN: "ADJOURN",
}
"""A decision in as few words as tell it from the others."""


def title(meeting: Meeting, now: datetime, *, private: bool = False) -> Content:
    """Return which meeting this is: its reference, its children and their ages, its place in a series."""
    day = local_day(now)
    children = [
        f"{child.name} · {age}" if (age := age_words(child, day)) else child.name
        for child in meeting.concern.children
    ]
    number = len(meeting.series.earlier) + 1
    series = f"  {_ordinal(number)} in series" if number > 1 else ""
    still_urgent = meeting.urgent and meeting.stage is not Stage.SIGNED
    urgent = ("  ", ("URGENT", LOUD)) if still_urgent else ()
    hidden = ("  ", (with_keys("PRIVATE ({privacy})"), LOUD)) if private else ()
    return join(f" {meeting.reference}  {', '.join(children)}{series}", *urgent, *hidden)


def timing(meeting: Meeting, step: Step, now: datetime, in_step: float, saved: Saved) -> Content:
    """Return the time, how long the meeting and this step have taken, and whether all is saved."""
    parts: list[str | tuple[str, str]] = [f"{say_clock(now)}"]
    if meeting.started_at and meeting.stage is not Stage.SIGNED:
        parts.append(f" · {_taken(now - meeting.started_at)}")
    if meeting.started_at and meeting.stage is not Stage.SIGNED and now - meeting.started_at < ONE_SITTING:
        minutes = minutes_of(meeting, step)
        in_step = min(in_step, max(0.0, (now - meeting.started_at).total_seconds()))
        over = in_step > minutes * 60
        parts.append(f" · this step {_minutes(in_step)} of {minutes}")
        parts += [" ", ("OVER", LOUD)] if over else []
    elif meeting.stage is Stage.PREPARING:
        off = meeting.preparing.cancelled_because
        parts += [" · ", ("CANCELLED", LOUD)] if off else [with_keys(" · not started ({start} starts)")]
    parts.append("  ● saved " if saved is Saved.YES else (f"  {saved.value} ", LOUD))
    return join(*parts)


def minimum_words(meeting: Meeting) -> Content:
    """Return who of the minimum attendance is here; once all have left after the decision, who was at it."""
    over = meeting.stage is Stage.SIGNED or (
        meeting.stage is Stage.DECIDED and not present(meeting.attendance)
    )
    reached = record_type(meeting).minimum if over else together(meeting)
    early = meeting.stage is Stage.PREPARING
    gone = "NOT THERE" if over else "not here yet" if early else "NOT HERE"
    absent_style = "$text-muted" if early else "bold $error"
    wanted = {"social worker": reached.social_worker, "police": reached.police, "health": reached.health}
    left = {words: "" if here else _left(meeting, words, over=over) for words, here in wanted.items()}
    last = next((words for words in reversed(wanted) if not (wanted[words] or left[words])), "")
    gap = "  " if all(left.values()) else "   "  # that all have left stands whole in 80 columns
    parts: list[str | tuple[str, str]] = [" DECIDED  " if over else " MINIMUM  "]
    for words, here in wanted.items():
        if here:
            parts.append((f"{words} ✓{gap}", "$success"))
        else:
            why = left[words] or (gone if words == last else "")
            parts.append((f"{words} {'○' if early else '✗'} {why}".rstrip() + gap, absent_style))
    return join(*parts).rstrip()


def _left(meeting: Meeting, words: str, *, over: bool) -> str:
    """Return when the last of a part of the minimum left: once all is over, before it was decided."""
    until = min(moments(meeting), default=None) if over else None
    times = [
        line.stays[-1].left_at
        for line in meeting.attendance.register
        if line.stays and line.stays[-1].left_at and getattr(minimum((line,)), words.replace(" ", "_"))
    ]
    times = [at for at in times if until is None or at <= until]
    return f"LEFT {say_clock(max(times))}" if times and meeting.stage is not Stage.PREPARING else ""


def decided_words(meeting: Meeting) -> Content:
    """Return what was decided, when and about whom, as short as it can stay in sight; empty before that."""
    parts: list[Content] = []
    for decision in standing(meeting):
        names = children_of(meeting, decision)
        about = f"{and_words(names)} " if len(names) < len(meeting.concern.children) else ""
        at = f" {say_clock(decision.decided_at)}" if decision.decided_at else ""
        parts.append(join(about, (IN_SHORT[decision.outcome], "bold $accent"), at))
    if parts and meeting.undecided:
        parts.append(join((f"{len(meeting.undecided)} not decided", "$warning")))
    return join(Content(" · ").join(parts), " ") if parts else Content()


def deadline_words(meeting: Meeting, now: datetime) -> Content:
    """Return where the first meeting about a concern stands against three working days; nothing later."""
    if not is_first(meeting):
        return join("")
    if meeting.concern.raised_at is None:
        return join(("no time of concern ", "$warning"))
    start = local_day(meeting.concern.raised_at)
    end = local_day(meeting.started_at or meeting.scheduled_at or now)
    day = working_days_between(start, end)
    late = day > WORKING_DAYS
    held = "held on " if meeting.started_at else ""
    words = f"{held}day {day} of {WORKING_DAYS}{' LATE' if late else ''} "
    return join((words, "$warning" if late else ""))


def _ordinal(number: int) -> str:
    return {1: "1st", 2: "2nd", 3: "3rd"}.get(number, f"{number}th")


def _minutes(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def _taken(taken: timedelta) -> str:
    """Say how long a meeting has taken; nothing is made up where the clock went back to before it began."""
    if taken < timedelta(0):
        return "the clock went back"
    minutes = int(taken.total_seconds()) // 60
    return f"{minutes // 60}:{minutes % 60:02} elapsed" if taken < ONE_SITTING else "not signed"
