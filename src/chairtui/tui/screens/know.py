"""Step 3, what we know: each agency in turn, then the chronology and what is already booked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from chairtui.core.attendance import ListAttendee
from chairtui.core.change import Command
from chairtui.core.chronology import Booking
from chairtui.core.meeting import Meeting
from chairtui.core.register import Attendee, present
from chairtui.core.round import NoteNothingKnown, calls
from chairtui.core.sharing import Challenge, Contribute, Contribution, Offer, RemoveContribution
from chairtui.core.vocabulary import Step, Weight
from chairtui.core.with_ids import find
from chairtui.live.glance import heard_of, is_in_round
from chairtui.live.outcome import Outcome
from chairtui.live.signing import line_for
from chairtui.tui.keys import Where, bindings, with_keys
from chairtui.tui.rows import sharing as rows
from chairtui.tui.rows.preparing import REQUESTS, request_rows
from chairtui.tui.rows.reading import noted_when_read, words_to_read
from chairtui.tui.sheets import sharing as sheets
from chairtui.tui.sheets.capture import contribution_sheet
from chairtui.tui.sheets.chronology import chronology_analysis_sheet
from chairtui.tui.sheets.requests import reply_sheet, request_sheet
from chairtui.tui.sheets.sheet import Sheet
from chairtui.tui.sitting.sitting import agency_title
from chairtui.tui.steps.chronology import add_to_chronology
from chairtui.tui.steps.preparing_screen import PreparingScreen
from chairtui.tui.terminal.each import each
from chairtui.tui.widgets.columns import Columns
from chairtui.tui.widgets.dialogs import Confirm, ReadAloud
from chairtui.tui.widgets.lines import Lines, Row
from chairtui.tui.widgets.words import say


class WhatWeKnow(PreparingScreen):
    """The round."""

    STEP = Step.KNOW
    WHERE = Where.ROUND
    COLUMNS = rows.ROUND
    OFFERS = "request"
    BINDINGS = bindings(Where.ROUND, Where.PREPARING)

    @property
    def columns(self) -> Columns:
        return REQUESTS if self.preparing else self.COLUMNS

    def kind(self, key: str) -> str:
        meeting = self._meeting
        line = find(meeting.attendance.register, key)
        if line is not None and is_in_round(meeting, line) and not self.preparing:
            return "called" if meeting.sharing.turn(line.id).called_at else "turn"
        if line is not None or key in {role.key for role in self.sitting.expected(meeting)}:
            return "before" if self.preparing else "absent"
        return "no rows" if key == "chronology" and not meeting.sharing.chronology else super().kind(key)

    def idle(self) -> frozenset[str]:
        line = self._owner()
        left = rows.next_uncalled(self._meeting, line.id if line else "")
        goes_on = left not in ("", self.row_key) and not self.preparing
        return frozenset() if goes_on else frozenset({"next_agency"})

    def count(self) -> str:
        if self.preparing:
            return ""
        done, lines = heard_of(self.sitting.shown.meeting)
        return f"{done} of {lines} heard"

    def body(self, outcome: Outcome) -> Sequence[Row]:
        meeting, agencies = outcome.meeting, self.sitting.desk.agencies
        if self.preparing:
            expected = self.sitting.expected(meeting)
            board = [*request_rows(meeting, expected, agencies, self.sitting.now)]
            return [*board, *rows.chronology_rows(meeting)]
        shown = [*rows.round_rows(meeting, self.sitting.expected(meeting), agencies, self.sitting.now)]
        if not shown:
            shown.append(
                Row("nobody", with_keys("Nobody is here yet: {who} shows the register."), selectable=False)
            )
        return [*shown, *rows.chronology_rows(meeting)]

    def on_mount(self) -> None:
        each(self, 1.0, self._tell_turn)

    def _tell_turn(self) -> None:
        """Count how long the agency whose turn it is has spoken."""
        if self.is_active and self._is_drawn and rows.called_last(self._meeting):
            self.show_body(self.sitting.shown)

    # What the cursor is on ----------------------------------------------------------------------

    @property
    def _meeting(self) -> Meeting:
        return self.sitting.live.outcome.meeting

    def _thing(self) -> rows.Brought | None:
        return rows.brought(self._meeting, self.row_key)

    def _owner(self) -> Attendee | None:
        """Return the line of the register whose row the cursor is on."""
        thing = self._thing()
        return find(self._meeting.attendance.register, thing.attendee_id if thing else self.row_key)

    def _line(self) -> Attendee | None:
        """Return whose row the cursor is on, if they have a turn; if not, ask what to do about them."""
        line = self._owner()
        if line is not None and is_in_round(self._meeting, line):
            return line
        self._not_here()
        return None

    def _expected_line(self) -> Attendee | None:
        """Return the line the cursor is on; for a role that nobody stands for yet, a new one."""
        if line := self._owner():
            return line
        role = next((one for one in self.sitting.expected(self._meeting) if one.key == self.row_key), None)
        return line_for(role, self.sitting.desk.agencies) if role else None

    def _contribution(self) -> Contribution | None:
        thing = self._thing()
        if isinstance(thing, Contribution):
            return thing
        say(self.app, "Go to something that was shared first.")
        return None

    def _not_here(self) -> None:
        """Ask what to do about somebody who is not here: they may have sent something."""
        absent = self._expected_line()
        if absent is None:
            say(self.app, "Go to an agency first.")
            return

        def chosen(answer: str | None) -> None:
            if answer == "who":
                self.home_app.go(Step.WHO)
            elif answer == "written":
                self.fill(contribution_sheet(self.sitting, absent.id, written=True))

        answers = {
            "who": "Mark them as here, or note the call (the register)",
            "written": "They sent something: write it down",
        }
        self.app.push_screen(Confirm(f"{agency_title(self.sitting, absent)} is not here", answers), chosen)

    # The round ----------------------------------------------------------------------------------

    def open_row(self, key: str) -> None:
        thing = rows.brought(self._meeting, key)
        if key == "chronology" or key.startswith("row/"):
            (self.action_pattern if self._meeting.sharing.chronology else self.action_chronology)()
        elif thing is None and self.preparing:
            if line := self._expected_line():
                self.fill(request_sheet(self.sitting, line))
        elif thing is None:
            if line := self._line():
                self._read_out(lambda: self.fill(contribution_sheet(self.sitting, line.id)))
        elif owner := self._owner():
            self.fill(self._sheet(thing, owner))

    def _sheet(self, thing: rows.Brought, line: Attendee) -> Sheet:
        match thing:
            case Contribution():
                return contribution_sheet(self.sitting, line.id, thing)
            case Challenge():
                return sheets.challenge_sheet(self.sitting, line, thing)
            case Offer():
                return sheets.offer_sheet(self.sitting, line, thing)
            case Booking():
                return sheets.booking_sheet(self.sitting, line, thing)

    def _read_out(self, then: Callable[[], object]) -> None:
        """Go on in the round, after what an earlier meeting left open has been read out."""
        meeting = self._meeting
        unread = meeting.series.carried and not meeting.series.read_at and not meeting.urgent
        if not meeting.started_at or not unread:
            then()
        elif not self.is_hidden():

            def read(was_read: bool | None) -> None:
                if was_read and self.ask(*noted_when_read(meeting, purpose=False)):
                    then()

            words = words_to_read(meeting, self.sitting.now, purpose=False)
            self.app.push_screen(ReadAloud("Before the round: read out what was left open", words), read)

    def _give_turn(self, line: Attendee, *said: Command) -> bool:
        """Give a line its turn, with what it said."""
        return self.ask(*calls(self._meeting, line.id), *said)

    def action_call(self) -> None:
        """Give an agency its turn before anything of it is written down."""
        if self.preparing:
            say(self.app, with_keys("The round begins with the meeting ({start})."))
        elif line := self._line():
            self._read_out(lambda: self._give_turn(line))

    def action_next_agency(self) -> None:
        """Go to the next agency that has not been called."""
        line = self._owner()
        if wanted := rows.next_uncalled(self._meeting, line.id if line else ""):
            self.query_one("#body", Lines).go_to(wanted)
        elif present(self._meeting.attendance):
            say(self.app, "Everyone who is here has been called.")
        else:
            say(self.app, "Nobody is here yet: on step 1, space marks who arrives.")

    def action_nothing_known(self) -> None:
        """Note that an agency has looked and holds nothing."""
        if self.preparing and (line := self._expected_line()):
            self.ask(ListAttendee(attendee=line), NoteNothingKnown(attendee_id=line.id))
        elif line := self._line():
            self._read_out(lambda: self._give_turn(line, NoteNothingKnown(attendee_id=line.id)))

    def action_withheld(self) -> None:
        """Note that an agency does not share what it holds, and why."""
        if line := self._line():
            self._read_out(lambda: self.fill(sheets.withheld_sheet(self.sitting, line)))

    def action_reply(self) -> None:
        """Bring in an agency's answer from a file."""
        line = self._owner()
        self.fill(reply_sheet(self.sitting, line.id if line else ""))

    def action_contribution(self) -> None:
        """Write down what an agency shared; before the meeting, whoever the cursor is on."""
        line = self._owner() if self.preparing else None
        if line is None:
            super().action_contribution()
        else:
            self.fill(contribution_sheet(self.sitting, line.id))

    def action_challenge(self) -> None:
        """Write down a question or challenge to what an agency said."""
        if line := self._line():
            self.fill(sheets.challenge_sheet(self.sitting, line))

    def action_offer(self) -> None:
        """Write down what only this agency can do or find out."""
        if line := self._line():
            self.fill(sheets.offer_sheet(self.sitting, line))

    def action_booked(self) -> None:
        """Write down what is booked, or that nothing is."""
        if line := self._line():
            self._read_out(lambda: self.fill(sheets.booking_sheet(self.sitting, line)))

    # What follows from it -----------------------------------------------------------------------

    def action_to_action(self) -> None:
        """Make an action of what the cursor is on, linked to it."""
        if thing := self._thing():
            self.fill(sheets.action_from(self.sitting, thing))
        else:
            say(
                self.app,
                with_keys(
                    "Go to something that was shared or offered first; {action} writes any other action."
                ),
            )

    def action_no_action(self) -> None:
        """Say why nothing follows from a contribution."""
        if item := self._contribution():
            self.fill(sheets.no_action_sheet(item))

    def action_risk(self) -> None:
        """Mark a contribution as a risk, or as context again."""
        if item := self._contribution():
            weight = Weight.CONTEXT if item.weight is Weight.RISK else Weight.RISK
            self.ask(Contribute(contribution=replace(item, weight=weight)))

    def action_take_back(self) -> None:
        """Take back a contribution that was written down by mistake."""
        item = self._contribution()
        if item is None:
            return

        def chosen(answer: str | None) -> None:
            if answer == "away":
                self.ask(RemoveContribution(contribution_id=item.id))

        answers = {"stay": "Leave it as it is", "away": "Take it back; the log keeps it"}
        self.app.push_screen(Confirm("Was this written down by mistake?", answers), chosen)

    def action_chronology(self) -> None:
        """Type or paste rows of the chronology, or bring them in from a file."""
        add_to_chronology(self)

    def action_pattern(self) -> None:
        """Write what the chronology shows and what it changes."""
        if self._meeting.sharing.chronology:
            self.fill(chronology_analysis_sheet(self.sitting))
        else:
            say(self.app, "There are no rows yet: y types or pastes them.")
