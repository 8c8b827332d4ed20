"""An action is overdue everywhere or nowhere, at any moment."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from tests.live.pretend import MEETING, PretendClock, begun
from tests.standards.scene import JUDGE
from tests.tui.desk import agencies

from chairtui.cli.tables import due_rows
from chairtui.core.actions import Action, AllotAction
from chairtui.core.attendance import RecordPresence
from chairtui.core.calendar.deadlines import local_day
from chairtui.core.sentences.reminding import ToDo, reminder
from chairtui.core.threads import state_words, threads
from chairtui.core.vocabulary import Mode
from chairtui.live.agreed import agreed_words
from chairtui.live.library import ActionsOf, DuePart
from chairtui.store.connect import Database
from chairtui.store.event_log import SqliteEventLog
from chairtui.store.library import SqliteLibrary
from chairtui.tui.rows.agreed import agreed_rows
from chairtui.tui.rows.home import home_rows
from chairtui.tui.rows.next_to_do import first_due
from chairtui.tui.rows.planning import plan_rows
from chairtui.tui.widgets.words import content

DAY, AT = date(2026, 7, 6), datetime(2026, 7, 6, 13, tzinfo=UTC)
"""Two in the afternoon in England."""
SECOND = timedelta(seconds=1)
MOMENTS = {
    "the evening before": (datetime(2026, 7, 5, 22, 30, tzinfo=UTC), False, False),
    "the hour before": (AT - timedelta(hours=1), False, False),
    "its minute": (AT + 59 * SECOND, False, False),
    "the next minute": (AT + 60 * SECOND, True, False),
    "the end of its day": (datetime(2026, 7, 6, 22, 59, tzinfo=UTC), True, False),
    "the next day": (datetime(2026, 7, 6, 23, 0, tzinfo=UTC), True, True),
}
"""The moment, and whether what is due at two, and what is due on the day, is overdue then."""


@pytest.mark.parametrize("timed", [True, False], ids=["due at two", "due on a day"])
@pytest.mark.parametrize("moment", MOMENTS)
def test_an_action_is_overdue_in_every_place_or_in_none_and_as_late_in_each(
    path: Path, moment: str, timed: bool
) -> None:
    now, *expected = MOMENTS[moment]
    overdue = expected[0] if timed else expected[1]
    database = Database(path)
    try:
        meeting = begun(SqliteEventLog(database), PretendClock())
        action = Action(
            id="a", what="Ring the ward", owner="Sam Three", agency="social-care", why="Bed",
            due_on=DAY, due_at=AT if timed else None, owner_id="social",
        )  # fmt: skip
        here = RecordPresence(attendee_id="social", mode=Mode.IN_ROOM)
        state = meeting.do(here, AllotAction(action=action)).meeting
        library = SqliteLibrary(database)
        (listed,) = library.meetings()
        parts = {part: library.due(part=part, now=now) for part in DuePart}
        counts = {part: library.due_count(part, now) for part in DuePart}
        agreed = {part: library.agreed(ActionsOf(part=part), now=now) for part in DuePart}
    finally:
        database.close()
    (due,) = parts[DuePart.ALL]
    to_do = ToDo(what=due.what, reference=due.reference, due_on=DAY, due_at=due.due_at)
    (home,) = [row for row in home_rows([listed], now) if row.key == MEETING]
    (row,) = [row for row in plan_rows(state, agencies(), now) if row.key == "action/a"]
    (in_list,) = agreed_rows(agreed[DuePart.ALL], now, agencies())
    told = {
        "the rule": any(one.code == "W-OVERDUE" for one in JUDGE(state, now)),
        "what is counted": bool(counts[DuePart.OVERDUE]),
        "what is listed": bool(parts[DuePart.OVERDUE]),
        "actions --due overdue": bool(agreed[DuePart.OVERDUE]),
    }
    assert set(told.values()) == {overdue}, told
    table = [*due_rows(parts[DuePart.ALL], now)][1]
    (over_time,) = threads([(state, "child")])
    said = {
        "step 6": content(row.words).plain,
        "its column": content(row.cells[3]).plain,
        "home": content(home.words).plain,
        "home's column": first_due(listed, now)[0],
        "the screen of what was agreed": content(in_list.words).plain,
        "its column of what was agreed": content(in_list.cells[0]).plain,
        "actions": agreed_words(agreed[DuePart.ALL][0], now, agencies()).state,
        "list --due": table[1],
        "a reminder": reminder("Sam Three", [to_do], now, "Dee Grant"),
        "the series": state_words(over_time, now),
    }
    late = ("1 day late" if local_day(now) > DAY else "late today") if overdue else ""
    for place, words in said.items():
        assert (" late" in words or "late " in words or "OVERDUE" in words) == overdue, (place, words)
        assert late in words, (place, words)
    once = [part for part, rows in parts.items() if rows and part is not DuePart.ALL]
    assert len(once) == 1 == sum(counts.values()) - counts[DuePart.ALL]
