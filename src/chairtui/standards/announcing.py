"""What is said aloud of the warnings, and when: once, when it comes, and again only when it gets louder.

Nothing is announced while a meeting is prepared but what was there and is lost, and in the first minutes only
that a child is not safe; in the urgent mode only stops. Two in a minute are enough: what is no stop waits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from chairtui.core.vocabulary import Stage
from chairtui.standards.moments import Moments
from chairtui.standards.placed import Attention, Place, Placed, WarningRow, loudest
from chairtui.standards.verdict import Announced

MINUTE = timedelta(minutes=1)
IN_A_MINUTE = 2
"""How many are announced within a minute, beside stops."""


class Said(Struct, frozen=True, kw_only=True):
    """One announcement: the row, and how loud it was said."""

    row: WarningRow
    loud: Announced
    at: datetime


class Heard(Struct, frozen=True, kw_only=True):
    """What was announced so far, and what stood when somebody looked last."""

    preparing: bool = True
    rows: Mapping[str, Announced] = {}
    """By row that stands open: how loud it was announced."""
    members: frozenset[str] = frozenset()
    """The ids of those that were announced one by one, while they stand."""
    groups: frozenset[str] = frozenset()
    """The groups that were announced once, as a step that was left."""
    ever: frozenset[str] = frozenset()
    """The ids of all that ever stood open."""
    standing: frozenset[str] = frozenset()
    lately: tuple[Said, ...] = ()
    """What was said within the last minute."""


def opened(attention: Attention, moments: Moments) -> Heard:
    """Return what whoever opens a meeting sees at once: nothing that stands by then is announced."""
    rows = {row.name: row.loud for row in attention.rows if row.open}
    standing = _standing(attention)
    ever = {warning.id for warning in moments.meeting.warnings}
    groups = {group.name for row in attention.rows for group in row.groups}
    return Heard(
        preparing=moments.meeting.stage is Stage.PREPARING,
        rows=rows,
        members=standing,
        groups=frozenset(groups),
        ever=standing | ever,
        standing=standing,
    )


def announce(heard: Heard, attention: Attention, moments: Moments) -> tuple[Heard, tuple[Said, ...]]:
    """Return what to say now, gravest first, and what was heard after it; what waits is asked again."""
    standing = _standing(attention)
    lost = (standing - heard.standing) & heard.ever
    heard = _still(heard, attention, standing, moments)
    said: list[Said] = []
    for row in attention.rows:
        loud = _loud(heard, row, moments, lost)
        if loud is None or _waits(heard, row, loud, moments.now):
            continue
        said.append(Said(row=row, loud=loud, at=moments.now))
        heard = _after(heard, said[-1])
    return replace(heard, ever=heard.ever | standing, standing=standing), tuple(said)


def _standing(attention: Attention) -> frozenset[str]:
    return frozenset(one.verdict.id for row in attention.rows for one in row.open)


def _still(heard: Heard, attention: Attention, standing: frozenset[str], moments: Moments) -> Heard:
    """Forget what stands no more, so that it is said again when it comes again."""
    if heard.preparing and moments.started:  # what stood before the meeting is said anew in it
        heard = replace(heard, preparing=False, rows={}, members=frozenset(), groups=frozenset())
    there = {row.name for row in attention.rows if row.open}
    return replace(
        heard,
        rows={name: loud for name, loud in heard.rows.items() if name in there},
        members=heard.members & standing,
        lately=tuple(one for one in heard.lately if moments.now - one.at < MINUTE),
    )


def _loud(heard: Heard, row: WarningRow, moments: Moments, lost: frozenset[str]) -> Announced | None:
    """Return how loud a row is to be announced now, if it is."""
    if not row.open or row.put_off:
        return None
    if heard.preparing:
        return _aloud(_loudest(one for one in row.open if one.verdict.id in lost))
    if not moments.settled and not all(group.each and not group.quiet_until for group in row.groups):
        return None
    new = _new(heard, row)
    return new if new is Announced.STOP or not moments.meeting.urgent else None


def _new(heard: Heard, row: WarningRow) -> Announced | None:
    """Return how loud what is new in a row is: a member, a louder sign, or a step that was left."""
    if row.first:
        return _aloud(_loudest(one for one in row.open if one.verdict.id not in heard.members))
    before = heard.rows.get(row.name, Announced.STATUS)
    if _louder(row.loud, before):
        return row.loud
    return _aloud(loudest(group.announced for group in row.groups if group.name not in heard.groups))


def _loudest(members: Iterable[Placed]) -> Announced:
    return loudest(one.loud for one in members if one.place is not Place.BENEATH)


def _aloud(loud: Announced) -> Announced | None:
    return None if loud is Announced.STATUS else loud


def _louder(one: Announced, other: Announced) -> bool:
    order = list(Announced)
    return order.index(one) < order.index(other)


def _waits(heard: Heard, row: WarningRow, loud: Announced, now: datetime) -> bool:
    """Say whether an announcement waits for the next look."""
    if loud is Announced.STOP and heard.rows.get(row.name) is not Announced.STOP:
        return False
    lately = [one for one in heard.lately if now - one.at < MINUTE]
    return any(one.row.name == row.name for one in lately) or (
        loud is not Announced.STOP and len(lately) >= IN_A_MINUTE
    )


def _after(heard: Heard, said: Said) -> Heard:
    row = said.row
    loud = loudest((said.loud, heard.rows.get(row.name, Announced.STATUS)))
    return replace(
        heard,
        rows={**heard.rows, row.name: loud},
        members=heard.members | {one.verdict.id for one in row.open},
        groups=heard.groups | {group.name for group in row.groups},
        lately=(*heard.lately, said),
    )
