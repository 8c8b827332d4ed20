"""What can be noted of somebody before the meeting: invited or not, their answer, when they cannot come."""

from __future__ import annotations

from chairtui.core.attendance import ListAttendee, NoteInvitation
from chairtui.core.register import Attendee
from chairtui.core.vocabulary import Answer
from chairtui.tui.keys import with_keys
from chairtui.tui.sheets import register as sheets
from chairtui.tui.sheets.scheduling import availability_sheet
from chairtui.tui.sitting.sitting import agency_title
from chairtui.tui.steps.preparing_screen import PreparingScreen
from chairtui.tui.widgets.dialogs import Confirm

BOARD = {
    "invited": with_keys("Invited: when, by whom, how, and the answer ({invited})"),
    "come": "They come",
    "declined": "They do not come: why",
    "left_out": with_keys("Not invited: why ({left_out})"),
    "deputy": with_keys("Somebody comes in their place ({deputy})"),
    "write": "Asked to write instead of coming",
    "phone": "Asked by telephone instead of coming",
    "unable": with_keys("When they cannot come ({unable})"),
    "person": with_keys("Who they are ({person})"),
}
"""What can be noted of somebody before the meeting."""
INSTEAD_WORDS = {"write": "to write before the meeting", "phone": "by telephone before the meeting"}


class Inviting(PreparingScreen):
    """A step at which people are invited."""

    def _line(self) -> Attendee | None:
        """Return the line of the register that the cursor is on."""
        raise NotImplementedError

    def action_person(self) -> None:
        """Say who somebody is."""
        raise NotImplementedError

    def action_invited(self) -> None:
        """Note the invitation and what was answered."""
        if line := self._line():
            self.fill(sheets.invitation_sheet(self.sitting, line))

    def action_left_out(self) -> None:
        """Note that someone is not invited, and why."""
        if line := self._line():
            self.fill(sheets.invitation_sheet(self.sitting, line, Answer.NOT_INVITED))

    def action_unable(self) -> None:
        """Note when somebody cannot come."""
        if line := self._line():
            self.fill(availability_sheet(self.sitting, line))

    def _ask_how_to_invite(self) -> None:
        line = self._line()
        if line is None:
            return
        if self.sitting.live.outcome.meeting.attendance.is_chair(line):  # nobody invites themselves
            self.action_person()
            return
        meeting, listed = self.sitting.live.outcome.meeting, ListAttendee(attendee=line)

        def chosen(answer: str | None) -> None:
            match answer:
                case "come":
                    self.ask(listed, NoteInvitation(attendee_id=line.id, answer=Answer.ACCEPTED))
                case "declined":
                    self.fill(sheets.invitation_sheet(self.sitting, line, Answer.DECLINED))
                case "write" | "phone":
                    self.ask(*sheets.asked_instead(self.sitting, meeting, line, INSTEAD_WORDS[answer]))
                case str():
                    getattr(self, f"action_{answer}")()

        self.app.push_screen(Confirm(agency_title(self.sitting, line), BOARD), chosen)
