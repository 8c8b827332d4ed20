"""Fields in which one or several are picked from a list, by typing a part of the name."""

from collections.abc import Iterable, Iterator

import msgspec
from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from chairtui.tui.widgets.fields import CleanInput, Field, Value
from chairtui.tui.widgets.lines import Lines, Row
from chairtui.tui.widgets.words import Words, join


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


LONG = 80
"""Characters of a paste that cannot be a part of a name in a list."""
TOO_LONG = "This is a list to pick from: what was pasted is more than a name, and was left out."


class ChoiceInput(FilterInput):
    """A filter above a list of which one is picked: space picks while nothing is typed."""

    def check_consume_key(self, key: str, character: str | None) -> bool:
        return not (key == "space" and self._picks) and super().check_consume_key(key, character)

    @property
    def _picks(self) -> bool:
        return isinstance(self.parent, ChoiceField) and not self.parent.typed

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "space" and self._picks:
            event.prevent_default()
            event.stop()
            assert isinstance(self.parent, ChoiceField)
            self.parent.pick()

    def _on_paste(self, event: events.Paste) -> None:
        text = event.text.strip("\r\n")
        if "\n" in text or "\r" in text or len(text) > LONG:
            event.stop()
            event.prevent_default()
            if isinstance(self.parent, Field):
                self.parent.problem = TOO_LONG
        else:
            super()._on_paste(event)


class SpaceInput(FilterInput):
    """A filter in which space picks, as in every list with boxes."""

    BINDINGS = [Binding("space", "pick", "pick", show=False)]

    def check_consume_key(self, key: str, character: str | None) -> bool:
        return key != "space" and super().check_consume_key(key, character)

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "space":
            event.prevent_default()

    def action_pick(self) -> None:
        if isinstance(self.parent, ManyField):
            self.parent.toggle()


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


NOT_PICKED = "not picked yet"
"""What an empty choice says: the first of its options has the cursor, and must not be taken for picked."""
UNMATCHED = "\t"
"""Before a draft of what was typed and is not one of the list; nothing that can be typed has it."""


class ChoiceField(Picking):
    """Pick one: type a part of its name, up and down to go to it, Enter to take it."""

    def __init__(
        self,
        key: str,
        label: str,
        options: Iterable[Option],
        value: str = "",
        *,
        required: bool = False,
        help: str = "",
        id: str | None = None,
    ) -> None:
        super().__init__(key, label, options, required=required, help=help, id=id)
        unmatched = value.startswith(UNMATCHED)
        self._value = "" if unmatched else value
        self._input = ChoiceInput(value.removeprefix(UNMATCHED) if unmatched else self._label(value))
        self._input.placeholder = NOT_PICKED
        self._offer(self.typed)
        self._lines.go_to(self._value)

    @property
    def value(self) -> str:
        return self._value

    @value.setter
    def value(self, value: Value) -> None:
        self._value = value if isinstance(value, str) else "".join(value[:1])
        self._show_value()

    def compose_input(self) -> Iterator[Widget]:
        yield self._input
        yield self._lines

    def _mark(self, option: Option) -> str:
        return "(•)" if option.value == self._value else "( )"

    def _show_value(self) -> None:
        with self.prevent(Input.Changed):
            self._input.value = self._label(self._value)
        self._offer(self.typed)
        self._input.cursor_position = len(self._input.value)

    @property
    def as_text(self) -> str:
        """The value; or what is typed, as a draft of its own, while it is not one of the list."""
        return f"{UNMATCHED}{self.typed}" if self.typed else self._value

    @property
    def typed(self) -> str:
        """What is typed, unless it is the label of the value itself."""
        return "" if self._input.value == self._label(self._value) else self._input.value

    def on_input_changed(self, message: Input.Changed) -> None:
        message.stop()
        self._offer(self.typed)
        if self.typed and self._lines.rows:
            self._lines.action_edge(0)
        if not self._input.value and self._value:
            self._value = ""
        self.changed()
        self.hint(self._how())

    def on_input_submitted(self, message: Input.Submitted) -> None:
        message.stop()
        if self.typed or not self._value:
            if self._lines.rows and (self.typed or self.required):
                self.pick()
            elif self.typed:
                self.problem = f"Nothing in the list has “{self.typed}” in its name: take letters away."
                return
        elif self._lines.cursor_key != self._value and self._lines.cursor_key:
            self.pick()
        self.post_message(self.Finished(self))

    def pick(self) -> None:
        if self._lines.cursor_key and self._lines.cursor_key != self._value:
            self._value = self._lines.cursor_key
        self.problem = ""
        self._show_value()
        self.changed()

    def _how(self) -> str:
        """Return what the keys do, with the field's own help."""
        keys = "Enter picks" if self.typed else "Enter or space picks"
        return f"{self.help_words} · {keys}" if self.help_words else keys

    def on_descendant_focus(self) -> None:
        self._offer(self.typed)
        self._lines.go_to(self._value)
        self._input.select_all()
        self.hint(self._how())

    def on_descendant_blur(self) -> None:
        """Leaving takes what was typed only when it can mean one thing."""
        self.hint("")
        found = matching(self.options, self.typed) if self.typed else []
        exact = [option for option in found if option.label.casefold() == self.typed.casefold().strip()]
        one = exact or found
        if len(one) == 1:
            self._lines.go_to(one[0].value)
            self.pick()
        elif self.typed:
            self.problem = f"“{self.typed}” is not one of the list; nothing was picked."

    def own_problem(self) -> str:
        return f"“{self.typed}” is not one of the list: pick one with Enter." if self.typed else ""


