"""Every word of a Word document that somebody sends, with where it stands: paragraphs, tables, and the rest.

Content controls, insertions, links and text boxes are looked into wherever Word may put them. What was
deleted or moved away with tracked changes is not read; what was inserted is.
Source: ISO/IEC 29500-1, 17.5.2 (structured document tags), 17.13.5 (revisions), 17.17 (alternate content).
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, fromstring

from msgspec import Struct

from chairtui.core.change import Refused
from chairtui.records.formats.packed import MOST_UNZIPPED, check_sizes, too_much

PICTURE = "(a picture or an embedded file, which cannot be read here)"

_MAIN = re.compile(r"word/document\d*\.xml")
_MORE = re.compile(r"word/(?:header|footer|footnotes|endnotes|comments)\d*\.xml")
_GONE = frozenset({"del", "moveFrom", "pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr", "instrText"})
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}
_PICTURES = frozenset({"blip", "imagedata", "OLEObject", "altChunk"})
_TICKS = frozenset({"F0FC", "F0FE", "F052", "F0FD"})
"""Ticked signs of the fonts Wingdings and Wingdings 2, which Word's "Insert symbol" writes."""


class Cell(Struct, frozen=True):
    """The words of a cell or a paragraph; those of text boxes and pictures in it stand beside them."""

    words: str
    beside: tuple[str, ...] = ()


Table = tuple[tuple[Cell, ...], ...]
Block = Cell | Table


def read_word(content: bytes) -> tuple[Block, ...]:
    """Return the paragraphs and tables of a Word document in order, then its notes, comments and margins.

    Raises:
        Refused: it is no Word document, is damaged, or would unpack to far more than a reply has.
    """
    try:
        return tuple(block for part in _parts(content) for block in _blocks(_pruned(_parsed(part))))
    except RecursionError:
        raise _damaged() from None


def _parts(content: bytes) -> list[bytes]:
    """Return the parts that hold words, unpacked only as far as they can be some; the text comes first."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            check_sizes(packed.infolist(), "a reply")
            names = [one.filename for one in packed.infolist()]
            main = [name for name in names if _MAIN.fullmatch(name)]
            if not main:
                raise Refused("This is no Word document: it has no text part.")
            more = [name for name in names if _MORE.fullmatch(name)]
            return [_unpacked(packed, name) for name in (*main[:1], *sorted(more))]
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
        raise Refused("The file is damaged or locked: it cannot be unpacked.") from None


def _unpacked(packed: zipfile.ZipFile, name: str) -> bytes:
    with packed.open(name) as part:
        content = part.read(MOST_UNZIPPED + 1)
    if len(content) > MOST_UNZIPPED:
        raise too_much("a reply")
    return content


def _parsed(content: bytes) -> Element:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("The Word document is not written in UTF-8, as Word does.") from None
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise Refused("The Word document defines entities, which Word never does.")
    try:
        return fromstring(text)  # what could be hostile in it was refused above
    except (ParseError, ValueError):
        raise _damaged() from None


def _damaged() -> Refused:
    return Refused("The Word document is damaged: its text part cannot be read.")


def _pruned(root: Element) -> Element:
    """Take out what Word does not show as words: deletions, doubles of drawings, unanswered placeholders."""
    todo = [root]
    while todo:
        parent = todo.pop()
        kept = [child for child in parent if _kind(child) not in _GONE]
        if _kind(parent) == "AlternateContent":  # each says the same, for newer and older programs
            kept = sorted(kept, key=_is_wordless)[:1]
        if _kind(parent) == "sdt" and any(_kind(one) == "showingPlcHdr" for one in parent.iter()):
            _empty_placeholders(parent)
        parent[:] = kept
        todo.extend(kept)
    return root


def _is_wordless(element: Element) -> bool:
    return not any(_kind(one) == "t" and one.text for one in element.iter())


def _empty_placeholders(control: Element) -> None:
    """Empty “Click or tap to enter a date.”: nobody wrote it."""
    for run in control.iter():
        if _kind(run) == "r" and any(_is_placeholder(one) for one in run.iter()):
            run[:] = []


def _is_placeholder(element: Element) -> bool:
    style = next((value for key, value in element.attrib.items() if key.endswith("}val")), "")
    return _kind(element) == "rStyle" and style == "PlaceholderText"


def _blocks(element: Element) -> Iterator[Block]:
    for child in element:
        kind = _kind(child)
        if kind == "p":
            yield _cell([child])
        elif kind == "tbl":
            yield tuple(
                tuple(_cell(_within(cell, "p")) for cell in _within(row, "tc"))
                for row in _within(child, "tr")
            )
        elif kind in _PICTURES:
            yield Cell("", (PICTURE,))
        else:
            yield from _blocks(child)


def _within(element: Element, kind: str) -> Iterator[Element]:
    """Yield the nearest elements of a kind, in whatever they are wrapped."""
    for child in element:
        if _kind(child) == kind:
            yield child
        else:
            yield from _within(child, kind)


def _cell(paragraphs: Iterator[Element] | list[Element]) -> Cell:
    beside: list[str] = []
    lines = ["".join(_said(one, beside)) for one in paragraphs]
    return Cell("\n".join(lines).strip("\n"), tuple(beside))


def _said(element: Element, beside: list[str]) -> Iterator[str]:
    for child in element:
        kind = _kind(child)
        if kind == "t":
            yield child.text or ""
        elif kind in _BREAKS:
            yield _BREAKS[kind]
        elif kind == "sym":
            yield _symbol(child)
        elif kind == "txbxContent":
            box = _cell(_within(child, "p"))
            beside.extend((*filter(str.strip, (box.words,)), *box.beside))
        elif kind in _PICTURES:
            beside.append(PICTURE)
        else:
            yield from _said(child, beside)


def _symbol(element: Element) -> str:
    code = next((value for key, value in element.attrib.items() if key.endswith("}char")), "").upper()
    return "✓" if code in _TICKS else "□"


def _kind(element: Element) -> str:
    return element.tag.rpartition("}")[2]
