"""What is settled after the decision: single or joint, medical, interview, legal, telling the family."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from chairtui.core.change import Command, Event, becomes, say
from chairtui.core.vocabulary import Topic
from chairtui.core.what_changes import keeps

if TYPE_CHECKING:
    from chairtui.core.meeting import Meeting


class Settled(Struct, frozen=True, kw_only=True):
    """What was settled after the decision, with the reason."""

    id: Topic
    answer: str
    reason: str = ""


class Settle(Command, frozen=True, kw_only=True):
    """Settle single or joint, medical, interview, legal action or telling the family."""

    settled: Settled


class TopicSettled(Event, frozen=True, kw_only=True):
    """One of the questions after the decision was settled."""

    settled: Settled


def _check_settled(command: Settle, meeting: Meeting) -> None:
    say(meeting.deciding.decisions, "Decide about section 47 first: this is never the only outcome.")
    say(command.settled.answer.strip(), "Give the answer.")


becomes(Settle, TopicSettled, _check_settled)
keeps(TopicSettled, "deciding", "settled", "settled", "question after the decision")
