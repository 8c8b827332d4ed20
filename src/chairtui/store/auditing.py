"""The audit over all meetings of one database; it fulfils `live.auditing.Figures`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from threading import Lock
from typing import TYPE_CHECKING, Any

import msgspec

from chairtui.audit.counting import Beneath, Counted, Crossed, Figure, Sums, Within, same_words
from chairtui.core.vocabulary import Circumstance
from chairtui.store.connect import Database
from chairtui.store.engine import Connection
from chairtui.store.faults import damaged
from chairtui.store.figures import day_of, fallen_behind, keep, numbers

if TYPE_CHECKING:
    from chairtui.live.audited import Audited

_PARTS = {
    "": "''",
    "month": "month",
    "team": "team",
    "authority": "authority",
    "profile": "profile",
    "chair": "chair",
}
_ROLLED = ("", "month", "team", "authority", "profile")
"""By which the sums are kept; a chair is looked up meeting by meeting, and only where it is asked for."""
_SPAN = "SELECT count(*), min(held), max(held) FROM audited WHERE held IS NOT NULL AND {where}"
_SUMS = """
SELECT measure, subject, {part}, sum(met), sum(counted), sum(unknown) FROM {of} WHERE {where} GROUP BY {by}
"""
_EACH = "audited CROSS JOIN measured USING (number)"
_BENEATH = """
SELECT audited.number, meeting_id, audited.held, team, authority, profile, chair, circumstances, reference,
met, counted, unknown FROM measured CROSS JOIN audited USING (number)
WHERE measure = :measure AND subject = :subject AND {where}
ORDER BY look, measured.held DESC, number LIMIT :limit OFFSET :after
"""
_MEETINGS = """
SELECT number, meeting_id, held, team, authority, profile, chair, circumstances, reference
FROM audited WHERE held IS NOT NULL AND {where} ORDER BY held, reference, meeting_id
"""
_CROSSED = """
SELECT one.met, one.unknown, two.met, two.unknown, count(*)
FROM measured AS one JOIN measured AS two ON two.number = one.number AND two.measure = :second
AND two.subject = '' {join}
WHERE one.measure = :first AND one.subject = '' AND {where} GROUP BY 1, 2, 3, 4
"""


class SqliteFigures:
    """What is kept of each meeting, and its sums.

    Where the file is only read, what had fallen behind is measured into memory, and counts instead of what is
    in the file.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._beside: Connection | None = None
        self._instead: dict[str, int] = {}
        """Which meetings are measured beside the file, and how often each was written to until then."""
        self._lock = Lock()

    def behind(self, by: str, now: datetime) -> list[tuple[str, int]]:
        """Return what has still to be measured: written to since, by other rules, or made other by time."""
        with self._database.reading() as connection:
            fallen = fallen_behind(connection, by, now)
        return [one for one in fallen if self._instead.get(one.meeting_id) != one.touched]

    def keep(self, measured: Sequence[tuple[str, int, Audited]]) -> None:
        """Keep what the measures say of meetings, but of none that was written to meanwhile."""
        if not measured:
            return
        if self._database.writes:
            with self._database.writing() as connection:
                for meeting_id, touched, audited in measured:
                    keep(connection, meeting_id, audited, touched or None)
            return
        with self._lock:
            if self._beside is None:
                self._beside = _nothing_kept()
            for meeting_id, touched, audited in measured:
                keep(self._beside, meeting_id, audited)
                self._instead[meeting_id] = touched

    def sums(self, within: Within, by: str) -> Sums:
        """Return what every measure comes to over some meetings."""
        sums: dict[tuple[str, str, str], Figure] = {}
        with self._database.reading() as connection:
            for key, figure in _summed(connection, within, by):
                sums[key] = figure
            for key, figure in self._replaced(connection, within, by):
                if key not in sums:
                    raise damaged()
                sums[key] = sums[key] - figure
        for key, figure in self._also(lambda beside: _summed(beside, within, by)):
            sums[key] = sums.get(key, Figure()) + figure
        return {key: figure for key, figure in sums.items() if figure.of}

    def span(self, within: Within) -> tuple[int, date | None, date | None]:
        """Return how many meetings are meant, and the first and last day on which they were held."""
        if self._instead:
            days = [one.held_on for one in self.meetings(within)]
            return len(days), min(days, default=None), max(days, default=None)
        with self._database.reading() as connection:
            where, given = _where(connection, within)
            count, first, last = connection.execute(_SPAN.format(where=where), given).fetchone()
        return count, _day(first), _day(last)

    def crossed(self, within: Within, first: str, second: str) -> Crossed:
        """Return how two measures of whole meetings fall together."""
        asked = {"first": first, "second": second}
        with self._database.reading() as connection:
            counts = _cells(connection, within, asked)
            if self._instead:
                there = tuple(self._instead)
                ids = there if within.ids is None else tuple(set(there) & set(within.ids))
                counts.subtract(_cells(connection, msgspec.structs.replace(within, ids=ids), asked))
        for cell, count in self._also(lambda beside: _cells(beside, within, asked).items()):
            counts[cell] += count
        return Crossed(**{cell: counts[cell] for cell in Crossed.__struct_fields__})

    def beneath(self, within: Within, measure: str, subject: str, *, limit: int, after: int) -> list[Beneath]:
        """Return a page of the meetings of which a figure is made: those with something unmet first."""
        asked: dict[str, Any] = {"measure": measure, "subject": subject, "limit": limit, "after": after}
        if not self._instead:
            with self._database.reading() as connection:
                return list(_beneath(connection, within, asked))
        from chairtui.audit.counting import in_order

        every = {**asked, "limit": -1, "after": 0}
        with self._database.reading() as connection:
            kept = [one for one in _beneath(connection, within, every) if self._is_kept(one.meeting)]
        kept += self._also(lambda beside: _beneath(beside, within, every))
        return in_order(kept)[after:][: limit if limit >= 0 else None]

    def meetings(self, within: Within) -> list[Counted]:
        """Return the meetings that are meant, oldest first, without what was measured of each."""
        with self._database.reading() as connection:
            kept = [one for one in _meetings(connection, within) if self._is_kept(one)]
        kept += self._also(lambda beside: _meetings(beside, within))
        return sorted(kept, key=lambda one: (one.held_on, one.reference, one.meeting_id))

    def _is_kept(self, meeting: Counted) -> bool:
        return meeting.meeting_id not in self._instead

    def _also(self, asked: Any) -> list[Any]:
        with self._lock:
            return list(asked(self._beside)) if self._beside is not None else []

    def _replaced(
        self, connection: Connection, within: Within, by: str
    ) -> Iterator[tuple[tuple[str, str, str], Figure]]:
        """Yield what the file holds of the meetings that are measured beside it."""
        if self._instead:
            there = tuple(self._instead)
            ids = there if within.ids is None else tuple(set(there) & set(within.ids))
            yield from _summed(connection, msgspec.structs.replace(within, ids=ids), by)


