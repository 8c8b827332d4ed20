"""The commands as a page: docs/command-line.md ends with it.

`python -m chairtui.cli.describing docs/command-line.md` writes that end anew.
"""

from __future__ import annotations

import inspect
import sys
from pathlib import Path

import click

from chairtui.cli.main import COMMANDS, chairtui

HEADING = "## Commands"


def describe() -> str:
    """Return the commands of docs/command-line.md, from their heading on."""
    return "\n\n".join([HEADING, *(_section(name, command) for name, command in commands())]) + "\n"


def commands() -> list[tuple[str, click.Command]]:
    """Return the program and all its commands, each with the words that call it."""
    context = click.Context(chairtui, info_name="chairtui")
    every: list[tuple[str, click.Command]] = [("chairtui", chairtui)]
    for name in COMMANDS:
        command = chairtui.get_command(context, name)
        if command is not None:
            every.append((f"chairtui {name}", command))
        if isinstance(command, click.Group):
            every += [(f"chairtui {name} {inner}", one) for inner, one in command.commands.items()]
    return every


def usage(name: str, command: click.Command) -> str:
    """Return the words that call a command, with its arguments."""
    arguments = [one for one in command.params if isinstance(one, click.Argument)]
    return " ".join([name, *(one.metavar or one.human_readable_name.upper() for one in arguments)])


def paragraphs(command: click.Command) -> list[str]:
    """Return what a command says of itself, each paragraph as one line."""
    return [" ".join(one.split()) for one in inspect.cleandoc(command.help or "").split("\n\n")]


def _section(name: str, command: click.Command) -> str:
    options = [one for one in command.params if isinstance(one, click.Option) and one.name != "version"]
    rows = ["| option | |", "|---|---|", *map(_option, options)] if options else []
    words = [line for paragraph in paragraphs(command) for line in (paragraph, "")]
    return "\n".join([f"### `{usage(name, command)}`", "", *words, *rows]).rstrip()


def option_words(option: click.Option) -> str:
    """Return what an option says of itself, and what can be chosen."""
    words = option.help or ""
    if isinstance(option.type, click.Choice):
        words = f"{words} One of: {', '.join(option.type.choices)}.".strip()
    return words


def _option(option: click.Option) -> str:
    names = ", ".join(f"`{name}`" for name in option.opts)
    metavar = f" {option.metavar}" if option.metavar else ""
    return f"| {names}{metavar} | {option_words(option)} |"


if __name__ == "__main__":
    _page = Path(sys.argv[1])
    _page.write_text(_page.read_text("utf-8").partition(HEADING)[0] + describe(), "utf-8")
