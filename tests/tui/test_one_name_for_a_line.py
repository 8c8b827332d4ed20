"""A line of the register, or a role that nobody stands for, has one name on every step and in every form."""

import dataclasses
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.core.scene import BEFORE, POLICE, STARTED, TEN
from tests.tui.desk import MEETING, desk

from chairtui.core.actions import Action, AllotAction
from chairtui.core.attendance import ListAttendee
from chairtui.core.change import Command
from chairtui.core.child_over_time import About, child_over_time
from chairtui.core.children import Child, DescribeChild
from chairtui.core.concern import NamePlace, Place
from chairtui.core.register import Attendee
from chairtui.core.sentences.every_event import entries
from chairtui.core.views import who
from chairtui.core.vocabulary import Education, PlaceKind, PoliceUnit, Sector
from chairtui.core.with_ids import find
from chairtui.directory.agencies import Agencies
from chairtui.directory.naming import title_in
from chairtui.live.desk import Desk
from chairtui.live.recipients import proposals
from chairtui.live.signing import line_for
from chairtui.standards.judge import ProfileJudge
from chairtui.tui.rows.closing import read_back_rows
from chairtui.tui.rows.concern import concern_rows
from chairtui.tui.rows.deciding import decision_rows, without_words
from chairtui.tui.rows.planning import plan_rows
from chairtui.tui.rows.preparing import request_rows
from chairtui.tui.rows.read_aloud import words_to_read_back
from chairtui.tui.rows.register import person_row
from chairtui.tui.rows.series import series_rows
from chairtui.tui.rows.sharing import round_rows
from chairtui.tui.sheets.capture import action_sheet
from chairtui.tui.sheets.delivery import delivery_sheet
from chairtui.tui.sitting.sitting import Sitting, agency_title
from chairtui.tui.widgets.lines import Row
from chairtui.tui.widgets.options import Option
from chairtui.tui.widgets.words import content

ELSEWHERE = (
    NamePlace(place=Place(id="h", kind=PlaceKind.HOME, authority="Bromley")),
    NamePlace(place=Place(id="p", kind=PlaceKind.PLACEMENT, name="Watford", authority="Hertfordshire")),
    DescribeChild(child=Child(id="kit", name="Kit", education=Education.SCHOOL, setting="Hill School")),
    DescribeChild(child=Child(id="bo", name="Bo", education=Education.SCHOOL, setting="Vale School")),
    ListAttendee(
        attendee=Attendee(
            id="herts",
            agency="police",
            sector=Sector.POLICE,
            area="Hertfordshire",
            unit=PoliceUnit.CHILD_ABUSE,
        )
    ),
    ListAttendee(attendee=Attendee(id="hill", agency="school", sector=Sector.EDUCATION, area="Hill School")),
    ListAttendee(attendee=Attendee(id="old", agency="gp", sector=Sector.HEALTH, called="Family doctor")),
)


def _rows(sitting: Sitting, start: bool) -> dict[str, list[str]]:
    """Return by row what each step says first of it."""
    meeting, agencies, now = sitting.live.outcome.meeting, sitting.desk.agencies, sitting.now
    expected, register = sitting.expected(meeting), meeting.attendance.register
    steps: list[Row] = []
    for role in expected:
        line = find(register, role.attendee_id) or line_for(role, agencies)
        steps.append(person_row(sitting, meeting, line, role))
    steps += (round_rows if start else request_rows)(meeting, expected, agencies, now)
    found: dict[str, list[str]] = {}
    for row in steps:
        said = content(row.words).plain.split("  ")[0].partition(" · ")[0]
        found.setdefault(row.key, []).append(said)
    return found


@pytest.mark.parametrize("start", [False, True], ids=["prepared", "held"])
def test_what_a_step_calls_a_line_or_a_role_every_step_and_form_calls_it(tmp_path: Path, start: bool) -> None:
    sitting = Sitting(desk(tmp_path), MEETING)
    begun: tuple[Command, ...] = STARTED if start else BEFORE
    sitting.live.do(*begun, *ELSEWHERE)
    found = _rows(sitting, start)
    for line in sitting.live.outcome.meeting.attendance.register:
        found.get(line.id, []).append(agency_title(sitting, line))
    assert {"police", "herts", "hill", "police@Hertfordshire"} & set(found)
    assert {key: names for key, names in found.items() if len(set(names)) > 1} == {}


