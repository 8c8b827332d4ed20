"""What a measure may say: what it counts, when that is met, and how a file of measures is read.

A measure asks, over many meetings, what a rule asks of one: it is written in the rules' own language, over
the same facts, and judged by the figures of the profile that each meeting has.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from chairtui.standards.facts.fact import MEETING
from chairtui.standards.rule import Basis, Example, Mark


class _Strict(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    pass


class Measure(_Strict, frozen=True, kw_only=True):
    """One question that is counted over meetings: of so many, so many."""

    id: str
    """The code: M- and words in capitals."""
    title: str
    definition: str
    """What is counted, and what of it counts as met, in a sentence for whoever reads the figure."""
    source: str
    basis: Basis
    mark: Mark = Mark.READ
    part: Literal["attendance", "time", "information", "decision", "plan", "partners", "child"]
    """Under which heading it stands."""
    scope: str = MEETING
    of: str = "true"
    """What is counted at all."""
    met: str
    """What of it counts as met; what cannot be known counts as neither."""
    each: str = ""
    """The fact that tells subjects apart, so that each has a row: the agency, the unit of the police."""
    reading_of: str = ""
    """What several measures read differently, so that they are shown together and none is chosen."""
    higher_is_better: bool | None = True
    """Which way is better; nothing where neither is."""
    requirements: tuple[str, ...] = ()
    off: bool = False
    example: tuple[Example, ...] = ()


class MeasureFile(_Strict, frozen=True, kw_only=True):
    """One file of measures: the shipped one, or a partnership's own."""

    name: str
    title: str
    words: str = ""
    measure: tuple[Measure, ...] = ()
