"""Change over time as the NHS shows it: an XmR chart's mean, limits and special causes, in words.

Limits lie at the mean ± 2.66 times the mean moving range; a special cause is a point outside them, seven in a
row on one side of the mean, seven in a row rising or falling, or two of three near a limit.

Source: NHS England, Making Data Count.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

WIDTH = 2.66
IN_A_ROW = 7
TRIAL = 12
"""With fewer points the limits are trial limits."""


class Trend(Struct, frozen=True, kw_only=True):
    """What a series of figures comes to."""

    points: tuple[float, ...]
    mean: float
    lower: float
    upper: float
    trial: bool
    """Whether there are too few points for limits that hold."""
    outside: tuple[int, ...] = ()
    """Places of points beyond a limit."""
    shifts: tuple[int, ...] = ()
    """Places of points in a run of seven or more on one side of the mean."""
    runs: tuple[int, ...] = ()
    """Places of points in a run of seven or more that rise, or fall."""
    near: tuple[int, ...] = ()
    """Places of points of which two of three lie in the outer third to the same limit."""

    @property
    def special(self) -> tuple[int, ...]:
        """Places of all points with a special cause."""
        return tuple(sorted({*self.outside, *self.shifts, *self.runs, *self.near}))


def trend(points: Sequence[float], lowest: float = 0.0, highest: float = 1.0) -> Trend | None:
    """Return what a series comes to; nothing for fewer than two points, which have no moving range.

    Limits never pass what the figures can be, such as from 0 to 1 for a share.
    """
    if len(points) < 2:
        return None
    mean = sum(points) / len(points)
    moved = sum(abs(after - before) for before, after in pairwise(points)) / (len(points) - 1)
    lower, upper = max(lowest, mean - WIDTH * moved), min(highest, mean + WIDTH * moved)
    return Trend(
        points=tuple(points),
        mean=mean,
        lower=lower,
        upper=upper,
        trial=len(points) < TRIAL,
        outside=tuple(n for n, one in enumerate(points) if one < lower or one > upper),
        shifts=_long_runs([_side(one, mean) for one in points]),
        runs=_rising_or_falling(points),
        near=_near(points, mean, WIDTH * moved),
    )


def words(seen: Trend, *, higher_is_better: bool | None) -> str:
    """Return what the last special cause says: improving, concerning, a change, or no special cause."""
    if not seen.special:
        return "no special cause"
    place = seen.special[-1]
    up = seen.points[place] > seen.mean
    if place in seen.runs:
        up = seen.points[place] > seen.points[max(0, place - 1)]
    if higher_is_better is None:
        return "special cause: higher" if up else "special cause: lower"
    return "improving" if up is higher_is_better else "concerning"


def in_a_sentence(series: Trend, *, higher_is_better: bool | None) -> str:
    """Return what a series of shares comes to, in a sentence for whoever reads the figures."""
    trial = f", trial limits with fewer than {TRIAL} points" if series.trial else ""
    return (
        f"Over {len(series.points)} points: mean {_share(series.mean)}, limits {_share(series.lower)} to "
        f"{_share(series.upper)}{trial}; {words(series, higher_is_better=higher_is_better)}."
    )


_HEIGHTS = "▁▂▃▄▅▆▇█"
SIGNAL, NO_SIGNAL = "▲", "·"


def drawn(series: Trend) -> tuple[str, str]:
    """Return a series as two lines: a column for each point, and below it ▲ where it is a signal.

    What is no signal has a dot below it: it is what chance alone brings about.
    """
    top = len(_HEIGHTS) - 1
    points = "".join(_HEIGHTS[round(min(1.0, max(0.0, one)) * top)] for one in series.points)
    signals = "".join(SIGNAL if n in series.special else NO_SIGNAL for n in range(len(series.points)))
    return points, signals


def signals_said(series: Trend, names: Sequence[str]) -> tuple[str, ...]:
    """Say of each kind of signal which points, by name, make it; one sentence that there is none."""
    kinds = (
        (series.outside, "beyond a limit"),
        (series.shifts, f"{IN_A_ROW} or more in a row on one side of the mean"),
        (series.runs, f"{IN_A_ROW} or more in a row that rise, or fall"),
        (series.near, "two of three close to a limit"),
    )
    said = tuple(
        f"Signal: {', '.join(names[one] for one in places)}: {why}." for places, why in kinds if places
    )
    return said or ("No signal: the months differ no more than chance alone makes them differ.",)


def _share(share: float) -> str:
    return f"{share:.0%}"


def _side(one: float, mean: float) -> int:
    return (one > mean) - (one < mean)


def _long_runs(sides: Sequence[int]) -> tuple[int, ...]:
    """Return the places in runs of seven or more of the same side; a point on the mean ends a run."""
    places: list[int] = []
    start = 0
    for place in range(1, len(sides) + 1):
        if place == len(sides) or sides[place] != sides[start]:
            if sides[start] and place - start >= IN_A_ROW:
                places.extend(range(start, place))
            start = place
    return tuple(places)


def _rising_or_falling(points: Sequence[float]) -> tuple[int, ...]:
    """Return the places in runs of seven or more points, each above, or each below, the one before."""
    steps = [_side(after, before) for before, after in pairwise(points)]
    places: set[int] = set()
    start = 0
    for place in range(1, len(steps) + 1):
        if place == len(steps) or steps[place] != steps[start]:
            if steps[start] and place - start >= IN_A_ROW - 1:
                places.update(range(start, place + 1))
            start = place
    return tuple(sorted(places))


def _near(points: Sequence[float], mean: float, reach: float) -> tuple[int, ...]:
    """Return the places of points of which two of three in a row lie in the outer third to one limit."""
    if not reach:
        return ()
    outer = [_side(one, mean) if abs(one - mean) > reach * 2 / 3 else 0 for one in points]
    places: set[int] = set()
    for start in range(len(points) - 2):
        three = range(start, start + 3)
        for side in (1, -1):
            there = [place for place in three if outer[place] == side]
            if len(there) >= 2:
                places.update(there)
    return tuple(sorted(places))
