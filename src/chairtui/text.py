"""The one gate for text coming in from keyboard, paste, import and file names.

What comes out can be stored, hashed, shown and printed anywhere, and says what the person meant:

- Letters, marks, signs and emoji of every script stay. Text is UTF-8 that can be encoded, in NFC.
- Control characters other than newline and tab become visible: ESC is ␛, and the C1 controls are written as
  the two characters that stand for them (U+009B is ␛[). Line ends of every kind become a newline.
- What changes the reading without being seen goes: bidirectional marks, overrides and isolates, and
  characters of no width. Right-to-left names need none of these, as their letters carry the direction.
- The two joiners stay where they join: between characters of scripts that use them (Persian, Sinhala …) and
  of emoji. Between Latin letters they would only make two equal names differ. The flags of England, Scotland
  and Wales keep their tags; tags elsewhere can hide text, and go.
- More than 8 marks on one letter do not belong to any language; the rest of the heap goes.

Cleaning twice is the same as cleaning once.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache

LIMIT = 100_000
"""Characters in one text, unless the caller says otherwise."""

MARKS_PER_LETTER = 8

_ROOM_FOR_MARK = 40

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_JOINERS = "\u200c\u200d"
_UNSEEN = (
    "\u00ad\u034f\u061c\u180e\u200b\u200e\u200f"  # soft hyphen, direction marks, zero-width space …
    "\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # embeddings, overrides, isolates, invisible operators …
    "\U0001d173-\U0001d17a\U000e0001"  # musical format controls, language tag
)
_TAGS = "\U000e0020-\U000e007f"
# Emoji and the scripts beyond Latin, Greek and Cyrillic, without the later additions to those.
_JOINABLE = "\u0590-\u1dff\u2190-\ufffe\U00010000-\U000dffff"


def pattern(words: str, flags: int = 0) -> Callable[[], re.Pattern[str]]:
    """Return what gives a pattern; it is compiled when it is first asked for: no start waits for it."""
    return cache(lambda: re.compile(words, flags))


_unseen = pattern(f"[{_UNSEEN}]")
_stray_tags = pattern(f"(\U0001f3f4[\U000e0020-\U000e007e]{{2,6}}\U000e007f)|[{_TAGS}]")
_IDLE = (
    f"(?<![{_JOINABLE}])[{_JOINERS}]+|[{_JOINERS}]+(?![{_JOINABLE}{_JOINERS}])|(?<=[{_JOINERS}])[{_JOINERS}]+"
)
_idle_joiners = pattern(_IDLE)
_newlines = pattern("\r\n|[\r\u2028\u2029]")
_line_ends = pattern(r"[ \t]*[\n\t][\n\t ]*")

_VISIBLE = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\n\t"}
_VISIBLE |= {0x7F: "\N{SYMBOL FOR DELETE}", 0xFFFE: _REPLACEMENT, 0xFFFF: _REPLACEMENT}
_VISIBLE |= {code: "\N{SYMBOL FOR ESCAPE}" + chr(code - 0x40) for code in range(0x80, 0xA0)}


def clean(value: str | bytes, *, multiline: bool = True, limit: int = LIMIT) -> str:
    """Return the text that is safe to store, show and print.

    A text of more than `limit` characters is cut to it and ends by saying how much was left out, so that
    nothing goes unseen; use `divide` to keep the remainder.

    With `multiline=False`, as for a name, line ends and tabs become a space: they come from the sheet that
    the text was copied from, not from the person.
    """
    kept, rest = divide(value, multiline=multiline, limit=limit)
    if not rest:
        return kept
    if limit <= 2 * _ROOM_FOR_MARK:
        return _split(kept, limit - 1)[0] + "…"
    kept, more = _split(kept, limit - _ROOM_FOR_MARK)
    return f"{kept}… [cut: {len(more) + len(rest):,} more characters]"


def divide(value: str | bytes, *, multiline: bool = True, limit: int = LIMIT) -> tuple[str, str]:
    """Return the clean text up to `limit` characters and the clean text beyond it, mostly empty.

    The parting is between two letters, never between a letter and its marks.
    """
    text = _decoded(value)
    text = _newlines().sub("\n", text).translate(_VISIBLE)
    if not text.isascii():
        text = _settled(text)
    if not multiline:
        text = _line_ends().sub(" ", text.strip("\n\t"))
    return _split(text, limit)


def _decoded(value: str | bytes) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="replace")
    try:
        value.encode()
    except UnicodeEncodeError:
        # Two surrogates that make a pair are the character they stand for; a lone one stands for nothing.
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return value


def _settled(text: str) -> str:
    """Return `text` when no step changes it any more: removing one thing can bring two others together."""
    while True:
        before = text
        text = _unseen().sub("", text)
        text = _stray_tags().sub(r"\1", text)
        text = unicodedata.normalize("NFC", text)
        text = "".join(_without_heaps(text))
        text = _idle_joiners().sub("", text)
        if text == before:
            return text


def _without_heaps(text: str) -> Iterator[str]:
    marks = 0
    for char in text:
        if char < "\u0300":
            marks = 0
        elif unicodedata.category(char)[0] == "M":
            marks += 1
        elif char not in _JOINERS:
            marks = 0
        if marks <= MARKS_PER_LETTER or char in _JOINERS:
            yield char


def _split(text: str, limit: int) -> tuple[str, str]:
    if len(text) <= limit:
        return text, ""
    at = limit
    while at > 0 and _belongs_to_the_last(text, at):
        at -= 1
    at = at or limit
    kept = text[:at]
    return kept if kept.isascii() else _settled(kept), text[at:]


def _belongs_to_the_last(text: str, at: int) -> bool:
    char = text[at]
    return (
        unicodedata.category(char)[0] == "M"
        or char in _JOINERS
        or text[at - 1] in _JOINERS
        or "\U0001f3fb" <= char <= "\U0001f3ff"  # skin tones
        or "\U000e0020" <= char <= "\U000e007f"  # the tags of a flag
    )


def one_line(words: str) -> str:
    """Return a text that stays on one line of a calendar or a message."""
    return clean(words, multiline=False, limit=200)
