from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.live.pretend import MEETING, START, PretendClock, PretendJudge, begun, live

from chairtui.core.actions import Action, AllotAction, CloseAction
from chairtui.core.attendance import RecordPresence
from chairtui.core.births import Birth
from chairtui.core.carrying import continued, follow
from chairtui.core.children import Child, DescribeChild, same_child
from chairtui.core.concern import StateConcern
from chairtui.core.decision import Decision, RecordDecision
from chairtui.core.meeting import Meeting, PrepareMeeting
from chairtui.core.sharing import Contribute, Contribution
from chairtui.core.vocabulary import ActionStatus, Certainty, Mode, Outcome, Stage
from chairtui.live.library import SearchFor
from chairtui.live.live_meeting import LiveMeeting
from chairtui.store.connect import Database
from chairtui.store.drafts import SqliteDrafts
from chairtui.store.event_log import SqliteEventLog
from chairtui.store.library import SqliteLibrary
from chairtui.store.rebuilding import rebuild

NOT_KNOWN = Birth(certainty=Certainty.NOT_KNOWN)
ZOE = {"name": "Zoë Lee", "born_on": date(2012, 2, 29)}


def places(library: SqliteLibrary, words: str) -> list[str]:
    return [one.place for one in library.search(SearchFor(words=words))]


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    database = Database(path)
    yield database
    database.close()


@pytest.fixture
def log(database: Database) -> SqliteEventLog:
    return SqliteEventLog(database)


@pytest.fixture
def library(database: Database) -> SqliteLibrary:
    return SqliteLibrary(database)


def prepared(log: SqliteEventLog, number: int, **child: object) -> LiveMeeting:
    meeting_id = f"meeting-{number:03}"
    meeting = live(log, PretendClock(name=meeting_id), meeting_id=meeting_id)
    at = datetime(2026, 3, number, 10, tzinfo=UTC)
    meeting.do(PrepareMeeting(meeting_id=meeting_id, reference=f"SD-{number}", scheduled_at=at))
    meeting.do(DescribeChild(child=Child(id="c1", **{"name": "AB", **child})))  # type: ignore[arg-type]
    return meeting


def action(number: int, due_on: date) -> AllotAction:
    return AllotAction(
        action=Action(
            id=f"a{number}", what=f"Visit {number}", owner="Sam Three", agency="social-care",
            due_on=due_on, why="To see the child", owner_id="social",
        )
    )  # fmt: skip


def test_the_list_shows_each_meeting_as_it_stands(log: SqliteEventLog, library: SqliteLibrary) -> None:
    meeting = begun(log, judge=PretendJudge())
    (line,) = library.meetings()
    assert (line.id, line.reference, line.children, line.chair) == (MEETING, "SD-1", "AB", "Chris Chair")
    assert (line.stage, line.stops, line.warns) == (Stage.HELD, 1, 1)
    meeting.do(RecordPresence(attendee_id="police", mode=Mode.IN_ROOM))
    meeting.do(RecordPresence(attendee_id="social", mode=Mode.IN_ROOM))
    meeting.do(action(1, date(2026, 3, 9)), action(2, date(2026, 3, 7)))
    meeting.do(CloseAction(action_id="a2", status=ActionStatus.DONE, evidence="Seen"))
    (line,) = library.meetings()
    assert (line.stops, line.warns, line.actions_open, line.next_due_on) == (0, 1, 1, "2026-03-09")
    assert line.started_at == meeting.outcome.meeting.started_at
    meeting.undo()
    (line,) = library.meetings()
    assert (line.actions_open, line.next_due_on) == (2, "2026-03-07")


def test_what_another_machine_wrote_meanwhile_is_in_the_list_too(
    log: SqliteEventLog, database: Database, library: SqliteLibrary
) -> None:
    here = begun(log)
    here.do(RecordPresence(attendee_id="social", mode=Mode.IN_ROOM))
    there = live(log, PretendClock(name="there"), device_id="there")
    there.do(action(1, date(2026, 3, 9)))
    here.do(action(2, date(2026, 3, 7)))
    shown = library.meetings()
    rebuild(database, log)
    assert shown == library.meetings()
    (line,) = library.meetings()
    assert (line.actions_open, line.next_due_on) == (2, "2026-03-07")


def test_the_list_is_right_where_another_program_wrote_and_this_one_took_it_back(
    log: SqliteEventLog, database: Database, library: SqliteLibrary
) -> None:
    here = begun(log)
    here.do(RecordPresence(attendee_id="social", mode=Mode.IN_ROOM), action(1, date(2026, 3, 9)))
    other = Database(database.path)
    there = live(SqliteEventLog(other), PretendClock(name="there"), device_id="there")
    there.do(CloseAction(action_id="a1", status=ActionStatus.DONE, evidence="Seen"))
    other.close()
    here.reread()
    here.do(CloseAction(action_id="a1", status=ActionStatus.OPEN))
    shown = library.meetings()
    rebuild(database, log)
    assert shown == library.meetings()
    assert library.meetings()[0].actions_open == 1


