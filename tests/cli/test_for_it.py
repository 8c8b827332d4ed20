"""What docs/for-it.md says of folders, files, systems and commands is what the program does."""

import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import Any

import click
import platformdirs.macos
import platformdirs.unix
import platformdirs.windows
import pytest
from tests.cli.conftest import ROOT, Chairtui
from tests.cli.every_command import ELSEWHERE, WRITES, lay_out, lines
from tests.test_locks import needed

from chairtui.cli.describing import commands
from chairtui.cli.helping import text_of
from chairtui.tui.widgets.too_small import SMALLEST

PAGE = text_of("for-it")
PAGES = {
    "for-it.md": PAGE,
    **{name: (ROOT / name).read_text("utf-8") for name in ("CONTRIBUTING.md", "SECURITY.md")},
}


def cells(heading: str) -> Iterator[list[str]]:
    """Yield the rows of all tables below a heading."""
    section = PAGE.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    for line in section.splitlines():
        if line.startswith("| ") and not line.startswith("|---"):
            yield [cell.strip() for cell in line.strip("|").split("|")]


# Systems ------------------------------------------------------------------------------------------

SYSTEMS = {
    "Windows, x64": r"win_amd64",
    "Windows, ARM": r"win_arm64",
    "macOS 15 or later, Apple silicon": r"macosx_(?:1[0-5])_\d+_(?:arm64|universal2)",
    "macOS, Intel": r"macosx_\d+_\d+_(?:x86_64|universal2)",
    "Linux (glibc 2.28 or later), x64": r"manylinux_2_(?:\d|1\d|2[0-8])_x86_64",
    "Linux (glibc 2.28 or later), ARM": r"manylinux_2_(?:\d|1\d|2[0-8])_aarch64",
    "Linux (musl), x64": r"musllinux_\d+_\d+_x86_64",
}


def fits(wheel: str, minor: int, system: str) -> bool:
    python, abi, platform = wheel.removesuffix(".whl").split("-")[-3:]
    if platform == "any":
        return True
    versions = [int(one) for one in re.findall(r"cp3(\d+)", python)]
    same = minor in versions and f"cp3{minor}" in abi.split(".")
    stable = "abi3" in abi.split(".") and any(one <= minor for one in versions)
    return bool(re.search(system, platform)) and (same or stable or abi == "none")


def _platform_of(system: str) -> str:
    return "win32" if "win_" in system else "darwin" if "macosx" in system else "linux"


def missing(system: str) -> dict[int, set[str]]:
    """Return what has no ready-made package on a system, by the Pythons from 3.11 to 3.14."""
    found = {
        name: [one["url"].rpartition("/")[2] for one in package.get("wheels", ())]
        for name, package in needed(_platform_of(system)).items()
    }
    return {
        minor: {name for name, wheels in found.items() if not any(fits(one, minor, system) for one in wheels)}
        for minor in range(11, 15)
    }


def test_which_systems_have_everything_ready_made_is_what_the_lock_says() -> None:
    rows = list(cells("What it needs"))[1:]
    assert [row[0] for row in rows] == list(SYSTEMS)
    for system, pythons, ready, lacking in rows:
        assert pythons == "3.11 to 3.14"
        names = {one for one in lacking.split(", ") if one}
        assert ready == ("no" if names else "yes")
        assert missing(SYSTEMS[system]) == dict.fromkeys(range(11, 15), names), system


def test_the_pythons_and_the_smallest_window_are_those_of_the_program() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    run = sorted(re.findall(r"Python :: (3\.\d+)", " ".join(project["classifiers"])))
    assert f"Python {', '.join(run[:-1])} or {run[-1]}" in PAGE
    assert f"{SMALLEST.width} columns and {SMALLEST.height} lines" in PAGE


# Folders and files --------------------------------------------------------------------------------


