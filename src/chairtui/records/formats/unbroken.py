"""A date is one word: on paper no line ends within it, whoever wrote it."""

from __future__ import annotations

import re

NO_BREAK = "\u00a0"

_DAY = r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]* )?"
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
_MONTH += r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
_DATE = re.compile(rf"\b{_DAY}\d{{1,2}} {_MONTH}\b(?: \d{{4}}\b)?(?: \d{{1,2}}:\d{{2}}\b)?")
_MONTH_AND_YEAR = re.compile(rf"\b{_MONTH} \d{{4}}\b")
_TELEPHONE = re.compile(r"(?<!\d)0\d{2,4} \d{3,4} \d{3,4}(?!\d)")


def unbroken(words: str) -> str:
    """Return a text in which days, times of days and telephone numbers hold together."""
    for pattern in (_DATE, _MONTH_AND_YEAR, _TELEPHONE):
        words = pattern.sub(lambda found: found[0].replace(" ", NO_BREAK), words)
    return words
