"""A key in a name: 2,000 contacts that are offered for it, looked through and drawn."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from chairtui.core.vocabulary import Sector
from chairtui.directory.agencies import Agencies, Agency, Contact
from chairtui.directory.finding import found_in
from chairtui.tui.widgets.options import Option
from chairtui.tui.widgets.suggest import Suggestions
from keystroke import BARE
from ours import SAME_CLOCK, compile_all, open_full, seed
from timing import compare, machine, tell
from watched import Answer, Watched

FRAME = 1000 / 60
AGENCIES, CONTACTS = 200, 10
FIRST = ("Asha", "Ben", "Chloe", "Dan", "Eilidh", "Farah", "George", "Hana", "Ivo", "Jo")
LAST = ("Mir", "Rao", "Lee", "Okafor", "Smith", "Novak", "Adeyemi", "Jones", "Khan", "Price")
ROUNDS = 20
TYPED = ("ash", "ben", "chl", "dan", "eil", "far", "geo", "han", "ivo", "jo ")
"""What is typed, each into an empty field: every key changes who is offered."""


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


def as_toml(agencies: Agencies) -> str:
    """Return the agencies that were added as the file beside the database."""
    lines: list[str] = []
    for one in agencies.all():
        if one.key.startswith("agency-"):
            lines += [f"[{one.key}]", f'name = "{one.name}"', f'sector = "{one.sector.value}"']
            for person in one.contacts:
                lines += [f"[[{one.key}.contacts]]", f'name = "{person.name}"', f'job = "{person.job}"']
    return "\n".join(lines)


def looked_up(agencies: Agencies) -> None:
    """Measure looking through them, twice as many for a name: with 2,000 people of earlier meetings."""
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
    tell(f"looking through {len(people) * 2:,} people at a key in a name", offered, FRAME)
    tell(f"looking through {len(people):,} contacts at a key in the filter of the register", filtered, FRAME)


def typed_into(program: Watched, word: str) -> list[Answer]:
    """Type a word into the empty field, key by key, and empty it again."""
    found = [program.answer(key) for key in word]
    program.send("\x15")
    program.settle(0.1)
    return found


def drawn(agencies: Agencies, folder: Path) -> None:
    """Measure from a key in the name of somebody new to the last byte of who is offered, in a terminal."""
    ours = seed(folder)
    (folder / "agencies.toml").write_text(as_toml(agencies), "utf-8")
    with Watched(ours) as mine, Watched(BARE, env=SAME_CLOCK) as bare:
        open_full(mine)
        mine.press("n", "tab")
        bare.wait_for("second_hand")
        bare.settle()
        for _ in range(3):
            bare.send("tab")
            bare.settle()
        typed_into(mine, "x")
        mine.press(*"ash")
        mine.wait_for("Asha", timeout=2)
        mine.press("\x15")
        answers, theirs = [], []
        for word in TYPED:
            answers += typed_into(mine, word)
            theirs += typed_into(bare, word)
    busy = [one.busy for one in answers], [one.busy for one in theirs]
    compare("a key in a name, against a bare Input: processor time until who is offered is drawn", *busy)
    compare("the same by the clock", [one.settled for one in answers], [one.settled for one in theirs])
    tell("the same within one frame: processor time", [one.busy for one in answers], FRAME)
    tell("the same within one frame: first byte", [one.first for one in answers], FRAME)
    tell("the same within one frame: all of it", [one.settled for one in answers], FRAME)


def main() -> None:
    """Measure and print."""
    print(f"register · {machine()}")
    compile_all()
    agencies = register()
    looked_up(agencies)
    with tempfile.TemporaryDirectory() as folder:
        drawn(agencies, Path(folder))


if __name__ == "__main__":
    main()
