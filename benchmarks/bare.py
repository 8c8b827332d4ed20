"""What ours is held against: Textual's own widgets in an equal layout, with nothing behind them.

Run as `bare.py home`, `whole`, `form`, `table PEOPLE`, `tick FILE` or `repaint FILE`; the benchmarks do.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import DataTable, Footer, Header, Input, OptionList, Static, TextArea

KEYS = (
    ("f1", "help", "help"),
    ("n", "new", "new"),
    ("slash", "search", "search"),
    ("a", "actions", "actions"),
    ("d", "demonstration", "demonstration"),
    ("ctrl+q", "quit", "leave"),
)


class BareHome(App[None]):
    """A header, a list of fifty lines, and the keys."""

    BINDINGS: ClassVar = list(KEYS)

    def compose(self) -> ComposeResult:
        """Lay out the three."""
        yield Header()
        yield OptionList(*(f"SM-{number:04d}  Child {number}  12:00  ■2 ▲3 open" for number in range(50)))
        yield Footer()

    def on_mount(self) -> None:
        """Let the keys go to the list."""
        self.query_one(OptionList).focus()


class BareWhole(App[None]):
    """A header, a table of fifty rows, a text, a panel beside them, and the keys."""

    BINDINGS: ClassVar = list(KEYS)
    CSS = "DataTable { width: 1fr; height: 1fr; } #beside { width: 40; } Horizontal { height: 1fr; }"

    def compose(self) -> ComposeResult:
        """Lay out the five."""
        yield Header()
        with Horizontal():
            with Vertical():
                yield DataTable[str](cursor_type="row")
                yield TextArea("Said of the row that the cursor is on.")
            yield Static("A panel beside the list", id="beside")
        yield Footer()

    def on_mount(self) -> None:
        """Fill the table, and let the keys go to it."""
        table: DataTable[str] = self.query_one(DataTable)
        table.add_columns("When", "Meeting", "Child", "Needs")
        for number in range(50):
            table.add_row("12:00", f"SM-{number:04d}", f"Child {number}", "■2 ▲3 open")
        table.focus()


class BareMeeting(App[None]):
    """As many widgets as a step of a meeting, with as many words in them."""

    BINDINGS: ClassVar = [*KEYS, ("space", "tick", "here / left")]
    CSS = """
    .bar { height: 1; background: $panel; }
    Horizontal { height: 1fr; }
    #steps { width: 23; border: round $panel; }
    #centre { width: 1fr; border: round $panel; }
    #warnings { width: 40; border: round $panel; }
    """

    def __init__(self, file: str = "") -> None:
        """Commit each tick to a database of its own, if there is a file for it."""
        super().__init__()
        self.ticks = 0
        if file:
            from sqlcipher3 import dbapi2 as sqlite

            self._rows = sqlite.connect(file, isolation_level=None)
            self._rows.execute("PRAGMA journal_mode=WAL")
            self._rows.execute("PRAGMA synchronous=FULL")
            self._rows.execute("CREATE TABLE IF NOT EXISTS ticks (id INTEGER PRIMARY KEY, body TEXT)")

    def compose(self) -> ComposeResult:
        """Lay out a meeting."""
        yield Static(self.words("header", 1), id="header", classes="bar")
        yield Static(self.words("minimum", 1), id="minimum", classes="bar")
        with Horizontal():
            yield self.listed("steps", 7)
            with Vertical(id="centre"):
                yield Static(self.words("heading", 1), classes="bar")
                yield self.listed("body", 28)
            yield Static(self.words("warnings", 28), id="warnings")
        yield Footer()

    def listed(self, name: str, lines: int) -> Widget:
        """Return what shows so many lines, of which the cursor could be on one."""
        return Static(self.words(name, lines), id=name)

    def words(self, name: str, lines: int) -> str:
        """Return so many lines that differ from one tick to the next."""
        sign = "✓✗"[self.ticks % 2]
        return "\n".join(f"{sign} {name} {number}: seen by the police" for number in range(lines))

    def action_tick(self) -> None:
        """Commit a row, then show what is different."""
        self.ticks += 1
        self._rows.execute("BEGIN IMMEDIATE")
        self._rows.execute("INSERT INTO ticks (body) VALUES (?)", (f"tick {self.ticks}" * 20,))
        self._rows.execute("COMMIT")
        self.show()

    def show(self) -> None:
        """Show what is different."""
        for name, lines in (("header", 1), ("minimum", 1), ("steps", 7), ("body", 28), ("warnings", 28)):
            self.query_one(f"#{name}", Static).update(self.words(name, lines), layout=False)


class BareLists(BareMeeting):
    """The same as it is written with Textual: its own lists, and `update`, which lays out what it changes."""

    CSS = BareMeeting.CSS + "OptionList { height: 1fr; } #steps, #body { border: none; }"

    def listed(self, name: str, lines: int) -> Widget:
        """Return a list."""
        return OptionList(*self.words(name, lines).splitlines(), id=name, compact=True)

    def on_mount(self) -> None:
        """Let the keys go to the register."""
        self.query_one("#body").focus()

    def show(self) -> None:
        """Show what is different: a row, the counts of the steps, and all that is written."""
        row = self.words("body", 15).splitlines()[-1]
        self.query_one("#body", OptionList).replace_option_prompt_at_index(14, row)
        steps = self.query_one("#steps", OptionList)
        steps.replace_option_prompt_at_index(0, self.words("steps", 1))
        for name, lines in (("header", 1), ("minimum", 1), ("warnings", 28)):
            self.query_one(f"#{name}", Static).update(self.words(name, lines))


class BareTable(BareMeeting):
    """A meeting whose register is Textual's own table, with a cursor on a row and nothing that follows it."""

    CSS = BareMeeting.CSS + "DataTable { height: 1fr; }"

    def __init__(self, people: int) -> None:
        """Show so many rows."""
        super().__init__()
        self._people = people

    def listed(self, name: str, lines: int) -> Widget:
        """Return the table for the register."""
        if name != "body":
            return super().listed(name, lines)
        table: DataTable[str] = DataTable(id=name, cursor_type="row")
        table.add_columns("Agency", "Who", "State", "Knows")
        for number in range(self._people):
            table.add_row(f"Agency {number}", f"Person {number} Ashworth", "video 10:01", "24 Feb")
        return table

    def on_mount(self) -> None:
        """Let the keys go to the table."""
        self.query_one("#body").focus()


