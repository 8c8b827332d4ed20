"""A threshold that was judged otherwise after the decision says since when, wherever it is shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.records.prepared import NOW
from tests.records.reading_copies import record_of
from tests.standards.scene import CAIT, NURSE, WORKER, decided, joins, prepared, then
from tests.tui.desk import desk

from chairtui.cli.overview import overview
from chairtui.core.analysis import Judgement, JudgeThreshold
from chairtui.core.chairing import TakeChair
from chairtui.core.children import Child, DescribeChild
from chairtui.core.decision import Decision, Rationale, RecordDecision
from chairtui.core.meeting import ChangeUrgency, Meeting, PrepareMeeting, StartMeeting
from chairtui.core.threshold import threshold_of, threshold_said
from chairtui.core.vocabulary import Category, Outcome, RecordKind, Threshold
from chairtui.records.content.frame import Frame
from chairtui.records.delivery.exporting import render
from chairtui.records.interchange.document import write as write_document
from chairtui.records.interchange.reading import read
from chairtui.tui.rows.meaning import meaning_rows
from chairtui.tui.widgets.words import content

SINCE = "since Tue 5 Mar 2024 10:45, after the decision"


def judge(threshold: Threshold, category: Category = Category.NONE) -> JudgeThreshold:
    return JudgeThreshold(judgement=Judgement(id="kit", threshold=threshold, category=category))


def meeting(*, before: bool = True) -> Meeting:
    """Return a meeting that judged at 10:20, or only wrote with the decision, and decided at 10:30."""
    held = then(prepared(WORKER, CAIT, NURSE), StartMeeting(), *joins(WORKER, CAIT, NURSE))
    if before:
        held = then(held, judge(Threshold.UNCLEAR), minutes=20)
    return decided(held, rationale=Rationale(threshold="" if before else "As written"))


@pytest.mark.parametrize("before", [True, False])
def test_it_is_told_with_its_moment_in_screen_and_records(before: bool) -> None:
    assert SINCE not in threshold_said(meeting(before=before), "kit")
    now = then(meeting(before=before), judge(Threshold.LIKELY), minutes=45)
    said = f"{Threshold.LIKELY.value} ({SINCE})"
    assert threshold_said(now, "kit") == said
    if before:
        assert threshold_of(now, now.deciding.decisions[0]) == said
    for kind in (RecordKind.FULL, RecordKind.NOTICE):
        text = render(record_of(Frame(meeting=now, rows=()), kind), "txt", NOW).decode()
        assert said in " ".join(text.split()), kind


def test_a_later_decision_is_not_told_as_if_it_came_before() -> None:
    later = then(meeting(), judge(Threshold.LIKELY), minutes=45)
    again = Decision(id="anew", children=("kit",), outcome=Outcome.INITIATE)
    later = then(later, RecordDecision(decision=again), minutes=50)
    first, anew = later.deciding.decisions
    assert threshold_said(later, "kit") == threshold_of(later, anew) == Threshold.LIKELY.value
    assert threshold_of(later, first) == f"{Threshold.LIKELY.value} ({SINCE})"
    text = render(record_of(Frame(meeting=later, rows=()), RecordKind.NOTICE), "txt", NOW).decode()
    assert text.count("after the decision)") == 1, "beside the first decision alone"


def test_other_evidence_or_the_same_threshold_again_moves_nothing() -> None:
    now = then(meeting(), judge(Threshold.LIKELY), minutes=45)
    again = then(now, judge(Threshold.LIKELY, Category.NEGLECT), minutes=50)
    assert SINCE in threshold_said(again, "kit")
    same = then(meeting(), judge(Threshold.UNCLEAR, Category.NEGLECT), minutes=45)
    assert threshold_said(same, "kit") == Threshold.UNCLEAR.value


def test_what_is_judged_before_or_with_the_decision_bears_no_moment() -> None:
    held = then(prepared(WORKER, CAIT, NURSE), StartMeeting(), *joins(WORKER, CAIT, NURSE))
    decision = Decision(id="d1", children=("kit",), outcome=Outcome.INITIATE)
    together = then(held, RecordDecision(decision=decision), judge(Threshold.UNCLEAR), minutes=30)
    assert threshold_said(together, "kit") == Threshold.UNCLEAR.value
    assert together.analysis.judgements[0].changed_at is None


def test_show_and_the_step_have_it_and_a_document_brings_it_along(tmp_path: Path) -> None:
    here = desk(tmp_path)
    live = here.open("m")
    live.do(
        PrepareMeeting(meeting_id="m", reference="SM-1", authority="Bromley"),
        DescribeChild(child=Child(id="kit", name="Kit")),
        TakeChair(name="Dee Grant", grade="Team manager"),
        StartMeeting(),
        ChangeUrgency(urgent=True),
    )
    live.do(RecordDecision(decision=Decision(id="d1", children=("kit",), outcome=Outcome.INITIATE)))
    here.clock.pass_(900)  # type: ignore[attr-defined]
    live.do(judge(Threshold.LIKELY))
    now = live.outcome.meeting
    assert "after the decision)" in overview(here, live.outcome)
    rows = meaning_rows(now, here.judge.deck(now))
    assert any("after the decision)" in content(row.words).plain for row in rows)
    back = read(write_document(now, None, here.clock.now()), here.clock.now()).meeting
    assert threshold_said(back, "kit") == threshold_said(now, "kit")