def test_a_line_keeps_the_name_of_its_team_and_the_one_from_before_it_was_renamed(tmp_path: Path) -> None:
    sitting = Sitting(desk(tmp_path), MEETING)
    sitting.live.do(*BEFORE, *ELSEWHERE)
    register = sitting.live.outcome.meeting.attendance.register
    named = {line.id: agency_title(sitting, line) for line in register}
    team = sitting.desk.agencies.get(POLICE.agency).name
    assert (named["police"], named["old"]) == (team, "Family doctor")


KEPT, NOW = "Hill School", "Zz renamed in the register"
HILL = Attendee(id="hill", agency="school", sector=Sector.EDUCATION, called=KEPT)


def _renamed(at: Desk) -> Desk:
    """Return a desk whose register of agencies calls a school something else than the meeting's line does."""
    named = {one.key: replace(one, name=NOW) if one.key == "school" else one for one in at.agencies.all()}
    agencies = Agencies(named)
    return dataclasses.replace(at, agencies=agencies, judge=ProfileJudge(agencies))


def _rows_of_steps(sitting: Sitting) -> Iterator[tuple[str, list[Row]]]:
    meeting, agencies, now = sitting.live.outcome.meeting, sitting.desk.agencies, sitting.now
    expected = sitting.expected(meeting)
    yield "why", concern_rows(meeting, agencies, now)
    yield "who", [person_row(sitting, meeting, HILL, None)]
    yield "asked before", list(request_rows(meeting, expected, agencies, now))
    yield "round", list(round_rows(meeting, expected, agencies, now))
    yield "decision", decision_rows(meeting, expected, agencies)
    yield "plan", plan_rows(meeting, agencies, sitting.now)
    yield "read back", read_back_rows(sitting.live.outcome, sitting.around(meeting), now)


def _words(rows: Iterable[Row]) -> str:
    return "\n".join(content(row.words).plain for row in rows)


def _places(sitting: Sitting) -> dict[str, str]:
    """Return by place all that is said there of a meeting in which a school is expected and asked for."""
    meeting, agencies = sitting.live.outcome.meeting, sitting.desk.agencies
    expected = sitting.expected(meeting)
    around = sitting.around(meeting)
    judged = sitting.desk.judge(meeting, sitting.now)
    to_hill = next(one for one in proposals(meeting, around) if one.attendee_id == "hill")
    said = {name: _words(rows) for name, rows in _rows_of_steps(sitting)}
    over = child_over_time((About(meeting, meeting.concern.children[0]),))
    return said | {
        "expected": "\n".join(role.title for role in expected),
        "warnings": "\n".join(f"{one.title}: {one.say} {one.ask}" for one in judged),
        "decided without": without_words(meeting, expected, agencies),
        "read aloud": words_to_read_back(meeting, expected, agencies).plain,
        "series": "\n".join(
            content(row.words).plain for row in series_rows(over, title_in(meeting, agencies), sitting.now)
        ),
        "ready": str(sitting.readiness(meeting)),
        "who gets the record": "\n".join(one.recipient for one in proposals(meeting, around)),
        "delivery": delivery_sheet(sitting, to_hill, listed=False).title,
        "owners": "\n".join(f"{one.label} {one.hint}" for one in _people_offered(sitting)),
        "record": "\n".join(who(line, title_in(meeting, agencies)) for line in meeting.attendance.register),
        "history": "\n".join(one.words for one in entries(sitting.live.history, title_in(meeting, agencies))),
    }


def _people_offered(sitting: Sitting) -> tuple[Option, ...]:
    return next(field.options for field in action_sheet(sitting).fields if field.key == "owner")


@pytest.mark.parametrize("start", [False, True], ids=["prepared", "held"])
def test_no_place_calls_a_line_as_the_register_does_that_was_renamed_since(
    tmp_path: Path, start: bool
) -> None:
    sitting = Sitting(_renamed(desk(tmp_path)), MEETING)
    begun: tuple[Command, ...] = STARTED if start else BEFORE
    child = Child(id="kit", name="Kit", education=Education.SCHOOL, open_to=("school",))
    action = Action(id="a", what="Ask", owner="Jo", agency="school", due_on=TEN.date(), why="Because")
    sitting.live.do(*begun, DescribeChild(child=child), ListAttendee(attendee=HILL))
    if start:
        sitting.live.do(AllotAction(action=action))
    said = _places(sitting)
    assert {name: words for name, words in said.items() if NOW in words} == {}
    silent = {"delivery", "owners", "read aloud", "plan", "decision", "history", "read back"}
    assert [name for name, words in said.items() if KEPT not in words and name not in silent] == []
