"""Facts about who knows the child themselves, and how long ago they saw them."""

from chairtui.core.calendar.when import say_when
from chairtui.core.register import Attendee
from chairtui.core.rooms import Room
from chairtui.core.vocabulary import YesNo
from chairtui.standards.facts.fact import fact, in_words
from chairtui.standards.facts.sight import Sight


@fact("children.all_unborn")
def _(sight: Sight) -> bool:
    """Whether none of the children is born yet, so that nobody can meet, hear or examine one."""
    return bool(sight.unborn) and len(sight.unborn) == len(sight.meeting.concern.children)


@fact("first_hand.someone")
def _(sight: Sight) -> bool | None:
    """Whether somebody here knows the child themselves, and saw them within the profile's days.

    After a decision: somebody at each that stands. The room's answer counts where no line contradicts it: a
    yes beside a no of each person is not known.
    """
    answers = [_someone(sight, room) for room in sight.rooms]
    return False if False in answers else None if None in answers else True


def _someone(sight: Sight, room: Room) -> bool | None:
    known = _known(room)
    if any(not _is_old(sight, line) for line in known):
        return True
    answer = _answer(sight, room)
    if known:
        return False
    if answer is YesNo.YES:
        return None if _everyone_says_no(room) else True
    return None if answer is YesNo.UNKNOWN else False


def _answer(sight: Sight, room: Room) -> YesNo:
    """Return what a room said: at its decisions, each with the answer it had, or now; a no comes first."""
    now = sight.meeting.attendance.someone_has_met
    said = [now if one.someone_met is YesNo.UNKNOWN else one.someone_met for one in room.decisions] or [now]
    return min(said, key=(YesNo.NO, YesNo.UNKNOWN, YesNo.YES).index)


def _first(sight: Sight, found: bool | None) -> Room:
    """Return the first room of which this was found, or the first of all."""
    return next((room for room in sight.rooms if _someone(sight, room) is found), sight.rooms[0])


def _where(room: Room) -> str:
    return f"at the decision about {room.about}" if room.about else "here"


@fact("first_hand.gap")
def _(sight: Sight) -> str:
    """What is to be said where nobody here, or at a decision that stands, has met the child lately."""
    room = _first(sight, found=False)
    known = _known(room)
    if known:
        seen = in_words(tuple(f"{sight.title(line)} on {_day(line)}" for line in known))
        return f"Nobody {_where(room)} has met the child lately: last seen by {seen}."
    return f"Nobody {_where(room)} has met the child."


@fact("first_hand.doubt")
def _(sight: Sight) -> str:
    """What is to be said where it is not known whether anybody here has met the child."""
    room = _first(sight, found=None)
    if _answer(sight, room) is YesNo.YES and _everyone_says_no(room):
        return "The room said that someone has met the child, and each person here is written as not having."
    return f"It is not known whether anyone {_where(room)} has met the child."


@fact("first_hand.seeing_planned")
def _(sight: Sight) -> bool:
    """Whether somebody is to see each child who is born, by a day."""
    seeing = sight.meeting.plan.seeing
    planned = {one.id for one in seeing if sight.is_person(one.by) and (one.due_on or one.seen_on)}
    return all(child.id in planned | sight.unborn for child in sight.meeting.concern.children)


@fact("attendee.last_seen_blank", "attendee")
def _(line: Attendee) -> bool:
    """Whether they know the child or family themselves and do not say when they last saw the child."""
    return line.first_hand.knows is YesNo.YES and line.first_hand.last_seen_on is None


def _known(room: Room) -> list[Attendee]:
    return [line for line in room.people if line.first_hand.knows is YesNo.YES]


def _is_old(sight: Sight, line: Attendee) -> bool:
    """Say whether somebody saw the child longer ago than the profile's days; without a day it is not said."""
    seen, days = line.first_hand.last_seen_on, sight.figure("first_hand_days")
    return bool(days and seen and (sight.day - seen).days > days)


def _everyone_says_no(room: Room) -> bool:
    return bool(room.people) and all(line.first_hand.knows is YesNo.NO for line in room.people)


def _day(line: Attendee) -> str:
    seen = line.first_hand.last_seen_on
    return say_when(seen) if seen else "a day that is not written"