class ManyField(Picking):
    """Pick several: type a part of a name, space or Enter picks and unpicks, Tab goes on."""

    def __init__(
        self,
        key: str,
        label: str,
        options: Iterable[Option],
        value: Iterable[str] = (),
        *,
        required: bool = False,
        help: str = "space picks, Tab goes on",
        id: str | None = None,
    ) -> None:
        super().__init__(key, label, options, required=required, help=help, id=id)
        self._values = self._in_order(value)
        self._input = SpaceInput()
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


class YesNo(Widget, can_focus=True):
    """The three answers on one line."""

    ANSWERS = (("yes", "yes"), ("no", "no"), ("unknown", "not known"))
    LETTERS = {"y": "yes", "n": "no", "u": "unknown"}
    BINDINGS = [
        Binding("left", "turn(-1)", "before", show=False),
        Binding("right,space", "turn(1)", "next", show=False),
        Binding("backspace,delete", "answer('')", "no answer", show=False),
        Binding("enter", "finish", "next field", show=False),
    ]
    DEFAULT_CSS = """
    YesNo { height: 1; width: 1fr; background: $panel; padding: 0 1; &:focus { background: $primary 30%; } }
    """

    def __init__(self, value: str = "") -> None:
        super().__init__()
        self.value = value
        self._typing = False
        """Whether letters were typed already: a word is never read as a row of answers."""

    def check_consume_key(self, key: str, character: str | None) -> bool:
        return key != "space" and character is not None and character.isprintable()

    def on_key(self, event: events.Key) -> None:
        """Take one letter as the answer; the letters after it go nowhere."""
        if not self.check_consume_key(event.key, event.character):
            self._typing = False
            self._tell("")
            return
        event.stop()
        event.prevent_default()
        answer = self.LETTERS.get((event.character or "").casefold(), "")
        if answer and not self._typing:
            self.action_answer(answer)
        else:
            self._tell("y, n or u: one letter is the answer; backspace takes it back")
        self._typing = True

    def on_blur(self) -> None:
        self._typing = False
        self._tell("")

    def _tell(self, sentence: str) -> None:
        if isinstance(self.parent, Field):
            self.parent.hint(sentence)

    def render(self) -> Content:
        marks = [f"({'•' if value == self.value else ' '}) {label}" for value, label in self.ANSWERS]
        return Content("   ".join(marks))

    def action_answer(self, value: str) -> None:
        if value != self.value:
            self.value = value
            self.refresh()
            if isinstance(self.parent, Field):
                self.parent.changed()

    def action_turn(self, by: int) -> None:
        values = [value for value, _label in self.ANSWERS]
        at = values.index(self.value) + by if self.value in values else (0 if by > 0 else -1)
        self.action_answer(values[at % len(values)])

    def action_finish(self) -> None:
        if isinstance(self.parent, Field):
            self.parent.post_message(Field.Finished(self.parent))


class YesNoField(Field):
    """Yes, no or not known; empty until someone answers. Values: "yes", "no", "unknown", ""."""

    def __init__(
        self,
        key: str,
        label: str,
        value: str = "",
        *,
        required: bool = False,
        help: str = "y, n, or u for not known",
        id: str | None = None,
    ) -> None:
        super().__init__(key, label, required=required, help=help, id=id)
        self._answer = YesNo(value)

    @property
    def value(self) -> str:
        return self._answer.value

    @value.setter
    def value(self, value: Value) -> None:
        self._answer.value = value if isinstance(value, str) else "".join(value[:1])
        self._answer.refresh()

    def compose_input(self) -> Iterator[Widget]:
        yield self._answer
