"""What is bound for more than a few lines has a name of its own: `action`, not `one`."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from benchmarks.house import LONGEST_SCOPE, SOURCE, Module
from benchmarks.house import SAYS_NOTHING as PASSING

LINES = 3
"""From the first to the last line that uses one of them."""
BY_LINES_OF_USE = ("records", "tui")
"""Rooms in which a scope may still be longer than that, if the name is used over few of its lines."""
ROOMS = sorted({str(module.parent.relative_to(SOURCE)) for module in SOURCE.rglob("*.py")})

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
SCOPES = (*FUNCTIONS, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def within(scope: ast.AST) -> Iterator[ast.AST]:
    """Yield what stands in a scope, without what stands in a scope inside it."""
    for node in ast.iter_child_nodes(scope):
        yield node
        if not isinstance(node, SCOPES):
            yield from within(node)


def bound(scope: ast.AST) -> set[str]:
    """Return the names that a scope binds: its arguments, what it assigns, what it goes through."""
    given = ast.walk(scope.args) if isinstance(scope, FUNCTIONS) else ()
    arguments = {node.arg for node in given if isinstance(node, ast.arg)}
    stored = (
        node for node in within(scope) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    )
    return arguments | {node.id for node in stored}


def lasting(source: str) -> list[str]:
    """Return which names that say nothing are used over more lines than can be overlooked."""
    said = []
    for scope in ast.walk(ast.parse(source)):
        if isinstance(scope, SCOPES):
            for name in bound(scope).intersection(PASSING):
                lines = [
                    node.lineno
                    for node in ast.walk(scope)
                    if (isinstance(node, ast.Name) and node.id == name)
                    or (isinstance(node, ast.arg) and node.arg == name)
                ]
                if max(lines) - min(lines) >= LINES:
                    said.append(f"{name}, from line {min(lines)} to {max(lines)}")
    return said


@pytest.mark.parametrize("room", ROOMS)
def test_what_is_used_over_several_lines_has_a_name_of_its_own(room: str) -> None:
    modules = list((SOURCE / room).glob("*.py"))
    assert modules
    assert {module.name: said for module in modules if (said := lasting(module.read_text("utf-8")))} == {}


def test_no_longer_scope_binds_a_name_that_says_nothing() -> None:
    long = [
        f"{module.name}:{line} {name}"
        for module in map(_module, sorted(SOURCE.rglob("*.py")))
        if not str(module.file.relative_to(SOURCE)).startswith(BY_LINES_OF_USE)
        for name, line in module.says_nothing()
    ]
    assert LONGEST_SCOPE == LINES
    assert long == []


def _module(file: Path) -> Module:
    return Module(file, file.read_text("utf-8"))


def test_a_name_that_says_nothing_may_stand_for_three_lines() -> None:
    assert lasting("def f(all):\n    for one in all:\n        print(one)\n") == []
    assert lasting("def f(one):\n    a = 1\n    b = 2\n    return one\n") == ["one, from line 1 to 4"]
    assert lasting("x = [\n    one\n    for one in y\n    if one\n    if not one.z\n]\n") == [
        "one, from line 2 to 5"
    ]
