"""What the record says of a meeting, as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.everywhere.person import Facts, Meeting, day

from chairtui.records.content.last_pages import SINCE, THERE
from chairtui.records.content.who_was_missing import WITHOUT


def facts(meeting: Meeting, page: str) -> Facts:
    """Return what the whole record says."""
    parts = sections(page)
    gets = dict(_recipients(parts[THERE]))
    done = sum(bool(re.search(r"<br>(?:Done|Cancelled)\b", cells[1])) for cells in table(parts["Actions"]))
    return {
        **first_page(meeting, page),
        **clocks(parts["Actions"]),
        "actions": len(table(parts["Actions"])) - done - _closed_since(parts),
        "schools": schools(meeting, [[name, agency] for name, (_, agency) in gets.items()]),
        "recipients": {f"{name}: {kind}" for name, (kind, _) in gets.items()},
    }


def _closed_since(parts: dict[str, list[str]]) -> int:
    """Return how many actions were closed since the record was signed: above they stand as they were then."""
    since = table(parts.get(SINCE, []))
    return sum(bool(re.match(r"The action .* is (done|cancelled)\b", cells[1])) for cells in since)


def _recipients(lines: list[str]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield each recipient with the kind of record and their agency; of all who were there, by the table."""
    there = [(cells[0].partition("<br>")[0], cells[0].partition("<br>")[2]) for cells in table(lines)]
    for line in lines:
        if told := re.fullmatch(r"- \*\*(.*) to:\*\* (.*)\.", line):
            kind = told[1][:1].lower() + told[1][1:]
            named = there if told[2] == "Everybody above" else map(_parted, told[2].split("; "))
            yield from ((name, (kind, agency)) for name, agency in named)


def _parted(words: str) -> tuple[str, str]:
    name, _, agency = words.partition(" (")
    return name, agency.removesuffix(")")


def first_page(meeting: Meeting, page: str) -> Facts:
    """Return what every record says at its beginning."""
    parts, lines = sections(page), page.splitlines()
    title = lines[0].removeprefix("# ").partition(": ")[2]
    return {
        "kind": "In preparation" if title == "Meeting in preparation" else title,
        "room": room(meeting, parts[THERE]),
        "schools_there": schools(meeting, _first_lines(table(parts[THERE]))),
        "missing": missing(meeting, parts[WITHOUT]),
        **version(lines[2]),
    }


def _first_lines(rows: list[list[str]]) -> list[list[str]]:
    """Return rows that begin with a name, and all of their words beside it."""
    return [[cells[0].partition("<br>")[0], " ".join(cells)] for cells in rows]


def missing(meeting: Meeting, lines: list[str]) -> dict[str, set[str]]:
    """Return who was missing, by whom the decision is about; nobody where there is no decision."""
    abouts = list(meeting.about.values()) if meeting.several else [""] if meeting.about else []
    found: dict[str, set[str]] = {about: set() for about in abouts}
    about = ""
    for line in lines:
        told = re.fullmatch(r"\*\*(?:About (.*)|Decided about (.*?) without):.*", line)
        about = (told[1] or told[2]) if told else about
        if line.startswith(("| ", "**Decided ")) and not line.startswith(("| Who |", "| ---")):
            for one in [about] if about or not meeting.several else abouts:
                found.setdefault(one, set()).update(meeting.named_in(line))
    return found


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


def clocks(lines: list[str]) -> Facts:
    """Return the two last days for a conference."""
    words = " ".join(lines)
    ends = re.findall(r"(?:working days end on|, and on) \w{3} (\d{1,2} \w{3} \d{4})", words)
    return {"initiating": day(ends[0]) if ends else None, "last": day(ends[-1]) if ends else None}


def room(meeting: Meeting, lines: list[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for line in lines:
        if told := re.fullmatch(r"- \*\*When decided:\*\* (?:About (.*?): )?(.*)\.", line):
            everybody = told[2] == "Everybody above"
            words = " ".join(cells[0] for cells in table(lines)) if everybody else told[2]
            found.setdefault(told[1] or "", set()).update(meeting.named_in(words))
    if not found and not meeting.about:
        here = [cells for cells in table(lines) if "to the end" in cells[1]]
        found.update({"": named} if (named := meeting.named_in(" ".join(cells[0] for cells in here))) else {})
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
