"""The incident file: what went wrong, without a word of anyone's data."""

import os
import platform
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from traceback import walk_tb

MAX_FRAMES = 60
"""Frames kept of each exception: the innermost ones."""


def chain(error: BaseException) -> Iterator[BaseException]:
    """Yield an exception, what is inside it, and what caused it, each once."""
    waiting, seen = [error], set[int]()
    while waiting:
        inside = waiting.pop(0)
        if id(inside) in seen:
            continue
        seen.add(id(inside))
        yield inside
        if isinstance(inside, BaseExceptionGroup):
            waiting.extend(inside.exceptions)
        waiting.extend(cause for cause in (inside.__cause__, inside.__context__) if cause is not None)


def describe(error: BaseException) -> Iterator[str]:
    """Yield lines on one exception: its type and its frames, never its message, for that may hold a name."""
    kind = type(error)
    yield f"{kind.__module__}.{kind.__qualname__}"
    frames = [
        f"  {frame.f_globals.get('__name__', '?')}:{line}:{frame.f_code.co_name}"
        for frame, line in walk_tb(error.__traceback__)
    ]
    yield from frames[-MAX_FRAMES:]


def report(error: BaseException, at: datetime, version: str) -> str:
    """Return the text of an incident file."""
    from importlib.metadata import version as installed

    head = [
        f"at {at.isoformat(timespec='seconds')}",
        f"chairtui {version}",
        f"python {platform.python_version()} · textual {installed('textual')} · {platform.system()}",
        "Only types and places are written here: no messages, no values, no text.",
        "",
    ]
    body = [line for one in chain(error) for line in describe(one)]
    return "\n".join([*head, *body, ""])


def write(folder: Path, error: BaseException, at: datetime, version: str) -> Path:
    """Write an incident file that only its owner may read, and return its path.

    Raises:
        OSError: the folder cannot be written to.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    stem = f"incident-{at.strftime('%Y%m%dT%H%M%S')}-{os.getpid()}"
    text = report(error, at, version)
    for number in range(100):
        path = folder / (f"{stem}.txt" if not number else f"{stem}-{number}.txt")
        try:
            file = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0), 0o600)
        except FileExistsError:
            continue
        with os.fdopen(file, "w", encoding="utf-8") as out:
            out.write(text)
        return path
    raise FileExistsError(f"a hundred incident files named {stem}")
