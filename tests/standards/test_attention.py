"""Every meeting there is, typed anew: what stands before whoever leads, what is announced, what is asked."""

from __future__ import annotations

import random
from functools import cache

import pytest
from benchmarks.attention import (
    DEMONSTRATION,
    MOST_BEFORE_DECISION,
    MOST_IN_ONE,
    MOST_IN_TEN,
    MOST_ROWS,
    Figures,
    all_figures,
    failures,
    meetings,
)

from chairtui.core.vocabulary import Gate
from chairtui.core.warnings import Severity
from chairtui.standards.reading import read_profiles
from chairtui.standards.verdict import Announced

NAMES = sorted(meetings())
ALL_IN_ITS_STEP = "9-exemplary"


@cache
def found() -> dict[str, Figures]:
    return all_figures()


@pytest.mark.parametrize("name", NAMES)
def test_a_meeting_asks_no_more_of_whoever_leads_than_one_can_act_on(name: str) -> None:
    assert list(failures(name, found()[name])) == []


def test_the_meetings_would_show_more_than_that_without_rows() -> None:
    assert max(one.flat for one in found().values()) > 4 * MOST_ROWS
    assert sum(bool(one.said) for one in found().values()) > len(NAMES) // 2


def test_where_everything_is_done_in_its_step_no_stop_and_no_warning_is_announced() -> None:
    figures = found()[ALL_IN_ITS_STEP]
    assert figures.said
    assert {one.loud for one in figures.said} == {Announced.PROMPT}


def test_two_machines_that_know_only_the_record_hold_the_same_limits() -> None:
    for name, figures in all_figures(enters=False, most=DEMONSTRATION).items():
        assert list(failures(name, figures)) == []


@pytest.mark.parametrize("wild", [False, True], ids=["chaotic", "at random"])
def test_in_any_order_nothing_is_lost_and_the_rows_stay_few(wild: bool) -> None:
    for name, figures in all_figures(random.Random(7), wild=wild, most=DEMONSTRATION).items():
        assert figures.lost == [], name
        assert figures.rows <= MOST_ROWS, name
        assert figures.within(10) <= MOST_IN_TEN, name
        assert figures.within(1) <= MOST_IN_ONE, name


def test_the_decision_asks_about_few_things_whatever_is_open() -> None:
    rules = (rule for file in read_profiles() for rule in file.rule)
    asked = [one.id for one in rules if one.severity is Severity.STOP and Gate.DECISION in one.gates]
    assert len(asked) <= MOST_BEFORE_DECISION
