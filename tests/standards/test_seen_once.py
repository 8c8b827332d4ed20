"""A meeting is looked at once for a tick, however many ask; what that rests on is so for every meeting."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace
from tests.snapshots.midway import demonstration
from tests.standards.scene import CAIT, JUDGE, NURSE, TEN, WORKER, at, held

from chairtui.core.warnings import Severity, Warning
from chairtui.standards.facts import Sight
from chairtui.standards.judge import ProfileJudge
from chairtui.standards.judging_by_profile import Bench
from chairtui.standards.verdict import Expected


def test_no_rule_asks_about_warnings_and_no_time_changes_who_should_be_there() -> None:
    with demonstration() as (desk, clock):
        meetings = [desk.open(one.id).outcome.meeting for one in desk.library.meetings()]
        now = clock.now()
    assert len(meetings) > 3
    for meeting in meetings:
        bare = replace(meeting, warnings=())
        assert ProfileJudge(desk.agencies)(meeting, now) == ProfileJudge(desk.agencies)(bare, now)
        times = (datetime(2000, 1, 1, tzinfo=UTC), now, now + timedelta(days=2000))
        first, *others = (ProfileJudge(desk.agencies).sight(meeting, time).expected for time in times)
        assert all(one == first for one in others)


def test_who_should_be_there_is_found_out_once_for_a_tick(monkeypatch: pytest.MonkeyPatch) -> None:
    judge, asked, real = ProfileJudge(JUDGE.agencies), list[Sight](), Bench.expected

    def counted(bench: Bench, sight: Sight) -> tuple[Expected, ...]:
        asked.append(sight)
        return real(bench, sight)

    monkeypatch.setattr(Bench, "expected", counted)
    meeting = held(WORKER, CAIT, NURSE)
    verdicts = judge(meeting, TEN)
    judge.met(meeting, TEN, ["GONE"])
    warned = replace(
        meeting,
        warnings=tuple(
            Warning(id=one.id, severity=Severity.WARN, words=one.say, raised_at=TEN) for one in verdicts
        ),
    )
    assert judge.expected(warned) == judge.expected(meeting)
    assert len(asked) == 1
    assert judge(warned, at(1)) is not verdicts
    assert len(asked) == 2, "the rules are asked anew in another minute"
