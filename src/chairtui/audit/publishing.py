"""Figures for those who may not know whom they are about: small numbers are withheld, and what tells them.

A figure is withheld where one of its counts is from 1 to 5; nought is shown. So that nothing that is shown
gives it back, all that adds up to it goes with it: the whole split of a measure, and every reading beside it.
Of a split that stands alone single counts are withheld instead, where they can be (`suppressing`).

Source: Department for Education, Explore education statistics, children in need: counts of 1 to 5 are shown
as “c”, and a second where the first could be worked out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from msgspec import Struct

from chairtui.audit.counting import Audit, Crossed, Figure, Line
from chairtui.audit.suppressing import Partly, installed, partly_shown
from chairtui.standards.measure import Measure

SMALL = range(1, 6)
WITHHELD = "c"
_WHY = "“c” stands for a number from 1 to 5, or one from which such a number could be worked out."
_SINGLE = "Where single numbers cannot be withheld without giving one away, all parts of a split are."
_WHOLE = (
    "Where one part of a split is withheld, all its parts are: the library that withholds single numbers "
    "(pytauargus) is not installed."
)
SPLITS_PUBLISHED = ("month", "team", "authority", "profile")
"""By which a summary may be split: never by a person."""


class Published(Struct, frozen=True, kw_only=True):
    """One line of a summary."""

    measure: Measure
    subject: str = ""
    part: str = ""
    figure: Figure | None
    """Nothing where it is withheld."""
    partly: Partly | None = None
    """What may be shown of one that is withheld."""

    @property
    def words(self) -> str:
        """The figure as it is shown."""
        shown = self.figure or self.partly
        return shown.words if shown else WITHHELD


class Summary(Struct, frozen=True, kw_only=True):
    """What may be told to a committee: no meeting, no person, no small number."""

    meetings: Figure | None
    """How many meetings, as met and of; nothing where they are few."""
    lines: tuple[Published, ...]
    in_time_and_minimum: Crossed | None


def why_withheld() -> str:
    """Return what the sign for a withheld number stands for, and how numbers are withheld here."""
    return f"{_WHY} {_SINGLE if installed() else _WHOLE}"


def is_small(figure: Figure) -> bool:
    """Say whether one of the counts of a figure is small."""
    return any(count in SMALL for count in (figure.met, figure.unmet, figure.unknown))


def summary(whole: Audit, split: Audit | None = None) -> Summary:
    """Return what may be told of meetings: each measure over all of them, its subjects, and its parts.

    `split` is the audit of the same meetings in parts.

    Raises:
        ValueError: it is split by a person.
    """
    if split and split.by not in SPLITS_PUBLISHED:
        raise ValueError(f"a summary is never split by {split.by}")
    parts = [line for line in split.lines if not line.subject] if split else []
    lines = _published(_that_add_up(whole.lines))
    told = {line.measure.id for line in lines if not line.subject and line.figure}
    lines += _published(_that_add_up(parts), told)
    order = {code: number for number, code in enumerate(dict.fromkeys(one.measure.id for one in whole.lines))}
    lines.sort(key=lambda line: (order[line.measure.id], line.subject, line.part))
    together = whole.in_time_and_minimum
    few = whole.meetings in SMALL
    return Summary(
        meetings=None if few else Figure(whole.meetings, whole.meetings),
        lines=tuple(lines),
        in_time_and_minimum=None if _has_small(together) else together,
    )


def _that_add_up(lines: Iterable[Line]) -> list[list[Line]]:
    """Return lines that add up to each other: the readings of one sentence, or the subjects of a measure."""
    together: dict[tuple[str, bool], list[Line]] = {}
    for line in lines:
        of = line.measure.id if line.subject else line.measure.reading_of or line.measure.id
        together.setdefault((of, bool(line.subject)), []).append(line)
    return list(together.values())


def _published(groups: Iterable[Sequence[Line]], told: Collection[str] = ()) -> list[Published]:
    """Return lines that add up to each other: with one that is small all of them are withheld.

    Of the parts of a measure whose figure over all is `told`, single counts may be withheld instead.
    """
    shown = []
    for group in groups:
        withheld = any(is_small(line.figure) for line in group)
        partly = _partly(group, told) if withheld else {}
        shown += [
            Published(
                measure=line.measure,
                subject=line.subject,
                part=line.part,
                figure=None if withheld else line.figure,
                partly=partly.get(line.part),
            )
            for line in group
        ]
    return shown


def _partly(group: Sequence[Line], told: Collection[str]) -> dict[str, Partly]:
    """Return what may be shown of the parts of a measure that stands alone; of readings nothing is."""
    if {line.measure.id for line in group} - set(told) or any(line.measure.reading_of for line in group):
        return {}
    return partly_shown({line.part: line.figure for line in group}) or {}


def _has_small(together: Crossed) -> bool:
    return any(getattr(together, field) in SMALL for field in Crossed.__struct_fields__)
