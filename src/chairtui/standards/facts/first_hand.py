"""Facts about who knows the child themselves, and how long ago they saw them."""

from chairtui.core.register import Attendee
from chairtui.core.vocabulary import YesNo
from chairtui.core.when import say_when
from chairtui.standards.facts.fact import fact, in_words
from chairtui.standards.facts.sight import Sight


@fact("children.all_unborn")
def _(sight: Sight) -> bool:
    """Whether none of the children is born yet, so that nobody can meet, hear or examine one."""
    return bool(sight.unborn) and len(sight.unborn) == len(sight.meeting.concern.children)


@fact("first_hand.someone")
def _(sight: Sight) -> bool | None:
    """Whether somebody here knows the child themselves, and saw them within the profile's days.

    The room's answer counts where no line contradicts it: a yes beside a no of each person is not known.
    """
    known = _known(sight)
    if any(not _is_old(sight, line) for line in known):
        return True
    answer = sight.meeting.attendance.someone_has_met
    if known:
        return False
    if answer is YesNo.YES:
        return None if _everyone_says_no(sight) else True
    return None if answer is YesNo.UNKNOWN else False


@fact("first_hand.gap")
def _(sight: Sight) -> str:
    """What is to be said where nobody here has met the child lately."""
    known = _known(sight)
    if known:
        seen = in_words(tuple(f"{sight.title(line)} on {_day(line)}" for line in known))
        return f"Nobody here has met the child lately: last seen by {seen}."
    return "Nobody here has met the child."


@fact("first_hand.doubt")
def _(sight: Sight) -> str:
    """What is to be said where it is not known whether anybody here has met the child."""
    if sight.meeting.attendance.someone_has_met is YesNo.YES and _everyone_says_no(sight):
        return "The room said that someone has met the child, and each person here is written as not having."
    return "It is not known whether anyone here has met the child."


@fact("first_hand.seeing_planned")
def _(sight: Sight) -> bool:
    """Whether somebody is to see each child who is born, by a day."""
    planned = {one.id for one in sight.meeting.plan.seeing if one.by and (one.due_on or one.seen_on)}
    return all(child.id in planned | sight.unborn for child in sight.meeting.concern.children)


@fact("attendee.last_seen_blank", "attendee")
def _(line: Attendee) -> bool:
    """Whether they know the child or family themselves and do not say when they last saw the child."""
    return line.first_hand.knows is YesNo.YES and line.first_hand.last_seen_on is None


def _known(sight: Sight) -> list[Attendee]:
    return [line for line in sight.people if line.first_hand.knows is YesNo.YES]


def _is_old(sight: Sight, line: Attendee) -> bool:
    """Say whether somebody saw the child longer ago than the profile's days; without a day it is not said."""
    seen, days = line.first_hand.last_seen_on, sight.figure("first_hand_days")
    return bool(days and seen and (sight.day - seen).days > days)


def _everyone_says_no(sight: Sight) -> bool:
    people = sight.people
    return bool(people) and all(line.first_hand.knows is YesNo.NO for line in people)


def _day(line: Attendee) -> str:
    seen = line.first_hand.last_seen_on
    return say_when(seen) if seen else "a day that is not written"
