"""The commands as a manual page, in the language of man(7)."""

from __future__ import annotations

from collections.abc import Iterator

import click

from chairtui import __version__
from chairtui.cli.describing import commands, option_words, paragraphs, usage
from chairtui.cli.exits import CODES


def manual_page() -> str:
    """Return chairtui(1)."""
    (name, program), *others = commands()
    summary = paragraphs(program)[0].rstrip(".")
    lines = [
        f'.TH CHAIRTUI 1 "" "chairtui {__version__}" "User commands"',
        ".SH NAME",
        f"{name} \\- {_inert(summary[:1].lower() + summary[1:])}",
        ".SH SYNOPSIS",
        f".B {name}",
        "[\\-\\-db PATH] [COMMAND [ARGUMENTS]]",
        ".SH DESCRIPTION",
        *_body(program),
        ".SH COMMANDS",
    ]
    for name, command in others:
        lines += [f".SS {_inert(usage(name, command))}", *_body(command)]
    lines += [".SH EXIT STATUS", _inert(" ".join(CODES.removeprefix("Exit codes: ").split()))]
    lines += [".SH SEE ALSO", "The pages that come with the program: chairtui help"]
    return "\n".join(lines) + "\n"


def _body(command: click.Command) -> Iterator[str]:
    for paragraph in paragraphs(command):
        yield ".PP"
        yield _inert(paragraph)
    for option in command.params:
        if isinstance(option, click.Option) and option.name != "version":
            yield ".TP"
            yield f".B {_inert(', '.join(option.opts))} {_inert(option.metavar or '')}".rstrip()
            yield _inert(option_words(option))


def _inert(words: str) -> str:
    """Return words of which none is a request of man(7)."""
    words = words.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{words}" if words.startswith((".", "'")) else words
