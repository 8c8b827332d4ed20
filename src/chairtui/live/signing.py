"""What signing asks for, and the commands that sign: one way for the screen and for the command line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

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
from chairtui.standards.placing import at_signing
from chairtui.standards.verdict import Expected, Group, Verdict


class Left(Struct, frozen=True):
    """Something the meeting leaves open, with the reason if there is one."""

    verdict: Verdict
    reason: str
    root: str = ""
    """The id of what it only follows from, whose reason stands for it unless it was given one of its own."""
    own: bool = True
    """Whether the reason was said of itself."""


class Line(Struct, frozen=True, kw_only=True):
    """What one group leaves open: a line of the list that signing asks."""

    group: Group
    left: tuple[Left, ...]

    @property
    def own(self) -> tuple[Left, ...]:
        """Those that need words of their own."""
        return tuple(one for one in self.left if one.verdict.own_reason and not one.root)

    @property
    def shared(self) -> tuple[Left, ...]:
        """Those that one reason may serve."""
        return tuple(one for one in self.left if not one.verdict.own_reason and not one.root)

    @property
    def asked(self) -> int:
        """How many sentences it still asks for."""
        own = sum(not one.reason for one in self.own)
        return own + any(not one.reason for one in self.shared)


def left_open(meeting: Meeting, verdicts: Sequence[Verdict]) -> tuple[Left, ...]:
    """Return what is left open at the close, gravest first, with the reasons given so far.

    What hangs beneath something else takes its reason. Whether somebody was invited is asked apart, as a
    choice (`invitation_said`), except in the urgent mode.
    """
    asks = [one for one in verdicts if Gate.CLOSE in one.gates and one.severity is not Severity.PROMPT]
    asks = [one for one in asks if meeting.urgent or not one.chosen]
    reasons = {one.id: _reason(meeting, one) for one in asks}
    roots = {one.verdict.id: one.root for one in at_signing(meeting, verdicts).placed}
    return tuple(
        Left(
            verdict,
            reasons[verdict.id] or reasons.get(root, ""),
            root if root in reasons else "",
            own=bool(reasons[verdict.id]) or root not in reasons,
        )
        for verdict in asks
        for root in (roots[verdict.id],)
    )


def lines(left: Iterable[Left]) -> tuple[Line, ...]:
    """Return what is left open by group, in the order of the groups."""
    known = {gap.verdict.id: gap for gap in left}
    by_group: dict[Group, list[Left]] = {}
    for gap in known.values():
        by_group.setdefault(known.get(gap.root, gap).verdict.group, []).append(gap)
    several = [Line(group=group, left=tuple(gaps)) for group, gaps in by_group.items()]
    return tuple(sorted(several, key=lambda line: line.group.rank))


def _reason(meeting: Meeting, verdict: Verdict) -> str:
    warning = find(meeting.warnings, verdict.id)
    answered = is_answered(meeting, verdict, Gate.CLOSE)
    return warning.last.words if answered and warning and warning.last else ""


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
    gaps = tuple(gap for one in left if (gap := _gap(one, new)).reason)
    noted = (reason_given(one.verdict.id, new[one.verdict.id]) for one in left if one.verdict.id in new)
    unnamed = [(one.key, one.title) for one in expected if not one.attendee_id]
    return (*noted, SignOff(name=name, gaps=gaps, naming=naming_of(meeting, unnamed, agencies)))


def _gap(left: Left, new: Mapping[str, str]) -> Gap:
    """Return a gap with the reason said of it, else with that of what it follows from."""
    own = new.get(left.verdict.id) or (left.reason if left.own else "")
    reason = own or new.get(left.root) or left.reason
    root = "" if own or not reason else left.root
    return Gap(code=left.verdict.id, words=left.verdict.say, reason=reason, root=root)


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
