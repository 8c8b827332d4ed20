"""What signing asks for, and the commands that sign: one way for the screen and for the command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from chairtui.core.attendance import ListAttendee, NoteInvitation
from chairtui.core.change import Command
from chairtui.core.closing import Gap, SignOff
from chairtui.core.listing import and_words
from chairtui.core.meeting import Meeting
from chairtui.core.register import Attendee
from chairtui.core.vocabulary import Answer, Gate, Handling
from chairtui.core.warnings import HandleWarning, Severity
from chairtui.core.with_ids import find
from chairtui.directory.agencies import Agencies
from chairtui.directory.naming import naming_of
from chairtui.live.gates import is_answered
from chairtui.standards.verdict import Expected, Verdict


class Left(Struct, frozen=True):
    """Something the meeting leaves open, with the reason if there is one."""

    verdict: Verdict
    reason: str


def left_open(meeting: Meeting, verdicts: Sequence[Verdict]) -> tuple[Left, ...]:
    """Return what is left open at the close, gravest first, with the reasons given so far.

    Whether somebody was invited is asked apart, as a choice (`invitation_said`), except in the urgent mode.
    """
    gaps = []
    for verdict in verdicts:
        if Gate.CLOSE not in verdict.gates or verdict.severity is Severity.PROMPT:
            continue
        if verdict.chosen and not meeting.urgent:
            continue
        warning = find(meeting.warnings, verdict.id)
        answered = is_answered(meeting, verdict, Gate.CLOSE)
        gaps.append(Left(verdict, warning.last.words if answered and warning and warning.last else ""))
    return tuple(gaps)


def invitations_not_written(expected: Sequence[Expected]) -> str:
    """Say of whom nobody wrote whether they were invited, or nothing: the urgent mode signs all the same."""
    names = and_words([role.title for role in expected if not role.known])
    return f"Nobody wrote whether they were invited: {names}." if names else ""


def signature(
    name: str,
    meeting: Meeting,
    verdicts: Sequence[Verdict],
    expected: Sequence[Expected],
    agencies: Agencies,
    reasons: Mapping[str, str] | None = None,
) -> tuple[Command, ...]:
    """Return the commands that sign in a name, with a reason for each gap: given before, or one of these.

    `reasons` are by the ids of warnings; each is noted at its warning as well.
    """
    new = {key: words for key, words in (reasons or {}).items() if words.strip()}
    left = left_open(meeting, verdicts)
    gaps = tuple(
        Gap(code=gap.verdict.id, words=gap.verdict.say, reason=reason)
        for gap in left
        if (reason := new.get(gap.verdict.id) or gap.reason)
    )
    noted = (reason_given(one.verdict.id, new[one.verdict.id]) for one in left if one.verdict.id in new)
    unnamed = [(one.key, one.title) for one in expected if not one.attendee_id]
    return (*noted, SignOff(name=name, gaps=gaps, naming=naming_of(meeting, unnamed, agencies)))


def reason_given(warning_id: str, words: str) -> HandleWarning:
    """Return the command that gives the reason why something is left open at the close."""
    return HandleWarning(warning_id=warning_id, what=Handling.WAIVED, words=words, gate=Gate.CLOSE)


def invitation_said(
    meeting: Meeting, role: Expected, answer: Answer, reason: str, agencies: Agencies
) -> tuple[Command, ...]:
    """Return the commands that say of an expected role whether it was invited, and what became of it."""
    line = find(meeting.attendance.register, role.attendee_id) or line_for(role, agencies)
    noted = NoteInvitation(attendee_id=line.id, answer=answer, reason=reason)
    return (ListAttendee(attendee=line), noted)


def line_for(role: Expected, agencies: Agencies) -> Attendee:
    """Return a line of the register that stands for an expected role; its id is the role's key."""
    return line_of_agency(role.key, role.agency, agencies, area=role.area)


def line_of_agency(line_id: str, key: str, agencies: Agencies, *, area: str = "") -> Attendee:
    """Return a line of the register for an agency, with what the agency register knows."""
    agency = agencies.get(key)
    return Attendee(
        id=line_id,
        agency=key,
        sector=agency.sector,
        unit=agency.unit,
        health=agency.health,
        area=area,
        called=agency.name if key else "",
    )