def test_the_folders_are_those_of_each_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/ruth")
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(platformdirs.windows, "get_win_folder", lambda kind: kind)
    systems: list[Any] = [platformdirs.unix.Unix, platformdirs.macos.MacOS, platformdirs.windows.Windows]
    dirs = [one("chairtui", appauthor=False) for one in systems]

    def shown(folder: str) -> str:
        words = folder.replace("/home/ruth", "~").replace("CSIDL_LOCAL_APPDATA/", "%LOCALAPPDATA%\\")
        return f"`{words}`"

    _, meetings, settings = list(cells("Where files lie"))[:3]
    assert meetings == ["meetings", *(shown(one.user_data_dir) for one in dirs)]
    assert settings == ["settings", *(shown(one.user_config_dir) for one in dirs)]


def named() -> list[re.Pattern[str]]:
    """Return patterns of the names of files and folders in the tables."""
    words = [word for row in cells("Where files lie") for word in re.findall(r"`([^`~%]+)`", row[0])]
    return [re.compile(re.escape(one).replace("…", ".+").replace(r"\-N", r"-\d+")) for one in words]


def test_every_file_that_a_command_makes_is_named(chairtui: Chairtui, tmp_path: Path) -> None:
    lay_out(tmp_path)
    (tmp_path / "rules.toml").write_text(rules_example())
    chairtui("import", "meeting.json")
    for command in (
        *lines({**WRITES, **{name: words for name, words in ELSEWHERE.items() if name}}),
        ("agencies", "import", "agencies.csv"),
        ("template", "export", "template.docx"),
        ("template", "use", "template.docx"),
        ("rules", "install", "rules.toml"),
        ("key",),
        ("backup", "copy.db"),
        ("restore", "copy.db", "--yes"),
    ):
        chairtui(*command)
    made = {one.name for place in ("data", "config") for one in (tmp_path / place / "chairtui").iterdir()}
    assert {
        "meetings.db",
        "meetings.db.heads.jsonl",
        "meetings.db.replaced",
        "backups.json",
        "profiles",
    } <= made
    beside = {one.removesuffix(".heads.jsonl") for one in made}
    assert [one for one in beside if not any(pattern.fullmatch(one) for pattern in named())] == []


def rules_example() -> str:
    return text_of("council-profile").partition("```toml\n")[2].partition("```")[0]


def test_a_backup_can_be_tried_in_a_place_of_its_own(chairtui: Chairtui, tmp_path: Path) -> None:
    chairtui("new", "--reference", "SM-1")
    assert chairtui("backup", "copy.db").code == 0
    assert chairtui("restore", "copy.db", "--db", "try/try.db", "--yes").code == 0
    assert "SM-1" in chairtui("list", "--db", "try/try.db").out
    assert not list((tmp_path / "data" / "chairtui").glob("*.replaced"))


# Commands -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_every_command_on_the_page_is_there_with_its_options(name: str) -> None:
    known = dict(commands())
    typed = re.findall(r"(?:^| |`|/)(chairtui (?:-|\w)[^|>`\n)]*)", PAGES[name], re.M)
    called = [
        shlex.split(one)
        for one in typed
        if len(one.split()) > 1 and one.split()[1] in {n.split()[-1] for n in known}
    ]
    for words in called:
        inner = " ".join(words[:3])
        command = known[inner if inner in known else " ".join(words[:2])]
        options = {opt for param in command.params if isinstance(param, click.Option) for opt in param.opts}
        assert [one for one in words if one.startswith("--") and one not in options] == [], words
    assert name != "for-it.md" or len(called) > 8


@pytest.mark.parametrize("name", PAGES)
def test_every_path_on_the_page_that_belongs_to_the_project_is_there(name: str) -> None:
    paths = re.findall(r"`((?:src|tests|docs|benchmarks|\.ci)/[\w./-]*)`", PAGES[name])
    paths += [one for one in re.findall(r"\]\(([^)#:]+)\)", PAGES[name]) if name != "for-it.md"]
    assert [one for one in paths if not (ROOT / PurePath(one)).exists()] == []
