"""Every meeting there is, typed anew: what stands before whoever leads, what is announced, what is asked."""

from __future__ import annotations

import random
import re
from collections import Counter
from functools import cache

import pytest
from benchmarks.attention import (
    DEMONSTRATION,
    MOST_BEFORE_DECISION,
    MOST_IN_ONE,
    MOST_IN_TEN,
    MOST_ROWS,
    MOST_STOPS,
    MOST_WARNS,
    Figures,
    Replay,
    all_figures,
    contents,
    failures,
    judge,
    meetings,
    shares,
    typed,
)

from chairtui.cli.findings import row_lines
from chairtui.core.vocabulary import Gate, Step
from chairtui.core.warnings import Severity
from chairtui.directory.agencies import Agencies
from chairtui.live.gates import relevant
from chairtui.live.noting import noted
from chairtui.live.outcome import Outcome
from chairtui.standards.placed import Attention
from chairtui.standards.placing import attention
from chairtui.standards.reading import read_profiles
from chairtui.standards.verdict import Announced
from chairtui.tui.rows.conflicts import APART
from chairtui.tui.rows.warnings import View, counted, panel_rows

NAMES = sorted(contents())
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


def test_of_what_is_announced_as_people_type_few_are_stops_and_a_third_are_warnings() -> None:
    chaotic = [all_figures(random.Random(seed)) for seed in (1, 2)]
    stops, warns, number = shares(*chaotic)
    assert number > 5 * len(NAMES)
    assert stops <= MOST_STOPS
    assert warns <= MOST_WARNS


CANNOT_BE_QUIETER = {
    "W-ORPHAN-CONCERN": "a risk that nothing is done about",
    "W-SAFETY": "whether each child is safe now is not asked",
    "W-MISSING": "a child is missing",
    "W-VOICE": "what a child says",
    "W-NOFIRSTHAND": "nobody has met the child",
    "W-MEDICAL": "why there is no medical",
    "W-EXPECTED-UNKNOWN": "nobody asked, or no answer",
    "W-TREATING": "who treats the child",
    "W-AMH": "who treats the parent",
    "W-HEALTH-PROXY": "health that knows the child",
    "W-POL-UNIT": "the unit of the police",
    "W-PAED": "a paediatrician",
    "W-BORDER": "another area",
    "W-THRESHOLD-DECISION": "a decision against the threshold",
    "W-DISSENT": "somebody disagrees",
    "W-MIN-HEALTH": "the minimum, while it is only not asked to come",
}
"""What is announced as a warning where all is typed in its step: each is about a child, or ends by a call."""


def test_in_a_tidy_order_the_warnings_that_exceed_their_share_are_those_that_protect() -> None:
    said = [one for figures in found().values() for one in figures.said]
    loud = {
        member.verdict.code
        for one in said
        if one.loud is Announced.WARN
        for member in one.row.members
        if member.loud is Announced.WARN
    }
    assert loud == set(CANNOT_BE_QUIETER)
    stops = [one for one in said if one.loud is Announced.STOP]
    assert {one.row.name for one in stops} == {"minimum", "safe"}
    per_meeting = [figures.of(Announced.WARN) for figures in found().values()]
    assert sum(not number for number in per_meeting) > len(NAMES) // 2


def test_the_decision_asks_about_few_things_whatever_is_open() -> None:
    rules = (rule for file in read_profiles() for rule in file.rule)
    asked = [one.id for one in rules if one.severity is Severity.STOP and Gate.DECISION in one.gates]
    assert len(asked) <= MOST_BEFORE_DECISION


class Counting(Replay):
    """A replay that compares, at every look, what each place counts."""

    def _look(self, *, at_gate: bool = False) -> None:
        meeting, now = self._meeting, self._now
        verdicts = relevant(meeting, judge()(meeting, now), now)
        seen = attention(meeting, verdicts, now)
        outcome, agencies = Outcome(meeting, verdicts), Agencies.load()
        kept = noted(meeting, judge(), now, "rules")
        by_sign = Counter(row_lines(row, agencies)[0][0] for row in seen.rows)
        assert (kept.stops, kept.warns) == (by_sign["■"], by_sign["▲"]), "list and home, and check"
        title = dict(re.findall(r"([■▲·])(\d+)", counted(meeting, seen)))
        assert {sign: int(title.get(sign, 0)) for sign in "■▲·"} == {s: by_sign[s] for s in "■▲·"}
        panel = panel_rows(outcome, seen, agencies, View(now=now))
        marks = Counter(str(row.mark) for row in panel if row.selectable and row.mark != APART[0])
        assert {sign: marks[sign] for sign in "■▲·"} == {sign: by_sign[sign] for sign in "■▲·"}, "the panel"
        entered = attention(meeting, relevant(meeting, verdicts, now, tuple(Step)), now, tuple(Step))
        assert in_rows(seen) <= in_rows(entered), "what was entered on a machine only adds"
        super()._look(at_gate=at_gate)


def in_rows(seen: Attention) -> set[str]:
    """Return the ids of all that stands in a row."""
    return {one.verdict.id for row in seen.rows for one in row.members}


@pytest.mark.parametrize("name", NAMES[:DEMONSTRATION])
def test_home_list_panel_and_check_count_the_same_rows_at_every_moment(name: str) -> None:
    meeting = meetings()[name]
    assert Counting(meeting, typed(meeting), enters=False).run().lost == []
