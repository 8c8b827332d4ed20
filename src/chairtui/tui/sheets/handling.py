"""The form of a warning: why it is there, whom to call, and what was done about it."""

from __future__ import annotations

from collections.abc import Sequence

from chairtui.core.attendance import ListAttendee, RecordPresence
from chairtui.core.change import Command, Refused
from chairtui.core.register import Attendee
from chairtui.core.vocabulary import Gate, Handling, Mode, Stage
from chairtui.core.warnings import COMING, HandleWarning
from chairtui.core.with_ids import find
from chairtui.directory.calling import call_words
from chairtui.live.outcome import Outcome
from chairtui.live.signing import line_for
from chairtui.standards.verdict import Verdict
from chairtui.tui.rows.warnings import row_at
from chairtui.tui.sheets.choices import lines_as_options
from chairtui.tui.sheets.sheet import Sheet, options, several, text
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.widgets.form import FieldSpec, Kind, Values
from chairtui.tui.widgets.options import Option

GATES = {
    Stage.PREPARING: Gate.OPEN,
    Stage.HELD: Gate.OPEN,
    Stage.PARTLY: Gate.CLOSE,
    Stage.DECIDED: Gate.CLOSE,
    Stage.SIGNED: Gate.CLOSE,
}
"""Which gate something done now counts for; at the decision itself the form of the gate says so."""


def warning_sheet(
    sitting: Sitting, warning_id: str, done: Handling | None = None, *, whole_row: bool = False
) -> Sheet | None:
    """Return the form of a warning that is still there, with what was `done` where that is said already.

    It is offered for the others of its row that one reason may serve; for the `whole_row` they are picked.
    """
    outcome = sitting.shown
    verdict = next((one for one in outcome.verdicts if one.id == warning_id), None)
    if verdict is None:
        return None
    gate = GATES[outcome.meeting.stage]
    missing = missing_lines(sitting, verdict)
    row = row_at(sitting.attention(outcome), warning_id)
    sharing = [one.verdict for one in row.sharing] if row and len(row.sharing) > 1 else []
    together = sharing if verdict in sharing else []

    def commands(values: Values) -> Sequence[Command]:
        what, open_now = Handling(text(values, "what")), {one.id for one in sitting.live.outcome.verdicts}
        picked = [key for key in several(values, "also") if key in open_now] if together else [warning_id]
        if what is not Handling.JOINED or not missing:
            return tuple(_handled(key, what, text(values, "words"), gate) for key in picked)
        if picked != [warning_id]:
            raise Refused("Somebody joined: say so of this one alone, without the others of its row.")
        handled = _handled(warning_id, what, text(values, "words"), gate)
        line, mode = find(missing, text(values, "who")), text(values, "mode")
        if line is None or not mode:
            raise Refused("Say who joined, and how they take part.")
        arrived = RecordPresence(attendee_id=line.id, mode=Mode(mode))
        return (ListAttendee(attendee=line), arrived, handled)

    return Sheet(
        key=f"warning/{warning_id}",
        title=verdict.say,
        about=about(sitting, verdict),
        fields=(
            FieldSpec(
                "what",
                "What was done",
                Kind.CHOICE,
                True,
                options=options([one for one in Handling if one is not Handling.PUT_OFF]),
                initial=done.value if done else "",
            ),
            FieldSpec(
                "words",
                "Who was called, what they said, or the reason for going on without",
                Kind.PROSE,
                help="A waiver needs a reason; the record shows it.",
                height=3,
            ),
            *((_also(together, () if whole_row else (warning_id,)),) if together else ()),
            *(_joined_fields(sitting, missing) if missing else ()),
        ),
        commands=commands,
        focus="words" if done else "",
        after_signing=True,
    )


def _handled(warning_id: str, what: Handling, words: str, gate: Gate) -> HandleWarning:
    return HandleWarning(warning_id=warning_id, what=what, words=words, gate=gate)


def _also(together: Sequence[Verdict], picked: Sequence[str]) -> FieldSpec:
    return FieldSpec(
        "also",
        "This is so of",
        Kind.MANY,
        True,
        options=tuple(Option(one.id, one.say) for one in together),
        initial=tuple(picked or (one.id for one in together)),
        help="Of the same row. Space picks others with the same words, or leaves one out.",
    )


def put_off(outcome: Outcome, warning_ids: Sequence[str]) -> tuple[Command, ...]:
    """Return the commands that put warnings off until the next gate, or for ten minutes."""
    gate = COMING[outcome.meeting.stage]
    return tuple(HandleWarning(warning_id=one, what=Handling.PUT_OFF, gate=gate) for one in warning_ids)


def _joined_fields(sitting: Sitting, missing: tuple[Attendee, ...]) -> tuple[FieldSpec, ...]:
    return (
        FieldSpec(
            "who",
            "Who joined",
            Kind.CHOICE,
            options=lines_as_options(sitting, missing),
            help="only if they joined: it marks them as here",
        ),
        FieldSpec(
            "mode", "How they take part", Kind.CHOICE, options=options(Mode), help="only if they joined"
        ),
    )


def missing_lines(sitting: Sitting, verdict: Verdict) -> tuple[Attendee, ...]:
    """Return who may have joined where a warning is about somebody missing: those it names.

    Nobody before the meeting begins and after it was signed, when nobody arrives.
    """
    meeting = sitting.live.outcome.meeting
    agencies = sitting.desk.agencies
    if meeting.stage not in (Stage.HELD, Stage.PARTLY, Stage.DECIDED):
        return ()
    lines = [line for line in meeting.attendance.register if line.here is None]
    expected = sitting.expected(meeting)
    lines += [line_for(role, agencies) for role in expected if not role.attendee_id]
    keys = {verdict.subject, verdict.contact} - {""}
    sectors = {agencies.get(verdict.contact).sector} if verdict.contact else set()
    stands_for = {role.attendee_id for role in expected if role.key in keys}

    def named(line: Attendee) -> bool:
        return line.id in stands_for or bool({line.id, line.agency} & keys) or line.sector in sectors

    return tuple(line for line in lines if named(line))


def about(sitting: Sitting, verdict: Verdict) -> str:
    """Return what to ask next, whom to call, and where the rule comes from."""
    lines = [verdict.ask] if verdict.ask else []
    if verdict.contact:
        lines.append(call_words(verdict.contact, sitting.desk.agencies))
    lines.append(f"Why: {verdict.source}  ({verdict.id})")
    return "\n".join(lines)
