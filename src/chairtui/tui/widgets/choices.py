"""Pick one from a list, by typing a part of the name."""

from collections.abc import Iterator

from textual import events
from textual.widget import Widget
from textual.widgets import Input

from chairtui.tui.widgets.fields import Field
from chairtui.tui.widgets.options import Option, Picking, SearchInput, matching
from chairtui.tui.widgets.specs import FieldSpec, Value

LONG = 80
"""Characters of a paste that cannot be a part of a name in a list."""


TOO_LONG = "This is a list to pick from: what was pasted is more than a name, and was left out."


class ChoiceInput(SearchInput):
    """A filter above a list of which one is picked."""

    def action_move(self, by: int) -> None:
        super().action_move(by)
        self._went()

    def action_page(self, by: int) -> None:
        super().action_page(by)
        self._went()

    def _went(self) -> None:
        if isinstance(self.parent, ChoiceField):
            self.parent.went()

    def _on_paste(self, event: events.Paste) -> None:
        text = event.text.strip("\r\n")
        if "\n" in text or "\r" in text or len(text) > LONG:
            event.stop()
            event.prevent_default()
            if isinstance(self.parent, Field):
                self.parent.problem = TOO_LONG
        else:
            super()._on_paste(event)


NOT_PICKED = "not picked yet"
"""What an empty choice says: the first of its options has the cursor, and must not be taken for picked."""


UNMATCHED = "\t"
"""Before a draft of what was typed and is not one of the list; nothing that can be typed has it."""


class ChoiceField(Picking):
    """Pick one: type a part of its name, up and down to go to it, Enter to take it and go on.

    In a field that may stay empty Enter goes on until somebody has typed or gone to an option.
    """

    class Picked(Field.Changed):
        """Enter took one of the list: on to the next field; what is taken last is seen before it is saved."""

    ends_form = False
    """Whether it is the last of several fields, so that Enter on what is picked saves the form."""
    _gone_to = False
    """Whether somebody went to an option since the field has the cursor."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        unmatched = spec.shown.startswith(UNMATCHED)
        self._value = "" if unmatched else spec.shown
        typed = spec.shown.removeprefix(UNMATCHED)
        self._input = ChoiceInput(typed if unmatched else self._label(typed))
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
        if self._enter_picks and self._lines.rows:
            self.pick()
            self.post_message(self.Picked(self))
        elif self.typed:
            self.problem = f"Nothing in the list has “{self.typed}” in its name: take letters away."
        else:
            self.post_message(self.Finished(self))

    def pick(self) -> None:
        if self._lines.cursor_key and self._lines.cursor_key != self._value:
            self._value = self._lines.cursor_key
        self.problem = ""
        self._show_value()
        self._input.select_all()
        self.changed()
        self.hint(self._how())

    @property
    def _enter_picks(self) -> bool:
        if self._value and not self.typed:
            return self._lines.cursor_key != self._value
        return bool(self.typed) or self.spec.required or self._gone_to

    def went(self) -> None:
        """Take note that somebody went to an option: Enter takes it now."""
        self._gone_to = True
        self.hint(self._how())

    def _how(self) -> str:
        """Return what the keys do, with the field's own help."""
        on = "saves" if self.ends_form else "goes on"
        keys = "Enter picks" if self.ends_form else "Enter picks and goes on"
        if not self._enter_picks:
            keys = f"Enter {on}" if self._value else f"up or down and {keys}, Enter alone {on}"
        return f"{self.help_words} · {keys}" if self.help_words else keys

    def on_descendant_focus(self) -> None:
        self._gone_to = False
        self._offer(self.typed)
        self._lines.go_to(self._value)
        self._input.select_all()
        self.hint(self._how())

    def on_descendant_blur(self) -> None:
        self.hint("")

    def settle(self) -> None:
        """Take what was typed only when it can mean one thing."""
        matches = matching(self.options, self.typed) if self.typed else []
        exact = [option for option in matches if option.label.casefold() == self.typed.casefold().strip()]
        meant = exact or matches
        if len(meant) == 1:
            self._lines.go_to(meant[0].value)
            self.pick()
        elif self.typed:
            self.problem = f"“{self.typed}” is not one of the list; nothing was picked."

    def own_problem(self) -> str:
        return f"“{self.typed}” is not one of the list: pick one with Enter." if self.typed else ""
