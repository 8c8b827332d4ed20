"""What was left open at signing: grouped by what it is about, each reason said once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from msgspec import Struct

from chairtui.core.closing import said_of
from chairtui.core.listing import ended
from chairtui.core.vocabulary import Handling, RecordKind
from chairtui.core.warnings import Severity, Warning
from chairtui.records.content.frame import TELLING, Frame, capital
from chairtui.records.record import Group, Paragraph, Part, Points

NO_REASON = "open at signing, no reason written"
OF_THE_CHILD = "The meeting was about several children: only what is about this one stands here."
NOT_HERE = "Left out of this copy, because warnings speak of what it leaves out."
MINIMUM, CHILDREN, SHARED, DECISION, PLAN = (
    "The minimum, and who was missing",
    "The children",
    "What was shared",
    "The decision",
    "The plan",
)
GROUPS = {1: MINIMUM, 2: CHILDREN, 3: SHARED, 4: DECISION, 5: DECISION, 6: PLAN, 7: PLAN, None: MINIMUM}
"""What a gap is about, by the step of the meeting at which it would have been mended."""


class _Open(Struct, frozen=True):
    """One thing that was left open."""

    code: str
    words: str
    reason: str
    said_of: str = ""
    """Of what else the reason was said, if not of this."""


def gap_parts(frame: Frame) -> Iterator[Part]:
    """Return what was left open, with the reasons that the chair gave."""
    if frame.omits(*TELLING):
        yield Paragraph(NOT_HERE)
        return
    if frame.meeting.closing.signature is None:
        yield Paragraph("The record is not signed yet.")
        return
    if frame.copy.of_several:
        yield Paragraph(OF_THE_CHILD)
    gaps = tuple(_gaps(frame))
    reasons = {one.reason for one in gaps}
    own = not any(one.said_of for one in gaps)
    once = own and len(gaps) > 1 and len(reasons) == 1 and NO_REASON not in reasons
    if once:
        yield Paragraph(ended(f"{len(gaps)} gaps. One reason was given for all: “{gaps[0].reason}”"))
    for group in dict.fromkeys(GROUPS.values()):
        about = [one for one in gaps if GROUPS[frame.step_of(one.code)] == group]
        if about:
            yield Group(group)
            yield Points(tuple(_folded(about, told=once)))


def nothing_left(frame: Frame) -> bool:
    """Say whether a record is signed and left nothing open, as far as its reader may know."""
    signed = frame.meeting.closing.signature is not None
    told = frame.copy.kind in (RecordKind.FULL, RecordKind.CHILD) and not frame.omits(*TELLING)
    return signed and told and not any(_gaps(frame))


def _gaps(frame: Frame) -> Iterator[_Open]:
    signature = frame.meeting.closing.signature
    if signature is None:
        return
    known = {gap.code for gap in signature.gaps}
    for gap in signature.gaps:
        yield _Open(gap.code.partition(":")[0], gap.words, gap.reason, said_of(gap, signature.gaps))
    for warning in frame.meeting.warnings:
        words = warning.at_signing or (warning.words if _open_at(warning, signature.signed_at) else "")
        asked = warning.severity is not Severity.PROMPT and frame.closes(warning.code)
        if words and asked and warning.id not in known:
            yield _Open(warning.code, words, _reason(warning, signature.signed_at))


def _folded(gaps: Sequence[_Open], *, told: bool) -> Iterator[str]:
    """Yield a point for each rule and reason, its subjects in one; a reason not `told` already ends it."""
    alike: dict[tuple[str, str], list[str]] = {}
    for gap in gaps:
        alike.setdefault((gap.code, _because(gap)), []).append(gap.words)
    reasons = list(dict.fromkeys(because for _, because in alike))
    before = ""
    for (_, because), words in sorted(alike.items(), key=lambda one: reasons.index(one[0][1])):
        for point in together(words):
            yield point if told else f"{point} {_again(because) if because == before else because}"
            before = because if because != _NONE else ""


def _again(because: str) -> str:
    return "The same reason." if because.startswith(_REASON) else "Said of the same."


_REASON = "Reason: "
_NONE = f"({NO_REASON})"


def _because(gap: _Open) -> str:
    """Return what stands behind a gap: its reason, or of what else that was said."""
    if gap.reason == NO_REASON:
        return _NONE
    return ended(capital(gap.said_of)) if gap.said_of else ended(f"{_REASON}“{gap.reason}”")


def together(words: Sequence[str]) -> tuple[str, ...]:
    """Return sentences that only begin otherwise as one, which names the beginnings last."""
    parted = [one.rstrip(".").split(" ") for one in words]
    shared = 0
    while all(len(one) > shared + 1 for one in parted) and len({one[-1 - shared] for one in parted}) == 1:
        shared += 1
    ending = parted[0][len(parted[0]) - shared :] if parted else []
    if len(words) < 2 or shared < _ENOUGH or not ending[0].islower():
        return tuple(map(ended, words))
    names = [" ".join(one[: len(one) - shared]) for one in parted]
    if any(name.endswith((":", ",", ".", ";")) for name in names):
        return tuple(map(ended, words))
    return (f"Each of these {' '.join(ending)}: {'; '.join(names)}.",)


_ENOUGH = 3
"""Words that sentences must end in alike to be one."""


def _open_at(warning: Warning, instant: datetime | None) -> bool:
    """Say whether a warning was open then: what was taken in may have been judged only once it was signed."""
    if instant is None or warning.raised_at > instant:
        return False
    return warning.cleared_at is None or warning.cleared_at > instant


def _reason(warning: Warning, signed_at: datetime | None) -> str:
    """Return what was said of a warning before the record was signed."""
    again = warning.raised_at > signed_at if signed_at else False
    counting = warning.handled if again else warning.handled[warning.handled_before :]
    before = [said for said in counting if not (said.at and signed_at and said.at > signed_at)]
    words = [said.words for said in before if said.what is not Handling.PUT_OFF and said.words.strip()]
    return words[-1] if words else NO_REASON
