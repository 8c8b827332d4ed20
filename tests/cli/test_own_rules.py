"""A council's own profile: installed whole or not at all, shown, removed, and named by doctor."""

import re
from pathlib import Path

import pytest
from tests.cli.conftest import Chairtui

from chairtui.standards.reading import SHIPPED

PAGE = Path(__file__).parents[2] / "docs" / "council-profile.md"


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """Return the example of the page, as a file."""
    (block,) = re.findall(r"```toml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    file = tmp_path / "from-the-page.toml"
    file.write_text(block, "utf-8")
    return file


def new(chairtui: Chairtui, *more: str) -> str:
    made = chairtui(
        "new", "--authority", "Thornshire", "--child", "Kit,2012-03-05", "--circumstance", "physical injury",
        "--at", "12 oct 2026 10:00", "--form", "telephone discussion", *more,
    )  # fmt: skip
    assert made.code == 0, made.err
    return made.out.strip()


def test_the_example_of_the_page_is_installed_and_judges_the_meetings_of_its_authority(
    chairtui: Chairtui, example: Path
) -> None:
    meeting = new(chairtui)
    assert "W-THORNSHIRE-MEETING" not in chairtui("check", meeting, "--json").out
    assert chairtui("rules", "check", str(example)).code == 0
    installed = chairtui("rules", "install", str(example), "--json")
    assert installed.code == 0, installed.err
    place = Path(installed.json["installed"])
    assert (place.name, place.read_bytes()) == ("thornshire.toml", example.read_bytes())
    assert place.stat().st_mode & 0o777 == 0o600
    assert "W-THORNSHIRE-MEETING" in chairtui("check", meeting, "--json").out
    (listed,) = chairtui("rules", "installed", "--json").json["profiles"]
    assert (listed["name"], listed["covers"], listed["fault"]) == ("thornshire", "Thornshire", "")
    assert chairtui("rules", "show", "thornshire").out.strip() == example.read_text("utf-8").strip()
    assert (
        chairtui("rules", "--authority", "Thornshire", "--json")
        .json["profile"]
        .startswith("working-together-2026+thornshire ")
    )
    removed = chairtui("rules", "remove", "thornshire", "--json")
    assert Path(removed.json["kept"]).read_bytes() == example.read_bytes()
    assert "W-THORNSHIRE-MEETING" not in chairtui("check", meeting, "--json").out
    assert chairtui("rules", "installed", "--json").json["profiles"] == []


def test_what_is_replaced_is_kept_and_the_same_again_replaces_nothing(
    chairtui: Chairtui, example: Path
) -> None:
    first = example.read_bytes()
    assert chairtui("rules", "install", str(example), "--json").json["kept"] is None
    assert chairtui("rules", "install", str(example), "--json").json["kept"] is None
    for number in (1, 2):
        example.write_bytes(example.read_bytes() + b"\n# changed\n")
        kept = Path(chairtui("rules", "install", str(example), "--json").json["kept"])
        assert kept.name == f"thornshire.toml.before-{number}"
    assert kept.with_name("thornshire.toml.before-1").read_bytes() == first


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (('extends = ["information-duty-2026"]', 'extends = ["thornshire"]'), "builds on itself"),
        (('form == "meeting"', "form == 3"), "no matching overload"),
        (('name = "thornshire"', 'name = "london"'), "comes with the program"),
        (('name = "thornshire"', 'name = "../thornshire"'), "small letters, digits and hyphens"),
        (('"physical injury" in circumstances', '"hurt" in circumstances'), "no circumstance “hurt”"),
        (('id = "W-PURPOSE"', 'id = "W-PURPOS"'), "there is no such rule"),
    ],
)
def test_a_faulty_profile_changes_nothing(
    chairtui: Chairtui, example: Path, change: tuple[str, str], words: str
) -> None:
    assert chairtui("rules", "install", str(example)).code == 0
    before = chairtui("rules", "show", "thornshire").out
    text = example.read_text("utf-8")
    assert change[0] in text
    example.write_text(text.replace(*change), "utf-8")
    refused = chairtui("rules", "install", str(example))
    assert refused.code == 3
    assert words in refused.err
    assert chairtui("rules", "check", str(example)).code == 3
    assert chairtui("rules", "show", "thornshire").out == before
    assert len(chairtui("rules", "installed", "--json").json["profiles"]) == 1


def test_one_that_another_builds_on_is_not_removed(chairtui: Chairtui, example: Path) -> None:
    chairtui("rules", "install", str(example))
    upper = example.with_name("upper.toml")
    upper.write_text('name = "west-thornshire"\ntitle = "West"\nkind = "layer"\nextends = ["thornshire"]\n')
    assert chairtui("rules", "install", str(upper)).code == 0
    refused = chairtui("rules", "remove", "thornshire")
    assert refused.code == 3
    assert "west-thornshire.toml" in refused.err
    assert chairtui("rules", "remove", "west-thornshire").code == 0
    assert chairtui("rules", "remove", "thornshire").code == 0


def test_doctor_names_the_folder_and_says_which_rules_a_new_meeting_gets_and_why(
    chairtui: Chairtui, example: Path
) -> None:
    new(chairtui)
    said = chairtui("doctor", "--json").json
    assert said["the council's own"]["value"].startswith("none, in ")
    assert said["the council's own"]["value"].endswith("profiles")
    assert said["rules"]["value"].startswith("a new meeting gets working-together-2026 ")
    assert "No authority is set" in said["why"]["value"]
    chairtui("rules", "install", str(example))
    settings = Path(said["settings"]["value"]) / "settings.json"
    settings.write_text('{"authority": "Thornshire"}', encoding="utf-8")
    said = chairtui("doctor", "--json").json
    assert said["rules"]["value"].startswith("a new meeting gets working-together-2026+thornshire ")
    assert "Thornshire: it covers Thornshire." in said["why"]["value"]
    assert "Duty to share information: Thornshire puts it under itself." in said["why"]["value"]


@pytest.mark.parametrize("file", sorted(SHIPPED.glob("*.toml")), ids=lambda file: file.stem)
def test_a_shipped_profile_is_shown_and_cannot_be_removed(chairtui: Chairtui, file: Path) -> None:
    assert chairtui("rules", "show", file.stem).out.strip() == file.read_text("utf-8").strip()
    assert chairtui("rules", "remove", file.stem).code == 2


@pytest.mark.parametrize(
    "words", [("show",), ("install",), ("installed", "x"), ("remove", "../x"), ("show", "x")]
)
def test_what_is_not_understood_is_said(chairtui: Chairtui, words: tuple[str, ...]) -> None:
    assert chairtui("rules", *words).code == 2
