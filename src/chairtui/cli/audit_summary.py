"""The summary of an audit for a committee: no meeting, and no small number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chairtui.cli.audit_json import line_as_json
from chairtui.cli.exits import OK
from chairtui.cli.output import say, say_json

if TYPE_CHECKING:
    from chairtui.audit.counting import Within
    from chairtui.live.auditing import Audits


def tell_committee(
    audits: Audits,
    within: Within,
    by: str,
    *,
    as_json: bool,
) -> int:
    """Tell what a committee may see; return the exit code."""
    from chairtui.audit.publishing import summary
    from chairtui.standards.measures_page import HEADINGS

    told = summary(audits.over(within), audits.over(within, by) if by else None)
    if as_json:
        say_json(
            {
                "meetings": told.meetings.of if told.meetings else None,
                "figures": list(map(line_as_json, told.lines)),
                "in_time_and_minimum": told.in_time_and_minimum,
                "why_withheld": told.why_withheld,
            }
        )
        return OK
    say(f"Meetings: {told.meetings.of if told.meetings else 'c'}. {told.why_withheld}")
    heading = ""
    for line in told.lines:
        if line.measure.part != heading:
            heading = line.measure.part
            say(f"\n{HEADINGS[heading].upper()}")
        where = ", ".join(filter(None, (line.subject, line.part)))
        if where:
            say(f"    {where}: {line.words}")
        else:
            say(f"{line.measure.title}: {line.words}\n    {line.measure.definition}")
    return OK
