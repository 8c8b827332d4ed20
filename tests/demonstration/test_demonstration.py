"""The invented meetings replay the audit's patterns, whenever they are opened."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.records.inbox import NOW, Inbox

from chairtui.core.meeting import Meeting
from chairtui.core.rooms import record_type
from chairtui.core.vocabulary import Stage
from chairtui.demonstration import AGENCIES, AUTHORITY, FOLDER, documents
from chairtui.directory.agencies import Agencies
from chairtui.directory.areas import force_of

MOMENTS = (
    datetime(2026, 3, 9, 9, 7, tzinfo=UTC),  # a Monday
    datetime(2026, 12, 26, 23, 58, tzinfo=UTC),  # between holidays, at night
    datetime(2026, 3, 29, 0, 30, tzinfo=UTC),  # half an hour before clocks go forward
    datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
    datetime(2028, 2, 29, 6, 0, tzinfo=UTC),
)


def held(name: str, now: datetime = NOW) -> Meeting:
    inbox = Inbox(at=now)
    inbox.take(next(content for known, content in documents(now) if known.endswith(name)))
    return inbox.meeting()


def open_codes(meeting: Meeting) -> set[str]:
    return {one.code for one in meeting.warnings if one.cleared_at is None} | {
        one.id for one in meeting.warnings if one.cleared_at is None
    }


PATTERNS = {
    "missing-from-watford": {"W-POL-UNIT:missing", "W-POL-UNIT:gangs", "W-BORDER:Hertfordshire Constabulary"},
    "two-agency-call": {"W-MIN-HEALTH", "W-TWO-AGENCY", "W-ACTION-PARTS"},
    "mash-health-only": {"W-HEALTH-PROXY", "W-NOFIRSTHAND"},
    "chronology-not-analysed": {"W-CHRON"},
    "fathers-mental-health": {"W-AMH", "W-ORPHAN-CONCERN:father", "W-ICPC-FIRST"},
    "camhs-tomorrow": {"W-EXPECTED-UNKNOWN:camhs"},
    "series-second": {"W-POL-UNIT:missing", "W-POL-UNIT:exploitation", "W-CARRIED-UNREAD"},
}


@pytest.mark.parametrize("name", PATTERNS)
def test_each_shows_its_pattern(name: str) -> None:
    assert open_codes(held(name)) >= PATTERNS[name]


def test_the_one_to_be_held_waits_for_its_chair() -> None:
    meeting = held("missing-from-watford")
    assert meeting.stage is Stage.PREPARING
    assert meeting.attendance.chair is not None
    assert meeting.scheduled_at is not None
    assert meeting.scheduled_at > NOW


def test_the_exemplary_one_leaves_nothing_open() -> None:
    meeting = held("exemplary")
    assert meeting.stage is Stage.SIGNED
    assert record_type(meeting).title == "Strategy discussion"
    assert open_codes(meeting) == set()


def test_health_left_the_second_meeting_before_its_decision() -> None:
    assert record_type(held("series-second")).title.startswith("Multi-agency meeting")
    assert record_type(held("series-first")).title == "Strategy discussion"


def test_what_is_booked_is_on_the_next_working_day() -> None:
    meeting = held("camhs-tomorrow")
    assert meeting.sharing.bookings[0].at.date().isoformat() == "2026-03-10"


@pytest.mark.parametrize("now", MOMENTS)
def test_they_can_be_opened_at_any_moment(now: datetime) -> None:
    inbox = Inbox(at=now)
    done = inbox.take(*(content for _, content in documents(now)))
    assert len(done) >= 8
    for one in done:
        meeting = inbox.meeting(one.meeting_id)
        assert meeting.conflicts == ()
        assert not meeting.started_at or meeting.started_at < now
    earlier = inbox.meeting("demo-7-series-first")
    later = inbox.meeting("demo-8-series-second")
    assert later.series.earlier[0].held_at == earlier.started_at
    assert later.concern.children == earlier.concern.children


def test_telephone_numbers_are_those_kept_for_drama() -> None:
    files = [AGENCIES, *(FOLDER / "meetings").glob("*.toml")]
    numbers = [
        n for file in files for n in re.findall(r"\b0\d{2,4} ?\d{3,4} ?\d{3,4}\b", file.read_text("utf-8"))
    ]
    assert len(numbers) > 20
    assert [n for n in numbers if not re.fullmatch(r"020 7946 0\d{3}|01632 960\d{3}", n)] == []


def test_every_agency_of_the_main_meeting_can_be_called() -> None:
    agencies = Agencies.load(AGENCIES)
    for line in held("missing-from-watford").attendance.register:
        assert agencies.get(line.agency).duty, line.agency
    assert agencies.get("police@Hertfordshire Constabulary").duty.startswith("01632")


def test_places_and_forces_belong_together() -> None:
    for _, content in documents(NOW):
        meeting = json.loads(content)["meeting"]
        assert meeting["authority"] == AUTHORITY
        for place in meeting["concern"].get("places", ()):
            assert place["force"] == force_of(place["authority"])


def test_the_files_are_part_of_the_package() -> None:
    assert Path(FOLDER).name == "demonstration"
    assert len(list((FOLDER / "meetings").glob("*.toml"))) == len(list(documents(NOW)))
