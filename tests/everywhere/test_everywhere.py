"""The same meeting says the same everywhere, and what a person wrote down beside its document.

Meetings stand beside others, some in each database, so that workers can share them. Each goes from its
document into a database, with its history into a second, and handed over into a third. On each machine every
place that tells of it is read, and each fact is compared with the person's.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from tests.everywhere import (
    in_calendar,
    in_check,
    in_copies,
    in_list,
    in_notice,
    in_record,
    in_returns,
    in_screen,
    in_show,
)
from tests.everywhere.machine import NOW, Machine, command_of
from tests.everywhere.person import NAMES, Facts, Meeting
from tests.unseen import unseen

from chairtui.core.continuity import HANDED
from chairtui.live.clock import SystemClock
from chairtui.tui.app import ChairtuiApp

MEETINGS = {name: Meeting(name) for name in NAMES}
ROUTES = ("document", "history", "hand-over")
APART = 6
"""How many databases the meetings are spread over, on each route."""

Said = dict[str, Facts]
"""What each place says of one meeting."""


@pytest.fixture(
    scope="module", params=[NAMES[first::APART] for first in range(APART)], ids=lambda names: names[0]
)
def together(request: pytest.FixtureRequest) -> dict[str, Meeting]:
    """Meetings that stand in one database, by name."""
    return {name: MEETINGS[name] for name in request.param}


@pytest.fixture(scope="module")
def said(
    together: dict[str, Meeting], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, dict[str, Said]]]:
    """What every place says, by the route and the meeting."""
    folder = tmp_path_factory.mktemp("everywhere")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(SystemClock, "now", lambda _clock: NOW)
        unseen(patched)
        machines = {route: Machine(route, folder) for route in (*ROUTES, "laptop")}
        for meeting in together.values():
            _bring(meeting, machines)
        yield {route: _read(machines[route], together) for route in ROUTES}


def _bring(meeting: Meeting, machines: dict[str, Machine]) -> None:
    """Import a document, do what follows in it, and take it along each route."""
    desk, laptop = machines["document"], machines["laptop"]
    desk.run("import", str(meeting.file))
    if steps := meeting.written.get("then", []):
        laptop.takes_history(desk, meeting.id)
        for step in steps:
            here, there = (desk, laptop) if step["on"] == "desk" else (laptop, desk)
            _carry_out(step, meeting, here, there)
        desk.receives(laptop, meeting.id)
    machines["history"].takes_history(desk, meeting.id)
    machines["hand-over"].receives(desk, meeting.id)


def _carry_out(step: dict[str, Any], meeting: Meeting, here: Machine, there: Machine) -> None:
    """Do what a step of the expectations says, on the machine that it names."""
    match step["kind"]:
        case "backup":
            here.backs_up()
        case "restore":
            here.puts_back()
        case "receive":
            here.receives(there, meeting.id)
        case _:
            here.do(meeting.id, command_of(step))


def _read(machine: Machine, together: dict[str, Meeting]) -> dict[str, Said]:
    listed, files = machine.run("list"), machine.folder / "returns"
    files.mkdir()
    machine.run("returns", "ssd", "--to", str(files), codes=(0, 1))
    ssd = next(files.glob("ssd_s47_enquiry*")).read_text("utf-8")
    found: dict[str, Said] = {}
    for name, meeting in together.items():
        traced = machine.run("trace", meeting.id, "--json", codes=(0, 1))
        found[name] = {
            "show": in_show.facts(meeting, machine.run("show", meeting.id)),
            "check": in_check.facts(
                meeting,
                machine.run("check", meeting.id, codes=(0, 1)),
                machine.run("check", meeting.id, "--all", codes=(0, 1)),
            ),
            "list": in_list.facts(meeting, listed),
            "record": in_record.facts(meeting, machine.run("export", meeting.id, "--to", "md")),
            "calendar": in_calendar.facts(
                meeting, machine.run("export", meeting.id, "--to", "ics", codes=(0, 3))
            ),
            "returns": in_returns.facts(meeting, traced, ssd),
            "history": {"rows": _rows(machine, meeting)},
        }
    with machine.at_work() as place:
        for name, meeting in together.items():
            whole = in_copies.frame(place, meeting)
            found[name]["notice"] = in_notice.facts(meeting, in_copies.notice(whole))
            found[name] |= dict(in_copies.facts(meeting, whole))
        if machine.name == ROUTES[-1]:  # what came all the way; the others have the same rows
            for name, facts in asyncio.run(_screens(ChairtuiApp(place.desk), together)).items():
                found[name]["screen"] = facts
    return found


OF_THE_ROUTE = {kind.__name__ for kind in HANDED}
"""What the log says of the route itself, to whom it was handed over and from whom it came."""


def _rows(machine: Machine, meeting: Meeting) -> list[str]:
    document = json.loads(machine.run("export", meeting.id, "--to", "json"))
    return [row["hash"] for row in document["history"] if row["kind"] not in OF_THE_ROUTE]


async def _screens(app: ChairtuiApp, together: dict[str, Meeting]) -> dict[str, Facts]:
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        return {name: await in_screen.facts(meeting, app, pilot) for name, meeting in together.items()}


def _expected(meeting: Meeting, place: str) -> Facts:
    """Return what the person expects at one place."""
    facts = meeting.facts()
    facts["enquiries_told"] = facts["enquiries"]
    if meeting.written.get("ended") and place not in (
        "returns",
        "record",
    ):  # they say until when it was counted
        facts |= {"initiating": None, "last": None}
    child = place.removeprefix("record for ")
    facts["kind"] = meeting.written.get("type_of", {}).get(child, facts["kind"])
    return facts


def test_what_every_place_says_is_what_the_person_wrote(said: dict[str, dict[str, Said]]) -> None:
    wrong = []
    for route, name in product(ROUTES, said[ROUTES[0]]):
        for place, facts in said[route][name].items():
            expected = _expected(MEETINGS[name], place)
            wrong += [
                f"{name}, {route}, {place}: {fact} is {found!r}, and the person wrote {expected[fact]!r}"
                for fact, found in facts.items()
                if fact in expected and found != expected[fact]
            ]
    assert not wrong, "\n".join(["", *wrong])


def test_a_warning_has_the_same_words_everywhere(said: dict[str, dict[str, Said]]) -> None:
    for name, places in said[ROUTES[-1]].items():
        assert places["screen"]["words"] == places["show"]["words"], name


def test_every_copy_of_a_version_bears_the_same_mark(said: dict[str, dict[str, Said]]) -> None:
    for name, places in said["document"].items():
        marks = {facts["mark"] for facts in places.values() if "mark" in facts}
        version = MEETINGS[name].written["version"]
        assert len(marks) == (version != 1), (
            name,
            marks,
        )  # the first version is the only one with its number
        assert marks == {None} or version, (name, marks)


def test_every_route_ends_in_the_same(said: dict[str, dict[str, Said]]) -> None:
    for name in said[ROUTES[0]]:
        first, *others = ({**said[route][name], "screen": {}} for route in ROUTES)
        for other in others:
            assert {place for place in first if other[place] != first[place]} == set(), name


def test_every_place_says_something(said: dict[str, dict[str, Said]]) -> None:
    for place in ("show", "check", "list", "record", "calendar", "returns", "notice", "screen"):
        told = [one[place] for one in said[ROUTES[-1]].values()]
        assert any(any(facts.values()) for facts in told), place


def test_the_documents_are_what_they_are_called() -> None:
    assert len(MEETINGS) >= 20
    assert len({meeting.id for meeting in MEETINGS.values()}) == len(MEETINGS)
    for meeting in MEETINGS.values():
        assert meeting.written["why"]
        assert Path(meeting.file).read_text("utf-8").startswith("{")
