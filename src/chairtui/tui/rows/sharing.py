"""The rows of what we know: each agency's turn with what it brought, then the chronology."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from chairtui.core.actions import Action
from chairtui.core.calendar.deadlines import local_day
from chairtui.core.chronology import Booking
from chairtui.core.listing import how_many
from chairtui.core.meeting import Meeting
from chairtui.core.register import Attendee
from chairtui.core.risks import is_answered, reopened_by
from chairtui.core.round import Turn, withheld_words
from chairtui.core.sharing import Challenge, Contribution, Offer
from chairtui.core.vocabulary import BookingOutcome, Stage, Weight, YesNo
from chairtui.core.with_ids import find
from chairtui.directory.agencies import Agencies
from chairtui.directory.naming import title_apart
from chairtui.live.glance import is_in_round
from chairtui.live.replies import AS_OF
from chairtui.standards.naming import line_title
from chairtui.standards.verdict import Expected
from chairtui.tui.keys import with_keys
from chairtui.tui.rows.known import BAD, GOOD, WARN
from chairtui.tui.rows.parts import MUTED, Part
from chairtui.tui.typed.dates import said
from chairtui.tui.widgets.columns import Column
from chairtui.tui.widgets.row import Row
from chairtui.tui.widgets.words import Wording, join

ROUND = (
    Column("Agency", 14, grows=2, most=46),
    Column("Who", 11, grows=1, most=28),
    Column("Facts", 5, right=True),
    Column("Risk", 4, right=True),
    Column("So what", 7, right=True, above=56),
    Column("Booked", 6, whole=True),
)
"""The columns of the round."""

MARKS = {Weight.RISK: ("▲", WARN), Weight.STRENGTH: ("+", GOOD), Weight.CONTEXT: ("·", MUTED)}
"""Signs for what a contribution is; a risk and a strength are also named in words."""


Brought = Contribution | Challenge | Offer | Booking
"""What an agency brings in its turn."""


def brought(meeting: Meeting, key: str) -> Brought | None:
    """Return what a row stands for, if it is something that an agency brought."""
    kind, _, wanted = key.partition("/")
    kept: dict[str, tuple[Brought, ...]] = {
        "fact": meeting.sharing.contributions,
        "challenge": meeting.sharing.challenges,
        "offer": meeting.sharing.offers,
        "booking": meeting.sharing.bookings,
    }
    return find(kept.get(kind, ()), wanted)


def called_last(meeting: Meeting) -> str:
    """Return whose turn it is: the line called last, while it has not said that it holds nothing."""
    turns = {turn.called_at: turn for turn in meeting.sharing.turns if turn.called_at}
    if meeting.stage is not Stage.HELD or not turns:
        return ""
    last = turns[max(turns)]
    return "" if last.nothing_known or last.withholds else last.id


def next_uncalled(meeting: Meeting, after: str) -> str:
    """Return the line that has not been called and comes next in the round; nothing when all have."""
    lines = [line.id for line in meeting.attendance.register if is_in_round(meeting, line)]
    start = lines.index(after) + 1 if after in lines else 0
    for line_id in [*lines[start:], *lines[:start]]:
        if not meeting.sharing.turn(line_id).called_at and not meeting.sharing.heard(line_id):
            return line_id
    return ""


def round_rows(
    meeting: Meeting, expected: Sequence[Expected], agencies: Agencies, now: datetime
) -> Iterator[Row]:
    """Yield the rows of the round, those who are not here after those who are."""
    roles = {role.attendee_id for role in expected if role.attendee_id}
    speaking = called_last(meeting)
    answered = meeting.plan.answered
    title = title_apart(meeting, agencies)
    absent: list[Row] = []
    for line in meeting.attendance.register:
        if is_in_round(meeting, line):
            named = line_title(line, expected, title)
            yield _agency(meeting, line, named, now, speaking=line.id == speaking)
            yield from what_it_brought(meeting, line, answered, local_day(now))
        elif line.id in roles:
            absent.append(_absent(line.id, line_title(line, expected, title)))
    absent += [_absent(role.key, role.title) for role in expected if not role.attendee_id]
    yield from absent


def _absent(key: str, words: str) -> Row:
    return Row(key, join(words, "  ", ("NOT HERE", BAD)), join(("✗", "$error")))


# An agency's turn -------------------------------------------------------------------------------


def _agency(meeting: Meeting, line: Attendee, words: str, now: datetime, *, speaking: bool) -> Row:
    turn = meeting.sharing.turn(line.id)
    name = f" · {line.name}" if line.name else ""
    spoken = ""
    if speaking and turn.called_at:
        seconds = max(0, int((now - turn.called_at).total_seconds()))
        spoken = f" · now {seconds // 60}:{seconds % 60:02}"
    parts: list[Part] = [(words, "bold"), name, "  ", *_state(meeting, line, turn), (spoken, "$accent")]
    booked = sum(one.attendee_id == line.id for one in meeting.sharing.bookings)
    asked = turn.called_at and not turn.bookings_asked and not booked
    if asked:
        parts.append((with_keys("\nwhat is booked: not asked yet ({booked})"), MUTED))
    elif turn.bookings_asked and not booked:
        parts.append(("\nnothing is booked", MUTED))
    mine = [item for item in meeting.sharing.contributions if item.attendee_id == line.id]
    for item in mine:
        sign, style = MARKS[item.weight]
        parts += [("\n" + sign, style), f" {item.fact}"]
    mark = ("✓", GOOD) if meeting.sharing.heard(line.id) else ("▶", "$accent") if speaking else ("○", WARN)
    cells = (
        join((words, "bold")),
        join(line.name, (spoken, "$accent")),
        _number(len(mine)),
        _number(sum(item.weight is Weight.RISK for item in mine), WARN),
        _number(sum(bool(item.so_what) for item in mine)),
        _number(booked) if booked else ("ask" if asked else "none" if turn.bookings_asked else ""),
    )
    title = f"{words}{name}{spoken}"
    return Row(line.id, join(*parts), join(mark), cells=cells if mine else (), title=title)


def _number(number: int, style: str = "") -> Wording:
    return join((str(number), style)) if number else "·"


def _state(meeting: Meeting, line: Attendee, turn: Turn) -> Iterator[Part]:
    number = sum(item.attendee_id == line.id for item in meeting.sharing.contributions)
    if number:
        yield (f"shared ✓ {number}", GOOD)
    elif turn.nothing_known:
        yield ("has looked, holds nothing", GOOD)
    elif not turn.withholds:
        yield ("called, nothing written yet" if turn.called_at else "not heard yet", WARN)
    if turn.withholds:
        yield (f"{', ' if number else ''}{withheld_words(turn)}", WARN)
    if line.here is None and (line.written_at or meeting.stage is Stage.HELD):
        yield (" · sent it in writing" if line.written_at else " · has left", MUTED)


def what_it_brought(
    meeting: Meeting, line: Attendee, answered: dict[str, Action], today: date
) -> Iterator[Row]:
    """Yield what an agency shared, was asked, offered and has booked."""
    sharing = meeting.sharing
    for item in sharing.contributions:
        if item.attendee_id == line.id:
            yield _contribution(meeting, item, answered.get(item.id), today)
    for challenge in sharing.challenges:
        if challenge.attendee_id == line.id:
            yield _challenge(challenge)
    for offer in sharing.offers:
        if offer.attendee_id == line.id:
            yield _offer(offer, answered.get(offer.id))
    for booking in sharing.bookings:
        if booking.attendee_id == line.id:
            yield _booking(booking)


def _contribution(meeting: Meeting, item: Contribution, action: Action | None, today: date) -> Row:
    mark = MARKS[item.weight]
    named = "" if item.weight is Weight.CONTEXT else f"{item.weight.value}: "
    parts: list[Part] = [(named, mark[1]), item.fact]
    if item.so_what:
        parts += [("\nso what: ", MUTED), item.so_what]
    else:
        parts.append(("\nno so-what yet: what does it mean for this child? (Enter)", WARN))
    parts.append((f"\n{_provenance(meeting, item, today)}", MUTED))
    if item.second_hand is YesNo.YES:
        parts.append((" · SECOND-HAND", WARN))
    if action:
        parts.append((f"\n→ {action.what} ({action.owner}, {said(action.due_at or action.due_on)})", GOOD))
    elif item.no_action_because:
        parts.append((f"\nno action because {item.no_action_because}", MUTED))
    if missed := reopened_by(meeting, item.id):
        asks = with_keys("{to_action} makes an action, {no_action} says why none")
        parts.append((f"\nOPEN AGAIN: “{missed.what}” was missed. {asks}", WARN))
    elif item.weight is Weight.RISK and not is_answered(meeting, item):
        parts.append(
            (with_keys("\nno action answers it: {to_action} makes one, {no_action} says why not"), WARN)
        )
    return Row(f"fact/{item.id}", join(*parts), join(mark))


def _provenance(meeting: Meeting, item: Contribution, today: date) -> str:
    source = item.source or "source not said"
    if item.as_of_on is None:
        as_of = "" if AS_OF in item.source else " · from when not said"  # the source says it in its own words
    else:
        days = (today - item.as_of_on).days
        age = f", {days} days ago" if days > 1 else ""
        as_of = f" · as of {said(item.as_of_on)}{age}"
    about = ", ".join(child.name for child in meeting.concern.children if child.id in item.children)
    before = " · before the meeting" if item.before_meeting else ""
    return f"{source}{as_of}{' · about ' + about if about else ''}{before}"


def _challenge(challenge: Challenge) -> Row:
    by = f" ({challenge.by})" if challenge.by else ""
    answer: Part = (
        f"\nanswer: {challenge.answer}" if challenge.answer else ("\nnot answered yet (Enter)", WARN)
    )
    return Row(
        f"challenge/{challenge.id}", join(f"questioned: {challenge.words}{by}", answer), join(("?", WARN))
    )


def _offer(offer: Offer, action: Action | None) -> Row:
    became: Part = (
        (f"\n→ {action.owner}, {said(action.due_at or action.due_on)}", GOOD)
        if action
        else ("  a makes it an action", "$accent")
    )
    return Row(f"offer/{offer.id}", join(f"only they can: {offer.words}", became), "→")


def _booking(booking: Booking) -> Row:
    owner: Part = (
        (f" · {booking.owner} confirms it", MUTED)
        if booking.owner
        else ("  nobody confirms it yet (Enter)", WARN)
    )
    done = booking.outcome
    style = BAD if done in (BookingOutcome.MISSED, BookingOutcome.CANCELLED) else GOOD
    outcome: Part = (f" · {done.value}", style) if done is not BookingOutcome.PENDING else ""
    return Row(
        f"booking/{booking.id}",
        join(f"booked: {said(booking.when)}, {booking.what}", owner, outcome),
        "@",
    )


# The chronology ---------------------------------------------------------------------------------


MOST_ROWS = 200
"""Rows of a chronology that are shown: each is drawn anew with everything the step shows."""


def chronology_rows(meeting: Meeting) -> Iterator[Row]:
    """Yield how many rows there are and whether anybody said what they show, then the rows."""
    rows, analysis = meeting.sharing.chronology, meeting.sharing.chronology_analysis
    yield Row("more", "Chronology", selectable=False)
    if not rows:
        yield Row("chronology", join("no rows yet  ", ("y: type or paste them", "$accent")), "·")
        return
    counted = how_many(len(rows), "row")
    if analysis.complete:
        yield Row("chronology", join(counted, (f" · pattern: {analysis.pattern}", GOOD)), join(("✓", GOOD)))
    else:
        words = "begun" if analysis.pattern else "not analysed"
        yield Row(
            "chronology",
            join(counted, (f" · {words}: what is the pattern, and what does it change? (Enter)", WARN)),
            join(("○", WARN)),
        )
    for row in rows[:MOST_ROWS]:
        day = said(row.on) or row.date_as_written or "no date"
        yield Row(
            f"row/{row.id}",
            join((f"{day}  ", MUTED), row.words, (f"  {row.source}" if row.source else "", MUTED)),
            "·",
        )
    if len(rows) > MOST_ROWS:
        more = f"and {len(rows) - MOST_ROWS:,} more; the record has them all"
        yield Row("rest", join((more, MUTED)), selectable=False)
