"""The letters of a text from somebody's file, whatever it was written with.

A file that says its encoding by a mark, or has the zeros of UTF-16, is read by it. All others are read as
UTF-8; a byte that is none, or no letter, is read as an older program wrote it and marked, so that the
cell it stands in can be named: one such byte changes nothing else.
"""

from __future__ import annotations

import codecs
import re

from msgspec import Struct

OLD = {"cp1252": "Windows", "cp850": "DOS", "mac_roman": "the Macintosh"}
"""What wrote a byte for a letter before UTF-8, most likely first."""

_FREQUENT = frozenset("éèêëáàâäçíïóôöúüñ£€’‘“”–—…•°½ ")
_SELDOM = frozenset("ãåæìîòõøùûýÿßœÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝŒ‚„¼¾²³±×·§©®ºª«»¡¿´\xa0")
"""Signs beyond ASCII that somebody in England writes, often or now and then."""
_MARKED = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f]")
_STRAY = re.compile("[\udc80-\udcff\x80-\x9f]+")
"""Bytes that are no UTF-8, and two that chance to be a control character in it, which nobody writes."""
_MARKS = tuple(map(chr, range(0xFDD0, 0xFDF0)))
"""Code points that are no characters and stand in no text."""
_LOOKED_AT = 4_000


class Lettered(Struct, frozen=True):
    """A text and how it was read."""

    words: str
    mark: str = ""
    """Stands before letters of which the encoding had to be guessed; empty if there are none."""
    mixed: bool = False
    """Whether the text around such letters is in UTF-8."""
    old: str = ""
    """What such letters were taken to be written with: a key of `OLD`."""


def read_letters(content: bytes) -> Lettered | None:
    """Return the text of a file, or nothing if it is no text."""
    for beginning, encoding in _MARKED:
        if content.startswith(beginning):
            return _marked(content, encoding)
    if b"\0" in content:
        return _marked(content, _wide(content))
    words = content.decode("utf-8", "surrogateescape")
    if not _STRAY.search(words):
        return Lettered(words)
    strays = b"".join(one.encode("utf-8", "surrogateescape") for one in _STRAY.findall(words))
    mixed = any(sign > "\x7f" and not _STRAY.match(sign) for sign in words)
    old = "cp1252" if mixed else min(OLD, key=lambda name: _unusual(strays, name))
    mark = next((one for one in _MARKS if one not in words), _MARKS[0])

    def read(found: re.Match[str]) -> str:
        return mark + found[0].encode("utf-8", "surrogateescape").decode(old, "replace")

    return Lettered(_STRAY.sub(read, words), mark, mixed, old)


def _marked(content: bytes, encoding: str) -> Lettered | None:
    """Return the text of a file that says its encoding; what is wrong in UTF-8 is read as in any other."""
    if encoding == "utf-8-sig":
        return read_letters(content.removeprefix(codecs.BOM_UTF8))
    try:
        words = content.decode(encoding) if encoding else "\0"
    except UnicodeError:
        return None
    return None if _NO_TEXT.search(words) else Lettered(words)


def _wide(content: bytes) -> str:
    """Return which UTF-16 a text without a mark is in, by where its zeros are: most letters have one."""
    start = content[:_LOOKED_AT]
    even, odd = start[::2].count(0), start[1::2].count(0)
    if len(content) % 2 or max(even, odd) * 4 < len(start) // 2 or min(even, odd) * 10 > max(even, odd):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _unusual(strays: bytes, name: str) -> int:
    """Return how unlikely letters are, as if they had been written with an encoding."""
    letters = strays[:_LOOKED_AT].decode(name, "replace")
    return sum(0 if sign in _FREQUENT else 1 if sign in _SELDOM else 4 for sign in letters)
