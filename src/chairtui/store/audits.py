"""Samples of an audit and what partners' auditors said of their meetings, beside the log and never in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

import msgspec

from chairtui.audit.auditors import Sample, View
from chairtui.store.connect import Database
from chairtui.store.engine import Connection
from chairtui.store.faults import damaged

_KEEP = "INSERT INTO audit_samples (sample_id, sample) VALUES (?, ?)"
_SAMPLES = "SELECT sample FROM audit_samples"
_ADD = "INSERT INTO audit_views (sample_id, meeting_id, agency, taken_at, view) VALUES (?, ?, ?, ?, ?)"
_VIEWS = "SELECT view FROM audit_views WHERE sample_id = ? ORDER BY taken_at, meeting_id, agency"

_EVERY_VIEW = "SELECT sample_id, meeting_id, agency, view FROM audit_views"

T = TypeVar("T", Sample, View)


class SqliteAudits:
    """The samples and views of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, sample: Sample) -> None:
        """Keep a sample.

        Raises:
            NotSaved: it could not be stored.
        """
        with self._database.writing() as connection:
            connection.execute(_KEEP, (sample.id, msgspec.json.encode(sample).decode()))

    def samples(self) -> Sequence[Sample]:
        """Return all samples, the newest first.

        Raises:
            NotSaved: they cannot be read, or one is not as it was written.
        """
        with self._database.reading() as connection:
            rows = connection.execute(_SAMPLES).fetchall()
        made = [_decoded(words, Sample) for (words,) in rows]
        return sorted(made, key=lambda one: (one.made_at, one.id), reverse=True)

    def add(self, view: View) -> None:
        """Keep what an auditor said; what was kept before stays.

        Raises:
            NotSaved: it could not be stored.
        """
        row = (view.sample_id, view.meeting_id, view.agency, view.taken_at.isoformat())
        with self._database.writing() as connection:
            connection.execute(_ADD, (*row, msgspec.json.encode(view).decode()))

    def views(self, sample_id: str) -> Sequence[View]:
        """Return all views of a sample's meetings, in the order in which they were taken in.

        Raises:
            NotSaved: they cannot be read, or one is not as it was written.
        """
        with self._database.reading() as connection:
            rows = connection.execute(_VIEWS, (sample_id,)).fetchall()
        return [_decoded(words, View) for (words,) in rows]


def faults(connection: Connection) -> Iterator[str]:
    """Yield a sentence for each sample and view that is not as it was written."""
    samples = dict(connection.execute("SELECT sample_id, sample FROM audit_samples").fetchall())
    for sample_id, words in samples.items():
        sample = _read(words, Sample)
        if sample is None or sample.id != sample_id:
            yield "A sample of the audit is not as it was written."
    for sample_id, meeting_id, agency, words in connection.execute(_EVERY_VIEW):
        view = _read(words, View)
        said = (view.sample_id, view.meeting_id, view.agency) if view else ()
        if said != (sample_id, meeting_id, agency) or sample_id not in samples:
            yield "What an auditor said is not as it was written."


def _read(words: str, kind: type[T]) -> T | None:
    try:
        return msgspec.json.decode(words, type=kind)
    except msgspec.MsgspecError:
        return None


def _decoded(words: str, kind: type[T]) -> T:
    value = _read(words, kind)
    if value is None:
        raise damaged()
    return value
