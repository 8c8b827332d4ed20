"""The annex for the chair: every warning, what was sent, the papers before, and the check values.

It is a file of its own, and in no copy for anybody else: the one place where codes and check values stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from chairtui.core.calendar.clocks import say_clock
from chairtui.core.calendar.deadlines import local_day
from chairtui.core.closing import Closing, said_of
from chairtui.core.listing import ended
from chairtui.core.rooms import moments
from chairtui.core.sentences.every_event import clock_words
from chairtui.core.views import invitation_words
from chairtui.core.warnings import Severity, Warning
from chairtui.core.warnings import ended as how_it_stands
from chairtui.records.content.apart_page import settled_page
from chairtui.records.content.before_page import before_page
from chairtui.records.content.frame import Copy, Frame, rules_words, said
from chairtui.records.content.handed import handed
from chairtui.records.content.head import record
from chairtui.records.content.versions import seal
from chairtui.records.record import Cell, Group, Paragraph, Part, Points, Record, Section, fact, facts, table

FOR_THE_CHAIR = "For the chair alone. This is in no copy for anybody else."
DOCUMENT = "Annex for the chair"
_PLURAL = {Severity.STOP: "stops", Severity.WARN: "warnings", Severity.PROMPT: "prompts"}


def annex(frame: Frame) -> Record:
    """Return the annex of a meeting.

    Raises:
        ValueError: the meeting was cut to what somebody else may see, who gets no annex.
    """
    if frame.copy != Copy():
        raise ValueError("a copy for others has no annex")
    sections = (
        Section("In short", tuple(_in_short(frame)), leads=True),
        *_warnings(frame),
        *_sources(frame),
        *before_page(frame),
        Section("Invitations", tuple(_invitations(frame))),
        Section("Who was sent what", tuple(_sent(frame))),
        *settled_page(frame),
        Section("Versions and check values", tuple(_versions(frame))),
    )
    return record(frame, *sections, document=DOCUMENT, footer="· annex for the chair, in no copy for others")


def _in_short(frame: Frame) -> Iterator[Part]:
    warnings = frame.meeting.warnings
    standing = [one for one in warnings if one.cleared_at is None]
    answered = [one for one in warnings if any(handled.words.strip() for handled in one.handled)]
    kinds = ", ".join(f"{sum(one.severity is kind for one in standing)} {_PLURAL[kind]}" for kind in Severity)
    held = frame.meeting.started_at
    yield Paragraph(FOR_THE_CHAIR, strong=True)
    yield from facts(
        fact(
            "In short",
            f"{len(warnings)} warnings were raised. {len(warnings) - len(standing)} are settled, "
            f"{len(standing)} are open: {kinds}.",
        ),
        fact(
            "Answered",
            f"{len(answered)} have words of the chair." if answered else "No warning has words of the chair.",
        ),
        fact("Times", f"On {said(local_day(held))} unless a day stands with them." if held else ""),
    )


def _warnings(frame: Frame) -> Iterator[Section]:
    standing = [one for one in frame.meeting.warnings if one.cleared_at is None]
    for severity in Severity:
        rows = [one for one in standing if one.severity is severity]
        if rows:
            title = f"Open: {_PLURAL[severity]} ({len(rows)})"
            yield Section(title, (_table(frame, rows, "How it stands"),))
    settled = [one for one in frame.meeting.warnings if one.cleared_at is not None]
    if settled:
        yield Section(f"Settled ({len(settled)})", (_table(frame, settled, "Settled"),))


def _table(frame: Frame, warnings: Iterable[Warning], last: str) -> Part:
    return table(
        f"What was missing, and what was done:wide|Raised:stamp|{last}",
        (_row(frame, one) for one in warnings),
    )


def _row(frame: Frame, warning: Warning) -> tuple[str | Cell, ...]:
    done = tuple(
        f"{_stamp(frame, handling.at)} {handling.what.value}{f' ({handling.by})' if handling.by else ''}"
        f"{f': {handling.words}' if handling.words else ''}".strip()
        for handling in warning.handled
    )
    done += tuple(_at_signing(frame.meeting.closing, warning))
    how = how_it_stands(frame.meeting, warning).value
    cleared = _stamp(frame, warning.cleared_at)
    return (
        Cell(warning.words, done),
        _stamp(frame, warning.raised_at),
        ", ".join(filter(None, (how, cleared))),
    )


def _at_signing(closing: Closing, warning: Warning) -> Iterator[str]:
    """Yield what it read when the record was signed, if other words, and of what else its reason was said."""
    if warning.at_signing not in ("", warning.words):
        yield f"At signing it read: {warning.at_signing}"
    gap = closing.gap(warning.id)
    if of := said_of(gap, closing.gaps) if gap else "":
        yield f"At signing, {ended(of)}"


def _stamp(frame: Frame, at: datetime | None) -> str:
    """Return a time of the day of the meeting; of another day with its day, and its year if another."""
    if at is None:
        return ""
    held, day = frame.meeting.started_at, local_day(at)
    if held and local_day(held) == day:
        return say_clock(at)
    year = "" if held and local_day(held).year == day.year else f" {day.year}"
    return f"{day.day} {day:%b}{year} {say_clock(at)}"


def _sources(frame: Frame) -> Iterator[Section]:
    by_source: dict[str, list[str]] = {}
    for code in sorted({one.code for one in frame.meeting.warnings}):
        if source := frame.source_of(code):
            by_source.setdefault(source, []).append(code)
    if by_source:
        points = Points(tuple(f"{ended(source)} {', '.join(codes)}" for source, codes in by_source.items()))
        yield Section("Where these rules come from", (points,))


def _invitations(frame: Frame) -> Iterator[Part]:
    register = frame.meeting.attendance.register
    rows = []
    for line in register:
        words, reason = invitation_words(line, register, moments(frame.meeting)), line.invitation.reason
        who = Cell(frame.line(line.id), (line.health.value,) if line.health else ())
        rows.append((who, Cell(words, (reason,) if reason not in words else ())))
    yield table("Who|Invited:wide", rows, "Nobody.")


def _sent(frame: Frame) -> Iterator[Part]:
    rows = [
        (
            Cell(
                delivery.recipient,
                tuple(filter(None, (frame.agency(delivery.agency, delivery.attendee_id),))),
            ),
            Cell(delivery.record.value, (delivery.channel or "how is not written",)),
            said(delivery.due_at, "no time set"),
            Cell(
                said(delivery.sent_at, "not sent"),
                (f"acknowledged {said(delivery.acknowledged_at)}",) if delivery.acknowledged_at else (),
            ),
        )
        for delivery in frame.meeting.closing.distribution
    ]
    yield table("Recipient|What|Due:date|Sent:date", rows, "Nobody is named.")


def _versions(frame: Frame) -> Iterator[Part]:
    meeting = frame.meeting
    yield from facts(
        fact("Rules", rules_words(meeting.profile, frame.judged_now)),
        fact("Number here", meeting.id),
        *(fact("Clock", clock_words(one)) for one in meeting.clock_changes),
        *(fact("Hand-over", ": ".join(one)) for one in handed(frame.rows)),
    )
    made = [(Cell(one.version.name, (one.sealed,)), one.what, said(one.at)) for one in frame.versions]
    yield table(
        "Version, and the hash of the log:wide|Made by|Noted:date",
        made,
        f"Hash of the log so far: {seal(frame.rows)}",
    )
    if frame.since:
        yield Group("History since it was signed")
        yield Points(tuple(f"{_stamp(frame, one.noted_at)} {one.actor}: {one.words}" for one in frame.since))
