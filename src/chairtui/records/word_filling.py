"""Filling a Word template with the texts of a record; a fault of the template is named with its place."""

from __future__ import annotations

import io
import re
import traceback
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from chairtui.core.change import Refused
from chairtui.records.packed import check_sizes
from chairtui.records.word_places import Spot, inside, paragraphs, shortened, tags, unclosed

if TYPE_CHECKING:
    from docx.document import Document as Word

MOST_BYTES = 10_000_000

_TEXT = "word/document.xml"
_MADE_FROM = "attachedTemplate"
"""What Word keeps of the template that a file was made from, often with somebody's name in its path."""
_FETCHING = re.compile(
    r"(INCLUDEPICTURE|INCLUDETEXT|IMPORT|LINK|DDE|DDEAUTO|DATABASE|RD|MACROBUTTON)\b", re.I
)
"""Fields of Word that fetch something or run something when the document is opened or brought up to date."""

_CALLS = frozenset("upper lower title capitalize strip startswith endswith split".split())
"""What a template may do with a text."""
_ENDLESS = frozenset("batch center format indent slice wordwrap".split())
"""Filters that could make a text of any length of a number."""
_NAME = re.compile(r"'([^']*)'")


class FaultyTemplate(Exception):
    """A Word template cannot be used; the text is a sentence that names the place and the reason."""


def filled(texts: Mapping[str, Any], template: bytes) -> Word:
    """Return a template with the texts of a record in it.

    Raises:
        FaultyTemplate: it is no Word file, or something in it cannot be filled in.
    """
    _look_at(template)
    sheet = _opened(template)
    _look_inside(sheet)
    try:
        sheet.render({"record": texts}, jinja_env=_environment())
    except Exception as error:  # a template may hold any expression, so filling it in may raise anything
        raise FaultyTemplate(f"{_where(error, sheet)}: {_why(error)}.") from None
    word: Word = sheet.docx
    return word


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
    _forget_who_made_it(sheet.docx)
    for part in sheet.docx.part.package.iter_parts():
        for name, link in list(part.rels.items()):
            kind = link.reltype.rpartition("/")[2]
            if kind == _MADE_FROM:
                del part.rels[name]
            elif link.is_external and kind != "hyperlink":
                raise FaultyTemplate(
                    f"The template fetches something from elsewhere when it is opened ({kind}: "
                    f"{shortened(link.target_ref)}): put it into the file, or take it out."
                )
        if found := _fetches(part):
            raise FaultyTemplate(
                f"The template has a field that fetches or runs something ({shortened(found)}): take it out."
            )
    for places in _parts(sheet).values():
        if fault := unclosed(places):
            raise FaultyTemplate(f"{fault[:1].upper()}{fault[1:]}.")


def _fetches(part: Any) -> str:
    """Return a field in a part that would fetch or run something; empty where there is none."""
    from docx.oxml import parse_xml

    blob = part.blob if part.content_type.endswith("xml") else b""
    if b"instr" not in blob:
        return ""
    tree = parse_xml(blob)
    fields = [str(one) for one in tree.xpath("//*[local-name()='fldSimple']/@*[local-name()='instr']")]
    fields.append("")
    for one in tree.xpath("//*[local-name()='fldChar' or local-name()='instrText']"):
        if one.tag.endswith("fldChar"):  # what stands between two of them is one field, in any number of runs
            fields.append("")
        else:
            fields[-1] += one.text or ""
    return next((field.strip() for field in fields if _FETCHING.match(field.strip())), "")


def _forget_who_made_it(word: Any) -> None:
    """Take out which template the file was made from, and what its properties say."""
    settings = word.settings.element
    for element in settings.xpath(f"w:{_MADE_FROM}"):
        settings.remove(element)
    for name in ("author", "comments", "identifier", "keywords", "language", "subject", "title"):
        setattr(word.core_properties, name, "")


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


def _environment() -> Any:
    from jinja2 import StrictUndefined
    from jinja2.exceptions import SecurityError
    from jinja2.sandbox import SandboxedEnvironment

    class Environment(SandboxedEnvironment):
        """Shows fields, and works out nothing that could go on for ever or fill the memory."""

        intercepted_binops = frozenset({"*", "**", "%"})

        def call_binop(self, *asked: Any) -> Any:
            raise SecurityError(str(asked[1]))

        def is_safe_callable(self, obj: Any) -> bool:
            return getattr(obj, "__name__", "") in _CALLS and super().is_safe_callable(obj)

    environment = Environment(autoescape=True, undefined=StrictUndefined)
    environment.globals.clear()
    for name in _ENDLESS:
        del environment.filters[name]
    return environment


def _parts(sheet: Any) -> dict[str, list[tuple[str, str]]]:
    """Return the paragraphs of the text, the headers and the footers."""
    found = {"document": list(paragraphs(sheet.docx.element.body))}
    for name, kind in (("header", sheet.HEADER_URI), ("footer", sheet.FOOTER_URI)):
        found[name] = [one for part in _trees(sheet, kind) for one in paragraphs(part, f"the {name}, ")]
    return found


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
    guilty = [tag for name in _names(error) for tag in here if name in inside(tag)] or here
    if not guilty or part == "footnotes":
        return f"Near “{shortened(re.sub('<[^>]*>', '', lines[line - 1]))}”"
    spot = _found(guilty[0], tags("\n".join(lines[:line])), sheet, part)
    return f"{spot[:1].upper()}{spot[1:]}"


def _names(error: Exception) -> list[str]:
    """Return what an error names, the guilty first: of a field that is not there, the last."""
    from jinja2 import UndefinedError

    found = _NAME.findall(str(error))
    return found[::-1] if isinstance(error, UndefinedError) else found


def _found(tag: str, before: list[str], sheet: Any, part: str) -> str:
    """Return where a tag stands in the template as it was opened: the same tag may stand there often."""
    wanted = inside(tag)
    nth = max(1, sum(1 for one in before if inside(one) == wanted))
    fresh = _opened(sheet.template_file.getvalue())
    spots = [
        Spot(place, one)
        for place, words in _parts(fresh)[part]
        for one in tags(words)
        if inside(one) == wanted
    ]
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
    return f"this cannot be worked out ({type(error).__name__})"
