"""Home: meetings by what needs doing."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.widget import Widget

from chairtui.live.library import Part
from chairtui.tui.keys import Where, bindings, with_keys
from chairtui.tui.rows.home import MEETINGS, MORE
from chairtui.tui.steps.home_list import HomeList
from chairtui.tui.terminal.each import each
from chairtui.tui.widgets.bars import LOUD, Bar, KeyBar, NotSavedBar
from chairtui.tui.widgets.board import Board
from chairtui.tui.widgets.lines import Lines
from chairtui.tui.widgets.words import join, say

if TYPE_CHECKING:
    from chairtui.tui.app import ChairtuiApp

LEGEND = " ✓ here or yes   ✗ not   ? asked, no answer   ✎ wrote   ○ to do   ▸ cursor"
"""What the signs mean; F1 says it of all."""
LOOK_EVERY = 5.0
"""Seconds between two looks at what others have done."""
DRAWN_WITHIN = 0.25
"""Seconds after which home is drawn without its list, where the disk is slow; otherwise it comes with it."""


class Home(HomeList):
    """The list of meetings."""

    BINDINGS = bindings(Where.HOME)
    AUTO_FOCUS = "#meetings"

    def compose(self) -> ComposeResult:
        settings = self._desk.settings
        practice = "  DEMONSTRATION: nothing is kept" if self._desk.demonstration else ""
        clear = self._desk.door.not_locked if self._desk.door else ""
        loud = ("  ", ("NOT LOCKED", LOUD), f" {clear}") if clear else ()
        who = f"{settings.name}, {settings.role} " if settings.name else ""
        yield Bar(join(f" chairtui{practice}", *loud), who, id="header")
        yield Bar(left_stays=True, id="late")
        yield NotSavedBar(id="not-saved")
        yield NotSavedBar("LOG", id="log")
        yield Board(
            MEETINGS,
            list_id="meetings",
            empty="Reading the meetings …",
            classes="-alone",
            explains=Where.HOME,
        )
        yield Bar(LEGEND, id="legend")
        if cast("ChairtuiApp", self.app).guided:
            yield self._guide()
        yield KeyBar(Where.HOME)

    @staticmethod
    def _guide() -> Widget:
        """Return what says where a guided practice begins."""
        from chairtui.tui.rows.practice import instruction
        from chairtui.tui.widgets.guide import Guide

        guide = Guide()
        guide.tell(instruction(None))
        return guide

    def on_mount(self) -> None:
        """Look now and then at what others have done; come with the list, and not before it."""
        each(self, LOOK_EVERY, self.look)
        self._held = self.hold()
        self.set_timer(DRAWN_WITHIN, self._held.close)

    def on_screen_resume(self) -> None:
        """Read the list again: something may have been done meanwhile."""
        self.read()

    def on_lines_chosen(self, message: Lines.Chosen) -> None:
        """Open the meeting under the cursor; or show more."""
        if message.key.startswith(MORE):
            wanted = message.key.removeprefix(MORE)
            part = Part(wanted)
            self._wanted[part] = self._wanted.get(part, 1) + 1
            self.read()
            return
        cast("ChairtuiApp", self.app).open_meeting(message.key)

    def action_all_actions(self) -> None:
        """Show everything that was agreed, over all meetings."""
        if not self._hidden():
            cast("ChairtuiApp", self.app).show_agreed()

    def action_search(self) -> None:
        """Search every meeting."""
        if not self._hidden():
            cast("ChairtuiApp", self.app).search()

    def action_series(self) -> None:
        """Show the child of the meeting under the cursor over all meetings about it."""
        meeting_id = self.query_one("#meetings", Lines).cursor_key.partition("/")[0]
        if self._hidden():
            return
        if meeting_id in ("", "heading", "more"):
            say(self.app, "Go to a meeting first: this shows its child over time.")
        else:
            cast("ChairtuiApp", self.app).show_series(meeting_id)

    def action_meet_again(self) -> None:
        """Make the next meeting about the children of the one under the cursor."""
        from chairtui.tui.steps.making import make_next_meeting

        lines = self.query_one("#meetings", Lines)
        meeting_id = lines.cursor_key.partition("/")[0]
        if self._hidden():
            return
        if meeting_id in ("", "heading", "more"):
            say(self.app, "Go to a meeting first: this makes the next one about its children.")
        else:
            make_next_meeting(cast("ChairtuiApp", self.app), self._desk, meeting_id, "this one")

    def action_agencies(self) -> None:
        """Open the register of agencies."""
        cast("ChairtuiApp", self.app).show_agencies()

    def action_audit(self) -> None:
        """Open the audit over all meetings."""
        cast("ChairtuiApp", self.app).show_audit()

    def mask(self) -> None:
        """Hide names and text in the list, or show them again."""
        self.read()

    def _hidden(self) -> bool:
        """Say that names and text are hidden, where something would show or ask for them."""
        if hidden := cast("ChairtuiApp", self.app).private:
            say(
                self.app,
                with_keys("That would show names and text. Press {privacy} to show them first."),
                "warning",
            )
        return hidden

    def action_receive(self) -> None:
        """Take in a meeting that was handed over."""
        from chairtui.tui.steps.handing import receive

        if not self._hidden():
            receive(self.app, self._desk, lambda _done: self.read())

    def action_hand_on(self) -> None:
        """Hand the meeting under the cursor to another machine."""
        from chairtui.tui.steps.handing import hand_over

        meeting_id = self.query_one("#meetings", Lines).cursor_key.partition("/")[0]
        if self._hidden():
            return
        if meeting_id not in ("", "heading", "more"):
            hand_over(self.app, self._desk, meeting_id)
        else:
            say(self.app, "Go to a meeting first: this hands it over.")

    def action_demonstration(self) -> None:
        """Open the invented meetings."""
        cast("ChairtuiApp", self.app).practise()

    def action_new_meeting(self) -> None:
        """Make a new meeting from a short form."""
        from chairtui.tui.steps.making import make_meeting

        if not self._hidden():
            make_meeting(cast("ChairtuiApp", self.app), self._desk)
