"""The room over time: who was here in each few minutes, and when decisions were taken."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from hypothesis import given as over
from hypothesis import strategies as st
from tests.core.scene import BEFORE, STARTED, TEN, carry_out, given, minutes

from chairtui.core.attendance import NoteInvitation, NoteWrittenInformation, RecordPresence
from chairtui.core.decision import Decision, RecordDecision
from chairtui.core.meeting import Meeting
from chairtui.core.room_over_time import Here, RoomOverTime, over_time_words, room_over_time
from chairtui.core.sentences.room import clock_line, drawn_lines
from chairtui.core.vocabulary import Answer, Mode, Outcome

DECIDED = RecordDecision(decision=Decision(id="d", children=("kit",), outcome=Outcome.INITIATE))


def comes(who: str, mode: Mode | None = Mode.VIDEO) -> RecordPresence:
    return RecordPresence(attendee_id=who, mode=mode)


def held() -> Meeting:
    """Return a meeting of twelve minutes that the police left two minutes before it was decided."""
    meeting = carry_out(given(*STARTED), comes("worker", Mode.IN_ROOM), comes("police"))
    meeting = carry_out(meeting, comes("nurse", Mode.PHONE), at=minutes(4))
    meeting = carry_out(meeting, comes("police", None), at=minutes(8))
    meeting = carry_out(meeting, DECIDED, at=minutes(10))
    return carry_out(meeting, comes("nurse", None), at=minutes(12))


def seen(meeting: Meeting, cells: int = 36) -> RoomOverTime:
    picture = room_over_time(meeting, cells=cells)
    assert picture is not None
    return picture


def test_before_the_start_there_is_no_picture() -> None:
    assert room_over_time(given(*BEFORE), TEN) is None


def test_a_cell_is_filled_by_how_they_took_part_and_the_minimum_stands_first() -> None:
    picture = seen(held())
    assert {line.line.id: line.here for line in picture.lines} == {
        "worker": (Here.IN_ROOM,) * 12,
        "police": (Here.APART,) * 8 + (Here.AWAY,) * 4,
        "nurse": (Here.AWAY,) * 4 + (Here.APART,) * 8,
    }
    assert [line.line.id for line in picture.lines] == ["worker", "police", "nurse"]


def test_who_left_before_it_was_decided_was_not_here_at_the_decision() -> None:
    picture = seen(held())
    assert [line.decided for line in picture.lines] == [(True,), (False,), (True,)]
    assert over_time_words(picture.lines[1], picture) == (
        "video 10:00 to 10:08; not here when it was decided at 10:10"
    )
    assert over_time_words(picture.lines[0], picture) == "in the room 10:00 to the end"


def test_while_it_goes_on_nobody_is_told_to_have_stayed_to_the_end() -> None:
    picture = room_over_time(carry_out(given(*STARTED), comes("worker")), minutes(5))
    assert picture is not None
    assert over_time_words(picture.lines[0], picture) == "video 10:00 to now"
    assert picture.cells[-1].end == minutes(5)


def test_who_came_last_is_seen() -> None:
    meeting = carry_out(carry_out(given(*STARTED), comes("worker")), comes("nurse"), at=minutes(9))
    assert seen(meeting).lines[2].here == (*(Here.AWAY,) * 9, Here.APART)


def test_it_is_drawn_with_a_sign_for_each_cell_and_its_times_below() -> None:
    picture = seen(held(), 6)
    assert [drawn.signs for drawn in drawn_lines(picture)] == ["█████┃█", "▄▄▄▄┈✗┈", "┈┈▄▄▄┃▄"]
    assert clock_line(picture) == "  10:10"
    assert clock_line(seen(held())) == "10:00   10:10"


def test_who_only_wrote_is_told_from_when_it_came() -> None:
    meeting = carry_out(held(), NoteWrittenInformation(attendee_id="nurse", at=minutes(2)), at=minutes(12))
    assert seen(meeting).lines[2].here[:5] == (Here.AWAY, Here.AWAY, Here.WROTE, Here.WROTE, Here.APART)


def test_who_was_left_out_on_purpose_and_never_came_is_no_line() -> None:
    no = NoteInvitation(attendee_id="nurse", answer=Answer.NOT_INVITED, reason="Is the alleged perpetrator.")
    assert [line.line.id for line in seen(carry_out(given(*STARTED), comes("worker"), no)).lines] == [
        "worker",
        "police",
    ]


@over(st.lists(st.integers(1, 3000), min_size=1, max_size=5), st.integers(1, 60))
def test_cells_follow_each_other_from_start_to_end_fit_and_never_hold_a_decision(
    after: list[int], cells: int
) -> None:
    meeting = carry_out(given(*STARTED), comes("worker"))
    for number, at in enumerate(sorted(after)):
        again = Decision(id=f"d{number}", children=("kit",), outcome=Outcome.INITIATE)
        meeting = carry_out(meeting, RecordDecision(decision=again), at=minutes(at))
    picture = seen(carry_out(meeting, comes("worker", None), at=minutes(max(after) + 7)), cells)
    assert picture.cells[0].start == TEN
    assert picture.cells[-1].end == minutes(max(after) + 7)
    assert all(one.end == other.start for one, other in pairwise(picture.cells))
    assert len(picture.cells) <= max(cells, 2)
    moments = {cell.end for cell in picture.cells if cell.decided}
    assert moments == {minutes(max(after))}
    assert all(cell.end - cell.start <= timedelta(minutes=picture.minutes) for cell in picture.cells)


def test_a_decision_in_the_very_minute_of_the_start_has_its_stroke() -> None:
    meeting = carry_out(given(*STARTED), DECIDED)
    meeting = carry_out(meeting, comes("worker", Mode.IN_ROOM), at=minutes(1))
    picture = seen(carry_out(meeting, comes("worker", None), at=minutes(3)))
    drawn = drawn_lines(picture)[0]
    assert drawn.signs == "┈✗┈██"
    assert drawn.words.endswith("not here when it was decided at 10:00")
