"""Opening the program on the invented meetings."""

from __future__ import annotations

import click

from chairtui.cli.options import need_terminal


@click.command()
def demo() -> int:
    """Open the program on invented meetings, in a folder that is thrown away.

    The first of them is prepared and waits to be held: a boy missing from a placement in another county.
    """
    need_terminal()
    from chairtui import wiring
    from chairtui.tui.app import run

    with wiring.demonstration() as workplace:
        return run(workplace.desk)
