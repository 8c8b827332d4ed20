"""How many there are of something is said by one function: 1 row, 2 rows."""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import chairtui
from chairtui.core.listing import how_many
from chairtui.tui.keys import ACTS, Where
from chairtui.tui.plain.reading import numbered, row_words
from chairtui.tui.widgets.columns import Column
from chairtui.tui.widgets.lines import Lines
from chairtui.tui.widgets.row import Row


def test_one_is_one_and_others_are_several() -> None:
    said = [how_many(number, "action") for number in (0, 1, 2, 1200)]
    assert said == ["0 actions", "1 action", "2 actions", "1,200 actions"]
    assert [how_many(number, "entry", "entries") for number in (1, 2)] == ["1 entry", "2 entries"]


def test_no_module_makes_a_plural_by_an_s_of_its_own() -> None:
    own = re.compile(r"\{'' if [^{}]* == 1 else 's'\}")
    made = {
        file.name
        for file in Path(chairtui.__file__).parent.rglob("*.py")
        if own.search(file.read_text("utf-8"))
    }
    assert made == set()


def test_a_word_that_is_typed_is_not_said_twice_beside_what_it_does() -> None:
    for act in ACTS:
        if act.where is Where.AGREED:
            said = row_words(Row("a", "What", keys=f"{act.label} {act.label}   Enter opens it"))
            assert f"{act.label} {act.label}" not in said, act.id


def test_a_number_in_a_column_is_read_out_with_what_it_counts() -> None:
    rows = tuple(Row(str(number), "x", cells=("SM-1", str(number))) for number in (1, 2))
    lines = SimpleNamespace(columns=(Column("Ref", 8), Column("Actions", 8)), rows=rows)
    said = [words.split(", ")[-1] for words in numbered(cast("Lines", lines))]
    assert said == ["1 action", "2 actions"]
