"""A series of figures as a chart: one drawing (SVG) for every report, and the same in words.

Nothing is told by colour alone: limits are dashed, the mean is dotted, and a point with a special cause is a
square. The table of the figures always stands beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as Xml

from msgspec import Struct

from chairtui.audit.trend import Trend, in_a_sentence

_WIDE, _HIGH = 720, 250
_LEFT, _RIGHT, _TOP, _BOTTOM = 48, 108, 12, 34
"""Room for the numbers at the left, the words of the lines at the right, and the months below."""
_MOST_LABELS = 14
_LINE_OF_TEXT = 13
_INK, _QUIET, _FAINT = "#16202b", "#505050", "#c9c9c9"
_LETTERS = {"font-family": "Noto Sans, Arial, sans-serif", "font-size": "11"}


class Point(Struct, frozen=True, kw_only=True):
    """One figure of a series."""

    label: str
    """The month: 2026-03."""
    share: float
    """From 0 to 1, of what is known."""
    words: str
    """The figure as it is said: `6 of 15`."""


def chart_words(title: str, points: Sequence[Point], series: Trend, *, higher_is_better: bool | None) -> str:
    """Return what the chart shows, for whoever does not see it."""
    told = ", ".join(f"{point.label} {point.words}" for point in points)
    summed = in_a_sentence(series, higher_is_better=higher_is_better)
    return f"Chart of “{title}” by month: {told}. {summed}"


def chart(points: Sequence[Point], series: Trend) -> str:
    """Return a chart of shares by month with mean, limits and special causes, as SVG."""
    drawing = Xml.Element(
        "svg",
        {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {_WIDE} {_HIGH}", "width": str(_WIDE)},
    )
    for percent in (0, 25, 50, 75, 100):
        height = _y(percent / 100)
        _line(drawing, (_LEFT, height), (_WIDE - _RIGHT, height), _FAINT)
        _text(drawing, (_LEFT - 6, height + 4), f"{percent}%", "end")
    _levels(drawing, series)
    places = [(_x(number, len(points)), _y(point.share)) for number, point in enumerate(points)]
    path = " ".join(f"{across:.1f},{down:.1f}" for across, down in places)
    looks = {"fill": "none", "stroke": _INK, "stroke-width": "1.5"}
    Xml.SubElement(drawing, "polyline", {"points": path, **looks})
    for number, place in enumerate(places):
        _mark(drawing, place, special=number in series.special)
    step = -(-len(points) // _MOST_LABELS)
    for number, point in list(enumerate(points))[::step]:
        _text(drawing, (places[number][0], _HIGH - 12), point.label, "middle")
    return Xml.tostring(drawing, encoding="unicode")


def _levels(drawing: Xml.Element, series: Trend) -> None:
    """Draw mean and limits, with their words beside them, none over another."""
    above = 0.0
    for share, words, dashes in (
        (series.upper, "upper limit", "7 4"),
        (series.mean, "mean", "2 3"),
        (series.lower, "lower limit", "7 4"),
    ):
        _line(drawing, (_LEFT, _y(share)), (_WIDE - _RIGHT, _y(share)), _QUIET, dashes)
        above = max(_y(share) + 4, above + _LINE_OF_TEXT)
        _text(drawing, (_WIDE - _RIGHT + 6, above), f"{words} {share:.0%}")


def _x(number: int, of: int) -> float:
    width = _WIDE - _LEFT - _RIGHT
    return _LEFT + width * (number + 0.5) / of


def _y(share: float) -> float:
    return _TOP + (_HIGH - _TOP - _BOTTOM) * (1 - share)


def _line(
    drawing: Xml.Element, start: tuple[float, float], end: tuple[float, float], colour: str, dashes: str = ""
) -> None:
    places = dict(zip(("x1", "y1", "x2", "y2"), (f"{one:.1f}" for one in (*start, *end)), strict=True))
    looks = {"stroke": colour, "stroke-width": "1"} | ({"stroke-dasharray": dashes} if dashes else {})
    Xml.SubElement(drawing, "line", {**places, **looks})


def _text(drawing: Xml.Element, place: tuple[float, float], words: str, anchor: str = "start") -> None:
    at = {"x": f"{place[0]:.1f}", "y": f"{place[1]:.1f}", "text-anchor": anchor, "fill": _QUIET}
    Xml.SubElement(drawing, "text", {**at, **_LETTERS}).text = words


def _mark(drawing: Xml.Element, place: tuple[float, float], *, special: bool) -> None:
    across, down = place
    if special:
        corner = {"x": f"{across - 5:.1f}", "y": f"{down - 5:.1f}", "width": "10", "height": "10"}
        Xml.SubElement(drawing, "rect", {**corner, "fill": _INK})
    else:
        centre = {"cx": f"{across:.1f}", "cy": f"{down:.1f}", "r": "3.5"}
        Xml.SubElement(drawing, "circle", {**centre, "fill": _INK})
