"""What a Word file carries beside its words: parts, links, fields, changes that are tracked, hidden text.

A template may carry what a record needs to look like the council's. The rest is not carried where leaving it
out changes nothing that is seen, and otherwise refused. The same is asked of what came of the filling, since
a field's words can be put together of values.

Source for names of parts and fields: ISO/IEC 29500-1 (WordprocessingML), 15.2, 17.13.5 and 17.16.5.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from chairtui.records.formats.word.spots import FaultyTemplate, shortened

_CARRIED = frozenset(
    "officeDocument core-properties styles numbering settings fontTable font theme header footer footnotes "
    "endnotes image hyperlink".split()
)
"""Kinds of parts that the look of a record is made of."""
_LEFT_BEHIND = tuple(
    f"{{*}}{name}"
    for name in (
        "attachedSchema attachedTemplate docVars mailMerge rsids saveThroughXslt trackRevisions "
        "printerSettings commentRangeStart commentRangeEnd commentReference"
    ).split()
)
"""Elements that say who made a template, of what and with what; nobody sees them in a record."""
_FIELDS = frozenset(
    "CREATEDATE DATE FORMCHECKBOX FORMDROPDOWN FORMTEXT HYPERLINK IF LISTNUM NOTEREF NUMPAGES PAGE PAGEREF "
    "PRINTDATE REF SAVEDATE SECTION SECTIONPAGES SEQ STYLEREF SYMBOL TC TIME TITLE TOC XE".split()
)
"""Fields of Word that show what is in the file, or the day."""
_OF_FIELDS = ("{*}fldSimple", "{*}fldChar", "{*}instrText", "{*}t")
"""Elements of which a field of Word is made."""
_MADE_FROM = "attachedTemplate"
_LINKS = re.compile(r"(https?://|mailto:|tel:|#)", re.I)
_WORDS = re.compile(r'"([^"]*)"|(\S+)')
_SWITCH = re.compile(r"\\[a-z]$", re.I)
_NO = ("0", "false", "off")
_PROPERTIES = (
    "author category comments content_status identifier keywords language subject title version".split()
)


def keep_only_what_shows(word: Any) -> None:
    """Take out of a Word file what no record needs: who made it, of what, comments, macros, other data."""
    for name in _PROPERTIES:
        setattr(word.core_properties, name, "")
    package = word.part.package
    for part in _parts(package):
        _strip(part)
    for owner in (package, *_parts(package)):
        for name, link in list(owner.rels.items()):
            kind = _kind(link)
            if kind == _MADE_FROM or not (link.is_external or kind in _CARRIED or _is_used(owner, name)):
                del owner.rels[name]


def look_through(word: Any) -> None:
    """Look whether a Word file fetches, runs, hides or tells what no record may.

    Raises:
        FaultyTemplate: with the sentence that says what, and what to do.
    """
    package = word.part.package
    for owner in (package, *_parts(package)):
        for link in owner.rels.values():
            _look_at_link(link)
    for tree in trees(word):
        _look_at_marks(tree)
        _look_at_fields(tree)
    _look_at_hidden(word)


def trees(word: Any) -> list[Any]:
    """Return the XML of every part of a Word file that has some: text, headers, footers and styles."""
    parsed = (_tree(part) for part in _parts(word.part.package))
    return [tree for tree in parsed if tree is not None]


def _parts(package: Any) -> list[Any]:
    return list(package.iter_parts())


def _kind(link: Any) -> str:
    return str(link.reltype).rpartition("/")[2]


def _tree(part: Any) -> Any:
    """Return the XML of a part; nothing for a picture or a font."""
    from docx.oxml import parse_xml

    if (element := getattr(part, "element", None)) is not None:
        return element
    is_text = part.content_type.endswith("xml") and not part.content_type.startswith("image/")
    return parse_xml(part.blob) if is_text else None


def _strip(part: Any) -> None:
    from docx.opc.oxml import serialize_part_xml

    tree = _tree(part)
    if tree is None:
        return
    if marked := list(tree.iter(*_LEFT_BEHIND)):
        for element in marked:
            element.getparent().remove(element)
        if not hasattr(part, "element"):
            part._blob = serialize_part_xml(tree)


def _is_used(owner: Any, name: str) -> bool:
    """Say whether the text of a part points at another part."""
    blob = getattr(owner, "blob", b"")
    return f'="{name}"'.encode() in blob or f"='{name}'".encode() in blob


def _look_at_link(link: Any) -> None:
    kind = _kind(link)
    if not link.is_external and kind not in _CARRIED:
        raise FaultyTemplate(
            f"The template has something in it that no record carries ({shortened(kind)}): take it out, or "
            "put it in as a picture."
        )
    if not link.is_external:
        return
    if kind != "hyperlink":
        raise FaultyTemplate(
            f"The template fetches something from elsewhere when it is opened ({kind}: "
            f"{shortened(link.target_ref)}): put it into the file, or take it out."
        )
    if not _LINKS.match(link.target_ref.strip()):
        raise _links_elsewhere(link.target_ref)


def _links_elsewhere(target: str) -> FaultyTemplate:
    return FaultyTemplate(
        f"The template has a link to a file or a server ({shortened(target)}): only links to web pages and "
        "addresses of mail may stay."
    )


def _look_at_marks(tree: Any) -> None:
    if tree.xpath("//@*[local-name()='author']/parent::*[local-name()!='comment']"):
        raise FaultyTemplate(
            "The template has changes that Word tracked, with the name of who made them: accept or reject "
            "them first, all of them."
        )
    fetched = tree.xpath("//@*[local-name()='src' or local-name()='href' or local-name()='althref']")
    if fetched:
        raise FaultyTemplate(
            f"The template fetches something from elsewhere when it is opened ({shortened(fetched[0])}): put "
            "it into the file, or take it out."
        )


def _look_at_fields(tree: Any) -> None:
    for code in _codes(tree):
        words = [one or other for one, other in _WORDS.findall(code)]
        if "{{" in code or "{%" in code:
            raise FaultyTemplate(
                f"A field of Word is made of a field of the record ({shortened(code)}): write it beside it."
            )
        if not words or (words[0].upper() not in _FIELDS and not words[0].startswith("=")):
            raise FaultyTemplate(
                f"The template has a field of Word that fetches or runs something, or that no record needs "
                f"({shortened(code)}): take it out."
            )
        if words[0].upper() == "HYPERLINK":
            target = _target(words[1:])
            if target and not _LINKS.match(target):
                raise _links_elsewhere(target)


def _target(words: list[str]) -> str:
    """Return the address of a HYPERLINK; empty for a place in the same file."""
    switches = iter(words)
    for word in switches:
        if not _SWITCH.match(word):
            return word.strip()
        if word.lower() in ("\\l", "\\o", "\\t"):
            next(switches, None)
    return ""


def _codes(tree: Any) -> Iterator[str]:
    """Yield what each field of Word in a part says, in any number of runs; another one in it is a NUL.

    What stands between the two marks of a field up to its result is its code, also where it is no instrText.
    """
    from docx.oxml.ns import qn

    begun: list[list[str]] = []
    for element in tree.iter(*_OF_FIELDS):
        name = str(element.tag).rpartition("}")[2]
        if name == "fldSimple":
            yield str(element.get(qn("w:instr")) or "").strip()
        elif name == "fldChar" and element.get(qn("w:fldCharType")) == "begin":
            begun.append([])
        elif name == "fldChar" and begun and element.get(qn("w:fldCharType")) == "separate":
            begun[-1].append("\1")
        elif name == "fldChar" and begun and element.get(qn("w:fldCharType")) == "end":
            yield _code(begun.pop())
            if begun:
                begun[-1].append("\0")
        elif name == "instrText" and not begun:
            yield (element.text or "").strip()
        elif name in ("instrText", "t") and begun:
            begun[-1].append(element.text or "")
    yield from (_code(code) for code in begun)


def _code(pieces: list[str]) -> str:
    return "".join(pieces).partition("\1")[0].strip()


def _look_at_hidden(word: Any) -> None:
    from docx.oxml.ns import qn

    styles = {one.get(qn("w:styleId")) for one in word.styles.element if _hides(one.find(qn("w:rPr")))}
    for tree in trees(word):
        if not styles and next(tree.iter(qn("w:vanish")), None) is None:
            continue
        for run in tree.iter(qn("w:r")):
            shown = "".join(one.text or "" for one in run.iter(qn("w:t")))
            if shown.strip() and (_hides(run.find(qn("w:rPr"))) or styles & set(_styles_of(run))):
                raise FaultyTemplate(
                    f"The template has hidden text (“{shortened(shown)}”): show it, or take it out."
                )


def _styles_of(run: Any) -> Iterator[str]:
    from docx.oxml.ns import qn

    paragraph = next(run.iterancestors(qn("w:p")), None)
    for style in (run.find(f"{qn('w:rPr')}/{qn('w:rStyle')}"), _style_of(paragraph)):
        if style is not None:
            yield str(style.get(qn("w:val")))


def _style_of(paragraph: Any) -> Any:
    from docx.oxml.ns import qn

    return None if paragraph is None else paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")


def _hides(looks: Any) -> bool:
    from docx.oxml.ns import qn

    hiding = None if looks is None else looks.find(qn("w:vanish"))
    return hiding is not None and hiding.get(qn("w:val")) not in _NO
