"""How else a word may be spelled, so that whoever looks for it finds it: O'Brien, O’Brien and OBrien are one.

The index itself takes accents from letters and makes one case of all. What it does not, is said beside a text
and asked beside a word: letters that are no letter with an accent (ł, ø), names and initials with signs in
them (J.O., Harrow-Smith), and numbers written in groups.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from chairtui.text import pattern

APART = "\x1e"
"""Between the texts of one value; no text can hold it."""

_PIECE = pattern(r"[^\W_]+")
_CHUNK = pattern(r"[^\s\x1e]+")
_JOINED = pattern(r"(?<![^\W\d_])[^\W\d_]++(?:['’ʼ‘`´.‐‑-][^\W\d_]++)++")
_SPELLED = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
_MOST_PIECES = 6
_LONG_NUMBER = 7
"""Digits from which on a number in groups is one number: a telephone, an NHS number."""


def other_spellings(words: str) -> str:
    """Return the spellings of words in a text that its index would not have, each once."""
    others: dict[str, None] = {}
    for chunk in _grouped(_CHUNK().findall(words)):
        others.update(dict.fromkeys(_others(chunk)))
    return " ".join(others)


def terms(words: str) -> list[str]:
    """Return what the index is asked for each word that was typed, so that nothing typed is syntax.

    The last word may be a beginning.
    """
    typed = chunks(words)
    return [_term(chunk, "*" if number == len(typed) else "") for number, chunk in enumerate(typed, start=1)]


def chunks(words: str) -> list[str]:
    """Return the words that were typed, each once; initials, or digits, that belong together are one."""
    typed = words.encode("utf-8", "ignore").decode().translate(_NO_CONTROLS)
    return [*dict.fromkeys(chunk for chunk in _grouped(typed.split()) if _PIECE().search(chunk))]


def plain_letters(text: str) -> str:
    """Return a text of the same length without accents, in small letters."""
    if text.isascii():
        return text.lower()
    return "".join(one.lower() if one.isascii() else (plain(one) or one)[0] for one in text)


def plain(word: str) -> str:
    """Return a word without accents, in small letters."""
    apart = unicodedata.normalize("NFD", word.casefold().translate(_SPELLED))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _term(chunk: str, star: str) -> str:
    joined = "".join(_PIECE().findall(chunk))
    spelled = dict.fromkeys((chunk, *_others(chunk), joined if len(joined) < len(chunk) else chunk))
    return " OR ".join('"' + one.replace('"', " ") + f'"{star}' for one in spelled)


@lru_cache(maxsize=8192)
def _others(chunk: str) -> tuple[str, ...]:
    """Return other spellings of a word, or of some that belong together; most words come again and again."""
    return tuple(_spelled_otherwise(chunk))


def _spelled_otherwise(chunk: str) -> Iterator[str]:
    if " " in chunk:
        yield "".join(chunk.split())
    for name in _JOINED().findall(chunk):
        parts = _PIECE().findall(name)
        if len(parts) <= _MOST_PIECES and ("." not in name or all(len(part) == 1 for part in parts)):
            yield plain("".join(parts))
    if not chunk.isascii():
        spelled = chunk.lower().translate(_SPELLED)
        if spelled != chunk.lower():
            yield from (plain(piece) for piece in _PIECE().findall(spelled))


def _grouped(chunks: Sequence[str]) -> Iterator[str]:
    """Yield words, initials and groups of digits that follow each other being one."""
    for kind, group in groupby(chunks, _kind):
        several = list(group)
        joined = " ".join(several)
        together = len(several) > 1 and (
            kind == "initial" or (kind == "digits" and len(joined) > _LONG_NUMBER)
        )
        yield from (joined,) if together else several


@lru_cache(maxsize=8192)
def _kind(chunk: str) -> str:
    bare = chunk.strip(".,;:()")
    if len(bare) == 1 and bare.isupper():
        return "initial"
    return "digits" if bare.isdecimal() else ""


_NO_CONTROLS = dict.fromkeys((*range(0x20), 0x7F, *range(0x80, 0xA0)), " ")
