"""A text parted into lines of cells, whatever stands between them."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from msgspec import Struct

SIGNS = "\t;|,"
"""What stands between cells; of those that part a text equally well, the first."""
LONGEST = 50
"""Lines of a text that one line of a table may take, by line breaks in its cells."""

_SAYS = re.compile(r'"?sep=(.|\\t)"?[;,\t]*\s*', re.IGNORECASE)
_LOOKED_AT = 60


class Parted(Struct, frozen=True):
    """One line of a table as it stands in a text."""

    cells: list[str]
    literal: bool = False
    """Whether a quotation mark in it is not closed, so that quotation marks were read as they stand."""


class Parting:
    """How a text is parted into cells."""

    def __init__(self, words: str) -> None:
        """Find out what stands between the cells of a text: a first line ``sep=;`` says so."""
        self._lines = io.StringIO(words, newline="").readlines()
        said = _SAYS.fullmatch(self._lines[0]) if self._lines else None
        self.above = 1 if said else 0
        """Lines at the beginning that are none of the table."""
        self._lines = self._lines[self.above :]
        self.sign = said[1].replace("\\t", "\t") if said else self._likely()
        self.joint = f"{self.sign} " if self._spaced(self.sign) else self.sign
        """What was between two cells that belong together."""

    def records(self) -> Iterator[Parted]:
        """Yield the lines of the table.

        Raises:
            csv.Error: a cell is longer than any is.
        """
        return _records(self._lines, self.sign, spaced=self._spaced(self.sign))

    def _spaced(self, sign: str) -> bool:
        return sign != "\t" and any(f'{sign} "' in line for line in self._lines[:_LOOKED_AT])

    def _likely(self) -> str:
        """Return the sign by which most lines have the same number of cells."""
        return max(SIGNS, key=self._agreeing)

    def _agreeing(self, sign: str) -> tuple[int, int]:
        start = self._lines[: 2 * _LOOKED_AT]
        try:
            counts = [
                len(record.cells)
                for record in islice(_records(start, sign, spaced=self._spaced(sign)), _LOOKED_AT)
                if len(record.cells) > 1
            ]
        except csv.Error:
            return 0, 0
        return Counter(counts).most_common(1)[0][::-1] if counts else (0, 0)


def _records(lines: Sequence[str], sign: str, *, spaced: bool) -> Iterator[Parted]:
    """Yield lines of cells; a line whose quotation marks do not close takes no other line with it."""
    at = 0
    while at < len(lines):
        window = lines[at : at + 2 * LONGEST]
        reader = csv.reader(window, delimiter=sign, strict=True, skipinitialspace=spaced)
        begun, done = at, 0
        try:
            for cells in reader:
                yield Parted(cells)
                done = reader.line_num
                if done >= LONGEST:
                    break
            at = begun + done
        except csv.Error:
            at = begun + done
            plain = csv.reader([lines[at]], delimiter=sign, quoting=csv.QUOTE_NONE)
            yield Parted(next(plain), literal=True)
            at += 1
