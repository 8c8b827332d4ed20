"""Reminds owners of what they have to do: the text is shown to copy, or written into a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from chairtui.core.listing import how_many
from chairtui.live.agreed import reminders, together
from chairtui.live.ports import NotSaved
from chairtui.tui.sheets.export import folder_field
from chairtui.tui.widgets.dialogs import Confirm, Reader
from chairtui.tui.widgets.form import Form, Values
from chairtui.tui.widgets.words import say

if TYPE_CHECKING:
    from chairtui.live.desk import Desk
    from chairtui.live.library import Agreed

WAYS = {
    "note": "Show the text, and note that it was written",
    "show": "Only show the text",
    "file": "Write the text into a file, and note that it was written",
}
NAMED = "One file for all of them, named by the time. It is not encrypted."


def remind(screen: Screen[Any], desk: Desk, meant: Sequence[Agreed], note: Callable[[], None]) -> None:
    """Ask how owners are reminded of actions; `note` notes that it was written."""
    texts = reminders(meant, desk.clock.now(), desk.settings.name)

    def chosen(answer: str | None) -> None:
        if answer == "file":
            _ask_where(screen, desk, [*texts.values()], note)
        elif answer is not None:
            if answer == "note":
                note()
            words = together(texts.values())
            screen.app.copy_to_clipboard(words)
            screen.app.push_screen(Reader("To copy and send; the program sends nothing", words))

    people = how_many(len(texts), "person", "people")
    of = how_many(len(meant), "action")
    screen.app.push_screen(Confirm(f"Remind {people} of {of}?", WAYS), chosen)


def _ask_where(screen: Screen[Any], desk: Desk, texts: Sequence[str], note: Callable[[], None]) -> None:
    def attempt(values: Values, end: Callable[[Mapping[str, str]], None]) -> None:
        folder = Path(str(values["folder"])).expanduser()
        screen.run_worker(partial(write, folder, end), thread=True, group="write")

    def write(folder: Path, end: Callable[[Mapping[str, str]], None]) -> None:
        try:
            file = desk.records.write_reminders(desk, texts, folder)
        except NotSaved as trouble:
            screen.app.call_from_thread(end, {"folder": f"Nothing was written. {trouble}"})
        else:
            screen.app.call_from_thread(end, {})
            screen.app.call_from_thread(say, screen.app, f"It is in {file}; the program sends nothing.")
            screen.app.call_from_thread(note)

    fields = (folder_field(desk, NAMED),)
    screen.app.push_screen(Form("Reminders as a file", fields, attempt=attempt))
