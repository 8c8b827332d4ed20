"""How to join the meeting: said once, and then in every invitation, calendar entry and pack."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from chairtui.core.change import Command, Event, becomes, say
from chairtui.core.register import UNASKED
from chairtui.core.vocabulary import Form
from chairtui.core.what_changes import sets

if TYPE_CHECKING:
    from chairtui.core.meeting import Meeting
    from chairtui.core.register import Attendee

_LINK = re.compile(r"https?://[^\s/]+\S*")
_TELEPHONE = re.compile(r"\+?[0-9][0-9 ()-]{5,}")
MOST = 500
"""Characters of a link, a number or a room."""

NOT_SAID = "it is not said yet. Ask whoever sent you this"


class Joining(Struct, frozen=True, kw_only=True):
    """How to join the meeting."""

    link: str = ""
    """A web address."""
    number: str = ""
    """A telephone number to dial, with what has to be keyed in after it."""
    room: str = ""

    @property
    def telephone(self) -> str:
        """The number alone, as a telephone dials it; empty if none can be made out."""
        dialled = _TELEPHONE.match(self.number)
        return re.sub(r"[^0-9+]", "", dialled[0]) if dialled else ""


class SayHowToJoin(Command, frozen=True, kw_only=True):
    """Say how to join the meeting."""

    joining: Joining


class JoiningSaid(Event, frozen=True, kw_only=True):
    """It is known how to join the meeting."""

    joining: Joining


def joining_for(meeting: Meeting, line: Attendee | None) -> Joining:
    """Return how to join, for a line of the register; nothing for whoever is not invited or declined.

    Without a line it is for all who are invited.
    """
    left_out = line is not None and line.invitation.answer in UNASKED
    return Joining() if left_out else meeting.preparing.joining


def joining_words(meeting: Meeting, joining: Joining) -> tuple[str, ...]:
    """Return how to join, a line for each way; one that says so where it is not written."""
    ways = (("Link", joining.link), ("By telephone", joining.number), ("Room", joining.room))
    said = tuple(f"{way}: {words}" for way, words in ways if words)
    if not said and meeting.form is Form.CALLS:
        return ("you are called by telephone",)
    return said or (NOT_SAID,)


def _check(command: SayHowToJoin, meeting: Meeting) -> None:
    new = command.joining
    ways = [way.strip() for way in (new.link, new.number, new.room)]
    say(not any("\n" in way for way in ways), "Link, number and room stand on one line each.")
    say(all(len(way) <= MOST for way in ways), "Link, number and room have at most 500 characters each.")
    say(
        not new.link or _LINK.fullmatch(new.link),
        "A link begins with https:// and has no space in it. Copy it whole from the other program.",
    )
    say(
        not new.number or any(sign.isdigit() for sign in new.number),
        "There is no number in it. Type the number to dial.",
    )


becomes(SayHowToJoin, JoiningSaid, _check)
sets(JoiningSaid, "preparing", "how to join", joining="joining")
