"""The forms of the end: a reason for a gap, the signature, who gets the record, what comes late."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten

from chairtui.core.change import Command
from chairtui.core.closing import (
    Addendum,
    AddLateInformation,
    AnswerLateInformation,
)
from chairtui.core.listing import how_many
from chairtui.core.sentences.names import brief
from chairtui.core.vocabulary import Answer, Change, Gate
from chairtui.core.with_ids import find
from chairtui.live.gates import is_answered, not_known
from chairtui.live.signing import (
    invitation_said,
    invitations_not_written,
    left_open,
    lines,
    reason_given,
    signature,
)
from chairtui.standards.verdict import Expected, Verdict
from chairtui.tui.sheets.choices import agencies_as_options
from chairtui.tui.sheets.handling import about
from chairtui.tui.sheets.of_a_value import FieldsOf, corrected
from chairtui.tui.sheets.sheet import Sheet, options, several, text
from chairtui.tui.sitting.ending import NOT_SAVED
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.typed.dates import said
from chairtui.tui.widgets.form import FieldSpec, Kind, Values
from chairtui.tui.widgets.options import Option

ADDED = "It is added below the signature with its own author and time. Nothing above it changes."


def gap_sheet(sitting: Sitting, verdict: Verdict) -> Sheet:
    """Return the form for why something is left open."""
    meeting = sitting.live.outcome.meeting
    warning = find(meeting.warnings, verdict.id)
    given = warning.last.words if warning and warning.last else ""
    together = shared_gaps(sitting, verdict)

    def commands(values: Values) -> Sequence[Command]:
        picked = several(values, "gaps") if together else (verdict.id,)
        open_now = {one.id for one in sitting.live.outcome.verdicts}
        return tuple(reason_given(key, text(values, "reason")) for key in picked if key in open_now)

    also = FieldSpec(
        "gaps",
        "This reason is for",
        Kind.MANY,
        True,
        options=tuple(Option(one.id, one.say) for one in together),
        initial=tuple(one.id for one in together if one.group.name == verdict.group.name),
        help="Those of its group are picked. Space picks others with the same reason, or leaves one out.",
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


def not_known_sheet(sitting: Sitting, role: Expected) -> Sheet:
    """Return the form for whether an expected role was invited: a word of the ledger, for others as well."""
    meeting = sitting.live.outcome.meeting
    others = not_known(meeting, sitting.expected(meeting))

    def commands(values: Values) -> Sequence[Command]:
        now = sitting.live.outcome.meeting
        picked = several(values, "roles") if "roles" in values else (role.key,)
        said_of_each: list[Command] = []
        for expected in not_known(now, sitting.expected(now)):
            if expected.key in picked:
                answer, reason = Answer(text(values, "answer")), text(values, "reason")
                said_of_each += invitation_said(now, expected, answer, reason, sitting.desk.agencies)
        return said_of_each

    also = FieldSpec(
        "roles",
        "This is so of",
        Kind.MANY,
        True,
        options=tuple(Option(one.key, one.title) for one in others),
        initial=(role.key,),
        help="Space picks others of whom the same is true.",
    )
    return Sheet(
        key=f"not-known/{role.key}",
        title=f"{role.title}: were they invited?",
        about=f"{' '.join(role.reasons)} The record says of everybody who was expected what became of it.",
        fields=(
            FieldSpec(
                "answer",
                "They were",
                Kind.CHOICE,
                True,
                options=options([word for word in Answer if word is not Answer.UNKNOWN]),
            ),
            FieldSpec("reason", "Reason", help="needed when not invited, or declined"),
            *((also,) if len(others) > 1 else ()),
        ),
        commands=commands,
    )


def shared_gaps(sitting: Sitting, verdict: Verdict) -> tuple[Verdict, ...]:
    """Return the gaps that may be given the same reason, this one among them; nothing if it stands alone."""
    if verdict.own_reason:
        return ()
    outcome = sitting.live.outcome
    others = tuple(
        gap.verdict
        for gap in left_open(outcome.meeting, outcome.verdicts)
        if not (gap.reason or gap.root or gap.verdict.own_reason or gap.verdict.id == verdict.id)
    )
    return (verdict, *others) if others else ()


def without_reason(sitting: Sitting) -> tuple[Verdict, ...]:
    """Return the gaps that need a reason before the record is signed; nothing in the urgent mode."""
    outcome = sitting.live.outcome
    if outcome.meeting.urgent:
        return ()
    left = left_open(outcome.meeting, outcome.verdicts)
    return tuple(one.verdict for one in left if not (one.reason or one.root))


def first_of_group(sitting: Sitting, group: str) -> Verdict | None:
    """Return the gap whose reason is asked next in a group: those of their own come first."""
    outcome = sitting.live.outcome
    for line in lines(left_open(outcome.meeting, outcome.verdicts)):
        asked = [one.verdict for one in (*line.own, *line.shared) if not one.reason]
        if line.group.name == group and asked:
            return asked[0]
    return None


def sign_sheet(sitting: Sitting) -> Sheet:
    """Return the form for the chair's signature."""
    outcome = sitting.live.outcome
    left = left_open(outcome.meeting, outcome.verdicts)
    chair = outcome.meeting.attendance.chair

    def commands(values: Values) -> Sequence[Command]:
        now, agencies = sitting.live.outcome, sitting.desk.agencies
        expected = sitting.expected(now.meeting)
        return signature(text(values, "name"), now.meeting, now.verdicts, expected, agencies)

    number = how_many(len(left), "gap")
    gaps_said = f"{number} left open, printed on the record. " if left and not without_reason(sitting) else ""
    if unknown := invitations_not_written(sitting.expected(outcome.meeting)):
        gaps_said += f"{unknown} "
    typed = half_typed(sitting)
    waits = f"{typed} Save it first: once it is signed, only “n” shows it again. " if typed else ""
    return Sheet(
        key="sign",
        title="Sign the record",
        about=(f"{waits}{gaps_said}Signing seals it: what comes later is added, and nothing is rewritten."),
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


def half_typed(sitting: Sitting) -> str:
    """Say what stands half-typed in forms of the meeting, which no form gives back once it is signed."""
    kept = sitting.desk.drafts.all(sitting.live.meeting_id)
    theirs = (words for place, words in kept.items() if not place.startswith(_TOLD_ELSEWHERE))
    texts = [words for words in theirs if " " in words.strip()]  # the others were picked from a list
    named = "; ".join(f"“{shorten(words, 80, placeholder=' …')}”" for words in texts[:_SOME])
    more = f"; and {len(texts) - _SOME} more" if len(texts) > _SOME else ""
    where = "Half-typed in a form of the meeting, here or where it was before, and not saved"
    return f"{where}: {named}{more}." if texts else ""


_TOLD_ELSEWHERE = ("late/", NOT_SAVED)
_SOME = 5


def late_sheet(sitting: Sitting) -> Sheet:
    """Return the form for information that came after signing."""
    new = Addendum(id=sitting.desk.clock.new_id(), words="", author="")
    field = FieldsOf(new)
    fields = (
        field("words", "What came", Kind.PROSE, True, height=3),
        field("author", "From whom, by name", required=True),
        field("agency", "Agency", options=agencies_as_options(sitting)),
        field("change", "Does this change the decision?", required=True, initial=""),
        field("reason", "Why it does, or does not", Kind.PROSE, height=2),
    )
    return Sheet(
        key="late",
        title="Late information",
        about=f"{ADDED} {half_typed(sitting)}".strip(),
        fields=fields,
        commands=lambda values: (AddLateInformation(addendum=corrected(new, fields, values)),),
        after_signing=True,
    )


def answer_sheet(sitting: Sitting, addendum_id: str) -> Sheet | None:
    """Return the form for whether late information changes the decision; nothing where it is gone."""
    late = find(sitting.live.outcome.meeting.closing.addenda, addendum_id)
    if late is None:
        return None

    def commands(values: Values) -> Sequence[Command]:
        change, reason = Change(text(values, "change")), text(values, "reason")
        return (AnswerLateInformation(addendum_id=addendum_id, change=change, reason=reason),)

    decided = late.change is not Change.UNDECIDED
    return Sheet(
        key=f"late/{addendum_id}",
        title="Does it change the decision?",
        about=f"{late.author}, {said(late.added_at)}: “{brief(late.words)}”",
        fields=(
            FieldSpec(
                "change",
                "Does this change the decision?",
                Kind.CHOICE,
                True,
                options=options((Change.YES, Change.NO)),
                initial=late.change.value if decided else "",
            ),
            FieldSpec("reason", "Why it does, or does not", Kind.PROSE, True, initial=late.reason, height=2),
        ),
        commands=commands,
        after_signing=True,
    )
