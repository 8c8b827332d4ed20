"""Everything that was agreed, over all meetings, from the command line."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from tests.cli.conftest import Chairtui

from chairtui.cli.exits import Refusal
from chairtui.cli.options import day_of
from chairtui.core.sentences.reminding import ToDo, reminder, when_due

MEETINGS = {
    "SM-A": (
        "Team 1",
        "Ada",
        [("a1", "Ring the ward", "Ben Marsh", "2020-03-05"), ("a2", "Visit", "Ola Reyes", "")],
    ),
    "SM-B": ("Team 2", "Zoë", [("b1", "Ask the GP", "Ben Marsh", "2199-01-02")]),
}


def document(reference: str) -> dict[str, Any]:
    team, child, agreed = MEETINGS[reference]
    actions = [
        {"id": id, "what": what, "owner": owner, "agency": "social-care", "why": "safety"}
        | ({"due_on": due} if due else {})
        for id, what, owner, due in agreed
    ]
    children = [{"id": "c", "name": child, "born_on": "2010-01-01"}]
    meeting = {
        "id": f"id-{reference}",
        "reference": reference,
        "authority": "Bromley",
        "started_at": "2020-03-02T10:00:00Z",
        "concern": {"team": {"name": team}, "children": children},
        "plan": {"actions": actions},
    }
    return {"format": "chairtui.meeting/1", "meeting": meeting}


@pytest.fixture
def kept(chairtui: Chairtui, tmp_path: Path) -> Chairtui:
    """Two meetings in a database."""
    for reference in MEETINGS:
        (tmp_path / f"{reference}.json").write_text(json.dumps(document(reference)))
    ran = chairtui("import", *(f"{reference}.json" for reference in MEETINGS))
    assert ran.code == 0, ran.err
    return chairtui


def ids(ran: Any) -> list[str]:
    return [one["action_id"] for one in ran.json]


def events(file: Path) -> set[str]:
    return {str(one["uid"]) for one in Calendar.from_ical(file.read_bytes()).walk("VEVENT")}


def test_open_actions_of_all_meetings_stand_by_their_day_those_without_one_last(kept: Chairtui) -> None:
    assert ids(kept("actions", "--json")) == ["a1", "b1", "a2"]
    told = kept("actions").out
    assert " days late" in told
    assert "no day was agreed" in told
    assert "SM-A/a1" in told


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (("--owner", "ben"), ["a1", "b1"]),
        (("--owner", "Ola Reyes"), ["a2"]),
        (("--agency", "police"), []),
        (("--team", "team 2"), ["b1"]),
        (("--child", "ZOË"), ["b1"]),
        (("--child", "ada"), ["a1", "a2"]),
        (("--due", "overdue"), ["a1"]),
        (("--due", "later"), ["b1"]),
        (("--due", "undated"), ["a2"]),
        (("--due", "today"), []),
        (("--owner", "%"), []),
        (("--state", "done"), []),
        (("--state", "all"), ["a1", "b1", "a2"]),
    ],
)
def test_a_filter_leaves_those_that_are_meant(
    kept: Chairtui, asked: tuple[str, ...], found: list[str]
) -> None:
    assert ids(kept("actions", *asked, "--json")) == found


def test_several_are_noted_as_done_at_once_in_the_meeting_each_came_from(kept: Chairtui) -> None:
    ran = kept("actions", "SM-A/a1", "SM-B/1", "--done", "Ola said so", "--on", "2026-03-01")
    assert ran.code == 0, ran.err
    assert ids(kept("actions", "--json")) == ["a2"]
    assert ids(kept("actions", "--state", "done", "--json")) == ["a1", "b1"]
    (stands,) = kept("action", "SM-B", "--json").json
    assert (stands["status"], stands["evidence"], stands["ended_on"]) == ("done", "Ola said so", "2026-03-01")


def test_where_one_name_is_wrong_nothing_is_noted(kept: Chairtui) -> None:
    for wrong in ("SM-A/zz", "SM-A", "SM-X/a1"):
        ran = kept("actions", "SM-A/a1", wrong, "--done", "x")
        assert ran.code == 2, ran.out
        assert ids(kept("actions", "--json")) == ["a1", "b1", "a2"]
    assert kept("actions", "SM-A/a1").code == 2
    assert kept("actions", "--done", "x").code == 2


def test_a_table_and_a_calendar_of_them_can_be_opened_again(kept: Chairtui, tmp_path: Path) -> None:
    assert kept("actions", "--as", "csv", "--to", "actions.csv").code == 0
    rows = (tmp_path / "actions.csv").read_text("utf-8-sig").splitlines()
    assert (
        rows[0]
        == "Meeting,Team,Action,What,Owner,Agency,Due,Horizon,Status,Evidence,Ended on,Reminder written"
    )
    assert len(rows) == 4
    assert kept("actions", "--as", "ics", "--to", "actions.ics").code == 0
    assert len(events(tmp_path / "actions.ics")) == 2
    told = (tmp_path / "actions.ics").read_text()
    assert "Ben Marsh" not in told
    assert "ward" not in told
    kept("export", "SM-A", "--to", "ics", "--output", "alone.ics")
    assert events(tmp_path / "alone.ics") <= events(tmp_path / "actions.ics")
    assert kept("actions", "--as", "ics").code == 2
    nothing = kept("actions", "--due", "undated", "--as", "ics", "--to", "none.ics")
    assert nothing.code == 3
    assert not (tmp_path / "none.ics").exists()


def test_each_owner_has_a_text_to_paste_that_names_no_child(kept: Chairtui) -> None:
    told = kept("actions", "--remind").out
    assert told.startswith("Ben Marsh,\n")
    assert "Ola Reyes,\n" in told
    assert "Ring the ward (SM-A, by Thu 5 Mar 2020): " in told
    assert "Ada" not in told
    assert "Zoë" not in told
    assert kept("actions", "--remind", "--owner", "Nobody").out.startswith("Nobody has to be reminded")


def test_what_is_late_is_so_many_days_late_a_weekend_counts_too() -> None:
    friday, at = datetime(2026, 3, 6, 14, 30, tzinfo=UTC), datetime(2026, 3, 6, 14, tzinfo=UTC)
    assert when_due(date(2026, 3, 6), None, friday) == "due today"
    assert when_due(date(2026, 3, 9), None, friday) == "due in 3 days"
    assert when_due(date(2026, 3, 4), None, friday) == "2 days late"
    assert when_due(date(2026, 4, 2), None, datetime(2026, 4, 7, 9, tzinfo=UTC)) == "5 days late"
    assert when_due(date(2026, 3, 7), None, datetime(2026, 3, 8, 9, tzinfo=UTC)) == "1 day late"
    assert when_due(date(2026, 3, 6), at, friday) == "late today"
    assert when_due(None, None, friday) == "no day was agreed"


def test_a_reminder_of_one_action_speaks_of_one() -> None:
    to_do = ToDo(what="Ring the ward", reference="SM-1", due_on=date(2026, 3, 6))
    words = reminder("Ben Marsh", [to_do], datetime(2026, 3, 6, 9, tzinfo=UTC), "Dee Grant")
    assert "This action was agreed at strategy discussions and is open:" in words
    assert "Please say what became of it, and how we know." in words
    assert words.endswith("\n\nDee Grant")


def test_the_time_at_which_an_action_is_due_is_said_in_every_list_and_reminder(
    chairtui: Chairtui, tmp_path: Path
) -> None:
    one = document("SM-B")
    one["meeting"]["plan"]["actions"][0]["due_at"] = "2199-01-02T15:00:00Z"
    (tmp_path / "SM-B.json").write_text(json.dumps(one))
    assert chairtui("import", "SM-B.json").code == 0
    assert "2 Jan 2199 15:00" in chairtui("actions").out
    assert "2 Jan 2199 15:00" in chairtui("list", "--due").out
    assert "by Wed 2 Jan 2199 15:00): due in" in chairtui("actions", "--remind").out


def test_the_day_that_a_document_gives_for_the_end_of_an_open_action_is_not_lost(
    chairtui: Chairtui, tmp_path: Path
) -> None:
    one = document("SM-B")
    (action, *_) = one["meeting"]["plan"]["actions"]
    action.update(status="open", evidence="", ended_on="2026-03-01")
    (tmp_path / "SM-B.json").write_text(json.dumps(one))
    assert chairtui("import", "SM-B.json").code == 0
    told = json.loads(chairtui("export", "SM-B", "--to", "json").out)["meeting"]["plan"]["actions"][0]
    assert (told.get("status", "open"), told["ended_on"]) == ("open", "2026-03-01")
    assert "a day of its end is written, Sun 1 Mar 2026" in chairtui("log", "SM-B").out


def test_no_day_is_taken_from_a_clock_that_has_lost_the_time() -> None:
    lost = datetime(2015, 12, 16, 12, tzinfo=UTC)
    for words in ("", "yesterday", "2026-03-05"):
        with pytest.raises(Refusal, match=r"it has lost the time\. Put it right\. Nothing was noted\."):
            day_of("--on", words, lost)
