"""One order of warnings, gravest first, wherever they are listed; and whose idea each rule is."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.standards.scene import (
    CAIT,
    JUDGE,
    KIT,
    WORKER,
    Circumstance,
    at,
    because,
    decided,
    held,
    prepared,
    raised,
    then,
    verdicts,
)
from tests.tui.desk import desk

from chairtui.cli.overview import overview
from chairtui.core.concern import AnswerSafety, Safety
from chairtui.core.meeting import Meeting
from chairtui.core.vocabulary import Gate, YesNo
from chairtui.core.warnings import Severity
from chairtui.live.gates import relevant, unanswered
from chairtui.live.outcome import Outcome
from chairtui.live.signing import left_open
from chairtui.standards.reading import read_profiles
from chairtui.standards.rule import Basis
from chairtui.standards.verdict import gravity
from chairtui.tui.rows.warnings import every_row

FILES = read_profiles()
RULES = {rule.id: rule for file in FILES for rule in file.rule}
CALLED_NO_DISCUSSION = ("W-MIN-SW", "W-MIN-POLICE", "W-MIN-HEALTH")


def meetings() -> list[Meeting]:
    """Return a meeting at each stage that leaves much open."""
    begun = because(held(WORKER, CAIT), Circumstance.MISSING, Circumstance.GANGS, Circumstance.IN_HOSPITAL)
    unsafe = then(begun, AnswerSafety(safety=Safety(safe=YesNo.NO)))
    return [prepared(WORKER), begun, unsafe, decided(begun), decided(unsafe)]


@pytest.mark.parametrize("meeting", meetings(), ids=lambda meeting: meeting.stage.value)
def test_screen_show_gaps_and_gate_list_warnings_in_the_one_order(meeting: Meeting) -> None:
    asked = relevant(meeting, verdicts(meeting), at(60))
    ids = [one.id for one in asked]
    assert ids == [one.id for one in sorted(asked, key=gravity)]
    outcome = Outcome(meeting, asked)
    assert [row.key for row in every_row(outcome, JUDGE.agencies)] == ids
    shown = overview(desk(Path("here")), outcome).splitlines()
    assert [one.rpartition(" [")[2].rstrip("]") for one in shown if one.endswith("]")][-len(ids) :] == ids
    for listed in (
        [one.verdict.id for one in left_open(meeting, asked)],
        [one.id for one in unanswered(meeting, asked, Gate.CLOSE)],
        [one.id for one in unanswered(meeting, asked, Gate.DECISION)],
    ):
        assert listed == [one for one in ids if one in listed]


def test_a_stop_comes_before_all_else_and_among_stops_the_childs_safety() -> None:
    unsafe = meetings()[-1]
    assert verdicts(unsafe)[0].code == "W-SAFETY-ACTION"
    severities = [list(Severity).index(one.severity) for one in verdicts(unsafe)]
    assert severities == sorted(severities)


def test_rows_come_from_the_childs_safety_to_paperwork_and_what_is_rung_before_what_is_left_open() -> None:
    groups = sorted((group for file in FILES for group in file.group), key=lambda group: group.rank)
    assert [group.name for group in groups][:6] == ["safe", "minimum", "child", "decision", "ring", "risk"]
    assert [group.name for group in groups][-1] == "record"


# whose idea it is


@pytest.mark.parametrize("year", ["2018", "2023", "2026"])
def test_what_says_that_it_is_no_strategy_discussion_names_guidance_and_audit(year: str) -> None:
    rules = {one.id: one for one in JUDGE.what_if(f"working-together-{year}").profile(Meeting()).rules}
    assert {one for one in rules if "not a strategy discussion" in rules[one].say} == set(
        CALLED_NO_DISCUSSION
    )
    for code in CALLED_NO_DISCUSSION:
        assert "Working Together" in rules[code].source
        assert "inference of the Multi-agency audit" in rules[code].source


@pytest.mark.parametrize("code", ["W-DIALIN", "W-ENQUIRY", "W-RECONVENE", "W-CALLS"])
def test_what_is_the_programs_own_idea_says_so(code: str) -> None:
    assert RULES[code].basis is Basis.OWN


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_whatever_rests_on_the_program_alone_says_it_in_its_source(file: object) -> None:
    for table in ("rule", "figure", "expected", "question", "grade"):
        for one in getattr(file, table):
            assert one.basis is not Basis.OWN or "rogram's own" in one.source, one


def test_who_in_health_is_expected_by_age_is_the_programs_own_idea() -> None:
    by_age = [one for one in JUDGE.expected(held(WORKER, CAIT, child=KIT)) if "age" in one.origins]
    assert by_age
    assert all("The program's own suggestion" in " ".join(one.sources) for one in by_age)
    assert "W-MIN-HEALTH" in raised(held(WORKER, CAIT))
