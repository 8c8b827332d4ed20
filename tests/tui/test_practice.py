"""The guided practice: whoever does what the instructions say, and nothing else, comes to its end."""

from __future__ import annotations

import re
import string

import pytest
from tests.tui.lines import Quiet, Script
from textual.pilot import Pilot

from chairtui import wiring
from chairtui.live.desk import Desk
from chairtui.tui.app import ChairtuiApp
from chairtui.tui.keys import ACTS, BY_ID
from chairtui.tui.plain.app import SIZE
from chairtui.tui.plain.conversation import hold
from chairtui.tui.plain.words import words_of
from chairtui.tui.rows.practice import INSTRUCTIONS, OVER, instruction
from chairtui.tui.widgets.guide import Guide

FOLLOWED: tuple[tuple[tuple[str, ...], ...], ...] = (
    (("start",),),
    (("step 1",), ("arrives amara",)),
    (("arrives renwick",),),
    (("warnings",), ("open w1", "contacted", "Rang MASH health: the nurse dials in.", "/save")),
    (("how joan", "phone"),),
    (("step 2",), ("open safe", "no", "Police are at his mother's street.", "/save")),
    (("read aloud", "yes"),),
    (
        (
            "shares",
            "amara",
            "He said that he owes money.",
            "",
            "risk",
            "He may go to them.",
            "",
            "",
            "",
            "/save",
        ),
    ),
    (("step 4",), ("open working", "He is used to carry drugs.", "", "/save")),
    (
        ("step 5",),
        (
            "decides",
            "The police search now.",
            "/save",
            "initiate",
            "",
            "Serious harm.",
            "",
            "He owes.",
            "/save",
        ),
    ),
    (("agrees amara",),),
    (("action", "Find Kian", "", "Paul Renwick", "tomorrow 18:00", "", "yes", "He is in danger.", "/save"),),
)
"""What is typed for each instruction, command by command with its answers."""


def acts_named(words: str) -> list[str]:
    return [name for _, name, _, _ in string.Formatter().parse(words) if name]


async def follow(desk: Desk, *lines: str) -> tuple[list[str], Quiet]:
    script = Script(*lines)
    app = Quiet(desk, script, guided=True)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await hold(app.talk)
    assert not script.lines, script.lines
    return script.said, app


def places(said: list[str]) -> list[int]:
    """Return which instructions were said, each once for as long as it stood."""
    found = [int(match[1]) for line in said if (match := re.match(r"Practice, (\d+) of", line))]
    return [place for at, place in enumerate(found) if not at or found[at - 1] != place]


def test_every_instruction_is_followed_by_the_acts_that_it_names() -> None:
    assert len(FOLLOWED) == len(INSTRUCTIONS)
    for said, commands in zip(INSTRUCTIONS, FOLLOWED, strict=True):
        words = {word for act in acts_named(said.words) for word in words_of(BY_ID[act])} | {"open"}
        for command in commands:
            assert any(f"{command[0]} ".startswith(f"{word} ") for word in words), (command[0], said.words)


def test_the_instructions_name_acts_that_there_are() -> None:
    for said in (*(one.words for one in INSTRUCTIONS), OVER):
        assert acts_named(said)
        assert {*acts_named(said)} <= {act.id for act in ACTS}


async def test_whoever_follows_the_instructions_alone_holds_a_meeting_to_its_plan() -> None:
    typed = [line for commands in FOLLOWED for command in commands for line in command]
    with wiring.demonstration() as workplace:
        said, app = await follow(workplace.desk, "open DEMO-1", *typed)
    assert places(said) == list(range(1, len(INSTRUCTIONS) + 1))
    assert any(line.startswith("Practice: done") for line in said)
    assert any(line.startswith("Practice: Open the meeting DEMO-1") for line in said)
    assert app.guided


async def test_what_is_taken_back_is_asked_again_and_what_is_done_already_is_passed_over() -> None:
    with wiring.demonstration() as workplace:
        said, _ = await follow(
            workplace.desk,
            "open DEMO-1",
            "start",
            "arrives amara",
            "undo",
            "arrives renwick",
            "arrives amara",
        )
    assert places(said) == [1, 2, 3, 2, 4]


async def test_another_meeting_says_where_the_practice_is_and_it_can_be_left_at_any_moment() -> None:
    with wiring.demonstration() as workplace:
        said, app = await follow(workplace.desk, "open DEMO-6", "back", "open DEMO-1", "end practice", "list")
    assert any(line.startswith("Practice: The practice is in DEMO-1") for line in said)
    over = said.index("The practice is over; the invented meetings stay open.")
    assert not any(line.startswith("Practice") for line in said[over:])
    assert not app.guided


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (120, 36)])
async def test_the_instruction_stands_whole_above_the_keys(size: tuple[int, int]) -> None:
    with wiring.demonstration() as workplace:
        app = ChairtuiApp(workplace.desk, guided=True)
        async with app.run_test(size=size) as pilot:
            await _settled(pilot)
            guide = app.screen.query_one(Guide)
            assert guide.display
            assert "Open the meeting DEMO-1" in guide.words.plain
            for said in INSTRUCTIONS:
                guide.tell(f"Practice, 10 of 12: {said.words.format_map(KEYS)}   q: no more of this")
                assert guide.words.get_height({}, size[0] - 2) <= 4, said.words


async def test_q_ends_the_practice_on_the_screen() -> None:
    with wiring.demonstration() as workplace:
        app = ChairtuiApp(workplace.desk, guided=True)
        async with app.run_test() as pilot:
            await _settled(pilot)
            await pilot.press("q")
            await _settled(pilot)
            assert not app.screen.query_one(Guide).display
            assert app.check_action("end_practice", ()) is False


async def _settled(pilot: Pilot[None]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


KEYS = {act.id: act.shown_key for act in ACTS}


async def test_without_practice_there_is_no_instruction_and_q_does_nothing() -> None:
    with wiring.demonstration() as workplace:
        app = ChairtuiApp(workplace.desk)
        async with app.run_test() as pilot:
            await _settled(pilot)
            assert not app.screen.query(Guide)
            assert app.check_action("end_practice", ()) is False


def test_before_a_meeting_is_open_it_is_said_which() -> None:
    assert "DEMO-1" in instruction(None)
