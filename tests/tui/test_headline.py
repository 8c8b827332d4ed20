"""The line above every step and the list of steps: what they say before, in and after a meeting."""

from pathlib import Path

import pytest
from tests.core.scene import ALL_HERE
from tests.tui.deciding import EVERYBODY, decide_now
from tests.tui.desk import StillClock, desk, meeting_of, on_step, shown, sitting_at

from chairtui.core.attendance import ListAttendee, NoteWrittenInformation, RecordPresence
from chairtui.core.children import Child, DescribeChild
from chairtui.core.closing import SignOff
from chairtui.core.meeting import ChangeUrgency, Meeting
from chairtui.core.register import Attendee
from chairtui.core.round import NoteNothingKnown
from chairtui.core.vocabulary import Gate, Handling, Mode, Outcome, Sector, Step
from chairtui.core.warnings import HandleWarning
from chairtui.tui.rows.headline import IN_SHORT, minimum_words
from chairtui.tui.rows.progress import progress
from chairtui.tui.rows.warnings import counted
from chairtui.tui.screens.who import WhoIsHere
from chairtui.tui.sitting.sitting import Sitting


def of_minimum(sitting: Sitting) -> str:
    return minimum_words(sitting.live.outcome.meeting).plain


def test_when_all_have_left_after_the_decision_it_is_said_who_was_at_it(tmp_path: Path) -> None:
    sitting = sitting_at(desk(tmp_path), *EVERYBODY)
    decide_now(sitting)
    assert "MINIMUM" in of_minimum(sitting)
    sitting.desk.clock.pass_(60)  # type: ignore[attr-defined]
    sitting.live.do(*(RecordPresence(attendee_id=one.attendee_id, mode=None) for one in EVERYBODY))
    assert "DECIDED" in of_minimum(sitting)
    assert "health ✓" in of_minimum(sitting)
    assert "NOT" not in of_minimum(sitting)


def test_step_1_of_a_signed_meeting_counts_who_was_at_the_decision(tmp_path: Path) -> None:
    sitting = sitting_at(desk(tmp_path), *EVERYBODY)
    decide_now(sitting)
    sitting.desk.clock.pass_(60)  # type: ignore[attr-defined]
    sitting.live.do(*(RecordPresence(attendee_id=one.attendee_id, mode=None) for one in EVERYBODY))
    chair = sitting.live.outcome.meeting.attendance.chair
    assert chair
    assert progress(sitting.live.outcome.meeting, ())[Step.WHO] == "0/3"
    sitting.live.do(ChangeUrgency(urgent=True, because="No gap is explained."), SignOff(name=chair.name))
    assert progress(sitting.live.outcome.meeting, ())[Step.WHO] == "✓"


def test_whoever_leads_is_not_counted_among_those_who_are_here_as_they_are_not_in_the_minimum(
    tmp_path: Path,
) -> None:
    sitting = sitting_at(desk(tmp_path))
    chair = sitting.live.outcome.meeting.attendance.chair
    assert chair
    leads = Attendee(id="leads", agency="social-care", sector=Sector.SOCIAL_WORK, name=chair.name)
    sitting.live.do(ListAttendee(attendee=leads), RecordPresence(attendee_id="leads", mode=Mode.IN_ROOM))
    assert progress(sitting.live.outcome.meeting, ())[Step.WHO] == "0/3"
    assert WhoIsHere(sitting).count() == "0 and the chair here of 3"


def test_before_the_meeting_nobody_is_said_to_be_missing() -> None:
    said = minimum_words(Meeting()).plain
    assert "social worker ○   police ○   health ○ not here yet" in said
    assert "✗" not in said


def test_the_round_is_not_done_while_nobody_is_here(tmp_path: Path) -> None:
    sitting = sitting_at(
        desk(tmp_path), NoteWrittenInformation(attendee_id="nurse"), NoteNothingKnown(attendee_id="nurse")
    )
    assert progress(sitting.live.outcome.meeting, ())[Step.KNOW] == "1/1"
    sitting.live.do(RecordPresence(attendee_id="nurse", mode=Mode.PHONE))
    assert progress(sitting.live.outcome.meeting, ())[Step.KNOW] == "✓"


