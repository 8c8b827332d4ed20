"""What the measures say of each meeting is kept beside it: it is always what the logs make of it now."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.audit.fifteen import OTHERS, documents
from tests.store.files import tamper

from chairtui.audit.counting import ALL, SPLITS, Audit, Counted, Within, audited, beneath
from chairtui.core.actions import Action, AllotAction, CloseAction
from chairtui.core.attendance import ListAttendee, RecordPresence
from chairtui.core.calendar.deadlines import local_day
from chairtui.core.change import Command, Refused
from chairtui.core.closing import Addendum, AddLateInformation, Gap, SignOff
from chairtui.core.concern import NameTeam, Team
from chairtui.core.conference import NoteConferenceHeld
from chairtui.core.delivery import Delivery
from chairtui.core.distribution import AddRecipient
from chairtui.core.enquiries import Enquiry, NoteEnquiry
from chairtui.core.history.log import fold
from chairtui.core.meeting import ChangeUrgency
from chairtui.core.register import Attendee
from chairtui.core.vocabulary import ActionStatus, Mode, Sector
from chairtui.demonstration import documents as demonstration
from chairtui.directory.agencies_file import AgenciesFile
from chairtui.live.ports import NotSaved
from chairtui.live.settings import Settings
from chairtui.records.interchange.importing import Source
from chairtui.store.connect import Database
from chairtui.store.figures import faults
from chairtui.store.verify import Measuring, prove
from chairtui.wiring.places import Workplace, open_place

MONDAY = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
TUESDAY = date(2026, 3, 3)


class Ticking:
    """A clock that goes on only when it is told to."""

    def __init__(self, at: datetime = MONDAY, ids: int = 0) -> None:
        self.at, self.ids = at, ids

    def now(self) -> datetime:
        return self.at

    def elapsed(self) -> float:
        return self.at.timestamp()

    def new_id(self) -> str:
        self.ids += 1
        return f"0190a5b4-0000-7000-8000-{self.ids:012}"


class Here(NamedTuple):
    place: Workplace
    clock: Ticking


@contextmanager
def at_work(file: Path, clock: Ticking | None = None, *, reads: bool = False) -> Iterator[Here]:
    clock = clock or Ticking()
    with ExitStack() as stack:
        who = Settings(name="Dee Grant", role="Manager", device_id="one", data_folder=str(file.parent))
        agencies = AgenciesFile(file.parent / "agencies.toml")
        yield Here(
            open_place(stack, Database(file, reads=reads), who, agencies, lambda _who: None, clock), clock
        )


def demonstrated(here: Here) -> list[str]:
    sources = [Source(name, content) for name, content in demonstration(here.clock.at)]
    here.place.importer().take(sources)
    return [*here.place.log.meeting_ids()]


def computed(here: Here) -> list[Counted]:
    """Count every meeting from its log, as if nothing were kept."""
    desk = here.place.desk
    assert desk.audits
    measures = desk.audits().measures
    every = (fold(desk.log.read(one)) for one in desk.log.meeting_ids())
    counted = (measures.count(one, desk.clock.now(), kept=desk.kept_about(one)) for one in every)
    return [one for one in counted if one]


def stored(here: Here, within: Within = ALL, by: str = "") -> Audit:
    desk = here.place.desk
    assert desk.audits
    assert desk.audits().catch_up(desk).whole
    return desk.audits().over(within, by)


def see_that_it_is_true(here: Here) -> None:
    desk, counted = here.place.desk, computed(here)
    assert desk.audits
    audits = desk.audits()
    for by in ("", *SPLITS):
        meant, shown = audited(counted, audits.measures.all(), by), stored(here, by=by)
        assert shown.lines == meant.lines, by
        assert shown.in_time_and_minimum == meant.in_time_and_minimum
        assert (shown.meetings, shown.first, shown.last) == (meant.meetings, meant.first, meant.last)
    for code in ("M-MINIMUM", "M-EXPECTED-HERE", "M-ACTION-OVERDUE"):
        kept = audits.figures.beneath(ALL, code, "", limit=-1, after=0)
        assert {(one.meeting.meeting_id, one.figure) for one in kept} == {
            (one.meeting.meeting_id, one.figure) for one in beneath(counted, code)
        }
    with here.place.database.reading() as connection:
        assert [*faults(connection)] == []


def behind(here: Here) -> set[str]:
    """Return which meetings are to be measured before anything is counted."""
    assert here.place.desk.audits
    audits = here.place.desk.audits()
    return {one for one, _ in audits.figures.behind(audits.measures.mark(), here.clock.at)}


def test_what_is_taken_in_is_measured_in_the_same_transaction(tmp_path: Path) -> None:
    with at_work(tmp_path / "meetings.db") as here:
        ids = demonstrated(here)
        desk = here.place.desk
        lean = {one for one in ids if desk.kept_about(fold(desk.log.read(one)))}
        assert behind(here) <= lean | {"demo-7-series-first"}
        assert len(behind(here)) < len(ids) / 2
        see_that_it_is_true(here)


def test_a_meeting_that_is_signed_is_measured_in_the_same_transaction(tmp_path: Path) -> None:
    with at_work(tmp_path / "meetings.db") as here:
        held = held_now(here)
        live = here.place.desk.open(held)
        live.do(ChangeUrgency(urgent=True))
        assert held in behind(here)
        gaps = [Gap(code=one.id, words=one.say, reason="Late") for one in live.outcome.verdicts]
        chair = live.outcome.meeting.attendance.chair
        assert chair
        live.do(SignOff(name=chair.name, gaps=tuple(gaps)))
        assert held not in behind(here)
        see_that_it_is_true(here)


def held_now(here: Here) -> str:
    """Return the id of a meeting that has begun, is not signed, and depends on no other."""
    desk = here.place.desk
    meetings = [fold(desk.log.read(one)) for one in demonstrated(here)]
    return next(
        one.id
        for one in meetings
        if one.started_at and not one.closing.signature and not desk.kept_about(one)
    )


@pytest.mark.parametrize("reads", [False, True], ids=["writes", "only reads"])
def test_what_a_held_meeting_comes_to_is_measured_by_whoever_asks(tmp_path: Path, reads: bool) -> None:
    file = tmp_path / "meetings.db"
    with at_work(file) as here:
        held = held_now(here)
        see_that_it_is_true(here)
        before, live = stored(here), here.place.desk.open(held)
        for command in (
            ListAttendee(
                attendee=Attendee(id="gp", sector=Sector.EDUCATION, agency="college", name="Kim Vale")
            ),
            RecordPresence(attendee_id="gp", mode=Mode.IN_ROOM),
            AllotAction(
                action=Action(
                    id="new",
                    what="Ring",
                    owner="Kim Vale",
                    owner_id="gp",
                    agency="college",
                    due_on=TUESDAY,
                    why="Late",
                )
            ),
        ):
            live.do(command)
            assert behind(here) == {held}
            with at_work(file, Ticking(here.clock.at, ids=10**6), reads=reads) as other:
                see_that_it_is_true(other)
                assert not behind(other)
        assert stored(here) != before
        live.do(RecordPresence(attendee_id="gp", mode=None))
    killed = Ticking(here.clock.at, ids=10**7)  # nothing was measured when the program ended
    with at_work(file, killed, reads=reads) as after:
        assert behind(after) >= {held}
        see_that_it_is_true(after)


class Deed(NamedTuple):
    what: str
    which: int
    much: int


DEEDS = st.lists(
    st.builds(
        Deed,
        st.sampled_from(
            "presence action done due team signed late conference recipient undo foreign import wait hours"
            " days months".split()
        ),
        st.integers(0, 11),
        st.integers(0, 5),
    ),
    min_size=1,
    max_size=14,
)


def commands_of(deed: Deed, here: Here, meeting_id: str) -> list[Command]:
    meeting = fold(here.place.desk.log.read(meeting_id))
    today = local_day(here.clock.at)
    lines, actions = meeting.attendance.register, meeting.plan.actions
    number = str(here.clock.ids)
    match deed.what:
        case "presence" if lines:
            line = lines[deed.much % len(lines)]
            return [RecordPresence(attendee_id=line.id, mode=None if line.here else Mode.IN_ROOM)]
        case "action" | "foreign":
            due = today + timedelta(days=deed.much)
            return [AllotAction(action=Action(id=f"new-{number}", what="Ring", owner="Sam", due_on=due))]
        case "due":
            at = here.clock.at + timedelta(hours=deed.much)
            action = Action(id=f"at-{number}", what="Ring", owner="Sam", due_on=local_day(at), due_at=at)
            return [AllotAction(action=action)]
        case "done" if actions:
            action = actions[deed.much % len(actions)]
            return [
                CloseAction(action_id=action.id, status=ActionStatus.DONE, evidence="seen", ended_on=today)
            ]
        case "team":
            return [NameTeam(team=Team(name=f"Team {deed.much}"))]
        case "signed":
            gaps = tuple(
                Gap(code=one.id, words=one.words, reason="No time was left.") for one in meeting.warnings
            )
            return [SignOff(name="Dee Grant", gaps=gaps)]
        case "late":
            late = Addendum(id=f"late-{number}", words="More came.", author="Dee Grant")
            return [AddLateInformation(addendum=late)]
        case "conference":
            return [NoteEnquiry(enquiry=Enquiry(conference_on=today)), NoteConferenceHeld(held_on=today)]
        case "recipient":
            due = here.clock.at + timedelta(hours=deed.much)
            return [AddRecipient(delivery=Delivery(id=f"to-{number}", recipient="GP", due_at=due))]
    return []


def carry_out(deed: Deed, here: Here, fifteen: list[bytes]) -> None:
    ids = here.place.log.meeting_ids()
    meeting_id = ids[deed.which % len(ids)]
    here.clock.new_id()
    waits = {"wait": timedelta(minutes=7), "hours": timedelta(hours=5), "days": timedelta(days=2)}
    if deed.what in waits:
        here.clock.at += waits[deed.what] * (deed.much + 1)
    elif deed.what == "months":
        here.clock.at += timedelta(days=40)
    elif deed.what == "import":
        here.place.importer().take([Source(f"{deed.which}.json", fifteen[deed.which])])
    elif deed.what == "undo":
        with suppress(Refused):
            here.place.desk.open(meeting_id).undo()
    else:
        desk = here.place.desk
        if deed.what == "foreign":
            from msgspec.structs import replace

            desk = desk.with_settings(replace(desk.settings, device_id="two", name="Ada Okoro"))
        for command in commands_of(deed, here, meeting_id):
            with suppress(Refused):
                desk.open(meeting_id).do(command)


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the invented meetings, to be copied."""
    file = tmp_path_factory.mktemp("invented") / "meetings.db"
    with at_work(file) as here:
        demonstrated(here)
    return file


