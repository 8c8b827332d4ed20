"""A report of the audit as a spreadsheet: every figure in numbers, definitions, months and their charts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from chairtui.audit.publishing import Told
from chairtui.audit.reporting import Report
from chairtui.records.auditing.titles import TITLE
from chairtui.records.spreadsheets.workbook import Cell, LineChart, Sheet, write_workbook

_FIGURES = ("Code", "Figure", "Agency or unit", "Part", "Met", "Of", "Not known", "Withheld")
_DEFINITIONS = ("Code", "Figure", "What it counts", "Source")
_SHARES = "Shares by month"


def write_report(report: Report, made_at: datetime) -> bytes:
    """Return a report as a spreadsheet; a number that is withheld is an empty cell and says so."""
    sheets = [_figures(report), _definitions(report)]
    if report.meetings:
        rows = tuple((one.reference, one.held_on, one.team) for one in report.meetings)
        sheets.append(Sheet("Meetings", ("Meeting", "Held", "Team"), rows))
    if report.charts:
        sheets.append(_shares(report))
    return write_workbook(tuple(sheets), f"{TITLE}: {report.subtitle}", made_at, _charts(report))


def _figures(report: Report) -> Sheet:
    beside = (*_FIGURES, "What if: met", "What if: of") if report.asked.profile else _FIGURES
    told = (*report.figures, *report.parts, *report.by_agency)
    return Sheet("Figures", beside, tuple(_row(one, with_beside=bool(report.asked.profile)) for one in told))


def _row(told: Told, *, with_beside: bool) -> tuple[Cell, ...]:
    shown = told.shown
    counts = (shown.met, shown.of, shown.unknown) if shown else (None, None, None)
    withheld = "" if told.figure else "c"
    cells: tuple[Cell, ...] = (
        told.measure.id,
        told.measure.title,
        told.subject,
        told.part,
        *counts,
        withheld,
    )
    if not with_beside:
        return cells
    return (*cells, told.beside.met if told.beside else None, told.beside.of if told.beside else None)


def _definitions(report: Report) -> Sheet:
    rows = tuple((one.id, one.title, one.definition, one.source) for one in report.measures)
    return Sheet("Definitions", _DEFINITIONS, rows)


def _months(report: Report) -> Sequence[str]:
    return sorted({point.label for one in report.charts for point in one.points})


def _shares(report: Report) -> Sheet:
    """Return a row for each month and a column for each figure: what the charts are drawn from."""
    shares = [{point.label: point.share for point in one.points} for one in report.charts]
    rows = tuple((month, *(one.get(month) for one in shares)) for month in _months(report))
    return Sheet(_SHARES, ("Month", *(one.measure.title for one in report.charts)), rows)


def _charts(report: Report) -> tuple[LineChart, ...]:
    return tuple(_numbered(report, len(_months(report))))


def _numbered(report: Report, rows: int) -> Iterator[LineChart]:
    for column, one in enumerate(report.charts, 1):
        yield LineChart(sheet=_SHARES, column=column, rows=rows, title=one.measure.title, words=one.words)
