"""A line of the register, or a role that nobody stands for, has one name on every step and in every form."""

from pathlib import Path

import pytest
from tests.core.scene import BEFORE, POLICE, STARTED
from tests.tui.desk import MEETING, desk

from chairtui.core.attendance import ListAttendee
from chairtui.core.change import Command
from chairtui.core.children import Child, DescribeChild
from chairtui.core.concern import NamePlace, Place
from chairtui.core.register import Attendee
from chairtui.core.vocabulary import Education, PlaceKind, PoliceUnit, Sector
from chairtui.core.with_ids import find
from chairtui.live.signing import line_for
from chairtui.tui.rows.preparing import request_rows
from chairtui.tui.rows.register import person_row
from chairtui.tui.rows.sharing import round_rows
from chairtui.tui.sitting.sitting import Sitting, agency_title
from chairtui.tui.widgets.lines import Row
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
