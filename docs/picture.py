"""Makes the README's picture from the program itself: python -m docs.picture, in the project's folder."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

from tests.snapshots.midway import MEETING, demonstration

from chairtui.core.vocabulary import Step
from chairtui.live.desk import Desk
from chairtui.tui.app import ChairtuiApp

PICTURE = Path(__file__).with_name("meeting.svg")
SIZE = (120, 36)
FONTS = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace"


async def picture(desk: Desk) -> str:
    """Return the meeting at the step of the round, as Textual draws it."""
    app = ChairtuiApp(desk)
    async with app.run_test(size=SIZE) as pilot:
        app.open_meeting(MEETING)
        app.go(Step.KNOW)
        before = ""
        while before != (now := app.export_screenshot(title="chairtui", simplify=True)):
            before = now
            await pilot.pause(0.1)
        return now


def without_network(svg: str) -> str:
    """Return the picture with the reader's own fonts: nothing is fetched when it is looked at."""
    svg = re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    return svg.replace("Fira Code, monospace", FONTS)


def main() -> None:
    """Write the picture."""
    with demonstration() as (desk, _clock):
        PICTURE.write_text(without_network(asyncio.run(picture(desk))), "utf-8")


if __name__ == "__main__":
    main()
