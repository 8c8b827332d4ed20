"""Numbers and letters that a spreadsheet or a wrong encoding has damaged, told by how they look."""

from __future__ import annotations

import re

EMPTY_DATE = "00/01/1900"
"""How a spreadsheet shows the date of an empty cell."""
ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "########"})
"""What a spreadsheet shows where something cannot be worked out."""

_CUT = re.compile(r"[+-]?\d(?:[.,]\d+)?E[+-]?\d{1,3}", re.IGNORECASE)
_GARBLED = re.compile(
    "Ã[\x80-\xbf‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œžŸ]|â€|Â[\xa0£§©®°±²³¼½¾]|ï¿½|\N{REPLACEMENT CHARACTER}"
)
_FIGURES = re.compile(r"[\d ()-]+")
_SERIAL = re.compile(r"[1-9]\d{4}(?:\.\d+)?")


def is_cut(words: str) -> bool:
    """Say whether a cell is a long number as a spreadsheet cuts it: 4.42079E+11."""
    return bool(_CUT.fullmatch(words.strip()))


def is_garbled(words: str) -> bool:
    """Say whether letters of a cell were read in a wrong encoding before, or were lost: cafÃ©, caf�."""
    return not words.isascii() and bool(_GARBLED.search(words))


def is_serial(words: str) -> bool:
    """Say whether a cell is a number as a spreadsheet counts days, from 1927 to 2173."""
    return bool(_SERIAL.fullmatch(words.strip()))


def damage(words: str) -> str:
    """Return what is wrong with a telephone number, as the end of a sentence; nothing if it looks whole.

    Numbers of England begin with 0, or with +44; of at most eleven and thirteen figures.
    """
    plain = words.strip()
    if is_cut(plain):
        return "a spreadsheet has cut it: write it again, in a column that is formatted as text"
    figures = re.sub(r"\D", "", plain)
    if not _FIGURES.fullmatch(plain) or plain.startswith("("):
        return ""
    if len(figures) == 12 and figures.startswith("44"):
        return "the + before it seems to be lost"
    if len(figures) in (9, 10) and figures[0] in "123578":
        return "the 0 before it seems to be lost"
    return ""
