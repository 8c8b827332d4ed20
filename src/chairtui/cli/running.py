"""The way in: a command line is carried out, or the program opens.

Somebody waits for the program, so what reads a command line is not imported where nothing stands on it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from functools import partial
from typing import Any

from chairtui.cli.exits import guarded
from chairtui.cli.starting import start

COMPLETING = "_CHAIRTUI_COMPLETE"
"""In the environment where a shell asks what a command line may go on with."""


def run(arguments: Sequence[str]) -> int:
    """Carry out a command line and return the exit code."""
    os.umask(0o077)
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")
    is_command = bool(arguments) or COMPLETING in os.environ
    return guarded(partial(_carry_out, list(arguments)) if is_command else start)


def _carry_out(arguments: list[str]) -> object:
    from chairtui.cli.main import chairtui

    return chairtui.main(arguments, prog_name="chairtui", standalone_mode=False)
