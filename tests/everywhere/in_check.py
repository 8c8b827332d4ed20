"""What `chairtui check` says of a meeting: its rows, and with `--all` each warning."""

from __future__ import annotations

import re

from tests.everywhere.person import Facts, Meeting

_LINE = re.compile(r"(stop|warn|prompt) +(.*?): .*\((open|[^()]*?)(?:;| since) [^()]*\)")
"""A warning's severity, its id up to the first colon that a space follows, and what was done about it."""


def facts(meeting: Meeting, rows: str, page: str) -> Facts:
    """Return what the lines at the margin say: of the rows, and of each warning by itself."""
    still = [line for line in page.splitlines() if " until " not in line.rpartition("(")[2]]
    found = [match.groups() for line in still if (match := _LINE.match(line))]
    signs = [line[:2] for line in rows.splitlines()]
    return {
        "warnings": {key for severity, key, _ in found if severity != "prompt"},
        "stops": signs.count("■ "),
        "warns": signs.count("▲ "),
    }
