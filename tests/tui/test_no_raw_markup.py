"""Textual reads the text of its own widgets as markup: a person's words go only to our own."""

import ast
from pathlib import Path

import chairtui

TUI = Path(chairtui.__file__).parent / "tui"
RAW = frozenset(
    "Static Label Button Checkbox RadioButton DataTable OptionList SelectionList Select Tree Collapsible Tab"
    " Tabs TabPane TabbedContent Markdown RichLog Log Header Footer Pretty Input TextArea MaskedInput Link"
    " Digits ListView ListItem Toast".split()
)
ALLOWED = {
    ("widgets/fields.py", "Input"),
    ("widgets/prose.py", "TextArea"),
    ("widgets/cover.py", "TextArea"),  # only asks whether the cursor is in one
    ("widgets/choices.py", "Input"),
    ("widgets/several.py", "Input"),
    ("widgets/when_field.py", "Input"),
    ("widgets/suggest.py", "Input"),
}
"""Inputs show what is in them as it is; only the fields, which clean it first, may use them."""
TITLES = {"border_title", "border_subtitle", "tooltip"}


def faults(source: str, name: str) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(source)):
        where = f"{name}:{getattr(node, 'lineno', 0)}"
        match node:
            case ast.ImportFrom(module=str(module), names=names) if module.startswith("textual.widgets"):
                for alias in names:
                    if alias.name in RAW and (name, alias.name) not in ALLOWED:
                        found.append(f"{where} imports {alias.name}")
            case ast.Call(func=ast.Attribute(attr="notify"), keywords=keywords):
                off = any(
                    word.arg == "markup"
                    and isinstance(word.value, ast.Constant)
                    and word.value.value is False
                    for word in keywords
                )
                own = name == "terminal/safe_app.py"
                if not off and not own:
                    found.append(f"{where} notify without markup=False: use say()")
            case ast.Call(func=ast.Attribute(attr="from_markup")):
                found.append(f"{where} reads text as markup")
            case ast.Assign(targets=[ast.Attribute(attr=attr)], value=value) if attr in TITLES:
                if not isinstance(value, ast.Constant) and "content(" not in ast.unparse(value):
                    found.append(f"{where} {attr} is not passed through content()")
            case _:
                pass
    return found


def test_no_module_hands_a_persons_words_to_a_widget_that_reads_markup() -> None:
    found = [
        fault
        for path in sorted(TUI.rglob("*.py"))
        for fault in faults(path.read_text(encoding="utf-8"), path.relative_to(TUI).as_posix())
    ]
    assert found == []


def test_the_lint_sees_the_raw_forms() -> None:
    raw = (
        "from textual.widgets import Static\n"
        "self.notify(name)\n"
        "self.border_title = name\n"
        "Content.from_markup(name)\n"
        "self.notify(name, markup=False)\n"
        "self.border_title = content(name)\n"
    )
    assert len(faults(raw, "screens/some.py")) == 4
