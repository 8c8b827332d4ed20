"""What is wrong: cancelled, in dispute, late information, a minimum that was not met."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chairtui.core.decision import Decision
from chairtui.core.listing import and_words, or_words
from chairtui.core.register import present
from chairtui.core.rooms import children_of, lacking, rooms, together
from chairtui.core.views import without_minimum_words
from chairtui.core.vocabulary import Change, Form, RecordKind, Stage
from chairtui.records.content.frame import Copy, Frame
from chairtui.records.record import Callout, Part, Tone

CHANGES = {
    Change.YES: "It changes the decision.",
    Change.NO: "It does not change the decision.",
    Change.UNDECIDED: "Whether it changes the decision is not settled yet.",
}

UNSETTLED_COPY = (
    "Two machines changed something apart, and it was still to be settled when this was made.",
    "What each side says is left out of this copy, which shows at most one of the two.",
    "Ask the chair what stands.",
)
"""What a copy says of what is not settled."""

_NOBODY = {
    "social_worker": "local authority social worker",
    "police": "police officer",
    "health": "health practitioner",
}

_WITHOUT = {"social_worker": "a social worker", "police": "the police", "health": "health"}


def alarm_parts(frame: Frame) -> Iterator[Part]:
    """Return what must be seen before anything else."""
    meeting = frame.meeting
    if because := meeting.preparing.cancelled_because:
        yield Callout(Tone.ALARM, "The meeting was cancelled.", (because,))
    yield from unsettled_parts(frame)
    yield from late_parts(frame)
    yield from minimum_parts(frame)


def unsettled_parts(frame: Frame) -> Iterator[Part]:
    """Return that two machines' changes are not settled; a copy tells neither what nor how much was cut."""
    if not frame.unsettled:
        return
    if frame.copy != Copy():
        yield Callout(Tone.ALARM, UNSETTLED_COPY[0], UNSETTLED_COPY[1:])
        return
    lead = f"Changed on two machines apart and not settled: {len(frame.unsettled)}."
    yield Callout(Tone.ALARM, lead, ("What each side says stands under “Changed on two machines apart”.",))


def late_parts(frame: Frame) -> Iterator[Part]:
    """Return that information came after signing, and whether it changes the decision."""
    if changed := frame.meeting.closing.changed:
        tone = Tone.ANSWER if changed is Change.NO else Tone.ALARM
        lines = [CHANGES[changed]]
        unsettled = sum(one.change is Change.UNDECIDED for one in frame.meeting.closing.addenda)
        if changed is Change.YES and unsettled:
            lines.append(f"Of {unsettled} more it is not settled yet whether it does.")
        if frame.copy.kind in (RecordKind.FULL, RecordKind.CHILD):
            lines.append("What came stands under “Late information”.")
        yield Callout(tone, "Information came after this record was signed.", tuple(lines))


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
    for room in rooms(meeting):
        missing.setdefault(tuple(part.field for part in lacking(together(meeting, room))), []).append(room)
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
    return f"No {or_words([_NOBODY[one] for one in fields])}"


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
