"""The children in need census: section 47 enquiries as XML, in the order that the schema has.

What a meeting does not know comes from the census facts of the child; what is in neither is left out. The
message holds the section 47 part of a return and nothing of assessments or plans, which are kept elsewhere.

Source: the element table of `cin_elements`; csc-validator-be-cin, rule 100 (the reference date is 31 March of
the year in the header).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from xml.etree import ElementTree

from msgspec import Struct

from chairtui import __version__
from chairtui.core.births import awaited
from chairtui.core.calendar.deadlines import london
from chairtui.core.children import Child
from chairtui.core.enquiries import CensusFacts
from chairtui.core.vocabulary import YesNo
from chairtui.records.returns.census_year import CensusYear
from chairtui.records.returns.cin_elements import Element, elements
from chairtui.records.returns.enquiry_rows import EnquiryRow
from chairtui.text import clean

Node = ElementTree.Element
Values = dict[str, object]
"""What stands in elements, by name: a text, a day, values inside, or several of any."""


class Episode(Struct, frozen=True, kw_only=True):
    """One referral of a child with its enquiries: what the census calls CINdetails."""

    child: Child
    facts: CensusFacts
    rows: tuple[EnquiryRow, ...]


def episodes(rows: Iterable[EnquiryRow], year: CensusYear) -> tuple[Episode, ...]:
    """Return the year's enquiries by child and referral."""
    by_referral: dict[tuple[str, date | None], list[EnquiryRow]] = {}
    for row in rows:
        if year.takes(row):
            by_referral.setdefault((row.person, row.facts.referred_on), []).append(row)
    return tuple(
        Episode(child=held[-1].child, facts=held[-1].facts, rows=tuple(held)) for held in by_referral.values()
    )


def message(rows: Iterable[EnquiryRow], year: CensusYear, authority: str, now: datetime) -> bytes:
    """Return a whole message with the year's enquiries; `authority` is the three-digit code."""
    children: dict[str, list[Episode]] = {}
    for episode in episodes(rows, year):
        children.setdefault(episode.rows[0].person, []).append(episode)
    values: Values = {
        "Header": _header(year, authority, now),
        "Children": {"Child": [_child(held, year) for held in children.values()]},
    }
    return _written(_node(elements(year.name), values))


def fragments(rows: Iterable[EnquiryRow], year: CensusYear) -> bytes:
    """Return the Section47 elements alone, by child's number, for a return that is put together elsewhere.

    It has the names and the order of the message, and is no whole one.
    """
    children = [
        {
            "ChildIdentifiers": {"LAchildID": episode.child.local_id.strip()},
            "CINdetails": [
                {
                    "CINreferralDate": episode.facts.referred_on,
                    "Section47": [_section47(row, year) for row in episode.rows],
                }
            ],
        }
        for episode in episodes(rows, year)
    ]
    (table,) = (one for one in elements(year.name).inside if one.name == "Children")
    return _written(_node(table, {"Child": children}))


def _section47(row: EnquiryRow, year: CensusYear) -> Values:
    """Return what stands in Section47; its target is counted from the discussion that initiated it."""
    return {
        "S47ActualStartDate": row.started_on,
        "InitialCPCtarget": row.target_on,
        "DateOfInitialCPC": year.held(row),
        "ICPCnotRequired": "1" if row.not_required and not row.conference_on else "0",
    }


def _header(year: CensusYear, authority: str, now: datetime) -> Values:
    return {
        "CollectionDetails": {
            "Collection": "CIN",
            "Year": str(year.ends_on.year),
            "ReferenceDate": year.ends_on,
        },
        "Source": {
            "SourceLevel": "L",
            "LEA": authority,
            "SoftwareCode": "chairtui",
            "Release": __version__,
            "SerialNo": "001",
            "DateTime": f"{london(now):%Y-%m-%dT%H:%M:%S}",
        },
    }


def _child(held: list[Episode], year: CensusYear) -> Values:
    last = held[-1]
    child, facts = last.child, last.facts
    return {
        "ChildIdentifiers": {
            "LAchildID": child.local_id.strip(),
            "UPN": child.upn,
            "FormerUPN": facts.former_upn,
            "UPNunknown": "" if child.upn else facts.upn_unknown,
            "PersonBirthDate": child.born_on,
            "ExpectedPersonBirthDate": child.expected_on if awaited(child) else None,
            "Sex": facts.sex.value,
            "PersonDeathDate": facts.died_on,
        },
        "ChildCharacteristics": {
            "Ethnicity": facts.ethnicity,
            "Disabilities": {"Disability": list(disabilities(facts))} if disabilities(facts) else None,
        },
        "CINdetails": [_details(one, year) for one in held],
    }


def disabilities(facts: CensusFacts) -> tuple[str, ...]:
    """Return the codes of a child's disabilities; NONE when it is known that there is none."""
    return facts.disabilities or (("NONE",) if facts.disabled is YesNo.NO else ())


def _details(episode: Episode, year: CensusYear) -> Values:
    facts = episode.facts
    closed = facts.closed_on if facts.closed_on and facts.closed_on <= year.ends_on else None
    return {
        "CINreferralDate": facts.referred_on,
        "ReferralSource": facts.referral_source,
        "PrimaryNeedCode": facts.need,
        "CINclosureDate": closed,
        "ReasonForClosure": facts.closure_reason if closed else "",
        "Section47": [_section47(row, year) for row in episode.rows],
        "ReferralNFA": "1" if facts.referral_nfa is YesNo.YES else "0",
    }


def _node(element: Element, values: object) -> Node:
    node = ElementTree.Element(element.name)
    if isinstance(values, dict):
        node.extend(_nodes(element, values))
    else:
        node.text = values.isoformat() if isinstance(values, date) else clean(str(values), multiline=False)
    return node


def _nodes(element: Element, values: Values) -> Iterator[Node]:
    """Yield the elements inside one, in the table's order; what has no value is left out."""
    for inner in element.inside:
        value = values.get(inner.name)
        for item in value if isinstance(value, list) else [value]:
            if item is not None and item != "":
                yield _node(inner, item)


def _written(node: Node) -> bytes:
    ElementTree.indent(node)
    return bytes(ElementTree.tostring(node, encoding="utf-8", xml_declaration=True)) + b"\n"
