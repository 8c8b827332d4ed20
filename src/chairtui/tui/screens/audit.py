"""The audit: every figure over all meetings, its parts, its map, and the meetings beneath it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.binding import Binding

from chairtui.live.auditing import Meant
from chairtui.live.desk import Desk
from chairtui.tui.keys import Where, bindings, with_keys
from chairtui.tui.rows.audit import CROSSED_ROW
from chairtui.tui.steps.audit_views import AuditViews, Look, View
from chairtui.tui.widgets.bars import Bar, KeyBar
from chairtui.tui.widgets.board import Board
from chairtui.tui.widgets.dialogs import Confirm
from chairtui.tui.widgets.form import Form, Values
from chairtui.tui.widgets.lines import Lines
from chairtui.tui.widgets.words import say

if TYPE_CHECKING:
    from chairtui.tui.app import ChairtuiApp

SPLITS = {
    "month": "By month, with what is a signal and what is not",
    "team": "By team",
    "agency": "By agency and unit of the police",
    "authority": "By local authority",
    "profile": "By the rules that judge",
    "chair": "By chair: only because you ask, for an audit is of a partnership's work",
}


class Audit(AuditViews):
    """A list of figures, and what leads from each of them to its meetings."""

    BINDINGS = [*bindings(Where.AUDIT), Binding("escape", "back", "back")]
    AUTO_FOCUS = "#figures"

    def __init__(self, desk: Desk) -> None:
        """Show the audit of what a desk has."""
        super().__init__(desk)

    def compose(self) -> ComposeResult:
        yield Bar(" The audit", id="header")
        yield Board(list_id="figures", empty="Counting …", classes="-alone")
        yield KeyBar(Where.AUDIT)

    def on_screen_resume(self) -> None:
        """Count again: something may have been done meanwhile."""
        self.read()

    def on_lines_chosen(self, message: Lines.Chosen) -> None:
        """Go from a figure or a part of it to its meetings, and from there into the meeting."""
        view, key = self.view, message.key
        if view.look is Look.MEETINGS:
            if key == MORE_MEETINGS:
                self.more()
            else:
                cast("ChairtuiApp", self.app).open_meeting(key)
        elif view.look is Look.PARTS and view.by != "agency":
            self.go_to(view.with_part(key))
        elif view.look is Look.FIGURES:
            code, _, subject = key.partition("/")
            self.go_to(View(Look.MEETINGS, MET_TOGETHER if code == CROSSED_ROW else code, subject))
        else:
            self.go_to(View(Look.MEETINGS, view.measure, key))

    def action_split_figure(self) -> None:
        """Ask by what the figure under the cursor is split, and show its parts."""
        measure, subject = self.measure_here()
        if not measure:
            say(self.app, "Go to a figure first: this splits it.")
            return

        def chosen(by: str | None) -> None:
            if by == "chair" and cast("ChairtuiApp", self.app).private:
                say(
                    self.app,
                    with_keys("That would show names. Press {privacy} to show them first."),
                    "warning",
                )
            elif by:
                self.go_to(View(Look.PARTS, measure, subject, by))

        self.app.push_screen(Confirm("Split this figure", SPLITS), chosen)

    def action_map_figure(self) -> None:
        """Show the map, agency by month, of the figure under the cursor or the one that is shown."""
        measure, _ = self.measure_here()
        if self.view.look is Look.FIGURES and not self.maps_here:
            say(self.app, NOT_MAPPED)
        elif self.view.look is not Look.MAP:
            self.go_to(View(Look.MAP, measure))

    def action_which_meetings(self) -> None:
        """Ask which meetings are meant, and what stands beside them."""
        from chairtui.tui.sheets.audit import meant_of, which_fields, wrong_in

        def chosen(values: Values | None) -> None:
            if values is not None:
                self.mean(meant_of(values, self._desk))

        form = Form(
            "Which meetings",
            which_fields(self._desk, self.meant, self.profiles()),
            about="One other thing can stand beside: a second period, a second sample, or other rules.",
            check=lambda values: wrong_in(values, self._desk),
        )
        self.app.push_screen(form, chosen)

    def action_write_audit(self) -> None:
        """Write the figures as a file."""
        from chairtui.tui.steps.audit_file import ask_for_file

        if cast("ChairtuiApp", self.app).private:
            say(self.app, with_keys("Names are hidden: press {privacy} first."), "warning")
        else:
            ask_for_file(self, self._desk)

    def action_every_meeting(self) -> None:
        """Mean every meeting again, with nothing beside."""
        self.mean(Meant())

    def action_back(self) -> None:
        """Go back to where this was chosen; from the figures of some meetings to those of all, then home."""
        if self.went_back():
            return
        if self.meant == Meant():
            self.app.pop_screen()
        else:
            self.mean(Meant())

    def mask(self) -> None:
        """Hide names, or show them again."""
        self.read()


NOT_MAPPED = with_keys(
    "This figure tells no agencies apart, so it has no map. Go to one whose keys name {map_figure}, such as "
    "“Each agency that was expected was there”."
)
MET_TOGETHER = "M-IN-TIME-AND-MINIMUM"
MORE_MEETINGS = "more"
