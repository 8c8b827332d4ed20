"""What became of what was agreed, noted for one or for several at once, each in the meeting it came from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from chairtui.core.actions import Action, CloseAction, HandActionOn, NoteReminder
from chairtui.core.change import Command, Refused
from chairtui.core.people import same_name
from chairtui.core.vocabulary import ActionStatus
from chairtui.core.with_ids import find
from chairtui.live.ports import NotSaved

if TYPE_CHECKING:
    from chairtui.live.desk import Desk
    from chairtui.live.library import Agreed
    from chairtui.live.live_meeting import LiveMeeting

Asked = Callable[[Action], Command]
"""What is asked of an action, as it stands."""

CHANGED = "it was changed meanwhile: look at it again"


class Noted(Struct, frozen=True, kw_only=True):
    """What came of noting something of one action."""

    meeting_id: str
    reference: str
    what: str
    before: Action | None = None
    """As it stood before; nothing where nothing was noted."""
    after: Action | None = None
    why_not: str = ""
    """Why nothing was noted of it."""


def note_each(desk: Desk, agreed: Iterable[Agreed], asked: Asked) -> list[Noted]:
    """Note the same of several actions, each in its meeting; what cannot be noted of one is said of it.

    One that stands otherwise than it was listed is left as it is: whoever looked did not see that.
    """
    from chairtui.core.history.log import Damaged

    noted: list[Noted] = []
    opened: dict[str, LiveMeeting] = {}
    for listed in agreed:
        meeting_id = listed.meeting_id
        try:
            live = opened.get(meeting_id) or opened.setdefault(meeting_id, desk.open(meeting_id))
            before = _as_listed(live, listed)
            now = live.do(asked(before)).meeting.plan.actions
        except (Refused, NotSaved, Damaged) as trouble:
            done: Action | None = None
            why, now = str(trouble), ()
        else:
            done, why = before, ""
        noted.append(
            Noted(
                meeting_id=meeting_id,
                reference=listed.reference,
                what=listed.what,
                before=done,
                after=find(now, listed.action_id),
                why_not=why,
            )
        )
    return noted


def _as_listed(live: LiveMeeting, listed: Agreed) -> Action:
    action = find(live.outcome.meeting.plan.actions, listed.action_id)
    if action is None or (action.status, action.owner) != (listed.status, listed.owner):
        raise Refused(CHANGED)
    return action


def take_back(desk: Desk, noted: Sequence[Noted]) -> list[Noted]:
    """Let actions stand again as before something was noted of them."""
    back = []
    for done in noted:
        if done.before is None:
            continue
        before, why = done.before, ""
        live = desk.open(done.meeting_id)
        now = find(live.outcome.meeting.plan.actions, before.id)
        try:
            because = "Handing it on was taken back."
            live.do(*(_to_stand_as(now, before, because, was=done.after) if now else ()))
        except (Refused, NotSaved) as trouble:
            why = str(trouble)
        back.append(Noted(meeting_id=done.meeting_id, reference=done.reference, what=done.what, why_not=why))
    return back


def withdraw(
    desk: Desk, meeting_id: str, what: str, event_ids: Sequence[str], as_before: Command
) -> list[Noted]:
    """Take back what was noted of something in a meeting; in a signed one it is noted `as_before`."""
    from chairtui.core.history.log import Damaged
    from chairtui.core.meeting import Withdraw

    why, reference = "", ""
    try:
        live = desk.open(meeting_id)
        reference = live.outcome.meeting.reference
        signed = live.outcome.meeting.closing.signature is not None
        live.do(as_before if signed else Withdraw(event_ids=tuple(event_ids)))
    except (Refused, NotSaved, Damaged) as trouble:
        why = str(trouble)
    return [Noted(meeting_id=meeting_id, reference=reference, what=what, why_not=why)]


def note_elsewhere(desk: Desk, meeting_id: str, before: Sequence[Action], after: Sequence[Action]) -> None:
    """Let what became of actions stand in every meeting that has the same ones: they are one action.

    Where another meeting cannot be written to, it stays as it is there.
    """
    from chairtui.core.history.log import Damaged

    for action in after:
        was = find(before, action.id)
        if was is None or was is action or _became(was) == _became(action):
            continue
        for other, key in desk.library.same_action(meeting_id, action.id):
            with suppress(Refused, NotSaved, Damaged):
                _let_stand(desk.open(other, alone=True), key, action, was)


def note_what_came(desk: Desk, meeting_id: str) -> None:
    """Let what became of the actions of a meeting that came in stand in all meetings that have the same.

    What ended in one has ended in all; where it did not, who has it newly and the last reminder stand. Where
    it ended differently in two, each keeps what it says: a person has to settle it.
    """
    from chairtui.core.history.log import Damaged

    with suppress(Refused, NotSaved, Damaged):
        came = desk.open(meeting_id, alone=True)
        for action in came.outcome.meeting.plan.actions:
            for other, key in desk.library.same_action(meeting_id, action.id):
                there = desk.open(other, alone=True)
                same = find(there.outcome.meeting.plan.actions, key)
                if same is not None and _says_more(action, same):
                    _let_stand(there, key, action)
                elif same is not None and _says_more(same, action):
                    _let_stand(came, action.id, same)


def _says_more(action: Action, other: Action) -> bool:
    """Say whether an action says what became of it, and the same one of another meeting does not."""
    ended, also = action.status is not ActionStatus.OPEN, other.status is not ActionStatus.OPEN
    if ended or also:
        return ended and not also
    return len(action.handed) > len(other.handed) or later(action.reminded_at, other.reminded_at)


def _let_stand(live: LiveMeeting, key: str, action: Action, was: Action | None = None) -> None:
    there = find(live.outcome.meeting.plan.actions, key)
    if there is not None:
        live.do(*_to_stand_as(there, action, _why(action), was=was))


def _became(action: Action) -> tuple[object, ...]:
    return action.status, action.evidence, action.ended_on, action.handed, action.reminded_at


def _why(action: Action) -> str:
    return action.handed[-1].because if action.handed else "Handing it on was taken back."


def _to_stand_as(
    now: Action, wanted: Action, because: str, *, was: Action | None = None
) -> Iterator[Command]:
    """Yield what makes an action stand as another: its state, whose it is, and when it was reminded of.

    A reminder that `was` noted and is not `wanted` is taken back, unless another was written since.
    """
    moved = now.handed != wanted.handed and not same_name(now.owner, wanted.owner)
    back = was is not None and later(was.reminded_at, wanted.reminded_at)
    back = back and was is not None and now.reminded_at == was.reminded_at
    reminded = back or later(wanted.reminded_at, now.reminded_at)
    if now.status is not ActionStatus.OPEN and (moved or reminded or wanted.status is ActionStatus.OPEN):
        yield CloseAction(action_id=now.id, status=ActionStatus.OPEN)
    if moved:
        yield HandActionOn(action_id=now.id, owner=wanted.owner, agency=wanted.agency, because=because)
    if reminded:
        yield NoteReminder(action_id=now.id, at=wanted.reminded_at, taken_back=back)
    state = (wanted.status, wanted.evidence, wanted.ended_on)
    if wanted.status is not ActionStatus.OPEN and (moved or reminded or state != _state(now)):
        yield CloseAction(
            action_id=now.id, status=wanted.status, evidence=wanted.evidence, ended_on=wanted.ended_on
        )


def _state(action: Action) -> tuple[object, ...]:
    return action.status, action.evidence, action.ended_on


def later(one: datetime | None, other: datetime | None) -> bool:
    """Say whether a time is known and later than another, or the only one that is known."""
    return one is not None and (other is None or one > other)
