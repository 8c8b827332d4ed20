"""What the returns and the trace say of the enquiries that a meeting belongs to."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from tests.everywhere.person import Facts, Meeting, day

from chairtui.core.calendar.deadlines import conference_due_on


def facts(meeting: Meeting, traced: str, ssd: str) -> Facts:
    """Return what the trace of the meeting and the dataset of all meetings say."""
    found: list[dict[str, Any]] = json.loads(traced)
    initiating = {day(one["target_on"]) for one in found}
    numbers = {one["local_id"] for one in meeting.document["concern"]["children"]}
    started = {one["started_on"] for one in found}
    rows = [
        row for row in csv.DictReader(io.StringIO(ssd.lstrip("\ufeff"))) if row["s47e_person_id"] in numbers
    ]
    told = [row for row in rows if row["s47e_s47_start_date"] in started]
    assert {conference_due_on(day(one)) for one in started} == initiating
    return {
        "initiating": initiating.pop() if len(initiating) == 1 else initiating or None,
        "enquiries": len(found),
        "enquiries_told": len(told),
    }
