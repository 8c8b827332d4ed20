"""The register of agencies: found by typing, changed in a form."""

from __future__ import annotations

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from chairtui.core.change import Refused
from chairtui.core.listing import how_many
from chairtui.directory.agencies import Agency
from chairtui.directory.finding import found_in
from chairtui.live.desk import Desk
from chairtui.live.ports import NotSaved
from chairtui.tui.keys import Where, bindings, with_keys
from chairtui.tui.sheets.agencies import agency_fields, agency_of, doubts_of
from chairtui.tui.widgets.bars import Bar, KeyBar
from chairtui.tui.widgets.board import Board
from chairtui.tui.widgets.columns import Column
from chairtui.tui.widgets.dialogs import Confirm
from chairtui.tui.widgets.fields import CLEARS, Field, TextField
from chairtui.tui.widgets.form import Form, Values
from chairtui.tui.widgets.lines import Lines
from chairtui.tui.widgets.row import Row
from chairtui.tui.widgets.specs import FieldSpec
from chairtui.tui.widgets.words import join, say


class AgencyRegister(Screen[None]):
    """A field, and the agencies in which what is typed occurs."""

    BINDINGS = [
        *bindings(Where.AGENCIES),
        Binding("escape", "back", "back"),
        Binding("down", "to_list", "list", show=False),
    ]

    def __init__(self, desk: Desk) -> None:
        """Show the register of a desk."""
        super().__init__()
        self._desk = desk

    def compose(self) -> ComposeResult:
        yield Bar(" The register of agencies", "no meeting changes with it ")
        yield TextField(
            FieldSpec("words", "Find an agency or a contact", help=f"down goes to the list, {CLEARS}")
        )
        yield Board(
            AGENCIES,
            list_id="agencies",
            empty=with_keys("No agency has that in it. Press down, then {add_agency} to add one."),
            classes="-alone",
            explains=Where.AGENCIES,
        )
        yield KeyBar(Where.AGENCIES)

    def on_mount(self) -> None:
        """Show all of them as they are now, and begin with typing."""
        if changed := self._desk.machine.read_register():
            say(self.app, changed)
        self._show()
        self.query_one(TextField).focus()

    def _show(self, *, anew: bool = False) -> None:
        typed = str(self.query_one(TextField).value)
        everyone = tuple(self._desk.agencies.all())
        matching = tuple(found_in(everyone, typed))
        board = self.query_one(Board)
        rows = (_row(one, own=self._desk.machine.own_agency(one.key)) for one in matching)
        board.show(rows, anew=anew)
        number = f"{len(everyone)}"
        board.call("Agencies", number if len(matching) == len(everyone) else f"{len(matching)} of {number}")

    def on_field_changed(self) -> None:
        """Show those in which it occurs."""
        self._show(anew=True)

    def on_field_finished(self, message: Field.Finished) -> None:
        """Go to what was found."""
        message.stop()
        self.action_to_list()

    def action_to_list(self) -> None:
        """Go to what was found."""
        self.query_one(Lines).focus()

    def action_filter_agencies(self) -> None:
        """Go back to typing."""
        self.query_one(TextField).focus()

    def on_lines_chosen(self, message: Lines.Chosen) -> None:
        """Change the agency under the cursor."""
        self._fill(self._desk.agencies.get(message.key))

    def action_add_agency(self) -> None:
        """Add an agency."""
        self._fill(None)

    def _fill(self, now: Agency | None) -> None:
        doubted: Values | None = None

        def save(values: Values) -> Mapping[str, str]:
            nonlocal doubted
            try:
                agency = agency_of(values, now, self._desk.agencies)
            except ValueError as problem:
                return {"": str(problem)}
            if values != doubted and (doubts := doubts_of(agency)):
                doubted = values
                return doubts
            return self._change(agency)

        title = now.name if now else "A new agency"
        self.app.push_screen(Form(title, agency_fields(now), check=save), lambda _: self._show())

    def _change(self, *put: Agency, drop: tuple[str, ...] = ()) -> dict[str, str]:
        try:
            self._desk.machine.change_agencies(put, drop)
        except Refused as refused:
            return {"": str(refused)}
        except NotSaved as trouble:
            return {"": f"NOT SAVED: {trouble}"}
        return {}

    def action_remove_agency(self) -> None:
        """Take out an agency that was added here."""
        key = self.query_one(Lines).cursor_key
        if not key or not self._desk.machine.own_agency(key):
            say(self.app, "Only an agency that was added here can be taken out.")
            return

        def chosen(answer: str | None) -> None:
            if answer == "away":
                for problem in self._change(drop=(key,)).values():
                    say(self.app, problem, "warning")
                self._show()

        name = self._desk.agencies.get(key).name
        answers = {"stay": "Leave it in the register", "away": "Take it out; meetings keep its name"}
        self.app.push_screen(Confirm(f"Take {name} out of the register?", answers), chosen)

    def action_back(self) -> None:
        """Show all of them again; where they are, go back to home."""
        if not self.query_one(TextField).emptied():
            self.app.pop_screen()


AGENCIES = (
    Column("Agency", 20, grows=2, most=44),
    Column("Sector", 14, above=60),
    Column("Number", 16, grows=1, most=24, whole=True),
    Column("Hours", 12, grows=1, most=24, above=90, whole=True),
    Column("Contacts", 8, right=True, above=70),
    Column("Added", 5, above=90),
)


def _row(agency: Agency, *, own: bool) -> Row:
    number = len(agency.contacts)
    people = how_many(number, "contact") if number else ""
    lines = [
        " · ".join(filter(None, (agency.name, agency.sector.value, people, "added here" if own else ""))),
        " · ".join(filter(None, (agency.duty, agency.email, agency.hours))),
        f"also called {', '.join(agency.also)}" if agency.also else "",
        *(" · ".join(filter(None, (one.name, one.job, one.phone, one.email))) for one in agency.contacts),
    ]
    duty = agency.duty or agency.email
    missing = ("no number yet", "$warning")
    if not duty:
        lines[1] = missing[0]
    cells = (
        agency.name,
        agency.sector.value,
        duty or join(missing),
        agency.hours,
        str(number or "·"),
        "here" if own else "",
    )
    keys = with_keys("Enter changes it" + ("   {remove_agency} takes it out" if own else ""))
    return Row(agency.key, "\n".join(filter(None, lines)), cells=cells, title=agency.name, keys=keys)
