"""The audit as a file: a report to read, or a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from chairtui.cli.exits import USAGE, Refusal
from chairtui.cli.output import say
from chairtui.live.formats import Use, keys

if TYPE_CHECKING:
    from chairtui.audit.counting import Audit
    from chairtui.audit.reporting import Report
    from chairtui.live.auditing import Audits, Meant
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


def chosen_by(*, team: str | None, circumstance: str | None, size: int | None, seed: str) -> tuple[str, ...]:
    """Return what chose the meetings, in words; the days stand in the report anyway."""
    words = (
        f"team {team}" if team else "",
        f"with {circumstance}" if circumstance else "",
        f"a sample of {size} by the seed “{seed.strip()}”" if size else "",
    )
    return tuple(filter(None, words))


def report_of(
    desk: Desk, audits: Audits, meant: Meant, by: str, only: Callable[[Audit], Audit], *, for_committee: bool
) -> Report:
    """Return the report that is asked for; `only` leaves of an audit what is to be in it.

    Raises:
        Refusal: a summary is to be split by a person, or to have a what-if; or a report has two periods.
    """
    from chairtui.audit.reporting import Asked, Counts, committee_report, named_report
    from chairtui.cli.audit_summary import refuse_persons

    within, profile = meant.within, meant.profile
    if meant.second or meant.second_seed:
        raise Refusal("A report is of one period, or one sample: leave what stands beside out.", USAGE)
    chosen = chosen_by(
        team=within.team, circumstance=within.circumstance, size=meant.size or None, seed=meant.seed
    )
    asked = Asked(by=by, within=chosen, profile=profile)
    these = audits.chosen(meant)
    split = only(audits.over(these, by)) if by else None
    if for_committee:
        refuse_persons(by, beside=bool(profile))
        return committee_report(Counts(whole=only(audits.over(these)), split=split), asked)
    counts = Counts(
        whole=only(audits.over(these)),
        split=split,
        months=only(audits.over(these, "month")),
        beside=only(audits.what_if(desk, profile, these)) if profile else None,
        beside_split=only(audits.what_if(desk, profile, these, by)) if profile and by else None,
        meetings=tuple(audits.figures.meetings(these)),
    )
    return named_report(counts, asked)


def write_report(desk: Desk, report: Report, form: str, file: Path) -> None:
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
