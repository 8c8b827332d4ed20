"""The form of a gate: a fact or a reason for each stop, never a tick."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from chairtui.core.change import Command
from chairtui.core.vocabulary import Gate, Handling
from chairtui.core.warnings import HandleWarning, Severity
from chairtui.core.with_ids import find
from chairtui.directory.calling import call_words
from chairtui.live.gates import is_answered
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
    return Sheet(
        key="gate/decision",
        title=f"Before the decision: {len(asked)} {are} still open",
        about="\n".join(filter(None, (ABOUT, counts(sitting, asked)))),
        fields=tuple(_field(sitting, verdict) for verdict in sorted(asked, key=_by_rank)),
        commands=answers,
        then=lambda values: then(answers(values)),
    )


def counts(sitting: Sitting, asked: Sequence[Verdict]) -> str:
    """Say, a line each, which stops stand that the decision does not ask about, and what becomes of them.

    By group, as signing asks about them. A further decision may ask more than stands among the warnings: it
    is judged by who is here now.
    """
    outcome = sitting.live.outcome
    stand = {one.id: one for one in outcome.verdicts if one.severity is Severity.STOP}
    keys = {each.id for each in asked}
    rest = [one for one in stand.values() if one.id not in keys]
    answered = {one.id for one in rest if is_answered(outcome.meeting, one, Gate.DECISION)}
    said = [one for one in rest if one.id in answered]
    later = [one for one in rest if one.id not in answered]
    told = [*_by_group("Answered already", said), *_by_group("Asked at signing", later)]
    more = len(keys - stand.keys())
    told += [f"Asked by who is here now, beside what stands: {more}"] if more else []
    return "\n".join(told)


def _by_rank(verdict: Verdict) -> tuple[int, int]:
    return verdict.group.rank, verdict.rank


def _by_group(words: str, several: Sequence[Verdict]) -> Iterator[str]:
    groups: dict[str, list[str]] = {}
    for verdict in several:
        groups.setdefault(verdict.group.title, []).append(verdict.say)
    for title, said in groups.items():
        also = f" And {len(said) - 1} more." if len(said) > 1 else ""
        yield f"{words} · {title}: {said[0]}{also}"


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
