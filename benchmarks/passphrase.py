"""Hands a meeting over and receives it again and again with a passphrase, while every helper starts late.

Prints how often it ended well, by the commands and in the program; the exit status is 1 if any did not.
`--times` and `--way` change what is done.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.handover.slowly import PIPE, long_meeting, slow_start
from tests.handover.test_program import WORDS, filled, place
from tests.tui.desk import MEETING, on_step, sees

from chairtui.core.vocabulary import Step
from chairtui.demonstration import documents
from chairtui.live.clock import SystemClock
from chairtui.tui.app import ChairtuiApp
from chairtui.tui.sitting.sitting import Sitting

HANGS = 120
"""Seconds after which a command that has not ended counts as one that hangs."""


def by_commands(folder: Path) -> None:
    """Hand over by one command and receive by another."""
    words, document, locked = folder / "words", folder / "nine.json", folder / "nine.age"
    words.write_text(WORDS, encoding="utf-8")
    document.write_bytes(dict(documents(SystemClock().now()))["9-exemplary"])
    places = {name: str(folder) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}

    def chairtui(*arguments: str) -> None:
        command = [sys.executable, "-m", "chairtui", *arguments]
        env = {**os.environ, **places}
        subprocess.run(command, env=env, check=True, capture_output=True, timeout=HANGS)

    by = ("--passphrase-file", str(words))
    chairtui("import", str(document))
    chairtui("hand-over", "DEMO-9", "--to", str(locked), *by)
    assert locked.stat().st_size > PIPE
    chairtui("receive", str(locked), *by, "--db", str(folder / "there.db"))


async def _in_program(folder: Path) -> None:
    here, there = place(folder, "here"), place(folder, "there")
    long_meeting(here)
    file = folder / "out.age"
    async with on_step(Sitting(here, MEETING), Step.WHO) as pilot:
        await pilot.press("ctrl+o")
        await pilot.pause()
        await filled(pilot, file=str(file), passphrase=WORDS, again=WORDS)
        await sees(pilot, "Handed over", HANGS)
    assert file.stat().st_size > PIPE
    async with ChairtuiApp(there).run_test(size=(120, 36), notifications=True) as pilot:
        await pilot.press("r")
        await pilot.pause()
        await filled(pilot, file=str(file), passphrase=WORDS)
        await sees(pilot, "0 were here already.", HANGS)


def in_program(folder: Path) -> None:
    """Hand over and receive by keyboard."""
    asyncio.run(_in_program(folder))


WAYS: dict[str, Callable[[Path], None]] = {"commands": by_commands, "program": in_program}


def repeat(way: str, times: int) -> int:
    """Do it so often; print what came of it and return how often it failed."""
    began, failed = time.monotonic(), 0
    for number in range(1, times + 1):
        with tempfile.TemporaryDirectory() as name:
            try:
                WAYS[way](Path(name))
            except BaseException as trouble:
                if isinstance(trouble, KeyboardInterrupt):
                    raise
                failed += 1
                print(f"{way}, {number}: {type(trouble).__name__}", flush=True)
    spent = time.monotonic() - began
    print(f"{way}: handed over and received {times} times, {failed} failed; {spent:.0f} s", flush=True)
    return failed


def main() -> int:
    """Run and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--times", type=int, default=200)
    arguments.add_argument("--way", choices=WAYS, action="append")
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        os.environ |= slow_start(Path(name) / "late")
        return int(sum(repeat(way, asked.times) for way in asked.way or WAYS) > 0)


if __name__ == "__main__":
    sys.exit(main())
