"""The first page of a record: what is wrong, who the child is, whether safe, the decision, who does what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from chairtui.core.actions import Action
from chairtui.core.calendar.deadlines import CONFERENCE_WITHIN, local_day
from chairtui.core.calendar.when import say_clock
from chairtui.core.children import Child
from chairtui.core.concern import SAFETY
from chairtui.core.courses import Clocks
from chairtui.core.decision import Decision
from chairtui.core.enquiries import whose
from chairtui.core.listing import and_words
from chairtui.core.register import present
from chairtui.core.rooms import children_of, lacking, record_type, rooms, together
from chairtui.core.threshold import judged_words, threshold_said
from chairtui.core.views import (
    again_words,
    conference_words,
    ended,
    outcome_words,
    urgent_words,
    who,
    without_minimum_words,
)
from chairtui.core.vocabulary import (
    ActionStatus,
    Category,
    Change,
    Education,
    Form,
    RecordKind,
    Redaction,
    Stage,
    View,
    YesNo,
)
from chairtui.core.with_ids import find
from chairtui.records.content.family_pages import LEFT_OUT, born, numbers_shown
from chairtui.records.content.fitting import fits
from chairtui.records.content.frame import TELLING, Frame, said
from chairtui.records.content.head import name_of
from chairtui.records.record import (
    Callout,
    Cell,
    Fact,
    Paragraph,
    Part,
    Section,
    Tone,
    fact,
    facts,
    listed,
    table,
)

NOT_DECIDED = "No decision about section 47 was taken."
IN_SHORT, DECISION, ACTIONS, YOURS = "In short", "Decision", "Actions", "Your actions"
WITHOUT = "Who was missing when it was decided"
FOLDED = (10, 8, 7, 6, 5, 4)
"""How many actions stand on the first page, if not all do."""
RUNS_ON = 8
"""How many, if not even the fewest fit."""

CHANGES = {
    Change.YES: "It changes the decision.",
    Change.NO: "It does not change the decision.",
    Change.UNDECIDED: "Whether it changes the decision is not settled yet.",
}
_NOBODY = {
    "social_worker": "No local authority social worker",
    "police": "No police officer",
    "health": "No health practitioner",
}
_WITHOUT = {"social_worker": "a social worker", "police": "the police", "health": "health"}


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
    actions = YOURS if frame.copy.kind is RecordKind.EXTRACT else ACTIONS
    return (
        Section(IN_SHORT, tuple(_in_short(frame)), leads=True),
        Section(DECISION, tuple(decision_parts(frame))),
        Section(actions, tuple(actions_parts(frame, most))),
        Section(WITHOUT, tuple(_without(frame))),
    )


def _in_short(frame: Frame) -> Iterator[Part]:
    yield from copy_words(frame)
    yield from _alarms(frame)
    yield from child_parts(frame)
    yield from facts(*_held(frame))
    yield from _safety(frame)


def copy_words(frame: Frame) -> Iterator[Part]:
    """Return what a copy says of itself; nothing for the whole record."""
    copy = frame.copy
    about = f", about {copy.child} alone" if copy.child else ""
    left = "; ".join(one.value for one in Redaction if one in copy.left_out)
    said_of_it = [
        f"This copy is for {copy.recipient}{about}." if copy.recipient else "",
        f"This copy is about {copy.child} alone." if copy.child and not copy.recipient else "",
        f"It leaves out: {left}." if left and copy.kind is not RecordKind.NOTICE else "",
        "Your own numbers of the child are in it." if _numbers_kept(frame) else "",
        f"{_texts(copy.withheld)} left out that may speak of another child." if copy.withheld else "",
    ]
    if words := " ".join(filter(None, said_of_it)):
        yield Paragraph(words)


def _numbers_kept(frame: Frame) -> bool:
    children = frame.meeting.concern.children
    return frame.omits(Redaction.NUMBERS) and any(
        one.nhs_number or one.upn or one.local_id for one in children
    )


def _texts(number: int) -> str:
    return "1 text is" if number == 1 else f"{number} texts are"


def _alarms(frame: Frame) -> Iterator[Part]:
    meeting = frame.meeting
    if because := meeting.preparing.cancelled_because:
        yield Callout(Tone.ALARM, "The meeting was cancelled.", (because,))
    if number := len(meeting.conflicts):
        lead = f"Changed on two machines apart and not settled: {number}."
        yield Callout(
            Tone.ALARM, lead, ("What each side says stands under “Changed on two machines apart”.",)
        )
    yield from late_parts(frame)
    yield from minimum_parts(frame)


def late_parts(frame: Frame) -> Iterator[Part]:
    """Return that information came after signing, and whether it changes the decision."""
    if changed := frame.meeting.closing.changed:
        tone = Tone.ANSWER if changed is Change.NO else Tone.ALARM
        yield Callout(tone, "Information came after this record was signed.", (CHANGES[changed],))


def minimum_parts(frame: Frame) -> Iterator[Part]:
    """Return who of the minimum was missing at a decision, what follows, and what was noted of it."""
    meeting = frame.meeting
    if meeting.stage is Stage.PREPARING:
        return
    if meeting.form is Form.CALLS:
        noted = _noted(frame, rooms(meeting))
        words = "A chain of calls is no meeting: nobody of the minimum was together."
        yield Callout(Tone.ALARM, _CALLS, (words, *_went_on(frame), *noted))
        return
    missing: dict[tuple[str, ...], list[Decision | None]] = {}
    for one in rooms(meeting):
        missing.setdefault(tuple(part.field for part in lacking(together(meeting, one))), []).append(one)
    for fields, decisions in missing.items():
        if fields:
            lead = f"{_lead(fields)} {_when(frame, decisions)}"
            noted = _noted(frame, decisions)
            yield Callout(Tone.ALARM, lead, (*_follows(frame, fields), *_went_on(frame), *noted))


def _noted(frame: Frame, decisions: Sequence[Decision | None]) -> tuple[str, ...]:
    """Return what was noted of the parts that were missing at these decisions, each sentence once."""
    taken = {one.id for one in decisions if one}
    return tuple(
        dict.fromkeys(
            line
            for without in frame.without
            if not without.decisions or taken.intersection(without.decisions)
            for line in without.noted
        )
    )


_CALLS = "It was a chain of one-to-one calls, in which nobody hears everybody."


def _lead(fields: Sequence[str]) -> str:
    words = " and ".join(_NOBODY[one] for one in fields)
    return words[:1] + words[1:].replace("No ", "no ")


def _when(frame: Frame, decisions: Sequence[Decision | None]) -> str:
    if decisions[0] is None:
        attendance = frame.meeting.attendance
        over = any(line.stays for line in attendance.register) and not present(attendance)
        left = "was there for a decision: everyone has left and none was taken."
        return left if over else "is here so far."
    names = [name for one in decisions if one for name in children_of(frame.meeting, one)]
    about = f" about {and_words(names)}" if len(names) < len(frame.meeting.concern.children) else ""
    return f"was there when it was decided{about}."


def _follows(frame: Frame, fields: Sequence[str]) -> Iterator[str]:
    if frame.meeting.attendance.override is None:
        without = and_words([_WITHOUT[one] for one in fields])
        yield f"Without {without} this is a multi-agency meeting, not a strategy discussion."


def _went_on(frame: Frame) -> Iterator[str]:
    if words := without_minimum_words(frame.meeting):
        yield words


def child_parts(frame: Frame) -> Iterator[Part]:
    """Return who the children are: one as facts, several as a table."""
    children = frame.meeting.concern.children
    if len(children) == 1:
        (child,) = children
        places = frame.omits(Redaction.PLACES)
        yield from facts(
            fact("Born", born(frame, child)),
            fact("Lives with", LEFT_OUT if places else _capital(child.lives_with) or "not written"),
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
        LEFT_OUT if places else _capital(child.lives_with) or "not written",
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


def decision_parts(frame: Frame) -> Iterator[Part]:
    """Return what was decided for whom, why, and who disagrees."""
    deciding = frame.meeting.deciding
    if not deciding.decisions:
        yield Paragraph(NOT_DECIDED, strong=True)
        return
    alike: dict[tuple[object, ...], list[Decision]] = {}
    for decision in deciding.decisions:
        alike.setdefault((decision.outcome, decision.decided_at, *_lines(frame, decision)), []).append(
            decision
        )
    for several in alike.values():
        yield _decided(frame, several)
    if undecided := frame.meeting.undecided:
        yield Paragraph(f"No decision for {and_words([one.name for one in undecided])}.", strong=True)


def _decided(frame: Frame, alike: Sequence[Decision]) -> Part:
    first = alike[0]
    children = [child_id for one in alike for child_id in one.children]
    several = len(frame.meeting.concern.children) > 1
    return Callout(
        Tone.DECISION,
        f"{_capital(outcome_words(first))}{frame.disputed('decision', *children)}",
        _lines(frame, first),
        and_words([frame.child(one) for one in children]) if several else "",
    )


def _lines(frame: Frame, decision: Decision) -> tuple[str, ...]:
    because = decision.rationale.risks.strip()
    decided = f"Decided {said(decision.decided_at)}."
    threshold = _threshold(frame, decision)
    lines = (
        again_words(frame.meeting, decision),
        f"Because: {because}" if because else "",
        " ".join(filter(None, (threshold, decided))),
        _disagreeing(frame, decision),
    )
    return tuple(filter(None, lines))


def _threshold(frame: Frame, decision: Decision) -> str:
    words = {child_id: _threshold_of(frame, child_id) for child_id in decision.children}
    said_of = set(words.values())
    if said_of == {""}:
        return "" if frame.omits(Redaction.ANALYSIS) or frame.copy.outside else "Threshold: not judged."
    if len(said_of) == 1:
        return ended(f"Threshold: {said_of.pop()}")
    each = "; ".join(f"{frame.child(one)}: {word or 'not judged'}" for one, word in words.items())
    return ended(f"Threshold: {each}")


def _threshold_of(frame: Frame, child_id: str) -> str:
    judged = find(frame.meeting.analysis.judgements, child_id)
    if judged is None:
        return threshold_said(frame.meeting, child_id)
    harm = f"; {judged.category.value}" if judged.category is not Category.NONE else ""
    return f"{judged_words(judged)}{harm}{frame.disputed('threshold', child_id)}"


def _disagreeing(frame: Frame, decision: Decision) -> str:
    names = [
        who(line, frame.title)
        for line in frame.meeting.attendance.register
        if (taken := frame.meeting.deciding.view(line.id, decision.id)) and taken.view is View.DISAGREE
    ]
    cut = ("Views of others are left out of this copy.",) if frame.copy.kind is RecordKind.EXTRACT else ()
    return " ".join((*([f"Disagrees: {and_words(names)}."] if names else ()), *cut))


def decision_words(frame: Frame, decision: Decision) -> str:
    """Return what was decided for whom, and when."""
    children = ", ".join(frame.child(child_id) for child_id in decision.children)
    again, disputed = again_words(frame.meeting, decision), frame.disputed("decision", *decision.children)
    decided = f"{children}: {outcome_words(decision)}. Decided {said(decision.decided_at)}."
    return f"{decided} {again}".rstrip() + disputed


def actions_parts(frame: Frame, most: int | None = None) -> Iterator[Part]:
    """Return the actions, each with owner and due date, and when one meets again."""
    plan = frame.meeting.plan
    cut = frame.omits(Redaction.ACTIONS)
    shown = _first(plan.actions, most)
    rows = [action_row(frame, number, action) for number, action in shown]
    about = "that is about this child" if frame.copy.of_several else "in this meeting"
    nothing = f"No action {about} is yours." if cut else "No action was agreed."
    yield table("No.:number|What:wide|Who:person|By when:date", rows, nothing)
    if cut and rows:
        yield Paragraph("Only your own actions stand here.")
    left = [action for action in plan.actions if action not in [one for _, one in shown]]
    if left:
        due = min((day for one in left if (day := _due(one))), default=None)
        first = f", the first due {said(due)}," if due else ""
        verb = "stands" if len(left) == 1 else "stand"
        number = "1 more action" if len(left) == 1 else f"{len(left)} more actions"
        yield Paragraph(f"{number}{first} {verb} under “The plan”.")
    if plan.nothing_needed:
        yield listed(ended(f"No {one.id.value} action: {one.because}") for one in plan.nothing_needed)
    yield from ahead_parts(frame)


def _first(actions: Sequence[Action], most: int | None) -> list[tuple[int, Action]]:
    numbered = list(enumerate(actions, 1))
    if most is None:
        return numbered
    latest = date.max
    urgent = sorted(numbered, key=lambda one: (one[1].horizon.value, _due(one[1]) or latest, one[0]))
    return sorted(urgent[:most], key=lambda one: one[0])


def _due(action: Action) -> date | None:
    return local_day(action.due_at) if action.due_at else action.due_on


def action_row(frame: Frame, number: int, action: Action) -> tuple[str | Cell, ...]:
    """Return an action as a row: its number, what and why, who, and by when."""
    agency = frame.agency(action.agency, action.owner_id) or "NO AGENCY"
    below = [f"Why: {action.why}" if action.why else "Why is not written."]
    if action.status is not ActionStatus.OPEN:
        below.append(ended(": ".join(filter(None, (_capital(action.status.value), action.evidence)))))
    if action.acknowledged_at:
        below.append(f"{action.owner} knows of it since {said(action.acknowledged_at)}.")
    due: datetime | date | None = action.due_at or action.due_on
    return (
        str(number),
        Cell(action.what, tuple(below)),
        Cell(action.owner or "NOBODY NAMED", (agency,)),
        said(due, "NO DAY"),
    )


def ahead_parts(frame: Frame) -> Iterator[Part]:
    """Return what lies ahead: the next meeting, the conference, the last day for it by either count."""
    plan = frame.meeting.plan
    counted = [one for one in frame.clocks if not one.needless]
    clocks = [line for one in counted for line in _clock(one.clocks, whose(frame.meeting, one.children))]
    planned = conference_words(frame.meeting)
    nothing = "None is planned." if clocks and not planned else ""
    yield from facts(
        fact("Next meeting", said(plan.next_meeting_at, "None is set.")),
        fact("Conference", planned or nothing, *clocks),
    )


def _clock(clocks: Clocks, names: str) -> Iterator[str]:
    about = f" about {names}" if names else ""
    ends = f"The {CONFERENCE_WITHIN} working days{about} end on"
    if not clocks.differ:
        yield f"{ends} {said(clocks.from_initiating)}."
        return
    yield (
        f"{ends} {said(clocks.from_initiating)}, counted from the discussion that started section 47 "
        f"enquiries ({said(clocks.initiated_on)}), and on {said(clocks.from_last)}, counted from the last "
        f"one ({said(clocks.last_on)})."
    )
    yield "Working Together 2023 counts from the first; some local procedures count from the last."


def _without(frame: Frame) -> Iterator[Part]:
    if not frame.meeting.deciding.decisions:
        begun = frame.meeting.stage is not Stage.PREPARING
        yield Paragraph(NOT_DECIDED if begun else "The meeting has not begun.")
        return
    yield from without_parts(frame)
    if note := frame.meeting.deciding.without_note:
        yield Paragraph(ended(f"The chair adds: {note}"))


def without_parts(frame: Frame) -> Iterator[Part]:
    """Return who was missing at each decision, whether they were asked, and what is done about it.

    A copy that leaves out what others shared, their actions, or what warnings speak of, has only the names:
    it could not say what came from them, was arranged or was noted.
    """
    cut = frame.omits(*TELLING)
    short = cut or frame.copy.kind in (RecordKind.NOTICE, RecordKind.EXTRACT)
    for decided in frame.without:
        about = f" when the decision about {decided.about} was taken" if decided.about else ""
        if not decided.missing:
            yield Paragraph(f"Nobody who was expected or invited{about}.")
        elif short:
            yield Paragraph(decided.names, strong=True)
        else:
            if decided.about:
                yield Paragraph(f"About {decided.about}:", strong=True)
            alike: dict[tuple[str, str], list[str]] = {}
            for one in decided.missing:
                alike.setdefault((_capital(one.asked or one.state), one.remedy), []).append(one.who)
            rows = (("; ".join(names), asked, remedy) for (asked, remedy), names in alike.items())
            yield table("Who|Invited?|What is done about it", rows)
            yield Paragraph(decided.follows)


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