@settings(max_examples=8, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(deeds=DEEDS)
def test_what_is_kept_is_what_the_logs_make_of_it_after_any_history(
    invented: Path, deeds: list[Deed]
) -> None:
    fifteen = [*documents(OTHERS)]
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        for file in invented.parent.iterdir():
            shutil.copy(file, folder)
        here = stack.enter_context(at_work(folder / invented.name, Ticking(ids=10**6)))
        for place, deed in enumerate(deeds):
            carry_out(deed, here, fifteen)
            if place % 4 == 3:
                stored(here)
        see_that_it_is_true(here)


def test_a_conference_noted_in_a_later_meeting_counts_for_those_that_follow(tmp_path: Path) -> None:
    with at_work(tmp_path / "meetings.db") as here:
        demonstrated(here)
        stored(here)
        desk = here.place.desk
        first = desk.open("demo-7-series-first")
        held = Enquiry(conference_on=local_day(here.clock.at))
        first.do(NoteEnquiry(enquiry=held))
        assert desk.audits
        audits = desk.audits()
        behind = {one for one, _ in audits.figures.behind(audits.measures.mark(), here.clock.at)}
        assert "demo-8-series-second" in behind
        see_that_it_is_true(here)


def test_a_meeting_that_another_machine_hands_over_is_counted(tmp_path: Path) -> None:
    with at_work(tmp_path / "other" / "meetings.db") as there:
        demonstrated(there)
        rows = [one.row for one in there.place.log.read("demo-3-mash-health-only")]
    with at_work(tmp_path / "meetings.db") as here:
        here.place.log.take_in(rows)
        assert stored(here).meetings == 1
        see_that_it_is_true(here)


def test_who_only_reads_counts_what_fell_behind_and_leaves_the_file_as_it_is(tmp_path: Path) -> None:
    file, clock = tmp_path / "meetings.db", Ticking()
    with at_work(file, clock) as here:
        demonstrated(here)
    clock.at += timedelta(days=40)
    before = file.read_bytes()
    with at_work(file, clock, reads=True) as here:
        see_that_it_is_true(here)
        some = Within(since=date(2026, 2, 25))
        assert here.place.desk.audits
        measures = here.place.desk.audits().measures.all()
        meant = [one for one in computed(here) if some.holds(one)]
        assert stored(here, some).lines == audited(meant, measures).lines
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    "within",
    [
        Within(since=date(2020, 1, 10)),
        Within(until=date(2020, 1, 10)),
        Within(since=date(2020, 1, 1), until=date(2020, 1, 31)),
        Within(team="not named"),
        Within(team="Nobody's"),
        Within(by="month", part="2020-01"),
        Within(by="chair", part="not named"),
        Within(ids=("audit-01", "audit-07")),
        Within(circumstance="Missing"),
    ],
)
def test_every_choice_of_meetings_is_the_same_kept_and_computed(tmp_path: Path, within: Within) -> None:
    with at_work(tmp_path / "meetings.db") as here:
        demonstrated(here)
        here.place.importer().take([Source(f"{n}.json", one) for n, one in enumerate(documents(OTHERS))])
        shown = stored(here, within, "month")
        meant = [one for one in computed(here) if within.holds(one)]
        assert here.place.desk.audits
        assert shown.lines == audited(meant, here.place.desk.audits().measures.all(), "month").lines
        assert shown.meetings == len(meant)


