"""Opening the program on the invented meetings."""

from __future__ import annotations

import click

from chairtui.cli.options import plain_option
from chairtui.cli.starting import need_terminal, open_program


@click.command()
@plain_option
@click.option("--guided", is_flag=True, help="Ten minutes of practice, one instruction after the other.")
def demo(plain: bool, guided: bool) -> int:
    """Open the program on invented meetings, in a folder that is thrown away.

    The first of them is prepared and waits to be held: a boy missing from a placement in another county.
    """
    need_terminal(plain=plain)
    from chairtui import wiring

    with wiring.demonstration() as workplace:
        return open_program(workplace.desk, plain=plain, guided=guided)
