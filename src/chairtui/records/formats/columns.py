"""How wide the columns of a table are, by the kind of thing that stands in them, never by the data."""

from __future__ import annotations

from collections.abc import Sequence

from chairtui.records.record import Column, Table, Width

PAIR = ("Item", "Entry")
"""Headings of a table of names and texts, which is given none: a reader of the screen needs some."""

_OF_PAIR = (30, 70)
_FIXED = {Width.NUMBER: 6, Width.DATE: 24, Width.STAMP: 15, Width.PERSON: 24}
"""Hundredths of the page that hold what it is: a date in one line, a name in one or two."""
_FREE = {Width.WORDS: 1.0, Width.WIDE: 1.5}
"""How what is left is parted between columns of words."""
_LEAST = 14
"""Hundredths that a column of words has at least."""


def headings(table: Table) -> tuple[str, ...]:
    """Return the headings of a table, none of them empty."""
    return table.headings if any(table.headings) else PAIR[: len(table.headings)]


def shares(table: Table) -> tuple[int, ...]:
    """Return how many hundredths of the width each column gets."""
    if not any(table.headings) and len(table.headings) == len(_OF_PAIR):
        return _OF_PAIR
    return shares_of(table.columns)


def shares_of(columns: Sequence[Column]) -> tuple[int, ...]:
    """Return how many hundredths of the width columns of these kinds get; together they are 100."""
    free = sum(_FREE.get(one.kind, 0) for one in columns)
    left = 100 - sum(_FIXED.get(one.kind, 0) for one in columns)
    each = max(left / free, _LEAST) if free else 0
    wanted = [_FIXED.get(one.kind) or _FREE[one.kind] * each for one in columns]
    whole = [max(1, int(100 * one / sum(wanted))) for one in wanted]
    whole[-1] += 100 - sum(whole)
    return tuple(whole)
