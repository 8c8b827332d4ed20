"""What home says of a meeting that has begun: where it goes on, who is here, what is decided, what next."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import cast

import msgspec
import pytest
from msgspec.structs import replace
from tests.core.scene import BEFORE
from tests.tui.deciding import EVERYBODY, RISK, decide_now
from tests.tui.desk import MEETING, StillClock, desk, meeting_of, sitting_at
from tests.tui.test_home_and_register import listed

from chairtui.core.analysis import StateHypothesis
from chairtui.core.attendance import NoteInvitation, RecordPresence
from chairtui.core.calendar.deadlines import local_day
from chairtui.core.calendar.when import say_when
from chairtui.core.concern import AnswerSafety, Safety
from chairtui.core.conference_clocks import conference_clocks
from chairtui.core.enquiries import Enquiry, NoteEnquiry
from chairtui.core.round import CallAgency, NoteNothingKnown
from chairtui.core.vocabulary import Answer, Mode, Stage, Step, YesNo
from chairtui.live.glance import goes_on_at
from chairtui.live.ready import Awaited, Glance, Ready
from chairtui.store.engine import Connection
from chairtui.store.readiness import noted_ready
from chairtui.tui.rows.home import home_rows
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.widgets.words import content


def at_a_glance(sitting: Sitting) -> Glance:
    found = sitting.desk.noted(meeting_of(sitting)).glance
    assert found is not None
    return found


def on_home(sitting: Sitting, *, private: bool = False) -> tuple[str, str]:
    """Return what home says is next, and all it says of the meeting beside the list."""
    meeting = meeting_of(sitting)
    one = listed(MEETING, meeting.stage, started_at=meeting.started_at)
    rows = home_rows([one], sitting.now, ready={MEETING: sitting.desk.noted(meeting)}, private=private)
    (row,) = (one for one in rows if one.key == MEETING)
    return content(row.cells[-2]).plain, content(row.words).plain


def test_before_it_has_begun_there_is_nothing_to_say(tmp_path: Path) -> None:
    sitting = Sitting(desk(tmp_path), MEETING)
    sitting.live.do(*BEFORE)
    assert sitting.desk.noted(meeting_of(sitting)).glance is None
    assert "Here" not in on_home(sitting)[1]


def test_a_meeting_goes_on_at_the_first_step_that_the_next_ones_stand_on(tmp_path: Path) -> None:
    sitting = sitting_at(desk(tmp_path))
    do = sitting.live.do
    assert goes_on_at(meeting_of(sitting)) is Step.WHO
    do(*EVERYBODY)
    assert goes_on_at(meeting_of(sitting)) is Step.WHY
    do(AnswerSafety(safety=Safety(safe=YesNo.YES)))
    assert goes_on_at(meeting_of(sitting)) is Step.KNOW
    for line in meeting_of(sitting).attendance.register:
        do(CallAgency(attendee_id=line.id), NoteNothingKnown(attendee_id=line.id))
    assert goes_on_at(meeting_of(sitting)) is Step.MEAN
    do(StateHypothesis(words="At risk"))
    assert goes_on_at(meeting_of(sitting)) is Step.MEAN, "the threshold is not judged"
    decide_now(sitting)
    assert goes_on_at(meeting_of(sitting)) is Step.PLAN


def test_once_the_round_has_begun_an_opening_with_gaps_does_not_lead_back(at_table: Sitting) -> None:
    at_table.live.do(CallAgency(attendee_id="police"))
    assert goes_on_at(meeting_of(at_table)) is Step.KNOW


def test_home_says_the_step_how_many_were_heard_who_is_here_and_what_is_next(at_table: Sitting) -> None:
    at_table.live.do(CallAgency(attendee_id="police"), RISK)
    at_table.live.do(RecordPresence(attendee_id="nurse", mode=None))
    next_, words = on_home(at_table)
    glance = at_a_glance(at_table)
    assert next_ == f"go on: step 3, {glance.heard} of {glance.turns} heard"
    assert "Here      ✓ social worker   ✓ police   ✗ health" in words
    assert "Decision  not yet" in words
    (line,) = (line for line in words.split("\n") if line.startswith("Next      "))
    assert line.split()[1] in "■▲"
    assert glance.warnings[0] in line
    assert (f"+ {glance.more} more" in line) == bool(glance.more)


def test_who_was_invited_and_is_not_here_is_named_and_who_left_is_among_them(at_table: Sitting) -> None:
    at_table.live.do(NoteInvitation(attendee_id="nurse", answer=Answer.ACCEPTED))
    assert at_a_glance(at_table).not_here == ()
    at_table.live.do(RecordPresence(attendee_id="nurse", mode=None))
    assert len(at_a_glance(at_table).not_here) == 1


def test_once_all_have_left_it_is_said_who_was_there_when_it_was_decided(at_table: Sitting) -> None:
    decide_now(at_table)
    clock = at_table.desk.clock
    assert isinstance(clock, StillClock)
    clock.pass_(60)
    for line in meeting_of(at_table).attendance.register:
        at_table.live.do(RecordPresence(attendee_id=line.id, mode=None))
    glance = at_a_glance(at_table)
    assert (glance.over, glance.minimum) == (True, (True, True, True))
    assert glance.decided == ("initiate section 47 enquiries at 10:30",)
    assert "There at each decision   ✓ social worker" in on_home(at_table)[1]


def test_with_names_hidden_home_says_nothing_that_could_name_anybody(at_table: Sitting) -> None:
    at_table.live.do(RISK, RecordPresence(attendee_id="nurse", mode=None))
    decide_now(at_table)
    _, words = on_home(at_table, private=True)
    glance = at_a_glance(at_table)
    for hidden in (*glance.not_here, *glance.decided, *glance.warnings):
        assert hidden not in words


def test_what_was_kept_by_a_program_that_did_not_know_a_field_counts_as_not_kept(at_table: Sitting) -> None:
    ready = at_table.desk.noted(meeting_of(at_table))
    whole = msgspec.json.decode(msgspec.json.encode(ready))
    kept = {"whole": whole}
    for name in whole:
        kept[name] = {key: value for key, value in whole.items() if key != name}
    for name in whole["glance"]:
        less = {key: value for key, value in whole["glance"].items() if key != name}
        kept[f"glance.{name}"] = {**whole, "glance": less}
    assert set(noted_ready(cast("Connection", _Kept(kept)), list(kept))) == {"whole"}


class _Kept:
    """Answers as the database does."""

    def __init__(self, kept: dict[str, object]) -> None:
        self._rows = [(name, msgspec.json.encode(row).decode()) for name, row in kept.items()]

    def execute(self, *_: object) -> list[tuple[str, str]]:
        return self._rows


@pytest.mark.parametrize("mode", list(Mode))
def test_however_they_take_part_they_are_here(at_table: Sitting, mode: Mode) -> None:
    at_table.live.do(RecordPresence(attendee_id="nurse", mode=mode))
    assert at_a_glance(at_table).minimum[2]


def test_ready_bears_no_default_that_could_pass_for_what_is_so() -> None:
    assert Ready.__struct_defaults__ == Glance.__struct_defaults__ == ()


def test_home_counts_to_a_conference_by_the_days_of_the_record(
    at_table: Sitting,
) -> None:
    assert at_a_glance(at_table).awaited == ()
    decide_now(at_table)
    meeting = meeting_of(at_table)
    (counting,) = conference_clocks(meeting)
    (awaited,) = at_a_glance(at_table).awaited
    assert (awaited.from_first, awaited.from_last) == (
        counting.clocks.from_initiating,
        counting.clocks.from_last,
    )
    assert f"Conference  by {say_when(awaited.from_first)}" in on_home(at_table)[1]


def test_home_asks_for_no_conference_where_none_is_needed_or_it_was_held(at_table: Sitting) -> None:
    decide_now(at_table)
    (child,) = meeting_of(at_table).concern.children
    for enquiry in (
        Enquiry(id=child.id, conference_required=YesNo.NO),
        Enquiry(id=child.id, conference_on=local_day(at_table.now)),
    ):
        at_table.live.do(NoteEnquiry(enquiry=enquiry))
        assert at_a_glance(at_table).awaited == ()
        assert "Conference" not in on_home(at_table)[1]


FIRST, LAST = date(2026, 3, 26), date(2026, 3, 31)
BY_FIRST, BY_LAST = "by Thu 26 Mar 2026 from the first discussion", "by Tue 31 Mar 2026 from the last"


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2026, 3, 26), f"{BY_FIRST} · {BY_LAST}"),
        (date(2026, 3, 27), f"{BY_FIRST}, LATE · {BY_LAST}: none is written here"),
        (date(2026, 4, 1), f"{BY_FIRST}, LATE · {BY_LAST}, LATE: none is written here"),
    ],
)
def test_both_clocks_stand_on_home_each_with_whether_its_day_has_passed(
    at_table: Sitting, today: date, said: str
) -> None:
    ready = at_table.desk.noted(meeting_of(at_table))
    assert ready.glance is not None
    awaited = (Awaited(about="Ada", from_first=FIRST, from_last=LAST),)
    ready = replace(ready, glance=replace(ready.glance, awaited=awaited))
    one = listed(MEETING, Stage.DECIDED, started_at=at_table.now)
    now = datetime.combine(today, time(12), UTC)
    for private, name in ((False, "Ada: "), (True, "")):
        rows = home_rows([one], now, ready={MEETING: ready}, private=private)
        (row,) = (one for one in rows if one.key == MEETING)
        assert f"Conference  {name}{said}" in content(row.words).plain.split("\n")
