"""Who was missing at a decision, why, and whether anything came from them, in words that all places share."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from chairtui.core.actions import Action
from chairtui.core.decision import Decision, was_there
from chairtui.core.listing import and_words
from chairtui.core.meeting import Meeting
from chairtui.core.register import Attendee
from chairtui.core.rooms import children_of, moments, rooms, the_decision
from chairtui.core.sharing import Contribution
from chairtui.core.views import Title, invitation_words, plain_title, who
from chairtui.core.vocabulary import Answer, Form, Sector
from chairtui.core.when import say_clock, say_when

REVIEWED = "The decision is to be reviewed when their information comes."


class Absence(Struct, frozen=True, kw_only=True):
    """Someone who was not there when a decision was taken."""

    who: str
    state: str
    """What the ledger says of them, with the reason, and what they said before they left."""
    obtained: str
    """How what they know came or is to be obtained; empty when nothing is arranged."""
    heard: bool = False
    """Whether they said in the meeting what they know, that they hold nothing, or why they withhold it."""

    @property
    def covered(self) -> bool:
        """Whether something came from them, or is to come."""
        return self.heard or bool(self.obtained)

    @property
    def words(self) -> str:
        """The absence in one phrase."""
        state = self.state.rstrip(". ")
        obtained = self.obtained or ("" if self.heard else "nothing is arranged to hear from them")
        return f"{self.who} ({state})" + (f"; {obtained}" if obtained else "")


class Without(Struct, frozen=True, kw_only=True):
    """Who was missing at a decision, or at several where it is the same for all."""

    about: str
    """For which children, where the decisions differ; empty where it is the same for all."""
    missing: tuple[Absence, ...]

    @property
    def words(self) -> str:
        """The statement; empty when nobody was missing. It cannot be typed or deleted."""
        return self._statement(". ".join(one.words for one in self.missing))

    @property
    def names(self) -> str:
        """The statement with names alone; empty when nobody was missing."""
        return self._statement("; ".join(one.who for one in self.missing))

    def _statement(self, missing: str) -> str:
        about = f" about {self.about}" if self.about else ""
        return f"Decided{about} without: {missing}. {REVIEWED}" if missing else ""


def missing_at(
    meeting: Meeting,
    decision: Decision | None,
    title: Title = plain_title,
    unnamed: Iterable[tuple[str, str]] = (),
) -> tuple[Absence, ...]:
    """Return who was not there at a decision; without one, who is not there now.

    `unnamed` are expected roles that no line of the register stands for: key and title of each.
    """
    found = []
    for line in meeting.attendance.register:
        speaks = line.sector is not Sector.SUPPORT
        if speaks and not was_there(line, decision) and not _deputised(line, meeting, decision):
            found.append(_absence(meeting, line, decision, title))
    for key, name in unnamed:
        state = "expected, and it is not written whether they were asked"
        found.append(Absence(who=name, state=state, obtained=_to_come(meeting, {key})))
    return tuple(found)


def decided_without(
    meeting: Meeting, title: Title = plain_title, unnamed: Iterable[tuple[str, str]] = ()
) -> tuple[Without, ...]:
    """Return who was missing at each decision that stands, once where it is the same; else who is now."""
    roles = tuple(unnamed)
    found: dict[tuple[Absence, ...], list[str]] = {}
    for one in rooms(meeting):
        names = children_of(meeting, one) if one else ()
        found.setdefault(missing_at(meeting, one, title, roles), []).extend(names)
    everybody = len(meeting.concern.children)
    return tuple(
        Without(about=and_words(names) if len(names) < everybody else "", missing=missing)
        for missing, names in found.items()
    )


def _absence(meeting: Meeting, line: Attendee, decision: Decision | None, title: Title) -> Absence:
    heard = _heard(meeting, line, decision)
    state = _state(meeting, line, decision, heard)
    obtained = ""
    if line.written_at is not None:
        obtained = f"written information came {say_when(line.written_at)}"
    elif to_come := _to_come(meeting, {line.id, line.agency, f"{line.agency}@{line.area}"}):
        obtained = to_come
    elif heard and not line.stays:
        obtained = f"they {heard.past}"
    return Absence(who=who(line, title), state=state, obtained=obtained, heard=heard is not None)


def _deputised(line: Attendee, meeting: Meeting, decision: Decision | None) -> bool:
    register = meeting.attendance.register
    return any(other.deputy_for == line.id and was_there(other, decision) for other in register)


def _state(meeting: Meeting, line: Attendee, decision: Decision | None, heard: _Heard | None) -> str:
    instant = decision.decided_at if decision else None
    ended = [one.left_at for one in line.stays if one.left_at and (instant is None or one.left_at <= instant)]
    if ended:
        call = "their call ended" if meeting.form is Form.CALLS else "left"
        return f"{call} at {say_clock(ended[-1])}" + (f", after {heard.doing}" if heard else "")
    if line.stays:
        came = f"came at {say_clock(line.stays[0].joined_at)}, after {the_decision(meeting, decision)}"
        return came + (f", and {heard.past}" if heard else "")
    words = invitation_words(line, meeting.attendance.register, moments(meeting))
    accepted = line.invitation.answer is Answer.ACCEPTED and meeting.started_at is not None
    return f"{words}, and did not come" if accepted else words


class _Heard(Struct, frozen=True):
    """What somebody said in the meeting, as two forms of a verb."""

    doing: str
    past: str


def _heard(meeting: Meeting, line: Attendee, decision: Decision | None) -> _Heard | None:
    """Return what a line said about the children of a decision; nothing when nothing came from it."""
    number = sum(
        one.attendee_id == line.id and _concerns(meeting, one, decision)
        for one in meeting.sharing.contributions
    )
    if number:
        things = "1 thing" if number == 1 else f"{number} things"
        return _Heard(f"sharing {things}", f"shared {things}")
    turn = meeting.sharing.turn(line.id)
    if turn.withholds:
        why = "why they do not share what they know"
        return _Heard(f"saying {why}", f"said {why}")
    hold = "that they hold nothing"
    return _Heard(f"saying {hold}", f"said {hold}") if turn.nothing_known else None


def _concerns(meeting: Meeting, shared: Contribution, decision: Decision | None) -> bool:
    about = meeting.deciding.about
    if decision is None or not shared.children:
        return True
    return any((stands := about(child)) and stands.id == decision.id for child in shared.children)


def _to_come(meeting: Meeting, keys: set[str]) -> str:
    for action in meeting.plan.standing:
        if action.is_arranged and keys.intersection(action.answers):
            return f"to be obtained by {_owner(action)}"
    return ""


def _owner(action: Action) -> str:
    due = action.due_at or action.due_on
    return f"{action.owner or 'nobody named'}{f' by {say_when(due)}' if due else ', no day set'}"
