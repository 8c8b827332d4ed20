"""When somebody was lacking, in the words of a sentence about it."""

from collections.abc import Callable

from chairtui.core.listing import and_words
from chairtui.core.rooms import Room
from chairtui.standards.facts.sight import Sight


def when_lacking(sight: Sight, lacks: Callable[[Room], bool], no: str = "") -> str:
    """Return when something was not as it should be: “was here when the decision was taken”.

    Where it was so at each of them, it is so now, and a child is still to be decided. `no` goes before
    “here”.
    """
    taken = [room for room in sight.rooms if room.decisions]
    lacking = [room for room in taken if lacks(room)]
    if not lacking and sight.still_to_decide:
        return f"is {no}here, and it is not decided yet about {sight.still_to_decide[0].about}"
    if len(lacking) == len(taken) > 1:
        return f"was {no}here when the decisions were taken"
    about = and_words([room.about for room in lacking if room.about])
    return f"was {no}here when the decision{f' about {about}' if about else ''} was taken"
