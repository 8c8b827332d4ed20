"""The counts of the house: how much source there is, how long its parts are, and what runs in circles.

Run it with `python benchmarks/house.py`; it measures nothing that depends on the machine.
"""

from __future__ import annotations

import ast
import io
import statistics
import tokenize
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import grimp

SOURCE = Path(__file__).parents[1] / "src" / "chairtui"
LONGEST_FILE = 300
LONGEST_SCOPE = 3
"""Lines of a scope in which a name that says nothing may still stand."""
SAYS_NOTHING = ("one", "found")
MOSTLY = 0.6
"""From this share of its lines on, a file that is mostly one literal after another is a table."""
Scope = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
COMPREHENSION = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


@dataclass(frozen=True)
class Module:
    """One file of the program."""

    file: Path
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """What it says."""
        return ast.parse(self.text)

    @cached_property
    def name(self) -> str:
        """By what name it is imported."""
        parts = self.file.relative_to(SOURCE.parent).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def lines(self) -> int:
        """How many lines it has."""
        return len(self.text.splitlines())

    @cached_property
    def code_lines(self) -> int:
        """How many of them are neither blank nor comment nor docstring."""
        said = {
            number
            for token in tokenize.generate_tokens(io.StringIO(self.text).readline)
            if token.type not in _NO_CODE
            for number in range(token.start[0], token.end[0] + 1)
        }
        return len(said - self._docstrings)

    @cached_property
    def _docstrings(self) -> set[int]:
        """The lines of strings that stand for themselves: docstrings, and what is said below a name."""
        return {
            number
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Expr)
            and isinstance(node.value, ast.Constant)
            and isinstance(node.value.value, str)
            for number in _span(node)
        }

    @property
    def is_table(self) -> bool:
        """Whether most of it is values that are written out, as in a table."""
        tabled = {number for node in _written_out(self.tree.body) for number in _span(node)}
        return len(tabled) > MOSTLY * self.lines

    def functions(self) -> Iterator[tuple[str, int]]:
        """Yield each function with how many lines it has, from its name to its end."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{self.name}.{node.name}", len(_span(node))

    def says_nothing(self) -> Iterator[tuple[str, int]]:
        """Yield each name that says nothing, with its line, for each long scope that binds it."""
        for scope in ast.walk(self.tree):
            if isinstance(scope, Scope | COMPREHENSION) and len(_span(scope)) > LONGEST_SCOPE:
                for name in sorted(bound(scope) & set(SAYS_NOTHING)):
                    yield name, scope.lineno


_NO_CODE = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
}


def _written_out(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Yield what gives a value to a name, in a module or in a class, and what is said below it."""
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield from _written_out(node.body)
        elif isinstance(node, ast.Assign | ast.AnnAssign | ast.Expr):
            yield node


def _span(node: ast.stmt | ast.expr) -> range:
    return range(node.lineno, (node.end_lineno or node.lineno) + 1)


def bound(scope: ast.AST) -> set[str]:
    """Return the names that a scope binds itself, not those of the scopes inside it."""
    names: set[str] = set()
    if isinstance(scope, Scope):
        arguments = scope.args
        names |= {one.arg for one in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)}
    for node in _own(scope):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif (isinstance(node, ast.ExceptHandler) and node.name) or (
            isinstance(node, ast.MatchAs | ast.MatchStar) and node.name
        ):
            names.add(node.name)
    return names


def _own(scope: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(scope):
        if not isinstance(child, Scope | COMPREHENSION | ast.ClassDef):
            yield child
            yield from _own(child)


def circles() -> list[tuple[str, ...]]:
    """Return the modules that import each other in a circle, those for types alone aside."""
    graph = grimp.build_graph("chairtui", exclude_type_checking_imports=True)
    below = {name: graph.find_upstream_modules(name) for name in graph.modules}
    rings = {(name, *(other for other in below[name] if name in below[other])) for name in below}
    return sorted({tuple(sorted(ring)) for ring in rings if len(ring) > 1})


def modules() -> list[Module]:
    """Return every file of the program."""
    return [Module(file, file.read_text(encoding="utf-8")) for file in sorted(SOURCE.rglob("*.py"))]


def room_of(module: Module) -> str:
    """Return in which folder a file is."""
    return str(module.file.parent.relative_to(SOURCE.parent))


def tell_size(house: list[Module]) -> None:
    """Print how much there is."""
    print(f"{len(house)} modules, {sum(one.lines for one in house):,} lines of source")
    print(f"  without blank lines, comments and docstrings: {sum(one.code_lines for one in house):,}")
    long = [one for one in house if one.lines > LONGEST_FILE]
    for words, those in (
        ("modules", [one for one in long if not one.is_table]),
        ("tables", [one for one in long if one.is_table]),
    ):
        named = ", ".join(f"{one.name} {one.lines}" for one in those) or "none"
        print(f"  {words} of more than {LONGEST_FILE} lines: {named}")


def tell_functions(house: list[Module]) -> None:
    """Print how long the functions are."""
    functions = sorted((lines, name) for module in house for name, lines in module.functions())
    lengths = [lines for lines, _ in functions]
    middle, often = statistics.median(lengths), statistics.quantiles(lengths, n=10)[-1]
    longest, name = functions[-1]
    print(
        f"{len(functions):,} functions: median {middle:.0f} lines, 90 % up to {often:.0f}, longest {longest}"
    )
    print(f"  the longest: {name}")


def tell_names(house: list[Module]) -> None:
    """Print where a name says nothing for more than a few lines."""
    where = [(name, f"{module.name}:{line}") for module in house for name, line in module.says_nothing()]
    counted = Counter(name for name, _ in where)
    said = ", ".join(f"{name} {counted[name]}" for name in SAYS_NOTHING)
    print(f"Names that say nothing, in scopes of more than {LONGEST_SCOPE} lines: {said}")


def tell_rooms(house: list[Module]) -> None:
    """Print how many modules each room has, and which import each other in a circle."""
    print("Modules in each room:")
    for room, count in sorted(Counter(map(room_of, house)).items()):
        print(f"  {room:<40}{count:>4}")
    rings = circles()
    print(f"Circles between modules: {len(rings) or 'none'}")
    for ring in rings:
        print(f"  {' – '.join(ring)}")


if __name__ == "__main__":
    everything = modules()
    for tell in (tell_size, tell_functions, tell_names, tell_rooms):
        tell(everything)
