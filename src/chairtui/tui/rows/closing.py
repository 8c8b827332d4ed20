"""The rows of the end: the gaps, who gets the record, the signature, and what comes late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from chairtui.core.calendar.deadlines import local_day
from chairtui.core.closing import reason_words
from chairtui.core.delivery import Delivery, is_outdated, state_of
from chairtui.core.meeting import Meeting
from chairtui.core.risks import open_risks
from chairtui.core.versions import Version, version_of
from chairtui.core.views import agency_named
from chairtui.core.vocabulary import ActionStatus, Change, DeliveryState
from chairtui.directory.agencies import Agencies
from chairtui.directory.naming import title_in
from chairtui.live.gates import not_known
from chairtui.live.ledger import record_words, state_words
from chairtui.live.outcome import Outcome
from chairtui.live.recipients import Around, proposals
from chairtui.live.signing import Line, left_open, lines
from chairtui.standards.placing import group_words
from chairtui.standards.verdict import gravity
from chairtui.tui.keys import with_keys
from chairtui.tui.rows.deciding import MUTED, Part, heading
from chairtui.tui.rows.following import next_meeting_row
from chairtui.tui.rows.planning import action_row
from chairtui.tui.rows.warnings import MARKS
from chairtui.tui.typed.dates import said
from chairtui.tui.widgets.lines import Row
from chairtui.tui.widgets.words import join

STATES = {
    DeliveryState.TO_PREPARE: (MUTED, "·"),
    DeliveryState.PREPARED: ("$accent", "▪"),
    DeliveryState.SENT: ("$accent", "✓"),
    DeliveryState.ACKNOWLEDGED: ("$success", "✓"),
    DeliveryState.OVERDUE: ("bold $error", "■"),
    DeliveryState.RETURNED: ("bold $error", "■"),
    DeliveryState.OUT_OF_DATE: ("$warning", "▲"),
}
"""The colour and the sign of each state of the ledger."""


def read_back_rows(outcome: Outcome, around: Around, now: datetime) -> list[Row]:
    """Return the rows of the step: before signing the gaps first, after it what follows."""
    meeting, agencies, today = outcome.meeting, around.agencies, local_day(now)
    signed = meeting.closing.signature is not None
    gaps = [heading("gaps", "Left open" if signed else "Gaps: each needs a reason"), *_gap_rows(outcome)]
    if outcome.meeting.deciding.decisions and not signed:
        gaps = [*_not_known_rows(meeting, around), *gaps]
    meter = [
        _meter_row(meeting),
        Row(
            "read",
            join((with_keys("{read_back} shows what to read aloud: decision, actions, dates."), MUTED)),
        ),
    ]
    ledger = [
        heading("ledger", "Who gets the record, and by when"),
        *_ledger_rows(meeting, around, now),
    ]
    follow = (
        [*_addendum_rows(meeting, agencies), *_follow_up_rows(meeting, agencies, today)] if signed else []
    )
    sign = _sign_row(meeting)
    if signed:
        return [sign, *follow, *ledger, next_meeting_row(meeting), *gaps, *meter]
    return [*gaps, *meter, *ledger, heading("end", "The end"), next_meeting_row(meeting), sign]


def _not_known_rows(meeting: Meeting, around: Around) -> list[Row]:
    """Return the expected roles of which it is not written whether they were invited."""
    roles = not_known(meeting, around.expected)
    rows = [
        Row(f"unknown/{role.key}", join(role.title, ("\nwere they invited? (Enter)", "$warning")), "○")
        for role in roles
    ]
    return [heading("unknown", "Expected: each was invited or not, and why"), *rows] if rows else []


def _gap_rows(outcome: Outcome) -> list[Row]:
    signature = outcome.meeting.closing.signature
    if signature is not None:
        kept = [
            Row(f"left/{gap.code}", join(gap.words, (f"\n→ {reason_words(gap, signature.gaps)}", MUTED)), "·")
            for gap in signature.gaps
        ]
        return kept or [Row("left/", join(("Nothing was left open.", "$success")), "✓")]
    if not outcome.meeting.deciding.decisions:
        return [Row("gap/", join(("The gaps are listed once the decision is recorded (5).", MUTED)), "○")]
    left = lines(left_open(outcome.meeting, outcome.verdicts))
    rows = [row for line in left for row in _line_rows(outcome.meeting, line)]
    return rows or [Row("gap/", join(("No gaps: nothing is left open.", "$success")), "✓")]


def _line_rows(meeting: Meeting, line: Line) -> Iterator[Row]:
    """Yield a group of gaps: what it is about and what it still asks for, then each gap in it."""
    if len(line.left) > 1:
        verdicts = [gap.verdict for gap in line.left]
        said = ("✓ said", "$success") if not line.asked else (with_keys(_asks(line)), "$warning")
        words = join(group_words(meeting, line.group, verdicts), "\n", said)
        yield Row(f"line/{line.group.name}", words, join(MARKS[min(verdicts, key=gravity).severity]))
    for gap in line.left:
        mark, inside = join(MARKS[gap.verdict.severity]), "  " if len(line.left) > 1 else ""
        own = gap.verdict.own_reason or len(line.left) == 1
        state: Part = ""
        if gap.reason and gap.own:
            state = (f"\n{inside}→ {gap.reason}", "$success")
        elif gap.root:
            state = (f"\n{inside}takes the reason of what it follows from", MUTED)
        elif own:
            state = (with_keys(f"\n{inside}no reason yet ({{gap_reason}})"), "$warning")
        yield Row(f"gap/{gap.verdict.id}", join(f"{inside}{gap.verdict.say}", state), mark)


def _asks(line: Line) -> str:
    own = sum(not one.reason for one in line.own)
    shared = sum(not one.reason for one in line.shared)
    parts = [f"{own} with words of its own" if own == 1 else f"{own} with words of their own"] if own else []
    parts += [f"one reason for {shared}" if shared > 1 else "a reason"] if shared else []
    return f"{', '.join(parts)} ({{gap_reason}})"


def _meter_row(meeting: Meeting) -> Row:
    facts = meeting.sharing.contributions
    analysed = sum(bool(item.so_what.strip()) for item in facts)
    nothing = open_risks(meeting)
    parts: list[Part] = [
        f"Facts {len(facts)} · ",
        (f"analysed {analysed}", "$success" if analysed == len(facts) else "$warning"),
        " · ",
        (f"risks with nothing following {len(nothing)}", "$warning" if nothing else "$success"),
    ]
    parts += [(f"\n  {item.fact}", MUTED) for item in nothing[:5]]
    return Row("meter", join(*parts))


def _ledger_rows(meeting: Meeting, around: Around, now: datetime) -> list[Row]:
    version = version_of(meeting.closing)
    rows = [
        _delivery_row(meeting, item, around.agencies, version, now) for item in meeting.closing.distribution
    ]
    for item in proposals(meeting, around):
        words = join(
            _to(meeting, item, around.agencies), (f"  {item.record.value}: proposed, Enter adds", MUTED)
        )
        rows.append(Row(f"proposed/{item.id}", words, "○"))
    return rows or [
        Row("proposed/", join((with_keys("Nobody yet: {add_late} adds a recipient."), MUTED)), "○")
    ]


def _to(meeting: Meeting, item: Delivery, agencies: Agencies) -> str:
    register, title = meeting.attendance.register, title_in(meeting, agencies)
    agency = agency_named(item.agency, item.attendee_id, register, title)
    return f"{item.recipient} · {agency}" if agency and agency != item.recipient else item.recipient


def _what(meeting: Meeting, item: Delivery) -> str:
    by_hand = ", what is left out chosen by hand" if item.redactions is not None else ""
    number = len(item.passed)
    passed = f", {number} {'text' if number == 1 else 'texts'} let through" if number else ""
    return f"{record_words(meeting, item)}{by_hand}{passed}"


def _delivery_row(
    meeting: Meeting, item: Delivery, agencies: Agencies, version: Version, now: datetime
) -> Row:
    state = state_of(item, version, now)
    colour, mark = STATES[state]
    if state is DeliveryState.TO_PREPARE and item.due_at is None:
        colour = "$warning"
    channel: Part = f", {item.channel}" if item.channel else (", HOW IS IT SENT?", "$warning")
    parts: list[Part] = [f"{_to(meeting, item, agencies)}  {_what(meeting, item)}", channel]
    parts.append((f"\n{state_words(item, version, now)}", colour))
    return Row(f"delivery/{item.id}", join(*parts), join((mark, colour)))


def _sign_row(meeting: Meeting) -> Row:
    signature, chair = meeting.closing.signature, meeting.attendance.chair
    if signature is not None:
        words = f"Signed by {signature.name}, {said(signature.signed_at)}. The record is sealed."
        return Row("sign", join((words, "bold $success")), join(("✓", "$success")))
    name = chair.name if chair else "nobody leads the meeting yet"
    return Row("sign", join(f"Signature of the chair ({name}): ", ("s signs", "bold $accent")), "○")


def _addendum_rows(meeting: Meeting, agencies: Agencies) -> list[Row]:
    rows = [heading("late", "Late information")]
    for item in meeting.closing.addenda:
        agency = f", {title_in(meeting, agencies)(item.agency)}" if item.agency else ""
        left = item.change is Change.UNDECIDED
        parts: list[Part] = [
            item.words,
            (f"\n{item.author}{agency}, {said(item.added_at)} · ", MUTED),
            ("it is not said whether it changes the decision (Enter)", "bold $warning")
            if left
            else (item.change.value, "bold $accent"),
            f": {item.reason}" if item.reason else "",
        ]
        rows.append(Row(f"addendum/{item.id}", join(*parts), "+"))
    version = version_of(meeting.closing)
    had = [one for one in meeting.closing.distribution if is_outdated(one, version)]
    if had:
        who = ", ".join(one.recipient for one in had)
        words = f"{version.words.capitalize()} is due to whoever was sent something else: {who}"
        rows.append(
            Row(
                "older",
                join((words, "$warning"), (with_keys(" ({records} writes it, {news}: what is new)"), MUTED)),
                "▲",
            )
        )
    if not meeting.closing.addenda:
        rows.append(
            Row(
                "addendum/",
                join((with_keys("None yet: {add_late} adds what came after signing."), MUTED)),
                "○",
            )
        )
    return rows


def _follow_up_rows(meeting: Meeting, agencies: Agencies, today: date) -> list[Row]:
    still = [one for one in meeting.plan.actions if one.status is ActionStatus.OPEN]
    done = sum(one.status is ActionStatus.DONE for one in meeting.plan.actions)
    rows = [heading("actions", f"Actions: {len(still)} open, {done} done")]
    return rows + [action_row(meeting, one, agencies, today) for one in still]
