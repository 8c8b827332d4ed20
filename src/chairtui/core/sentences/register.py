"""Sentences for what happens with the register."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chairtui.core.attendance import (
    AttendeeListed,
    AttendeeStruck,
    AuthorityNoted,
    InvitationNoted,
    PresenceRecorded,
    WrittenInformationNoted,
)
from chairtui.core.calendar.when import say_when
from chairtui.core.chairing import ChairTaken, MinimumOverridden
from chairtui.core.change import Event
from chairtui.core.first_hand import FirstHandNoted, WhoHasMetAsked
from chairtui.core.listing import ended
from chairtui.core.sentences.names import Names
from chairtui.core.views import who
from chairtui.core.vocabulary import Answer, YesNo


def _invitation(event: InvitationNoted, names: Names) -> str:
    reason = f": {event.invitation.reason}" if event.invitation.reason else ""
    by = f" by {event.invitation.by}" if event.invitation.by else ""
    channel = f", {event.invitation.channel}" if event.invitation.channel else ""
    word = "whether they were invited is not known"
    if event.invitation.answer is not Answer.UNKNOWN:
        word = event.invitation.answer.value
    return f"{names.line(event.attendee_id)}: {word}{by}{channel}{reason}."


def _presence(event: PresenceRecorded, names: Names) -> str:
    how = f"takes part: {event.mode.value}" if event.mode else "left"
    return f"{names.line(event.attendee_id)} {how}."


def _first_hand(event: FirstHandNoted, names: Names) -> str:
    known = event.first_hand
    words = {YesNo.YES: "knows the child", YesNo.NO: "does not know the child"}
    how = f": {known.relationship}" if known.relationship else ""
    seen = f", last seen {say_when(known.last_seen_on)}" if known.last_seen_on else ""
    answer = words.get(known.knows, "was not asked whether they know the child")
    return f"{names.line(event.attendee_id)} {answer}{how}{seen}."


def _authority(event: AuthorityNoted, names: Names) -> str:
    given = event.authority
    words = {YesNo.YES: "can commit their agency today", YesNo.NO: "cannot commit their agency today"}
    decider = f"; {given.decider} decides" if given.decider else ""
    answer = words.get(given.can_commit, "was not asked whether they can commit their agency")
    return f"{names.line(event.attendee_id)} {answer}{decider}."


def _chair(event: ChairTaken, names: Names) -> str:
    grade = f", {event.grade}," if event.grade else ""
    also = ", and is also the social worker who knows the case" if event.social_worker else ""
    on = f" (telephone {event.phone})" if event.phone else ""
    return f"{event.name}{grade} leads the meeting{on}{also}{': ' + event.reason if event.reason else '.'}"


_HAVE_MET = {
    YesNo.YES: "someone here has",
    YesNo.NO: "nobody here has",
    YesNo.UNKNOWN: "not known",
}

REGISTER_WORDS: dict[type[Event], Callable[[Any, Names], str]] = {
    AttendeeListed: lambda event, names: f"{who(event.attendee, names.title)} stands on the register.",
    AttendeeStruck: lambda event, names: f"{names.line(event.attendee_id)} was taken off the register.",
    InvitationNoted: _invitation,
    PresenceRecorded: _presence,
    FirstHandNoted: _first_hand,
    AuthorityNoted: _authority,
    WrittenInformationNoted: lambda event, names: (
        f"{names.line(event.attendee_id)} sent written information"
        + (f", dated {say_when(event.on)}." if event.on else ".")
    ),
    ChairTaken: _chair,
    WhoHasMetAsked: lambda event, _: f"Asked who has met the child: {_HAVE_MET[event.someone]}.",
    MinimumOverridden: lambda event, _: (
        ended(f"{event.chair} went on without the minimum attendance: {event.reason}")
        + f" The meeting comes together again {say_when(event.reconvene_at)}."
    ),
}
