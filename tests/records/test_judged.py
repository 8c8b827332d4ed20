"""What was kept elsewhere is judged as it was at each moment."""

from typing import Any

import pytest
from tests.records.inbox import Inbox, line, small, stay

from chairtui.core.decision import record_type
from chairtui.core.keyed import find
from chairtui.core.meeting import Meeting
from chairtui.core.register import present
from chairtui.core.views import absences, decided_without, position_words
from chairtui.core.warnings import Warning


def imported(document: dict[str, Any]) -> Meeting:
    inbox = Inbox()
    inbox.take(document)
    return inbox.meeting()


def warning(meeting: Meeting, code: str) -> Warning:
    found = find(meeting.warnings, code)
    assert found is not None, [one.id for one in meeting.warnings]
    return found


def with_health(*stays: dict[str, Any], **fields: Any) -> dict[str, Any]:
    document = small()
    health = line(
        "nurse", "school-nurse", "health", health="treating or visiting practitioner", stays=[*stays]
    )
    document["meeting"]["attendance"]["register"].append({**health, **fields})
    return document


def test_a_two_agency_call_has_had_no_health_since_it_began() -> None:
    meeting = imported(small())
    assert warning(meeting, "W-MIN-HEALTH").raised_at == meeting.started_at
    assert warning(meeting, "W-MIN-HEALTH").cleared_at is None
    assert record_type(meeting).title.startswith("Multi-agency meeting")


def test_health_that_joins_late_clears_the_warning_at_that_minute() -> None:
    meeting = imported(with_health(stay("10:12", "10:30")))
    found = warning(meeting, "W-MIN-HEALTH")
    assert found.raised_at == meeting.started_at
    assert f"{found.cleared_at:%H:%M}" == "10:12"
    assert record_type(meeting).title == "Strategy discussion"


def test_health_that_left_before_the_decision_was_not_in_the_room() -> None:
    meeting = imported(with_health(stay("10:00", "10:12")))
    decision = meeting.deciding.last
    assert decision is not None
    assert "nurse" not in {one.id for one in present(meeting.attendance, decision.decided_at)}
    assert f"{warning(meeting, 'W-MIN-HEALTH').raised_at:%H:%M}" == "10:12"
    assert record_type(meeting).title.startswith("Multi-agency meeting")
    assert "Nurse (School nurse) (left at 10:12)" in decided_without(absences(meeting))


def test_the_moment_of_leaving_is_not_being_there() -> None:
    meeting = imported(with_health(stay("10:00", "10:20")))
    assert record_type(meeting).title.startswith("Multi-agency meeting")


def test_an_absent_agency_never_counts_as_agreeing() -> None:
    document = with_health(invitation={"answer": "declined", "reason": "On leave"})
    document["meeting"]["deciding"]["positions"] = [{"id": "nurse", "view": "agrees"}]
    assert any("was absent and does not count" in words for words in position_words(imported(document)))


def test_what_is_missing_in_an_action_is_for_the_rules_to_say() -> None:
    assert warning(imported(small()), "W-ACTION-PARTS:action-1")


def test_the_rules_are_those_of_the_day_of_the_meeting() -> None:
    document = small()
    document["meeting"]["started_at"] = "2020-01-23T10:00:00Z"
    for attendee in document["meeting"]["attendance"]["register"]:
        attendee["stays"] = [{"mode": "phone", "joined_at": "2020-01-23T10:00:00Z"}]
    document["meeting"]["deciding"]["decisions"][0]["decided_at"] = "2020-01-23T10:20:00Z"
    assert imported(document).profile.startswith("working-together-2018")


def test_a_conference_planned_before_the_decision_is_warned_of() -> None:
    document = small()
    document["meeting"]["plan"]["conference"] = {"reason": "Anyway", "planned_at": "2026-03-05T10:05:00Z"}
    assert f"{warning(imported(document), 'W-ICPC-FIRST').raised_at:%H:%M}" == "10:05"
    document["meeting"]["plan"]["conference"]["planned_at"] = "2026-03-05T10:25:00Z"
    assert find(imported(document).warnings, "W-ICPC-FIRST") is None


def test_a_meeting_with_a_decision_began_with_the_first_arrival() -> None:
    document = small()
    del document["meeting"]["started_at"]
    assert f"{imported(document).started_at:%H:%M}" == "10:00"


@pytest.mark.parametrize("left_out", ["decision", "everything"])
def test_a_meeting_that_was_not_held_is_in_preparation(left_out: str) -> None:
    document = small()
    del document["meeting"]["started_at"], document["meeting"]["deciding"]
    if left_out == "everything":
        document["meeting"] = {"reference": "SM-2"}
    meeting = imported(document)
    assert meeting.started_at is None
    assert meeting.profile == ""
