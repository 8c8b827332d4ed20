"""Meetings for tests of the returns: what was decided about invented children, and what became of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from chairtui.core.children import Child
from chairtui.core.closing import Closing, Signature
from chairtui.core.concern import Concern, Team
from chairtui.core.conference import Conference
from chairtui.core.decision import Deciding, Decision
from chairtui.core.enquiries import CensusFacts, Enquiry
from chairtui.core.meeting import Meeting
from chairtui.core.plan import Plan
from chairtui.core.series import Earlier, Series
from chairtui.core.vocabulary import Outcome, Sex
from chairtui.records.returns.census_year import CensusYear, census_year

YEAR = census_year("2025-26")
NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)
START = date(2025, 11, 4)
KIT = Child(id="kit", name="Kit Ashby", born_on=date(2015, 5, 1), local_id="K1")
ROB = Child(id="rob", name="Rob Ashby", born_on=date(2018, 2, 1), local_id="R2")
FACTS = CensusFacts(
    id="kit",
    sex=Sex.FEMALE,
    ethnicity="MWBC",
    disabilities=("AUT", "LD"),
    referred_on=date(2025, 11, 3),
    referral_source="2A",
    need="N1",
)


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def held(
    number: int = 1,
    on: date = START,
    outcome: Outcome = Outcome.INITIATE,
    *children: Child,
    facts: CensusFacts | None = FACTS,
    earlier: tuple[Meeting, ...] = (),
    conference: Conference | None = None,
    signed: bool = True,
    **enquiry: Any,
) -> Meeting:
    """Return a meeting that decided; `enquiry` is what became of the first child's."""
    about = children or (KIT,)
    known = Enquiry(id=about[0].id, **enquiry)
    return Meeting(
        id=f"m{number}",
        reference=f"SD-{number}",
        authority="Bromley",
        started_at=noon(on),
        concern=Concern(children=about, census=(facts,) if facts else (), team=Team(name="North team")),
        series=Series(earlier=tuple(_earlier(one) for one in earlier)),
        deciding=Deciding(
            decisions=(
                Decision(
                    id="d", children=tuple(one.id for one in about), outcome=outcome, decided_at=noon(on)
                ),
            )
        ),
        plan=Plan(conference=conference, enquiries=(known,) if enquiry else ()),
        closing=Closing(signature=Signature(name="Dee Grant", signed_at=noon(on)) if signed else None),
    )


def _earlier(meeting: Meeting) -> Earlier:
    return Earlier(
        id=meeting.id,
        reference=meeting.reference,
        held_at=meeting.started_at,
        outcome=meeting.deciding.decisions[0].outcome,
    )


def year(name: str) -> CensusYear:
    return census_year(name)
