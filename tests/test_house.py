"""The counts of the house: the script counts rightly, and no two modules stand on each other."""

from pathlib import Path

import benchmarks.house as house
import grimp
import pytest
from benchmarks.house import SOURCE, Module, circles, modules

WORDS = '''"""What it is."""

# Nothing yet.
def longest(values):
    """Return it.

    All of it.
    """
    found = None  # the longest

    for one in values:
        found = max(found, one)
    return [one
            for one in
            values
            if one] + [one for one in found]


TABLE = {
    "a": 1,
}
"""What there is."""
'''


@pytest.fixture
def module() -> Module:
    return Module(SOURCE / "core" / "made_up.py", WORDS)


def test_a_line_of_code_is_one_that_is_neither_blank_nor_a_comment_nor_a_docstring(module: Module) -> None:
    assert (module.lines, module.code_lines) == (22, 11)


def test_a_name_that_says_nothing_counts_once_for_each_scope_that_binds_it_for_long(module: Module) -> None:
    assert sorted(module.says_nothing()) == [("found", 4), ("one", 4), ("one", 13)]


def test_a_function_is_as_long_as_from_its_name_to_its_end(module: Module) -> None:
    assert list(module.functions()) == [("chairtui.core.made_up.longest", 13)]


def test_every_file_of_the_program_is_counted_in_its_room() -> None:
    assert {one.file for one in modules()} == set(SOURCE.rglob("*.py"))
    assert house.room_of(Module(SOURCE / "core" / "history" / "log.py", "")) == "chairtui/core/history"


def test_a_circle_is_found_and_there_is_none_between_the_modules(monkeypatch: pytest.MonkeyPatch) -> None:
    assert circles() == []
    graph = grimp.ImportGraph()
    for importer, imported in ("ab", "bc", "ca", "cd"):
        graph.add_import(importer=importer, imported=imported)
    monkeypatch.setattr(grimp, "build_graph", lambda *_, **__: graph)
    assert circles() == [("a", "b", "c")]


def test_the_script_prints_every_count(capsys: pytest.CaptureFixture[str]) -> None:
    everything = [Module(Path(SOURCE / "core" / "made_up.py"), WORDS)]
    house.tell_size(everything)
    house.tell_names(everything)
    printed = capsys.readouterr().out
    assert "1 modules, 22 lines of source" in printed
    assert "one 2, found 1" in printed
