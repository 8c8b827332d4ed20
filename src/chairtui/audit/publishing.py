"""Figures for those who may not know whom they are about: small numbers are withheld, and what tells them.

A figure is withheld where one of its counts is from 1 to 5; nought is shown. So that nothing that is shown
gives it back, all that adds up to it goes with it: the whole split of a measure, and every reading beside it.
Of a split that stands alone single counts are withheld instead, where they can be (`suppressing`).

Source: Department for Education, Explore education statistics, children in need: counts of 1 to 5 are shown
as “c”, and a second where the first could be worked out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from chairtui.audit.counting import Audit, Crossed, Figure, Line
from chairtui.audit.suppressing import NotFinished, Partly, installed, partly_shown
from chairtui.standards.measure import Measure

SMALL = range(1, 6)
WITHHELD = "c"
_WHY = "“c” stands for a number from 1 to 5, or one from which such a number could be worked out."
_SINGLE = "Where single numbers cannot be withheld without giving one away, all parts of a split are."
_WHOLE = (
    "Where one part of a split is withheld, all its parts are: the library that withholds single numbers "
    "(pytauargus) is not installed."
)
_NOT_FINISHED = (
    "Where one part of a split is withheld, all its parts are: the library that withholds single numbers "
    "(pytauargus) broke off."
)
SPLITS_PUBLISHED = ("month", "team", "authority", "profile")
"""By which a summary may be split: never by a person."""


class Told(Struct, frozen=True, kw_only=True):
    """One figure of a summary or a report."""

    measure: Measure
    subject: str = ""
    part: str = ""
    figure: Figure | None
    """Nothing where it is withheld."""
    partly: Partly | None = None
    """What may be shown of one that is withheld."""
    beside: Figure | None = None
    """The same by other rules, where that was asked."""

    @property
    def shown(self) -> Figure | Partly | None:
        """What may be shown of it."""
        return self.figure or self.partly

    @property
    def words(self) -> str:
        """The figure as it is said; `c` where it is withheld."""
        return self.shown.words if self.shown else WITHHELD


class Summary(Struct, frozen=True, kw_only=True):
    """What may be told to a committee: no meeting, no person, no small number."""

    meetings: Figure | None
    """How many meetings, as met and of; nothing where they are few."""
    lines: tuple[Told, ...]
    in_time_and_minimum: Crossed | None
    why_withheld: str
    """What the sign for a withheld number stands for, and how numbers were withheld here."""


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
    whole_groups = _that_add_up(whole.lines)
    shown = [line for group in whole_groups if not _is_withheld(group) for line in group]
    told = {line.measure.id for line in shown if not line.subject}
    split_groups = _that_add_up(line for line in split.lines if not line.subject) if split else []
    try:
        partly, how = partly_shown(_alone(split_groups, told)), _SINGLE if installed() else _WHOLE
    except NotFinished:
        partly, how = {}, _NOT_FINISHED
    lines = [line for group in (*whole_groups, *split_groups) for line in _published(group, partly)]
    order = {code: number for number, code in enumerate(dict.fromkeys(one.measure.id for one in whole.lines))}
    lines.sort(key=lambda line: (order[line.measure.id], line.subject, line.part))
    together = whole.in_time_and_minimum
    few = whole.meetings in SMALL
    return Summary(
        meetings=None if few else Figure(whole.meetings, whole.meetings),
        lines=tuple(lines),
        in_time_and_minimum=None if _has_small(together) else together,
        why_withheld=f"{_WHY} {how}",
    )


def _that_add_up(lines: Iterable[Line]) -> list[list[Line]]:
    """Return lines that add up to each other: the readings of one sentence, or the subjects of a measure."""
    together: dict[tuple[str, bool], list[Line]] = {}
    for line in lines:
        of = line.measure.id if line.subject else line.measure.reading_of or line.measure.id
        together.setdefault((of, bool(line.subject)), []).append(line)
    return list(together.values())


def _is_withheld(group: Sequence[Line]) -> bool:
    return any(is_small(line.figure) for line in group)


def _alone(groups: Iterable[Sequence[Line]], told: Collection[str]) -> dict[str, dict[str, Figure]]:
    """Return by measure the splits of which single counts may be withheld.

    They stand alone, which no reading does, and their figure over all is `told`.
    """
    return {
        group[0].measure.id: {line.part: line.figure for line in group}
        for group in groups
        if _is_withheld(group) and not {line.measure.id for line in group} - set(told)
        if not any(line.measure.reading_of for line in group)
    }


def _published(group: Sequence[Line], partly: Mapping[str, Mapping[str, Partly]]) -> Iterator[Told]:
    """Yield lines that add up to each other: with one that is small all are withheld, but for `partly`."""
    withheld = _is_withheld(group)
    for line in group:
        singly = partly.get(line.measure.id, {}) if line.part and not line.subject else {}
        yield Told(
            measure=line.measure,
            subject=line.subject,
            part=line.part,
            figure=None if withheld else line.figure,
            partly=singly.get(line.part),
        )


def _has_small(together: Crossed) -> bool:
    return any(getattr(together, field) in SMALL for field in Crossed.__struct_fields__)
