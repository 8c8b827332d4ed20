"""Who was missing at a decision, why, and whether anything came from them, in words that all places share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from chairtui.core.absences import Absence, Came, Known, Told, Without
from chairtui.core.actions import Action
from chairtui.core.calendar.clocks import say_clock
from chairtui.core.calendar.when import say_when
from chairtui.core.decision import Decision, was_there
from chairtui.core.listing import and_words, ended
from chairtui.core.meeting import Meeting
from chairtui.core.register import Attendee
from chairtui.core.rooms import children_of, lacking, moments, rooms, the_decision, together
from chairtui.core.sharing import Contribution
from chairtui.core.views import Title, invitation_words, plain_title, who
from chairtui.core.vocabulary import Answer, Form, Handling, Sector


def missing_at(
    meeting: Meeting,
    decision: Decision | None,
    title: Title = plain_title,
    unnamed: Iterable[tuple[str, str]] = (),
    told: Told | None = None,
) -> tuple[Absence, ...]:
    """Return who was not there at a decision; without one, who is not there now.

    `unnamed` are expected roles that no line of the register stands for: key and title of each. `told` is
    what came from them, where the meeting was cut and does not show it any more.
    """
    absences = []
    for line in meeting.attendance.register:
        if _is_missing(line, meeting, decision):
            absences.append(_absence(meeting, line, decision, title, told))
    for key, name in unnamed:
        state = "expected, and it is not written whether they were asked"
        absences.append(Absence(who=name, state=state, obtained=_to_come(meeting, {key})))
    return tuple(absences)


def decided_without(
    meeting: Meeting,
    title: Title = plain_title,
    unnamed: Iterable[tuple[str, str]] = (),
    told: Told | None = None,
) -> tuple[Without, ...]:
    """Return who was missing at each decision that stands, once where it is the same; else who is now."""
    roles = tuple(unnamed)
    about: dict[tuple[tuple[Absence, ...], tuple[str, ...]], list[str]] = {}
    decisions_of: dict[tuple[tuple[Absence, ...], tuple[str, ...]], list[str]] = {}
    for decision in rooms(meeting):
        names = children_of(meeting, decision) if decision else ()
        at_it = (missing_at(meeting, decision, title, roles, told), tuple(_noted(meeting, decision).values()))
        about.setdefault(at_it, []).extend(names)
        decisions_of.setdefault(at_it, []).extend([decision.id] if decision else [])
    everybody = len(meeting.concern.children)
    return tuple(
        Without(
            about=and_words(names) if len(names) < everybody else "",
            missing=missing,
            noted=noted,
            decisions=tuple(decisions_of[missing, noted]),
        )
        for (missing, noted), names in about.items()
    )


def added_words(meeting: Meeting) -> str:
    """Return what the chair adds about who was missing, whether or not anything was decided."""
    note = meeting.deciding.without_note.strip()
    return ended(f"The chair adds: {note}") if note else ""


def _noted(meeting: Meeting, decision: Decision | None) -> dict[Sector, str]:
    """Return what was noted of the parts of the minimum that were missing at a decision, each in a sentence.

    It is what was noted last before the decision; where nothing was, what was noted after it, or at signing.

    Source: multi-agency audit of strategy discussions, Bromley 2020: the gap is to be plain on the record.
    """
    words_of_sector = {}
    for part in lacking(together(meeting, decision)):
        if words := _noted_of(meeting, part.warning, decision.decided_at if decision else None):
            words_of_sector[part.sector] = (
                f"{part.words[0].upper()}{part.words[1:]} {part.verb} missing; {words}"
            )
    return words_of_sector


def _noted_of(meeting: Meeting, code: str, decided_at: datetime | None) -> str:
    noted = [
        handling
        for warning in meeting.warnings
        if warning.code == code
        for handling in warning.handled
        if handling.words.strip()
    ]
    before = [one for one in noted if decided_at is None or one.at is None or one.at <= decided_at]
    if last := next(reversed(before or noted), None):
        at = f" at {say_clock(last.at)}" if last.at else ""
        what = "" if last.what is Handling.WAIVED else f"{last.what.value}, "
        return ended(f"noted{at}: {what}“{last.words.strip()}”")
    own = [one for one in meeting.closing.gaps if one.code.partition(":")[0] == code and not one.root]
    reason = own[0].reason.strip() if own else ""
    return ended(f"noted at signing: “{reason}”") if reason else ""


def told_by(meeting: Meeting) -> Told:
    """Return what came from each who was missing at a decision that stands, or is now while there is none."""
    return {
        (line.id, decision.id if decision else ""): Known(
            came=_came(meeting, line, decision), noted=line.sector in _noted(meeting, decision)
        )
        for decision in rooms(meeting)
        for line in meeting.attendance.register
        if _is_missing(line, meeting, decision)
    }


def _is_missing(line: Attendee, meeting: Meeting, decision: Decision | None) -> bool:
    speaks = line.sector is not Sector.SUPPORT
    return speaks and not was_there(line, decision) and not _deputised(line, meeting, decision)


def _absence(
    meeting: Meeting, line: Attendee, decision: Decision | None, title: Title, told: Told | None
) -> Absence:
    heard = _heard(meeting, line, decision)
    said = told.get((line.id, decision.id if decision else "")) if told is not None else None
    came = said.came if said else _came(meeting, line, decision)
    noted = said.noted if said else line.sector in _noted(meeting, decision)
    obtained = ""
    if line.wrote:
        obtained = f"written information came {say_when(line.wrote.when)}"
    elif to_come := _to_come(meeting, {line.id, line.agency, f"{line.agency}@{line.area}"}):
        obtained = to_come
    elif later := meeting.sharing.turn(line.id).later_on:
        obtained = f"they share it later, by {say_when(later)}"
    elif heard and not line.stays:
        obtained = f"they {heard.past}"
    state = _state(meeting, line, decision, heard)
    asked = _state(meeting, line, decision, heard, brief=True)
    return Absence(who=who(line, title), state=state, asked=asked, obtained=obtained, came=came, noted=noted)


def _came(meeting: Meeting, line: Attendee, decision: Decision | None) -> Came:
    """Return whether a line told what it knows about the children of a decision, and whether in time."""
    shared = shared_about(meeting, line, decision)
    decided = decision.decided_at if decision else None
    after = [_is_after(one, line, decided) for one in shared]
    if line.wrote and decided:
        after.append(line.wrote.is_after(decided))
    if True in after:
        return Came.AFTER
    if None in after:
        return Came.THAT_DAY
    turn = meeting.sharing.turn(line.id)
    heard = shared or line.wrote or turn.nothing_known or (turn.withholds and not turn.later_on)
    return Came.HEARD if heard else Came.NOTHING


def _is_after(shared: Contribution, line: Attendee, decided: datetime | None) -> bool | None:
    """Say whether something was told after a decision, if that is known; who left for good told it before."""
    if decided is None or shared.shared is None or shared.before_meeting:
        return False
    came_again = not line.stays or any(stay.joined_at > decided for stay in line.stays)
    return came_again and shared.shared.is_after(decided)


def _deputised(line: Attendee, meeting: Meeting, decision: Decision | None) -> bool:
    register = meeting.attendance.register
    return any(other.deputy_for == line.id and was_there(other, decision) for other in register)


def _state(
    meeting: Meeting,
    line: Attendee,
    decision: Decision | None,
    heard: _Heard | None,
    *,
    brief: bool = False,
) -> str:
    instant = decision.decided_at if decision else None
    ended = [one.left_at for one in line.stays if one.left_at and (instant is None or one.left_at <= instant)]
    if ended:
        call = "their call ended" if meeting.form is Form.CALLS else "left"
        return f"{call} at {say_clock(ended[-1])}" + (f", after {heard.doing}" if heard else "")
    if line.stays:
        came = f"came at {say_clock(line.stays[0].joined_at)}, after {the_decision(meeting, decision)}"
        return came + (f", and {heard.past}" if heard else "")
    words = invitation_words(line, meeting.attendance.register, moments(meeting), brief=brief)
    accepted = line.invitation.answer is Answer.ACCEPTED and meeting.started_at is not None
    return f"{words}, and did not come" if accepted else words


class _Heard(Struct, frozen=True):
    """What somebody said in the meeting, as two forms of a verb."""

    doing: str
    past: str


def _heard(meeting: Meeting, line: Attendee, decision: Decision | None) -> _Heard | None:
    """Return what a line said about the children of a decision; nothing when nothing came from it."""
    if number := len(shared_about(meeting, line, decision)):
        things = "1 thing" if number == 1 else f"{number} things"
        return _Heard(f"sharing {things}", f"shared {things}")
    turn = meeting.sharing.turn(line.id)
    if turn.withholds and not turn.later_on:
        why = "why they do not share what they know"
        return _Heard(f"saying {why}", f"said {why}")
    hold = "that they hold nothing"
    return _Heard(f"saying {hold}", f"said {hold}") if turn.nothing_known else None


def shared_about(meeting: Meeting, line: Attendee, decision: Decision | None) -> tuple[Contribution, ...]:
    """Return what a line shared about the children of a decision; without one, all that it shared."""
    own = (one for one in meeting.sharing.contributions if one.attendee_id == line.id)
    return tuple(one for one in own if _concerns(meeting, one, decision))


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
