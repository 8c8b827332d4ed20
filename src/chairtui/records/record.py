"""The one model of a record: sections of facts, callouts, lists, tables and texts, without any layout.

What a part is says how it is shown, in every format alike: facts stand on one left edge, a callout is seen
first, a column is as wide as the kind of thing that it holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any

from msgspec import Struct


class Paragraph(Struct, frozen=True, tag=True):
    """A run of text."""

    words: str
    strong: bool = False
    """Whether it must not be overlooked."""


class Points(Struct, frozen=True, tag=True):
    """Short texts, one below the other."""

    items: tuple[str, ...]


class Fact(Struct, frozen=True):
    """A label and what is known under it."""

    label: str
    words: tuple[str, ...]
    """Lines, one below the other."""
    strong: bool = False


class Facts(Struct, frozen=True, tag=True):
    """Labels with their words, as a list of descriptions: never a table."""

    rows: tuple[Fact, ...]


class Tone(StrEnum):
    """What a callout is."""

    ALARM = "alarm"
    """Something is wrong: it has a frame."""
    ANSWER = "answer"
    """The answer to a question that everybody asks: it has a bar and a tint."""
    DECISION = "decision"
    """An answer that is larger: what was decided."""


class Callout(Struct, frozen=True, tag=True):
    """What must be seen first."""

    tone: Tone
    lead: str
    """Its first line, in strong letters."""
    lines: tuple[str, ...] = ()
    label: str = ""
    """What stands above the lead: whom it is about."""


class Quote(Struct, frozen=True, tag=True):
    """What somebody said, in their words."""

    words: str
    by: str = ""
    """By whom and when it was heard."""


class Group(Struct, frozen=True, tag=True):
    """A heading within a section."""

    words: str


class Width(StrEnum):
    """What a column holds, and so how wide it is."""

    NUMBER = "number"
    DATE = "date"
    """A whole day and time: Wed 25 Nov 2026 09:30."""
    STAMP = "stamp"
    """A short day and time."""
    PERSON = "person"
    WORDS = "words"
    WIDE = "wide"
    """Words of which more is written than in the other columns."""


class Column(Struct, frozen=True):
    """A column of a table."""

    head: str
    kind: Width = Width.WORDS


class Cell(Struct, frozen=True):
    """What a cell says, and below it in smaller letters what belongs to it."""

    main: str
    small: tuple[str, ...] = ()
    strong: bool = False
    signs: str = ""
    """What is drawn of it, for the eye alone: its words say the same (`core.sentences.room`)."""

    @property
    def words(self) -> str:
        """All that it says, in lines."""
        return "\n".join(filter(None, (self.main, *self.small)))


class Table(Struct, frozen=True, tag=True):
    """Rows of cells below headings."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def headings(self) -> tuple[str, ...]:
        """The words above the columns."""
        return tuple(one.head for one in self.columns)


class Blank(Struct, frozen=True):
    """One thing that somebody is asked to fill in."""

    key: str
    """By which it is found again when the form comes back."""
    words: str
    """What is asked."""
    given: str = ""
    """What is filled in already."""


class Blanks(Struct, frozen=True, tag=True):
    """A form to be filled in and read back."""

    rows: tuple[Blank, ...]


class Picture(Struct, frozen=True, tag=True):
    """A drawing made from figures, which stand beside it in a table."""

    svg: str
    """As the program drew it: no text of a person is in it but as text."""
    words: str
    """What it shows, for whoever does not see it."""


Part = Paragraph | Points | Facts | Callout | Quote | Group | Table | Blanks | Picture


class Section(Struct, frozen=True):
    """A titled part of the record."""

    title: str
    parts: tuple[Part, ...]
    new_page: bool = False
    """Whether it begins on a page of its own, where the form has pages."""
    leads: bool = False
    """Whether it stands directly below the head of the document, where its title need not be shown."""


class Record(Struct, frozen=True, kw_only=True):
    """A record, ready to be written in any format."""

    title: str
    """Derived from who was there, never typed."""
    reference: str
    subtitle: str
    """Reference, authority, day, kind and state in one line, where a form has no other place for them."""
    version: int
    """Its number (`core.versions.Version`)."""
    sections: tuple[Section, ...]
    mark: str = ""
    """The mark of that version; empty for a draft."""
    name: str = ""
    """Whom it is about, above the title; empty for what is about nobody."""
    grave: bool = False
    """Whether the title itself must not be overlooked."""
    authority: str = ""
    document: str = ""
    """What kind of document it is."""
    state: str = ""
    """When it was signed, and its version; or that it is a draft."""
    draft: bool = False
    """Whether it is not signed, which every page says."""
    running: str = ""
    """What stands above each page but the first: whose it is, and what meeting."""
    marking: str = "CONFIDENTIAL"
    """How it has to be kept, at the foot of each page."""
    footer: str = ""
    """For whom it is, beside the marking."""

    def section(self, title: str) -> Section:
        """Return the section with a title.

        Raises:
            KeyError: there is none.
        """
        for section in self.sections:
            if section.title == title:
                return section
        raise KeyError(title)


NOTHING = "Nothing is written."


def listed(items: Iterable[str], otherwise: str = NOTHING) -> Part:
    """Return a list, or the sentence that there is nothing."""
    kept = tuple(item for item in items if item.strip())
    return Points(kept) if kept else Paragraph(otherwise)


def table(headings: str, rows: Iterable[Iterable[str | Cell]], otherwise: str = NOTHING) -> Part:
    """Return a table, or the sentence that it is empty.

    The headings are given with ``|`` between them; the kind of a column stands after a
    colon: ``By when:date``.
    """
    kept = tuple(tuple(one if isinstance(one, Cell) else Cell(one) for one in row) for row in rows)
    return Table(tuple(map(_column, headings.split("|"))), kept) if kept else Paragraph(otherwise)


def _column(heading: str) -> Column:
    head, colon, kind = heading.rpartition(":")
    return Column(head, Width(kind)) if colon else Column(heading)


def fact(label: str, *words: str, strong: bool = False) -> Fact:
    """Return a fact; what is empty is left out of its lines."""
    return Fact(label, tuple(one for one in words if one.strip()), strong)


def facts(*rows: Fact | None) -> Iterator[Facts]:
    """Yield the facts that have words, if any has."""
    kept = tuple(row for row in rows if row and row.words)
    if kept:
        yield Facts(kept)


def named(fields: Iterable[tuple[str, str]]) -> Part:
    """Return names and texts as facts; what is empty says so."""
    return Facts(tuple(Fact(name, (words.strip() or "not written",)) for name, words in fields))


def texts_in(value: Any) -> Iterator[str]:
    """Yield every text of a record, or of a part of one, in the order in which it is read."""
    if type(value) is str:
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts_in(item)
    elif isinstance(value, Cell):
        yield from texts_in((value.main, value.small))
    elif isinstance(value, Picture):
        yield value.words
    elif isinstance(value, Callout):
        yield from texts_in((value.label, value.lead, value.lines))
    elif isinstance(value, Struct):
        yield from texts_in(tuple(getattr(value, name) for name in value.__struct_fields__))
