"""The forms in which a meeting leaves the program: one table for all that offers, writes or explains them.

A form is written by the function that its row names, which is imported when a file is wanted. A record's
takes the record, when it was made, and where the council's own Word template is (`AsRecord` in
`records.delivery.exporting`); every other takes what is asked (`records.formats.asked.Asked`). Each returns
the bytes of one file.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Kind(StrEnum):
    """What a form shows of a meeting."""

    RECORD = "record"
    """What there is to read, as it was signed."""
    DOCUMENT = "document"
    """The record for another program."""
    TABLES = "tables"
    DATES = "dates"
    MEETING = "meeting"
    """All that is known, with its history, for another program."""


class Use(StrEnum):
    """Where a form is offered."""

    EXPORT = "export"
    SEND = "send"
    REQUEST = "request"
    PACK = "pack"


EXPORT, EVERYWHERE = frozenset({Use.EXPORT}), frozenset(Use)


class Format(Struct, frozen=True, kw_only=True):
    """A form that a file can have."""

    key: str
    """By which a command names it."""
    kind: Kind
    name: str
    """What it is, in words, for whoever chooses one."""
    about: str
    """What is in it, in Markdown, for the page about the forms."""
    writer: str
    """The module and the function that write it."""
    ending: str = ""
    """How its file's name ends, where it does not end in the key."""
    hint: str = ""
    """What stands beside the name, if it is more than how the file's name ends."""
    parts: tuple[str, ...] = ()
    """The files of a form that is more than one, by what their names end in."""
    is_text: bool = False
    """Whether it can be read on a terminal."""
    uses: frozenset[Use] = EXPORT

    @property
    def bears_version(self) -> bool:
        """Whether it is the record as it was signed; the others say how the meeting stands."""
        return self.kind in (Kind.RECORD, Kind.DOCUMENT)

    @property
    def files(self) -> tuple[str, ...]:
        """What its files are asked for by: its key, or each of its parts."""
        return self.parts or (self.key,)

    @property
    def words(self) -> str:
        """What stands beside the name."""
        return self.hint or self.ending_of(self.key)

    def ending_of(self, part: str) -> str:
        """Return how the name of one of its files ends."""
        return f"-{part}" if part in self.parts else self.ending or f".{self.key}"


FORMATS = (
    Format(
        key="docx",
        kind=Kind.RECORD,
        name="Word",
        about="The pages of the PDF in styles that Word can change: headings, facts with their labels, "
        "boxes, quotations; table headings repeated on each page, whose record it is on each page but the "
        "first, English as its language, a title, no empty paragraphs",
        writer="chairtui.records.formats.word.own_template:export",
        uses=EVERYWHERE,
    ),
    Format(
        key="pdf",
        kind=Kind.RECORD,
        name="PDF",
        about="Tagged for screen readers (PDF/UA-1), with its own fonts. The same record and time give the "
        "same bytes, as long as the rules on the machine have the same version. A character that neither "
        "Noto Sans nor DejaVu Sans has, such as a Chinese one, is shown by its number: `[U+4E2D]`. A text "
        "without a space, such as a pasted picture or a token, is broken where a line ends",
        writer="chairtui.records.formats.pdf:export",
        uses=EVERYWHERE,
    ),
    Format(
        key="html",
        kind=Kind.RECORD,
        name="Web page, to read in a browser and to print",
        about="One file without scripts that fetches nothing and says so to the browser, also for a narrow "
        "screen; facts are lists of descriptions, and table headings are repeated when it is printed",
        writer="chairtui.records.formats.html:export",
        is_text=True,
        uses=frozenset({Use.EXPORT, Use.SEND}),
    ),
    Format(
        key="md",
        kind=Kind.RECORD,
        name="Text with marks",
        hint="Markdown, .md",
        about="Markdown (CommonMark with tables)",
        writer="chairtui.records.formats.markdown:export",
        is_text=True,
        uses=EVERYWHERE,
    ),
    Format(
        key="txt",
        kind=Kind.RECORD,
        name="Plain text",
        about="To paste into a message, or to fill in with any editor",
        writer="chairtui.records.formats.plain:export",
        is_text=True,
        uses=frozenset({Use.REQUEST}),
    ),
    Format(
        key="xlsx",
        kind=Kind.TABLES,
        name="Actions and attendance as a spreadsheet",
        about="A sheet of actions and one of attendance; days and times are real ones, as the clocks in "
        "England show them. No text is a formula or a link. A text of more than 32,767 characters ends by "
        "saying how much was cut: no cell holds more",
        writer="chairtui.records.formats.tables:export_workbook",
    ),
    Format(
        key="csv",
        kind=Kind.TABLES,
        name="Actions and attendance as two tables",
        parts=("actions.csv", "attendance.csv"),
        about="The same sheets as two files, `…-actions.csv` and `…-attendance.csv`, in UTF-8 with a mark "
        "by which Excel knows it (opened in LibreOffice, as the workbooks are; not tried in Excel). A cell "
        "that begins with `=`, `+`, `-` or `@` has an apostrophe before it",
        writer="chairtui.records.formats.tables:export_csv",
    ),
    Format(
        key="ics",
        kind=Kind.DATES,
        name="What is due, for a calendar",
        about="A calendar (iCalendar) of what is due: open actions by agency, when people meet again (next "
        "meeting, adjourned until, with the minimum attendance), the last day for the conference. It names "
        "nobody",
        writer="chairtui.records.formats.due_dates:export",
    ),
    Format(
        key="fhir",
        kind=Kind.DOCUMENT,
        name="A health record document",
        hint="FHIR R4, .fhir.json",
        ending=".fhir.json",
        about="A FHIR R4 document (`.fhir.json`): base R4, no profile is claimed",
        writer="chairtui.records.formats.fhir:export",
    ),
    Format(
        key="json",
        kind=Kind.MEETING,
        name="The whole meeting with its history",
        hint="for another program, .json",
        about="The whole meeting for another program: [interchange.md](interchange.md)",
        writer="chairtui.records.interchange.document:export",
        is_text=True,
    ),
)

_BY_NAME = {name: one for one in FORMATS for name in (one.key, *one.files)}


def format_of(name: str) -> Format:
    """Return the form with a key, or that has a part of this name."""
    return _BY_NAME[name]


def offered(use: Use) -> tuple[Format, ...]:
    """Return the forms that are offered for something, in the order in which they stand in a list."""
    return tuple(one for one in FORMATS if use in one.uses)


def keys(use: Use) -> tuple[str, ...]:
    """Return by which words a command names the forms that are offered for something."""
    return tuple(one.key for one in offered(use))
