"""What a rule says of its place before a chair: where it is mended, from which moment, beneath what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from chairtui.core.vocabulary import Step
from chairtui.standards.rule import ProfileFile, Rule, Tune

MOMENTS = (
    "made",
    "eve",
    "start",
    "settled",
    "N minutes",
    "urgent",
    "step N entered",
    "step N left",
    "decision gate",
    "decided",
    "N minutes after deciding",
    "close gate",
    "signed",
    "own clock",
)
"""The moments from which a rule may be said aloud; N is a number of minutes, or of a step (1 to 7).

*Eve* is the working day before the meeting, *settled* the end of its first minutes, *own clock* the time that
the rule itself counts.
"""

MOST_RANK = 99

_STEPS = len(Step)
_MOMENT = re.compile(
    "|".join(one.replace("step N", f"step [1-{_STEPS}]").replace("N", "[1-9][0-9]{0,2}") for one in MOMENTS)
)

Roots = Mapping[str, tuple[str, ...]]
"""By the code of each rule that there is: the codes of the rules from which it only follows."""


def roots_of(files: Iterable[ProfileFile], last: ProfileFile) -> Roots:
    """Return what each rule follows from, once everything of `last` is laid over the other files."""
    every = [*(file for file in files if file is not last), last]
    roots = {rule.id: rule.consequence_of for file in every for rule in file.rule}
    tuned = {
        tune.id: tune.consequence_of
        for file in every
        for tune in file.tune
        if tune.consequence_of is not None
    }
    return roots | {code: above for code, above in tuned.items() if code in roots}


def misplaced(entry: Rule | Tune, roots: Roots) -> Iterator[tuple[str, str]]:
    """Yield what does not hold in the place of a rule, each with its field."""
    if entry.step is not None and not 1 <= entry.step <= _STEPS:
        yield "step", f"there is no step {entry.step}: expected a number from 1 to {_STEPS}."
    if entry.rank is not None and not 1 <= entry.rank <= MOST_RANK:
        yield "rank", f"expected a number from 1 to {MOST_RANK}."
    for moment in entry.from_step or ():
        if not _MOMENT.fullmatch(moment):
            yield "from_step", f"there is no moment “{moment}”. There are: {', '.join(MOMENTS)}."
    for root in entry.consequence_of or ():
        if root not in roots:
            yield "consequence_of", f"there is no rule “{root}”."
    if entry.consequence_of and (circle := _circle(entry.id, roots)):
        yield "consequence_of", f"it follows from itself: {' follows from '.join(circle)}."


def _circle(code: str, roots: Roots, path: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the codes on the way from a rule back to itself; empty where there is no such way."""
    if code in path:
        return (*path, code) if code == path[0] else ()
    ways = (_circle(root, roots, (*path, code)) for root in roots.get(code, ()))
    return next(filter(None, ways), ())
