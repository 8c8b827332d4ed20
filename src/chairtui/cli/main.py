"""The group of all commands; each is imported when it is asked for."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import click

from chairtui import __version__
from chairtui.cli.exits import CODES
from chairtui.cli.guessing import Group
from chairtui.cli.options import db_option, give, lock_options, plain_option
from chairtui.cli.starting import start

COMMANDS = {
    "demo": "opening:demo",
    "new": "preparing:new",
    "joining": "preparing:joining",
    "list": "looking:list_meetings",
    "search": "search:search",
    "show": "looking:show",
    "log": "looking:log",
    "register": "reading:register",
    "series": "series:series",
    "check": "checking:check",
    "import": "documents:import_documents",
    "export": "documents:export",
    "sign": "signing:sign",
    "late": "closing:late",
    "action": "closing:action",
    "actions": "actions:actions",
    "preview": "reading:preview",
    "send": "sending:send",
    "cover": "reading:cover",
    "ledger": "ledger:ledger",
    "invite": "papers:invite",
    "request": "papers:request",
    "pack": "papers:pack",
    "reply": "papers:reply",
    "hand-over": "handing:hand_over",
    "receive": "handing:receive",
    "key": "handing:key",
    "schema": "documents:schema",
    "returns": "returns:returns",
    "census": "census:census",
    "trace": "trace:trace",
    "audit": "audit:audit",
    "agencies": "agencies:agencies",
    "chronology": "chronology:chronology",
    "template": "template:template",
    "rules": "rules:rules",
    "verify": "care:verify",
    "doctor": "care:doctor",
    "filed": "leaving:filed",
    "hold": "leaving:hold",
    "leave": "leaving:leave",
    "lock": "locking:lock",
    "about": "about:about",
    "backup": "care:backup",
    "restore": "restoring:restore",
    "accept": "restoring:accept",
    "rebuild": "care:rebuild",
    "help": "helping:help_page",
    "completion": "helping:completion",
}
"""Module and function of each command."""


class Commands(Group):
    """Commands that are imported when they are needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names of all commands, in the order of help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return a command by its name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(f"chairtui.cli.{module}"), name)
        return command


@click.group(
    cls=Commands,
    invoke_without_command=True,
    epilog=CODES,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@db_option
@plain_option
@lock_options
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.pass_context
def chairtui(ctx: click.Context, /, db: Path | None, plain: bool, **lock: Any) -> int | None:
    """Chair a child-protection strategy discussion, and leave with a record that stands up.

    Without a command the program opens. MEETING is an id, a reference, or the beginning of either.
    """
    from chairtui.cli.unlocking import Given

    given = Given(**lock)
    give(ctx, given)
    if ctx.invoked_subcommand is not None:
        ctx.obj = db
        return None
    said = given.passphrase_file or given.identity_file or given.not_locked
    return start(db, plain=plain, ask=given.ask if said else None)
