"""A group of commands that names what somebody may have meant."""

from __future__ import annotations

from difflib import get_close_matches

import click

MOST = 3
"""How many commands are named for one that is not known."""


class Group(click.Group):
    """Commands, of which one that was mistyped is answered with those that are like it."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is meant.

        Raises:
            click.UsageError: there is none of that name; it says which are like it.
        """
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            known = self.list_commands(ctx)
            like = get_close_matches(name.casefold(), known, MOST)
            like += [one for one in known if one.startswith(name.casefold()) and one not in like]
            meant = f" Did you mean {' or '.join(f'“{one}”' for one in like[:MOST])}?" if like else ""
            raise click.UsageError(f"There is no command “{name}”.{meant}", ctx)
        return super().resolve_command(ctx, args)
