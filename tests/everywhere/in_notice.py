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
        "room_many": _many(who, r"There when it was decided(?: about (.*?))?: (.*)\."),
        "missing_many": _many(who, r"Missing(?: when it was decided(?: about (.*?))?)?: (.*)\."),
        **{name: found for name, found in clocks(parts.get("What comes next", [])).items() if found},
    }


def _many(lines: list[str], pattern: str) -> dict[str, int]:
    """Return how many stand in a line by their agencies, by whom the decision is about."""
    found = {}
    for line in lines:
        if told := re.fullmatch(pattern, line):
            nobody = told[2].startswith("nobody")
            several = (re.search(r" \((\d+)\)$", one) for one in told[2].split("; "))
            found[told[1] or ""] = 0 if nobody else sum(int(one[1]) if one else 1 for one in several)
    return found
