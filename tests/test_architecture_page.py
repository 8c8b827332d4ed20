"""The page on how the program is built names what is there, and every page of decisions is reached."""

import re
from pathlib import Path

TOP = Path(__file__).parents[1]
PAGE = TOP / "docs" / "architecture.md"
DECISIONS = TOP / "docs" / "decisions"
PATHS = re.compile(r"`((?:[a-z_]+/)+|[a-z_]+\.py)`|((?:[a-z_]+/)+[a-z_]+\.(?:py|toml))")


def named() -> set[str]:
    return {room or file for room, file in PATHS.findall(PAGE.read_text("utf-8"))}


def test_every_path_that_the_page_names_is_there() -> None:
    assert len(named()) > 60
    missing = [
        path for path in named() if not ((TOP / "src/chairtui" / path).exists() or (TOP / path).exists())
    ]
    assert missing == []


def test_every_room_of_the_house_has_its_sentence() -> None:
    house = TOP / "src" / "chairtui"
    rooms = {
        f"{init.parent.relative_to(house)}/" for init in house.rglob("__init__.py") if init.parent != house
    }
    inner = {room for room in rooms if f"{Path(room).parent}/" in rooms and room.count("/") > 2}
    assert rooms - inner - named() == set()


def test_every_decision_stands_in_the_list_and_every_link_leads_somewhere() -> None:
    pages = {page.name for page in DECISIONS.glob("*.md")} - {"README.md"}
    linked = set(re.findall(r"\]\(([a-z-]+\.md)\)", (DECISIONS / "README.md").read_text("utf-8")))
    assert linked == pages
    for page in [PAGE, *DECISIONS.glob("*.md")]:
        for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
            assert (page.parent / link).exists(), f"{page.name} links to {link}"
