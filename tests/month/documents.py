"""A case of the borough as a document, as it is known in the evening of the meeting."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time, timedelta
from typing import Any

from tests.month.borough import Case, later

Who = tuple[str, str, str, str, dict[str, str]]


def at(case: Case, minutes: int) -> str:
    """Return a time so many minutes after a meeting began; no clock changes before 29 March 2026."""
    return (case.minutes + timedelta(minutes=minutes)).replace(tzinfo=UTC).isoformat()


def document(case: Case) -> bytes:
    child = f"child-{case.number}"
    outcome = "initiate section 47 enquiries" if case.initiates else "do not initiate section 47 enquiries"
    meeting: dict[str, Any] = {
        "id": f"month-{case.number:02}",
        "reference": case.reference,
        "authority": "Bromley",
        "started_at": at(case, 0),
        "attendance": {
            "chairs": [{"name": "Ruth Calloway", "grade": "Team manager"}],
            "register": [_line(case, *who) for who in there(case)],
        },
        "concern": {
            "team": {"name": case.team},
            "raised_at": f"{case.raised_on}T09:00:00Z",
            "children": [
                {"id": child, "name": f"Child {case.number}", "born_on": "2014-05-01"}
            ],
        },
        "deciding": {"decisions": [{"children": [child], "outcome": outcome, "decided_at": at(case, 30)}]},
        "plan": {
            "actions": [
                {"id": one.id, "what": "Ring the family", "owner": one.owner, "agency": "social-care",
                 "due_on": one.due_on.isoformat(), "why": "To see how they are"}
                for one in case.actions
            ]
        },
    }  # fmt: skip
    if case.signed_on:
        due_at = datetime.combine(later(case.held_on, 1), time(17), UTC)
        meeting["closing"] = {
            "signature": {"name": "Ruth Calloway", "signed_at": at(case, 60)},
            "distribution": [
                {"recipient": "Dr Farida Rahman", "agency": "gp", "record": "outcome notice",
                 "channel": "secure e-mail", "due_at": due_at.isoformat()}
            ],
        }  # fmt: skip
    return json.dumps({"format": "chairtui.meeting/1", "meeting": meeting}).encode()


def there(case: Case) -> list[Who]:
    """Return who took part: id, agency, sector, name and what else is known of them."""
    lines: list[Who] = [("sw", "social-care", "local authority social work", "Leon Ferris", {})]
    if case.police:
        unit = {"unit": "child abuse investigation"}
        lines.append(("police", "police-child-abuse", "police", "Ifeoma Achebe", unit))
    if case.health:
        agency = "mash-health" if case.health == "MASH health" else "school-nurse"
        lines.append(("health", agency, "health", "Bola Adeyemi", {"health": case.health}))
    return lines


def _line(case: Case, id: str, agency: str, sector: str, name: str, more: dict[str, str]) -> dict[str, Any]:
    stay = {"mode": "in the room", "joined_at": at(case, 0), "left_at": at(case, 50)}
    return {"id": id, "agency": agency, "sector": sector, "name": name, "stays": [stay], **more}