def _summed(connection: Connection, within: Within, by: str) -> Iterator[tuple[tuple[str, str, str], Figure]]:
    where, given = _where(connection, within, months=True)
    of = "tallies"
    if where is None or by not in _ROLLED:
        where, given = _where(connection, within)
        of = _EACH
    asked = _SUMS.format(part=_PARTS[by], of=of, where=where, by="1, 2, 3" if by else "1, 2")
    for measure, subject, part, *figure in connection.execute(asked, given):
        yield (measure, subject, part), Figure(*figure)


def _where(connection: Connection, within: Within, *, months: bool = False) -> tuple[Any, Mapping[str, Any]]:
    """Return the condition that chooses meetings, and what is given to it.

    By `months` it is one on the sums, and nothing where those cannot tell.
    """
    conditions, given = ["TRUE"], dict[str, Any]()
    if months and not _tells(within):
        return None, {}
    if within.since:
        conditions.append("month >= :since" if months else "audited.held >= :since")
        given["since"] = f"{within.since:%Y-%m}" if months else within.since.toordinal()
    if within.until:
        conditions.append("month <= :until" if months else "audited.held <= :until")
        given["until"] = f"{within.until:%Y-%m}" if months else within.until.toordinal()
    if within.team:
        teams = [
            row[0]
            for row in connection.execute(f"SELECT DISTINCT team FROM {'tallies' if months else 'audited'}")
        ]
        meant = [one for one in teams if same_words(within.team, one)]
        conditions.append("team IN (SELECT value FROM json_each(:teams))")
        given["teams"] = msgspec.json.encode(meant).decode()
    if within.by:
        conditions.append(f"{_PARTS[within.by]} = :part")
        given["part"] = within.part
    if within.circumstance:
        named = [one.value for one in Circumstance if same_words(within.circumstance, one.value)]
        conditions.append("instr(circumstances, :circumstance)")
        given["circumstance"] = msgspec.json.encode(*named or [within.circumstance]).decode()
    if within.ids is not None:
        conditions.append("audited.number IN (SELECT value FROM json_each(:numbers))")
        given["numbers"] = msgspec.json.encode(numbers(connection, within.ids)).decode()
    return " AND ".join(conditions), given


def _tells(within: Within) -> bool:
    """Say whether the sums by month tell of the meetings that are meant."""
    from calendar import monthrange

    begins = within.since is None or within.since.day == 1
    last = within.until
    ends = last is None or last.day == monthrange(last.year, last.month)[1]
    return begins and ends and not within.circumstance and within.ids is None and within.by in _ROLLED


def _cells(connection: Connection, within: Within, asked: Mapping[str, Any]) -> Counter[str]:
    where, given = _where(connection, within)
    join = "JOIN audited ON audited.number = one.number" if where != "TRUE" else ""
    counts: Counter[str] = Counter()
    for met, unknown, also_met, also_unknown, count in connection.execute(
        _CROSSED.format(join=join, where=where), {**given, **asked}
    ):
        if unknown or also_unknown:
            counts["not_known"] += count
        elif met:
            counts["both" if also_met else "first_only"] += count
        else:
            counts["second_only" if also_met else "neither"] += count
    return counts


def _beneath(connection: Connection, within: Within, asked: Mapping[str, Any]) -> Iterator[Beneath]:
    where, given = _where(connection, within)
    for *meeting, met, of, unknown in connection.execute(
        _BENEATH.format(where=where), {**given, **asked}
    ).fetchall():
        yield Beneath(meeting=_counted(meeting), figure=Figure(met, of, unknown))


def _meetings(connection: Connection, within: Within) -> Iterator[Counted]:
    where, given = _where(connection, within)
    for row in connection.execute(_MEETINGS.format(where=where), given).fetchall():
        yield _counted(row)


def _counted(row: Sequence[Any]) -> Counted:
    _, meeting_id, held, team, authority, profile, chair, circumstances, reference = row
    return Counted(
        meeting_id=meeting_id,
        reference=reference,
        held_on=day_of(held),
        team=team,
        authority=authority,
        profile=profile,
        chair=chair,
        circumstances=tuple(msgspec.json.decode(circumstances)),
    )


def _day(ordinal: int | None) -> date | None:
    return None if ordinal is None else day_of(ordinal)


def _nothing_kept() -> Connection:
    from sqlcipher3 import dbapi2 as sqlite

    from chairtui.store import migrations

    connection = sqlite.connect(":memory:", isolation_level=None, check_same_thread=False)
    migrations.make(connection, migrations.VERSION)
    return connection
