"""The paragraph styles of the Word template: each part of a record has its own, which a council can change.

Paragraphs whose borders and indents are the same are drawn by Word as one box.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.styles.style import ParagraphStyle

INK, QUIET, LINE, TINT = "16202B", "505050", "A5A5A5", "F0F0F0"
"""One ink, a grey for second lines (8:1 on white), hairlines, and the tint of an answer."""
HANG_MM = 36
"""Where the words of a fact begin, beside its label."""
WIDTH_MM = 170

_FONT = "Arial"
ANSWERS = ("Answer", "Decision")
"""Boxes with a bar and a tint; the others have a frame."""
_INSIDE, _ABOVE = 7, 5
"""Points between a line and the words beside or below it."""
_SIDES = ("top", "left", "bottom", "right")
_AFTER_BORDERS = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl")
"""What follows the borders of a paragraph, in Word's order. Source: ISO/IEC 29500-1, 17.3.1.26."""
BOXES = {"Alarm": 11, "Answer": 11, "Decision": 13}
"""Boxes, by the size of their first line in points."""


def set_styles(word: Word) -> None:
    """Give an empty document the styles of a record."""
    from docx.shared import Pt

    _style(word, "Normal", 10, before=3, after=5)
    word.styles["Normal"].paragraph_format.line_spacing = 1.05
    _style(word, "Heading 1", 22, before=4, after=0, colour=INK, follows=True)
    _style(word, "Subtitle", 14, before=0, after=7, colour=INK)
    section = _style(word, "Heading 2", 13, before=12, after=4, colour=INK, follows=True)
    _borders(section, {"top": ("4", LINE)})
    _style(word, "Heading 3", 10, before=8, after=3, colour=INK, follows=True)
    _style(word, "List Bullet", 10, before=1, after=2)
    _points(word)
    _facts(word)
    for name in BOXES:
        _box(word, name)
    quote = _style(word, "Quote", 11, before=4, after=0, follows=True)
    by = _style(word, "Quote by", 8.5, based="Normal", before=0, after=6, colour=QUIET)
    for style in (quote, by):
        style.paragraph_format.left_indent = Pt(_INSIDE + 2)
        _borders(style, {"left": ("12", "8C8C8C")})
    _style(word, "Table text", 9.5, based="Normal", before=0, after=0)
    word.styles["Table text"].paragraph_format.line_spacing = 1
    signs = _style(word, "Cell signs", 6, based="Table text", before=0, after=0, colour=QUIET)
    _in_font(signs, "Courier New")
    _style(word, "Cell small", 8.5, based="Table text", before=0, after=0, colour=QUIET)
    head = _style(word, "Head of page", 9.5, based="Normal", before=0, after=2, colour=QUIET)
    edge = _style(word, "Edge of page", 8.5, based="Normal", before=0, after=0, colour=QUIET)
    for style in (head, edge):
        _right_tab(style)
    for language in word.styles.element.iter(named("w:lang")):
        language.set(named("w:val"), "en-GB")


def _points(word: Word) -> None:
    """Mark points with a letter that every font has, in place of one of Word's own font of signs."""
    for level in word.part.numbering_part.element.iter(named("w:lvl")):
        words, looks = level.find(named("w:lvlText")), level.find(named("w:rPr"))
        if words is not None and words.get(named("w:val")) == "\uf0b7":
            words.set(named("w:val"), "•")
            if looks is not None:
                level.remove(looks)


def _facts(word: Word) -> None:
    from docx.shared import Mm

    first = _style(word, "Fact", 10, based="Normal", before=1, after=1)
    first.paragraph_format.left_indent, first.paragraph_format.first_line_indent = Mm(HANG_MM), Mm(-HANG_MM)
    first.paragraph_format.tab_stops.add_tab_stop(Mm(HANG_MM))
    more = _style(word, "Fact more", 10, based="Normal", before=0, after=1)
    more.paragraph_format.left_indent = Mm(HANG_MM)


def _box(word: Word, name: str) -> None:
    """Make the styles of a box: what it is about, what it says first, and its other words."""
    from docx.shared import Pt

    for style_name, size in ((f"{name} label", 10), (name, BOXES[name]), (f"{name} words", 10)):
        style = _style(word, style_name, size, based="Normal", before=6, after=6)
        style.font.bold = not style_name.endswith("words")
        style.paragraph_format.left_indent = style.paragraph_format.right_indent = Pt(_INSIDE + 1)
        if name in ANSWERS:
            tinted = dict.fromkeys(("top", "bottom", "right"), ("4", TINT))
            _borders(style, {"left": ("24", INK), **tinted})
            _before(style, element("w:shd", val="clear", color="auto", fill=TINT), _AFTER_BORDERS[1:])
        else:
            _borders(style, dict.fromkeys(_SIDES, ("12", INK)))


def _style(
    word: Word,
    name: str,
    size: float,
    *,
    based: str = "",
    before: float,
    after: float,
    colour: str = "",
    follows: bool = False,
) -> Any:
    """Return a style of a name, new when it is based on another; `follows`: it stays with what follows it."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt, RGBColor

    style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH) if based else word.styles[name]
    if based:
        style.base_style = word.styles[based]
        style.quick_style = True
    style.font.size, style.font.italic = Pt(size), False
    _in_font(style, _FONT)
    for spacing in style.element.rPr.findall(named("w:spacing")):
        style.element.rPr.remove(spacing)
    if colour:
        style.font.color.rgb = RGBColor.from_string(colour)
    shape = style.paragraph_format
    shape.space_before, shape.space_after = Pt(before), Pt(after)
    shape.keep_with_next = follows or None
    return style


def _in_font(style: Any, name: str) -> None:
    style.font.name = name
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(named(f"w:{script}"), name)
        fonts.attrib.pop(named(f"w:{script}Theme"), None)


def _borders(style: ParagraphStyle, sides: dict[str, tuple[str, str]]) -> None:
    """Draw lines beside the paragraphs of a style: by side, their width in eighths of a point, and colour."""
    lines = element("w:pBdr")
    for side in _SIDES:
        if side in sides:
            width, colour = sides[side]
            space = str(_ABOVE if side in ("top", "bottom") else _INSIDE)
            lines.append(element(f"w:{side}", val="single", sz=width, space=space, color=colour))
    _before(style, lines, _AFTER_BORDERS)


def _before(style: ParagraphStyle, one: Any, others: tuple[str, ...]) -> None:
    style.element.get_or_add_pPr().insert_element_before(one, *others)


def _right_tab(style: ParagraphStyle) -> None:
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Mm

    style.paragraph_format.tab_stops.add_tab_stop(Mm(WIDTH_MM), WD_TAB_ALIGNMENT.RIGHT)


def element(name: str, **attributes: str) -> Any:
    """Return an element of Word's XML: `w:tblHeader`."""
    from docx.oxml import OxmlElement

    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(named(f"w:{key}"), value)
    return made


def named(name: str) -> str:
    """Return a name of Word's XML with its namespace."""
    from docx.oxml.ns import qn

    return str(qn(name))
