"""Lists over all meetings, computed from each: pure functions from a meeting to rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from chairtui.core.actions import Action
from chairtui.core.children import Child, name_key, plain
from chairtui.core.decision import standing
from chairtui.core.following import ToFollow, to_follow
from chairtui.core.meeting import Meeting
from chairtui.core.register import Attendee, invited
from chairtui.core.rooms import moments, record_type
from chairtui.core.sentences.names import told_apart, undecided_names
from chairtui.core.series import Earlier
from chairtui.core.texts import own_fields, parts, texts_of, values
from chairtui.core.vocabulary import ActionStatus, Circumstance
from chairtui.core.warnings import Severity, Warning, is_open
from chairtui.live.ledger import unsent
from chairtui.store.spellings import APART, other_spellings
from chairtui.store.table import Row, Source, Table


def _whole(meeting: Meeting) -> Iterator[Source]:
    yield meeting, None


def _meeting_row(meeting_id: str, meeting: Meeting, _: object) -> Row:
    decided = standing(meeting)
    signature = meeting.closing.signature
    chair = meeting.attendance.chair
    owed = unsent(meeting)
    due = [action.due_on for action in meeting.plan.actions if action.status is ActionStatus.OPEN]
    open_ones = [one for one in meeting.warnings if is_open(meeting, one)]
    return (
        meeting_id,
        _newest(meeting_id, meeting),
        meeting.reference,
        meeting.authority,
        ", ".join(child.name for child in told_apart(meeting).concern.children),
        chair.name if chair else "",
        meeting.concern.team.name,
        meeting.stage.value,
        record_type(meeting).title,
        "; ".join(dict.fromkeys(one.outcome.value for one in decided)),
        int(meeting.urgent),
        _at(meeting.scheduled_at),
        _at(meeting.started_at),
        _at(max(moments(meeting), default=None)),
        _at(signature.signed_at if signature else None),
        sum(one.severity is Severity.STOP for one in open_ones),
        sum(one.severity is Severity.WARN for one in open_ones),
        len(due),
        min((_on(day) for day in due if day), default=""),
        owed.count,
        _at(owed.due_at),
        owed.returned,
        owed.outdated,
        undecided_names(meeting),
        len(meeting.closing.distribution),
    )


def _children(meeting: Meeting) -> Iterator[Source]:
    return ((child, None) for child in meeting.concern.children)


def _child_row(meeting_id: str, child: Child, _: object) -> Row:
    return (
        meeting_id, child.id, name_key(child.name), _on(child.born_on),
        plain(child.local_id), plain(child.nhs_number), plain(child.upn),
    )  # fmt: skip


def _actions(meeting: Meeting) -> Iterator[Source]:
    """Give every action, and the earlier meeting of which it is the same action, still open there."""
    left_by = {item.id: item.left_by for item in meeting.series.carried}
    return ((action, left_by.get(action.id, "")) for action in meeting.plan.actions)


def _action_row(meeting_id: str, action: Action, continues: str) -> Row:
    return (
        meeting_id, action.id, action.what, action.owner, action.agency,
        _on(action.due_on), _at(action.due_at), action.horizon.value, action.status.value, continues,
        action.evidence, _on(action.ended_on), _at(action.reminded_at),
    )  # fmt: skip


def _following(meeting: Meeting) -> Iterator[Source]:
    return ((one, None) for one in to_follow(meeting))


def _following_row(meeting_id: str, due: ToFollow, _: object) -> Row:
    return (
        meeting_id, due.kind.value, due.id, due.about, due.what, due.who, _on(due.due_on), _on(due.also_on),
        int(due.open), due.continues,
    )  # fmt: skip


_AtDecision = tuple[tuple[Attendee, ...], tuple[datetime, ...], datetime | None]


def _attendance(meeting: Meeting) -> Iterator[Source]:
    decided, register = moments(meeting), meeting.attendance.register
    deputies = tuple(line for line in register if line.deputy_for)
    return ((line, (deputies, decided, meeting.started_at)) for line in register)


def _attendance_row(meeting_id: str, line: Attendee, at: _AtDecision) -> Row:
    deputies, decided, started_at = at
    present = int(all(map(line.was_here, decided))) if decided else None
    ledger = invited(line, deputies, decided=decided).value
    return (
        meeting_id, line.id, line.agency, line.sector.value, line.unit or "", line.area,
        line.health or "", line.name, ledger, present, _at(started_at),
    )  # fmt: skip


def _people(meeting: Meeting) -> Iterator[Source]:
    return ((line, None) for line in meeting.attendance.register if line.name.strip())


def _person_row(meeting_id: str, line: Attendee, _: object) -> Row:
    return meeting_id, line.id, line.name.strip(), line.job.strip(), line.agency, line.area


def _warnings(meeting: Meeting) -> Iterator[Source]:
    return ((warning, is_open(meeting, warning)) for warning in meeting.warnings)


def _warning_row(meeting_id: str, warning: Warning, stands_open: bool) -> Row:
    return (
        meeting_id, warning.id, warning.code, warning.subject, warning.severity.value,
        _at(warning.raised_at), _at(warning.cleared_at), int(warning.cleared_at is None and not stands_open),
    )  # fmt: skip


def _follows(meeting: Meeting) -> Iterator[Source]:
    return ((one, None) for one in meeting.series.earlier)


def _follows_row(meeting_id: str, earlier: Earlier, _: object) -> Row:
    return meeting_id, earlier.id


def _texts(part: str) -> Callable[[Meeting], Iterator[Source]]:
    return lambda meeting: values(getattr(meeting, part), part)


def _own(meeting: Meeting) -> Iterator[Source]:
    yield meeting, "meeting"


def _text_row(meeting_id: str, value: Any, place: str) -> Row:
    texts = texts_of(value, place)
    if not texts.words:
        return ()
    words = APART.join(texts.words)
    part = place.partition("/")[0].partition(".")[0]
    return meeting_id, place, part, texts.of, " ".join(texts.fields), words, other_spellings(words)


def _text_table(part: str, fields: tuple[str, ...], sources: Callable[[Meeting], Iterator[Source]]) -> Table:
    columns = ("meeting_id", "place", "part", "about", "fields", "words", "also")
    return Table("texts", columns, fields, sources, _text_row, part=part)


def _circumstances(meeting: Meeting) -> Iterator[Source]:
    return ((one, None) for one in meeting.concern.circumstances)


def _circumstance_row(meeting_id: str, circumstance: Circumstance, _: object) -> Row:
    return meeting_id, circumstance.value


TABLES = (
    Table(
        "meetings",
        tuple(
            "meeting_id newest reference authority children chair team stage title outcome urgent "
            "scheduled_at started_at decided_at signed_at stops warns actions_open next_due_on "
            "unsent send_due_at returned outdated undecided recipients".split()
        ),
        Meeting.__struct_fields__,
        _whole,
        _meeting_row,
        keys=1,
    ),
    Table(
        "children",
        ("meeting_id", "child_id", "name", "born_on", "local_id", "nhs_number", "upn"),
        ("concern",),
        _children,
        _child_row,
    ),
    Table(
        "actions",
        tuple(
            "meeting_id action_id what owner agency due_on due_at horizon status continues "
            "evidence ended_on reminded_at".split()
        ),
        ("plan", "series"),
        _actions,
        _action_row,
    ),
    Table(
        "following",
        tuple("meeting_id kind item_id about what who due_on also_on open continues".split()),
        ("started_at", "concern", "series", "sharing", "deciding", "plan"),
        _following,
        _following_row,
        keys=3,
    ),
    Table(
        "attendance",
        tuple("meeting_id attendee_id agency sector unit area health name invited present held_at".split()),
        ("attendance", "deciding", "started_at"),
        _attendance,
        _attendance_row,
    ),
    Table(
        "people",
        ("meeting_id", "attendee_id", "name", "job", "agency", "area"),
        ("attendance",),
        _people,
        _person_row,
    ),
    Table(
        "warnings",
        tuple("meeting_id warning_id code subject severity raised_at cleared_at answered".split()),
        ("warnings", "closing", "deciding", "started_at"),
        _warnings,
        _warning_row,
    ),
    Table("follows", ("meeting_id", "earlier_id"), ("series",), _follows, _follows_row),
    Table(
        "circumstances",
        ("meeting_id", "circumstance"),
        ("concern",),
        _circumstances,
        _circumstance_row,
    ),
    _text_table("meeting", own_fields(), _own),
    *(_text_table(part, (part,), _texts(part)) for part in parts()),
)


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
