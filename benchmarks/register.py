"""Offering people while a name is typed: 2,000 contacts and 2,000 people of earlier meetings, key by key."""

from __future__ import annotations

import time

from chairtui.core.vocabulary import Sector
from chairtui.directory.agencies import Agencies, Agency, Contact
from chairtui.directory.finding import found_in
from chairtui.tui.widgets.choices import Option
from chairtui.tui.widgets.suggest import Suggestions
from timing import machine, tell

FRAME = 16.0
AGENCIES, CONTACTS = 200, 10
FIRST = ("Asha", "Ben", "Chloe", "Dan", "Eilidh", "Farah", "George", "Hana", "Ivo", "Jo")
LAST = ("Mir", "Rao", "Lee", "Okafor", "Smith", "Novak", "Adeyemi", "Jones", "Khan", "Price")
ROUNDS = 20


def register() -> Agencies:
    """Return a register of 2,000 contacts."""
    return Agencies.load().changed(
        Agency(
            key=f"agency-{number}",
            name=f"Service {number}",
            sector=Sector.OTHER,
            contacts=tuple(
                Contact(name=f"{FIRST[place]} {LAST[number % 10]} {number}", job="duty worker", phone="1")
                for place in range(CONTACTS)
            ),
        )
        for number in range(AGENCIES)
    )


def main() -> None:
    """Measure and print."""
    print(f"register · {machine()}")
    agencies = register()
    people = [
        Option(one.name, one.name, f"{one.job} · {agency.name}")
        for agency in agencies.all()
        for one in agency.contacts
    ]
    known = Suggestions(people * 2)
    offered, filtered = [], []
    for _ in range(ROUNDS):
        for typed in ("a", "as", "ash", "asha", "asha m", "asha mir 1", "x"):
            began = time.perf_counter()
            known.of(typed)
            offered.append((time.perf_counter() - began) * 1000)
            began = time.perf_counter()
            found_in(agencies.all(), typed)
            filtered.append((time.perf_counter() - began) * 1000)
    tell(f"a key in a name, {len(people) * 2:,} people", offered, FRAME)
    tell(f"a key in the filter of the register, {len(people):,} contacts", filtered, FRAME)


if __name__ == "__main__":
    main()
