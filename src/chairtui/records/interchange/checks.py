"""What has to fit in a document without history: ids that point somewhere, and times in order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import Any

from msgspec import Struct

from chairtui.core.births import born_between, check_birth
from chairtui.core.calendar.days import YEARS
from chairtui.core.calendar.deadlines import local_day
from chairtui.core.change import Refused
from chairtui.core.meeting import SEALED, Meeting
from chairtui.core.people import same_name
from chairtui.core.register import Attendee
from chairtui.records.interchange.as_commands import check_as_commands
from chairtui.records.interchange.document_types import NUMBERED
from chairtui.records.interchange.refusal import NotTaken
from chairtui.records.interchange.times import TO_COME, times_of

_MEETING_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_LONGEST_ID = 200
_LINE = "a line of the register"
_CHILD = "a child"
_APART = timedelta(minutes=5)
"""How far clocks may differ before what happened lies in the future."""


def check_years(meeting: Meeting) -> None:
    """Refuse a day or time that no meeting can be about.

    Raises:
        NotTaken: the year is a slip of the finger.
    """
    for where, day in _values(meeting, "$.meeting"):
        if isinstance(day, date) and day.year not in YEARS:
            known = f"expected one from {YEARS[0]} to {YEARS[-1]}"
            raise NotTaken(where, f"the year {day.year} is too far away; {known}")


def is_id(words: str) -> bool:
    """Say whether an id can be typed and looks like no path."""
    return _MEETING_ID.fullmatch(words) is not None


def check_id(meeting: Meeting) -> None:
    """Refuse an id of a meeting that cannot be typed or looks like a path.

    Raises:
        NotTaken: it has other characters than an id has.
    """
    if not is_id(meeting.id):
        raise NotTaken("$.meeting.id", "expected up to 100 letters, digits, dots, hyphens and underscores")


def check_profile(profile: str, known: Iterable[str]) -> None:
    """Refuse rules that nobody here knows; a known profile may have another version today.

    Raises:
        NotTaken: the sentence lists those there are.
    """
    names = list(known)
    if any(part not in names for part in filter(None, profile.partition(" ")[0].split("+"))):
        expected = f"expected one of {', '.join(names)}, or several with + between them, or nothing"
        raise NotTaken("$.meeting.profile", expected)


def check_structure(meeting: Meeting) -> None:
    """Refuse a meeting whose parts do not fit together; what is only incomplete is left to the rules.

    Raises:
        NotTaken: an id points nowhere or stands twice, or times go backwards.
    """
    if not meeting.reference.strip():
        raise NotTaken("$.meeting.reference", "expected the short name that people say for the meeting")
    _check_ids(meeting)
    _check_pointers(meeting)
    for number, line in enumerate(meeting.attendance.register):
        _check_stays(line, f"$.meeting.attendance.register[{number}]")
    for number, decision in enumerate(meeting.deciding.decisions):
        if decision.decided_at is None:
            expected = "expected the time of the decision: who was in the room follows from it"
            raise NotTaken(f"$.meeting.deciding.decisions[{number}].decided_at", expected)
    for number, chairing in enumerate(meeting.attendance.chairs):
        if not chairing.name.strip():
            raise NotTaken(f"$.meeting.attendance.chairs[{number}].name", "expected the name of the chair")


def check_times(meeting: Meeting, now: datetime) -> None:
    """Refuse what cannot be: what happened lies ahead, ends before it begins, or is what no command takes.

    Raises:
        NotTaken: the sentence names the field.
    """
    for path, at in happened(meeting):
        if at > now + _APART:
            raise NotTaken(path, "expected a time that has come: this lies in the future")
    for number, decision in enumerate(meeting.deciding.decisions):
        if meeting.started_at and decision.decided_at and decision.decided_at < meeting.started_at:
            path = f"$.meeting.deciding.decisions[{number}].decided_at"
            raise NotTaken(path, "expected a time after started_at: the meeting had not begun")
    _check_births(meeting, now)
    _check_signature(meeting)
    check_as_commands(meeting, times_of(meeting, now).started)


def happened(value: Any, path: str = "$.meeting") -> Iterator[tuple[str, datetime]]:
    """Return every instant in a value at which something happened, with its place."""
    if isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from happened(item, f"{path}[{number}]")
    if isinstance(value, Struct):
        for name in value.__struct_fields__:
            inner = getattr(value, name)
            if not isinstance(inner, datetime):
                yield from happened(inner, f"{path}.{name}")
            elif f"{type(value).__name__}.{name}" not in TO_COME:
                yield f"{path}.{name}", inner


def _check_births(meeting: Meeting, now: datetime) -> None:
    held = local_day(meeting.started_at or meeting.scheduled_at or now)
    for number, child in enumerate(meeting.concern.children):
        try:
            check_birth(child)
        except Refused as refused:
            raise NotTaken(f"$.meeting.concern.children[{number}]", str(refused)) from None
        between = born_between(child)
        if between and between[0] > held:
            path = f"$.meeting.concern.children[{number}].{'born_on' if child.born_on else 'birth'}"
            expected = "expected a day before the meeting; the day a child is expected goes into expected_on"
            raise NotTaken(path, expected)


def _check_signature(meeting: Meeting) -> None:
    signature = meeting.closing.signature
    if signature is None:
        return
    path = "$.meeting.closing.signature"
    if not any(same_name(signature.name, one.name) for one in meeting.attendance.chairs):
        raise NotTaken(f"{path}.name", "expected the name of one of the chairs: only a chair signs")
    at = signature.signed_at
    if at is None:
        return
    if meeting.started_at and at < meeting.started_at:
        raise NotTaken(f"{path}.signed_at", "expected a time after started_at: the meeting had not begun")
    for child in meeting.concern.children:
        about = [one.decided_at for one in meeting.deciding.decisions if child.id in one.children]
        first = min((one for one in about if one), default=None)
        if first and at < first:
            expected = "expected a time after the decision: a record is signed when each child has one"
            raise NotTaken(f"{path}.signed_at", expected)
    for part in ("sharing", "analysis", "deciding"):
        for where, instant in happened(getattr(meeting, part), f"$.meeting.{part}"):
            if instant > at:
                raise NotTaken(where, SEALED)
    for number, shared in enumerate(meeting.sharing.contributions):
        if shared.shared_on and shared.shared_on > local_day(at):
            raise NotTaken(f"$.meeting.sharing.contributions[{number}].shared_on", SEALED)


def _values(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Return everything in a value with its place."""
    yield path, value
    if isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from _values(getattr(value, name), f"{path}.{name}")
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _values(item, f"{path}[{number}]")


