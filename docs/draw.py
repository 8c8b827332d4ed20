"""Makes the README's pictures from the program itself: python -m docs.draw, in the project's folder.

Three that stand still (home, the register with its warnings, the decision) and one that moves: health leaves,
a warning rises; they are back, and it clears. Who asked for less motion sees the last of it.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path

from tests.snapshots.midway import MEETING, demonstration
from tests.tui.desk import StillClock
from textual.pilot import Pilot

from chairtui.core.attendance import RecordPresence
from chairtui.core.change import Command
from chairtui.core.decision import Decision, Position, Rationale, RecordDecision, TakePosition
from chairtui.core.vocabulary import Mode, Outcome, Step, View
from chairtui.live.desk import Desk
from chairtui.tui.app import ChairtuiApp

FOLDER = Path(__file__).with_name("pictures")
SIZE = (120, 36)
SMALL = (80, 24)
"""Of the one that moves."""
SECONDS = 4
"""How long each frame of it stays."""
FONTS = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace"

JOINED = (RecordPresence(attendee_id="whitlock", mode=Mode.VIDEO),)
LEFT = (RecordPresence(attendee_id="whitlock", mode=None),)
DECIDED: tuple[Command, ...] = (
    RecordDecision(
        decision=Decision(
            id="decision",
            children=("kian",),
            outcome=Outcome.INITIATE,
            facts=("shared-0", "shared-2"),
            rationale=Rationale(
                risks="He is being made to work off a debt, and cannot be found.",
                evidence="His call on Sunday; the stops in Penge; what he packed.",
                threshold="Reasonable cause to suspect that he is suffering significant harm.",
                alternatives="An assessment alone: he is missing now.",
                unknown="Where he slept; who holds the debt.",
            ),
        )
    ),
    TakePosition(position=Position(id="agrees", attendee_id="renwick", view=View.AGREE)),
)


def pictures() -> dict[str, str]:
    """Return each picture by the name of its file."""
    with demonstration() as (desk, clock):
        return asyncio.run(_drawn(desk, clock))


async def _drawn(desk: Desk, clock: StillClock) -> dict[str, str]:
    still: dict[str, str] = {}
    app = ChairtuiApp(desk)
    async with app.run_test(size=SIZE) as pilot:
        still["home.svg"] = await _at_rest(pilot)
        app.open_meeting(MEETING)
        app.go(Step.WHO)
        still["register.svg"] = await _at_rest(pilot)
    moving = await _moving(desk, clock)
    clock.pass_(60)
    desk.open(MEETING).do(*DECIDED)
    app = ChairtuiApp(desk)
    async with app.run_test(size=SIZE) as pilot:
        app.open_meeting(MEETING)
        app.go(Step.DECIDE)
        still["decision.svg"] = await _at_rest(pilot)
    return {**still, "warning.svg": moving}


async def _moving(desk: Desk, clock: StillClock) -> str:
    frames = []
    for commands in (JOINED, LEFT, JOINED):
        clock.pass_(60)
        desk.open(MEETING).do(*commands)
        app = ChairtuiApp(desk)
        async with app.run_test(size=SMALL) as pilot:
            app.open_meeting(MEETING)
            app.go(Step.WHO)
            frames.append(await _at_rest(pilot))
    return "".join(_film(frames))


async def _at_rest(pilot: Pilot[None]) -> str:
    """Return what the screen shows once it does not change any more, with the reader's own fonts."""
    await pilot.app.workers.wait_for_complete()
    before = ""
    while before != (now := pilot.app.export_screenshot(title="chairtui", simplify=True)):
        before = now
        await pilot.pause(0.1)
    now = re.sub(r"\s*@font-face \{.*?\}", "", now, flags=re.DOTALL)
    return re.sub(r"[ \t]+$", "", now.replace("Fira Code, monospace", FONTS), flags=re.MULTILINE)


def _film(frames: list[str]) -> Iterator[str]:
    """Yield one picture in which whole pictures of one size follow each other."""
    box = re.search(r'viewBox="[^"]*"', frames[0])
    assert box
    whole, share = SECONDS * len(frames), 100 / len(frames)
    yield f'<svg {box[0]} xmlns="http://www.w3.org/2000/svg">\n<style>\n'
    yield f".frame {{ visibility: hidden; animation: turn {whole}s step-end infinite; }}\n"
    yield f"@keyframes turn {{ 0% {{ visibility: visible; }} {share:.3f}% {{ visibility: hidden; }} }}\n"
    for place in range(len(frames)):
        yield f".frame-{place} {{ animation-delay: {place * SECONDS}s; }}\n"
    yield "@media (prefers-reduced-motion) {\n"
    yield ".frame { animation: none; } .frame:last-child { visibility: visible; }\n}\n"
    yield "</style>\n"
    for place, frame in enumerate(frames):
        yield f'<g class="frame frame-{place}">\n{frame}\n</g>\n'
    yield "</svg>\n"


def main() -> None:
    """Write the pictures."""
    FOLDER.mkdir(exist_ok=True)
    for name, picture in pictures().items():
        (FOLDER / name).write_text(picture, "utf-8")


if __name__ == "__main__":
    main()
