"""What a person wrote down beside each document, before the program was asked."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "meetings"
NAMES = sorted(file.stem for file in FOLDER.glob("*.json"))

Facts = dict[str, Any]
"""What one place says, by the fact: kind, room, missing, warnings, initiating, last, version, counts …"""


class Meeting:
    """A document, and what a person makes of it."""

    def __init__(self, name: str) -> None:
        self.name, self.file = name, FOLDER / f"{name}.json"
        self.document: dict[str, Any] = json.loads(self.file.read_text("utf-8"))["meeting"]
        self.written = tomllib.loads((FOLDER / f"{name}.expected.toml").read_text("utf-8"))
        self.id: str = self.document["id"]
        self.reference: str = self.document["reference"]
        self.children = {one["id"]: one["name"] for one in self.document["concern"]["children"]}
        settings = {one.get("setting", "") for one in self.document["concern"]["children"]}
        self.schools = settings if len(settings) > 1 else set()
        decisions = self.document.get("deciding", {}).get("decisions", [])
        self.about = {
            one["id"]: ", ".join(self.children[child] for child in one["children"]) for one in decisions
        }
        self.several = len(decisions) > 1
        lines = self.document["attendance"]["register"]
        absent = {name for names in self.written["missing"].values() for name in names}
        self.people = {one["name"] for one in lines} | absent

    def by_decision(self, part: str) -> dict[str, set[str]]:
        """Return who was in the room, or missing, by whom it is about; by nothing for one alone."""
        given = {key: set(names) for key, names in self.written[part].items()}
        return {self.about[key] if self.several else "": names for key, names in given.items()}

    def facts(self) -> Facts:
        """Return what the person wrote, in the words of the readers; `counts` are rows of warnings."""
        written = self.written
        counts = written["counts"]
        return {
            "kind": written["type"],
            "room": self.by_decision("room"),
            "missing": self.by_decision("missing"),
            "missing_many": {key: len(names) for key, names in self.by_decision("missing").items()},
            "room_many": {key: len(names) for key, names in self.by_decision("room").items()},
            "warnings": set(written["warnings"]),
            "codes": sorted(one.partition(":")[0] for one in written["warnings"]),
            "schools": {name: {school} for name, school in written.get("schools", {}).items()},
            "schools_there": {name: {school} for name, school in written.get("schools", {}).items()},
            "initiating": written["clocks"].get("initiating"),
            "last": written["clocks"].get("last"),
            "version": written["version"],
            "stops": counts["stops"],
            "warns": counts["warns"],
            "actions": counts["actions"],
            "unsent": counts["unsent"],
            "recipients": set(written["recipients"]),
            "chair": written.get("chair", "Maren Holt"),
            "enquiries": len(self.children) if written["clocks"] else 0,
        }

    def named_in(self, words: str) -> set[str]:
        """Return which of the people of this meeting a text names."""
        return {name for name in self.people if name in words}


def day(words: str) -> Any:
    """Return the day that stands in a text as Wed 13 May 2026, 13.05.2026, 13/05/2026 or 20260513."""
    import re
    from datetime import datetime

    for pattern, form in (
        (r"\d{1,2} [A-Z][a-z]{2} \d{4}", "%d %b %Y"),
        (r"\d{2}\.\d{2}\.\d{4}", "%d.%m.%Y"),
        (r"\d{2}/\d{2}/\d{4}", "%d/%m/%Y"),
        (r"\d{8}", "%Y%m%d"),
        (r"\d{4}-\d{2}-\d{2}", "%Y-%m-%d"),
    ):
        if found := re.search(pattern, words):
            return datetime.strptime(found[0], form).date()  # noqa: DTZ007
    return None
