"""What was done before the meeting: the agenda, what was asked and sent, and whether it was cancelled."""

from __future__ import annotations

from collections.abc import Iterator

from chairtui.core.preparing import Preparing
from chairtui.records.content.frame import Frame, said
from chairtui.records.record import Part, Section, table


def before_page(frame: Frame) -> Iterator[Section]:
    """Return the section of what was prepared, if anything was."""
    if frame.meeting.preparing != Preparing():
        yield Section("Before the meeting", tuple(_prepared(frame)))


def _prepared(frame: Frame) -> Iterator[Part]:
    preparing = frame.meeting.preparing
    items = [
        (item.title, str(item.minutes), frame.line(item.attendee_id) if item.attendee_id else "")
        for item in preparing.agenda
    ]
    yield table("Agenda|Minutes|For", items, "The agenda was the usual one: the seven steps in their order.")
    unable = [
        (frame.line(availability.id), said(period.starts_at), said(period.ends_at))
        for availability in preparing.availability
        for period in availability.unable
    ]
    if unable:
        yield table("Cannot come|From|Until", unable)
    asked = [
        (
            frame.line(request.id),
            request.needs,
            request.only_you,
            said(request.reply_by, "no day set"),
            said(request.returned_at, "not answered"),
        )
        for request in preparing.requests
    ]
    headings = "Asked|What we need to know|What only they can tell|Reply by|Answered"
    yield table(headings, asked, "Nobody was asked for information before the meeting.")
    sent = [
        (
            sending.paper.value,
            frame.line(sending.attendee_id),
            said(sending.sent_at),
            sending.channel,
            sending.by,
        )
        for sending in preparing.sent
    ]
    yield table("Sent|To|When|How|By", sent, "It is not written that anything was sent.")
