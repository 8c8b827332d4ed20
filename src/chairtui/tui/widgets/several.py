"""Pick several from a list, by typing a part of a name."""

from collections.abc import Iterable, Iterator

from textual.widget import Widget
from textual.widgets import Input

from chairtui.tui.widgets.options import Option, Picking, SearchInput
from chairtui.tui.widgets.specs import FieldSpec, Value
from chairtui.tui.widgets.words import Words


class ManyField(Picking):
    """Pick several: type a part of a name, Enter picks and unpicks, Tab goes on."""

    HELP = "Enter picks, Tab goes on"

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self._values = self._in_order(spec.shown.split("\n"))
        self._input = SearchInput()
        self._chosen = Words(self._chosen_words(), classes="chosen")
        self._offer("")

    @property
    def value(self) -> tuple[str, ...]:
        return self._values

    @value.setter
    def value(self, value: Value) -> None:
        self._values = self._in_order(value.split("\n") if isinstance(value, str) else value)
        self._show_value()

    def _in_order(self, values: Iterable[str]) -> tuple[str, ...]:
        """Return the values in the order of the options; those no longer offered stay, at the end."""
        order = list(self._by_value)
        known = {value for value in values if value}
        return tuple(sorted(known, key=lambda value: order.index(value) if value in order else len(order)))

    def compose_input(self) -> Iterator[Widget]:
        yield self._chosen
        yield self._input
        yield self._lines

    def _chosen_words(self) -> str:
        return (
            "Picked: " + ", ".join(self._label(value) for value in self._values)
            if self._values
            else "None picked"
        )

    def _mark(self, option: Option) -> str:
        return "[x]" if option.value in self._values else "[ ]"

    def _show_value(self) -> None:
        self._chosen.say(self._chosen_words())
        self._offer(self._input.value)

    def on_input_changed(self, message: Input.Changed) -> None:
        message.stop()
        self._offer(self._input.value)
        if self._input.value and self._lines.rows:
            self._lines.action_edge(0)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        message.stop()
        self.toggle()

    def pick(self) -> None:
        self.toggle()

    def toggle(self) -> None:
        """Pick or unpick what the cursor is on."""
        key = self._lines.cursor_key
        if not key:
            return
        self._values = self._in_order(set(self._values) ^ {key})
        with self.prevent(Input.Changed):
            self._input.value = ""
        self._show_value()
        self._lines.go_to(key)
        self.changed()
