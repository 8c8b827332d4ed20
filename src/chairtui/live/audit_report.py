"""The report of an audit that is asked for: for who may see the meetings, or a summary for a committee."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from chairtui.audit.reporting import Asked, Counts, Report, committee_report, named_report
from chairtui.core.change import Refused

if TYPE_CHECKING:
    from chairtui.audit.counting import Audit
    from chairtui.live.auditing import Audits, Meant, Told
    from chairtui.live.desk import Desk


def whole(audit: Audit) -> Audit:
    """Return an audit with all its figures."""
    return audit


def problem_of(meant: Meant, by: str, *, for_committee: bool) -> str:
    """Say in a sentence why there is no such report; nothing where there is."""
    from chairtui.audit.publishing import SPLITS_PUBLISHED

    beside = meant.second or meant.second_seed
    if for_committee and (beside or meant.profile or (by and by not in SPLITS_PUBLISHED)):
        return f"A summary is split by {', '.join(SPLITS_PUBLISHED)}, and has nothing beside."
    return "A report is of one period, or one sample: leave what stands beside out." if beside else ""


def chosen_by(meant: Meant) -> tuple[str, ...]:
    """Return what chose the meetings, in words; the days stand in the report anyway."""
    team, circumstance = meant.within.team, meant.within.circumstance
    words = (
        f"team {team}" if team else "",
        f"with {circumstance}" if circumstance else "",
        f"a sample of {meant.size} by the seed “{meant.seed}”" if meant.size else "",
    )
    return tuple(filter(None, words))


def report_of(
    desk: Desk,
    audits: Audits,
    meant: Meant,
    by: str,
    *,
    for_committee: bool,
    told: Told,
    only: Callable[[Audit], Audit] = whole,
) -> Report:
    """Return the report that is asked for; `only` leaves of an audit what is to be in it.

    Raises:
        Refused: there is no such report (`problem_of`), or there is nothing to count.
        UnknownProfile: there is no such profile.
        PutAside: `told` ended it.
    """
    if problem := problem_of(meant, by, for_committee=for_committee):
        raise Refused(problem)
    asked, these = Asked(by=by, within=chosen_by(meant), profile=meant.profile), audits.chosen(meant)
    over, split = only(audits.over(these)), only(audits.over(these, by)) if by else None
    if not over.lines or not over.meetings:
        raise Refused("No meeting that began is among those that are meant: nothing was written.")
    if for_committee:
        return committee_report(Counts(whole=over, split=split), asked)
    judged = audits.judged_by(desk, meant.profile, these, told) if meant.profile else None
    counts = Counts(
        whole=over,
        split=split,
        months=only(audits.over(these, "month")),
        beside=only(audits.as_judged(judged, meant.profile)) if judged is not None else None,
        beside_split=only(audits.as_judged(judged, meant.profile, by)) if judged is not None and by else None,
        meetings=tuple(audits.figures.meetings(these)),
    )
    return named_report(counts, asked)
