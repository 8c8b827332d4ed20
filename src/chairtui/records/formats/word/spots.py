"""Where in a Word template a field or a command stands, as a person finds it in Word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_MARKUP = re.compile(r"<[^>]*>")
_INSIDE = re.compile(r"^[{%]+[-+]?\s*(?:(?:p|tr|tc|r)\s)?(.*?)[-+]?[%}]+$", re.DOTALL)
_STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
_OPENS, _CLOSES = ("for", "if"), {"endfor": "for", "endif": "if"}
_LONGEST = 60


class FaultyTemplate(Exception):
    """A Word template cannot be used; the text is a sentence that names the place and the reason."""


class Spot(Struct, frozen=True):
    """A field ``{{ … }}`` or a command ``{% … %}`` of a template, and where it stands."""

    where: str
    tag: str

    @property
    def inside(self) -> str:
        """What stands between the braces, without the marks of rows and paragraphs."""
        return inside(self.tag)

    def named(self) -> str:
        """Return the place with what stands there."""
        return f"{self.where} (“{shortened(self.tag)}”)"


def inside(tag: str) -> str:
    """Return what stands between the braces of a tag."""
    plain = _MARKUP.sub("", tag).translate(_STRAIGHT)
    expression = _INSIDE.match(plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    return " ".join(expression[1].split()) if expression else ""


def shortened(words: str) -> str:
    """Return a text in one short line."""
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def tags(words: str) -> list[str]:
    """Return the fields and commands in a text, in order."""
    return _TAG.findall(words)


def paragraphs(element: Any, within: str = "") -> Iterator[tuple[str, str]]:
    """Yield the place and the text of each paragraph below an element of Word's XML, in order."""
    numbers = {"p": 0, "tbl": 0}
    for child in _blocks(element):
        kind = _kind(child)
        numbers[kind] += 1
        if kind == "p":
            yield f"{within}paragraph {numbers['p']}", _words(child)
        else:
            yield from _cells(child, f"{within}table {numbers['tbl']}, ")


def unclosed(spots: Sequence[tuple[str, str]]) -> str:
    """Return where braces or a loop are not closed, or closed and never opened; empty if nowhere."""
    begun: list[tuple[str, Spot]] = []
    for where, words in spots:
        if any(words.count(one) != words.count(other) for one, other in (("{{", "}}"), ("{%", "%}"))):
            return f"{where} (“{shortened(words)}”): each brace has to be closed in the same line"
        for spot in (Spot(where, tag) for tag in tags(words) if tag.startswith("{%")):
            word = spot.inside.partition(" ")[0]
            if word in _OPENS:
                begun.append((word, spot))
            elif word in _CLOSES and (not begun or begun.pop()[0] != _CLOSES[word]):
                return f"{spot.named()}: it closes what was not opened before it"
    return f"{begun[-1][1].named()}: it is not closed by “end{begun[-1][0]}”" if begun else ""


def _blocks(element: Any) -> Iterator[Any]:
    for child in element:
        if _kind(child) in ("p", "tbl"):
            yield child
        elif _kind(child) in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _blocks(child)


def _cells(table: Any, within: str) -> Iterator[tuple[str, str]]:
    rows = [one for one in table if _kind(one) == "tr"]
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate((one for one in row if _kind(one) == "tc"), 1):
            where = f"{within}row {number}, cell {column}"
            for within_it, words in paragraphs(cell):
                inner = "" if within_it.startswith("paragraph") else f", {within_it}"
                yield f"{where}{inner}", words


def _kind(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _words(paragraph: Any) -> str:
    return "".join(one.text or "" for one in paragraph.iter() if _kind(one) == "t")
