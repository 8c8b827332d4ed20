"""What a meeting leaves open for the next one about the same children."""

from __future__ import annotations

from collections.abc import Iterable

from chairtui.core.meeting import Meeting
from chairtui.core.series import Attended, Carried, CarriedKind, Earlier, JoinSeries
from chairtui.core.vocabulary import ActionStatus, View


def follow(earlier: Iterable[Meeting]) -> JoinSeries:
    """Return the command that links a new meeting to earlier ones, oldest first.

    Open actions, unanswered questions and dissent come from all of them; what an earlier one
    carried itself comes again only as long as it stands there as open.
    """
    meetings = sorted(earlier, key=lambda one: (one.started_at is None, one.started_at, one.id))
    carried = {item.id: item for meeting in meetings for item in _left_open(meeting)}
    return JoinSeries(
        earlier=tuple(_earlier(meeting) for meeting in meetings), carried=tuple(carried.values())
    )


def across(meeting: Meeting) -> list[tuple[Attended, tuple[bool, ...]]]:
    """Return for each agency and unit whether it came: to each earlier meeting, then to this one."""
    meetings = [one.attended for one in meeting.series.earlier]
    meetings.append(_earlier(meeting).attended)
    who = dict.fromkeys(one for attended in meetings for one in attended)
    return [(one, tuple(one in attended for attended in meetings)) for one in who]


def _earlier(meeting: Meeting) -> Earlier:
    last = meeting.deciding.last
    attended = (
        Attended(agency=line.agency, unit=line.unit, area=line.area)
        for line in meeting.attendance.register
        if line.stays
    )
    return Earlier(
        id=meeting.id,
        reference=meeting.reference,
        held_at=meeting.started_at,
        outcome=last.outcome if last else None,
        attended=tuple(dict.fromkeys(attended)),
    )


def _left_open(meeting: Meeting) -> list[Carried]:
    actions = [
        Carried(id=one.id, kind=CarriedKind.ACTION, words=one.what, owner=one.owner, due_on=one.due_on)
        for one in meeting.plan.actions
        if one.status is ActionStatus.OPEN and not one.tells
    ]
    questions = [
        Carried(id=one.id, kind=CarriedKind.QUESTION, words=one.words, owner=one.owner, due_on=one.due_on)
        for one in meeting.plan.questions
    ]
    names = {line.id: line.name or line.agency for line in meeting.attendance.register}
    dissent = [
        Carried(
            id=f"{meeting.id}/{one.id}",
            kind=CarriedKind.DISSENT,
            words=one.reason,
            owner=names.get(one.id, ""),
        )
        for one in meeting.deciding.positions
        if one.view is View.DISAGREE
    ]
    return [*actions, *questions, *dissent]
