"""The form of a gate: a fact or a reason for each stop, never a tick."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from chairtui.core.change import Command
from chairtui.core.vocabulary import Gate, Handling
from chairtui.core.warnings import HandleWarning, Severity
from chairtui.core.with_ids import find
from chairtui.directory.calling import call_words
from chairtui.live.gates import is_answered
from chairtui.live.outcome import Outcome
from chairtui.standards.verdict import Verdict
from chairtui.tui.rows.warnings import state_words
from chairtui.tui.sheets.sheet import Sheet, text
from chairtui.tui.sitting.sitting import Sitting
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

    are = "thing is" if len(asked) == 1 else "things are"
    counted = counts(sitting.live.outcome, asked)
    return Sheet(
        key="gate/decision",
        title=f"Before the decision: {len(asked)} {are} still open",
        about=f"{counted} {ABOUT}".lstrip(),
        fields=tuple(_field(sitting, verdict) for verdict in asked),
        commands=answers,
        then=lambda values: then(answers(values)),
    )


def counts(outcome: Outcome, asked: Sequence[Verdict]) -> str:
    """Say which stops among the warnings the decision asks about, and what of the others, where they differ.

    A further decision may ask more than stands among the warnings: it is judged by who is here now.
    """
    shown = [one for one in outcome.verdicts if one.severity is Severity.STOP]
    here = [one for one in shown if one.id in {each.id for each in asked}]
    rest = [one for one in shown if one not in here]
    answered = [one for one in rest if is_answered(outcome.meeting, one, Gate.DECISION)]
    later = [one for one in rest if one not in answered]
    parts = [f"asks about {len(here)} of them"] if rest else []
    parts += [f"{_many(answered)} answered already"] if answered else []
    if later:
        words = " ".join(one.say for one in later)
        parts.append(f"{_many(later)} asked at signing: {words}".rstrip("."))
    more = len(asked) - len(here)
    parts += [f"it asks {more} more, by who is here now"] if more else []
    return f"Of ■{len(shown)} among the warnings the decision {'; '.join(parts)}." if parts else ""


def _many(several: Sequence[Verdict]) -> str:
    return "1 is" if len(several) == 1 else f"{len(several)} are"


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
