"""Measuring side by side: what is compared takes turns in one run, and is told as a ratio with its spread."""

from __future__ import annotations

import os
import platform
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version


@dataclass(frozen=True)
class Spread:
    """Some measurements of one thing: their median, their middle half, and one that is rarely exceeded."""

    median: float
    low: float
    high: float
    p95: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        """Return the spread of two measurements or more."""
        low, median, high = statistics.quantiles(values, n=4, method="inclusive")
        return cls(median, low, high, statistics.quantiles(values, n=20, method="inclusive")[-1])

    def said(self, unit: str) -> str:
        """Return it in words: median, middle half, 95th percentile."""
        middle = f"{_number(self.low)}–{_number(self.high)}"
        return f"{_number(self.median)} {unit} ({middle}, p95 {_number(self.p95)})"


def _number(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def timed(work: Callable[[], object]) -> Callable[[], float]:
    """Return what measures some work in milliseconds."""

    def measure() -> float:
        began = time.perf_counter()
        work()
        return (time.perf_counter() - began) * 1000

    return measure


def take_turns(rounds: int, *measures: Callable[[], float]) -> list[list[float]]:
    """Call each measure once in every round, beginning with another each time; return what each gave."""
    found: list[list[float]] = [[] for _ in measures]
    for number in range(rounds):
        for place in range(len(measures)):
            turn = (number + place) % len(measures)
            found[turn].append(measures[turn]())
    return found


def compare(
    what: str, ours: Sequence[float], bare: Sequence[float], goal: float | None = None, unit: str = "ms"
) -> None:
    """Print ours against the bare one; the ratio's spread is that of the rounds."""
    mine, theirs = Spread.of(ours), Spread.of(bare)
    each = Spread.of([a / b for a, b in zip(ours, bare, strict=True)])
    ratio = mine.median / theirs.median
    print(f"{what}\n  ours   {mine.said(unit)}\n  bare   {theirs.said(unit)}")
    print(f"  ratio  {ratio:.2f} ({each.low:.2f}–{each.high:.2f}){_judged(ratio, goal, '×')}   n={len(ours)}")


def tell(what: str, values: Sequence[float], goal: float | None = None, unit: str = "ms") -> None:
    """Print measurements that are held against a number and not against another program."""
    found = Spread.of(values)
    print(f"{what}\n  {found.said(unit)}{_judged(found.median, goal, ' ' + unit)}   n={len(values)}")


def _judged(value: float, goal: float | None, unit: str) -> str:
    if goal is None:
        return ""
    return f"   goal ≤ {goal:g}{unit}: {'met' if value <= goal else 'MISSED'}"


def machine() -> str:
    """Return what it was measured on, and how busy that was."""
    load = os.getloadavg()[0]
    busy = "" if load < 0.5 else "  (BUSY: repeat on a quiet machine)"
    return (
        f"{os.cpu_count()} cores · {platform.system()} · Python {platform.python_version()} · "
        f"Textual {version('textual')} · load {load:.2f}{busy}"
    )
