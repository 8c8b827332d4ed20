"""A census year: from 1 April to 31 March, the reference date."""

from __future__ import annotations

import re
from datetime import date

from msgspec import Struct

from chairtui.core.change import Refused
from chairtui.records.returns.cin_elements import YEARS
from chairtui.records.returns.enquiry_rows import EnquiryRow


class CensusYear(Struct, frozen=True, kw_only=True):
    """One year of the children in need census."""

    name: str
    """As people write it: 2025-26; empty for a period that is no census year."""
    starts_on: date
    ends_on: date
    """The reference date."""

    def covers(self, day: date) -> bool:
        """Say whether a day falls in the year."""
        return self.starts_on <= day <= self.ends_on

    def held(self, row: EnquiryRow) -> date | None:
        """Return the day of the conference, if it had been held by the reference date."""
        on = row.conference_on
        return on if on and on <= self.ends_on else None

    def takes(self, row: EnquiryRow) -> bool:
        """Say whether an enquiry belongs into this year's return: begun, under way or concluded in it."""
        if row.started_on is None:
            return any(self.covers(one.day) for one in row.discussions)
        if row.started_on > self.ends_on:
            return False
        held = self.held(row)
        return row.started_on >= self.starts_on or bool(held and held >= self.starts_on) or self._goes_on(row)

    def _goes_on(self, row: EnquiryRow) -> bool:
        """Say whether an enquiry that began before the year was still open when the year began."""
        return row.conference_on is None and not row.not_required and row.open_on(self.starts_on)


def census_year(words: str) -> CensusYear:
    """Return the census year that is meant: ``2025-26``.

    Raises:
        Refused: it is no year that can be written.
    """
    written = re.fullmatch(r"(\d{4})[-/](?:\d{2})?(\d{2})", words.strip())
    name = f"{written[1]}-{written[2]}" if written else ""
    if name not in YEARS:
        raise Refused(f"“{words}” is no census year known here: {', '.join(YEARS)}.")
    first = int(name[:4])
    return CensusYear(name=name, starts_on=date(first, 4, 1), ends_on=date(first + 1, 3, 31))


def until(day: date) -> CensusYear:
    """Return the period that ends on a day and takes in everything before."""
    return CensusYear(name="", starts_on=date.min, ends_on=day)


def year_of(day: date) -> str:
    """Return the name of the census year in which a day falls."""
    first = day.year if day.month >= 4 else day.year - 1
    return f"{first}-{(first + 1) % 100:02}"