def proved(here: Here) -> list[str]:
    from chairtui.live.auditing import settled

    assert here.place.desk.audits
    measures = here.place.desk.audits().measures
    mark = measures.mark()
    now = here.clock.at
    measuring = Measuring(
        lambda one, kept: settled(measures, one, kept, now, mark), now, lambda _done, _of: None
    )
    return prove(here.place.path, measuring=measuring).faults


DOES_NOT_FOLLOW = "does not follow from the log"


@pytest.mark.parametrize(
    ("spoilt", "says"),
    [
        ("UPDATE tallies SET met = met + 1 WHERE measure = 'M-MINIMUM'", "sums"),
        ("DELETE FROM tallies WHERE measure = 'M-MINIMUM'", "sums"),
        (
            "UPDATE measured SET met = 0 WHERE measure = 'M-MINIMUM' AND met = 1",
            DOES_NOT_FOLLOW,
        ),
        ("UPDATE audited SET chair = 'Somebody'", DOES_NOT_FOLLOW),
        ("UPDATE audited SET until = '2999-01-01T00:00:00.000000+00:00'", DOES_NOT_FOLLOW),
        ("UPDATE audited SET until = NULL", DOES_NOT_FOLLOW),
        ("INSERT INTO measured VALUES (999, 'M-MINIMUM', '', 1, 0, 1, 1, 0)", "belong to no meeting"),
    ],
)
def test_verify_finds_what_does_not_follow_and_rebuild_makes_it_right(
    tmp_path: Path, spoilt: str, says: str
) -> None:
    file = tmp_path / "meetings.db"
    with at_work(file) as here:
        demonstrated(here)
        stored(here)
        assert proved(here) == []
    tamper(file, spoilt)
    with at_work(file) as here:
        assert says in " ".join(proved(here))
        here.place.rebuild()
        assert proved(here) == []
        see_that_it_is_true(here)