async def test_next_says_what_to_do_while_nobody_is_here(tmp_path: Path) -> None:
    async with on_step(sitting_at(desk(tmp_path)), Step.KNOW) as pilot:
        await pilot.press("n")
        await pilot.pause()
        assert "Nobody is here yet" in shown(pilot)


# How many warnings ------------------------------------------------------------------------------------


def listed_counts(sitting: Sitting) -> str:
    """Return what the list of meetings says of a meeting's rows of warnings."""
    ready = sitting.desk.noted(meeting_of(sitting))
    return " ".join(f"{sign}{number}" for sign, number in (("■", ready.stops), ("▲", ready.warns)) if number)


def title(sitting: Sitting) -> str:
    """Return what the panel's title says."""
    return counted(meeting_of(sitting), sitting.attention(sitting.live.outcome))


def panel(sitting: Sitting) -> str:
    """Return the stops and warnings that the panel's title counts."""
    return " ".join(one for one in title(sitting).partition(",")[0].split() if one[0] in "■▲")


def test_the_list_of_meetings_and_the_meeting_count_its_open_warnings_alike(no_health: Sitting) -> None:
    assert panel(no_health) == listed_counts(no_health)
    for verdict in no_health.live.outcome.verdicts:
        no_health.live.do(
            HandleWarning(warning_id=verdict.id, what=Handling.WAIVED, words="Not here", gate=Gate.DECISION)
        )
        assert panel(no_health) == listed_counts(no_health)
    assert "answered" in title(no_health)


def test_they_count_alike_after_time_alone_has_made_something_so(tmp_path: Path) -> None:
    clock = StillClock()
    sitting = sitting_at(desk(tmp_path, clock), *ALL_HERE)
    before = listed_counts(sitting)
    clock.pass_(20 * 3600)
    sitting.live.do()
    assert panel(sitting) == listed_counts(sitting) != before


def test_each_part_of_the_minimum_keeps_its_place_and_says_when_it_left(tmp_path: Path) -> None:
    sitting = sitting_at(desk(tmp_path), *EVERYBODY)
    assert of_minimum(sitting).split() == "MINIMUM social worker ✓ police ✓ health ✓".split()
    sitting.live.do(RecordPresence(attendee_id="police", mode=None))
    assert "social worker ✓   police ✗ LEFT 10:30   health ✓" in of_minimum(sitting)
    sitting.live.do(RecordPresence(attendee_id="nurse", mode=None))
    assert "police ✗ LEFT 10:30   health ✗ LEFT 10:30" in of_minimum(sitting)


async def test_who_of_the_minimum_left_is_never_cut_for_the_day_it_is_held_on(tmp_path: Path) -> None:
    sitting = sitting_at(desk(tmp_path), *EVERYBODY)
    for who in ("worker", "police", "nurse"):
        sitting.live.do(RecordPresence(attendee_id=who, mode=None))
    async with on_step(sitting, Step.WHO, size=(80, 24)) as pilot:
        assert "health ✗ LEFT 10:30" in shown(pilot)


@pytest.mark.parametrize("step", list(Step))
@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
async def test_what_was_decided_stays_in_sight_from_the_decision_on(
    at_table: Sitting, step: Step, size: tuple[int, int]
) -> None:
    at_table.live.do(DescribeChild(child=Child(id="bo", name="Bo")))
    decide_now(at_table, children=("kit",))
    async with on_step(at_table, step, size) as pilot:
        (line,) = (line for line in shown(pilot).splitlines() if line.startswith(" MINIMUM"))
    stays = step in (Step.DECIDE, Step.PLAN, Step.READ_BACK)
    assert ("Kit INITIATE s47 10:30" in line) == stays


def test_every_outcome_has_words_by_which_it_is_told_from_the_others() -> None:
    assert set(IN_SHORT) == set(Outcome)
    assert len(set(IN_SHORT.values())) == len(Outcome)
