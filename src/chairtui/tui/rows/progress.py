"""How far each step has come, in a sign or a figure for the list of steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from chairtui.core.children import unborn
from chairtui.core.meeting import Meeting
from chairtui.core.register import beside_the_chair, invited, present
from chairtui.core.rooms import in_room, rooms, together
from chairtui.core.threshold import threshold_said
from chairtui.core.vocabulary import ActionStatus, Invited, Stage, Step, YesNo
from chairtui.live.glance import heard_of
from chairtui.standards.verdict import Expected
from chairtui.tui.keys import STEPS
from chairtui.tui.rows.conflicts import APART
from chairtui.tui.rows.disputed import steps_disputed
from chairtui.tui.widgets.lines import Row

DONE = "✓"
NOTHING_TO_DO: Mapping[Step, int] = {}


def progress(meeting: Meeting, expected: Sequence[Expected]) -> dict[Step, str]:
    """Return for each step a tick, or how much of it is done; what is disputed there is never done."""
    disputed = steps_disputed(meeting)
    signs = _done(meeting, expected)
    return {step: APART[0] if step in disputed and sign == DONE else sign for step, sign in signs.items()}


def _done(meeting: Meeting, expected: Sequence[Expected]) -> dict[Step, str]:
    return {
        Step.WHO: _who(meeting, expected),
        Step.WHY: _why(meeting),
        Step.KNOW: _know(meeting),
        Step.MEAN: _mean(meeting),
        Step.DECIDE: _decide(meeting),
        Step.PLAN: _plan(meeting),
        Step.READ_BACK: DONE if meeting.stage is Stage.SIGNED else "",
    }


def _who(meeting: Meeting, expected: Sequence[Expected]) -> str:
    register = meeting.attendance.register
    settled = {line.id for line in register if invited(line, register) is not Invited.UNKNOWN}
    open_roles = [role for role in expected if role.attendee_id not in settled]
    # Who was there is asked of a signed meeting as of its decisions: since then everybody has left.
    at = rooms(meeting) if meeting.closing.signature else (None,)
    if all(together(meeting, one).met for one in at) and not open_roles:
        return DONE
    # Whoever leads is not counted, as in the minimum.
    here = min(len(beside_the_chair(in_room(meeting, one))) for one in at)
    return f"{here}/{awaited(meeting, expected)}"


def awaited(meeting: Meeting, expected: Sequence[Expected]) -> int:
    """Return how many are on the register, beside whoever leads, or expected and nobody stands for them."""
    nobody = sum(not role.attendee_id for role in expected)
    return len(beside_the_chair(meeting.attendance.register)) + nobody


def _why(meeting: Meeting) -> str:
    concern = meeting.concern
    voiced = {voice.id for voice in concern.voices} | unborn(concern.children, concern.circumstances)
    complete = (
        concern.purpose_read_at
        and concern.safety.safe is not YesNo.UNKNOWN
        and all(child.id in voiced for child in concern.children)
    )
    return DONE if complete else ""


def _know(meeting: Meeting) -> str:
    done, turns = heard_of(meeting)
    begun = meeting.stage in (Stage.PARTLY, Stage.DECIDED, Stage.SIGNED) or bool(present(meeting.attendance))
    return DONE if begun and turns and done == turns else f"{done}/{turns}"


def _mean(meeting: Meeting) -> str:
    children = meeting.concern.children
    judged = children and all(threshold_said(meeting, child.id) for child in children)
    return DONE if meeting.analysis.hypotheses and judged else ""


def _decide(meeting: Meeting) -> str:
    return DONE if meeting.concern.children and not meeting.undecided else ""


def _plan(meeting: Meeting) -> str:
    open_actions = sum(action.status is ActionStatus.OPEN for action in meeting.plan.actions)
    return str(open_actions) if meeting.plan.actions else ""


class Progress(NamedTuple):
    """A step, as the list of steps has it."""

    step: Step
    name: str
    """Its number and its name."""
    so_far: str
    """How far it has come, and how much it has still to do."""


def steps_so_far(done: dict[Step, str], to_do: Mapping[Step, int] = NOTHING_TO_DO) -> list[Progress]:
    """Return each step with how far it has come, and how much it has still to do."""
    return [
        Progress(step, f"{number} {name}", with_to_do(done[step], to_do.get(step, 0)))
        for number, (step, name) in enumerate(zip(Step, STEPS, strict=True), 1)
    ]


def step_rows(steps: Sequence[Progress]) -> list[Row]:
    """Return the list of steps."""
    return [Row(one.step.value, f"{one.name}  {one.so_far}".rstrip()) for one in steps]


def in_a_line(steps: Sequence[Progress], at: Step, room: int) -> list[str]:
    """Return the steps as pieces of one line of so many cells, `▸` before the one that is shown.

    Where their names do not fit, the others have fewer words of them, then only their numbers.
    """
    for words in (4, 2, 0):
        pieces = [
            " ".join(
                filter(None, (_short(one, 4 if one.step is at else words), one.so_far.replace("○ ", "○")))
            )
            for one in steps
        ]
        line = [f"{'▸' if one.step is at else ' '}{piece} " for one, piece in zip(steps, pieces, strict=True)]
        if sum(map(cell_len, line)) <= room:
            break
    return line


def _short(one: Progress, words: int) -> str:
    number, *name = one.name.split()
    return " ".join([number, *name[:words]])


def with_to_do(sign: str, number: int) -> str:
    """Return how far a step has come with how much it has still to do: what has something is not ticked."""
    counted = f"○ {number}" if number else ""
    return " ".join(filter(None, ("" if sign == DONE and number else sign, counted)))
