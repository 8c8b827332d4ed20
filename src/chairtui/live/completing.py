"""What only the live meeting knows of a command or an event: by which rules, who gets the record, by when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from chairtui.core.chairing import TakeChair
from chairtui.core.change import Command, Event
from chairtui.core.closing import SignOff
from chairtui.core.delivery import Delivery
from chairtui.core.distribution import AddRecipient, RecipientAdded
from chairtui.core.meeting import Meeting, StartMeeting, decide
from chairtui.directory.agencies import Agencies
from chairtui.live.gates import gaps_of_urgency
from chairtui.standards.verdict import Judge, Verdict


def complete(
    command: Command, meeting: Meeting, verdicts: Sequence[Verdict], judge: Judge, now: datetime
) -> Command:
    """Return a command with the rules that judge the meeting, and what they count; `now` in UTC."""
    if isinstance(command, StartMeeting) and not command.profile:
        # Not the day it was planned for.
        return replace(command, profile=judge.profile_of(replace(meeting, started_at=now)))
    if isinstance(command, TakeChair) and judge.figures(meeting).get("chair_counts") == "always":
        return replace(command, social_worker=True)
    if isinstance(command, SignOff) and meeting.urgent:
        return gaps_of_urgency(command, meeting, verdicts)
    return command


def put_on_ledger(meeting: Meeting, judge: Judge, agencies: Agencies) -> list[Event]:
    """Return the events that put into the ledger who gets the record that is being signed.

    They come before the signature, so that the record as it was signed says who gets it.
    """
    get_it = who_gets_it(meeting, judge, agencies)
    return [event for delivery in get_it for event in decide(AddRecipient(delivery=delivery), meeting)]


def who_gets_it(meeting: Meeting, judge: Judge, agencies: Agencies) -> tuple[Delivery, ...]:
    """Return who gets the record of a meeting that is signed."""
    from chairtui.live.recipients import Around, at_signing  # signing alone needs the areas of England

    expected, figures = judge.expected(meeting), judge.figures(meeting)
    return at_signing(meeting, Around(expected=expected, agencies=agencies, figures=figures))


def with_due(event: Event, meeting: Meeting, judge: Judge) -> Event:
    """Return an event of elsewhere; who gets the record by no time that is told is due it by rule."""
    if not isinstance(event, RecipientAdded) or event.delivery.due_at is not None:
        return event
    from chairtui.live.recipients import record_due

    due_at = record_due(meeting, judge.figures(meeting))
    return RecipientAdded(delivery=replace(event.delivery, due_at=due_at))
