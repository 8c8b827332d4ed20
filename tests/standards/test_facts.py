"""Facts are said where they are found out: nothing asks only for what an attribute says already."""

import ast
import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import pytest

from chairtui.core.register import Attendee
from chairtui.core.vocabulary import Sector
from chairtui.standards import facts
from chairtui.standards.facts.fact import FACTS, attributes, cached_fact

FOLDER = Path(facts.__file__).parent
IS_FACT = re.compile(r"fact\(").match


def handing_on() -> Iterator[str]:
    """Yield each fact that is a function which only returns an attribute of what it is given."""
    for file in sorted(FOLDER.glob("*.py")):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if not isinstance(node, ast.FunctionDef) or len(node.body) != 2 or not node.decorator_list:
                continue
            last = node.body[1]
            value = last.value if isinstance(last, ast.Return) else None
            if isinstance(value, ast.Attribute) and isinstance(value.value, ast.Name):
                yield from filter(IS_FACT, map(ast.unparse, node.decorator_list))


def test_no_fact_only_hands_on_an_attribute() -> None:
    # What a circumstance says is not a field of it, but how the word is written.
    assert list(handing_on()) == ["fact('adult.circumstance', 'adult')"]


def test_an_attribute_is_a_fact_of_its_own_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(FACTS, "attendee.agency")
    attributes("attendee", Attendee, agency="Key of their agency.")
    made = FACTS["attendee.agency"]
    assert (made.kind, made.total, made.words) == ("words", True, "Key of their agency.")
    assert made.find_out(None, Attendee(id="a", agency="gp", sector=Sector.HEALTH)) == "gp"


@pytest.mark.parametrize("words", ["", "Key of their agency."])
def test_a_fact_that_is_there_already_or_says_nothing_is_refused(words: str) -> None:
    name = "agency" if words else "job"
    with pytest.raises(TypeError, match=rf"attendee\.{name} is there twice or says nothing"):
        attributes("attendee", Attendee, **{name: words})


def test_what_the_sight_finds_out_once_is_a_fact() -> None:
    asked = []

    class Look:
        @cached_fact("made.up")
        def made_up(self) -> int:
            """How many there are."""
            asked.append(1)
            return 3

    look, made = Look(), FACTS.pop("made.up")
    assert (look.made_up, made.find_out(look), len(asked)) == (3, 3, 1)
    assert (made.kind, made.words) == ("number", "How many there are.")
    assert isinstance(Look.__dict__["made_up"], cached_property)
