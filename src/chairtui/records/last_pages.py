"""The end of a record: views, plan, gaps, warnings, attendance, distribution, and what it was judged by."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime

from chairtui.core.log import Row
from chairtui.core.register import Attendee
from chairtui.core.views import agency_of, ended, invitation_words, position_words, stays_words
from chairtui.core.vocabulary import YesNo
from chairtui.core.warnings import Severity, Warning
from chairtui.records.frame import Frame, rules_words, said
from chairtui.records.record import Paragraph, Part, Section, listed, named, table

NO_REASON = "open at signing, no reason written"


def last_pages(frame: Frame) -> Iterator[Section]:
    """Return the sections of steps 5 to 7, and what shows that the record is whole."""
    yield Section("Each agency's view", (_positions(frame),))
    yield Section("Settled", (_settled(frame),))
    yield Section("Plan", tuple(_plan(frame)))
    yield Section("If things go wrong", (_contingencies(frame),))
    yield Section("Gaps left open", (_gaps(frame),))
    yield Section("Warnings", (_warnings(frame),))
    yield Section("Attendance", tuple(_attendance(frame)))
    yield Section("Who gets the record", (_distribution(frame),))
    yield Section("Late information", tuple(_addenda(frame)))
    yield Section("About this record", tuple(_about(frame)))


def seal(rows: Sequence[Row]) -> str:
    """Return the hash of a log as it stood: that of its last row, or over the last rows of its streams."""
    heads = {row.device_id: row for row in sorted(rows, key=lambda row: row.seq)}
    if len(heads) == 1:
        return next(iter(heads.values())).hash
    lines = "".join(f"{device} {row.seq} {row.hash}\n" for device, row in sorted(heads.items()))
    return hashlib.sha256(lines.encode()).hexdigest()


def versions(rows: Sequence[Row]) -> list[tuple[str, Row, str]]:
    """Return each version of a signed record: what made it, its row, and the hash of the log up to it."""
    found: list[tuple[str, Row, str]] = []
    signed = False
    for number, row in enumerate(rows, start=1):
        if row.kind == "SignedOff" and not signed:
            signed = True
            found.append(("signed", row, seal(rows[:number])))
        elif row.kind == "LateInformationAdded" and signed:
            found.append(("addendum", row, seal(rows[:number])))
    return found


def _positions(frame: Frame) -> Part:
    return listed(position_words(frame.meeting, frame.title), "Nobody was asked: there is no decision.")


def _settled(frame: Frame) -> Part:
    rows = [(one.id.value, one.answer, one.reason) for one in frame.meeting.deciding.settled]
    return table("Question|Answer|Reason", rows)


def _plan(frame: Frame) -> Iterator[Part]:
    plan = frame.meeting.plan
    seeing = [
        (
            frame.child(one.id),
            one.by,
            said(one.due_on, "NO DAY"),
            one.alone.value,
            said(one.seen_on, "not yet"),
        )
        for one in plan.seeing
    ]
    yield table("Who is seen|By whom|By when|Alone|Seen", seeing, "It was not agreed who sees each child.")
    asked = [(one.words, one.owner, one.method, said(one.due_on, "NO DAY")) for one in plan.questions]
    yield table("What the enquiry has to find out|Who|How|By when", asked, "No enquiry question was set.")
    further = [
        (one.what, one.how, one.who, said(one.due_on, "NO DAY"), one.recorded_in) for one in plan.further
    ]
    if further:
        yield table("Further information|How|Who|By when|Written where", further)
    if plan.conference:
        held = f" Held {said(plan.conference.held_on)}." if plan.conference.held_on else ""
        target = said(plan.conference.target_on, "no day")
        why = f": {plan.conference.reason}" if plan.conference.reason else ""
        yield Paragraph(ended(f"Child protection conference, by {target}{why}") + held)
    yield Paragraph(f"Next meeting: {said(plan.next_meeting_at, 'none is set')}.")
    for enquiry in (one for one in plan.enquiries if one.known):
        about = f" about {frame.child(enquiry.id)}" if enquiry.id else ""
        yield Paragraph(ended(f"Outcome of the enquiry{about}, {said(enquiry.ended_on)}: {enquiry.said()}"))


def _contingencies(frame: Frame) -> Part:
    rows = [(one.trigger, one.response, one.who, one.contact) for one in frame.meeting.plan.contingencies]
    return table("If|Then|Who|Contact at any hour", rows, "There is no contingency plan.")


def _gaps(frame: Frame) -> Part:
    signature = frame.meeting.closing.signature
    if signature is None:
        return Paragraph("The record is not signed yet.")
    rows = [(gap.words, gap.reason, gap.code) for gap in signature.gaps]
    known = {gap.code for gap in signature.gaps}
    rows += [
        (one.words, _reason(one), one.id)
        for one in frame.meeting.warnings
        if one.id not in known and _open_at(one, signature.signed_at) and frame.closes(one.code)
    ]
    return table("Gap|Reason|Rule", rows, "None.")


def _open_at(one: Warning, instant: datetime | None) -> bool:
    """Say whether a warning that signing asks about was open then."""
    if instant is None or one.severity is Severity.PROMPT or one.raised_at > instant:
        return False
    return one.cleared_at is None or one.cleared_at > instant


def _reason(one: Warning) -> str:
    return one.last.words if one.last and one.last.words.strip() else NO_REASON


def _warnings(frame: Frame) -> Part:
    rows = [_warning(frame, one) for one in frame.meeting.warnings]
    return table("Warning|Raised|Cleared|What was done|Rule", rows, "None was raised.")


def _warning(frame: Frame, one: Warning) -> tuple[str, ...]:
    done = "; ".join(
        f"{said(handled.at)} {handled.what.value}{': ' + handled.words if handled.words else ''}"
        for handled in one.handled
    )
    source = frame.source_of(one.code)
    rule = f"{one.id} ({one.severity.value}){': ' + source if source else ''}"
    return (one.words, said(one.raised_at), said(one.cleared_at, "open"), done or "nothing", rule)


def _attendance(frame: Frame) -> Iterator[Part]:
    attendance = frame.meeting.attendance
    chairs = [
        ", ".join(filter(None, (one.name, one.grade, f"from {said(one.since)}", one.reason)))
        for one in attendance.chairs
    ]
    yield Paragraph("Chair:")
    yield listed(chairs, "Nobody is named.")
    rows = [_attendee(frame, line) for line in attendance.register]
    yield table("Who|Kind|Invited|Took part|Knows the child|Can commit the agency", rows, "Nobody.")
    yield Paragraph(f"Somebody in the meeting has met the child: {attendance.someone_has_met.value}.")


def _attendee(frame: Frame, line: Attendee) -> tuple[str, ...]:
    register = frame.meeting.attendance.register
    kind = line.health.value if line.health else agency_of(line, frame.title)
    known = line.first_hand.knows.value
    if line.first_hand.knows is YesNo.YES:
        seen = line.first_hand.last_seen_on
        how = (line.first_hand.relationship, f"last seen {said(seen)}" if seen else "")
        known = ": ".join(filter(None, (known, ", ".join(filter(None, how)))))
    commits = line.authority.can_commit.value
    if line.authority.decider:
        commits += f"; {line.authority.decider} decides {said(line.authority.decides_at, '')}".rstrip()
    stays = stays_words(line) or ("sent written information" if line.written_at else "no")
    if line.only_for:
        stays += f"; only for: {line.only_for}"
    return (
        frame.line(line.id),
        kind,
        invitation_words(line, register, frame.decided_at),
        stays,
        known,
        commits,
    )


def _distribution(frame: Frame) -> Part:
    rows = [
        (
            one.recipient,
            frame.title(one.agency) if one.agency else "",
            one.record.value,
            one.channel,
            said(one.due_at, "no time set"),
            said(one.sent_at, "not sent"),
            said(one.acknowledged_at, "no"),
        )
        for one in frame.meeting.closing.distribution
    ]
    return table("Recipient|Agency|What|Channel|Due|Sent|Acknowledged", rows, "Nobody is named.")


def _addenda(frame: Frame) -> Iterator[Part]:
    addenda = frame.meeting.closing.addenda
    rows = [
        (said(one.added_at), f"{one.author} {one.agency}".strip(), one.words, one.change.value, one.reason)
        for one in addenda
    ]
    yield table("Added|By|What came|Does it change the decision?|Why", rows, "None.")


def _about(frame: Frame) -> Iterator[Part]:
    meeting = frame.meeting
    signature = meeting.closing.signature
    signed = f"{signature.name}, {said(signature.signed_at)}" if signature else "not signed"
    urgent = ": ".join(filter(None, ("yes", meeting.urgent_because))) if meeting.urgent else "no"
    yield named(
        (
            ("Signed", signed),
            ("Rules that judged it", rules_words(meeting.profile, frame.judged_now)),
            ("Held as", meeting.form.value),
            ("Began", said(meeting.started_at, "not yet")),
            ("Urgent", urgent),
            ("Meeting", meeting.id),
        )
    )
    made = [
        (str(number), what, said(row.at), sealed)
        for number, (what, row, sealed) in enumerate(versions(frame.rows), 1)
    ]
    yield table("Version|Made by|Noted|Hash of the log", made, f"Hash of the log so far: {seal(frame.rows)}")
