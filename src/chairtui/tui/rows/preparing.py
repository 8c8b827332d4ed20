"""The rows of the preparation: what was sent to whom, what was asked of whom, the time and the agenda."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from chairtui.core.agenda import agenda_of, total
from chairtui.core.asking import Asked, asked, was_sent
from chairtui.core.calendar.deadlines import local_day
from chairtui.core.calendar.when import say_near
from chairtui.core.listing import how_many
from chairtui.core.meeting import Meeting
from chairtui.core.preparing import Paper
from chairtui.core.register import Attendee
from chairtui.core.scheduling import cancellations_due, last_invitation, updates_due
from chairtui.core.vocabulary import Form
from chairtui.core.with_ids import find
from chairtui.directory.agencies import Agencies
from chairtui.directory.naming import title_apart
from chairtui.standards.facts.preparing import OWN, left_out_for_good
from chairtui.standards.naming import line_title
from chairtui.standards.verdict import Expected
from chairtui.tui.keys import key_of, with_keys
from chairtui.tui.rows.known import BAD, GOOD, WARN, in_short
from chairtui.tui.rows.parts import MUTED, Part
from chairtui.tui.rows.sharing import what_it_brought
from chairtui.tui.typed.dates import said
from chairtui.tui.typed.periods import say_period
from chairtui.tui.widgets.columns import Column
from chairtui.tui.widgets.lines import Row
from chairtui.tui.widgets.words import join

STATES = {
    Asked.NOT_ASKED: ("not asked yet (Enter)", WARN),
    Asked.WRITTEN: ("written, not sent", WARN),
    Asked.OUTSTANDING: ("outstanding", WARN),
    Asked.OVERDUE: ("OVERDUE", BAD),
    Asked.RETURNED: ("returned", GOOD),
}
REQUESTS = (
    Column("Agency", 16, grows=3, most=46),
    Column("Who", 11, grows=2, most=28),
    Column("Asked", 11, grows=1, most=24, whole=True),
    Column("Reply", 9, grows=1, most=15, whole=True),
)
"""The columns of what is asked before the meeting: of whom, how it stands, and when it is due or came."""
MARKS = {Asked.RETURNED: ("✓", GOOD), Asked.OVERDUE: ("✗", "$error")}


def sent_parts(meeting: Meeting, line: Attendee) -> Iterator[Part]:
    """Yield what was sent to somebody about the meeting, and when they cannot come."""
    last = last_invitation(meeting, line.id)
    if last is not None:
        how = f" by {last.channel}" if last.channel else ""
        yield (f"\n{last.paper.value} sent {said(last.sent_at)}{how}", MUTED)
    if line.id in updates_due(meeting):
        yield (with_keys("  names another time: update due ({papers})"), WARN)
    if line.id in cancellations_due(meeting):
        yield (with_keys("  cancellation due ({papers})"), WARN)
    away = find(meeting.preparing.availability, line.id)
    if away and away.unable:
        yield (f"\ncannot come {'; '.join(map(say_period, away.unable))}", WARN)


def request_rows(
    meeting: Meeting, expected: Sequence[Expected], agencies: Agencies, now: datetime
) -> Iterator[Row]:
    """Yield what each agency is asked before the meeting, with what it has brought below."""
    lines = {role.key: find(meeting.attendance.register, role.attendee_id) for role in expected}
    answers = meeting.plan.answered
    title = title_apart(meeting, agencies)
    for role in expected:
        line = lines[role.key]
        if role.agency != OWN:
            words = line_title(line, expected, title) if line else role.title
            yield _request(meeting, line, words, now, key=line.id if line else role.key)
        if line is not None:
            yield from what_it_brought(meeting, line, answers, local_day(now))
    known = {line.id for line in lines.values() if line}
    for line in meeting.attendance.register:
        if line.id not in known:
            if find(meeting.preparing.requests, line.id) or was_sent(meeting, line.id):
                yield _request(meeting, line, line_title(line, expected, title), now, key=line.id)
            yield from what_it_brought(meeting, line, answers, local_day(now))


def _request(meeting: Meeting, line: Attendee | None, words: str, now: datetime, *, key: str) -> Row:
    state = asked(meeting, line.id, now) if line else Asked.NOT_ASKED
    name = f" · {line.name}" if line and line.name else ""
    parts: list[Part] = [(words, "bold"), name, "  "]
    if line is not None and left_out_for_good(line) and state is Asked.NOT_ASKED:
        parts.append((f"left out: {line.invitation.reason}", MUTED))
        left_out = join((words, "bold")), line.name, join(("left out", MUTED))
        return Row(key, join(*parts), join(("·", MUTED)), cells=left_out, title=words)
    parts.append(STATES[state])
    request = find(meeting.preparing.requests, key)
    if request is not None:
        if request.returned_at:
            parts.append((f" {said(request.returned_at)}", MUTED))
        elif request.reply_by:
            parts.append((f" · reply by {said(request.reply_by)}", MUTED))
    sent = [one for one in meeting.preparing.sent if one.attendee_id == key and one.paper is Paper.REQUEST]
    if sent:
        how = f" by {sent[-1].channel}" if sent[-1].channel else ""
        parts.append((f"\nsent {said(sent[-1].sent_at)}{how}", MUTED))
    if request is not None:
        first = request.needs.partition("\n")[0]
        parts.append((f"\n{first}", MUTED))
    reply = (request.returned_at or request.reply_by) if request else None
    cells = (
        join((words, "bold")),
        line.name if line else "",
        join(STATES[state]),
        say_near(reply, local_day(now)) if reply else "",
    )
    return Row(key, join(*parts), join(MARKS.get(state, ("○", WARN))), cells=cells, title=words)


def plan_rows(meeting: Meeting, when: str) -> list[Row]:
    """Return the rows for the time and the agenda, which open their forms."""
    items = agenda_of(meeting)
    slots = sum(item.step is None for item in items)
    extra = f", {how_many(slots, 'slot')} for one item" if slots else ""
    set_by = "" if meeting.preparing.agenda else " (the usual one)"
    off = meeting.preparing.cancelled_because
    due = len(updates_due(meeting))
    stale = f"\ninvitations that say another time or way to join: {due} ({key_of('papers')})" if due else ""
    minutes = f"{total(meeting)} minutes{extra}"
    time = (f"cancelled: {off}", BAD) if off else (when, "" if meeting.scheduled_at else WARN)
    mark = ("✓", GOOD) if not off else ("✗", BAD)
    update = (f"{due} updates due", WARN) if due else ""
    return [
        in_short(Row("time", join("When  ", time, (stale, WARN)), join(mark)), ("When", "", time, update)),
        _joining_row(meeting),
        in_short(
            Row("agenda", join("Agenda  ", minutes, (set_by, MUTED)), join(("✓", GOOD))),
            ("Agenda", "", f"{minutes}{set_by}"),
        ),
    ]


def _joining_row(meeting: Meeting) -> Row:
    joining = meeting.preparing.joining
    ways = "; ".join(filter(None, (joining.link, joining.number, joining.room)))
    missing = "" if meeting.form is Form.CALLS else "link, number or room (Enter): invitations have none"
    words: Part = ways or (missing or "everybody is called", WARN if missing else MUTED)
    mark = ("✓", GOOD) if ways or not missing else ("○", WARN)
    return in_short(Row("joining", join("How to join  ", words), join(mark)), ("How to join", "", words))
