"""Filling a Word template with the texts of a record; a fault of the template is named with its place."""

from __future__ import annotations

import io
import re
import traceback
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from chairtui.core.change import Refused
from chairtui.records.formats.packed import check_sizes
from chairtui.records.formats.word.inside import keep_only_what_shows, look_through
from chairtui.records.formats.word.knowing import known_to
from chairtui.records.formats.word.language import environment
from chairtui.records.formats.word.spots import (
    FaultyTemplate,
    Spot,
    inside,
    paragraphs,
    shortened,
    tags,
    unclosed,
)

if TYPE_CHECKING:
    from docx.document import Document as Word

MOST_BYTES = 10_000_000

_TEXT = "word/document.xml"
_NAME = re.compile(r"'([^']*)'")


def filled(texts: Callable[[frozenset[str]], Mapping[str, Any]], template: bytes) -> Word:
    """Return a template with the texts of a record in it, which are asked for by what the template knows.

    Raises:
        FaultyTemplate: it is no Word file, or something in it cannot be filled in.
    """
    _look_at(template)
    sheet = _opened(template)
    _look_inside(sheet)
    try:
        sheet.render({"record": texts(_known(sheet))}, jinja_env=environment())
    except Exception as error:  # a template may hold any expression, so filling it in may raise anything
        raise FaultyTemplate(f"{_where(error, sheet)}: {_why(error)}.") from None
    word: Word = sheet.docx
    return word


def knows(template: bytes) -> frozenset[str]:
    """Return what a template knows of a record (`knowing`).

    Raises:
        FaultyTemplate: it is no Word file.
    """
    _look_at(template)
    return _known(_opened(template))


def _known(sheet: Any) -> frozenset[str]:
    words = (words for part in _parts(sheet).values() for _, words in part)
    return known_to(inside(tag) for each in words for tag in tags(each))


def _look_at(template: bytes) -> None:
    if len(template) > MOST_BYTES:
        raise FaultyTemplate(f"The file has more than {MOST_BYTES // 1_000_000} MB, which no template has.")
    if template.startswith(b"\xd0\xcf\x11\xe0"):
        raise FaultyTemplate("This is an old Word file (.doc) or a locked one: save it as .docx, unlocked.")
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as packed:
            check_sizes(packed.infolist(), "a template")
            packed.getinfo(_TEXT)
    except Refused as refused:
        raise FaultyTemplate(str(refused)) from None
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, OSError, ValueError, NotImplementedError):
        raise FaultyTemplate("This is no Word document (.docx).") from None


def _opened(template: bytes) -> Any:
    sheet = _sheet_class()(io.BytesIO(template))
    try:
        sheet.render_init()
    except Exception:  # python-docx lets through whatever its parser, or a part that is missing, makes of it
        raise FaultyTemplate("This is no Word document (.docx), or it is damaged.") from None
    return sheet


def _look_inside(sheet: Any) -> None:
    keep_only_what_shows(sheet.docx)
    look_through(sheet.docx)
    for spots in _parts(sheet).values():
        if fault := unclosed(spots):
            raise FaultyTemplate(f"{fault[:1].upper()}{fault[1:]}.")


@cache
def _sheet_class() -> type[Any]:
    from docxtpl import DocxTemplate

    class Sheet(DocxTemplate):  # type: ignore[misc]
        """A template that remembers what it was filling in last."""

        source = ""

        def render_xml_part(self, src_xml: str, part: Any, *rest: Any) -> Any:
            """Fill in one part."""
            self.source = re.sub(r"<w:p([ >])", r"\n<w:p\1", src_xml)  # as docxtpl itself parts its lines
            return super().render_xml_part(src_xml, part, *rest)

    return Sheet


def _parts(sheet: Any) -> dict[str, list[tuple[str, str]]]:
    """Return the paragraphs of the text, the headers and the footers."""
    by_part = {"document": list(paragraphs(sheet.docx.element.body))}
    for name, kind in (("header", sheet.HEADER_URI), ("footer", sheet.FOOTER_URI)):
        by_part[name] = [one for part in _trees(sheet, kind) for one in paragraphs(part, f"the {name}, ")]
    return by_part


def _trees(sheet: Any, kind: str) -> Iterator[Any]:
    from docx.oxml import parse_xml

    for _, part in sheet.get_headers_footers(kind):
        yield parse_xml(part.blob)


def _where(error: Exception, sheet: Any) -> str:
    """Return the place of a fault, as it can be found in Word."""
    line = _line_of(error)
    name = str(getattr(sheet.current_rendering_part, "partname", "document"))
    part = next((one for one in ("header", "footer", "footnotes") if one in name), "document")
    lines = sheet.source.split("\n")
    if line is None or line > len(lines):
        return "Somewhere in the template"
    here = tags(lines[line - 1])
    guilty = [tag for name in _names(error) for tag in here if _says(tag, name)] or here
    if not guilty or part == "footnotes":
        return f"Near “{shortened(re.sub('<[^>]*>', '', lines[line - 1]))}”"
    spot = _found(guilty[0], tags("\n".join(lines[:line])), sheet, part)
    return f"{spot[:1].upper()}{spot[1:]}"


def _says(tag: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", inside(tag)) is not None


def _names(error: Exception) -> list[str]:
    """Return what an error names, the guilty first: of a field that is not there, the last."""
    from jinja2 import UndefinedError

    in_order = _NAME.findall(str(error))
    return in_order[::-1] if isinstance(error, UndefinedError) else in_order


def _found(tag: str, before: list[str], sheet: Any, part: str) -> str:
    """Return where a tag stands in the template as it was opened: the same tag may stand there often."""
    wanted = inside(tag)
    nth = max(1, sum(1 for one in before if inside(one) == wanted))
    fresh = _opened(sheet.template_file.getvalue())
    every = ((where, each) for where, words in _parts(fresh)[part] for each in tags(words))
    spots = [Spot(where, each) for where, each in every if inside(each) == wanted]
    return spots[min(nth, len(spots)) - 1].named() if spots else f"“{shortened(tag)}”"


def _line_of(error: Exception) -> int | None:
    """Return the line of a template that an error is about."""
    line: int | None = getattr(error, "lineno", None)
    if line is not None:
        return line
    frames = [one.lineno for one in traceback.extract_tb(error.__traceback__) if one.filename == "<template>"]
    return frames[-1] if frames else None


def _why(error: Exception) -> str:
    from jinja2 import TemplateSyntaxError, UndefinedError
    from jinja2.exceptions import SecurityError

    words, names = str(error).partition(". ")[0].strip().rstrip("."), _names(error)
    if isinstance(error, UndefinedError) and names:
        return f"there is no field “{shortened(names[0])}”"
    if isinstance(error, TemplateSyntaxError):
        return f"this is not understood ({shortened(words)})"
    if isinstance(error, SecurityError):
        return "a template may not do this"
    if isinstance(error, MemoryError):
        return "this takes more memory than any record"
    return f"this cannot be worked out ({type(error).__name__})"
