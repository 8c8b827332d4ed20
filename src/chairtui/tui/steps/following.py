"""Asks what became of what is to be followed up, over the list of it; each answer goes to its meeting."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from typing import Any, NamedTuple

from msgspec.structs import replace
from textual.screen import Screen

from chairtui.core.change import Command, Refused
from chairtui.core.chronology import NoteBookingOutcome
from chairtui.core.enquiries import NoteEnquiry, enquiry_of
from chairtui.core.history.log import Damaged
from chairtui.core.meeting import Meeting
from chairtui.core.plan import PlanSeeing
from chairtui.core.questions import AnswerQuestion
from chairtui.core.sentences.every_event import entries
from chairtui.core.vocabulary import BookingOutcome, FollowKind
from chairtui.core.with_ids import find, find_or_refuse
from chairtui.live.desk import Desk
from chairtui.live.following_up import Noted, withdraw
from chairtui.live.library import Followed
from chairtui.live.ports import NotSaved
from chairtui.live.undoing import NOT_UNDONE
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


class Done(NamedTuple):
    """What was noted of something that is followed up."""

    words: str
    """In which meeting, of what, and what became of it, in a sentence."""
    back: Callable[[], list[Noted]]
    """Takes it back."""


Then = Callable[[Done | None], object]
"""Called once it is noted, or with nothing where the list has to be read again."""


def follow(screen: Screen[Any], desk: Desk, followed: Followed, then: Then) -> None:
    """Open what is followed up in its meeting, and ask; `then` is called once that has ended."""

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
        then(None)
        return
    asks = sheet.commands

    def attempt(values: Values, end: Callable[[Mapping[str, str]], None]) -> None:
        try:
            commands = asks(values)
        except (Refused, ValueError) as problem:
            end({"": str(problem)})
        else:
            _note(screen, sitting, followed, commands, lambda why: end({"": why} if why else {}), then)

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
            _note(screen, sitting, followed, (noted,), told, then)

    booking = find(sitting.live.outcome.meeting.sharing.bookings, followed.about)
    if booking is None:
        told("It was changed meanwhile: the list is read again.")
        then(None)
        return
    question = f"{followed.reference}, {said(booking.when)}: {followed.what}"
    screen.app.push_screen(Confirm(question, what_became(booking, sitting.now)), chosen)


def _note(
    screen: Screen[Any],
    sitting: Sitting,
    followed: Followed,
    commands: Iterable[Command],
    end: Callable[[str], object],
    then: Then,
) -> None:
    """Carry out what was asked, beside the screen, and tell how it ended: why not, or nothing."""

    def note() -> None:
        why, done = "", None
        try:
            known = {one.row.event_id for one in sitting.live.history}
            before = _as_it_is(sitting.live.outcome.meeting, followed)
            sitting.live.do(*commands)
            done = _done(sitting, followed, known, before)
        except TROUBLE as trouble:
            why = str(trouble)
        screen.app.call_from_thread(end, why)
        screen.app.call_from_thread(then, done)

    screen.run_worker(note, thread=True, group="note")


def _as_it_is(meeting: Meeting, followed: Followed) -> Command:
    """Return the command that notes of what is followed up what stands of it now."""
    match followed.kind:
        case FollowKind.APPOINTMENT:
            booking = find_or_refuse(meeting.sharing.bookings, followed.about, "booking")
            return NoteBookingOutcome(booking_id=booking.id, outcome=booking.outcome)
        case FollowKind.SEEING:
            return PlanSeeing(seeing=find_or_refuse(meeting.plan.seeing, followed.about, "child"))
        case FollowKind.QUESTION:
            asked = find_or_refuse(meeting.plan.questions, followed.about, "question")
            return AnswerQuestion(
                question_id=asked.id,
                answer=asked.answer,
                answered_by=asked.answered_by,
                answered_on=asked.answered_on,
            )
        case FollowKind.ENQUIRY:
            return NoteEnquiry(enquiry=replace(enquiry_of(meeting.plan, followed.about), id=followed.about))


def _done(sitting: Sitting, followed: Followed, known: Collection[str], before: Command) -> Done | None:
    """Return what was noted since these events were known; nothing where it said so already."""
    history = sitting.live.history
    new = [
        one.row.event_id
        for one in history
        if one.row.event_id not in known and not isinstance(one.event, NOT_UNDONE)
    ]
    if not new:
        return None
    told = [one.words for one in entries(history) if one.event_id in new]
    booking = find(sitting.live.outcome.meeting.sharing.bookings, followed.about)
    of_day = followed.kind is FollowKind.APPOINTMENT and booking is not None
    day = f", {said(booking.when)}" if of_day and booking else ""
    words = f"Noted in {followed.reference}{day}: {' '.join(told)}"
    return Done(words, partial(withdraw, sitting.desk, followed.meeting_id, followed.what, new, before))
