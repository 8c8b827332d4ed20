"""The first page of a record: what is wrong, who the child is, whether safe, the decision, who does what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from chairtui.core.calendar.clocks import say_clock
from chairtui.core.calendar.deadlines import local_day
from chairtui.core.children import Child
from chairtui.core.concern import SAFETY
from chairtui.core.decision import Decision
from chairtui.core.listing import and_words
from chairtui.core.rooms import record_type, rooms
from chairtui.core.views import urgent_words
from chairtui.core.vocabulary import Education, Form, RecordKind, Redaction, Stage, YesNo
from chairtui.records.content.actions import ACTIONS, YOURS, actions_parts
from chairtui.records.content.alarms import alarm_parts
from chairtui.records.content.decision import DECISION, decision_parts
from chairtui.records.content.family_pages import LEFT_OUT, born, numbers_shown
from chairtui.records.content.fitting import fits
from chairtui.records.content.frame import Frame, capital, said
from chairtui.records.content.head import name_of
from chairtui.records.content.what_is_left_out import IN_SHORT, copy_words
from chairtui.records.content.who_was_missing import WITHOUT, missing_parts
from chairtui.records.record import Callout, Cell, Fact, Paragraph, Part, Section, Tone, fact, facts, table

FOLDED = (10, 8, 7, 6, 5, 4)
"""How many actions stand on the first page, if not all do."""
RUNS_ON = 8
"""How many, if not even the fewest fit."""


class FirstPage(NamedTuple):
    """The first page of a record."""

    sections: tuple[Section, ...]
    alone: bool
    """Whether it all stands on one page, so that what follows begins on the next."""
    folded: bool
    """Whether actions are left to the plan."""


def page_one(frame: Frame) -> FirstPage:
    """Return the first page; of more actions than it holds, it has those at once and the earliest due."""
    name, number = name_of(frame.meeting.concern.children), len(frame.meeting.plan.actions)
    for most in (None, *(one for one in FOLDED if one < number)):
        sections = _sections(frame, most)
        if fits(name, sections):
            return FirstPage(sections, alone=True, folded=most is not None)
    most = RUNS_ON if number > RUNS_ON else None
    return FirstPage(_sections(frame, most), alone=False, folded=most is not None)


def _sections(frame: Frame, most: int | None) -> tuple[Section, ...]:
    yours = frame.copy.kind is RecordKind.EXTRACT and frame.omits(Redaction.ACTIONS)
    actions = YOURS if yours else ACTIONS
    return (
        Section(IN_SHORT, tuple(_in_short(frame)), leads=True),
        Section(DECISION, tuple(decision_parts(frame))),
        Section(actions, tuple(actions_parts(frame, most))),
        Section(WITHOUT, tuple(missing_parts(frame))),
    )


def _in_short(frame: Frame) -> Iterator[Part]:
    yield from copy_words(frame)
    yield from alarm_parts(frame)
    yield from child_parts(frame)
    yield from facts(*_held(frame))
    yield from _safety(frame)


def child_parts(frame: Frame) -> Iterator[Part]:
    """Return who the children are: one as facts, several as a table."""
    children = frame.meeting.concern.children
    if len(children) == 1:
        (child,) = children
        places = frame.omits(Redaction.PLACES)
        yield from facts(
            fact("Born", born(frame, child)),
            fact("Lives with", LEFT_OUT if places else capital(child.lives_with) or "not written"),
            fact("School", LEFT_OUT if places else setting(child) or "not written"),
            fact("Numbers", numbers_shown(frame, child)),
        )
        return
    if not children:
        yield Paragraph("No child is named.", strong=True)
        return
    yield table("Child|Born|Lives with|School or setting", (_child(frame, one) for one in children))


def _child(frame: Frame, child: Child) -> tuple[str | Cell, ...]:
    places = frame.omits(Redaction.PLACES)
    numbers = numbers_shown(frame, child)
    return (
        Cell(child.name, (numbers,) if numbers and numbers != LEFT_OUT else (), strong=True),
        born(frame, child),
        LEFT_OUT if places else capital(child.lives_with) or "not written",
        LEFT_OUT if places else setting(child) or "not written",
    )


def setting(child: Child) -> str:
    """Return where a child goes to school or nursery, or how they are taught."""
    return child.setting or (child.education.value if child.education is not Education.UNKNOWN else "")


def _held(frame: Frame) -> Iterator[Fact]:
    meeting = frame.meeting
    if meeting.concern.words.strip():
        yield fact("Why it was held", meeting.concern.words)
    if meeting.stage is Stage.PREPARING:
        yield fact("Held", "The meeting has not begun.", said(meeting.scheduled_at, ""))
    else:
        yield fact("Held", held_words(frame), urgent_words(meeting))
    if meeting.stage is not Stage.PREPARING and record_type(meeting).minimum.met:
        yield fact("There", met_words(rooms(meeting)))
    chair = meeting.attendance.chair
    yield fact("Chair", chair.words if chair else "nobody is named")


def held_words(frame: Frame) -> str:
    """Return when a meeting was held, until when people were in it, and how they took part."""
    meeting = frame.meeting
    stays = [stay for line in meeting.attendance.register for stay in line.stays]
    gone = [stay.left_at for stay in stays if stay.left_at]
    until = f" to {say_clock(max(gone))}" if gone and len(gone) == len(stays) else ""
    modes = list(dict.fromkeys(stay.mode.value for stay in stays))
    how = and_words([mode if mode.startswith("in ") else f"by {mode}" for mode in modes])
    form = "" if meeting.form is Form.MEETING else meeting.form.value
    return ", ".join(filter(None, (f"{said(meeting.started_at)}{until}", form, how)))


def met_words(decisions: Sequence[Decision | None]) -> str:
    """Return that the three of the minimum were together, and when."""
    three = "Social worker, police and health"
    if decisions[0] is None:
        return f"{three} are together."
    return f"{three} were together {'when it was decided' if len(decisions) == 1 else 'at each decision'}."


def _safety(frame: Frame) -> Iterator[Part]:
    safety = frame.meeting.concern.safety
    several = len(frame.meeting.concern.children) > 1
    held = frame.meeting.started_at
    on = f", on {said(local_day(held))}" if held else ""
    answer = safety.safe.value.capitalize()
    lead = f"Is {'each' if several else 'the'} child safe? {answer}{on}.{frame.disputed(SAFETY)}"
    tone = Tone.ANSWER if safety.safe is YesNo.YES else Tone.ALARM
    words = safety.words
    if frame.copy.kind is RecordKind.EXTRACT:
        words = "What was said of it is left out of this copy."
    yield Callout(tone, lead, (words,) if words.strip() else ())
