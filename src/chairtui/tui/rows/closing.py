"""The rows of the end: the gaps, who gets the record, the signature, and what comes late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from chairtui.core.distribution import Delivery
from chairtui.core.meeting import Meeting
from chairtui.core.vocabulary import ActionStatus, Answer, RecordKind, Weight
from chairtui.directory.agencies import Agencies
from chairtui.live.live_meeting import Outcome
from chairtui.standards.verdict import Expected
from chairtui.tui.dates import said
from chairtui.tui.rows.deciding import MUTED, Part, heading
from chairtui.tui.rows.planning import action_row, next_meeting_row
from chairtui.tui.sheets.closing import left_open
from chairtui.tui.warning_words import MARKS
from chairtui.tui.widgets.lines import Row
from chairtui.tui.widgets.words import join


def read_back_rows(
    outcome: Outcome, expected: Sequence[Expected], agencies: Agencies, today: date
) -> list[Row]:
    """Return the rows of the step: before signing the gaps first, after it what follows."""
    meeting = outcome.meeting
    signed = meeting.closing.signature is not None
    gaps = [heading("gaps", "Left open" if signed else "Gaps: each needs a reason"), *_gap_rows(outcome)]
    meter = [
        _meter_row(meeting),
        Row("read", join(("r shows what to read aloud: decision, actions, dates.", MUTED))),
    ]
    ledger = [
        heading("ledger", "Who gets the record, and by when"),
        *_ledger_rows(meeting, expected, agencies),
    ]
    follow = (
        [*_addendum_rows(meeting, agencies), *_follow_up_rows(meeting, agencies, today)] if signed else []
    )
    sign = _sign_row(meeting)
    if signed:
        return [sign, *follow, *ledger, next_meeting_row(meeting), *gaps, *meter]
    return [*gaps, *meter, *ledger, heading("end", "The end"), next_meeting_row(meeting), sign]


def _gap_rows(outcome: Outcome) -> list[Row]:
    signature = outcome.meeting.closing.signature
    if signature is not None:
        kept = [
            Row(f"left/{gap.code}", join(gap.words, (f"\n→ {gap.reason}", MUTED)), "·")
            for gap in signature.gaps
        ]
        return kept or [Row("left/", join(("Nothing was left open.", "$success")), "✓")]
    if not outcome.meeting.deciding.decisions:
        return [Row("gap/", join(("The gaps are listed once the decision is recorded (5).", MUTED)), "○")]
    rows = []
    for one in left_open(outcome.meeting, outcome.verdicts):
        reason = (f"\n→ {one.reason}", "$success") if one.reason else ("\nno reason yet (g)", "$warning")
        mark = join(MARKS[one.verdict.severity])
        rows.append(Row(f"gap/{one.verdict.id}", join(one.verdict.say, reason), mark))
    return rows or [Row("gap/", join(("No gaps: nothing is left open.", "$success")), "✓")]


def _meter_row(meeting: Meeting) -> Row:
    facts = meeting.sharing.contributions
    analysed = sum(bool(item.so_what.strip()) for item in facts)
    answered = {key for action in meeting.plan.actions for key in action.answers}
    nothing = [
        item
        for item in facts
        if item.weight is Weight.RISK and item.id not in answered and not item.no_action_because
    ]
    parts: list[Part] = [
        f"Facts {len(facts)} · ",
        (f"analysed {analysed}", "$success" if analysed == len(facts) else "$warning"),
        " · ",
        (f"risks with nothing following {len(nothing)}", "$warning" if nothing else "$success"),
    ]
    parts += [(f"\n  {item.fact}", MUTED) for item in nothing[:5]]
    return Row("meter", join(*parts))


def at_signing(meeting: Meeting, expected: Sequence[Expected], agencies: Agencies) -> tuple[Delivery, ...]:
    """Return who is put into the ledger by signing: all proposals but those who were left out on purpose.

    Somebody may have been left out because they must not know; that is for a person to decide.
    """
    left_out = {
        f"to-{line.id}"
        for line in meeting.attendance.register
        if line.invitation.answer is Answer.NOT_INVITED and not line.stays
    }
    return tuple(one for one in proposals(meeting, expected, agencies) if one.id not in left_out)


def proposals(meeting: Meeting, expected: Sequence[Expected], agencies: Agencies) -> tuple[Delivery, ...]:
    """Return who should get the record and is not on the list yet.

    Those who took part get it whole; whoever was expected, and the referrer, get the outcome; whoever was
    given an action and was not there gets that.
    """
    register = meeting.attendance.register
    found: list[Delivery] = []
    for line in register:
        kind = RecordKind.FULL if line.stays else RecordKind.NOTICE
        name = line.name or agencies.get(line.agency).name
        found.append(Delivery(id=f"to-{line.id}", recipient=name, agency=line.agency, record=kind))
    found += [
        Delivery(id=f"to-{role.key}", recipient=role.title, agency=role.agency, record=RecordKind.NOTICE)
        for role in expected
        if not role.attendee_id
    ]
    if referrer := meeting.concern.referrer:
        found.append(
            Delivery(id="to-referrer", recipient=referrer, agency="referrer", record=RecordKind.NOTICE)
        )
    of_name: dict[str, set[str]] = {}
    for line in register:
        of_name.setdefault(line.name, set()).add(line.agency)
    by_name = {name: min(theirs) for name, theirs in of_name.items() if name and len(theirs) == 1}
    found += [
        Delivery(
            id=f"to-{one.id}",
            recipient=one.owner,
            agency=by_name.get(one.owner, one.agency),
            record=RecordKind.EXTRACT,
        )
        for one in meeting.plan.actions
        if one.owner and one.status is ActionStatus.OPEN
    ]
    listed = {item.id for item in meeting.closing.distribution}
    named = {item.recipient for item in meeting.closing.distribution}
    chair = meeting.attendance.chair
    if chair is not None:
        named.add(chair.name)
    wanted: dict[str, Delivery] = {}
    for item in found:
        if item.id not in listed and item.recipient not in named:
            wanted.setdefault(item.recipient, item)
    return tuple(wanted.values())


def _ledger_rows(meeting: Meeting, expected: Sequence[Expected], agencies: Agencies) -> list[Row]:
    added = max((one.added_at for one in meeting.closing.addenda if one.added_at), default=None)
    rows = [_delivery_row(item, agencies, added) for item in meeting.closing.distribution]
    for item in proposals(meeting, expected, agencies):
        words = join(_to(item, agencies), (f"  {item.record.value}: proposed, Enter adds", MUTED))
        rows.append(Row(f"proposed/{item.id}", words, "○"))
    return rows or [Row("proposed/", join(("Nobody yet: n adds a recipient.", MUTED)), "○")]


def _to(item: Delivery, agencies: Agencies) -> str:
    agency = agencies.get(item.agency).name if item.agency else ""
    return f"{item.recipient} · {agency}" if agency and agency != item.recipient else item.recipient


def _delivery_row(item: Delivery, agencies: Agencies, added: datetime | None) -> Row:
    parts: list[Part] = [f"{_to(item, agencies)}  {item.record.value}"]
    parts.append(f", {item.channel}" if item.channel else (", HOW IS IT SENT?", "$warning"))
    outdated = bool(added and item.sent_at and item.sent_at < added)
    if outdated:
        parts.append(
            (f"\nsent {said(item.sent_at)}: has the record without the addendum: send it", "$warning")
        )
    elif item.acknowledged_at:
        parts.append((f"\nthey have it since {said(item.acknowledged_at)}", "$success"))
    elif item.sent_at:
        parts.append((f"\nsent {said(item.sent_at)}, not acknowledged yet", "$accent"))
    else:
        by = f"by {said(item.due_at)}" if item.due_at else "NO DATE"
        parts.append((f"\nto be sent {by}", MUTED if item.due_at else "$warning"))
    return Row(f"delivery/{item.id}", join(*parts), "✓" if item.sent_at and not outdated else "·")


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
        agency = f", {agencies.get(item.agency).name}" if item.agency else ""
        parts: list[Part] = [
            item.words,
            (f"\n{item.author}{agency}, {said(item.added_at)} · ", MUTED),
            (item.change.value, "bold $accent"),
            f": {item.reason}" if item.reason else "",
        ]
        rows.append(Row(f"addendum/{item.id}", join(*parts), "+"))
    if not meeting.closing.addenda:
        rows.append(Row("addendum/", join(("None yet: n adds what came after signing.", MUTED)), "○"))
    return rows


def _follow_up_rows(meeting: Meeting, agencies: Agencies, today: date) -> list[Row]:
    still = [one for one in meeting.plan.actions if one.status is ActionStatus.OPEN]
    done = sum(one.status is ActionStatus.DONE for one in meeting.plan.actions)
    rows = [heading("actions", f"Actions: {len(still)} open, {done} done")]
    return rows + [action_row(meeting, one, agencies, today) for one in still]
