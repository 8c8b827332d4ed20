"""The locks say what pyproject.toml asks for, in full, and nothing of where they were made."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

TOP = Path(__file__).parents[1]
PROJECT = tomllib.loads((TOP / "pyproject.toml").read_text("utf-8"))["project"]
PACKAGES: list[dict[str, Any]] = tomllib.loads((TOP / "uv.lock").read_text("utf-8"))["package"]
MAKE = "make both locks again, as CONTRIBUTING.md says"


def asked() -> Iterator[tuple[str, ...]]:
    for extra, words in (("", PROJECT["dependencies"]), *PROJECT["optional-dependencies"].items()):
        for one in map(Requirement, words):
            yield canonicalize_name(one.name), extra, str(one.specifier), *sorted(one.extras)


def locked() -> Iterator[tuple[str, ...]]:
    (own,) = (one for one in PACKAGES if one["name"] == "chairtui")
    for one in own["metadata"]["requires-dist"]:
        extra = re.search(r"extra == '(\w+)'", one.get("marker", ""))
        yield (
            one["name"],
            extra[1] if extra else "",
            str(SpecifierSet(one["specifier"])),
            *sorted(one.get("extras", ())),
        )


def hashes(package: Mapping[str, Any]) -> set[str]:
    return {one["hash"] for one in (package.get("sdist"), *package.get("wheels", ())) if one}


def needed(platform: str = "") -> dict[str, Mapping[str, Any]]:
    """Return what the program needs on a platform (`sys.platform`), or on any, and what that needs."""
    known = {one["name"]: one for one in PACKAGES}
    found: dict[str, Mapping[str, Any]] = {}
    waiting = list(known["chairtui"]["dependencies"])
    while waiting:
        wanted = waiting.pop()
        marker = wanted.get("marker", "")
        if platform and "sys_platform" in marker and not Marker(marker).evaluate({"sys_platform": platform}):
            continue
        package = known[wanted["name"]]
        if wanted["name"] not in found:
            waiting += package.get("dependencies", ())
        for extra in wanted.get("extra", ()):
            waiting += package["optional-dependencies"][extra]
        found[wanted["name"]] = package
    return found


def test_the_lock_was_made_from_what_the_project_asks_for() -> None:
    assert sorted(asked()) == sorted(locked()), MAKE


def test_the_hashed_list_is_the_lock_without_what_only_tests_need() -> None:
    entries = re.split(r"\n(?=\S)", (TOP / "requirements.lock").read_text("utf-8").strip())
    listed = {}
    for entry in entries:
        requirement = Requirement(entry.partition("\\")[0])
        listed[requirement.name] = (str(requirement.specifier), set(re.findall(r"--hash=(\S+)", entry)))
    assert listed == {name: (f"=={one['version']}", hashes(one)) for name, one in needed().items()}, MAKE


@pytest.mark.parametrize("name", ["uv.lock", "requirements.lock"])
def test_a_lock_names_no_other_place_than_the_public_index(name: str) -> None:
    addresses = re.findall(r"\w+://[^\s\"'\\]+", (TOP / name).read_text("utf-8"))
    assert {urlsplit(one).hostname for one in addresses} <= {"pypi.org", "files.pythonhosted.org"}


def test_what_is_overridden_in_private_is_fixed_to_one_version() -> None:
    sources = "".join(one.read_text("utf-8") for one in (TOP / "src").rglob("*.py"))
    private = {
        canonicalize_name(name) for name in re.findall(r"^from (\w+)[\w.]*\._\w+ import", sources, re.M)
    }
    exact = {name for name, extra, words, *_ in asked() if not extra and words.startswith("==")}
    assert private == {"textual"}
    assert private <= exact


def test_everything_that_the_program_needs_has_an_upper_bound() -> None:
    assert [name for name, extra, words, *_ in asked() if not extra and not re.search("<|==|~=", words)] == []
