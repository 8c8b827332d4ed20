"""How wide the columns of a table are, by what stands in them."""

from __future__ import annotations

from collections.abc import Sequence

from chairtui.records.record import Table

PAIR = ("Item", "Entry")
"""Headings of a table of names and texts, which is given none: a reader of the screen needs some."""

_OF_PAIR = (30, 70)
_LETTER, _BOLD_LETTER, _ROOM = 1.0, 1.3, 2.6
"""What a letter, and the space around a text, take of the width, in hundredths."""
_LONGEST_WORD, _LONGEST_TEXT = 16, 80


def headings(table: Table) -> tuple[str, ...]:
    """Return the headings of a table, none of them empty."""
    return table.headings if any(table.headings) else PAIR[: len(table.headings)]


def shares(table: Table) -> tuple[int, ...]:
    """Return how many hundredths of the width each column gets."""
    if not any(table.headings) and len(table.headings) == len(_OF_PAIR):
        return _OF_PAIR
    columns = [
        [heading, *(row[number].words for row in table.rows if number < len(row))]
        for number, heading in enumerate(table.headings)
    ]
    least = [
        max(_longest_word(column) * _LETTER, _longest_word(column[:1]) * _BOLD_LETTER) + _ROOM
        for column in columns
    ]
    wanted = [_typical(column) for column in columns]
    left = max(0.0, 100 - sum(least))
    widths = [word + left * text / sum(wanted) for word, text in zip(least, wanted, strict=True)]
    whole = [max(1, int(100 * width / sum(widths))) for width in widths]
    whole[-1] += 100 - sum(whole)
    return tuple(whole)


def _typical(texts: Sequence[str]) -> int:
    lengths = sorted(len(text) for text in texts)
    return max(1, min(_LONGEST_TEXT, lengths[(len(lengths) * 3) // 4]))


def _longest_word(texts: Sequence[str]) -> int:
    longest = max((len(word) for text in texts[:200] for word in text[:400].split()), default=1)
    return min(_LONGEST_WORD, longest)