def _check_ids(meeting: Meeting) -> None:
    seen: set[tuple[str, str]] = set()
    for path, value in _values(meeting, "$.meeting"):
        if not isinstance(value, Struct) or not path.endswith("]") or not hasattr(value, "id"):
            continue
        known = str(value.id)
        if not known.strip() or len(known) > _LONGEST_ID or (type(value) in NUMBERED and "\n" in known):
            raise NotTaken(f"{path}.id", f"expected an id of 1 to {_LONGEST_ID} characters in one line")
        siblings = path.rpartition("[")[0]
        if (siblings, known) in seen:
            raise NotTaken(f"{path}.id", "this id stands twice in the list")
        seen.add((siblings, known))


def _check_pointers(meeting: Meeting) -> None:
    """Refuse ids that point nowhere; an empty one points nowhere on purpose, where that may be."""
    lines = _ids(meeting.attendance.register)
    children = _ids(meeting.concern.children)
    actions = _ids(meeting.plan.actions)
    shared = _ids(meeting.sharing.contributions)
    seen = children | _ids(meeting.concern.family)
    or_none = lines | {""}
    for path, field, known, what in (
        ("attendance.register", "deputy_for", or_none, _LINE),
        ("sharing.contributions", "attendee_id", lines, _LINE),
        ("sharing.contributions", "children", children, _CHILD),
        ("sharing.turns", "id", lines, _LINE),
        ("sharing.challenges", "attendee_id", or_none, _LINE),
        ("sharing.offers", "attendee_id", or_none, _LINE),
        ("sharing.bookings", "attendee_id", or_none, _LINE),
        ("concern.family", "children", children, _CHILD),
        ("sharing.bookings", "risk", shared | {""}, "a contribution"),
        ("concern.voices", "id", children, _CHILD),
        ("analysis.judgements", "id", children, _CHILD),
        ("deciding.decisions", "children", children, _CHILD),
        ("deciding.decisions", "facts", shared, "a contribution"),
        ("deciding.positions", "whose", lines, _LINE),
        ("deciding.positions", "decisions", _ids(meeting.deciding.decisions), "a decision"),
        ("plan.actions", "owner_id", or_none, _LINE),
        ("plan.actions", "tells", actions | {""}, "an action"),
        ("plan.seeing", "id", seen, "a child or family member"),
        ("plan.enquiries", "id", children | {""}, _CHILD),
        ("concern.census", "id", children, _CHILD),
        ("closing.distribution", "child_id", children | {""}, _CHILD),
        ("closing.distribution", "attendee_id", or_none, _LINE),
    ):
        for number, value in enumerate(attrgetter(path)(meeting)):
            whose = "attendee_id" if getattr(value, "attendee_id", "") else "id"
            named = whose if field == "whose" else field
            _check_pointer(f"$.meeting.{path}[{number}].{named}", getattr(value, field), known, what)


def _check_pointer(path: str, pointer: str | tuple[str, ...], known: frozenset[str], what: str) -> None:
    for pointed in (pointer,) if isinstance(pointer, str) else pointer:
        if pointed not in known:
            raise NotTaken(path, f"expected the id of {what} of this meeting")


def _ids(values: Iterable[Any]) -> frozenset[str]:
    return frozenset(value.id for value in values)


def _check_stays(line: Attendee, path: str) -> None:
    for number, stay in enumerate(line.stays):
        if stay.left_at is not None and stay.left_at < stay.joined_at:
            raise NotTaken(f"{path}.stays[{number}].left_at", "expected a time after joined_at")
        before = line.stays[number - 1] if number else None
        if before is None:
            continue
        if before.left_at is None:
            expected = "expected a time, because a later stay follows"
            raise NotTaken(f"{path}.stays[{number - 1}].left_at", expected)
        if stay.joined_at < before.left_at:
            raise NotTaken(f"{path}.stays[{number}].joined_at", "expected a time after the stay before it")
