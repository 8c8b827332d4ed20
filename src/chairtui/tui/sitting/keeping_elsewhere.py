"""Going on in another place when nothing can be saved any more where the meetings are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from textual.app import App

from chairtui.core.history.log import Row
from chairtui.live.desk import Desk
from chairtui.live.ports import Kept, NotSaved
from chairtui.tui.widgets.dialogs import Reader
from chairtui.tui.widgets.form import FieldSpec, Form, Values
from chairtui.tui.widgets.words import say

TITLE = "Keep everything in another place"
ABOUT = (
    "All meetings and what is half-typed are copied there and proved, and the program goes on in the copy. "
    "A memory stick does, or any folder that is not synchronised."
)
ALL_WELL = "All is saved where it is. To copy it: chairtui backup FILE"
ONLY_THIS = "Of the old file nothing else could be read: only the open meeting is in it, as it stands here."


class Elsewhere(Form):
    """Asks for the other place."""


def keep_elsewhere(app: App[Any], desk: Desk, rows: Sequence[Row]) -> None:
    """Ask where to, and go on there; `rows` are those of the open meeting."""

    def start(values: Values | None) -> None:
        if values is not None:
            to = Path(str(values["to"]).strip()).expanduser()
            say(app, "Copying everything …")
            app.run_worker(lambda: _work(app, desk, to, rows), thread=True, group="elsewhere")

    where = FieldSpec("to", "File or folder", required=True, initial=str(Path.home()), limit=1000)
    app.push_screen(Elsewhere(TITLE, (where,), about=ABOUT), start)


def _work(app: Any, desk: Desk, to: Path, rows: Sequence[Row]) -> None:
    try:
        kept = desk.machine.keep_elsewhere(desk, to, rows)
    except NotSaved as trouble:
        app.call_from_thread(say, app, str(trouble), "error")
    else:
        reader = Reader("Everything is kept there now", words(kept))
        app.call_from_thread(app.when_free.do, lambda: app.push_screen(reader))


def words(kept: Kept) -> str:
    """Say what is where now, and what to do next time."""
    told = f"From now on everything is saved in\n\n{kept.file}\n\n"
    told += "" if kept.whole else f"{ONLY_THIS}\n\n"
    return f"{told}The next time, open the program with\n\nchairtui --db {kept.file}"
