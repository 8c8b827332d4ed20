"""The commands as a page: docs/command-line.md ends with it."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import click

from chairtui.cli.main import COMMANDS, chairtui

HEADING = "## Commands"


def describe() -> str:
    """Return the commands of docs/command-line.md, from their heading on."""
    context = click.Context(chairtui, info_name="chairtui")
    commands: list[tuple[str, click.Command]] = [("chairtui", chairtui)]
    for name in COMMANDS:
        command = chairtui.get_command(context, name)
        if command is not None:
            commands.append((f"chairtui {name}", command))
        if isinstance(command, click.Group):
            commands += [(f"chairtui {name} {inner}", one) for inner, one in command.commands.items()]
    return "\n\n".join([HEADING, *(_section(name, command) for name, command in commands)]) + "\n"


def _section(name: str, command: click.Command) -> str:
    arguments = [one for one in command.params if isinstance(one, click.Argument)]
    usage = " ".join([name, *(one.metavar or one.human_readable_name.upper() for one in arguments)])
    options = [one for one in command.params if isinstance(one, click.Option) and one.name != "version"]
    rows = ["| option | |", "|---|---|", *map(_option, options)] if options else []
    return "\n".join([f"### `{usage}`", "", *_paragraphs(command), *rows]).rstrip()


def _paragraphs(command: click.Command) -> Iterator[str]:
    for paragraph in inspect.cleandoc(command.help or "").split("\n\n"):
        yield " ".join(paragraph.split())
        yield ""


def _option(option: click.Option) -> str:
    names = ", ".join(f"`{name}`" for name in option.opts)
    words = option.help or ""
    if isinstance(option.type, click.Choice):
        words = f"{words} One of: {', '.join(option.type.choices)}.".strip()
    metavar = f" {option.metavar}" if option.metavar else ""
    return f"| {names}{metavar} | {words} |"
