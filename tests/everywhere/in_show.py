"""What `chairtui show` says of a meeting."""

from __future__ import annotations

import re

from tests.everywhere.person import Facts, Meeting, day

GAPS = "Left open when it was signed, in the record with the reasons"
_WARNING = re.compile(r"(stop|warn|prompt): (.*) \[([^\]]+)\]")


def facts(meeting: Meeting, page: str) -> Facts:
    first, *_ = page.splitlines()
    parts = sections(page)
    decided = parts.get("Decision", [])
    clocks = [day(line) for line in parts.get("Conference by", [])]
    found = [
        match.groups()
        for line in [*parts.get("Warnings", []), *parts.get(GAPS, [])]
        if (match := _WARNING.fullmatch(line))
    ]
    grave = [(key, words) for severity, words, key in found if severity != "prompt"]
    chair = re.search(r"^Chair: ([^,\n]*)", page, re.MULTILINE)
    return {
        "kind": first.removeprefix(meeting.reference).strip(),
        "room": room(meeting, parts.get("There", [])),
        "missing": missing(meeting, [line for line in decided if line.startswith("Decided ")]),
        "warnings": {key for key, _ in grave},
        "words": dict(grave),
        "initiating": clocks[0] if clocks else None,
        "last": clocks[-1] if clocks else None,
        "actions": sum(not line.endswith("]") for line in parts.get("Actions", [])),
        "chair": chair[1] if chair else None,
    }


def sections(page: str) -> dict[str, list[str]]:
    """Return the lines below each heading."""
    found: dict[str, list[str]] = {}
    heading = ""
    for line in page.splitlines():
        if line and not line.startswith(" "):
            heading = line
        elif line:
            found.setdefault(heading, []).append(line.strip())
    return found


def room(meeting: Meeting, lines: list[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for line in lines:
        told = re.fullmatch(r"At the decision about (.*?): (.*)", line)
        about, who = told.groups() if told else ("", line)
        found.setdefault(about, set()).update(meeting.named_in(who))
    return found


def missing(meeting: Meeting, lines: list[str]) -> dict[str, set[str]]:
    """Return who was missing by the statements; nobody where there is no statement about a decision."""
    abouts = list(meeting.about.values()) if meeting.several else [""] if meeting.about else []
    found: dict[str, set[str]] = {about: set() for about in abouts}
    for line in lines:
        told = re.match(r"Decided (?:about (.*?) )?without:? (.*)", line)
        assert told, line
        found.setdefault(told[1] or "", set()).update(meeting.named_in(told[2]))
    return found
