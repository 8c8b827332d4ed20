"""Writes the table of England's bank holidays that the program carries: `python tests/core/THIS_FILE`.

The library that knows them is only needed here: it is large, and slow to load.
"""

from pathlib import Path

import holidays

import chairtui.core.calendar.bank_holidays as carried

YEARS = range(2000, 2101)
"""The last year is the last that the library knows."""


def table() -> dict[int, str]:
    """Return for each year its bank holidays from Monday to Friday, as month and day.

    One that falls on a weekend is kept on the working day that stands in for it, as GOV.UK lists them.
    """
    known = holidays.country_holidays("GB", subdiv="ENG", years=YEARS)
    return {
        year: " ".join(f"{day:%m%d}" for day in sorted(known) if day.year == year and day.weekday() < 5)
        for year in YEARS
    }


def main() -> None:
    """Put the table into the module."""
    path = Path(carried.__file__)
    head, mark, _ = path.read_text(encoding="utf-8").partition("TABLE = {\n")
    lines = "".join(f'    {year}: "{days}",\n' for year, days in table().items())
    path.write_text(f"{head}{mark}{lines}}}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
