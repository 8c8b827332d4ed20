"""Lists over all meetings, computed from each: pure functions from a meeting to rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from chairtui.core.decision import record_type
from chairtui.core.meeting import Meeting
from chairtui.core.register import invited
from chairtui.core.vocabulary import ActionStatus
from chairtui.core.warnings import Severity, Warning

Value = str | int | None
Rows = dict[tuple[Value, ...], tuple[Value, ...]]
"""The rows of one meeting in one table, by key."""


class Table(NamedTuple):
    """One list: its columns, the key among them, and what makes its rows."""

    name: str
    columns: tuple[str, ...]
    parts: tuple[str, ...]
    """The fields of the meeting that its rows are made from."""
    make: Callable[[str, Meeting], Iterator[tuple[Value, ...]]]
    keys: int = 2
    """How many columns, from the first, are the key."""

    def rows(self, meeting_id: str, meeting: Meeting) -> Rows:
        """Return the meeting's rows, by key."""
        return {row[: self.keys]: row for row in self.make(meeting_id, meeting)}

    def same(self, before: Meeting, after: Meeting) -> bool:
        """Say whether the rows cannot have changed."""
        return all(getattr(before, part) is getattr(after, part) for part in self.parts)


def _meetings(meeting_id: str, meeting: Meeting) -> Iterator[tuple[Value, ...]]:
    last = meeting.deciding.last
    signature = meeting.closing.signature
    chair = meeting.attendance.chair
    due = [action.due_on for action in meeting.plan.actions if action.status is ActionStatus.OPEN]
    standing = [one for one in meeting.warnings if one.cleared_at is None and not _answered(one)]
    yield (
        meeting_id,
        _newest(meeting_id, meeting),
        meeting.reference,
        meeting.authority,
        ", ".join(child.name for child in meeting.concern.children),
        chair.name if chair else "",
        meeting.concern.team.name,
        meeting.stage.value,
        record_type(meeting).title,
        last.outcome.value if last else "",
        int(meeting.urgent),
        _at(meeting.scheduled_at),
        _at(meeting.started_at),
        _at(last.decided_at if last else None),
        _at(signature.signed_at if signature else None),
        sum(one.severity is Severity.STOP for one in standing),
        sum(one.severity is Severity.WARN for one in standing),
        len(due),
        min((_on(day) for day in due if day), default=""),
        sum(delivery.sent_at is None for delivery in meeting.closing.distribution),
    )


def _children(meeting_id: str, meeting: Meeting) -> Iterator[tuple[Value, ...]]:
    for one in meeting.concern.children:
        yield (
            meeting_id, one.id, name_key(one.name), _on(one.born_on),
            plain(one.local_id), plain(one.nhs_number), plain(one.upn),
        )  # fmt: skip


def _actions(meeting_id: str, meeting: Meeting) -> Iterator[tuple[Value, ...]]:
    for one in meeting.plan.actions:
        yield (
            meeting_id, one.id, one.what, one.owner, one.agency, _on(one.due_on), _at(one.due_at),
            one.horizon.value, one.status.value,
        )  # fmt: skip


def _attendance(meeting_id: str, meeting: Meeting) -> Iterator[tuple[Value, ...]]:
    last = meeting.deciding.last
    decided_at = last.decided_at if last else None
    register = meeting.attendance.register
    for line in register:
        present = int(line.was_here(decided_at)) if decided_at else None
        ledger = invited(line, register, ended_at=decided_at).value
        yield (
            meeting_id, line.id, line.agency, line.sector.value, line.unit or "", line.area,
            line.health or "", line.name, ledger, present, _at(meeting.started_at),
        )  # fmt: skip


def _warnings(meeting_id: str, meeting: Meeting) -> Iterator[tuple[Value, ...]]:
    for one in meeting.warnings:
        yield (
            meeting_id, one.id, one.code, one.subject, one.severity.value,
            _at(one.raised_at), _at(one.cleared_at), int(_answered(one)),
        )  # fmt: skip


