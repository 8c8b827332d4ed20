"""Figures over meetings: n of N, with what is not known told apart."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from chairtui.audit.counting import SPLITS, Counted, Crossed, Figure, audit, beneath, crossed
from chairtui.audit.sampling import sample
from chairtui.standards.measuring import Measured, Measuring, read_measures

MEASURES = Measuring(read_measures()).measures
MINIMUM = next(one for one in MEASURES if one.id == "M-MINIMUM")
HERE = next(one for one in MEASURES if one.id == "M-EXPECTED-HERE")


def meeting(name: str, *measured: Measured, day: int = 6, team: str = "Team 1") -> Counted:
    return Counted(meeting_id=name, reference=name, held_on=date(2020, 1, day), team=team, measured=measured)


def one(met: int, of: int = 1, unknown: int = 0, code: str = "M-MINIMUM", subject: str = "") -> Measured:
    return Measured(measure=code, subject=subject, of=of, met=met, unknown=unknown)


def test_a_figure_is_so_many_of_so_many_and_what_is_not_known_is_never_met() -> None:
    lines = audit([meeting("a", one(1)), meeting("b", one(0)), meeting("c", one(0, unknown=1))], [MINIMUM])
    assert [line.figure.words for line in lines] == ["1 of 3 (1 not known)"]
    assert lines[0].figure.unmet == 1


def test_a_measure_that_counts_nothing_keeps_its_line() -> None:
    assert [line.figure.words for line in audit([], MEASURES)] == ["none to count"] * len(MEASURES)


def test_split_figures_add_up_to_the_whole_for_every_split() -> None:
    meetings = [
        meeting("a", one(1), day=6),
        meeting("b", one(0), day=7, team="Team 2"),
        meeting("c", one(0, unknown=1), day=7),
    ]
    whole = audit(meetings, [MINIMUM])[0].figure
    for by in SPLITS:
        parts = [line.figure for line in audit(meetings, [MINIMUM], by)]
        assert sum(parts, Figure()) == whole
    assert [line.part for line in audit(meetings, [MINIMUM], "team")] == ["Team 1", "Team 2"]


def test_each_agency_has_its_line_and_all_together_are_their_sum() -> None:
    school, nurse = (
        one(1, code="M-EXPECTED-HERE", subject="School"),
        one(0, 2, code="M-EXPECTED-HERE", subject="School nurse"),
    )
    lines = audit([meeting("a", school, nurse)], [HERE])
    assert [(line.subject, line.figure.words) for line in lines] == [
        ("", "1 of 3"),
        ("School", "1 of 1"),
        ("School nurse", "0 of 2"),
    ]


def test_beneath_a_figure_stand_its_meetings_those_to_look_at_first() -> None:
    meetings = [meeting("a", one(1)), meeting("b", one(0)), meeting("c", one(0, unknown=1)), meeting("d")]
    assert [found.meeting.reference for found in beneath(meetings, "M-MINIMUM")] == ["b", "c", "a"]


def test_two_measures_are_crossed_over_the_meetings_that_both_count() -> None:
    def both(name: str, in_time: Measured | None, minimum: Measured | None) -> Counted:
        return meeting(name, *(each for each in (in_time, minimum) if each))

    late, quick = one(0, code="M-IN-TIME"), one(1, code="M-IN-TIME")
    found = crossed(
        [
            both("a", quick, one(1)),
            both("b", quick, one(0)),
            both("c", late, one(1)),
            both("d", late, one(0)),
            both("e", one(0, unknown=1, code="M-IN-TIME"), one(1)),
            both("f", quick, None),
        ],
        "M-IN-TIME",
        "M-MINIMUM",
    )
    assert found == Crossed(both=1, first_only=1, second_only=1, neither=1, not_known=1)
    assert found.of == 5


@given(st.integers(0, 30), st.integers(1, 20), st.text(max_size=5))
def test_the_same_seed_draws_the_same_sample_in_any_order(count: int, size: int, seed: str) -> None:
    names = {f"m{number}" for number in range(count)}
    meetings = [meeting(name) for name in sorted(names)]
    drawn = sample(meetings, size, seed)
    assert drawn == sample(meetings[::-1], size, seed)
    assert len(drawn) == min(size, len(names))
    assert {each.meeting_id for each in drawn} <= names


def test_a_meeting_that_is_added_takes_no_other_place_than_its_own() -> None:
    meetings = [meeting(f"m{number}") for number in range(40)]
    before = {each.meeting_id for each in sample(meetings, 10, "spring")}
    after = {each.meeting_id for each in sample([*meetings, meeting("new")], 10, "spring")}
    assert len(before - after) <= 1
    assert after <= before | {"new"}


def test_another_seed_draws_another_sample() -> None:
    meetings = [meeting(f"m{number}") for number in range(40)]
    drawn = {tuple(each.meeting_id for each in sample(meetings, 10, str(seed))) for seed in range(20)}
    assert len(drawn) == 20
