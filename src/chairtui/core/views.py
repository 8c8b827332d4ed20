"""Slices of a meeting in words that the screens and the record share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from msgspec import Struct

from chairtui.core.actions import Action
from chairtui.core.deadlines import london
from chairtui.core.decision import Position
from chairtui.core.keyed import find
from chairtui.core.meeting import Meeting
from chairtui.core.register import Attendee, Invitation, invited
from chairtui.core.vocabulary import Answer, Invited, Sector, View
from chairtui.core.when import say_when

Title = Callable[[str], str]
"""Returns the name of an agency by its key, as the register of agencies has it."""


class Absence(Struct, frozen=True, kw_only=True):
    """Someone who was not there when the decision was taken."""

    who: str
    state: str
    """What the ledger says of them, with the reason."""
    obtained: str
    """How what they know is to be obtained; empty when nothing is arranged."""

    @property
    def words(self) -> str:
        """The absence in one phrase."""
        state = self.state.rstrip(". ")
        return f"{self.who} ({state}); {self.obtained or 'nothing is arranged to hear from them'}"


def plain_title(key: str) -> str:
    """Return an agency's key as words, where no register of agencies is at hand."""
    agency, _, area = key.partition("@")
    words = agency.replace("-", " ").replace("_", " ").strip()
    return f"{words[:1].upper()}{words[1:]}" + (f", {area}" if area else "")


def ended(words: str) -> str:
    """Return a sentence with one full stop, if nothing else ends it."""
    words = words.rstrip()
    return words if words.endswith((".", "?", "!", "…")) else f"{words}."


def agency_of(line: Attendee, title: Title = plain_title) -> str:
    """Return which agency a line of the register is from, with its unit and area."""
    name = title(line.agency)
    unit = line.unit.value if line.unit and line.unit.value.casefold() not in name.casefold() else ""
    area = line.area if line.area.casefold() not in name.casefold() else ""
    return ", ".join(filter(None, (name, unit, area)))


def who(line: Attendee, title: Title = plain_title) -> str:
    """Return a line of the register as the record names it: a person with their agency, or that alone."""
    agency = agency_of(line, title)
    return f"{line.name} ({agency})" if line.name and line.name != title(line.agency) else agency


def clock(instant: datetime) -> str:
    """Return the time of day in England."""
    return f"{london(instant):%H:%M}"


def invitation_words(line: Attendee, register: Iterable[Attendee], ended_at: datetime | None = None) -> str:
    """Return what the ledger of invitations says of a line: the word, when, by whom, how and why."""
    word = invited(line, register, ended_at=ended_at)
    known = _how_invited(line.invitation)
    if word is Invited.UNKNOWN:
        return "it is not written whether they were invited"
    if word in (Invited.ATTENDED, Invited.PART_ATTENDED, Invited.SENT_DEPUTY, Invited.SENT_WRITTEN):
        return f"{word.value}{'; invited' + known if known else ''}"
    return f"{word.value}{known}{': ' + line.invitation.reason if line.invitation.reason else ''}"


def stays_words(line: Attendee) -> str:
    """Return when and how someone took part."""
    parts = []
    for stay in line.stays:
        until = clock(stay.left_at) if stay.left_at else "the end"
        parts.append(f"{stay.mode.value} {clock(stay.joined_at)} to {until}")
    return "; ".join(parts)


def absences(
    meeting: Meeting, title: Title = plain_title, unnamed: Iterable[tuple[str, str]] = ()
) -> tuple[Absence, ...]:
    """Return who was not there at the decision; before one is taken, who is not there now.

    `unnamed` are expected roles that no line of the register stands for: key and title of each.
    """
    last = meeting.deciding.last
    instant = last.decided_at if last else None
    found = []
    for line in meeting.attendance.register:
        if line.sector is Sector.SUPPORT:
            continue
        if not _there(line, instant) and not _deputised(line, meeting, instant):
            state = _absent_state(line, meeting, instant)
            obtained = _obtained(
                meeting, {line.id, line.agency, f"{line.agency}@{line.area}"}, line.written_at
            )
            found.append(Absence(who=who(line, title), state=state, obtained=obtained))
    for key, name in unnamed:
        state = "expected, and it is not written whether they were asked"
        found.append(Absence(who=name, state=state, obtained=_obtained(meeting, {key}, None)))
    return tuple(found)


