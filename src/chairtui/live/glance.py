"""What home says of a meeting beside its list: how far it is, who is here, what was decided, what is next.

It is kept with what the rules say of the meeting. What was kept before a field was added counts as not kept,
and is found out anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from chairtui.core.calendar.clocks import say_clock
from chairtui.core.conference_clocks import conference_clocks, whose
from chairtui.core.decision import standing
from chairtui.core.listing import and_words
from chairtui.core.meeting import Meeting
from chairtui.core.register import Attendee, left_out, minimum, present
from chairtui.core.rooms import children_of, in_room, rooms, together
from chairtui.core.threshold import threshold_said
from chairtui.core.views import Title, agency_of
from chairtui.core.vocabulary import Answer, Sector, Stage, Step, YesNo
from chairtui.live.ready import Awaited, Glance
from chairtui.standards.placed import SIGNS, WarningRow, shown

FEW = 2
"""How many rows of warnings are said; of the others there is only the number."""
_INVITED = (Answer.ACCEPTED, Answer.INVITED, Answer.NO_REPLY)


def glance(
    meeting: Meeting, rows: Sequence[WarningRow], title: Title, leaves_on: date | None = None
) -> Glance | None:
    """Return a meeting that has begun at a glance; `rows` are those of its warnings, in their order.

    `leaves_on` is the day from which it is due to leave this machine.
    """
    if meeting.started_at is None:
        return None
    over = not present(meeting.attendance) and bool(meeting.deciding.decisions)
    people = [in_room(meeting, one) for one in rooms(meeting)] if over else [in_room(meeting)]
    reached = [minimum(one, meeting.form) for one in people] if over else [together(meeting)]
    heard, turns = heard_of(meeting)
    open_ = [f"{SIGNS[shown(row.loud)]} {row.words}" for row in rows if row.open and not row.put_off]
    return Glance(
        step=list(Step).index(goes_on_at(meeting)) + 1,
        heard=heard,
        turns=turns,
        minimum=(
            all(one.social_worker for one in reached),
            all(one.police for one in reached),
            all(one.health for one in reached),
        ),
        over=over,
        not_here=tuple(agency_of(line, title) for line in _not_here(meeting, over=over)),
        decided=tuple(_decided(meeting)),
        awaited=tuple(_awaited(meeting)),
        warnings=tuple(open_[:FEW]),
        more=max(0, len(open_) - FEW),
        leaves_on=leaves_on,
    )


def goes_on_at(meeting: Meeting) -> Step:
    """Return the step at which a meeting goes on: the first with something that the next ones stand on.

    The round has begun once anybody was called, whatever is still missing of the opening.
    """
    heard, turns = heard_of(meeting)
    begun = heard or any(turn.called_at for turn in meeting.sharing.turns)
    judged = all(threshold_said(meeting, child.id) for child in meeting.concern.children)
    if meeting.stage in (Stage.DECIDED, Stage.SIGNED):
        return Step.READ_BACK if meeting.plan.actions or meeting.closing.signature else Step.PLAN
    if meeting.stage is Stage.PARTLY:
        return Step.DECIDE
    if not present(meeting.attendance) and not begun:
        return Step.WHO
    if meeting.concern.safety.safe is YesNo.UNKNOWN and not begun:
        return Step.WHY
    if heard < turns:
        return Step.KNOW
    return Step.DECIDE if meeting.analysis.hypotheses and judged else Step.MEAN


def is_in_round(meeting: Meeting, line: Attendee) -> bool:
    """Say whether a line has a turn: it is or was here, sent something, or has spoken already.

    Interpreters and advisers have one only when the chair calls them.
    """
    turn = meeting.sharing.turn(line.id)
    if line.sector is Sector.SUPPORT:
        return bool(turn.called_at or meeting.sharing.heard(line.id))
    return bool(line.stays or line.written_at or turn.called_at or meeting.sharing.heard(line.id))


def heard_of(meeting: Meeting) -> tuple[int, int]:
    """Return how many of those who have a turn were heard, and how many there are."""
    lines = [line for line in meeting.attendance.register if is_in_round(meeting, line)]
    return sum(meeting.sharing.heard(line.id) for line in lines), len(lines)


def _not_here(meeting: Meeting, *, over: bool) -> Iterator[Attendee]:
    for line in meeting.attendance.register:
        away = not line.stays if over else line.here is None
        if away and not left_out(line) and line.invitation.answer in _INVITED:
            yield line


def _decided(meeting: Meeting) -> Iterator[str]:
    for decision in standing(meeting):
        names = children_of(meeting, decision)
        about = f"{and_words(names)}: " if len(names) < len(meeting.concern.children) else ""
        at = f" at {say_clock(decision.decided_at)}" if decision.decided_at else ""
        yield f"{about}{decision.outcome.value}{at}"


def _awaited(meeting: Meeting) -> Iterator[Awaited]:
    for counting in conference_clocks(meeting):
        if counting.awaits:
            days, about = counting.clocks, whose(meeting, counting.children)
            yield Awaited(about=about, from_first=days.from_initiating, from_last=days.from_last)
