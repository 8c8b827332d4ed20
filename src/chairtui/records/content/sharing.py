"""What was shared, agency by agency, and the chronology."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from chairtui.core.calendar.deadlines import local_day
from chairtui.core.listing import ended
from chairtui.core.register import Attendee
from chairtui.core.risks import reopened_by
from chairtui.core.round import withheld_words
from chairtui.core.sharing import Contribution
from chairtui.core.views import agency_of
from chairtui.core.vocabulary import Redaction, Sector, YesNo
from chairtui.records.content.frame import Frame, capital, omitted, said
from chairtui.records.record import Cell, Group, Paragraph, Part, fact, facts, listed, table


def shared_parts(frame: Frame) -> Iterator[Part]:
    """Return what each agency shared, what it holds or why it shares nothing, and what was questioned."""
    sharing, register = frame.meeting.sharing, frame.meeting.attendance.register
    rows = [_contribution(frame, number, one) for number, one in numbered(frame)]
    nothing = ""
    if not rows and not sharing.turns and not frame.omits(Redaction.SHARED):
        here = "Nothing that was shared is shown in this record for one child."
        nothing = here if frame.copy.of_several else "Nothing was shared yet."
    if rows or nothing:
        columns = "No.:number|Who:person|What:wide|Meaning for the child"
        yield table(columns, rows, nothing)
    if frame.omits(Redaction.SHARED):
        yield omitted(Redaction.SHARED)
    told = [words for line in register for words in _turn(frame, line)]
    if told:
        yield listed(told)
    silent = [frame.line(line.id) for line in register if _is_silent(frame, line)]
    if silent:
        here = " that is shown in this record for one child" if frame.copy.of_several else ""
        yield Paragraph(f"Took part and shared nothing{here}: {'; '.join(silent)}.", strong=True)
    asked = [
        fact(
            f"To {frame.line(challenge.attendee_id)}",
            f"{challenge.words}{f' ({challenge.by})' if challenge.by else ''}",
            _answered(challenge.answer),
        )
        for challenge in sharing.challenges
    ]
    if asked:
        yield Group("What was questioned")
        yield from facts(*asked)
    if sharing.offers:
        yield listed(ended(f"{frame.line(one.attendee_id)} can: {one.words}") for one in sharing.offers)


def _answered(answer: str) -> str:
    return f"Answer: {answer}" if answer.strip() else "No answer is written."


def numbered(frame: Frame) -> list[tuple[int, Contribution]]:
    """Return what was shared, agency by agency in the order of the register, with its number."""
    contributions = frame.meeting.sharing.contributions
    lines = [line.id for line in frame.meeting.attendance.register]
    there = [one for line in lines for one in contributions if one.attendee_id == line]
    there += [one for one in contributions if one.attendee_id not in lines]
    return list(enumerate(there, 1))


def _turn(frame: Frame, line: Attendee) -> Iterator[str]:
    turn = frame.meeting.sharing.turn(line.id)
    if turn.nothing_known:
        yield f"{frame.line(line.id)} holds nothing about the child or family."
    if turn.withholds:
        yield ended(f"{frame.line(line.id)} {withheld_words(turn)}")


def _is_silent(frame: Frame, line: Attendee) -> bool:
    heard = frame.meeting.sharing.heard(line.id)
    return (
        bool(line.stays)
        and line.sector is not Sector.SUPPORT
        and not heard
        and not frame.omits(Redaction.SHARED)
    )


def _contribution(frame: Frame, number: int, shared: Contribution) -> tuple[str | Cell, ...]:
    line = frame.attendee(shared.attendee_id)
    name = (line.name or agency_of(line, frame.title)) if line else frame.line(shared.attendee_id)
    agency = (agency_of(line, frame.title),) if line and line.name else ()
    weight = capital(shared.weight.value)
    source = "; ".join(filter(None, (shared.source, said(shared.as_of_on, ""))))
    below = (source or "Source is not written.", "; ".join(_marks(frame, shared)))
    so_what = shared.so_what or "not written"
    because = (f"No action because: {shared.no_action_because}",) if shared.no_action_because else ()
    return (
        str(number),
        Cell(name, agency),
        Cell(f"{weight}: {shared.fact}", tuple(filter(None, below))),
        Cell(so_what, because),
    )


def _marks(frame: Frame, shared: Contribution) -> Iterator[str]:
    if shared.second_hand is YesNo.YES:
        yield "SECOND-HAND"
    if _is_stale(frame, shared.as_of_on):
        yield "STALE"
    if shared.before_meeting:
        yield "sent before the meeting"
    if shared.shared_on:
        yield f"written {said(shared.shared_on)}"
    if missed := reopened_by(frame.meeting, shared.id):
        yield f"open again: what was booked for {said(missed.at)} was missed"


def _is_stale(frame: Frame, as_of_on: date | None) -> bool:
    started_at = frame.meeting.started_at
    if as_of_on is None or started_at is None or frame.stale_days is None:
        return False
    return as_of_on < local_day(started_at) - timedelta(days=frame.stale_days)


def chronology_parts(frame: Frame) -> Iterator[Part]:
    """Return the chronology with what it shows."""
    sharing = frame.meeting.sharing
    rows = [
        (said(one.on, one.date_as_written or "no day"), one.words, one.source) for one in sharing.chronology
    ]
    yield table("Day:date|What:wide|Source", rows, "No chronology was shared.")
    analysis = sharing.chronology_analysis
    if rows or analysis != type(analysis)():
        yield from facts(
            fact("Pattern", analysis.pattern or "not written"),
            fact("For the hypothesis", analysis.changes_hypothesis or "not written"),
            fact("For the decision", analysis.changes_decision or "not written"),
        )
