"""A record told in paragraphs, points and tables of plain texts alone, for forms that know nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from chairtui.records.record import (
    Blanks,
    Callout,
    Cell,
    Column,
    Facts,
    Group,
    Paragraph,
    Part,
    Points,
    Quote,
    Section,
    Table,
    Width,
)

Simple = Paragraph | Points | Table | Blanks


def simpler(section: Section) -> tuple[Simple, ...]:
    """Return the parts of a section, each told in a simple part."""
    return tuple(told for part in section.parts for told in _told(part))


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
        case Table():
            yield Table(part.columns, tuple(tuple(Cell(one.words) for one in row) for row in part.rows))
        case _:
            yield part
