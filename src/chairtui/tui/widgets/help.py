"""Help for whatever has focus, from the table of keys."""

import textwrap
from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget

from chairtui.tui.keys import Act, Where
from chairtui.tui.widgets.dialogs import Reader
from chairtui.tui.widgets.words import join

LETTERS = (
    "Letters and digits work outside text fields. Tab goes to the next field, shift+tab to the one before."
)


SIGNS = {
    "✓": "it is done, or somebody is here",
    "○": "it is still open",
    "✗": "it is missing, not here, wrong or not saved",
    "!": "it is late",
    "?": "asked, and no answer yet",
    "✎": "somebody wrote instead of coming",
    "█ ▄ ▁ ┈": "in the room over time: in the room, by phone or video, wrote only, not there",
    "┃": "in the room over time: a decision was taken",
    "–": "it was withdrawn",
    "·": "nothing has to be done; beside a warning, only a reminder",
    "▶": "it is their turn",
    "◆": "it is marked: what is done next is done to all that are",
    "■": "a warning that asks for a fact or a reason first; of a record: it is overdue, or came back",
    "▲": "a warning that stops nothing; of a record: a newer one is there",
    "≠": "two machines changed it apart: Enter settles it",
    "→": "what was done about it",
    "▪": "a record is ready and was not sent yet",
    "● saved": "all you did is on the disk",
    "◌": "it is being saved: another program holds the file",
    "▸": "the cursor",
    "(•) [x]": "what is picked, of one or of several",
    "▒▒▒▒": "names and text that F8 hides",
}
"""What every sign on the screen means."""

INDENT = " " * 12
WIDTH = 74
"""Columns of a line, its indent counted: it stands in a window of 80 columns as it does in a wider one."""


def _order(place: Where) -> int:
    """Return what belongs to this place first, what works everywhere after it, moving about last."""
    last = (Where.MEETING, Where.EVERYWHERE, Where.LIST, Where.READER)
    return last.index(place) + 1 if place in last else 0


def help_text(acts: Iterable[Act], about: str = "") -> Content:
    """Return the acts by the place they belong to, with a first paragraph on what has focus."""
    by_place: dict[Where, list[Act]] = {}
    for act in acts:
        by_place.setdefault(act.where, []).append(act)
    parts: list[str | tuple[str, str] | Content] = [f"{about}\n\n"] if about else []
    for place in sorted(by_place, key=_order):
        parts.append((f"{place.value}\n", "bold $primary"))
        for act in by_place[place]:
            parts += [(f"  {act.shown_key:<10}", "bold $accent"), _beside(f"{act.label}: {act.help}")]
        parts.append("\n")
    parts.append(("Signs\n", "bold $primary"))
    for sign, words in SIGNS.items():
        parts += [(f"  {sign:<10}", "bold $accent"), _beside(words)]
    return join(*parts, "\n", LETTERS)


def _beside(words: str) -> str:
    """Return what a key does, with its further lines below its first."""
    return (
        "\n".join(textwrap.wrap(words, WIDTH, initial_indent=INDENT, subsequent_indent=INDENT)).lstrip()
        + "\n"
    )


def about(widget: Widget | None) -> str:
    """Return what the focused widget, or what holds it, says about itself in `help_words`."""
    for node in widget.ancestors_with_self if widget is not None else ():
        words = getattr(node, "help_words", "")
        if isinstance(words, str) and words:
            return words
    return ""


class HelpScreen(Reader):
    """What can be done here, key by key."""

    def __init__(self, acts: Iterable[Act], focused: Widget | None = None) -> None:
        super().__init__("What you can do here", help_text(acts, about(focused)))
