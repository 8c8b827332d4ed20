"""A record told in paragraphs, points and tables of texts, for what does not know every kind of part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from chairtui.records.record import (
    Blanks,
    Callout,
    Cell,
    Column,
    Facts,
    Group,
    Paragraph,
    Part,
    Picture,
    Points,
    Quote,
    Section,
    Table,
    Width,
)

Simple = Paragraph | Points | Table | Blanks

CELL = "cell"
"""Knowing that a cell has lines in smaller letters and may be strong."""
PICTURE = "picture"
"""Knowing how to place a drawing."""
KINDS: frozenset[str] = frozenset(kind.__name__.lower() for kind in (Facts, Callout, Quote, Group)) | {
    CELL,
    PICTURE,
}
"""What a form may know beside paragraphs, points and tables of texts."""


def simpler(section: Section) -> tuple[Simple, ...]:
    """Return the parts of a section, each told in a simple part."""
    return tuple(told for part in _joined(section.parts) for told in _told(part))


def known_parts(section: Section, known: frozenset[str]) -> tuple[Part, ...]:
    """Return the parts of a section, those of kinds that are not `known` told in simple parts."""
    parts = section.parts if Facts.__name__.lower() in known else _joined(section.parts)
    return tuple(told for part in parts for told in ((part,) if kind_of(part) in known else _told(part)))


def _joined(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Return parts in which facts that follow on facts are one list of them: they would be two tables."""
    joined: list[Part] = []
    for part in parts:
        last = joined[-1] if joined else None
        if isinstance(part, Facts) and isinstance(last, Facts):
            joined[-1] = Facts(last.rows + part.rows)
        else:
            joined.append(part)
    return tuple(joined)


def kind_of(part: Part) -> str:
    """Return what a form calls a part: “facts”; a table is known by its cells."""
    return CELL if isinstance(part, Table) else type(part).__name__.lower()


def _told(part: Part) -> Iterator[Simple]:
    match part:
        case Facts():
            rows = tuple((Cell(row.label), Cell("\n".join(row.words))) for row in part.rows)
            yield Table((Column("", Width.PERSON), Column("")), rows)
        case Callout():
            yield Paragraph("\n".join(filter(None, (part.label, part.lead, *part.lines))), strong=True)
        case Quote():
            yield Paragraph("\n".join(filter(None, (f"“{part.words}”", part.by))))
        case Group():
            yield Paragraph(part.words, strong=True)
        case Picture():
            yield Paragraph(part.words)
        case Table():
            yield Table(part.columns, tuple(tuple(Cell(one.words) for one in row) for row in part.rows))
        case _:
            yield part
