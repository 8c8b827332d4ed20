"""The README's pictures are what the program draws. After a change that was meant: python -m docs.draw"""

from __future__ import annotations

import re

import pytest
from docs.draw import FOLDER, pictures

FETCHES = r"(?:href|src)=|url\((?!#)|https?://(?!www\.(?:w3\.org|textualize\.io))"
README = FOLDER.parent.parent / "README.md"


@pytest.fixture(scope="module")
def drawn() -> dict[str, str]:
    return pictures()


def test_every_picture_is_what_the_program_draws_now(drawn: dict[str, str]) -> None:
    kept = {file.name: file.read_text("utf-8") for file in FOLDER.iterdir()}
    assert kept.keys() == drawn.keys()
    old = sorted(name for name in drawn if kept[name] != drawn[name])
    assert not old, f"{', '.join(old)} are not what is drawn now. If this was meant: python -m docs.draw"


def test_the_readme_shows_every_picture_and_says_what_is_in_it(drawn: dict[str, str]) -> None:
    shown = dict(re.findall(r"!\[([^\]]+)\]\(docs/pictures/([^)]+)\)", README.read_text("utf-8")))
    assert sorted(shown.values()) == sorted(drawn)


def test_a_picture_fetches_nothing(drawn: dict[str, str]) -> None:
    for name, picture in drawn.items():
        fetched = re.findall(
            r"(?:href|src)=|url\((?!#)|https?://(?!www\.(?:w3\.org|textualize\.io))", picture
        )
        assert not fetched, name


def test_the_moving_picture_shows_health_here_then_missing_then_here(drawn: dict[str, str]) -> None:
    frames = drawn["warning.svg"].split('<g class="frame ')[1:]
    assert [re.findall("health&#160;([✓✗])", frame) for frame in frames] == [["✓"], ["✗"], ["✓"]]
