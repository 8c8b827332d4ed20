"""The pages of the handbook, the manual page of the commands, and their completion in a shell."""

from __future__ import annotations

import sys
from pathlib import Path
from shutil import get_terminal_size

import click

from chairtui.cli.exits import OK, USAGE, Refusal
from chairtui.cli.options import as_json
from chairtui.cli.output import columns, put, say, say_json
from chairtui.cli.running import COMPLETING

PAGES = (
    "preparing",
    "papers",
    "agencies",
    "keys",
    "plain",
    "saved",
    "locking",
    "backup",
    "records",
    "recipients",
    "sending",
    "hand-over",
    "following-up",
    "searching",
    "leaving",
    "returns",
    "audit",
    "command-line",
    "council-profile",
    "interchange",
    "rules",
    "for-it",
    "accessibility",
)
"""The pages that come with the program, in the order of their list; each is a file of docs/."""
SHELLS = ("bash", "zsh", "fish")
_WIDEST = 100


def _topics(_context: click.Context, _argument: click.Parameter, begun: str) -> list[str]:
    """Return the topics that begin with what was typed, for a shell."""
    return [topic for topic in PAGES if topic.startswith(begun)]


@click.command("help")
@click.argument("topic", required=False, shell_complete=_topics)
@click.option("--manual", is_flag=True, help="Print the manual page of all commands, for “man -l -”.")
@as_json
def help_page(topic: str | None, manual: bool, as_json: bool) -> int:
    """List the pages about the program, show one of them, or say how a command is called.

    A page is shown in pieces where there is a terminal, and whole elsewhere; nothing is fetched.
    """
    if manual:
        from chairtui.cli.manual import manual_page

        put(manual_page().encode())
    elif topic is None:
        _list(as_json)
    elif topic in PAGES:
        _show(topic, as_json)
    else:
        _of_command(topic)
    return OK


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> int:
    """Print what lets a shell complete commands and options; “chairtui help for-it” says where it goes."""
    from click.shell_completion import get_completion_class

    from chairtui.cli.main import chairtui

    kind = get_completion_class(shell)
    assert kind is not None
    made = kind(chairtui, {}, "chairtui", COMPLETING)
    put((made.source_template % made.source_vars()).encode())
    return OK


def text_of(topic: str) -> str:
    """Return a page in Markdown: from beside the program, or where it runs from its sources, from docs/."""
    import chairtui

    package = Path(chairtui.__file__).parent
    folders = (package / "pages", package.parents[1] / "docs")
    file = next((folder / f"{topic}.md" for folder in folders if (folder / f"{topic}.md").is_file()), None)
    if file is None:
        raise Refusal(f"The page “{topic}” was not installed with the program.", USAGE)
    return file.read_text(encoding="utf-8")


def title_of(page: str) -> str:
    """Return the heading of a page."""
    return page.partition("\n")[0].removeprefix("# ").strip()


def _list(as_json: bool) -> None:
    titles = {topic: title_of(text_of(topic)) for topic in PAGES}
    if as_json:
        say_json([{"topic": topic, "title": title} for topic, title in titles.items()])
        return
    say(columns(titles.items()))
    say("\n“chairtui help TOPIC” shows one of them, “chairtui COMMAND -h” how a command is called.")


def _show(topic: str, as_json: bool) -> None:
    page = text_of(topic)
    if as_json:
        say_json({"topic": topic, "title": title_of(page), "text": page})
    elif sys.stdout.isatty():
        click.echo_via_pager(plainly(page, min(_WIDEST, get_terminal_size().columns)))
    else:
        say(plainly(page, _WIDEST).rstrip("\n"))


def _of_command(name: str) -> None:
    from chairtui.cli.main import chairtui

    context = click.Context(chairtui, info_name="chairtui", **chairtui.context_settings)
    command = chairtui.get_command(context, name)
    if command is None:
        raise Refusal(f"There is no page “{name}”. “chairtui help” lists those there are.", USAGE)
    say(command.get_help(click.Context(command, info_name=name, parent=context)))


def plainly(page: str, width: int) -> str:
    """Return a page in Markdown as lines of at most `width` signs, without colours."""
    from io import StringIO

    from rich.console import Console, ConsoleOptions, RenderResult
    from rich.markdown import Heading, Markdown
    from rich.text import Text

    class Capitals(Heading):
        """A heading that is told from the text without any colour."""

        def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
            yield Text(self.text.plain.upper() if self.tag in ("h1", "h2") else self.text.plain)

    class Plain(Markdown):
        elements = {**Markdown.elements, "heading_open": Capitals}  # noqa: RUF012

    drawn = StringIO()
    Console(file=drawn, width=width, color_system=None, force_terminal=False, legacy_windows=False).print(
        Plain(page, hyperlinks=False)
    )
    return "\n".join(line.rstrip() for line in drawn.getvalue().split("\n"))
