"""Settling a conflict: what makes the side stand that a person chose."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec.structs import replace

from chairtui.core.attendance import AttendeeListed
from chairtui.core.change import Event, Refused, decide
from chairtui.core.closing import LateInformationAdded, SignedOff
from chairtui.core.concern import SAFETY
from chairtui.core.conference import NextMeetingPlanned
from chairtui.core.conflicts import SIGNATURE, Conflict, ConflictSettled, SettleConflict, Side
from chairtui.core.decision import DecisionRecorded
from chairtui.core.history.conflict_finding import FIRST_STANDS, takes_away
from chairtui.core.meeting import AnyEvent, EventsWithdrawn, Meeting

_bodies: msgspec.json.Decoder[Any] = msgspec.json.Decoder(AnyEvent)


def event_of(side: Side) -> Event:
    """Return what a side says.

    Raises:
        Refused: it cannot be read; in a masked meeting nothing can.
    """
    try:
        event: Event = _bodies.decode(side.body)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        raise Refused("What stands here cannot be read.") from None
    return event


@decide.register(SettleConflict)
def _(command: SettleConflict, meeting: Meeting) -> tuple[Event, ...]:
    wanted = set(command.event_ids)
    conflict = next((one for one in meeting.conflicts if set(one.event_ids) == wanted), None)
    if conflict is None:
        return ()
    chosen = next((side for side in conflict.sides if side.event_id == command.keep), None)
    if len(conflict.sides) < 2:
        return (ConflictSettled(event_ids=conflict.event_ids, what=conflict.words),)
    if chosen is None:
        raise Refused("Choose which of them stands.")
    settled = ConflictSettled(
        event_ids=conflict.event_ids,
        kept=chosen.event_id,
        what=conflict.words,
        by=chosen.actor,
        written_at=chosen.at,
    )
    return (*_made_to_stand(conflict, chosen), settled)


def _made_to_stand(conflict: Conflict, chosen: Side) -> tuple[Event, ...]:
    """Return what makes one side of a conflict stand."""
    others = [side for side in conflict.sides if side is not chosen]
    event = event_of(chosen)
    if conflict.words == SIGNATURE:
        late = tuple(known for side in others for known in (*side.earlier, side.event_id))
        return (EventsWithdrawn(event_ids=late),) if isinstance(event, SignedOff) else ()
    if chosen.stands and conflict.words != SAFETY:
        return ()  # what protects is not what stands last in the log: there it is said again
    if isinstance(event, (EventsWithdrawn, *FIRST_STANDS)):
        return (EventsWithdrawn(event_ids=tuple(side.event_id for side in others)),)
    removals = tuple(side.event_id for side in others if takes_away(event_of(side)))
    back = (EventsWithdrawn(event_ids=removals),) if removals else ()
    if isinstance(event, ConflictSettled):
        return back
    return (*back, _again(event, chosen, conflict)) if len(others) > len(removals) else back


def _again(event: Any, side: Side, conflict: Conflict) -> Event:
    """Return an event once more, with the time and the author that it had the first time."""
    if isinstance(event, DecisionRecorded):
        old = event.decision
        children = tuple(child for child in old.children if child in conflict.ids) or old.children
        new_id = old.id if children == old.children else f"{old.id}-settled"
        new = replace(old, id=new_id, children=children, decided_at=old.decided_at or side.at)
        return replace(event, decision=new)
    if isinstance(event, LateInformationAdded):
        added_at = event.addendum.added_at or side.at
        return replace(event, addendum=replace(event.addendum, added_at=added_at))
    names = event.__struct_fields__
    times = {"at": side.at} if "at" in names and event.at is None else {}
    by = {"by": event.by or side.actor} if "by" in names else {}
    if isinstance(event, AttendeeListed | NextMeetingPlanned):
        return event
    again: Event = replace(event, **times, **by)
    return again