def test_a_day_that_is_none_is_told_as_damage_and_not_as_an_unexpected_error(tmp_path: Path) -> None:
    file = tmp_path / "meetings.db"
    with at_work(file) as here:
        demonstrated(here)
        stored(here)
    tamper(file, "UPDATE audited SET held = 0 WHERE held IS NOT NULL")
    with at_work(file) as here:
        desk = here.place.desk
        assert desk.audits
        figures = desk.audits().figures
        for asked in (figures.meetings, figures.span):
            with pytest.raises(NotSaved, match="damaged"):
                asked(ALL)


def test_measuring_can_be_ended_and_goes_on_where_it_was(tmp_path: Path) -> None:
    with at_work(tmp_path / "meetings.db") as here:
        ids = demonstrated(here)
        here.place.rebuild()
        tamper_all(here)
        desk = here.place.desk
        assert desk.audits
        left = desk.audits().catch_up(desk, lambda done, _of: done < 3)
        assert (left.measured, left.whole) == (3, False)
        assert desk.audits().catch_up(desk).measured == len(ids) - 3
        see_that_it_is_true(here)


def tamper_all(here: Here) -> None:
    """Let everything count as measured by other rules."""
    with here.place.database.writing() as connection:
        connection.execute("UPDATE audited SET rules = 'others'")
