"""What a rule's card may not say of its place before a chair: what would hide what protects."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import asdict, replace

from chairtui.core.vocabulary import Step
from chairtui.core.warnings import Severity
from chairtui.standards.moments import MOMENTS, is_moment
from chairtui.standards.rule import ProfileFile, Rule, Tune
from chairtui.standards.verdict import Announced, Group

MOST_RANK = 99

MOST_ROWS = 7
"""How many rows can stand before signing: as many as somebody who leads a meeting can act on."""

_STEPS = len(Step)
_NAMED = re.compile(r"\{([^}]*)\}")
_IN_WORDS = ("n", "subjects", "gap")

Cards = Mapping[str, Rule]
"""Every rule by its code, as the files leave it."""
Groups = Mapping[str, Group]


def cards_of(files: Iterable[ProfileFile], last: ProfileFile) -> Cards:
    """Return every rule once everything of `last` is laid over the other files."""
    every = [*(file for file in files if file is not last), last]
    cards = {rule.id: rule for file in every for rule in file.rule}
    for tune in (one for file in every for one in file.tune if one.id in cards):
        given = {name: value for name, value in asdict(tune).items() if value is not None}
        cards[tune.id] = replace(cards[tune.id], **given)
    return cards


def groups_of(files: Iterable[ProfileFile], last: ProfileFile) -> Groups:
    """Return every group, those of `last` in the place of others of their names."""
    every = [*(file for file in files if file is not last), last]
    return {group.name: group for file in every for group in file.group}


def misplaced(entry: Rule | Tune, cards: Cards, groups: Groups) -> Iterator[tuple[str, str]]:
    """Yield what does not hold in the place of a rule, each with its field."""
    if entry.step is not None and not 1 <= entry.step <= _STEPS:
        yield "step", f"there is no step {entry.step}: expected a number from 1 to {_STEPS}."
    if entry.rank is not None and not 1 <= entry.rank <= MOST_RANK:
        yield "rank", f"expected a number from 1 to {MOST_RANK}."
    for field, moments in (("from_step", entry.from_step or ()), ("until_step", _some(entry.until_step))):
        yield from ((field, _no_moment(one)) for one in moments if not is_moment(one))
    if entry.group and entry.group not in groups:
        yield "group", f"there is no group “{entry.group}”. There are: {', '.join(sorted(groups))}."
    card = cards.get(entry.id)
    hushed = entry.announced in (Announced.PROMPT, Announced.STATUS)
    if hushed and card and card.severity is Severity.STOP:
        yield "announced", "a stop is announced as a stop or as a warning, never more quietly."
    for root in entry.consequence_of or ():
        if root not in cards:
            yield "consequence_of", f"there is no rule “{root}”."
    if circle := _circle(entry.id, cards):
        if entry.consequence_of:
            yield "consequence_of", f"it follows from itself: {' follows from '.join(circle)}."
    elif card:
        yield from (("consequence_of", words) for words in _too_grave(card, entry, cards))


def misgrouped(groups: Groups) -> Iterator[tuple[str, str, str]]:
    """Yield what does not hold in the groups: the name of the group, the field, and the words."""
    rows: set[str] = set()
    for group in groups.values():
        rows.add(group.row)
        if len(rows) > MOST_ROWS:
            yield group.name, "row", f"it would be row {len(rows)}: there are at most {MOST_ROWS}."
        if not 1 <= group.rank <= MOST_RANK:
            yield group.name, "rank", f"expected a number from 1 to {MOST_RANK}."
        if group.quiet_until and not is_moment(group.quiet_until):
            yield group.name, "quiet_until", _no_moment(group.quiet_until)
        for field in ("words", "words_preparing"):
            for name in _NAMED.findall(getattr(group, field)):
                if name not in _IN_WORDS:
                    yield group.name, field, f"there is no “{name}”. There are: {', '.join(_IN_WORDS)}."


def _some(moment: str | None) -> tuple[str, ...]:
    return (moment,) if moment else ()


def _no_moment(words: str) -> str:
    return f"there is no moment “{words}”. There are: {', '.join(MOMENTS)}."


def _too_grave(card: Rule, entry: Rule | Tune, cards: Cards) -> Iterator[str]:
    """Yield what would hang beneath something that asks less: nobody would look for it there.

    A tune is asked both ways: what it lays beneath others, and what lies beneath it.
    """
    roots = [cards[code] for code in card.consequence_of if code in cards]
    if entry.consequence_of is not None or entry.severity is not None:
        yield from (
            f"it asks more than {root.id}, beneath which it would hang."
            for root in roots
            if _gravity(card) < _gravity(root)
        )
    if isinstance(entry, Tune) and entry.severity is not None:
        beneath = (each for each in cards.values() if card.id in each.consequence_of)
        graver = [each.id for each in beneath if _gravity(each) < _gravity(card)]
        yield from (f"{code} hangs beneath it and would ask more than it." for code in graver)


def _gravity(rule: Rule) -> int:
    return list(Severity).index(rule.severity)


def _circle(code: str, cards: Cards, path: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the codes on the way from a rule back to itself; empty where there is no such way."""
    if code in path:
        return (*path, code) if code == path[0] else ()
    above = cards[code].consequence_of if code in cards else ()
    return next(filter(None, (_circle(root, cards, (*path, code)) for root in above)), ())
