"""The form of a warning: why it is there, whom to call, and what was done about it."""

from __future__ import annotations

from collections.abc import Sequence

from chairtui.core.change import Command
from chairtui.core.vocabulary import Gate, Handling, Stage
from chairtui.core.warnings import HandleWarning
from chairtui.standards.verdict import Verdict
from chairtui.tui.sheet import Sheet, options, text
from chairtui.tui.sitting import Sitting
from chairtui.tui.widgets.form import FieldSpec, Kind, Values

GATES = {
    Stage.PREPARING: Gate.OPEN,
    Stage.HELD: Gate.OPEN,
    Stage.DECIDED: Gate.CLOSE,
    Stage.SIGNED: Gate.CLOSE,
}
"""Which gate something done now counts for; at the decision itself the form of the gate says so."""


def warning_sheet(sitting: Sitting, warning_id: str) -> Sheet | None:
    """Return the form of a warning that is still there."""
    outcome = sitting.shown
    verdict = next((one for one in outcome.verdicts if one.id == warning_id), None)
    if verdict is None:
        return None
    gate = GATES[outcome.meeting.stage]

    def commands(values: Values) -> Sequence[Command]:
        what = Handling(text(values, "what"))
        return (HandleWarning(warning_id=warning_id, what=what, words=text(values, "words"), gate=gate),)

    return Sheet(
        key=f"warning/{warning_id}",
        title=verdict.say,
        about=about(sitting, verdict),
        fields=(
            FieldSpec("what", "What was done", Kind.CHOICE, True, options=options(Handling)),
            FieldSpec(
                "words",
                "Who was called, what they said, or the reason for going on without",
                Kind.PROSE,
                help="A waiver needs a reason; the record shows it.",
                height=3,
            ),
        ),
        commands=commands,
    )


def about(sitting: Sitting, verdict: Verdict) -> str:
    """Return what to ask next, whom to call, and where the rule comes from."""
    lines = [verdict.ask] if verdict.ask else []
    if verdict.contact:
        agency = sitting.desk.agencies.get(verdict.contact)
        number = agency.duty or "no number in the agency register"
        lines.append(f"Call: {agency.name}, {number}")
    lines.append(f"Why: {verdict.source}  ({verdict.id})")
    return "\n".join(lines)
