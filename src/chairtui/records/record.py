"""The one model of a record: sections of paragraphs, lists and tables, without any layout."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct


class Paragraph(Struct, frozen=True, tag=True):
    """A run of text."""

    words: str
    strong: bool = False
    """Whether it must not be overlooked."""


class Points(Struct, frozen=True, tag=True):
    """Short texts, one below the other."""

    items: tuple[str, ...]


class Table(Struct, frozen=True, tag=True):
    """Rows of texts below headings."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


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


Part = Paragraph | Points | Table | Blanks


class Section(Struct, frozen=True):
    """A titled part of the record."""

    title: str
    parts: tuple[Part, ...]
    new_page: bool = False
    """Whether it begins on a page of its own, where the form has pages."""


class Record(Struct, frozen=True, kw_only=True):
    """A record, ready to be written in any format."""

    title: str
    """Derived from who was there, never typed."""
    reference: str
    subtitle: str
    version: int
    """Its number (`core.versions.Version`)."""
    sections: tuple[Section, ...]
    mark: str = ""
    """The mark of that version; empty for a draft."""

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


def table(headings: str, rows: Iterable[Iterable[str]], otherwise: str = NOTHING) -> Part:
    """Return a table whose headings are given with ``|`` between them, or the sentence that it is empty."""
    kept = tuple(tuple(row) for row in rows)
    return Table(tuple(headings.split("|")), kept) if kept else Paragraph(otherwise)


def named(fields: Iterable[tuple[str, str]]) -> Part:
    """Return a table of names and texts; what is empty says so."""
    return Table(("", ""), tuple((name, words.strip() or "not written") for name, words in fields))
