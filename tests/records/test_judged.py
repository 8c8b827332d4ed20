"""What was kept elsewhere is judged as it was at each moment."""

import json
from typing import Any

import pytest
from tests.records.inbox import NOW, Inbox, judge, line, small, stay

from chairtui.core.meeting import Meeting
from chairtui.core.rooms import in_room, record_type
from chairtui.core.views import position_words
from chairtui.core.warnings import Warning
from chairtui.core.who_was_missing import decided_without
from chairtui.core.with_ids import find
from chairtui.records.interchange.reading import read
from chairtui.records.interchange.refusal import NotTaken
from chairtui.records.interchange.replaying import replay


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
    (decision,) = meeting.deciding.decisions
    assert decision is not None
    assert "nurse" not in {one.id for one in in_room(meeting, decision)}
    assert f"{warning(meeting, 'W-MIN-HEALTH').raised_at:%H:%M}" == "10:12"
    assert record_type(meeting).title.startswith("Multi-agency meeting")
    assert "Nurse (School nurse) (left at 10:12)" in decided_without(meeting)[0].words


def test_the_moment_of_leaving_is_not_being_there() -> None:
    meeting = imported(with_health(stay("10:00", "10:20")))
    assert record_type(meeting).title.startswith("Multi-agency meeting")


def test_an_absent_agency_never_counts_as_agreeing() -> None:
    document = with_health(invitation={"answer": "declined", "reason": "On leave"})
    document["meeting"]["deciding"]["positions"] = [{"id": "nurse", "view": "agrees"}]
    assert any("was absent and does not count" in words for words in position_words(imported(document)))


def test_what_is_missing_in_an_action_is_for_the_rules_to_say() -> None:
    assert warning(imported(small()), "W-ACTION-PARTS:action-1").cleared_at is None


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


def before_the_meeting(meeting: Meeting) -> list[str]:
    assert meeting.started_at is not None
    return [one.id for one in meeting.warnings if one.raised_at < meeting.started_at]


def test_a_preparation_that_the_document_does_not_describe_is_not_judged() -> None:
    document = with_health(stay("09:50", "10:30"))
    document["meeting"]["attendance"]["register"].append(
        line("school", "school", "education", invitation={"answer": "invited", "at": "2026-03-04T09:00:00Z"})
    )
    meeting = imported(document)
    assert before_the_meeting(meeting) == []
    assert find(meeting.warnings, "W-MIN-SW") is None
    assert find(meeting.warnings, "W-CHAIR") is None
    school = find(meeting.attendance.register, "school")
    assert school is not None
    assert f"{school.invitation.at:%d %H:%M}" == "04 09:00"


def test_a_preparation_that_the_document_describes_is_judged() -> None:
    document = with_health(stay("10:00", "10:30"))
    for number, attendee in enumerate(document["meeting"]["attendance"]["register"]):
        attendee["invitation"] = {"answer": "accepted", "at": f"2026-03-04T09:0{number}:00Z"}
    meeting = imported(document)
    health = warning(meeting, "W-MIN-HEALTH")
    assert f"{health.raised_at:%d %H:%M}" == "04 09:00"
    assert f"{health.cleared_at:%d %H:%M}" == "04 09:02"
    assert find(meeting.warnings, "W-CHAIR") is None


def test_a_chair_who_came_later_was_missing_until_then() -> None:
    document = small()
    document["meeting"]["attendance"]["chairs"][0]["since"] = "2026-03-05T10:05:00Z"
    chair = warning(imported(document), "W-CHAIR")
    assert f"{chair.raised_at:%H:%M} {chair.cleared_at:%H:%M}" == "10:00 10:05"


def test_nothing_that_was_booked_is_missed_before_its_time() -> None:
    document = small()
    document["meeting"]["sharing"] = {
        "bookings": [
            {"attendee_id": "worker", "what": what, "at": "2026-03-06T14:00:00Z", "outcome": outcome}
            for what, outcome in (("Clinic", "missed"), ("School", "cancelled"))
        ]
    }
    replayed = replay(read(json.dumps(document).encode(), NOW).meeting, "", NOW)
    became = [one for one in replayed if type(one.event).__name__ == "BookingOutcomeNoted"]
    assert [f"{one.at:%d %H:%M}" for one in became] == ["05 10:30", "06 14:00"]


@pytest.mark.parametrize("left_out", ["decision", "everything"])
def test_a_meeting_that_was_not_held_is_in_preparation(left_out: str) -> None:
    document = small()
    del document["meeting"]["started_at"], document["meeting"]["deciding"]
    if left_out == "everything":
        document["meeting"] = {"reference": "SM-2"}
    meeting = imported(document)
    assert meeting.started_at is None
    assert meeting.profile == ""


@pytest.mark.parametrize("profile", ["nonsense-profile", "working-together-2023+nowhere", "practice-plan"])
def test_rules_that_nobody_knows_are_refused(profile: str) -> None:
    document = small()
    document["meeting"]["profile"] = profile
    with pytest.raises(NotTaken, match=r"\$\.meeting\.profile: expected one of bromley, .*london, working-"):
        imported(document)


def test_another_version_of_the_rules_is_taken() -> None:
    document = small()
    document["meeting"]["profile"] = "working-together-2023+london 0000aaaa"
    meeting = imported(document)
    assert meeting.profile == "working-together-2023+london 0000aaaa"
    assert judge().label(meeting).startswith("What if: judged by today's rules")


@pytest.mark.parametrize(
    ("due", "raised"),
    [
        ({"due_at": "2026-03-06T01:45:00Z"}, "2026-03-06 01:46"),
        ({"due_on": "2026-03-06"}, "2026-03-07 00:00"),
        ({"due_at": "2026-03-05T10:30:00Z"}, "2026-03-05 10:31"),
    ],
    ids=["at night", "a day", "before the end"],
)
def test_what_falls_due_while_nothing_is_told_is_late_from_then_on(due: dict[str, str], raised: str) -> None:
    document = small()
    action = {"what": "Ring the ward", "owner": "Ada Okoro", "agency": "social-care", "why": "x", **due}
    document["meeting"]["plan"]["actions"] = [action]
    document["meeting"]["plan"]["conference"] = {"reason": "Harm", "held_on": "2026-03-08"}
    (found,) = (one for one in imported(document).warnings if one.id.startswith("W-OVERDUE"))
    assert f"{found.raised_at:%Y-%m-%d %H:%M}" == raised


def test_what_is_done_before_it_falls_due_is_never_late() -> None:
    document = small()
    action = {"what": "Ring the ward", "owner": "Ada Okoro", "agency": "social-care", "why": "x"}
    action |= {"due_at": "2026-03-06T01:45:00Z", "status": "done", "evidence": "Rung."}
    document["meeting"]["plan"]["actions"] = [action]
    assert not [one for one in imported(document).warnings if one.id.startswith("W-OVERDUE")]
