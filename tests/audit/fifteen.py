"""Fifteen meetings of January 2020, invented, as the audit counted its own: once for each way to read it.

The audit says that 6 of 15 had a health representative, that 3 had used a MASH health practitioner, and that
the remaining 9 had no health representative. Either the 3 are among the 6, or they are others.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

AMONG = "the three are among the six"
OTHERS = "the three are others"

_HEALTH = {
    AMONG: ["mash-health"] * 3 + ["school-nurse"] * 3 + [""] * 9,
    OTHERS: ["mash-health"] * 3 + ["school-nurse"] * 6 + [""] * 6,
}
_KIND = {"mash-health": "MASH health", "school-nurse": "treating or visiting practitioner"}


def documents(reading: str) -> Iterator[bytes]:
    """Yield fifteen documents of meetings, as one reading of the audit has them."""
    for number, health in enumerate(_HEALTH[reading], 1):
        yield json.dumps(_document(number, health)).encode()


def _document(number: int, health: str) -> dict[str, Any]:
    day = f"2020-01-{6 + number:02}"
    lines = [
        _line("worker", "social-care", "local authority social work", f"Worker {number}", day),
        {
            **_line("police", "police-child-abuse", "police", f"Officer {number}", day),
            "unit": "child abuse investigation",
        },
    ]
    if health:
        nurse = _line("nurse", health, "health", f"Practitioner {number}", day)
        lines.append({**nurse, "health": _KIND[health]})
    meeting = {
        "id": f"audit-{number:02}",
        "reference": f"SM-2020-{number:02}",
        "authority": "Bromley",
        "started_at": f"{day}T10:00:00Z",
        "attendance": {"register": lines},
        "concern": {"children": [{"id": "child", "name": f"Child {number}", "born_on": "2010-05-01"}]},
        "deciding": {
            "decisions": [
                {
                    "children": ["child"],
                    "outcome": "initiate section 47 enquiries",
                    "decided_at": f"{day}T10:30:00Z",
                }
            ]
        },
    }
    return {"format": "chairtui.meeting/1", "meeting": meeting}


def _line(id: str, agency: str, sector: str, name: str, day: str) -> dict[str, Any]:
    stay = {"mode": "in the room", "joined_at": f"{day}T10:00:00Z"}
    return {"id": id, "agency": agency, "sector": sector, "name": name, "stays": [stay]}
