"""Asks what became of what is to be followed up, over the list of it; each answer goes to its meeting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from textual.screen import Screen

from chairtui.core.change import Command, Refused
from chairtui.core.chronology import NoteBookingOutcome
from chairtui.core.history.log import Damaged
from chairtui.core.vocabulary import BookingOutcome, FollowKind
from chairtui.core.with_ids import find
from chairtui.live.desk import Desk
from chairtui.live.library import Followed
from chairtui.live.ports import NotSaved
from chairtui.tui.sheets.afterwards import answer_sheet
from chairtui.tui.sheets.enquiries import enquiry_sheet
from chairtui.tui.sheets.planning import seeing_sheet
from chairtui.tui.sheets.sharing import what_became
from chairtui.tui.sheets.sheet import Sheet
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.typed.dates import said
from chairtui.tui.widgets.dialogs import Confirm
from chairtui.tui.widgets.form import Form, Values
from chairtui.tui.widgets.words import say

TROUBLE = (Refused, NotSaved, Damaged, ValueError)
Then = Callable[[], object]


def follow(screen: Screen[Any], desk: Desk, followed: Followed, then: Then) -> None:
    """Open what is followed up in its meeting, and ask; `then` is called once it is noted."""

    def read() -> None:
        try:
            sitting = Sitting(desk, followed.meeting_id)
        except TROUBLE as trouble:
            screen.app.call_from_thread(say, screen.app, str(trouble), "error")
        else:
            screen.app.call_from_thread(_ask, screen, sitting, followed, then)

    screen.run_worker(read, thread=True, exclusive=True, group="follow")


def _ask(screen: Screen[Any], sitting: Sitting, followed: Followed, then: Then) -> None:
    if followed.kind is FollowKind.APPOINTMENT:
        _ask_whether_kept(screen, sitting, followed, then)
        return
    sheet = _sheet(sitting, followed)
    if sheet is None:
        say(screen.app, "It was changed meanwhile: the list is read again.")
        then()
        return
    asks = sheet.commands

    def attempt(values: Values, end: Callable[[Mapping[str, str]], None]) -> None:
        try:
            commands = asks(values)
        except (Refused, ValueError) as problem:
            end({"": str(problem)})
        else:
            _note(screen, sitting, commands, lambda why: end({"": why} if why else {}), then)

    about = " · ".join(filter(None, (followed.reference, sheet.about)))
    form = Form(sheet.title, sheet.fields, about=about, focus=sheet.focus, attempt=attempt)
    screen.app.push_screen(form)


def _sheet(sitting: Sitting, followed: Followed) -> Sheet | None:
    """Return the form that the step of the meeting has for it."""
    if followed.kind is FollowKind.SEEING:
        return seeing_sheet(sitting, followed.about, seen=True)
    if followed.kind is FollowKind.ENQUIRY:
        return enquiry_sheet(sitting, followed.about)
    question = find(sitting.live.outcome.meeting.plan.questions, followed.about)
    return answer_sheet(sitting, question) if question else None


def _ask_whether_kept(screen: Screen[Any], sitting: Sitting, followed: Followed, then: Then) -> None:
    def told(why: str) -> None:
        if why:
            say(screen.app, why, "warning")

    def chosen(answer: str | None) -> None:
        if answer is not None:
            noted = NoteBookingOutcome(booking_id=followed.about, outcome=BookingOutcome(answer))
            _note(screen, sitting, (noted,), told, then)

    booking = find(sitting.live.outcome.meeting.sharing.bookings, followed.about)
    if booking is None:
        told("It was changed meanwhile: the list is read again.")
        then()
        return
    question = f"{followed.reference}, {said(booking.when)}: {followed.what}"
    screen.app.push_screen(Confirm(question, what_became(booking, sitting.now)), chosen)


def _note(
    screen: Screen[Any],
    sitting: Sitting,
    commands: Iterable[Command],
    end: Callable[[str], object],
    then: Then,
) -> None:
    """Carry out what was asked, beside the screen, and tell how it ended: why not, or nothing."""

    def note() -> None:
        why = ""
        try:
            sitting.live.do(*commands)
        except TROUBLE as trouble:
            why = str(trouble)
        screen.app.call_from_thread(end, why)
        screen.app.call_from_thread(then)

    screen.run_worker(note, thread=True, group="note")
