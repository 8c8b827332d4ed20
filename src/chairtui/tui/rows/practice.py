"""The guided practice: one instruction after the other, each judged by the meeting as it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from chairtui.core.meeting import Meeting
from chairtui.core.rooms import PARTS
from chairtui.core.vocabulary import Stage, YesNo
from chairtui.core.with_ids import find
from chairtui.tui.keys import with_keys

MEETING = "DEMO-1"
"""The reference of the invented meeting that is practised on."""


NO_HEALTH = next(part.warning for part in PARTS if part.field == "health")
"""The rule whose stop is to be answered."""


@dataclass(frozen=True)
class Instruction:
    """What to do next."""

    words: str
    """One thing, in one or two sentences; an act in braces stands for its key."""
    done: Callable[[Meeting], bool]
    """Whether it was done, as the meeting stands: also where it was done otherwise, or before."""


def came(line_id: str) -> Callable[[Meeting], bool]:
    """Return whether a line of the register was here at any time."""

    def said(meeting: Meeting) -> bool:
        line = find(meeting.attendance.register, line_id)
        return bool(line and line.stays)

    return said


def _shared(meeting: Meeting) -> bool:
    heard = {line.id for line in meeting.attendance.register if line.stays}
    return any(item.attendee_id in heard for item in meeting.sharing.contributions)


INSTRUCTIONS: tuple[Instruction, ...] = (
    Instruction(
        "This is the meeting about Kian, who is missing. {start} starts it.",
        lambda meeting: meeting.stage is not Stage.PREPARING,
    ),
    Instruction(
        "Amara Nwosu, his social worker, comes in. Who is here ({step_1}): go to her line; "
        "{presence}: she is here.",
        came("nwosu"),
    ),
    Instruction(
        "The warnings say who is still missing. Paul Renwick of the police comes in: his line, {presence}.",
        came("renwick"),
    ),
    Instruction(
        "Nobody from health is here, and a stop says so. {warnings} goes to the warnings: open that one, "
        "and say whom you rang. {warnings} goes back.",
        lambda meeting: (
            any(one.handled for one in meeting.warnings if one.code == NO_HEALTH) or came("whitlock")(meeting)
        ),
    ),
    Instruction(
        "Joan Whitlock, the nurse, joins by phone: go to her line, {mode} says how. The stop goes away.",
        came("whitlock"),
    ),
    Instruction(
        "Safety comes first. Why we meet ({step_2}): open “Is each child safe now?”, answer no, say what "
        "is being done; {save} saves.",
        lambda meeting: meeting.concern.safety.safe is not YesNo.UNKNOWN,
    ),
    Instruction(
        "{read_aloud} shows the words to read aloud; at their end say that you read them.",
        lambda meeting: meeting.concern.purpose_read_at is not None,
    ),
    Instruction(
        "Now each agency in turn. {contribution} writes down what one of them shared, and what it means "
        "for Kian.",
        _shared,
    ),
    Instruction(
        "What it means ({step_4}): open the working hypothesis, and say what you think is happening.",
        lambda meeting: bool(meeting.analysis.hypotheses),
    ),
    Instruction(
        "Decision ({step_5}): {decide} writes it, its risks and its evidence. What is still open is "
        "asked first.",
        lambda meeting: bool(meeting.deciding.decisions),
    ),
    Instruction(
        "Ask each agency: on its line {agrees} says that it agrees, {position} that it sees it otherwise.",
        lambda meeting: bool(meeting.deciding.positions),
    ),
    Instruction(
        "{action}: who does what by when? A name and a day; an agency is not a person.",
        lambda meeting: bool(meeting.plan.actions),
    ),
)
"""In the order of the meeting. Conditions are about the meeting alone: undo takes an instruction back too."""

OPEN = f"Open the meeting {MEETING}: go to it, and Enter."
ELSEWHERE = f"The practice is in {MEETING}; {{home}} goes back to the list of meetings."
OVER = (
    "That was a meeting from its start to its plan. Read back ({step_7}): {gap_reason} gives a reason for "
    "what stays open, {sign} signs. {undo} takes back the last thing you did. {end_practice} ends the "
    "practice; nothing of it is kept."
)


def next_of(meeting: Meeting) -> int:
    """Return the place of the first instruction that is not done; one after the last where all are."""
    places = (place for place, one in enumerate(INSTRUCTIONS) if not one.done(meeting))
    return next(places, len(INSTRUCTIONS))


def instruction(meeting: Meeting | None) -> str:
    """Return what to do next, as a sentence; without a meeting, which one to open."""
    if meeting is None:
        return _told("Practice", OPEN)
    if meeting.reference != MEETING:
        return _told("Practice", ELSEWHERE)
    place = next_of(meeting)
    if place == len(INSTRUCTIONS):
        return _told("Practice: done", OVER)
    return _told(f"Practice, {place + 1} of {len(INSTRUCTIONS)}", INSTRUCTIONS[place].words)


def _told(where: str, words: str) -> str:
    leaves = "" if words == OVER else "   {end_practice}: no more of this"
    return with_keys(f"{where}: {words}{leaves}")
