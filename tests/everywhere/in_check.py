"""What `chairtui check --all` says of a meeting."""

from __future__ import annotations

import re

from tests.everywhere.person import Facts, Meeting

_LINE = re.compile(r"(stop|warn|prompt) +(.*?): .*\((open|[^()]*?)(?:;| since) [^()]*\)")
"""A warning's severity, its id up to the first colon that a space follows, and what was done about it."""


def facts(meeting: Meeting, page: str) -> Facts:
    """Return what the lines at the margin say."""
    still = [line for line in page.splitlines() if " until " not in line.rpartition("(")[2]]
    found = [match.groups() for line in still if (match := _LINE.match(line))]
    unanswered = [severity for severity, _, state in found if state == "open"]
    return {
        "warnings": {key for severity, key, _ in found if severity != "prompt"},
        "stops": unanswered.count("stop"),
        "warns": unanswered.count("warn"),
    }
