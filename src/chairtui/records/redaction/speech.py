"""What in a text may speak of another child: names, numbers, and words by which people are meant."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from chairtui.core.births import birth_words
from chairtui.core.calendar.when import say_when
from chairtui.core.children import Child
from chairtui.core.naming import without_accents
from chairtui.core.people import folded
from chairtui.records.redaction.belonging import Belonging

KIN = re.compile(
    r"(?<!\w)(?:brothers?|sisters?|siblings?|twins?|triplets?|half[- ]?(?:brothers?|sisters?)|the baby|"
    r"(?:other|another|second|third) (?:child|boy|girl|one)|younger|youngest|older|oldest|elder|eldest)(?!\w)"
)
"""Words by which a child is meant without a name."""


class Speech:
    """Looks for another child, and for that child's people, in the texts of a record for one child."""

    def __init__(self, whose: Belonging) -> None:
        others = [name for _, name in whose.siblings]
        own_name = " ".join(one.name for one in whose.of_child)
        self.parts = frozenset(_parts_of(own_name, [*others, *(one.name for one in whose.people)]))
        """Each part of the others' names that is not in this child's own: nobody else shields it."""
        named = [without_accents(name) for name in (*others, *whose.names(), *whose.settings)]
        self._names = tuple(map(_pattern, [*named, *self.parts]))
        relations = sorted(whose.relations(whose.people))
        self._relations = tuple((word, _pattern(without_accents(word))) for word in relations)
        self._borne = whose.relations(whose.mine)
        self._kin = bool(whose.siblings)
        self._numbers = tuple(sorted(set(_numbers(whose.others)) - set(_numbers(whose.of_child))))
        let_in = (*(one.name for one in whose.mine), *whose.staff)
        self._let_in = tuple(dict.fromkeys(one for one in let_in if without_accents(one) not in named))
        """Names of this child's grown-ups and of staff, whatever other name they are like."""
        self._known = frozenset(
            folded(name) for name in (*self._let_in, *(one.name for one in whose.of_child))
        )
        """Texts that are a name and nothing else: what this child is called says “twin” of nobody else."""

    def spoken_of(self, words: str, *, kin: bool = True, own: bool = False) -> tuple[str, ...]:
        """Return what in a text may speak of another child.

        Without `kin` only names and numbers count. Of a text that is about this child alone (`own`), “father”
        means this child's, if there is one. The whole name of this child, or of somebody who may stand in the
        record, is no mention, a part of it is.
        """
        if folded(words) in self._known:
            return ()
        plain = without_accents(words)
        unknown = plain
        for name in self._let_in:
            unknown = unknown.replace(without_accents(name), " ") if " " in name.strip() else unknown
        named = [match[0] for name in self._names for match in [name.search(unknown)] if match]
        digits = re.sub(r"[\s-]", "", plain)
        named += [number for number in self._numbers if number in digits or number in plain]
        if kin:
            meant = [one for word, one in self._relations if not (own and word in self._borne)]
            named += [match[0] for one in meant for match in [one.search(plain)] if match]
        other = KIN.search(plain) if kin and self._kin else None
        return tuple(dict.fromkeys([*named, *([other[0]] if other else [])]))

    def let_in(self) -> tuple[str, ...]:
        """Return the names that stand in the record although another child bears a part of them."""
        return tuple(
            one for one in self._let_in if any(name.search(without_accents(one)) for name in self._names)
        )


def _parts_of(own: str, others: Collection[str]) -> Iterator[str]:
    """Yield each part of the others' names that is not in this child's own: nobody else shields it."""
    shared = set(_parts(own))
    yield from (part for name in others for part in _parts(name) if part not in shared)


def _parts(name: str) -> list[str]:
    return [part for part in re.split(r"[\s,;()]+", without_accents(name)) if len(part.strip(".")) > 1]


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(words)}(?:'?s)?(?!\w)")


def _numbers(others: Collection[Child]) -> Iterator[str]:
    for child in others:
        for number in (child.local_id, child.nhs_number, child.upn):
            if len(number.strip()) > 3:
                yield re.sub(r"[\s-]", "", without_accents(number))
        if child.birth.month and child.birth.year:
            yield birth_words(Child(id="", name="", birth=child.birth)).removeprefix("born in ").casefold()
        for day in (child.born_on, child.expected_on):
            if day:
                said = say_when(day).split(" ", 1)[1].casefold()
                yield from (said, day.isoformat(), f"{day:%d/%m/%Y}", f"{day.day}/{day.month}/{day.year}")
