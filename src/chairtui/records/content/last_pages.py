"""The end of a record: gaps, warnings, attendance, who gets it, what judged it, and what came late."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from chairtui.core.closing import Addendum
from chairtui.core.register import Attendee
from chairtui.core.rooms import moments
from chairtui.core.sentences.every_event import clock_words
from chairtui.core.views import agency_of, invitation_words, stays_words
from chairtui.core.vocabulary import Mode, Redaction, YesNo
from chairtui.core.warnings import Severity, Warning, ended
from chairtui.records.content.apart_page import apart_page
from chairtui.records.content.frame import Frame, omitted, rules_words, said
from chairtui.records.content.handed import handed
from chairtui.records.content.versions import seal
from chairtui.records.record import Paragraph, Part, Section, listed, named, table

NO_REASON = "open at signing, no reason written"
RAISED_AS = "Warning, in the words and with the weight of when it was raised"
SAME = "the same reason as above"
ABOUT, LATE, SINCE = "About this record", "Late information", "Since it was signed"
ALSO = "also the social worker who knows the case"
OF_THE_CHILD = "The meeting was about several children: only what is about this one stands here."
NOT_HERE = "Left out of this copy, because warnings speak of what it leaves out."
TELLING = (Redaction.PLACES, Redaction.SHARED, Redaction.CHRONOLOGY, Redaction.ANALYSIS, Redaction.ACTIONS)
"""What warnings speak of in their words: a copy that leaves out one of these leaves out the warnings."""


def last_pages(frame: Frame) -> Iterator[Section]:
    """Return the sections of step 7, and what shows that the record is whole."""
    yield Section("Gaps left open", tuple(_gaps(frame)))
    yield Section("Warnings", tuple(_warnings(frame)))
    yield from apart_page(frame)
    yield Section("Attendance", tuple(_attendance(frame)))
    yield Section("Who gets the record", (_distribution(frame),))
    yield Section(ABOUT, tuple(about_parts(frame)))
    yield Section(LATE, tuple(_addenda(frame)))
    if frame.since:
        yield Section(SINCE, tuple(_since(frame)))


def _gaps(frame: Frame) -> Iterator[Part]:
    signature = frame.meeting.closing.signature
    if frame.omits(*TELLING):
        yield Paragraph(NOT_HERE)
        return
    if signature is None:
        yield Paragraph("The record is not signed yet.")
        return
    if frame.copy.of_several:
        yield Paragraph(OF_THE_CHILD)
    rows = [(gap.words, gap.reason, _rule(gap.code)) for gap in signature.gaps]
    known = {gap.code for gap in signature.gaps}
    rows += [
        (f"{one.words} (said {said(one.raised_at)})", _reason(one), one.code)
        for one in frame.meeting.warnings
        if one.id not in known and _open_at(one, signature.signed_at) and frame.closes(one.code)
    ]
    yield from _explained(rows)


def _explained(rows: Sequence[tuple[str, str, str]]) -> Iterator[Part]:
    """Return gaps with their reasons, each reason said once."""
    reasons = list(dict.fromkeys(reason for _, reason, _ in rows))
    if len(rows) > 1 and len(reasons) == 1 and reasons[0] != NO_REASON:
        yield Paragraph(f"{len(rows)} gaps. One reason was given for all: “{reasons[0]}”.")
        yield table("Gap|Rule", ((words, rule) for words, _, rule in rows))
        return
    told: list[tuple[str, str, str]] = []
    for reason in reasons:
        alike = [(words, rule) for words, given, rule in rows if given == reason]
        told += [
            (words, SAME if number and reason != NO_REASON else reason, rule)
            for number, (words, rule) in enumerate(alike)
        ]
    yield table("Gap|Reason|Rule", told, "None.")


def _rule(warning_id: str) -> str:
    """Return the code of a rule, without the id of what it is about."""
    return warning_id.partition(":")[0]


def _open_at(warning: Warning, instant: datetime | None) -> bool:
    """Say whether a warning that signing asks about was open then."""
    if instant is None or warning.severity is Severity.PROMPT or warning.raised_at > instant:
        return False
    return warning.cleared_at is None or warning.cleared_at > instant


def _reason(one: Warning) -> str:
    return one.last.words if one.last and one.last.words.strip() else NO_REASON


def _warnings(frame: Frame) -> Iterator[Part]:
    warnings = frame.meeting.warnings
    if frame.omits(*TELLING):
        yield Paragraph(NOT_HERE)
        return
    if frame.copy.of_several:
        yield Paragraph(OF_THE_CHILD)
    rows = [_warning(frame, one) for one in warnings]
    yield table(f"{RAISED_AS}|Raised|How it stands|What was done|Rule", rows, "None was raised.")
    by_source: dict[str, list[str]] = {}
    for code in dict.fromkeys(one.code for one in warnings):
        if source := frame.source_of(code):
            by_source.setdefault(source, []).append(code)
    if by_source:
        yield Paragraph("Where these rules come from:")
        yield listed(f"{', '.join(codes)}: {source}" for source, codes in by_source.items())


def _warning(frame: Frame, warning: Warning) -> tuple[str, ...]:
    done = "; ".join(
        f"{said(handled.at)} {handled.what.value}{': ' + handled.words if handled.words else ''}"
        for handled in warning.handled
    )
    rule = f"{warning.code} ({warning.severity.value})"
    cleared = f", {said(warning.cleared_at)}" if warning.cleared_at else ""
    how = f"{ended(frame.meeting, warning).value}{cleared}"
    return (warning.words, said(warning.raised_at), how, done or "nothing noted", rule)


def _attendance(frame: Frame) -> Iterator[Part]:
    attendance = frame.meeting.attendance
    chairs = [
        ", ".join(filter(None, (one.words, also, f"from {said(one.since)}", one.reason)))
        for one in attendance.chairs
        for also in [ALSO if one.social_worker else ""]
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
    if any(stay.mode is Mode.PHONE for stay in line.stays) and line.identity_checked is not YesNo.UNKNOWN:
        stays += f"; identity checked: {line.identity_checked.value}"
    if line.only_for:
        stays += f"; only for: {line.only_for}"
    return (
        frame.line(line.id),
        kind,
        invitation_words(line, register, moments(frame.meeting)),
        stays,
        known,
        commits,
    )


def _distribution(frame: Frame) -> Part:
    rows = [
        (
            delivery.recipient,
            frame.agency(delivery.agency, delivery.attendee_id),
            delivery.record.value,
            delivery.channel or "not written",
            said(delivery.due_at, "no time set"),
            said(delivery.sent_at, "not sent"),
            said(delivery.acknowledged_at, "no"),
        )
        for delivery in frame.meeting.closing.distribution
    ]
    nobody = "Nobody is named." if not frame.copy.recipient else "Nobody is named in this copy."
    return table("Recipient|Agency|What|Channel|Due|Sent|Acknowledged", rows, nobody)


def _addenda(frame: Frame) -> Iterator[Part]:
    addenda = frame.meeting.closing.addenda
    if addenda and frame.omits(Redaction.SHARED):
        yield omitted(Redaction.SHARED)
    rows = [
        (said(one.added_at), _author(frame, one), one.words, _answer(frame, one), one.reason)
        for one in addenda
    ]
    yield table("Added|By|What came|Does it change the decision?|Why", rows, "None.")


def _since(frame: Frame) -> Iterator[Part]:
    yield Paragraph("All above stands as it was signed. This was noted since, and is no part of the version.")
    rows = (
        (said(one.happened_at, f"noted {said(one.noted_at)}"), one.words, one.actor) for one in frame.since
    )
    yield table("When|What|Noted by", rows)


def _author(frame: Frame, late: Addendum) -> str:
    return ", ".join(filter(None, (late.author, frame.title(late.agency) if late.agency else "")))


def _answer(frame: Frame, late: Addendum) -> str:
    """Return whether late information changes the decision; with the time and name, if it was said later."""
    if late.answered_at is None:
        return late.change.value
    by = f" by {late.answered_by}" if late.answered_by and not frame.omits(Redaction.SHARED) else ""
    return f"{late.change.value}; answered {said(late.answered_at)}{by}"


def about_parts(frame: Frame) -> Iterator[Part]:
    """Return who signed, the rules that judged it, its hand-overs, and the hash of the log by version."""
    meeting = frame.meeting
    signature = meeting.closing.signature
    signed = f"{signature.name}, {said(signature.signed_at)}" if signature else "not signed"
    # A copy that is cut has bare rows, and says nothing of the council's machines.
    copies = () if frame.made is not None else handed(frame.rows)
    urgent = ": ".join(filter(None, ("yes", meeting.urgent_because))) if meeting.urgent else "no"
    yield named(
        (
            ("Signed", signed),
            ("Rules that judged it", rules_words(meeting.profile, frame.judged_now)),
            *((("Guidance", frame.guidance),) if frame.guidance else ()),
            ("Held as", meeting.form.value),
            ("Began", said(meeting.started_at, "not yet")),
            ("Urgent", urgent),
            *(("Clock", clock_words(one)) for one in meeting.clock_changes),
            *(("Hand-over", ": ".join(one)) for one in copies),
        )
    )
    made = [(one.version.name, one.what, said(one.at), one.sealed) for one in frame.versions]
    yield table("Version|Made by|Noted|Hash of the log", made, f"Hash of the log so far: {seal(frame.rows)}")
