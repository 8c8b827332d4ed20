"""What the record says of a meeting, as Markdown."""

from __future__ import annotations

import re

from tests.everywhere import in_show
from tests.everywhere.person import Facts, Meeting, day


def facts(meeting: Meeting, page: str) -> Facts:
    """Return what the whole record says."""
    parts = sections(page)
    open_now = [cells for cells in table(parts["Warnings"]) if cells[2].startswith("open")]
    rules = [cells[4].rpartition(" (") for cells in open_now]
    for code in _put_right_since(parts):
        rules.remove(next(one for one in rules if one[0] == code))
    return {
        **first_page(meeting, page),
        **clocks(parts.get("Plan", [])),
        "codes": sorted(code for code, _, kind in rules if kind != "prompt)"),
        "actions": sum(", open" in cells[-1] for cells in table(parts["Actions"])) - _closed_since(parts),
        "schools": schools(meeting, table(parts["Who gets the record"])),
        "recipients": {f"{cells[0]}: {cells[2]}" for cells in table(parts["Who gets the record"])},
    }


def _put_right_since(parts: dict[str, list[str]]) -> list[str]:
    """Return the codes of the warnings that were put right since the record was signed."""
    since = table(parts.get("Since it was signed", []))
    told = (re.fullmatch(r"Warning (\S+): put right\.", cells[1]) for cells in since)
    return [one[1] for one in told if one]


def _closed_since(parts: dict[str, list[str]]) -> int:
    """Return how many actions were closed since the record was signed: above they stand as they were then."""
    since = table(parts.get("Since it was signed", []))
    return sum(bool(re.match(r"The action .* is (done|cancelled)\b", cells[1])) for cells in since)


def first_page(meeting: Meeting, page: str) -> Facts:
    """Return what every record says at its beginning."""
    parts, lines = sections(page), page.splitlines()
    title = lines[0].removeprefix("# ").partition(": ")[2]
    missing = [line.strip("*") for line in parts["Who was missing"] if line.strip("*").startswith("Decided ")]
    return {
        "kind": "In preparation" if title == "Meeting in preparation" else title,
        "room": room(meeting, parts["In the room at the decision"]),
        "schools_there": schools(meeting, table(parts["In the room at the decision"])),
        "missing": in_show.missing(meeting, missing),
        **version(lines[2]),
    }


def schools(meeting: Meeting, rows: list[list[str]]) -> dict[str, set[str]]:
    """Return which schools stand beside whom, where the children go to several."""
    found = {cells[0]: {school for school in meeting.schools if school in " ".join(cells)} for cells in rows}
    return {name: named for name, named in found.items() if named}


def version(line: str) -> Facts:
    """Return the number of the version, 0 for a record that is not signed, and the mark of what it holds."""
    if line.endswith("DRAFT: not signed"):
        return {"version": 0, "mark": None}
    told = re.search(r"Signed .*, version (\d+)(?: \((\w+)\))?$", line)
    assert told, line
    return {"version": int(told[1]), **({"mark": told[2]} if told[2] else {})}


def clocks(plan: list[str]) -> Facts:
    """Return the two last days for a conference."""
    told = next((line for line in plan if line.startswith("The 15 working days for a conference end on")), "")
    if told:
        return {"initiating": day(told), "last": day(told)}
    days = [day(cells[-1]) for cells in table(plan, "15 working days for a conference, counted from")]
    return {"initiating": days[0] if days else None, "last": days[-1] if days else None}


def room(meeting: Meeting, lines: list[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    about = ""
    for line in lines:
        if told := re.fullmatch(r"\*\*At the decision about (.*):\*\*", line):
            about = told[1]
        elif line.startswith("| ") and not line.startswith(("| Name |", "| ---")):
            found.setdefault(about, set()).update(meeting.named_in(line))
    return found


def sections(page: str) -> dict[str, list[str]]:
    """Return the lines that are not empty below each heading."""
    found: dict[str, list[str]] = {}
    heading = ""
    for line in page.splitlines():
        if line.startswith("## "):
            heading = line.removeprefix("## ")
            found[heading] = []
        elif line and heading:
            found[heading].append(line)
    return found


def table(lines: list[str], first: str = "") -> list[list[str]]:
    """Return the rows of the tables among some lines; with `first`, of the one whose heading begins so."""
    found: list[list[str]] = []
    wanted = not first
    for number, line in enumerate(lines):
        if not line.startswith("| "):
            continue
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        below = lines[number + 1] if number + 1 < len(lines) else ""
        if below.startswith("| ---"):
            wanted = not first or cells[0] == first
        elif not line.startswith("| ---") and wanted:
            found.append(cells)
    return found
