"""Carries out commands, each in a process of its own that need not import the program again.

It is started once, as `python -m tests.cli.commands_server`, with everything imported, and with the rules,
agencies and statements of the database as they are once the invented meetings were brought in and judged.
A line of JSON asks for a command: its arguments, environment and folder, and the files that stand for the
three streams. The process that carries it out is a copy of this one, with real streams and a real exit code.
"""

import gc
import importlib
import json
import os
import pkgutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import chairtui
from chairtui import wiring
from chairtui.cli.running import run

ALSO = ("icalendar", "jinja2", "pendulum", "rich.progress_bar", "xlsxwriter")
"""What commands import of others when they need it."""
STREAMS = (("stdin", os.O_RDONLY), ("stdout", os.O_WRONLY), ("stderr", os.O_WRONLY))


def prepare() -> None:
    """Do once what each command would do again."""
    for module in pkgutil.walk_packages(chairtui.__path__, "chairtui."):
        if not module.name.startswith(("chairtui.tui", "chairtui.__main__")):
            importlib.import_module(module.name)
    for name in ALSO:
        importlib.import_module(name)
    with tempfile.TemporaryDirectory() as folder, wiring.demonstration() as place:
        place.back_up(Path(folder) / "meetings.db")
    gc.collect()
    gc.freeze()


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
