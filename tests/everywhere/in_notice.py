"""What the outcome notice says of a meeting: agencies and no names."""

from __future__ import annotations

import re

from tests.everywhere.in_record import clocks, sections, version
from tests.everywhere.person import Facts, Meeting


def facts(meeting: Meeting, page: str) -> Facts:
    lines, parts = page.splitlines(), sections(page)
    title = lines[0].removeprefix("# ").partition(": ")[2]
    who = parts.get("Who decided", [])
    return {
        "kind": "In preparation" if title == "Meeting in preparation" else title,
        **version(lines[2]),
        "room_many": _many(who, "There"),
        "missing_many": _many(who, "Missing"),
        **{name: found for name, found in clocks(parts.get("What comes next", [])).items() if found},
    }


def _many(lines: list[str], label: str) -> dict[str, int]:
    """Return how many stand under a label by their agencies, by whom the decision is about."""
    start = f"- **{label}:** "
    told = [one for line in lines if line.startswith(start) for one in line.removeprefix(start).split("<br>")]
    found = {}
    for one in told:
        about, _, words = one.partition(": ") if one.startswith("About ") else ("", "", one)
        agencies = re.split(r"\.(?: |$)", words)[0]
        several = (re.search(r" \((\d+)\)$", agency) for agency in agencies.split("; "))
        count = sum(int(number[1]) if number else 1 for number in several)
        found[about.removeprefix("About ")] = 0 if agencies.lower().startswith("nobody") else count
    return found
