"""Step 1, who is here: everyone expected and why, invited or not, here now and how."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from chairtui.core.attendance import (
    AttendeeListed,
    ListAttendee,
    NoteWrittenInformation,
    PresenceRecorded,
    RecordPresence,
)
from chairtui.core.carrying import not_listed_again
from chairtui.core.meeting import Meeting
from chairtui.core.register import Attendee, beside_the_chair, present
from chairtui.core.vocabulary import Mode, Stage, Step
from chairtui.core.with_ids import find
from chairtui.directory.calling import call_words
from chairtui.live.outcome import Outcome
from chairtui.live.signing import line_for, line_of_agency
from chairtui.standards.verdict import Expected
from chairtui.standards.why_expected import MINIMUM
from chairtui.tui.keys import Where, bindings, with_keys
from chairtui.tui.rows.disputed import CHAIR, MET
from chairtui.tui.rows.progress import awaited
from chairtui.tui.rows.register import PART, REGISTER, chair_row, met_row, part_rows, person_row
from chairtui.tui.rows.room import ROOM, room_row
from chairtui.tui.rows.series import partners_row, series_row
from chairtui.tui.sheets import register as sheets
from chairtui.tui.sheets.partners import partners_sheet
from chairtui.tui.sheets.person import person_sheet, usual_mode
from chairtui.tui.sitting.sitting import agency_title
from chairtui.tui.steps.inviting import Inviting
from chairtui.tui.steps.room_in_sight import RoomInSight
from chairtui.tui.widgets.dialogs import Confirm
from chairtui.tui.widgets.lines import Lines, Row
from chairtui.tui.widgets.words import say

WRITTEN, GONE = "written", "gone"
SLIP = timedelta(seconds=60)
"""A second press within this time takes an arrival back instead of recording that they left."""


class WhoIsHere(Inviting, RoomInSight):
    """The register."""

    STEP = Step.WHO
    WHERE = Where.REGISTER
    COLUMNS = REGISTER
    BINDINGS = bindings(Where.REGISTER, Where.PREPARING)
    EMPTY = with_keys(
        "Nobody is expected yet. Press {add_person} to add someone, {step_2} to name the child and the "
        "circumstances."
    )

    _added = ""
    """The line that is being added: the cursor goes to it."""

    def kind(self, key: str) -> str:
        attendance = self.sitting.live.outcome.meeting.attendance
        line = find(attendance.register, key)
        if line is None and key not in {role.key for role in self.sitting.expected(self._meeting_now)}:
            return {CHAIR: "chair", MET: "met", ROOM: "room"}.get(key, super().kind(key))
        if self.preparing:
            return "leads" if line and attendance.is_chair(line) else "before"
        return "here" if line and line.here else "away"

    def count(self) -> str:
        meeting = self.sitting.shown.meeting
        here = present(meeting.attendance)
        number = len(beside_the_chair(here))
        chair = " and the chair" if number < len(here) else ""
        return f"{number}{chair} here of {awaited(meeting, self.sitting.expected(meeting))}"

    def body(self, outcome: Outcome) -> Sequence[Row]:
        meeting = outcome.meeting
        expected = self.sitting.expected(meeting)
        by_line = {role.attendee_id: role for role in expected if role.attendee_id}
        rows = [chair_row(meeting), met_row(meeting)]
        if meeting.series.earlier:
            rows.append(series_row(meeting))
        if meeting.stage is not Stage.SIGNED and (partners := not_listed_again(meeting)):
            rows.append(partners_row(len(partners)))
        if self.preparing:
            rows.insert(0, Row("ready", f"Ready?  {self.sitting.readiness(meeting).words}"))
        minimum = [role for role in expected if MINIMUM in role.origins]
        sectors = {self.sitting.desk.agencies.get(role.agency).sector for role in minimum}
        parts = part_rows(meeting, sectors)
        rows += self._group("minimum", [*(self._role_row(meeting, role) for role in minimum), *parts])
        others = [self._role_row(meeting, role) for role in expected if role not in minimum]
        rows += self._group("expected", others)
        also = [line for line in meeting.attendance.register if line.id not in by_line]
        rows += self._group("also", [person_row(self.sitting, meeting, line, None) for line in also])
        return rows + room_row(meeting)

    def _role_row(self, meeting: Meeting, role: Expected) -> Row:
        line = find(meeting.attendance.register, role.attendee_id)
        return person_row(self.sitting, meeting, line or line_for(role, self.sitting.desk.agencies), role)

    def _group(self, name: str, rows: Sequence[Row]) -> list[Row]:
        """Return rows below what they are, where the window is high enough for it."""
        named = rows and not self.has_class("-low")
        return [Row(f"heading/{name}", name.capitalize(), selectable=False), *rows] if named else [*rows]

    def on_resize(self) -> None:
        """Name the groups, or no longer, once the window is another."""
        if self._is_drawn:
            self.call_after_refresh(self.show_body, self.sitting.shown)

    # The line under the cursor ------------------------------------------------------------------

    def _role(self) -> Expected | None:
        expected = self.sitting.expected(self.sitting.live.outcome.meeting)
        return next((role for role in expected if self.row_key in (role.attendee_id, role.key)), None)

    def _line(self) -> Attendee | None:
        """Return the line the cursor is on; for a role that nobody stands for yet, a new one."""
        known = find(self.sitting.live.outcome.meeting.attendance.register, self.row_key)
        role = self._role()
        if known is None and role is not None:
            return line_for(role, self.sitting.desk.agencies)
        if known is None:
            say(self.app, "Go to someone's line first.")
        return known

    # Acts ---------------------------------------------------------------------------------------

    def action_presence(self) -> None:
        """Mark someone as here, or as having left."""
        if line := self._line():
            if line.here and self._is_slip(line):
                self.action_undo()
            else:
                mode = usual_mode(self.sitting.live.outcome.meeting)
                self._attend(line, None if line.here else mode)

    def _is_slip(self, line: Attendee) -> bool:
        """Say whether the last thing recorded is that this person has just come."""
        last = self.sitting.live.last_act()
        just_now = line.here is not None and self.sitting.now - line.here.joined_at < SLIP
        only_this = (isinstance(one.event, (AttendeeListed, PresenceRecorded)) for one in last)
        return (
            just_now
            and bool(last)
            and all(only_this)
            and last[-1].event
            == PresenceRecorded(attendee_id=line.id, mode=line.here.mode if line.here else None)
        )

    def _attend(self, line: Attendee, mode: Mode | None) -> None:
        self.ask(ListAttendee(attendee=line), RecordPresence(attendee_id=line.id, mode=mode))

    def action_mode(self) -> None:
        """Choose how they attend."""
        line = self._line()
        if line is None:
            return
        answers = {mode.value: mode.value for mode in Mode}
        answers |= {WRITTEN: "not here, but sent written information", GONE: "left, or not here"}

        def chosen(answer: str | None) -> None:
            if answer == WRITTEN:
                self.ask(ListAttendee(attendee=line), NoteWrittenInformation(attendee_id=line.id))
            elif answer is not None:
                self._attend(line, None if answer == GONE else Mode(answer))

        self.app.push_screen(
            Confirm(f"{agency_title(self.sitting, line)}: how do they attend?", answers), chosen
        )

    def action_first_hand(self) -> None:
        """Note who has met the child."""
        if line := self._line():
            self.fill(sheets.first_hand_sheet(self.sitting, line))

    def action_contact(self) -> None:
        """Show whom to call, and note the call on the warning about them."""
        if self.row_key.startswith(PART):
            self.open_warning(self.row_key.removeprefix(PART))
            return
        line = self._line()
        if line is None:
            return
        for verdict in self.sitting.live.outcome.verdicts:
            if verdict.contact == line.agency or verdict.subject in (line.id, line.agency):
                self.open_warning(verdict.id)
                return
        say(self.app, call_words(line.agency, self.sitting.desk.agencies))

    def action_person(self) -> None:
        """Say who somebody is."""
        if line := self._line():
            self.fill(person_sheet(self.sitting, line, known=True))

    def action_add_person(self) -> None:
        """Add someone who was not expected."""
        self._add()

    def action_deputy(self) -> None:
        """Add someone who comes in another's place."""
        if line := self._line():
            self._add(deputy_for=line)

    def _add(self, deputy_for: Attendee | None = None) -> None:
        new = line_of_agency(
            self.sitting.desk.clock.new_id(),
            deputy_for.agency if deputy_for else "",
            self.sitting.desk.agencies,
            area=deputy_for.area if deputy_for else "",
        )
        if deputy_for:
            new = Attendee(
                id=new.id,
                agency=new.agency,
                sector=new.sector,
                unit=new.unit,
                health=new.health,
                area=new.area,
                called=new.called,
                deputy_for=deputy_for.id,
            )
        self._added = new.id
        self.fill(person_sheet(self.sitting, new, known=False))

    def show_body(self, outcome: Outcome) -> None:
        super().show_body(outcome)
        if find(outcome.meeting.attendance.register, self._added):
            self.query_one("#body", Lines).go_to(self._added)
            self._added = ""

    def action_hand_over(self) -> None:
        """Hand the chair to this person."""
        line = find(self.sitting.live.outcome.meeting.attendance.register, self.row_key)
        self.fill(sheets.chair_sheet(self.sitting, line))

    def open_row(self, key: str) -> None:
        if key == CHAIR:
            self.fill(sheets.chair_sheet(self.sitting))
        elif key == "series":
            self.action_series()
        elif key == "partners":
            self.fill(partners_sheet(self.sitting))
        elif key == MET:
            self.fill(sheets.has_met_sheet(self.sitting))
        elif key == ROOM:
            self.read_room(self.sitting.now)
        elif key.startswith(PART):
            self.open_warning(key.removeprefix(PART))
        elif self.preparing:
            self._ask_how_to_invite()
        else:
            self.action_person()
