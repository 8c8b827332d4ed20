"""A small program on the ground of the tui, run in a real terminal by the tests.

It is given a folder; drafts go to files in it, and the keys F2, F3, F4 make it fail in three ways.
"""

import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

import chairtui.tui  # noqa: F401  before textual reads the environment

# isort: split
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from chairtui.tui.keys import Where
from chairtui.tui.terminal.safe_app import SafeApp, run_app
from chairtui.tui.widgets.bars import Bar, KeyBar, NotSavedBar
from chairtui.tui.widgets.fields import TextField
from chairtui.tui.widgets.form import FieldSpec, Form, Kind
from chairtui.tui.widgets.lines import Lines, Row
from chairtui.tui.widgets.options import Option
from chairtui.tui.widgets.prose import ProseField
from chairtui.tui.widgets.words import Words

SECRET = "Quillfeather 943 476 5919"
HOSTILE = (
    "[/b] [@click=app.quit]x[/] [red]",
    "\x1b]0;owned\x07\x1b[2J\x1b[31mclosed",
    "a\u202eb\u200bc\x00d\x9b1m",
)


def understand(text: str) -> str:
    if text.startswith("tom"):
        return "Tue 24 Nov 2026"
    raise ValueError("Write a date such as tomorrow or 5 mar.")


SPECS = (
    FieldSpec("fact", "What was shared", Kind.PROSE, required=True, help="In the agency's own words."),
    FieldSpec("source", "Source"),
    FieldSpec("as_of", "As of", Kind.WHEN, understand=understand),
    FieldSpec(
        "agency",
        "Agency",
        Kind.CHOICE,
        required=True,
        options=(
            Option("police", "Police", "child abuse investigation"),
            Option("health", "Health", "MASH"),
            Option("school", "School"),
            Option("camhs", "CAMHS", "child is open to it"),
        ),
    ),
    FieldSpec(
        "about",
        "About whom",
        Kind.MANY,
        options=(Option("a", "Alex"), Option("b", "Bo"), Option("m", "Mother")),
    ),
    FieldSpec("seen", "Has the child been seen?", Kind.YES_NO),
)


class Small(Screen[None]):
    BINDINGS: ClassVar = [Binding("f3", "form", "form")]

    def compose(self) -> ComposeResult:
        yield Bar("SM-1  [b]not bold", "● saved")
        yield NotSavedBar()
        for text in HOSTILE:
            yield Words(text)
        yield Lines([Row("1", HOSTILE[1], mark="■"), Row("2", "second"), Row("3", "third " * 40)])
        yield TextField(FieldSpec("name", "Name"))
        yield ProseField(FieldSpec("note", "Note"))
        yield KeyBar(Where.MEETING)

    def on_mount(self) -> None:
        self.query_one("#field-name").focus()

    def keep_drafts(self) -> None:
        if not self.is_mounted:
            return  # nothing can be typed yet
        self.app.keep("name", self.query_one("#field-name", TextField).value)  # type: ignore[attr-defined]
        self.app.keep("note", self.query_one("#field-note", ProseField).value)  # type: ignore[attr-defined]

    def action_form(self) -> None:
        self.app.push_screen(Form("A contribution", SPECS, on_draft=self.app.keep))  # type: ignore[attr-defined]


class SmallApp(SafeApp):
    BINDINGS: ClassVar = [
        Binding("f2", "fail('handler')", "fail"),
        Binding("f4", "fail('thread')", "fail"),
        Binding("f5", "fail('worker')", "fail"),
        Binding("f6", "fail('busy')", "fail"),
    ]

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / "incidents", lambda: datetime(2026, 3, 5, 10, 22, tzinfo=UTC), version="0")
        self._folder = folder

    def on_mount(self) -> None:
        self.push_screen(Small())
        for text in HOSTILE:
            self.notify(text, title=text)

    def keep(self, key: str, text: str) -> None:
        (self._folder / f"{key}.draft").write_text(text)

    def action_fail(self, how: str) -> None:
        child = SECRET

        def raise_it() -> None:
            raise ValueError(f"cannot do this to {child}")

        if how == "thread":
            threading.Thread(target=raise_it).start()
        elif how == "worker":
            self.run_worker(raise_it, thread=True)
        elif how == "busy":
            threading.Event().wait(30)
        else:
            raise_it()


if __name__ == "__main__":
    sys.exit(run_app(SmallApp(Path(sys.argv[1]))))
