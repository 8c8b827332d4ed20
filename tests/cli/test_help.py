"""The pages come with the program and are shown plainly; manual page and completion know every command."""

import re
import subprocess
import tomllib
import zipfile
from pathlib import Path

import click
import pytest
from hatchling.builders.wheel import WheelBuilder
from rich.cells import cell_len
from tests.cli.conftest import Chairtui

from chairtui.cli import helping
from chairtui.cli.describing import commands
from chairtui.cli.helping import PAGES, SHELLS, plainly, text_of, title_of
from chairtui.cli.manual import manual_page

TOP = Path(__file__).parents[2]
FOR_ENGINEERS = {"architecture", "performance"}
"""Pages of docs/ that help nobody who uses the program."""
WORD = re.compile(r"[A-Za-z]{3,}")


def test_every_page_of_docs_is_a_topic_unless_it_is_for_engineers() -> None:
    written = {one.stem for one in (TOP / "docs").glob("*.md")}
    assert set(PAGES) <= written
    assert written - set(PAGES) <= FOR_ENGINEERS


def test_the_topics_are_listed_with_the_heading_of_each(chairtui: Chairtui) -> None:
    listed = chairtui("help").out.splitlines()[: len(PAGES)]
    assert [line.split("  ")[0].strip() for line in listed] == list(PAGES)
    assert all(line.endswith(title_of(text_of(topic))) for line, topic in zip(listed, PAGES, strict=True))
    assert [one["topic"] for one in chairtui("help", "--json").json] == list(PAGES)


@pytest.mark.parametrize("topic", PAGES)
def test_a_page_is_shown_with_all_its_words_and_nothing_that_steers(topic: str, chairtui: Chairtui) -> None:
    ran = chairtui("help", topic)
    page = text_of(topic)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[0] == title_of(page).upper()
    assert "\x1b" not in ran.out
    assert {word.casefold() for word in WORD.findall(page)} <= set(WORD.findall(ran.out.casefold()))
    assert chairtui("help", topic, "--json").json["text"] == page


@pytest.mark.parametrize("topic", PAGES)
def test_a_page_keeps_to_the_width_of_the_terminal(topic: str) -> None:
    assert [line for line in plainly(text_of(topic), 60).split("\n") if cell_len(line) > 60] == []


def test_a_page_is_shown_in_pieces_where_there_is_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(click, "echo_via_pager", shown.append)
    monkeypatch.setattr(helping.sys.stdout, "isatty", lambda: True)  # type: ignore[attr-defined]
    helping._show("saved", as_json=False)
    assert [one.splitlines()[0] for one in shown] == ["SAVED, BEING SAVED, NOT SAVED"]


def test_help_of_a_command_is_its_own_and_of_nothing_known_a_sentence(chairtui: Chairtui) -> None:
    assert chairtui("help", "sign").out.strip() == chairtui("sign", "-h").out.strip()
    ran = chairtui("help", "flying")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("There is no page “flying”.")


def test_the_wheel_has_each_page_once_as_it_is_in_docs(tmp_path: Path) -> None:
    (made,) = WheelBuilder(str(TOP)).build(directory=str(tmp_path), versions=["standard"])
    with zipfile.ZipFile(made) as wheel:
        names = [name for name in wheel.namelist() if name.endswith(".md") and ".dist-info/" not in name]
        assert sorted(names) == sorted(f"chairtui/pages/{topic}.md" for topic in PAGES)
        for topic in PAGES:
            assert wheel.read(f"chairtui/pages/{topic}.md").decode() == text_of(topic)
    tools = tomllib.loads((TOP / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]
    assert set(tools["wheel"]["force-include"]) == {f"docs/{topic}.md" for topic in PAGES}


# The manual page and completion -------------------------------------------------------------------


def test_the_manual_page_has_every_command_and_option() -> None:
    page = manual_page().replace("\\-", "-")
    for name, command in commands()[1:]:
        section = page.partition(f"\n.SS {name}")[2].partition("\n.S")[0]
        names = [one.opts[0] for one in command.params if isinstance(one, click.Option)]
        assert [one for one in names if not re.search(rf"^\.B {one}\b", section, re.M)] == [], name


@pytest.mark.needs("groff")
def test_nothing_in_the_manual_page_is_taken_for_a_request(chairtui: Chairtui) -> None:
    made = chairtui("help", "--manual").out
    ran = subprocess.run(
        ["groff", "-man", "-ww", "-z", "-Tutf8", "-K", "utf8"],
        input=made.encode(),
        capture_output=True,
        check=True,
    )
    assert ran.stderr == b""


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_gets_what_it_completes_with(shell: str, chairtui: Chairtui) -> None:
    made = chairtui("completion", shell).out
    assert f"_CHAIRTUI_COMPLETE={shell}_complete" in made
    if shell == "bash":
        subprocess.run(["bash", "-n"], input=made.encode(), check=True)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("chairtui bac", {"backup"}),
        ("chairtui export --w", {"--without-history"}),
        ("chairtui help ha", {"hand-over"}),
    ],
)
def test_what_is_typed_is_completed(typed: str, wanted: set[str], places: dict[str, str]) -> None:
    words = {"_CHAIRTUI_COMPLETE": "bash_complete", "COMP_WORDS": typed, "COMP_CWORD": str(typed.count(" "))}
    ran = subprocess.run(
        ["python", "-m", "chairtui"], env={**places, **words}, capture_output=True, check=True
    )
    assert {line.partition(",")[2] for line in ran.stdout.decode().split()} == wanted
