"""What is shown of a text in which words were found: those words, and some around them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chairtui.store.spellings import chunks, plain, plain_letters

BEFORE, BEHIND = 40, 120
"""Characters that are shown before the first of the words, and from it on."""

_SIGNS = "['’ʼ‘`´.‐‑-]?"
_SIGNS_OF_NUMBERS = "[ .‐‑-]?"

Marks = tuple[tuple[int, int], ...]


def marker(words: str) -> re.Pattern[str]:
    """Return what finds the words that were typed in a text in plain letters, however it spells them."""
    typed = chunks(words)
    either = (_one(chunk, ends=number < len(typed)) for number, chunk in enumerate(typed, start=1))
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(either) or '(?!)'})")


def excerpt(fields: Sequence[str], texts: Sequence[str], mark: re.Pattern[str]) -> tuple[str, str, Marks]:
    """Return the field whose text has most of the words, those with some around them, and their places."""
    best, best_marks, most = 0, list[tuple[int, int]](), -1
    for number, text in enumerate(texts):
        runs = list(mark.finditer(plain_letters(text)))
        known = len({one[0] for one in runs})
        if known > most:
            best, best_marks, most = number, [one.span() for one in runs], known
    text = texts[best]
    first = best_marks[0][0] if best_marks else 0
    start = _begin(text, first - BEFORE)
    end = len(text) if len(text) <= first + BEHIND else text.rfind(" ", first + 1, first + BEHIND)
    end = end if end > first else first + BEHIND
    before, behind = "…" if start else "", "…" if end < len(text) else ""
    shift = len(before) - start
    shown = tuple((a + shift, b + shift) for a, b in best_marks if start <= a and b <= end)
    return fields[best], f"{before}{text[start:end]}{behind}".replace("\n", " "), shown


def _begin(text: str, least: int) -> int:
    """Return where a word begins, at a place in a text or soon after it."""
    if least <= 0:
        return 0
    space = text.find(" ", least, least + BEFORE)
    return space + 1 if space >= 0 else least


def _one(chunk: str, *, ends: bool) -> str:
    letters = [re.escape(one) for one in plain(chunk) if one.isalnum()]
    signs = _SIGNS_OF_NUMBERS if all(one.isdecimal() for one in letters) else _SIGNS
    return signs.join(letters) + (r"(?![^\W_])" if ends else r"[^\W_]*")
