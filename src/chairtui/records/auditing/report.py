"""A report of the audit as a document: the figures first, then the months, then what each figure counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from pathlib import Path

from chairtui.audit.publishing import Told
from chairtui.audit.reporting import Charted, Report
from chairtui.core.calendar.when import say_when
from chairtui.records.auditing.titles import TITLE
from chairtui.records.record import (
    Cell,
    Column,
    Group,
    Paragraph,
    Part,
    Picture,
    Record,
    Section,
    Table,
    Width,
)
from chairtui.standards.measures_page import HEADINGS

_UNKNOWN = (
    "Every figure is so many of so many. What is not known is counted and told apart, and is never counted "
    "as met. Where the words of the audit can be read in several ways, each reading is a figure of its own."
)
_NAMED = "The meetings are named by their references: this is for those who may see them."
_COMMITTEE = "No meeting and no person is named."


def compose_report(report: Report) -> Record:
    """Return a report as a document that every form can be written from."""
    return Record(
        title=TITLE,
        reference="Summary for a committee" if report.for_committee else "Audit",
        subtitle=report.subtitle,
        version=1,
        sections=tuple(_sections(report)),
        marking="SUMMARY" if report.for_committee else "CONFIDENTIAL",
        footer=f"· {_COMMITTEE if report.for_committee else _NAMED}",
        running=f"{TITLE} · {report.subtitle}",
    )


def report_as(report: Report, form: str, now: datetime, template: Path | None) -> bytes:
    """Return a report as a file in a form: docx, pdf, html, md, txt, xlsx.

    A council's own Word template is made for a record; its head stands above every PDF.
    """
    from chairtui.records.auditing.sheets import write_report
    from chairtui.records.delivery.exporting import render

    if form == "xlsx":
        return write_report(report, now)
    return render(compose_report(report), form, now, template if form == "pdf" else None)


def _sections(report: Report) -> Iterator[Section]:
    yield Section("How to read this", tuple(_reading(report)), leads=True)
    yield Section("Figures", tuple(_figures(report)))
    if report.together:
        yield Section("In time, and with the minimum", tuple(_together(report)))
    if report.by_agency:
        yield Section("Agencies that were expected, by month", tuple(_by_agency(report)), new_page=True)
    if report.parts:
        yield Section(f"By {report.asked.by}", tuple(_parts(report)), new_page=True)
    if report.meetings:
        yield Section("The meetings", (_meetings(report),), new_page=True)
    yield Section("What each figure counts", (_definitions(report),), new_page=True)


def _reading(report: Report) -> Iterator[Part]:
    yield Paragraph(_UNKNOWN)
    yield Paragraph(f"{_COMMITTEE} {report.why_withheld}" if report.for_committee else _NAMED)
    if report.asked.profile:
        by_others = f"What if: beside each figure the same meetings judged by {report.asked.profile}."
        yield Paragraph(f"{by_others} It changes nothing.", strong=True)


def _figures(report: Report) -> Iterator[Part]:
    for part, group in groupby(report.figures, key=lambda one: one.measure.part):
        yield Group(HEADINGS[part])
        columns = [Column("Figure", Width.WIDE), Column("Met", Width.PERSON)]
        if report.asked.profile:
            columns.append(Column("What if", Width.PERSON))
        rows = tuple(_row(one, with_beside=bool(report.asked.profile)) for one in group)
        yield Table(tuple(columns), rows)


def _row(told: Told, *, with_beside: bool) -> tuple[Cell, ...]:
    name = Cell(f"– {told.subject}") if told.subject else Cell(told.measure.title, strong=True)
    cells = (name, Cell(told.words, strong=not told.subject))
    return (*cells, Cell(told.beside.words if told.beside else "")) if with_beside else cells


def _together(report: Report) -> Iterator[Part]:
    both = report.together
    if both is None or not both.of:
        yield Paragraph("There is no meeting of which both are counted.")
        return
    rows = (
        (Cell("In time", strong=True), Cell(str(both.both)), Cell(str(both.first_only))),
        (Cell("Late", strong=True), Cell(str(both.second_only)), Cell(str(both.neither))),
    )
    yield Table((Column(""), Column("With the minimum"), Column("Without it")), rows)
    if both.not_known:
        yield Paragraph(f"Of {both.not_known} one of the two is not known.")


def _by_agency(report: Report) -> Iterator[Part]:
    yield Paragraph(
        "How often each agency that was expected was there, of the meetings at which it was expected: for "
        "the partnership to look at, and no table of who is best."
    )
    months = sorted({one.part for one in report.by_agency})
    columns = (Column("Agency", Width.PERSON), *(Column(_short(month)) for month in months))
    rows = []
    for subject, group in groupby(report.by_agency, key=lambda one: one.subject):
        by_month = {one.part: one.figure for one in group if one.figure and one.figure.of}
        cells = (
            Cell(f"{figure.met}/{figure.of}") if (figure := by_month.get(month)) else Cell("–")
            for month in months
        )
        rows.append((Cell(subject, strong=True), *cells))
    yield Table(columns, tuple(rows))


def _short(month: str) -> str:
    year, _, number = month.partition("-")
    return f"{number}/{year[2:]}"


def _parts(report: Report) -> Iterator[Part]:
    charted = {one.measure.id: one for one in report.charts}
    for code, group in groupby(report.parts, key=lambda one: one.measure.id):
        told = list(group)
        if all(one.figure and not one.figure.of for one in told):
            continue
        yield Group(told[0].measure.title)
        yield from _chart(charted.get(code))
        yield _table(told, report)


def _chart(charted: Charted | None) -> Iterator[Part]:
    if charted:
        yield Picture(charted.svg, charted.words)
        yield Paragraph(charted.sentence)


def _table(told: Sequence[Told], report: Report) -> Table:
    by = report.asked.by.capitalize()
    columns = [Column(by, Width.WORDS), Column("Met", Width.PERSON)]
    rows = [(Cell(one.part), Cell(one.words)) for one in told]
    if not report.asked.profile:
        return Table(tuple(columns), tuple(rows))
    beside = [Cell(one.beside.words if one.beside else "") for one in told]
    return Table(
        (*columns, Column("What if", Width.PERSON)),
        tuple((*row, cell) for row, cell in zip(rows, beside, strict=True)),
    )


def _meetings(report: Report) -> Part:
    columns = (Column("Meeting", Width.PERSON), Column("Held", Width.DATE), Column("Team"))
    rows = ((Cell(one.reference), Cell(say_when(one.held_on)), Cell(one.team)) for one in report.meetings)
    return Table(columns, tuple(rows))


def _definitions(report: Report) -> Part:
    rows = tuple(
        (Cell(one.title, strong=True), Cell(one.definition, (f"Source: {one.source}", f"Code: {one.id}")))
        for one in report.measures
    )
    return Table((Column("Figure", Width.PERSON), Column("What it counts", Width.WIDE)), rows)
