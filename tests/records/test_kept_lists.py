"""What an event keeps is told from a document and asked of its command, without another place saying so."""

import pytest
from tests.records.copies import Seeded
from tests.records.prepared import NOW

from chairtui.core.change import COMMANDS
from chairtui.core.what_changes import KEPT
from chairtui.directory.agencies import Agencies
from chairtui.records.interchange.as_commands import LEFT_OPEN, SAYS, says
from chairtui.records.interchange.replaying import replay
from chairtui.records.interchange.replaying_kept import replayed_as_kept
from chairtui.tui.rows.planning import plan_rows

LISTS = sorted(KEPT)


@pytest.mark.parametrize(("part", "field"), LISTS, ids=map(".".join, LISTS))
def test_what_an_event_keeps_is_asked_of_a_command_or_left_open_on_purpose(part: str, field: str) -> None:
    path = f"{part}.{field}"
    assert (path in dict(says())) != (path in LEFT_OPEN)
    if path not in (*LEFT_OPEN, *SAYS):
        kept = KEPT[part, field]
        made = dict(says())[path]("value")
        assert type(made) is COMMANDS[kept.event]
        assert getattr(made, kept.carried) == "value"


def test_each_list_that_an_event_keeps_is_told_by_that_event() -> None:
    meeting = Seeded().meeting
    told = {type(one.event) for one in replay(meeting, "", NOW)}
    filled = [(part, field) for part, field in LISTS if getattr(getattr(meeting, part), field)]
    assert filled == LISTS
    assert [KEPT[place].event.__name__ for place in filled if KEPT[place].event not in told] == []


def test_a_list_that_comes_to_be_kept_is_told_without_another_place(monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = Seeded().meeting
    monkeypatch.delitem(KEPT, ("plan", "further"))
    before = [one.event for one in replayed_as_kept(meeting, "plan", NOW)]
    monkeypatch.undo()
    after = [one.event for one in replayed_as_kept(meeting, "plan", NOW)]
    new = [event for event in after if event not in before]
    assert [type(event) for event in new] == [KEPT["plan", "further"].event] * len(meeting.plan.further) != []


def test_each_list_that_an_event_keeps_in_the_plan_has_its_rows_on_the_step() -> None:
    seeded = Seeded()
    rows = plan_rows(seeded.meeting, Agencies.load(), NOW)
    shown = "\n".join(str(row.words) for row in rows)
    for field in (field for part, field in LISTS if part == "plan"):
        own = [word for word, (place, _) in seeded.words.items() if place.startswith(f"plan.{field}.")]
        assert [word for word in own if word in shown] != [], field
