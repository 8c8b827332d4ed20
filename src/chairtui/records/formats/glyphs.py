"""What the shipped fonts can show; what they cannot is written as its number, so that nothing goes unseen."""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

FONTS = Path(__file__).with_name("fonts")

BREAK = "\u200b"
"""Where a line may end, unseen (ZERO WIDTH SPACE); no text of a person has one."""

_UNBROKEN = re.compile(r"[^ \n]{30,}")
"""What no line of a narrow column holds: a pasted picture, a token, a long address."""
_EVERY = 10
"""Letters after which such a text may break; a column of a record is at least as wide."""

_FAMILIES = ("NotoSans", "DejaVuSans")
_JOINERS = "\u200c\u200d"


def shown(words: str) -> str:
    """Return a text in which every character has a glyph, letters and their marks in one font."""
    first = _covered(_FAMILIES[0])
    if words.isascii() or all(char in "\n\t" or _stands_alone(char, first) for char in {*words}):
        return words
    return "".join(_shown(letter) for letter in _letters(words))


def plainest(words: str) -> str:
    """Return a text that the first font shows letter by letter, without joining marks."""
    first = _covered(_FAMILIES[0])
    return "".join(char if char == "\n" or _stands_alone(char, first) else _number(char) for char in words)


def breakable(words: str) -> str:
    """Return a text in which a line can end within everything that has no space for long, between letters."""
    return _UNBROKEN.sub(lambda found: BREAK.join(_in_lines(found[0])), words)


def _in_lines(words: str) -> Iterator[str]:
    letters = words if words.isascii() else tuple(_letters(words))
    for at in range(0, len(letters), _EVERY):
        yield "".join(letters[at : at + _EVERY])


def _stands_alone(char: str, known: frozenset[int]) -> bool:
    return ord(char) in known and not _is_mark(char)


def _letters(words: str) -> Iterator[str]:
    letter = ""
    for char in words:
        if letter and (_is_mark(char) or char in _JOINERS):
            letter += char
        else:
            if letter:
                yield letter
            letter = char
    if letter:
        yield letter


def _shown(letter: str) -> str:
    letter = "".join(char for char in letter if not "\ufe00" <= char <= "\ufe0f")
    for family in _FAMILIES:
        known = _covered(family)
        if all(ord(char) in known or char in "\n\t" for char in letter):
            return letter
    parts = [char for char in letter if char not in _JOINERS]
    if len(parts) <= 1:
        return "".join(_number(char) for char in parts)
    return "".join(_shown(char) if not _is_mark(char) else _number(char) for char in parts)


def _is_mark(char: str) -> bool:
    return unicodedata.category(char)[0] == "M"


def _number(char: str) -> str:
    return f"[U+{ord(char):04X}]"


@cache
def _covered(family: str) -> frozenset[int]:
    """Return what a family shows, plain and bold."""
    bold = FONTS / f"{family}-Bold.ttf"
    plain = FONTS / f"{family}-Regular.ttf"
    plain = plain if plain.exists() else FONTS / f"{family}.ttf"
    return _characters(plain.read_bytes()) & _characters(bold.read_bytes())


def _characters(font: bytes) -> frozenset[int]:
    """Return the characters that a TrueType font maps to glyphs."""
    tables = struct.unpack_from(">H", font, 4)[0]
    records = [struct.unpack_from(">4sLLL", font, 12 + 16 * number) for number in range(tables)]
    start = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    count = struct.unpack_from(">H", font, start + 2)[0]
    drawn: set[int] = set()
    for number in range(count):
        offset = start + struct.unpack_from(">HHL", font, start + 4 + 8 * number)[2]
        kind = struct.unpack_from(">H", font, offset)[0]
        drawn.update(_ranges_4(font, offset) if kind == 4 else _ranges_12(font, offset) if kind == 12 else ())
    return frozenset(drawn)


def _ranges_4(font: bytes, at: int) -> Iterator[int]:
    double = struct.unpack_from(">H", font, at + 6)[0]
    ends = struct.unpack_from(f">{double // 2}H", font, at + 14)
    starts = struct.unpack_from(f">{double // 2}H", font, at + 16 + double)
    for start, end in zip(starts, ends, strict=True):
        if start != 0xFFFF:
            yield from range(start, end + 1)


def _ranges_12(font: bytes, at: int) -> Iterator[int]:
    groups = struct.unpack_from(">L", font, at + 12)[0]
    for number in range(groups):
        start, end, _ = struct.unpack_from(">LLL", font, at + 16 + 12 * number)
        yield from range(start, end + 1)
