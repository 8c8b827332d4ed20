"""The audit as a file: a report to read, or a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from chairtui.cli.exits import USAGE, Refusal
from chairtui.cli.output import say

if TYPE_CHECKING:
    from chairtui.audit.counting import Counted
    from chairtui.audit.reporting import Asked, Report
    from chairtui.standards.measure import Measure
    from chairtui.wiring import Workplace

FORMS = ("docx", "pdf", "html", "md", "xlsx")


def check_asked(form: str, file: Path | None, *, as_json: bool) -> None:
    """Refuse half of what a file needs.

    Raises:
        Refusal: a form without a file, a file without a form, or either with JSON.
    """
    if (form == "table") != (file is None) or (file is not None and as_json):
        raise Refusal(f"Say with --as one of {', '.join(FORMS)}, and with --output into which file.", USAGE)


def chosen_by(*, team: str | None, circumstance: str | None, size: int | None, seed: str) -> tuple[str, ...]:
    """Return what chose the meetings, in words; the days stand in the report anyway."""
    words = (
        f"team {team}" if team else "",
        f"with {circumstance}" if circumstance else "",
        f"a sample of {size} by the seed “{seed.strip()}”" if size else "",
    )
    return tuple(filter(None, words))


def report_of(
    meetings: Sequence[Counted],
    beside: Sequence[Counted],
    measures: Sequence[Measure],
    asked: Asked,
    *,
    for_committee: bool,
) -> Report:
    """Return the report that is asked for.

    Raises:
        Refusal: a summary is to be split by a person, or to have a what-if.
    """
    from chairtui.audit.reporting import committee_report, named_report
    from chairtui.cli.audit_summary import refuse_persons

    if not for_committee:
        return named_report(meetings, measures, asked, beside)
    refuse_persons(asked.by, asked.profile)
    return committee_report(meetings, measures, asked)


def write_report(workplace: Workplace, report: Report, form: str, file: Path) -> None:
    """Write a report into a file that nobody else may read.

    Raises:
        Refusal: there is nothing to count.
        NotSaved: it cannot be written.
    """
    from chairtui.records.auditing.report import compose_report
    from chairtui.records.auditing.sheets import write_report as as_sheets
    from chairtui.records.delivery.exporting import render, write_all
    from chairtui.records.unwritten import not_written

    if not report.figures or report.count == 0:
        raise Refusal("No meeting that began is among those that are meant: nothing was written.", USAGE)
    desk = workplace.desk
    now = desk.clock.now()
    if form == "xlsx":
        made = as_sheets(report, now)
    else:
        # A council's own Word template is made for a record; its head stands above every PDF.
        made = render(compose_report(report), form, now, desk.word_template if form == "pdf" else None)
    try:
        write_all({file: made})
    except OSError as error:
        raise not_written(error, file) from None
    say(f"Written to {file}.")
