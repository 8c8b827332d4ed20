"""Who knows the child themselves, and whether the room was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from chairtui.core.change import Command, Event, Stamp, becomes, evolve, within
from chairtui.core.register import LINE, FirstHand
from chairtui.core.vocabulary import YesNo
from chairtui.core.what_changes import changes, of, whole
from chairtui.core.with_ids import change

if TYPE_CHECKING:
    from chairtui.core.meeting import Meeting


class NoteFirstHand(Command, frozen=True, kw_only=True):
    """Note whether someone knows the child themselves, and when they last saw them."""

    attendee_id: str
    first_hand: FirstHand


@changes(of(LINE, "attendee_id", "first_hand", "first_hand"))
class FirstHandNoted(Event, frozen=True, kw_only=True):
    """It is known whether someone knows the child themselves."""

    attendee_id: str
    first_hand: FirstHand


class AskWhoHasMet(Command, frozen=True, kw_only=True):
    """Note the room's answer to: who here has met the child?"""

    someone: YesNo


@changes(whole("answer to who has met the child"))
class WhoHasMetAsked(Event, frozen=True, kw_only=True):
    """The room was asked who has met the child."""

    someone: YesNo


def _has_line(command: NoteFirstHand, meeting: Meeting) -> None:
    meeting.attendance.line(command.attendee_id)


becomes(NoteFirstHand, FirstHandNoted, _has_line)
becomes(AskWhoHasMet, WhoHasMetAsked)


@evolve.register(FirstHandNoted)
def _(event: FirstHandNoted, meeting: Meeting, stamp: Stamp) -> Meeting:
    register = change(meeting.attendance.register, event.attendee_id, first_hand=event.first_hand)
    return within(meeting, "attendance", register=register)


@evolve.register(WhoHasMetAsked)
def _(event: WhoHasMetAsked, meeting: Meeting, stamp: Stamp) -> Meeting:
    """Take the room's answer; a decision keeps its own unless this puts that right: once all is decided."""
    before = meeting.attendance.someone_has_met
    if not meeting.undecided:
        decisions = tuple(
            replace(decision, someone_met=event.someone) if decision.someone_met is before else decision
            for decision in meeting.deciding.decisions
        )
        meeting = within(meeting, "deciding", decisions=decisions)
    return within(meeting, "attendance", someone_has_met=event.someone)
