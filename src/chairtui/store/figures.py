"""What the measures say of each meeting, kept beside it, and added up for the audit over all meetings.

Like `readiness` it follows from the log and from rules that the store does not know. Whatever is written to a
meeting, or to one on which it depends, lets it fall behind in the same transaction; what has fallen behind is
never counted before it was measured again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, date, datetime
from typing import NamedTuple

import msgspec

from chairtui.audit.counting import Counted, worst_first
from chairtui.live.audited import Audited
from chairtui.standards.measuring import Measured
from chairtui.store.engine import Connection
from chairtui.store.faults import damaged

_SAME = " UNION ".join(
    f"SELECT other.meeting_id FROM children AS own JOIN children AS other USING ({by}) "
    f"WHERE own.meeting_id = ?1 AND {condition} AND other.meeting_id <> ?1"
    for by, condition in (
        ("local_id", "own.local_id <> '' AND other.local_id <> ''"),
        ("nhs_number", "own.nhs_number <> '' AND other.nhs_number <> ''"),
        ("upn", "own.upn <> '' AND other.upn <> ''"),
        ("name, born_on", "own.born_on <> '' AND other.born_on <> ''"),
    )
)
"""The meetings about a child that is the same by what `library.series_of` goes by."""
_DEPENDENT = f"{_SAME} UNION SELECT meeting_id FROM follows WHERE earlier_id = ?1"
_LEANS = f"SELECT EXISTS ({_SAME} UNION ALL SELECT meeting_id FROM follows WHERE meeting_id = ?1)"

_BEHIND = """
INSERT INTO audited (meeting_id, touched, rules) VALUES (?, 1, '')
ON CONFLICT (meeting_id) DO UPDATE SET touched = touched + 1, rules = '', since = NULL, until = NULL
"""
_FALLEN = """
SELECT meeting_id, touched FROM (
    SELECT meeting_id, touched FROM audited WHERE rules < :rules OR rules > :rules
    UNION SELECT meeting_id, touched FROM audited WHERE until <= :now
    UNION SELECT meeting_id, touched FROM audited WHERE since > :now
) WHERE meeting_id NOT IN (SELECT meeting_id FROM tombstones) ORDER BY meeting_id
"""
"""What left this machine stays counted as it was."""
_UNKNOWN = "SELECT meeting_id FROM meetings WHERE meeting_id NOT IN (SELECT meeting_id FROM audited)"
_KNOWS_ALL = """
SELECT (SELECT count(*) FROM meetings) + (SELECT count(*) FROM tombstones) = (SELECT count(*) FROM audited)
"""
_KEPT = """
SELECT number, touched, held, month, team, authority, profile FROM audited WHERE meeting_id = ?
"""
_HEADER = """
UPDATE audited SET rules = ?, since = ?, until = ?, held = ?, month = ?, team = ?, authority = ?, profile = ?,
chair = ?, circumstances = ?, reference = ? WHERE number = ?
"""
_ROWS = "SELECT measure, subject, counted, met, unknown FROM measured WHERE number = ?"
_PUT = """
INSERT INTO measured (number, measure, subject, held, look, counted, met, unknown)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (number, measure, subject) DO UPDATE SET held = excluded.held, look = excluded.look,
counted = excluded.counted, met = excluded.met, unknown = excluded.unknown
"""
_DROP = "DELETE FROM measured WHERE number = ? AND measure = ? AND subject = ?"
_ADD = """
INSERT INTO tallies (measure, subject, month, team, authority, profile, meetings, counted, met, unknown)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (measure, subject, month, team, authority, profile) DO UPDATE SET
meetings = meetings + excluded.meetings, counted = counted + excluded.counted,
met = met + excluded.met, unknown = unknown + excluded.unknown
"""
_EMPTY = """
DELETE FROM tallies WHERE measure = ? AND subject = ? AND month = ? AND team = ? AND authority = ?
AND profile = ? AND meetings = 0
"""
_NOWHERE = ("", "", "", "")


class Behind(NamedTuple):
    """A meeting that is to be measured again, and how often it was written to until then."""

    meeting_id: str
    touched: int


class _Row(NamedTuple):
    """What one measure comes to in one meeting, about one subject."""

    counted: int
    met: int
    unknown: int


Rows = dict[tuple[str, str], _Row]
"""By measure and subject; the empty subject holds all of them together."""
Place = tuple[str, ...]
"""Month, team, authority and profile."""


def dependent(connection: Connection, meeting_id: str) -> set[str]:
    """Return the meetings whose figures may depend on what this one says: of its series, of its children."""
    return {str(row[0]) for row in connection.execute(_DEPENDENT, (meeting_id,))}


def leans(connection: Connection, meeting_id: str) -> bool:
    """Say whether what a meeting comes to may depend on what another one says."""
    return bool(connection.execute(_LEANS, (meeting_id,)).fetchone()[0])


def fall_behind(connection: Connection, meeting_ids: Iterable[str]) -> None:
    """Let the figures of meetings count as not measured, in the transaction of what made them so."""
    connection.executemany(_BEHIND, [(one,) for one in meeting_ids])


def fallen_behind(connection: Connection, rules: str, now: datetime) -> list[Behind]:
    """Return what is to be measured again: written to since, by other rules, or made other by time."""
    given = {"rules": rules, "now": _at(now)}
    fallen = [Behind(*row) for row in connection.execute(_FALLEN, given)]
    if not connection.execute(_KNOWS_ALL).fetchone()[0]:
        fallen += [Behind(str(row[0]), 0) for row in connection.execute(_UNKNOWN)]
    return fallen


def keep(connection: Connection, meeting_id: str, audited: Audited, touched: int | None = None) -> bool:
    """Keep what the measures say of a meeting; False where it was written to since it was `touched` so often.

    Without `touched` it is what the transaction itself has made of it.
    """
    kept = connection.execute(_KEPT, (meeting_id,)).fetchone()
    if kept is None:
        fall_behind(connection, [meeting_id])
        kept = connection.execute(_KEPT, (meeting_id,)).fetchone()
    elif touched is not None and kept[1] != touched:
        return False
    number, held, before = kept[0], kept[2], tuple(kept[3:])
    counted = audited.counted
    old = _kept(connection, number)
    new = summed(counted.measured) if counted else {}
    was: Place = before if held is not None else _NOWHERE
    now: Place = place_of(counted) if counted else _NOWHERE
    day = counted.held_on.toordinal() if counted else None
    _tally(connection, old, was, new, now)
    connection.executemany(_DROP, [(number, *key) for key in old if key not in new])
    put = [(key, row) for key, row in new.items() if day != held or old.get(key) != row]
    connection.executemany(_PUT, [(number, *key, day, _look(row), *row) for key, row in put])
    header = (audited.by, _at(audited.since), _at(audited.until) if audited.until else None, day)
    connection.execute(_HEADER, (*header, *now, *_about(counted), number))
    return True


def _about(counted: Counted | None) -> tuple[str, str, str]:
    if counted is None:
        return "", "[]", ""
    return counted.chair, msgspec.json.encode(counted.circumstances).decode(), counted.reference


def forget(connection: Connection) -> None:
    """Forget everything that was measured of what is here; nothing is, until it is measured again."""
    left = "SELECT meeting_id FROM tombstones"
    connection.execute(f"DELETE FROM audited WHERE meeting_id NOT IN ({left})")
    connection.execute("DELETE FROM measured WHERE number NOT IN (SELECT number FROM audited)")
    connection.execute("DELETE FROM tallies")
    connection.execute(f"INSERT INTO tallies {_SUMS}")
    connection.execute(
        "INSERT INTO audited (meeting_id, touched, rules) SELECT meeting_id, 1, '' FROM meetings"
    )


def summed(measured: Iterable[Measured]) -> Rows:
    """Return what is kept of what the measures come to: each subject, and all of a measure together."""
    counts: dict[tuple[str, str], list[int]] = {}
    for comes_to in measured:
        for subject in {"", comes_to.subject}:
            held = counts.setdefault((comes_to.measure, subject), [0, 0, 0])
            held[0] += comes_to.of
            held[1] += comes_to.met
            held[2] += comes_to.unknown
    return {key: _Row(*held) for key, held in counts.items()}


def place_of(counted: Counted) -> Place:
    """Return where a meeting counts."""
    return counted.month, counted.team, counted.authority, counted.profile


def faults(connection: Connection) -> Iterator[str]:
    """Give a sentence for what does not hold in itself: sums that are not those of their meetings."""
    wrong = connection.execute(_ADDED_UP).fetchone()[0]
    if wrong:
        yield f"The audit's sums: {wrong} of them are not those of the meetings"
    stray = connection.execute(_STRAY).fetchone()[0]
    if stray:
        yield f"The audit's figures: {stray} rows belong to no meeting"


_SUMS = """
SELECT measure, subject, month, team, authority, profile, count(*), sum(counted), sum(met), sum(unknown)
FROM measured JOIN audited USING (number) GROUP BY 1, 2, 3, 4, 5, 6
"""
_TALLIES = (
    "SELECT measure, subject, month, team, authority, profile, meetings, counted, met, unknown FROM tallies"
)
_ADDED_UP = f"""
SELECT (SELECT count(*) FROM ({_SUMS} EXCEPT {_TALLIES})) + (SELECT count(*) FROM ({_TALLIES} EXCEPT {_SUMS}))
"""
_STRAY = """
SELECT (SELECT count(*) FROM measured WHERE number NOT IN (SELECT number FROM audited))
+ (SELECT count(*) FROM audited WHERE meeting_id NOT IN (
    SELECT meeting_id FROM meetings UNION ALL SELECT meeting_id FROM tombstones
))
"""
_CURRENT = """
SELECT until, held, month, team, authority, profile, chair, circumstances, number FROM audited
WHERE meeting_id = ? AND rules = ? AND (until IS NULL OR until > ?) AND since <= ?
"""


def differs(connection: Connection, meeting_id: str, audited: Audited, now: datetime) -> bool:
    """Say whether what is kept of a meeting as measured is not what the log makes of it now.

    Nor may it be kept as holding for longer than it does: it would not be measured again in time.
    """
    at = _at(now)
    row = connection.execute(_CURRENT, (meeting_id, audited.by, at, at)).fetchone()
    if row is None:
        return False  # it is measured again before it counts
    if audited.until and (row[0] is None or row[0] > _at(audited.until)):
        return True
    counted = audited.counted
    kept = (row[1], tuple(row[2:6]), row[6], row[7], _kept(connection, row[8]))
    if counted is None:
        return kept[0] is not None or bool(kept[4])
    circumstances = msgspec.json.encode(counted.circumstances).decode()
    made = (counted.held_on.toordinal(), place_of(counted), counted.chair, circumstances)
    return kept != (*made, summed(counted.measured))


def _kept(connection: Connection, number: int) -> Rows:
    return {(row[0], row[1]): _Row(*row[2:]) for row in connection.execute(_ROWS, (number,))}


def _tally(connection: Connection, old: Rows, was: Place, new: Rows, now: Place) -> None:
    """Take out of the sums what a meeting was, and put in what it is: only what differs."""
    moved: Counter[tuple[str, ...]] = Counter()
    sums: dict[tuple[str, ...], list[int]] = {}
    for rows, place, sign in ((old, was, -1), (new, now, 1)):
        for key, row in rows.items():
            if was == now and old.get(key) == new.get(key):
                continue
            where = (*key, *place)
            moved[where] += sign
            held = sums.setdefault(where, [0, 0, 0])
            for column, count in enumerate(row):
                held[column] += sign * count
    connection.executemany(_ADD, [(*where, moved[where], *held) for where, held in sums.items()])
    connection.executemany(_EMPTY, [where for where in sums if moved[where] < 0])


def _look(row: _Row) -> int:
    return worst_first(row.counted, row.met, row.unknown)


def _at(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="microseconds")


def day_of(ordinal: int) -> date:
    """Return the day that is kept as its number.

    Raises:
        NotSaved: it is none: the file is damaged.
    """
    try:
        return date.fromordinal(ordinal)
    except (ValueError, OverflowError, TypeError):
        raise damaged() from None


def numbers(connection: Connection, meeting_ids: Collection[str]) -> list[int]:
    """Return under which numbers meetings are kept."""
    asked = "SELECT number FROM audited JOIN json_each(?) ON meeting_id = json_each.value"
    return [row[0] for row in connection.execute(asked, (msgspec.json.encode(list(meeting_ids)).decode(),))]
