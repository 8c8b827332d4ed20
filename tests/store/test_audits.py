"""Samples and what auditors said of their meetings: kept beside the log, copied with it, and proved."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from chairtui.audit.auditors import Sample, SampledMeeting, Seat, View
from chairtui.live.ports import NotSaved
from chairtui.store.audits import SqliteAudits
from chairtui.store.connect import Database
from chairtui.store.event_log import SqliteEventLog
from chairtui.store.rebuilding import rebuild
from chairtui.store.verify import verify

NOW = datetime(2026, 3, 5, 10, tzinfo=UTC)
SAMPLE = Sample(
    id="A-1",
    made_at=NOW,
    drawn="by hand",
    meetings=(SampledMeeting(meeting_id="m", name="M-1", seats=(Seat(agency="gp", title="GP"),)),),
)
VIEW = View(sample_id="A-1", meeting_id="m", agency="gp", taken_at=NOW, answers={"decision": "no"})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "meetings.db"
    database = Database(path)
    audits = SqliteAudits(database)
    audits.keep(SAMPLE)
    audits.add(VIEW)
    database.close()
    return path


def test_a_sample_and_its_views_are_there_when_the_file_is_opened_again(file: Path) -> None:
    database = Database(file)
    audits = SqliteAudits(database)
    assert list(audits.samples()) == [SAMPLE]
    assert list(audits.views("A-1")) == [VIEW]
    assert list(audits.views("A-2")) == []
    database.close()
    assert verify(file) == []


def test_making_the_lists_anew_leaves_them_as_they_are(file: Path) -> None:
    database = Database(file)
    rebuild(database, SqliteEventLog(database))
    assert list(SqliteAudits(database).views("A-1")) == [VIEW]
    database.close()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("UPDATE audit_views SET view = replace(view, '\"gp\"', '\"school\"')", "What an auditor said"),
        ("UPDATE audit_views SET view = '{'", "What an auditor said"),
        ("DELETE FROM audit_samples", "What an auditor said"),
        ("UPDATE audit_samples SET sample = '[]'", "A sample of the audit"),
    ],
)
def test_what_was_changed_behind_the_programs_back_is_told_without_its_contents(
    file: Path, change: str, words: str
) -> None:
    database = Database(file)
    with database.writing() as connection:
        connection.execute(change)
    audits = SqliteAudits(database)
    if "'{'" in change:
        with pytest.raises(NotSaved):
            audits.views("A-1")
    database.close()
    (fault,) = verify(file)
    assert fault.startswith(words)
    assert "school" not in fault