class BareForm(ModalScreen[None]):
    """Some fields in a window."""

    CSS = """
    BareForm { align: center middle; }
    BareForm > Vertical { width: 84; height: auto; background: $surface; border: round $panel; }
    BareForm VerticalScroll { height: auto; max-height: 30; scrollbar-size: 0 1; }
    BareForm Input, BareForm TextArea { background: $panel; margin-bottom: 1; }
    """

    def compose(self) -> ComposeResult:
        """Lay out what the form of a contribution has."""
        with Vertical():
            yield Static("What was shared")
            with VerticalScroll(can_focus=False):
                yield from self._fields()

    def _fields(self) -> Iterator[Widget]:
        for name in ("agency", "fact", "weight", "so_what", "source", "as_of", "second_hand"):
            yield Static(name)
            if name in ("fact", "so_what"):
                area = TextArea(compact=True, highlight_cursor_line=False, id=name)
                area.cursor_blink = False
                area.styles.height = 3 if name == "fact" else 2
                yield area
            else:
                line = Input(compact=True, id=name)
                line.cursor_blink = False
                yield line

    def on_mount(self) -> None:
        """Begin with the fact."""
        self.query_one("#fact").focus()


class BareTyping(BareMeeting):
    """A form over a meeting."""

    def on_mount(self) -> None:
        """Open the form."""
        self.push_screen(BareForm())


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["home"]:
            BareHome().run()
        case ["whole"]:
            BareWhole().run()
        case ["form"]:
            BareTyping().run()
        case ["table", people]:
            BareTable(int(people)).run()
        case ["repaint", file]:
            BareMeeting(file).run()
        case ["tick", file]:
            BareLists(file).run()
