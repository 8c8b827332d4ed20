"""The forms about information requests: what is asked, an answer from a file, and what was sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from pathlib import Path

from chairtui.core.attendance import ListAttendee, NoteInvitation
from chairtui.core.calendar.deadlines import LONDON, add_working_days, local_day
from chairtui.core.change import Command, Refused
from chairtui.core.joining import Joining, joining_for
from chairtui.core.meeting import Meeting
from chairtui.core.preparing import NoteSent, Paper, Request, RequestInformation, Sent, sequence
from chairtui.core.register import Attendee
from chairtui.core.scheduling import INVITING
from chairtui.core.vocabulary import Answer
from chairtui.core.with_ids import find
from chairtui.directory.asks import ask_of
from chairtui.live.replies import Reply, commands_of, with_outside
from chairtui.text import LIMIT
from chairtui.tui.sheets.choices import lines_as_options
from chairtui.tui.sheets.of_a_value import FieldsOf, corrected
from chairtui.tui.sheets.sheet import Sheet, picked, sent_to, text
from chairtui.tui.sitting.sitting import Sitting, agency_title
from chairtui.tui.widgets.form import FieldSpec, Kind, Values
from chairtui.tui.widgets.options import Option

CHANNELS = ("secure e-mail", "phone", "in person", "shared system")


def first_request(sitting: Sitting, meeting: Meeting, line: Attendee) -> Request:
    """Return a first draft of the request to somebody."""
    ask = ask_of(sitting.desk.agencies.get(line.agency), meeting.concern.circumstances)
    return Request(
        id=line.id,
        needs=ask.needs,
        only_you=ask.only_you,
        reply_by=usual_reply_by(meeting.scheduled_at, sitting.now),
    )


def usual_reply_by(scheduled_at: datetime | None, now: datetime) -> datetime:
    """Return by when answers are asked for: noon of the working day before, or an hour before the meeting.

    The hour is for a meeting that is so near that the noon before it has gone.
    """
    if scheduled_at is None:
        noon = datetime.combine(add_working_days(local_day(now), 1), time(12), LONDON)
        return noon.astimezone(now.tzinfo)
    noon = datetime.combine(add_working_days(local_day(scheduled_at), -1), time(12), LONDON)
    if noon > now:
        return noon.astimezone(now.tzinfo)
    return max(scheduled_at - timedelta(hours=1), now + timedelta(minutes=30))


def request_sheet(sitting: Sitting, line: Attendee) -> Sheet:
    """Return the form for what an agency is asked before the meeting."""
    meeting = sitting.live.outcome.meeting
    shown = find(meeting.preparing.requests, line.id) or first_request(sitting, meeting, line)
    field = FieldsOf(shown, sitting.dates)
    fields = (
        field("needs", "What we need to know from you", Kind.PROSE, True, height=6),
        field("only_you", "What only you can tell us", Kind.PROSE, height=3),
        field("reply_by", "Reply by"),
    )

    def commands(values: Values) -> Sequence[Command]:
        request = corrected(shown, fields, values)
        return (ListAttendee(attendee=line), RequestInformation(request=request))

    return Sheet(
        key=f"request/{line.id}",
        title=f"{agency_title(sitting, line)}: what we ask before the meeting",
        fields=fields,
        commands=commands,
        about="The form also asks what is booked in the next fourteen days.",
    )


def reply_sheet(sitting: Sitting, attendee_id: str = "") -> Sheet:
    """Return the form that brings in an answer from a file."""
    meeting = sitting.live.outcome.meeting

    def read(values: Values) -> tuple[Reply, str]:
        file = Path(text(values, "file")).expanduser()
        given = text(values, "agency")
        try:
            reply = sitting.desk.records.read_reply(sitting.desk, file, sitting.live.outcome.meeting, given)
        except OSError as trouble:
            raise Refused(f"{file.name} cannot be read: {trouble.strerror or 'it is not there'}.") from None
        return reply, reply.attendee_id or given

    def commands(values: Values) -> Sequence[Command]:
        reply, whose = read(values)
        return commands_of(reply, sitting.live.outcome.meeting, whose)

    def then(values: Values) -> Sheet | None:
        reply, whose = read(values)
        return outside_sheet(sitting, reply, whose) if reply.outside else None

    return Sheet(
        key="reply",
        title="Bring in an answer from a file",
        fields=(
            FieldSpec(
                "file",
                "File",
                required=True,
                help="the filled-in form as .docx or .txt, or .json; what was brought in before comes once",
            ),
            FieldSpec(
                "agency",
                "Whose, if the file does not say",
                Kind.CHOICE,
                options=lines_as_options(sitting, meeting.attendance.register),
                initial=attendee_id,
            ),
        ),
        commands=commands,
        then=then,
    )


def outside_sheet(sitting: Sitting, reply: Reply, whose: str) -> Sheet:
    """Return the form that asks what becomes of the words that stand outside the answers of a reply."""

    def commands(values: Values) -> Sequence[Command]:
        decided = with_outside(reply, text(values, "words"))
        return commands_of(decided, sitting.live.outcome.meeting, whose)

    words = "\n\n".join(reply.outside)
    return Sheet(
        key="reply/outside",
        title="Words outside the answers",
        about="They stand in the file, but in no answer. What you leave here is taken in with the answers, "
        "as something that was told; take out what says nothing.",
        fields=(
            FieldSpec("words", "Taken in", Kind.PROSE, initial=words, limit=len(words) + LIMIT, height=10),
        ),
        commands=commands,
        drafts=False,
    )


WHOSE = {
    Paper.INVITATION: "Each is for the agency that it names.",
    Paper.UPDATE: "Each is for whoever was sent the invitation that it replaces.",
    Paper.CANCELLATION: "Each is for whoever was sent the invitation that it takes back.",
    Paper.REQUEST: "Each is for the agency that it asks.",
    Paper.PACK: "An agency is sent the pack with what it may see; the whole one is for whoever leads alone.",
}
"""For whom each paper is."""


def sent_sheet(sitting: Sitting, paper: Paper, ids: Sequence[str]) -> Sheet:
    """Return the form that notes what was sent: to whom, when, by whom, how."""
    meeting = sitting.live.outcome.meeting
    to = sent_to(_options(sitting, meeting, ids))

    def commands(values: Values) -> Sequence[Command]:
        at = sitting.dates.instant(text(values, "at"), past=True) or sitting.now
        by, channel = text(values, "by"), text(values, "channel")
        now = sitting.live.outcome.meeting
        noted: list[Command] = []
        for attendee_id in picked(values, to):
            sent = Sent(
                id=sitting.desk.clock.new_id(),
                attendee_id=attendee_id,
                paper=paper,
                sequence=sequence(now, attendee_id, paper) if paper in INVITING else 0,
                channel=channel,
                by=by,
                sent_at=at,
                meeting_at=now.scheduled_at if paper in INVITING else None,
                joining=_named_way_in(now, attendee_id) if paper in INVITING else Joining(),
            )
            noted.append(NoteSent(sent=sent))
            if paper is Paper.INVITATION and _is_open(now, attendee_id):
                noted.append(
                    NoteInvitation(
                        attendee_id=attendee_id, answer=Answer.INVITED, at=at, by=by, channel=channel
                    )
                )
        return [*noted, *_who_leads_comes(now, paper)]

    leads = [find(meeting.attendance.register, one.attendee_id) for one in _who_leads_comes(meeting, paper)]
    also = "".join(f" {one.name}, who leads, is noted as coming." for one in leads if one)

    return Sheet(
        key=f"sent/{paper.value}",
        title=f"Was the {paper.value} sent?",
        about=f"{WHOSE[paper]} The program sends nothing itself: pick to whom you sent it, or close this "
        f"if it was not sent yet; l notes it later.{also}",
        fields=(
            to,
            FieldSpec("at", "When", Kind.WHEN, True, initial="now", understand=sitting.dates.done_at),
            FieldSpec("channel", "How", required=True, initial=CHANNELS[0], help=", ".join(CHANNELS)),
            FieldSpec("by", "By whom", required=True, initial=sitting.desk.settings.name),
        ),
        commands=commands,
        focus="to",
    )


def _named_way_in(meeting: Meeting, attendee_id: str) -> Joining:
    return joining_for(meeting, find(meeting.attendance.register, attendee_id))


def _who_leads_comes(meeting: Meeting, paper: Paper) -> Iterator[NoteInvitation]:
    """Yield, with the invitations, that whoever leads the meeting comes to it: nobody invites themselves."""
    for line in meeting.attendance.register if paper is Paper.INVITATION else ():
        if meeting.attendance.is_chair(line) and line.invitation.answer is Answer.UNKNOWN:
            yield NoteInvitation(attendee_id=line.id, answer=Answer.ACCEPTED)


def _is_open(meeting: Meeting, attendee_id: str) -> bool:
    """Say whether nothing was answered yet: an answer that came first is kept."""
    line = find(meeting.attendance.register, attendee_id)
    return line is not None and line.invitation.answer in (Answer.UNKNOWN, Answer.NOT_INVITED)


def _options(sitting: Sitting, meeting: Meeting, ids: Sequence[str]) -> tuple[Option, ...]:
    lines = (find(meeting.attendance.register, one) for one in ids)
    return tuple(
        Option(line.id, f"{agency_title(sitting, line)}{' · ' + line.name if line.name else ''}")
        for line in lines
        if line
    )
