"""A screen as lines of text, taken from Textual's own picture of it."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

from textual.app import App

CELL = 12.2
"""Width of a character in the picture."""


def lines(app: App[Any]) -> str:
    """Return what the screen shows, line by line, without the blanks at the ends."""
    picture = ElementTree.fromstring(app.export_screenshot(simplify=True))
    rows: dict[int, dict[int, str]] = {}
    for text in picture.iter("{http://www.w3.org/2000/svg}text"):
        line = text.get("clip-path", "").rpartition("line-")[2].rstrip(")")
        if line.isdigit():
            row = rows.setdefault(int(line), {})
            row[round(float(text.get("x", "0")) / CELL)] = text.text or ""
    return "\n".join(_line(rows.get(number, {})) for number in range(app.size.height)) + "\n"


def _line(parts: dict[int, str]) -> str:
    line = ""
    for column, words in sorted(parts.items()):
        line = line.ljust(column) + words.replace("\xa0", " ")
    return line.rstrip()