def decided_without(missing: Iterable[Absence]) -> str:
    """Return the statement of who was missing; empty when nobody was. It cannot be typed or deleted."""
    words = [one.words for one in missing]
    if not words:
        return ""
    return (
        f"Decided without: {'. '.join(words)}. The decision is to be reviewed when their information comes."
    )


def names_without(missing: Iterable[Absence]) -> str:
    """Return the statement of who was missing with their names alone; empty when nobody was."""
    names = "; ".join(one.who for one in missing)
    return (
        f"Decided without: {names}. The decision is to be reviewed when their information comes."
        if names
        else ""
    )


def position_words(meeting: Meeting, title: Title = plain_title) -> tuple[str, ...]:
    """Return each agency's view of the decision by name; an absence is never an agreement."""
    last = meeting.deciding.last
    if last is None:
        return ()
    found = []
    for line in meeting.attendance.register:
        position = find(meeting.deciding.positions, line.id)
        if position is None and line.sector is Sector.SUPPORT:
            continue
        if position is not None:
            found.append(_position(line, position, last.decided_at, title))
        elif line.was_here(last.decided_at) if last.decided_at else line.here:
            found.append(f"{who(line, title)} was not asked for a view.")
        else:
            found.append(f"{who(line, title)} was absent and does not count as agreeing.")
    return tuple(found)


def own_position_words(meeting: Meeting, title: Title = plain_title) -> tuple[str, ...]:
    """Return the views that were taken, of whoever has one, and nothing of the others."""
    last = meeting.deciding.last
    lines = [(line, find(meeting.deciding.positions, line.id)) for line in meeting.attendance.register]
    decided_at = last.decided_at if last else None
    return tuple(_position(line, taken, decided_at, title) for line, taken in lines if taken)


def _position(line: Attendee, position: Position, decided_at: datetime | None, title: Title) -> str:
    name = who(line, title)
    there = decided_at is None or line.was_here(decided_at)
    reason = f": {position.reason}" if position.reason else ""
    further = f" Taken further: {position.escalation}" if position.escalation else ""
    if position.view is View.NOT_ASKED:
        return ended(f"{name} was not asked for a view{reason}") + further
    if position.view is View.AGREE and not there:
        return ended(f"{name} {_agreed_absent(line, decided_at)}{reason}") + further
    absent = "" if there else " (not there when the decision was taken)"
    return ended(f"{name} {position.view.value}{absent}{reason}") + further


def _agreed_absent(line: Attendee, decided_at: datetime | None) -> str:
    """Return what an agreement is worth of someone who was not there when the decision was taken."""
    if line.written_at is None or decided_at is None:
        return "is written down as agreeing, but was absent and does not count"
    if line.written_at > decided_at:
        return "was absent and agrees in writing, sent after the decision"
    return "was absent, wrote before the decision and does not count as agreeing with it"


def _how_invited(invitation: Invitation) -> str:
    if invitation.answer is Answer.UNKNOWN:
        return ""
    parts = (
        f" {say_when(invitation.at)}" if invitation.at else "",
        f" by {invitation.by}" if invitation.by else "",
        f", {invitation.channel}" if invitation.channel else "",
    )
    return "".join(parts)


def _there(line: Attendee, instant: datetime | None) -> bool:
    return line.here is not None if instant is None else line.was_here(instant)


def _deputised(line: Attendee, meeting: Meeting, instant: datetime | None) -> bool:
    register = meeting.attendance.register
    return any(other.deputy_for == line.id and _there(other, instant) for other in register)


def _absent_state(line: Attendee, meeting: Meeting, instant: datetime | None) -> str:
    earlier = [stay for stay in line.stays if stay.left_at and (instant is None or stay.left_at <= instant)]
    if earlier and earlier[-1].left_at:
        return f"left at {clock(earlier[-1].left_at)}"
    if line.stays:
        return f"came at {clock(line.stays[0].joined_at)}, after the decision"
    words = invitation_words(line, meeting.attendance.register, instant)
    accepted = line.invitation.answer is Answer.ACCEPTED and meeting.started_at is not None
    return f"{words}, and did not come" if accepted else words


def _obtained(meeting: Meeting, keys: set[str], written_at: datetime | None) -> str:
    if written_at is not None:
        return f"written information came {say_when(written_at)}"
    for action in meeting.plan.standing:
        if keys.intersection(action.answers):
            return f"to be obtained by {_owner(action)}"
    return ""


def _owner(action: Action) -> str:
    due = action.due_at or action.due_on
    return f"{action.owner or 'nobody named'}{f' by {say_when(due)}' if due else ', no day set'}"
