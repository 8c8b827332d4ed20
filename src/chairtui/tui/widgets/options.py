"""The list of options under a field, and how typing narrows it."""

from collections.abc import Iterable

import msgspec
from textual.binding import Binding
from textual.content import Content

from chairtui.tui.widgets.fields import CleanInput, Field
from chairtui.tui.widgets.lines import Lines, Row
from chairtui.tui.widgets.words import join


class Option(msgspec.Struct, frozen=True):
    """One thing that can be picked."""

    value: str
    label: str
    hint: str = ""
    """A few words that tell it from others: an agency, a telephone number."""
    fills: tuple[tuple[str, str], ...] = ()
    """Other fields (key, value) that follow from it, where they are empty."""


def matching(options: Iterable[Option], typed: str) -> list[Option]:
    """Return the options in which every typed word occurs, those that begin with it first."""
    wanted = typed.casefold().split()
    found = [
        option
        for option in options
        if all(word in f"{option.label} {option.hint} {option.value}".casefold() for word in wanted)
    ]
    return sorted(found, key=lambda option: not option.label.casefold().startswith(typed.casefold().strip()))


class OptionLines(Lines, can_focus=False):
    """The options under a field; the keys come from the input above."""

    DEFAULT_CSS = """
    OptionLines { height: auto; max-height: 6; background: $surface; }
    """

    def on_lines_moved(self, message: Lines.Moved) -> None:
        message.stop()


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


class Picking(Field):
    """What the two fields with options share: the options show while the field has the cursor."""

    def __init__(
        self,
        key: str,
        label: str,
        options: Iterable[Option],
        *,
        required: bool = False,
        help: str = "",
        id: str | None = None,
    ) -> None:
        super().__init__(key, label, required=required, help=help, id=id)
        self.options = tuple(options)
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
