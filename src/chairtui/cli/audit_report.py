"""The audit as a file: a report to read, or a spreadsheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from chairtui.cli.exits import USAGE, Refusal
from chairtui.cli.output import say
from chairtui.live.formats import Use, keys

if TYPE_CHECKING:
    from chairtui.audit.reporting import Report
    from chairtui.live.desk import Desk

FORMS = (*keys(Use.SEND), "xlsx", "txt")


def check_asked(form: str, file: Path | None, *, as_json: bool) -> None:
    """Refuse half of what a file needs.

    Raises:
        Refusal: a form without a file, a file without a form, or either with JSON.
    """
    if (form == "table") != (file is None) or (file is not None and as_json):
        raise Refusal(f"Say with --as one of {', '.join(FORMS)}, and with --output into which file.", USAGE)
    if form not in ("table", *FORMS):
        raise Refusal("A report is not written as JSON: --json prints its figures.", USAGE)


def write_report(desk: Desk, report: Report, form: str, file: Path) -> None:
    """Write a report into a file that nobody else may read.

    Raises:
        NotSaved: it cannot be written.
    """
    from chairtui.records.auditing.report import report_as
    from chairtui.records.delivery.exporting import write_all
    from chairtui.records.unwritten import not_written

    made = report_as(report, form, desk.clock.now(), desk.word_template)
    try:
        write_all({file: made})
    except OSError as error:
        raise not_written(error, file) from None
    say(f"Written to {file}.")
