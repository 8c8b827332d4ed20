"""An XML Schema of the census, made from the table of its elements."""

from __future__ import annotations

from lxml import etree

from chairtui.records.returns.cin_elements import PATTERNS, Element, codes, elements

_XS = "http://www.w3.org/2001/XMLSchema"
_KINDS = {
    "date": "xs:date",
    "year": "xs:gYear",
    "instant": "xs:dateTime",
    "number": "xs:nonNegativeInteger",
    "text": "xs:string",
}


def schema_of(year: str) -> etree.XMLSchema:
    """Return what validates a message of a census year."""
    root = etree.Element(f"{{{_XS}}}schema", nsmap={"xs": _XS})
    root.append(_element(elements(year), year, top=True))
    return etree.XMLSchema(etree.fromstring(etree.tostring(root)))


def _element(one: Element, year: str, *, top: bool = False) -> etree._Element:
    node = etree.Element(f"{{{_XS}}}element", name=one.name, nsmap={"xs": _XS})
    if not top:
        node.set("minOccurs", str(one.least))
        node.set("maxOccurs", "unbounded" if one.most is None else str(one.most))
    if one.inside:
        sequence = etree.SubElement(etree.SubElement(node, f"{{{_XS}}}complexType"), f"{{{_XS}}}sequence")
        sequence.extend(_element(inner, year) for inner in one.inside)
    elif one.kind in _KINDS:
        node.set("type", _KINDS[one.kind])
    else:
        _restrict(node, one.kind, year)
    return node


def _restrict(node: etree._Element, kind: str, year: str) -> None:
    simple = etree.SubElement(node, f"{{{_XS}}}simpleType")
    limits = etree.SubElement(simple, f"{{{_XS}}}restriction", base="xs:string")
    for code in codes(year, kind):
        etree.SubElement(limits, f"{{{_XS}}}enumeration", value=code)
    if kind in PATTERNS:
        etree.SubElement(limits, f"{{{_XS}}}pattern", value=PATTERNS[kind])
    if kind == "some-text":
        etree.SubElement(limits, f"{{{_XS}}}minLength", value="1")
