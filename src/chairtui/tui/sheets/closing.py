"""The forms of the end: a reason for a gap, the signature, who gets the record, what comes late."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from chairtui.core.change import Command
from chairtui.core.closing import (
    Addendum,
    AddLateInformation,
    Gap,
    SignOff,
)
from chairtui.core.keyed import find
from chairtui.core.meeting import Meeting
from chairtui.core.vocabulary import Change, Gate, Handling
from chairtui.core.warnings import HandleWarning, Severity
from chairtui.directory.naming import naming_of
from chairtui.live.gates import is_answered
from chairtui.standards.verdict import Verdict
from chairtui.tui.sheet import Sheet, options, several, text
from chairtui.tui.sheets.capture import agencies_as_options
from chairtui.tui.sheets.handling import about
from chairtui.tui.sitting import Sitting
from chairtui.tui.widgets.form import FieldSpec, Kind, Values
from chairtui.tui.widgets.options import Option

OWN_REASON = frozenset({"W-VOICE", "W-SEEN", "W-SEE-CHILD", "W-ACTION-PARTS"})
"""Rules whose gaps are never explained together with others: a child's voice, who sees a child, actions."""


class Left(Struct, frozen=True):
    """Something the meeting leaves open, with the reason if there is one."""

    verdict: Verdict
    reason: str


def left_open(meeting: Meeting, verdicts: Sequence[Verdict]) -> tuple[Left, ...]:
    """Return what is left open at the close, gravest first, with the reasons given so far."""
    found = []
    for verdict in verdicts:
        if Gate.CLOSE not in verdict.gates or verdict.severity is Severity.PROMPT:
            continue
        warning = find(meeting.warnings, verdict.id)
        answered = is_answered(meeting, verdict, Gate.CLOSE)
        found.append(Left(verdict, warning.last.words if answered and warning and warning.last else ""))
    return tuple(found)


def gap_sheet(sitting: Sitting, verdict: Verdict) -> Sheet:
    """Return the form for why something is left open."""
    meeting = sitting.live.outcome.meeting
    warning = find(meeting.warnings, verdict.id)
    given = warning.last.words if warning and warning.last else ""
    together = shared_gaps(sitting, verdict)

    def commands(values: Values) -> Sequence[Command]:
        picked = several(values, "gaps") if together else (verdict.id,)
        open_now = {one.id for one in sitting.live.outcome.verdicts}
        return tuple(
            HandleWarning(warning_id=key, what=Handling.WAIVED, words=text(values, "reason"), gate=Gate.CLOSE)
            for key in picked
            if key in open_now
        )

    also = FieldSpec(
        "gaps",
        "This reason is for",
        Kind.MANY,
        True,
        options=tuple(Option(one.id, one.say) for one in together),
        initial=(verdict.id,),
        help="Space picks other gaps with the same reason. What a child says, who sees a child and "
        "actions without an owner each have their own.",
    )

    return Sheet(
        key=f"gap/{verdict.id}",
        title=verdict.say,
        about=about(sitting, verdict),
        fields=(
            FieldSpec(
                "reason",
                "Why it is left open",
                Kind.PROSE,
                True,
                initial=given if is_answered(meeting, verdict, Gate.CLOSE) else "",
                help=f"Said before: {given}" if given else "The record prints the gap with this reason.",
                height=3,
            ),
            *((also,) if together else ()),
        ),
        commands=commands,
    )


def shared_gaps(sitting: Sitting, verdict: Verdict) -> tuple[Verdict, ...]:
    """Return the gaps that may be given the same reason, this one among them; nothing if it stands alone."""
    if verdict.code in OWN_REASON:
        return ()
    outcome = sitting.live.outcome
    others = tuple(
        one.verdict
        for one in left_open(outcome.meeting, outcome.verdicts)
        if not one.reason and one.verdict.code not in OWN_REASON and one.verdict.id != verdict.id
    )
    return (verdict, *others) if others else ()


def without_reason(sitting: Sitting) -> tuple[Verdict, ...]:
    """Return the gaps that need a reason before the record is signed; nothing in the urgent mode."""
    outcome = sitting.live.outcome
    if outcome.meeting.urgent:
        return ()
    return tuple(one.verdict for one in left_open(outcome.meeting, outcome.verdicts) if not one.reason)


def sign_sheet(sitting: Sitting) -> Sheet:
    """Return the form for the chair's signature."""
    outcome = sitting.live.outcome
    left = left_open(outcome.meeting, outcome.verdicts)
    chair = outcome.meeting.attendance.chair

    def commands(values: Values) -> Sequence[Command]:
        now = sitting.live.outcome
        gaps = tuple(
            Gap(code=one.verdict.id, words=one.verdict.say, reason=one.reason)
            for one in left_open(now.meeting, now.verdicts)
            if one.reason
        )
        unnamed = [(one.key, one.title) for one in sitting.expected(now.meeting) if not one.attendee_id]
        naming = naming_of(now.meeting, unnamed, sitting.desk.agencies)
        return (SignOff(name=text(values, "name"), gaps=gaps, naming=naming),)

    number = f"{len(left)} {'gap' if len(left) == 1 else 'gaps'}"
    gaps_said = f"{number} left open, printed on the record. " if left and not without_reason(sitting) else ""
    return Sheet(
        key="sign",
        title="Sign the record",
        about=(f"{gaps_said}Signing seals it: what comes later is added, and nothing is rewritten."),
        fields=(
            FieldSpec(
                "name",
                "Your name",
                required=True,
                help=f"as the register has the chair: {chair.name}"
                if chair
                else "Nobody leads the meeting yet.",
            ),
        ),
        commands=commands,
        drafts=False,
    )


def late_sheet(sitting: Sitting) -> Sheet:
    """Return the form for information that came after signing."""

    def commands(values: Values) -> Sequence[Command]:
        new = Addendum(
            id=sitting.desk.clock.new_id(),
            words=text(values, "words"),
            author=text(values, "author"),
            agency=text(values, "agency"),
            change=Change(text(values, "change")),
            reason=text(values, "reason"),
        )
        return (AddLateInformation(addendum=new),)

    return Sheet(
        key="late",
        title="Late information",
        about="It is added below the signature with its own author and time. Nothing above it changes.",
        fields=(
            FieldSpec("words", "What came", Kind.PROSE, True, height=3),
            FieldSpec("author", "From whom, by name", required=True),
            FieldSpec("agency", "Agency", Kind.CHOICE, options=agencies_as_options(sitting)),
            FieldSpec("change", "Does this change the decision?", Kind.CHOICE, True, options=options(Change)),
            FieldSpec("reason", "Why it does, or does not", Kind.PROSE, height=2),
        ),
        commands=commands,
        after_signing=True,
    )
