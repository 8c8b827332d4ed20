"""Carries out commands, each in a process of its own that need not import the program again.

It is started once, as `python -m tests.cli.commands_server`, with everything imported and the rules compiled.
A line of JSON asks for a command: its arguments, environment and folder, and the files that stand for the
three streams. The process that carries it out is a copy of this one, with real streams and a real exit code.
"""

import importlib
import json
import os
import sys
from datetime import UTC, datetime
from typing import Any

from chairtui.cli.main import COMMANDS, run
from chairtui.core.meeting import Meeting
from chairtui.directory.agencies import Agencies
from chairtui.standards.judge import ProfileJudge

ALSO = (
    "wiring",
    "live.live_meeting",
    "live.readiness",
    "records.delivery.exporting",
    "records.interchange.importing",
    "store.event_log",
)
"""What most commands import when they need it."""
STREAMS = (("stdin", os.O_RDONLY), ("stdout", os.O_WRONLY), ("stderr", os.O_WRONLY))


def prepare() -> None:
    """Do once what each command would do again."""
    for place in COMMANDS.values():
        importlib.import_module(f"chairtui.cli.{place.partition(':')[0]}")
    for name in ALSO:
        importlib.import_module(f"chairtui.{name}")
    ProfileJudge(Agencies.load())(Meeting(), datetime.now(UTC))


def carry_out(asked: dict[str, Any]) -> int:
    """Be a new process: take its place, its environment and its streams, and return its exit code."""
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["env"])
    for number, (name, flags) in enumerate(STREAMS):
        os.dup2(os.open(asked[name], flags), number)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
    sys.argv = ["chairtui", *asked["arguments"]]
    return run(asked["arguments"])


def main() -> None:
    """Serve until nobody asks any more."""
    prepare()
    for line in sys.stdin.buffer:
        child = os.fork()
        if not child:
            code = 1
            try:
                code = carry_out(json.loads(line))
                sys.stdout.flush()
            except BaseException:
                sys.excepthook(*sys.exc_info())
            finally:
                sys.stderr.flush()
                os._exit(code)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
