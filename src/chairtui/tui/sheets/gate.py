"""The form of a gate: a fact or a reason for each stop, never a tick."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from chairtui.core.change import Command
from chairtui.core.keyed import find
from chairtui.core.vocabulary import Gate, Handling
from chairtui.core.warnings import HandleWarning
from chairtui.directory.calling import call_words
from chairtui.standards.verdict import Verdict
from chairtui.tui.sheet import Sheet, text
from chairtui.tui.sitting import Sitting
from chairtui.tui.warning_words import state_words
from chairtui.tui.widgets.form import FieldSpec, Kind, Values

ABOUT = (
    "Who was called and what they said, or why not. The record shows your words. "
    "Nothing here holds up protecting a child: after esc, F3 takes an action, and F9 pressed twice "
    "lets every stop through and logs it."
)


def stops(sitting: Sitting) -> tuple[Verdict, ...]:
    """Return what the decision still asks a fact or a reason for; nothing in the urgent mode."""
    return sitting.live.asked_before_decision()


def gate_sheet(
    sitting: Sitting, asked: Sequence[Verdict], then: Callable[[Sequence[Command]], Sheet]
) -> Sheet:
    """Return the form that asks about each stop before the decision; `then` makes the decision's own form."""

    def answers(values: Values) -> Sequence[Command]:
        return tuple(
            HandleWarning(
                warning_id=verdict.id,
                what=Handling.WAIVED,
                words=text(values, field_key(verdict)),
                gate=Gate.DECISION,
            )
            for verdict in asked
        )

    one = len(asked) == 1
    return Sheet(
        key="gate/decision",
        title=f"Before the decision: {len(asked)} {'thing is' if one else 'things are'} still open",
        about=ABOUT,
        fields=tuple(_field(sitting, verdict) for verdict in asked),
        commands=answers,
        then=lambda values: then(answers(values)),
    )


def field_key(verdict: Verdict) -> str:
    """Return a name for a verdict's field: the same for the same verdict, and of plain letters."""
    return f"stop-{verdict.id.encode().hex()}"


def _field(sitting: Sitting, verdict: Verdict) -> FieldSpec:
    warning = find(sitting.live.outcome.meeting.warnings, verdict.id)
    lines = [verdict.ask] if verdict.ask else []
    if verdict.contact:
        lines.append(call_words(verdict.contact, sitting.desk.agencies))
    if warning and warning.last:
        lines.append(f"So far {state_words(warning)}")
    return FieldSpec(
        field_key(verdict), f"■ {verdict.say}", Kind.PROSE, True, help="\n".join(lines), height=2
    )
