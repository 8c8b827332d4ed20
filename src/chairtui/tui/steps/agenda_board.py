"""The agenda over a step: its items with their minutes, in an order that keeps safety first."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from chairtui.core.agenda import agenda_of, moved, total
from chairtui.core.calendar.when import say_when
from chairtui.core.preparing import Item, SetAgenda, usual_agenda
from chairtui.core.vocabulary import Step
from chairtui.core.with_ids import find
from chairtui.tui.keys import Where, bindings
from chairtui.tui.sheets.agenda import item_sheet, slot_sheet
from chairtui.tui.sheets.sheet import Sheet
from chairtui.tui.sitting.sitting import Sitting, agency_title
from chairtui.tui.widgets.bars import KeyBar
from chairtui.tui.widgets.columns import Column
from chairtui.tui.widgets.dialogs import WINDOW
from chairtui.tui.widgets.lines import Lines, Row
from chairtui.tui.widgets.words import Words, join

AGENDA = (
    Column("Minutes", 7, right=True),
    Column("Step", 4),
    Column("Item", 20, grows=2),
    Column("For", 12, grows=1, most=24),
)


class AgendaBoard(ModalScreen[None]):
    """The items of the agenda; every change is saved at once."""

    BINDINGS = bindings(Where.AGENDA)
    DEFAULT_CSS = (
        "AgendaBoard {"
        + WINDOW
        + """ & Lines { height: auto; max-height: 14; } & KeyBar { dock: none; margin-top: 1; }
        & .problem { color: $error; text-style: bold; } }"""
    )

    def __init__(
        self, sitting: Sitting, carry_out: Callable[..., str], fill: Callable[[Sheet], None]
    ) -> None:
        """Show a sitting's agenda; `carry_out` returns the sentence that refuses, `fill` opens a form."""
        super().__init__()
        self._sitting, self._carry_out, self._fill = sitting, carry_out, fill
        self._title, self._problem = Words("", classes="title"), Words("", classes="problem")

    def compose(self) -> ComposeResult:
        with Vertical():
            yield self._title
            yield Lines(id="items", columns=AGENDA)
            yield self._problem
            yield KeyBar(Where.AGENDA)

    def on_mount(self) -> None:
        self.query_one("#items", Lines).focus()
        self._show()

    def on_screen_resume(self) -> None:
        """A form was closed: it may have changed the agenda."""
        self._show()

    @property
    def _items(self) -> tuple[Item, ...]:
        return agenda_of(self._sitting.live.outcome.meeting)

    def _show(self, problem: str = "") -> None:
        meeting = self._sitting.live.outcome.meeting
        at = meeting.started_at or meeting.scheduled_at
        begins = f", from {say_when(at)}" if at else ""
        self._title.say(f"Agenda: {total(meeting)} minutes{begins}. Enter changes an item.")
        self._problem.say(problem)
        self._problem.display = bool(problem)
        self.query_one("#items", Lines).show(self._row(item) for item in self._items)

    def _row(self, item: Item) -> Row:
        line = find(self._sitting.live.outcome.meeting.attendance.register, item.attendee_id)
        who = line.name or agency_title(self._sitting, line) if line else ""
        step = f"{list(Step).index(item.step) + 1}" if item.step else "slot"
        minutes = f"{item.minutes} min"
        words = f"{minutes}  {step}  {item.title}{f'  for {who}' if who else ''}"
        return Row(item.id, words, cells=(join((minutes, "$accent")), step, item.title, who))

    def _set(self, items: tuple[Item, ...]) -> None:
        self._show(self._carry_out(SetAgenda(items=items)) if items != self._items else "")

    @property
    def _on(self) -> Item | None:
        return find(self._items, self.query_one("#items", Lines).cursor_key)

    # Acts ---------------------------------------------------------------------------------------

    def on_lines_chosen(self, message: Lines.Chosen) -> None:
        """Change the item under the cursor."""
        message.stop()
        if item := self._on:
            self._fill(item_sheet(self._sitting, item))

    def action_move(self, by: int) -> None:
        """Move the item under the cursor."""
        if item := self._on:
            self._set(moved(self._items, item.id, by))

    def action_add_slot(self) -> None:
        """Add a slot after the item under the cursor."""
        item = self._on
        self._fill(slot_sheet(self._sitting, item.id if item else ""))

    def action_drop_slot(self) -> None:
        """Take the slot under the cursor out; the steps stay."""
        item = self._on
        if item is not None and item.step is not None:
            self._show("The seven steps stay on the agenda; only slots can be taken out.")
        elif item is not None:
            self._set(tuple(one for one in self._items if one.id != item.id))

    def action_usual(self) -> None:
        """Go back to the usual agenda."""
        self._set(usual_agenda())

    def action_close(self) -> None:
        """Close it."""
        self.dismiss(None)