def _texts(meeting_id: str, meeting: Meeting) -> Iterator[tuple[Value, ...]]:
    for place, *words in _places(meeting):
        text = "\n".join(word for word in words if word)
        if text:
            yield meeting_id, place, text


def _places(meeting: Meeting) -> Iterator[tuple[str, ...]]:
    """Give every text that a search should find, after the place where it stands."""
    yield "reference", meeting.reference
    yield "concern", meeting.concern.words, meeting.concern.referrer
    for child in meeting.concern.children:
        yield f"child {child.id}", child.name, child.setting, child.local_id, child.nhs_number, child.upn
    for fact in meeting.sharing.contributions:
        yield f"shared {fact.id}", fact.fact, fact.so_what, fact.source
    for row in meeting.sharing.chronology:
        yield f"chronology {row.id}", row.words, row.source
    hypothesis = meeting.analysis.hypothesis
    if hypothesis:
        yield "hypothesis", hypothesis.words, hypothesis.supports, hypothesis.against
    for decision in meeting.deciding.decisions:
        why = decision.rationale
        parts = (why.risks, why.evidence, why.threshold, why.alternatives, why.unknown)
        yield (f"decision {decision.id}", decision.outcome.value, *parts)
    for action in meeting.plan.actions:
        yield f"action {action.id}", action.what, action.why, action.owner
    for late in meeting.closing.addenda:
        yield f"late information {late.id}", late.words, late.author


TABLES = (
    Table(
        "meetings",
        tuple(
            "meeting_id newest reference authority children chair team stage title outcome urgent "
            "scheduled_at started_at decided_at signed_at stops warns actions_open next_due_on unsent".split()
        ),
        Meeting.__struct_fields__,
        _meetings,
        keys=1,
    ),
    Table(
        "children",
        ("meeting_id", "child_id", "name", "born_on", "local_id", "nhs_number", "upn"),
        ("concern",),
        _children,
    ),
    Table(
        "actions",
        tuple("meeting_id action_id what owner agency due_on due_at horizon status".split()),
        ("plan",),
        _actions,
    ),
    Table(
        "attendance",
        tuple("meeting_id attendee_id agency sector unit area health name invited present held_at".split()),
        ("attendance", "deciding", "started_at"),
        _attendance,
    ),
    Table(
        "warnings",
        tuple("meeting_id warning_id code subject severity raised_at cleared_at answered".split()),
        ("warnings",),
        _warnings,
    ),
    Table(
        "texts",
        ("meeting_id", "place", "words"),
        ("reference", "concern", "sharing", "analysis", "deciding", "plan", "closing"),
        _texts,
    ),
)


def plain(reference: str) -> str:
    """Return a number or reference as it is compared: without spaces, in one case."""
    return "".join(reference.split()).casefold()


def name_key(name: str) -> str:
    """Return a name as it is compared."""
    return " ".join(name.split()).casefold()


def _answered(warning: Warning) -> bool:
    return bool(warning.last and warning.last.words.strip())


def _newest(meeting_id: str, meeting: Meeting) -> str:
    """Return what the list is sorted by: when it was held, is planned, or was first written down."""
    return _at(meeting.started_at or meeting.scheduled_at) or _made_at(meeting_id)


@lru_cache(maxsize=64)
def _made_at(meeting_id: str) -> str:
    try:
        number = UUID(meeting_id)
    except ValueError:
        return ""
    if number.version != 7:
        return ""
    return datetime.fromtimestamp((number.int >> 80) / 1000, UTC).isoformat(timespec="microseconds")


def _at(instant: datetime | None) -> str | None:
    """Return an instant so that text order is time order."""
    return None if instant is None else instant.astimezone(UTC).isoformat(timespec="microseconds")


def _on(day: date | None) -> str:
    return "" if day is None else day.isoformat()
