"""What a Word template may say: fields of the record, in loops and where a condition holds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

_CALLS = frozenset("upper lower title capitalize strip startswith endswith split".split())
"""What a template may do with a text."""
_FILTERS = frozenset("capitalize count d default e escape first last length lower title trim upper".split())
_SAID = frozenset(
    "And Call Compare CondExpr Const Filter For Getattr Getitem If Name Not Operand Or Output Template "
    "TemplateData Test Tuple".split()
)
"""Parts of Jinja's language that show a field, go through a list or ask a question; nothing is worked out."""
_DEEPEST = 5
"""Loops in each other: sections, their parts, rows, cells and the lines of a cell."""
_KEPT = 24
"""Texts, headers, footers and properties that stay compiled: a template has about twelve."""


@cache
def environment() -> Any:
    """Return what reads the fields of a template, each once; every value is text when put in."""
    from jinja2 import StrictUndefined
    from jinja2.exceptions import SecurityError
    from jinja2.sandbox import SandboxedEnvironment

    class Environment(SandboxedEnvironment):
        """Shows fields, and works out nothing that could go on for ever or fill the memory."""

        def _parse(self, *source: Any) -> Any:
            template = super()._parse(*source)
            for line in _refused(template, loops=0):
                error = SecurityError("a template shows fields")
                error.lineno = line  # type: ignore[attr-defined]
                raise error
            return template

        def is_safe_callable(self, obj: Any) -> bool:
            return getattr(obj, "__name__", "") in _CALLS and super().is_safe_callable(obj)

    made: Any = Environment(autoescape=True, undefined=StrictUndefined, finalize=_inert)
    made.globals.clear()
    made.filters = {name: one for name, one in made.filters.items() if name in _FILTERS}
    made.compile = lru_cache(_KEPT)(made.compile)
    return made


def _refused(node: Any, loops: int) -> Iterator[int]:
    """Yield the line of each part of a template that does more than it may."""
    from jinja2 import nodes

    loops += isinstance(node, nodes.For)
    endless = isinstance(node, nodes.For) and (node.recursive or loops > _DEEPEST)
    if type(node).__name__ not in _SAID or endless:
        yield node.lineno
    for inner in node.iter_child_nodes():
        yield from _refused(inner, loops)


def _inert(value: Any) -> Any:
    """Return a value as text of Word's XML; docxtpl reads ``{_{`` as its own."""
    from jinja2 import Undefined
    from markupsafe import Markup, escape

    if isinstance(value, Undefined):
        return value
    return Markup(str(escape(str(value))).replace("_", "&#95;"))
