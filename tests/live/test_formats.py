"""The forms in which a meeting leaves the program: one table, and nobody who has a list of their own."""

import ast
from importlib import import_module
from inspect import signature
from pathlib import Path

import click
import pytest

from chairtui.cli.documents import export
from chairtui.cli.papers import pack, request
from chairtui.cli.sending import send
from chairtui.live.formats import FORMATS, Format, Kind, Use, format_of, keys, offered
from chairtui.tui.sheets.export import choices

PROJECT = Path(__file__).parents[2]
ASKS = {Use.EXPORT: export, Use.SEND: send, Use.REQUEST: request, Use.PACK: pack}
TABLE = PROJECT / "src" / "chairtui" / "live" / "formats.py"


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.key)
def test_a_form_is_written_by_the_function_that_its_row_names(form: Format) -> None:
    module, _, name = form.writer.partition(":")
    asked = signature(getattr(import_module(module), name), eval_str=False)
    assert len(asked.parameters) == (3 if form.kind is Kind.RECORD else 1)
    assert asked.return_annotation == "bytes"


def test_no_two_forms_and_no_two_files_have_the_same_name() -> None:
    named = [name for one in FORMATS for name in {one.key, *one.files}]
    assert len(named) == len(set(named))
    assert len({one.ending_of(part) for one in FORMATS for part in one.files}) == len(
        [part for one in FORMATS for part in one.files]
    )
    assert all(format_of(part) is one for one in FORMATS for part in one.files)


@pytest.mark.parametrize("use", Use)
def test_the_command_line_and_the_form_on_the_screen_offer_what_the_table_says(use: Use) -> None:
    chosen = [one.type for one in ASKS[use].params if one.name == "form"]
    assert [tuple(one.choices) for one in chosen if isinstance(one, click.Choice)] == [keys(use)]
    assert tuple(one.value for one in choices(use)) == keys(use) != ()


def test_the_page_about_records_explains_every_form_that_can_be_exported_in_the_words_of_the_table() -> None:
    page = (PROJECT / "docs" / "records.md").read_text(encoding="utf-8")
    _, _, table = page.partition("| form | what it is |\n|---|---|\n")
    rows = table.partition("\n\n")[0].splitlines()
    assert rows == [f"| `{one.key}` | {one.about} |" for one in offered(Use.EXPORT)]


def test_only_what_is_to_be_read_goes_to_recipients_and_into_papers() -> None:
    for use in (Use.SEND, Use.REQUEST, Use.PACK):
        assert {one.kind for one in offered(use)} == {Kind.RECORD}


def test_nobody_else_has_a_list_of_forms() -> None:
    own = []
    for file in sorted((PROJECT / "src").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Dict | ast.List | ast.Set | ast.Tuple):
                continue
            listed = node.keys if isinstance(node, ast.Dict) else node.elts
            words = {one.value for one in listed if isinstance(one, ast.Constant)}
            if file != TABLE and len(words & {"docx", "pdf", "html", "md", "fhir", "xlsx"}) > 1:
                own.append(f"{file.name}:{node.lineno}")
    assert own == []
