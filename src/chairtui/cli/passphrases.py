"""Passphrases on the command line: typed unseen on a terminal, or the first line of a file."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

import click

from chairtui.cli.exits import NOT_TAKEN, USAGE, Refusal

_LONGEST = 10_000

passphrase_option = click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="A file whose first line is the passphrase; asked for if left out.",
)


def new_passphrase(file: Path | None) -> str:
    """Return a passphrase to lock with: the first line of a file, or what is typed twice.

    Raises:
        Refusal: the file cannot be read or is empty, or there is nobody to ask.
    """
    return first_line(file) if file else asked(twice=True)


def asked(words: str = "Passphrase", *, twice: bool = False) -> str:
    """Return what is typed unseen, and once more where it is new.

    Raises:
        Refusal: there is nobody to ask.
    """
    if not somebody_can_type():
        raise Refusal(
            "There is no terminal to ask for the passphrase, and nothing was done. Name a file that begins "
            "with it: --passphrase-file FILE.",
            USAGE,
        )
    typed: str = click.prompt(words, hide_input=True, confirmation_prompt=twice, err=True)
    return typed


def somebody_can_type() -> bool:
    """Say whether there is a terminal on which can be typed unseen, as `getpass` looks for one."""
    if sys.platform != "win32":
        with suppress(OSError):
            os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
            return True
    return bool(sys.stdin and not sys.stdin.closed and sys.stdin.isatty())


def first_line(file: Path) -> str:
    """Return the first line of a file, which holds a passphrase and nothing else.

    Raises:
        Refusal: it cannot be read, or nothing stands there.
    """
    line = (read(file).splitlines() or [""])[0]
    if not line.strip():
        raise Refusal(f"The first line of {file} is empty: it is to be the passphrase or password.", USAGE)
    return line


def read(file: Path) -> str:
    """Return the text of a small file.

    Raises:
        Refusal: it cannot be read.
    """
    try:
        with file.open(encoding="utf-8") as source:
            return source.read(_LONGEST)
    except (OSError, UnicodeError) as error:
        why = getattr(error, "strerror", None) or "it is no text"
        raise Refusal(f"{file} cannot be read: {why.lower()}.", NOT_TAKEN) from None
