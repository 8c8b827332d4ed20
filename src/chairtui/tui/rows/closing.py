"""The rows of the end: the gaps, who gets the record, the signature, and what comes late."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from chairtui.core.calendar.deadlines import local_day
from chairtui.core.calendar.when import say_near
from chairtui.core.closing import reason_words
from chairtui.core.delivery import is_outdated
from chairtui.core.meeting import Meeting
from chairtui.core.risks import open_risks
from chairtui.core.versions import version_of
from chairtui.core.views import Title
from chairtui.core.vocabulary import ActionStatus, Change
from chairtui.directory.agencies import Agencies
from chairtui.directory.naming import title_in
from chairtui.live.gates import not_known
from chairtui.live.outcome import Outcome
from chairtui.live.recipients import Around
from chairtui.live.signing import Line, left_open, lines
from chairtui.standards.placing import group_words
from chairtui.standards.verdict import gravity
from chairtui.tui.keys import with_keys
from chairtui.tui.rows.following import next_meeting_row
from chairtui.tui.rows.ledger import in_short, ledger_rows
from chairtui.tui.rows.parts import MUTED, Part, heading
from chairtui.tui.rows.planning import action_row
from chairtui.tui.rows.warnings import MARKS
from chairtui.tui.typed.dates import said
from chairtui.tui.widgets.columns import Column
from chairtui.tui.widgets.lines import Row
from chairtui.tui.widgets.words import join

READ_BACK = (
    Column("What", 14, grows=6),
    Column("Who", 14, grows=2, most=36),
    Column("Open", 4, right=True, above=52),
    Column("State", 15, grows=2, most=34),
)
"""The columns of the end: what is asked or sent, of whom or to whom, how many are open, and how far it is."""


def read_back_rows(outcome: Outcome, around: Around, now: datetime) -> list[Row]:
    """Return the rows of the step: before signing the gaps first, after it what follows."""
    meeting, agencies, today = outcome.meeting, around.agencies, local_day(now)
    title = title_in(meeting, agencies)
    signed = meeting.closing.signature is not None
    gaps = [
        heading("gaps", "Left open" if signed else "Gaps: each needs a reason"),
        *_gap_rows(outcome, title),
    ]
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
        *ledger_rows(meeting, around, now),
    ]
    follow = [*_addendum_rows(meeting, agencies), *_follow_up_rows(meeting, agencies, now)] if signed else []
    sign = _sign_row(meeting, today)
    if signed:
        return [sign, *follow, *ledger, next_meeting_row(meeting, today), *gaps, *meter]
    return [*gaps, *meter, *ledger, heading("end", "The end"), next_meeting_row(meeting, today), sign]


def _not_known_rows(meeting: Meeting, around: Around) -> list[Row]:
    """Return the expected roles of which it is not written whether they were invited."""
    roles = not_known(meeting, around.expected)
    rows = [
        in_short(
            Row(f"unknown/{role.key}", join(role.title, ("\nwere they invited? (Enter)", "$warning")), "○"),
            "Were they invited?",
            role.title,
            state=("not written", "$warning"),
        )
        for role in roles
    ]
    return [heading("unknown", "Expected: each was invited or not, and why"), *rows] if rows else []


def _gap_rows(outcome: Outcome, title: Title) -> list[Row]:
    signature = outcome.meeting.closing.signature
    if signature is not None:
        kept = [
            in_short(
                Row(f"left/{gap.code}", join(gap.words, (f"\n→ {reason}", MUTED)), "·"),
                gap.words,
                state=(f"→ {reason}", MUTED),
            )
            for gap in signature.gaps
            for reason in (reason_words(gap, signature.gaps),)
        ]
        return kept or [Row("left/", join(("Nothing was left open.", "$success")), "✓")]
    if not outcome.meeting.deciding.decisions:
        return [Row("gap/", join(("The gaps are listed once the decision is recorded (5).", MUTED)), "○")]
    left = lines(left_open(outcome.meeting, outcome.verdicts))
    rows = [row for line in left for row in _line_rows(outcome.meeting, line, title)]
    return rows or [Row("gap/", join(("No gaps: nothing is left open.", "$success")), "✓")]


def _line_rows(meeting: Meeting, line: Line, title: Title) -> Iterator[Row]:
    """Yield a group of gaps: what it is about and what it still asks for, then each gap in it."""
    if len(line.left) > 1:
        verdicts = [gap.verdict for gap in line.left]
        said = ("✓ said", "$success") if not line.asked else (with_keys(_asks(line)), "$warning")
        what = group_words(meeting, line.group, verdicts)
        mark = join(MARKS[min(verdicts, key=gravity).severity])
        row = Row(f"line/{line.group.name}", join(what, "\n", said), mark)
        short = ("✓ said", "$success") if not line.asked else (_asksin_short(line), "$warning")
        yield in_short(row, what, "", len(line.left), state=short)
    for gap in line.left:
        mark, inside = join(MARKS[gap.verdict.severity]), "  " if len(line.left) > 1 else ""
        own = gap.verdict.own_reason or len(line.left) == 1
        state, style = "", ""
        if gap.reason and gap.own:
            state, style = f"→ {gap.reason}", "$success"
        elif gap.root:
            state, style = "takes the reason of what it follows from", MUTED
        elif own:
            state, style = with_keys("no reason yet ({gap_reason})"), "$warning"
        words = join(f"{inside}{gap.verdict.say}", (f"\n{inside}{state}" if state else "", style))
        whom = title(gap.verdict.contact) if gap.verdict.contact else ""
        row = Row(f"gap/{gap.verdict.id}", words, mark)
        yield in_short(row, f"{inside}{gap.verdict.say}", whom, state=(state, style))


def _asks(line: Line) -> str:
    own = sum(not one.reason for one in line.own)
    shared = sum(not one.reason for one in line.shared)
    parts = [f"{own} with words of its own" if own == 1 else f"{own} with words of their own"] if own else []
    parts += [f"one reason for {shared}" if shared > 1 else "a reason"] if shared else []
    return f"{', '.join(parts)} ({{gap_reason}})"


def _asksin_short(line: Line) -> str:
    own, shared = any(not one.reason for one in line.own), any(not one.reason for one in line.shared)
    return " + ".join(filter(None, ("each its own" if own else "", "one reason" if shared else "")))


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
    left = f", {len(nothing)} open" if nothing else ""
    good = analysed == len(facts) and not nothing
    state = (f"{analysed} analysed{left}", "$success" if good else "$warning")
    return in_short(Row("meter", join(*parts)), "Facts shared", "", len(facts), state=state)


def _sign_row(meeting: Meeting, today: date) -> Row:
    signature, chair = meeting.closing.signature, meeting.attendance.chair
    if signature is not None:
        words = f"Signed by {signature.name}, {said(signature.signed_at)}. The record is sealed."
        row = Row("sign", join((words, "bold $success")), join(("✓", "$success")))
        day = f" {say_near(local_day(signature.signed_at), today)}" if signature.signed_at else ""
        signed = (f"sealed{day}", "$success")
        return in_short(row, "Signature", signature.name, state=signed)
    name = chair.name if chair else "nobody leads the meeting yet"
    row = Row("sign", join(f"Signature of the chair ({name}): ", ("s signs", "bold $accent")), "○")
    return in_short(row, "Signature", name, state="not signed yet")


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
        state: Part = ("changes it? (Enter)", "$warning") if left else item.change.value
        row = Row(f"addendum/{item.id}", join(*parts), "+")
        rows.append(in_short(row, item.words, f"{item.author}{agency}", state=state))
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


def _follow_up_rows(meeting: Meeting, agencies: Agencies, now: datetime) -> list[Row]:
    still = [action for action in meeting.plan.actions if action.status is ActionStatus.OPEN]
    done = sum(action.status is ActionStatus.DONE for action in meeting.plan.actions)
    rows = [heading("actions", f"Actions: {len(still)} open, {done} done")]
    for action in still:
        row = action_row(meeting, action, agencies, now)
        what, who, _, by = row.cells
        rows.append(replace(row, cells=(what, who, "", by)))
    return rows
