"""How ready a meeting is, noted with what is written to it, so that home needs no rules."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.live.pretend import BEGIN, POLICE

from chairtui.core.history.log import fold
from chairtui.core.meeting import PrepareMeeting, StartMeeting
from chairtui.core.preparing import NoteSent, Paper, Request, RequestInformation, Sent
from chairtui.live.desk import Desk
from chairtui.live.noting import noted
from chairtui.live.readiness import readiness
from chairtui.live.ready import Ready
from chairtui.wiring import workplace
from chairtui.wiring.places import Workplace

NOW = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setenv("CHAIRTUI_DB", str(tmp_path / "m.db"))


@contextmanager
def at_work() -> Iterator[tuple[Workplace, Desk]]:
    with workplace() as place:
        yield place, place.desk.for_person(replace(place.desk.settings, name="Ruth Calloway", role="Manager"))


def prepared(desk: Desk, at: datetime | None = None) -> str:
    desk.open("m-1").do(PrepareMeeting(meeting_id="m-1", reference="SD-1", scheduled_at=at))
    return "m-1"


def kept(desk: Desk) -> Ready:
    return desk.library.ready(["m-1"])["m-1"]


def test_it_is_noted_with_each_act_and_says_what_the_rules_say() -> None:
    with at_work() as (_, desk):
        live = desk.open(prepared(desk))
        before = kept(desk)
        live.do(POLICE)
        assert kept(desk).words == desk.readiness("m-1").words
        assert kept(desk).since > before.since
        assert kept(desk).holds(desk.clock.now(), desk.machine.rules_mark())


def test_its_words_go_once_the_meeting_has_begun_and_all_of_it_when_another_machine_wrote() -> None:
    with at_work() as (place, desk):
        live = desk.open(prepared(desk))
        rows = [one.row for one in live.history]
        place.log.take_in(rows)
        assert desk.library.ready(["m-1"]) == {}
        live.do(POLICE)
        assert kept(desk).words
        live.do(*[one for one in BEGIN[1:] if one is not POLICE], StartMeeting())
        assert kept(desk).words == ""


def test_it_holds_until_time_alone_changes_it() -> None:
    with at_work() as (place, desk):
        reply_by = datetime(2026, 12, 1, 12, tzinfo=UTC)
        asked = Request(id="police", needs="What is known of the address", reply_by=reply_by)
        meeting_at = datetime(2026, 12, 3, 10, tzinfo=UTC)
        live = desk.open(prepared(desk))
        without_a_time = noted(fold(place.log.read("m-1")), desk.judge, NOW, "rules")
        assert without_a_time.until == datetime(2026, 11, 28, tzinfo=UTC)
        live.do(POLICE)
        live.do(PrepareMeeting(meeting_id="m-1", reference="SD-1", scheduled_at=meeting_at))
        meeting = fold(place.log.read("m-1"))
        expected, figures = desk.judge.expected(meeting), desk.judge.figures(meeting)
        with_a_time = noted(meeting, desk.judge, NOW, "rules")
        assert with_a_time.until == datetime(2026, 12, 2, tzinfo=UTC), "the day before more is asked"
        live.do(RequestInformation(request=asked))
        meeting = fold(place.log.read("m-1"))
        before = noted(meeting, desk.judge, NOW, "rules")
        late = reply_by + timedelta(minutes=1)
        assert before.until == late, "what is due at a time is late in the next minute"
        assert before.holds(NOW, "rules")
        assert not before.holds(late, "rules")
        assert readiness(meeting, expected, figures, late).words != before.words


def test_a_request_that_is_noted_as_sent_was_asked_though_it_was_not_written_here() -> None:
    with at_work() as (_, desk):
        live = desk.open(prepared(desk))
        live.do(POLICE)
        assert "Police" in desk.readiness("m-1").not_asked
        sent = Sent(id="s1", attendee_id="police", paper=Paper.REQUEST, sent_at=live.now, channel="telephone")
        live.do(NoteSent(sent=sent))
        assert "Police" not in desk.readiness("m-1").not_asked
        assert "Police" in desk.readiness("m-1").outstanding


def test_words_that_are_older_than_their_rules_or_newer_than_the_clock_do_not_hold() -> None:
    ready = Ready(
        stops=0,
        warns=0,
        words="ready",
        done=True,
        cancelled=False,
        since=NOW,
        until=None,
        by="rules",
        glance=None,
    )
    assert ready.holds(NOW, "rules")
    assert not ready.holds(NOW, "other rules")
    assert not ready.holds(NOW - timedelta(hours=1), "rules")


def test_the_mark_changes_with_the_register_of_agencies_and_a_council_s_own_rules(tmp_path: Path) -> None:
    with at_work() as (_, desk):
        marks = [desk.machine.rules_mark()]
        (tmp_path / "agencies.toml").write_text('[gp]\nduty = "020 7946 0000"\n')
        marks.append(desk.machine.rules_mark())
        (tmp_path / "chairtui" / "profiles").mkdir(parents=True, exist_ok=True)
        (tmp_path / "chairtui" / "profiles" / "own.toml").write_text("# nothing yet\n")
        marks.append(desk.machine.rules_mark())
        assert len(set(marks)) == 3


LOADED = """
import asyncio, sys
from chairtui.tui.app import ChairtuiApp
from chairtui.wiring import workplace
async def main():
    with workplace() as place:
        app = ChairtuiApp(place.desk)
        app.warm = lambda: None
        async with app.run_test() as pilot:
            for _ in range(100):
                await pilot.pause(0.05)
                rows = app.screen.query_one("#meetings").rows
                if any("no time of concern" in str(row.words) for row in rows):
                    break
            else:
                raise SystemExit("how ready it is was never shown")
asyncio.run(main())
print(*sorted({name.partition(".")[0] for name in sys.modules} & {"cel_expr_python", "cel", "celpy"}),
      *(name for name in ("chairtui.standards.judge", "chairtui.core.meeting") if name in sys.modules))
"""


def test_home_says_how_ready_meetings_are_without_the_rules() -> None:
    with at_work() as (_, desk):
        prepared(desk)
    ran = subprocess.run(
        [sys.executable, "-c", LOADED], capture_output=True, text=True, timeout=60, check=False
    )
    assert (ran.stdout.strip(), ran.returncode) == ("", 0), ran.stderr


WARM = """
import asyncio, gc, sys
from chairtui.tui.app import ChairtuiApp
from chairtui.wiring import workplace
gc.disable()
async def main():
    with workplace() as place:
        app = ChairtuiApp(place.desk)
        async with app.run_test() as pilot:
            app.warm()
            await app.workers.wait_for_complete()
            before = set(sys.modules)
            print(gc.isenabled(), *(
                name for name in ("cel_expr_python", "chairtui.standards.judge", "chairtui.tui.screens.know",
                                  "chairtui.records.record", "chairtui.core.meeting") if name in before))
            app.open_meeting("m-1")
            await pilot.pause()
            await app.workers.wait_for_complete()
            print("chairtui.tui.screens.know" in sys.modules)
asyncio.run(main())
"""


def test_what_home_loads_ahead_is_the_meeting_and_no_rules_and_the_other_steps_once_one_is_open() -> None:
    with at_work() as (_, desk):
        prepared(desk)
    ran = subprocess.run(
        [sys.executable, "-c", WARM], capture_output=True, text=True, timeout=60, check=False
    )
    assert (ran.stdout.split("\n"), ran.returncode) == (["True chairtui.core.meeting", "True", ""], 0), (
        ran.stderr
    )
