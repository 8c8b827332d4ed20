"""Everything that was agreed, over all meetings: found, noted, handed on, reminded of, followed up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.binding import Binding

from chairtui.core.actions import NoteReminder
from chairtui.core.listing import how_many
from chairtui.core.sentences.names import brief
from chairtui.core.vocabulary import ActionStatus, Step
from chairtui.live.agreed import reminded
from chairtui.live.following_up import Asked, Noted, note_each, take_back
from chairtui.live.library import Agreed
from chairtui.tui.keys import Where, bindings, with_keys
from chairtui.tui.rows.home import MORE
from chairtui.tui.sheets import agreed as sheets
from chairtui.tui.steps.agreed_list import AgreedList
from chairtui.tui.steps.following import Done, follow
from chairtui.tui.steps.reminding import remind
from chairtui.tui.widgets.bars import Bar, KeyBar
from chairtui.tui.widgets.board import Board
from chairtui.tui.widgets.fields import CLEARS, Field, TextField
from chairtui.tui.widgets.form import FieldSpec, Form, Values
from chairtui.tui.widgets.lines import Lines
from chairtui.tui.widgets.words import say

End = Callable[[Mapping[str, str]], None]
"""Called once it is over, with what is wrong: the form stays then."""
Asks = Callable[[Values], Asked]
"""Returns what is asked of each action, or raises ValueError with a sentence."""
if TYPE_CHECKING:
    from chairtui.tui.app import ChairtuiApp


class Agreements(AgreedList):
    """A field, the actions in which what is typed occurs, and what can be done with several at once."""

    BINDINGS = [
        *bindings(Where.AGREED),
        Binding("escape", "back", "back", show=False),
        Binding("down", "to_list", "list", show=False),
    ]
    AUTO_FOCUS = "#agreed"

    def compose(self) -> ComposeResult:
        yield Bar(" Everything that was agreed", "", id="header")
        yield TextField(
            FieldSpec(
                "words",
                with_keys("Only those with these words ({find_agreed})"),
                help=f"owner, agency, child, team, meeting; down: the list; {CLEARS}",
            )
        )
        yield Board(
            list_id="agreed", empty="Reading what was agreed …", classes="-alone", explains=Where.AGREED
        )
        yield KeyBar(Where.AGREED)

    def on_screen_resume(self) -> None:
        """Read the list again: something may have been done meanwhile."""
        self.read()

    # Finding ------------------------------------------------------------------------------------

    def on_field_changed(self, message: Field.Changed) -> None:
        """Show those in which it occurs."""
        self.find(str(message.field.value))

    def on_field_finished(self, message: Field.Finished) -> None:
        """Go to what was found."""
        message.stop()
        self.action_to_list()

    def action_to_list(self) -> None:
        """Go to what was found."""
        self.query_one(Lines).focus()

    def action_find_agreed(self) -> None:
        """Go to typing."""
        self.query_one(TextField).focus()

    def action_which_due(self) -> None:
        """Go on to those that are due otherwise."""
        self.go_on_due()

    def action_which_state(self) -> None:
        """Go on to those of another state."""
        self.go_on_state()

    def action_only_owner(self) -> None:
        """Show only those of the same owner, or everybody's."""
        self._only("owner")

    def action_only_agency(self) -> None:
        """Show only those of the same agency, or of all."""
        self._only("agency")

    def action_only_team(self) -> None:
        """Show only those of the same team, or of all."""
        self._only("team")

    def _only(self, field: str) -> None:
        if not self.only(field):
            say(self.app, f"Go to an action first: this shows only those of the same {field}.")

    def action_follow_ups(self) -> None:
        """Show what else is to be followed up, or the actions again."""
        self.turn()

    def action_back(self) -> None:
        """Show all again; then go back from what else is to be followed up, and from the actions to home."""
        if self.query_one(TextField).emptied() or self.is_narrowed:
            self.show_all()
        elif self.follows:
            self.turn()
        else:
            self.app.pop_screen()

    # One row ------------------------------------------------------------------------------------

    def on_lines_chosen(self, message: Lines.Chosen) -> None:
        """Open the meeting of an action at its plan, ask about what is followed up, or show more."""
        key = message.key
        if key.startswith(MORE):
            self.show_more()
        elif one := self.followed.get(key):
            follow(self, self._desk, one, self._followed_up)
        elif key in self.listed:
            self.open_meeting(self.listed[key].meeting_id, Step.PLAN)

    def _followed_up(self, done: Done | None) -> None:
        """Say what was noted of what is followed up, and read the list again."""
        if done is not None:
            self.last = done.back
            say(self.app, f"{done.words} {with_keys('{agreed_undo} takes it back.')}")
        self.read()

    def open_meeting(self, meeting_id: str, step: Step) -> None:
        """Open a meeting over this list, at a step."""
        cast("ChairtuiApp", self.app).open_meeting(meeting_id, step)

    def action_mark(self) -> None:
        """Mark the action under the cursor, or no longer; go to the next."""
        key = self.query_one(Lines).cursor_key
        if key in self.listed:
            self.mark((key,))
            self.query_one(Lines).action_cursor(1)

    def action_mark_all(self) -> None:
        """Mark all actions that are shown, or none."""
        self.mark(tuple(self.listed))

    # What becomes of them -----------------------------------------------------------------------

    def _meant(self, *, is_open: bool = True) -> tuple[Agreed, ...]:
        """Return the actions that an act is about: those marked, or else the one under the cursor."""
        meant = tuple(one for one in self.meant() if (one.status is ActionStatus.OPEN) is is_open)
        if not meant:
            say(self.app, f"Go to an action that is {'open' if is_open else 'done or withdrawn'} first.")
        return meant

    def action_agreed_done(self) -> None:
        """Ask how we know that they were done."""
        self._end(ActionStatus.DONE, "Done: how do we know?")

    def action_agreed_withdraw(self) -> None:
        """Ask why they are withdrawn."""
        self._end(ActionStatus.CANCELLED, "Withdraw: why?")

    def _end(self, status: ActionStatus, title: str) -> None:
        if meant := self._meant():
            closed = sheets.ended(status, self.dates)
            fields = sheets.closing_fields(closed, self.dates)
            self._ask(title, fields, meant, partial(sheets.ends, closed, fields))

    def action_agreed_hand_on(self) -> None:
        """Ask who does them from now on, and why."""
        if meant := self._meant():
            fields = sheets.hand_on_fields(self.people, self._desk.agencies)
            self._ask("Hand on: to whom, and why?", fields, meant, partial(sheets.hands_on, fields))

    def action_agreed_again(self) -> None:
        """Open them again."""
        if meant := self._meant(is_open=False):
            self._note(meant, sheets.open_again)

    def _ask(self, title: str, fields: tuple[FieldSpec, ...], meant: tuple[Agreed, ...], asks: Asks) -> None:
        """Ask one question about all of them; the form stays, with what was typed, while none is noted."""

        def attempt(values: Values, end: End) -> None:
            try:
                asked = asks(values)
            except ValueError as problem:
                end({"": str(problem)})
            else:
                self._note(meant, asked, end)

        about = meant[0].what if len(meant) == 1 else f"{len(meant)} actions: {meant[0].what}, …"
        self.app.push_screen(Form(title, fields, about=about, attempt=attempt))

    def _note(self, meant: tuple[Agreed, ...], asked: Asked, end: End = lambda _problems: None) -> None:
        """Note the same of several, beside the screen."""

        def note() -> None:
            noted = note_each(self._desk, meant, asked)
            self.app.call_from_thread(self._noted, noted, end)

        self.run_worker(note, thread=True, group="note")

    def _noted(self, noted: list[Noted], end: End) -> None:
        done = [one for one in noted if not one.why_not]
        not_done = [one for one in noted if one.why_not]
        if not done:
            end({"": not_done[0].why_not})
            self._say_not_noted(not_done)
            return
        self.last = partial(take_back, self._desk, done)
        self.marked = {key: one for key, one in self.marked.items() if _is_among(one, not_done)}
        end({})
        many = how_many(len(done), "action")
        say(self.app, with_keys(f"Noted of {many}, each in its meeting. {{agreed_undo}} takes it back."))
        self._say_not_noted(not_done)
        self.read()

    def _say_not_noted(self, noted: list[Noted]) -> None:
        for one in noted[:3]:
            say(self.app, f"Not noted of {one.reference}, “{one.what}”: {one.why_not}", "warning")
        if len(noted) > 3:
            say(self.app, f"Not noted of {len(noted) - 3} more: they stay marked.", "warning")

    def action_agreed_undo(self) -> None:
        """Take back what was noted here last."""
        last, self.last = self.last, None
        if last is None:
            say(self.app, "Nothing was noted here that can be taken back.")
            return

        def back() -> None:
            self.app.call_from_thread(self._taken_back, last())

        self.run_worker(back, thread=True, group="note")

    def _taken_back(self, back: list[Noted]) -> None:
        not_done = [one for one in back if one.why_not]
        taken = [one for one in back if not one.why_not]
        if taken:
            what = f": “{brief(taken[0].what)}”" if len(taken) == 1 else f" of {len(taken)} actions"
            say(self.app, f"Taken back{what}.")
        self._say_not_noted(not_done)
        self.read()

    # Reminders ----------------------------------------------------------------------------------

    def action_reminders(self) -> None:
        """Show or write the text that reminds each owner, and note that it was written, if that is wanted."""
        meant = reminded(self.marked.values() or self.listed.values())
        if not meant:
            say(self.app, "Nobody has to be reminded of anything that is shown here.")
            return
        now = self._desk.clock.now()
        remind(
            self,
            self._desk,
            meant,
            lambda: self._note(tuple(meant), lambda action: NoteReminder(action_id=action.id, at=now)),
        )


def _is_among(one: Agreed, noted: list[Noted]) -> bool:
    return any((one.meeting_id, one.what) == (other.meeting_id, other.what) for other in noted)