def test_pages_are_newest_first_and_do_not_overlap(log: SqliteEventLog, library: SqliteLibrary) -> None:
    for number in (3, 1, 5, 2, 4):
        prepared(log, number)
    first = library.meetings(limit=2)
    second = library.meetings(limit=2, after=first[-1].id)
    third = library.meetings(limit=2, after=second[-1].id)
    assert [line.reference for line in (*first, *second, *third)] == ["SD-5", "SD-4", "SD-3", "SD-2", "SD-1"]
    assert library.meetings(after=third[-1].id) == []
    assert library.meetings(after="nothing") == []


def test_open_actions_stand_the_most_overdue_first(log: SqliteEventLog, library: SqliteLibrary) -> None:
    one, two = prepared(log, 1), prepared(log, 2)
    one.do(action(1, date(2026, 3, 9)), action(2, date(2026, 3, 5)))
    two.do(action(1, date(2026, 3, 7)), action(2, date(2026, 3, 1)))
    two.do(CloseAction(action_id="a2", status=ActionStatus.CANCELLED, evidence="Moved away"))
    due = [(one.reference, one.due_on) for one in library.due()]
    assert due == [("SD-1", "2026-03-05"), ("SD-2", "2026-03-07"), ("SD-1", "2026-03-09")]
    assert len(library.due(limit=1)) == 1


def test_words_are_found_wherever_they_stand_newest_first(
    log: SqliteEventLog, library: SqliteLibrary
) -> None:
    meeting = begun(log)
    meeting.do(StateConcern(words="Bruise on the left arm", raised_at=START))
    fact = Contribution(
        id="f1", attendee_id="police", fact="Café: seen with a bruise", so_what="Not accidental"
    )
    meeting.do(Contribute(contribution=fact))
    meeting.do(action(1, date(2026, 3, 9)))
    assert places(library, "bruise") == places(library, "BRU") == ["concern", "sharing.contributions/f1"]
    assert places(library, "cafe") == ["sharing.contributions/f1"]
    assert places(library, "bruise arm") == ["concern"]
    assert places(library, "sd-1") == ["meeting"]
    assert places(library, "visit") == ["plan.actions/a1", "plan.actions/a1-tell"]
    assert places(library, "accidental left") == ["concern", "sharing.contributions/f1"]
    meeting.undo()
    assert places(library, "visit") == []


@pytest.mark.parametrize(
    "typed",
    [
        '"',
        "'",
        "bruise OR",
        "NEAR(a b)",
        "words:x",
        "*",
        "^q",
        "a AND NOT b",
        "()",
        "",
        "  ",
        "\x00",
        "-",
        "😀",
    ],
)
def test_nothing_typed_is_search_syntax(log: SqliteEventLog, library: SqliteLibrary, typed: str) -> None:
    begun(log).do(StateConcern(words="Bruise", raised_at=START))
    assert places(library, typed) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"local_id": "12 34"}, {"local_id": "1234"}, True),
        ({"nhs_number": "943 476 5919"}, {"nhs_number": "9434765919"}, True),
        ({"upn": "a1"}, {"upn": "A1"}, True),
        (
            {"name": "Zoë  Lee", "born_on": date(2012, 2, 29)},
            {"name": "zoë lee", "born_on": date(2012, 2, 29)},
            True,
        ),
        ({"name": "Zoë Lee", "born_on": date(2012, 2, 29)}, {"name": "Zoë Lee"}, False),
        (
            {"name": "Zoë Lee", "born_on": date(2012, 2, 29)},
            {"name": "Al", "born_on": date(2012, 2, 29)},
            False,
        ),
        ({"local_id": "1"}, {"upn": "1"}, False),
        (
            {"name": "Zoë Lee", "birth": Birth(year=2012)},
            {"name": "Zoë Lee", "birth": Birth(year=2012)},
            False,
        ),
        ({"name": "Zoë Lee", "birth": NOT_KNOWN}, {"name": "Zoë Lee", "birth": NOT_KNOWN}, False),
        ({"upn": "A1", "birth": Birth(year=2012)}, {"upn": "A1", "born_on": date(2011, 2, 28)}, True),
        ({}, {}, False),
        ({**ZOE, "local_id": "1"}, {**ZOE, "local_id": "2"}, None),
        ({**ZOE, "local_id": "1"}, ZOE, True),
        ({**ZOE, "local_id": "1"}, {**ZOE, "upn": "2"}, True),
        ({"local_id": "1", "nhs_number": "1"}, {"local_id": "2", "nhs_number": "1"}, True),
        ({"local_id": "1", "nhs_number": "1"}, {"local_id": "1", "nhs_number": "2"}, None),
        ({**ZOE, "nhs_number": "1"}, {"name": "Al", "nhs_number": "2"}, False),
    ],
)
def test_meetings_about_the_same_child_make_a_series_and_a_person_says_it_of_those_perhaps_the_same(
    log: SqliteEventLog,
    library: SqliteLibrary,
    one: dict[str, object],
    other: dict[str, object],
    same: bool | None,
) -> None:
    earlier, later = prepared(log, 1, **one), prepared(log, 2, **other)
    found = library.series_of(later.outcome.meeting)
    assert found == (["meeting-001"] if same else [])
    assert library.perhaps_of(later.outcome.meeting) == (["meeting-001"] if same is None else [])
    children = [each.outcome.meeting.concern.children[0] for each in (earlier, later)]
    assert same_child(*children) == same_child(*children[::-1])
    assert library.series_of(earlier.outcome.meeting) == []
    assert library.series_of(Meeting()) == []


