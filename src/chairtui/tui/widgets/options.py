"""The list of options under a field, and how typing narrows it."""

import re
from collections.abc import Iterable

from textual import events
from textual.binding import Binding
from textual.content import Content

from chairtui.tui.widgets.fields import CleanInput, Field
from chairtui.tui.widgets.lines import Lines, Row
from chairtui.tui.widgets.specs import FieldSpec, Option
from chairtui.tui.widgets.words import join

__all__ = ["FilterInput", "Option", "OptionLines", "Picking", "SearchInput", "matching"]

BETWEEN = re.compile(r"[\s(/–—-]+")
"""What stands between words of a name."""

NOT_YET = "Typing searches; Enter picks what the ▸ is at."
"""Said when somebody presses space where nothing is searched for yet."""


def matching(options: Iterable[Option], typed: str) -> list[Option]:
    """Return the options in which every typed word occurs, those of which words begin with them first."""
    wanted = typed.casefold().split()
    matches = [
        option
        for option in options
        if all(word in f"{option.label} {option.hint} {option.value}".casefold() for word in wanted)
    ]
    return sorted(matches, key=lambda option: _away(option, wanted, " ".join(wanted)))


def _away(option: Option, wanted: list[str], typed: str) -> int:
    """Return how far an option is from what was typed: nearest where its name begins with it."""
    label, said = (_words_of(option.label), _words_of(f"{option.label} {option.hint}"))
    if label.startswith(f" {typed}"):
        return 0
    return next((far for far, words in enumerate((label, said), 1) if _begin(words, wanted)), 3)


def _words_of(text: str) -> str:
    return " " + " ".join(BETWEEN.split(text.casefold())).strip()


def _begin(words: str, wanted: list[str]) -> bool:
    return all(f" {word}" in words for word in wanted)


class OptionLines(Lines, can_focus=False):
    """The options under a field; the keys come from the input above."""

    DEFAULT_CSS = """
    OptionLines { height: auto; max-height: 6; background: $surface; }
    """


class FilterInput(CleanInput):
    """The input above a list of options: up, down and Enter belong to the list."""

    BINDINGS = [
        Binding("up", "move(-1)", "up", show=False),
        Binding("down", "move(1)", "down", show=False),
        Binding("pageup", "page(-1)", "page up", show=False),
        Binding("pagedown", "page(1)", "page down", show=False),
    ]

    def action_move(self, by: int) -> None:
        self._lines.action_cursor(by)

    def action_page(self, by: int) -> None:
        self._lines.action_page(by)

    @property
    def _lines(self) -> OptionLines:
        assert isinstance(self.parent, Field)
        return self.parent.query_one(OptionLines)


class SearchInput(FilterInput):
    """The input above a list to pick from: whatever is typed into it searches, and never picks."""

    @property
    def _nothing_typed(self) -> bool:
        return not self.value or self.selected_text == self.value

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "space" and self._nothing_typed:
            event.prevent_default()
            event.stop()
            if isinstance(self.parent, Field):
                self.parent.hint(NOT_YET)


class Picking(Field):
    """What the two fields with options share: the options show while the field has the cursor."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self.options = spec.options
        self._by_value = {option.value: option for option in self.options}
        self._lines = OptionLines(empty="Nothing has that in its name; take a letter away.")
        self._lines.display = False

    def _label(self, value: str) -> str:
        return self._by_value[value].label if value in self._by_value else value

    def _offer(self, typed: str) -> None:
        self._lines.show(
            Row(option.value, self._words(option), self._mark(option))
            for option in matching(self.options, typed)
        )

    def _words(self, option: Option) -> Content:
        return join(option.label, (f"  {option.hint}", "$text-muted") if option.hint else "")

    def _mark(self, _option: Option) -> str:
        return ""

    def on_lines_chosen(self, message: Lines.Chosen) -> None:
        message.stop()
        self._lines.go_to(message.key)
        self.pick()

    def on_descendant_focus(self) -> None:
        self._lines.display = True

    def on_descendant_blur(self) -> None:
        self._lines.display = False

    def pick(self) -> None:
        """Take what the cursor is on."""
        raise NotImplementedError
