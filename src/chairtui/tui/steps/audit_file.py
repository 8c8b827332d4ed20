"""Writes the audit that is shown as a file, beside the screen: how far it is is said, and escape ends it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from chairtui.core.change import Refused
from chairtui.live.auditing import Meant
from chairtui.live.ports import NotSaved
from chairtui.tui.steps.audit_views import AuditViews
from chairtui.tui.widgets.form import Form, Values
from chairtui.tui.widgets.words import say

if TYPE_CHECKING:
    from chairtui.live.desk import Desk

Told = Callable[[str, int, int], bool]


def ask_for_file(screen: AuditViews, desk: Desk) -> None:
    """Ask what is to be written, and write it."""
    from chairtui.tui.sheets.audit import report_fields, report_wrong

    meant = screen.meant

    def chosen(values: Values | None) -> None:
        if values is not None:
            say(screen.app, "Writing it …")
            screen.run_worker(
                partial(_write, screen, desk, meant, values), thread=True, exclusive=True, group="audit file"
            )

    form = Form(
        "The audit as a file",
        report_fields(desk),
        about="It has the figures of the meetings that are counted here now, with their definitions.",
        focus="for",
        check=lambda values: report_wrong(values, meant),
    )
    screen.app.push_screen(form, chosen)


def _write(screen: AuditViews, desk: Desk, meant: Meant, values: Values) -> None:
    from chairtui.live.handing import PutAside
    from chairtui.standards.judge import UnknownProfile
    from chairtui.standards.reading import FaultyProfile

    worker = get_current_worker()
    try:
        told = f"It is in {_written(desk, meant, values, screen.telling(lambda: not worker.is_cancelled))}"
    except PutAside:
        return
    except (NotSaved, Refused, FaultyProfile, UnknownProfile) as trouble:
        told = f"Nothing was written. {trouble}"
    screen.app.call_from_thread(say, screen.app, told)


def _written(desk: Desk, meant: Meant, values: Values, told: Told) -> Path:
    from chairtui.live.audit_report import report_of
    from chairtui.live.handing import PutAside

    if desk.audits is None:
        raise Refused("There are no meetings here to count.")
    audits = desk.audits()
    if not audits.catch_up(desk, partial(told, "Measured again")).whole:
        raise PutAside
    report = report_of(
        desk,
        audits,
        meant,
        str(values["by"]),
        for_committee=values["for"] == "committee",
        told=partial(told, "Judged by the other rules"),
    )
    return desk.records.write_audit(
        desk, report, str(values["form"]), Path(str(values["folder"])).expanduser()
    )
