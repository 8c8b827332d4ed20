"""Mean, limits and special causes, held against series that were worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chairtui.audit.trend import trend, words

STEADY = [0.5, 0.6, 0.4, 0.5, 0.6, 0.4, 0.5, 0.6, 0.4, 0.5, 0.6, 0.4]


def test_the_limits_are_the_mean_and_the_moving_range_times_266() -> None:
    found = trend([0.4, 0.6, 0.5, 0.7])  # ranges 0.2, 0.1, 0.2: mean 1/6; mean of the points 0.55
    assert found is not None
    assert found.mean == pytest.approx(0.55)
    assert found.upper == pytest.approx(0.55 + 2.66 / 6)
    assert found.lower == pytest.approx(0.55 - 2.66 / 6)
    assert found.trial
    assert not found.special


def test_limits_never_pass_what_a_share_can_be() -> None:
    found = trend([0.0, 1.0, 0.0, 1.0])
    assert found is not None
    assert (found.lower, found.upper) == (0.0, 1.0)


def test_twelve_points_make_limits_that_hold() -> None:
    found = trend(STEADY)
    assert found is not None
    assert not found.trial
    assert words(found, higher_is_better=True) == "no special cause"


def test_a_point_outside_the_limits_is_a_special_cause() -> None:
    found = trend([*[0.5, 0.52] * 8, 0.95])
    assert found is not None
    assert 16 in found.outside
    assert words(found, higher_is_better=True) == "improving"
    assert words(found, higher_is_better=False) == "concerning"
    assert words(found, higher_is_better=None) == "special cause: higher"


@pytest.mark.parametrize(("run", "places"), [(6, ()), (7, tuple(range(12, 19)))])
def test_seven_in_a_row_below_the_mean_are_a_special_cause_six_are_none(
    run: int, places: tuple[int, ...]
) -> None:
    found = trend([*[0.4, 0.6] * 6, *[0.45] * run, 0.6])
    assert found is not None
    assert 0.45 < found.mean < 0.6
    assert found.shifts == places


@pytest.mark.parametrize(("count", "is_one"), [(6, False), (7, True)])
def test_seven_rising_points_are_a_special_cause_six_are_none(count: int, is_one: bool) -> None:
    rising = [0.30 + 0.01 * number for number in range(count)]
    found = trend([0.40, 0.31, 0.42, 0.33, *rising, 0.29, 0.41, 0.30])
    assert found is not None
    assert bool(found.runs) is is_one


def test_two_of_three_in_the_outer_third_are_a_special_cause_one_is_none() -> None:
    found = trend([*[0.50, 0.51] * 8, 0.53, 0.51, 0.53, 0.50, 0.51])
    assert found is not None
    assert found.near == (16, 18)
    assert not found.outside
    alone = trend([*[0.50, 0.51] * 8, 0.53, 0.51, 0.50, 0.50, 0.51])
    assert alone is not None
    assert not alone.near


def test_one_point_has_no_trend() -> None:
    assert trend([0.5]) is None
    assert trend([]) is None


@given(st.lists(st.floats(0, 1), min_size=2, max_size=40))
def test_the_mean_lies_between_the_limits_and_every_place_is_one_of_the_series(points: list[float]) -> None:
    found = trend(points)
    assert found is not None
    assert found.lower <= found.mean + 1e-9
    assert found.mean <= found.upper + 1e-9
    assert all(0 <= place < len(points) for place in found.special)


@given(st.lists(st.floats(0, 1), min_size=2, max_size=40))
def test_the_mirrored_series_has_the_mirrored_special_causes(points: list[float]) -> None:
    rounded = [round(point, 2) for point in points]
    found, mirrored = trend(rounded), trend([round(1 - point, 2) for point in rounded])
    assert found is not None
    assert mirrored is not None
    assert found.runs == mirrored.runs
