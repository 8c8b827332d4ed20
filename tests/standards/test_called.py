"""An agency that only another machine's register knows is called as it was there, wherever it is named."""

from datetime import UTC, date, datetime

import pytest
from tests.standards.scene import CAIT, JUDGE, NURSE, WORKER, at, decided, held, prepared, then, verdicts

from chairtui.core.actions import Action, AllotAction
from chairtui.core.attendance import ListAttendee
from chairtui.core.meeting import Meeting
from chairtui.core.register import Attendee
from chairtui.core.vocabulary import Sector
from chairtui.live.outcome import Outcome
from chairtui.live.recipients import Around
from chairtui.tui.rows.closing import read_back_rows
from chairtui.tui.rows.deciding import decision_rows
from chairtui.tui.rows.planning import plan_rows
from chairtui.tui.rows.read_aloud import words_to_read_back
from chairtui.tui.rows.sharing import round_rows

OAK = Attendee(
    id="line-9", agency="oak-school", called="Oakfield Primary", sector=Sector.EDUCATION, name="Pat Moon"
)
ACTION = Action(
    id="a", what="Ring home", owner="Pat Moon", agency="oak-school", due_on=date(2024, 3, 6), why="x"
)
STAGES = {
    "to come": prepared(WORKER, CAIT, NURSE, OAK),
    "silent": decided(held(WORKER, CAIT, NURSE, OAK)),
    "absent": decided(then(held(WORKER, CAIT, NURSE), ListAttendee(attendee=OAK))),
    "with an action": then(decided(held(WORKER, CAIT, NURSE, OAK)), AllotAction(action=ACTION), minutes=31),
}


def read(meeting: Meeting) -> str:
    """Return every sentence of a warning, and every row and text of the steps that name an agency."""
    expected, agencies = JUDGE.expected(meeting), JUDGE.agencies
    rows = [
        *round_rows(meeting, expected, agencies, at(60)),
        *decision_rows(meeting, expected, agencies),
        *plan_rows(meeting, agencies, datetime(2024, 3, 5, 10, tzinfo=UTC)),
        *read_back_rows(Outcome(meeting, ()), Around(expected=expected, agencies=agencies), at(60)),
    ]
    said = [f"{one.say} {one.ask}" for one in verdicts(meeting)]
    return "\n".join(
        [*said, *(str(row.words) for row in rows), str(words_to_read_back(meeting, expected, agencies))]
    )


@pytest.mark.parametrize("stage", STAGES)
def test_what_a_line_was_called_is_what_every_sentence_and_row_calls_it(stage: str) -> None:
    words = read(STAGES[stage])
    assert not JUDGE.agencies.knows("oak-school")
    assert "Oakfield Primary" in words
    assert "oak-school" not in words.casefold().replace(" ", "-")
