"""How to join, said from the command line: once, for every invitation, calendar entry and pack."""

from pathlib import Path

import pytest
from tests.cli.conftest import Chairtui

LINK = "https://meet.example/j/19"


@pytest.fixture
def planned(chairtui: Chairtui) -> str:
    chairtui("new", "--reference", "SM-7", "--child", "Kit", "--at", "tomorrow 14:00", "--link", LINK)
    return "SM-7"


def test_it_is_said_and_shown_a_way_at_a_time(chairtui: Chairtui, planned: str) -> None:
    assert chairtui("joining", planned).out == f"Link: {LINK}\n"
    assert chairtui("joining", planned, "--number", "020 7946 0018").code == 0
    ran = chairtui("joining", planned, "--link", "", "--json")
    assert ran.json == {"link": "", "number": "020 7946 0018", "room": ""}
    assert "How to join: 020 7946 0018." in chairtui("log", planned).out


def test_what_is_no_way_in_is_refused_and_nothing_changes(chairtui: Chairtui, planned: str) -> None:
    for way in (("--link", "meet"), ("--number", "ring me"), ("--room", "a\nb")):
        assert chairtui("joining", planned, *way).code == 3
    assert chairtui("joining", planned).out == f"Link: {LINK}\n"


def test_it_is_in_every_pack_and_in_no_file_name(chairtui: Chairtui, planned: str, tmp_path: Path) -> None:
    ran = chairtui("pack", planned, "--to", str(tmp_path / "out"), "--as", "md")
    (file,) = (tmp_path / "out").iterdir()
    assert "meet" not in file.name
    assert LINK in file.read_text().replace("\\", "")
    assert ran.code == 0