def test_who_was_there_at_the_decision_is_kept_for_audits(log: SqliteEventLog, database: Database) -> None:
    clock = PretendClock()
    meeting = begun(log, clock)
    meeting.do(RecordPresence(attendee_id="police", mode=Mode.PHONE))
    clock.pass_(60)
    meeting.do(RecordDecision(decision=Decision(id="d1", children=("c1",), outcome=Outcome.INITIATE)))
    clock.pass_(60)
    meeting.do(RecordPresence(attendee_id="police", mode=None))
    meeting.do(RecordPresence(attendee_id="health", mode=Mode.IN_ROOM))
    with database.reading() as connection:
        found = dict(connection.execute("SELECT attendee_id, present FROM attendance"))
    assert found == {"police": 1, "health": 0, "social": 0}


def test_a_draft_is_kept_until_it_is_emptied(database: Database, path: Path) -> None:
    drafts = SqliteDrafts(database)
    drafts.keep(MEETING, "concern", "Half a sen")
    drafts.keep(MEETING, "concern", "Half a sentence\x00 \udce9")
    drafts.keep(MEETING, "fact", "x" * 1_000_000)
    drafts.keep("another", "fact", "y")
    drafts.end()
    again = Database(path)
    later = SqliteDrafts(again)
    assert later.all(MEETING) == {"concern": "Half a sentence\x00 ?", "fact": "x" * 1_000_000}
    later.keep(MEETING, "fact", "")
    assert set(later.all(MEETING)) == {"concern"}
    later.end()
    again.close()


def test_actions_of_two_meetings_with_one_id_go_on_as_two_in_a_third(
    log: SqliteEventLog, library: SqliteLibrary
) -> None:
    first, second, third = (prepared(log, number) for number in (1, 2, 3))
    first.do(action(1, date(2026, 3, 7)))
    second.do(AllotAction(action=replace(action(1, date(2026, 3, 8)).action, what="Change the locks")))
    third.do(follow([first.outcome.meeting, second.outcome.meeting]))
    for item in third.outcome.meeting.series.carried:
        again = continued(third.outcome.meeting, item)
        assert isinstance(again, Action)
        third.do(AllotAction(action=again))
    due = [(one.meeting_id, one.action_id) for one in library.due()]
    assert due == [("meeting-003", "a1"), ("meeting-003", "meeting-002~a1")]
    assert library.same_action("meeting-003", "meeting-002~a1") == [("meeting-002", "a1")]
    assert library.same_action("meeting-002", "a1") == [("meeting-003", "meeting-002~a1")]
    assert library.same_action("meeting-001", "a1") == [("meeting-003", "a1")]


def test_an_action_that_a_later_meeting_goes_on_with_is_due_once_and_is_done_once(
    log: SqliteEventLog, library: SqliteLibrary
) -> None:
    first, second, third = (prepared(log, number) for number in (1, 2, 3))
    third.do(action(1, date(2026, 3, 7)))  # another meeting's, by chance of the same id
    first.do(action(1, date(2026, 3, 7)))
    second.do(follow([first.outcome.meeting]))
    assert [(one.meeting_id, one.action_id) for one in library.due()] == [
        ("meeting-001", "a1"),
        ("meeting-003", "a1"),
    ]
    (left,) = second.outcome.meeting.series.carried
    again = continued(second.outcome.meeting, left)
    assert isinstance(again, Action)
    second.do(AllotAction(action=again))
    assert [one.meeting_id for one in library.due()] == ["meeting-002", "meeting-003"]
    second.do(CloseAction(action_id="a1", status=ActionStatus.DONE, evidence="Seen"))
    assert [one.meeting_id for one in library.due()] == ["meeting-003"]
