"""What commands print: text in which nothing can steer the terminal, or JSON."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice, zip_longest
from typing import Any

import click
import msgspec

from chairtui.cli.exits import NobodyReads, NotPrinted
from chairtui.text import clean, pattern

_STEERING = pattern("[\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_ENDLESS = 1_000_000_000
_NOW_AND_THEN = 500
"""After so many meetings it is said how far something is."""
_AT_ONCE = 1_000
"""Lines that are printed together."""


def say(words: str = "", *, err: bool = False) -> None:
    """Print text; what could steer the terminal is made visible."""
    _print(clean(words, limit=_ENDLESS) + "\n", err=err)


def progress(what: str) -> Callable[[int, int], None]:
    """Return what says on standard error, now and then, of how many meetings something is done."""

    def told(done: int, of: int) -> None:
        if done and done % _NOW_AND_THEN == 0:
            say(f"{what}: {done:,} of {of:,} meetings …", err=True)

    return told


def say_json(value: Any) -> None:
    """Print a value as JSON."""
    put(msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n")


def put(content: bytes) -> None:
    """Print a document as it is, except that in JSON unseen characters are written as escapes."""
    words = content.decode("utf-8", "replace")
    _print(inert(words).encode())


def put_whole(content: bytes) -> None:
    """Print a document that is no text, byte by byte; never to a terminal."""
    from chairtui.cli.exits import USAGE, Refusal

    if sys.stdout.isatty():
        raise Refusal("This is no text for a terminal: give a file or a folder with --output.", USAGE)
    _print(content)


def _print(content: str | bytes, *, err: bool = False) -> None:
    try:
        click.echo(content, nl=False, err=err)
    except BrokenPipeError:
        raise NobodyReads from None
    except OSError as error:
        raise NotPrinted(error) from None


def inert(words: str) -> str:
    """Return JSON, or cleaned text, in which control and direction characters are JSON escapes."""
    return _STEERING().sub(lambda found: f"\\u{ord(found[0]):04x}", words)


def columns(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as lines whose cells stand below each other."""
    held = list(rows)
    return "\n".join(_below_each_other(lambda: held))


def say_columns(rows: Callable[[], Iterable[Sequence[str]]]) -> None:
    """Print very many rows as `columns` has them; they are made twice, and none is held meanwhile."""
    lines = _below_each_other(rows)
    while some := list(islice(lines, _AT_ONCE)):
        say("\n".join(some))


def _below_each_other(rows: Callable[[], Iterable[Sequence[str]]]) -> Iterator[str]:
    from rich.cells import cell_len

    widths: list[int] = []
    for row in rows():
        cells = (cell_len(clean(cell, multiline=False)) for cell in row)
        widths = [max(pair) for pair in zip_longest(widths, cells, fillvalue=0)]
    for row in rows():
        *before, last = (clean(cell, multiline=False) for cell in row)
        padded = (cell + " " * (wide - cell_len(cell)) for cell, wide in zip(before, widths, strict=False))
        yield "  ".join([*padded, last]).rstrip()
