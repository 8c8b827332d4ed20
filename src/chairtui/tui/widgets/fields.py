"""Fields: a label above, what is typed, and one line below for what is wrong, what is understood, or help."""

from collections.abc import Callable, Iterator

from textual import events
from textual.app import ComposeResult
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input

from chairtui.text import clean, divide
from chairtui.tui.widgets.dialogs import Confirm
from chairtui.tui.widgets.specs import FieldSpec, Value
from chairtui.tui.widgets.words import Words, join

ONE_LINE = 500
"""Characters in a one-line field."""


PARTS = "To keep all of it, paste it in parts into several entries."


def admit(text: str, room: int, *, multiline: bool) -> tuple[str, int]:
    """Return as much of the clean text as there is room for, and how many characters were left out."""
    ahead = 2 * max(0, room) + 1_000
    kept, rest = divide(text[:ahead], multiline=multiline, limit=max(0, room))
    return kept, len(rest) + max(0, len(text) - ahead)


def ask_to_cut(
    widget: Widget, text: str, room: int, put: Callable[[str], object], *, multiline: bool
) -> None:
    """Put pasted text in; where it does not fit, say first how much would be kept, and ask."""
    kept, left_out = admit(text, room, multiline=multiline)
    if not left_out:
        put(text)
        return

    def chosen(answer: str | None) -> None:
        if answer == "cut":
            put(text)

    question = f"What you paste has {len(text):,} characters, and there is room for {max(0, room):,}."
    cut = {"cut": f"Keep the first {len(kept):,}, and leave out {left_out:,}"} if kept else {}
    widget.app.push_screen(Confirm(question, {**cut, "none": "Paste nothing"}, PARTS), chosen)


class Field(Widget):
    """What all fields share: a field holds what is typed; what that means is for others."""

    DEFAULT_CSS = """
    Field {
        height: auto; width: 1fr; layout: vertical; margin-bottom: 1;
        & > .label { color: $foreground; }
        & > .note { color: $text-muted; display: none; }
        & > .note.-said { display: block; }
        &.-noted { margin-bottom: 0; }
        & > .note.-problem { color: $error; text-style: bold; }
        &.-here > .label { color: $primary; text-style: bold; }
        & Input { background: $panel; padding: 0 1; }
        & TextArea { background: $panel; padding: 0 1; scrollbar-size-vertical: 1; }
    }
    """

    class Changed(Message):
        """What the field holds is different now."""

        def __init__(self, field: "Field") -> None:
            super().__init__()
            self.field = field

        @property
        def control(self) -> "Field":
            return self.field

    class Finished(Changed):
        """Enter was pressed: on to the next field, and from the last one to saving."""

    class Answered(Changed):
        """One key was the whole answer: on to the next field, if there is one."""

    HELP = ""
    """What stands below a field of this kind that says nothing else."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(id=f"field-{spec.key}")
        self.spec, self.key, self.help_words = spec, spec.key, spec.help or self.HELP
        self.on_edit: Callable[[], None] | None = None
        """Called at each edit, before it is painted: what it changes elsewhere shows in the same frame."""
        self._problem = self._hint = ""

    # What each kind of field says for itself ----------------------------------------------------

    @property
    def value(self) -> Value:
        """What the field holds."""
        raise NotImplementedError

    @value.setter
    def value(self, value: Value) -> None:
        raise NotImplementedError

    def own_problem(self) -> str:
        """Return what the field itself finds wrong, as a sentence, or nothing."""
        return ""

    def compose_input(self) -> Iterator[Widget]:
        """Yield what is typed into."""
        raise NotImplementedError

    # What all of them do ------------------------------------------------------------------------

    @property
    def as_text(self) -> str:
        """The value as one text, as a draft keeps it: picked keys stand one on a line."""
        return self.value if isinstance(self.value, str) else "\n".join(self.value)

    @property
    def problem(self) -> str:
        """What is wrong, as the line below the field says it."""
        return self._problem

    @problem.setter
    def problem(self, sentence: str) -> None:
        self._problem = sentence
        self._say_note()

    def hint(self, sentence: str) -> None:
        """Show something about what is being typed instead of the help."""
        if sentence != self._hint:
            self._hint = sentence
            self._say_note()

    def compose(self) -> ComposeResult:
        yield Words(join(self.spec.label, "  (needed)" if self.spec.required else ""), classes="label")
        yield from self.compose_input()
        yield Words(classes="note")

    def on_mount(self) -> None:
        self._say_note()

    # A class and not `:focus-within`, which Textual does not look at again when the cursor goes from one
    # field to the next.

    def on_descendant_focus(self) -> None:
        self.set_class(True, "-here")

    def on_descendant_blur(self) -> None:
        self.set_class(False, "-here")
        self.settle()

    def settle(self) -> None:
        """Take what was typed for what it means: somebody leaves the field, or saves."""

    def _say_note(self) -> None:
        if not self.children:
            return
        note = self.query_one(".note", Words)
        words = f"✗ {self._problem}" if self._problem else self._hint or self.help_words
        note.set_class(bool(words), "-said")
        self.set_class(bool(words), "-noted")
        note.set_class(bool(self._problem), "-problem")
        note.set_class(not self._problem and not self._hint, "-help")
        note.say(words)

    def focus(self, scroll_visible: bool = True) -> "Field":
        """Focus what is typed into, as soon as it is there."""
        if not self.children:
            self.call_after_refresh(self.focus, scroll_visible)
        for widget in self.query("*"):
            if widget.focusable:
                widget.focus(scroll_visible)
                break
        return self

    def changed(self) -> None:
        """Tell that the value is different, and stop complaining about the old one."""
        if self._problem:
            self.problem = ""
        self.post_message(self.Changed(self))


class CleanInput(Input):
    """A one-line input into which only clean text gets; of a paste of several lines none is lost."""

    virtual_size = reactive(Size(0, 0), layout=False)
    """As Textual has it, but a key that makes the text longer does not lay out the whole screen again."""

    def __init__(
        self,
        value: str = "",
        *,
        limit: int = ONE_LINE,
        typed: bool = False,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Begin with a value; it is replaced by what is typed first, unless somebody `typed` it."""
        self.limit = limit
        self.offered = "" if typed else value
        """What the program put in, until somebody changes it: the cursor selects it whole."""
        self._overflowed = False
        super().__init__(value, compact=True, select_on_focus=False, id=id, classes=classes)
        self.cursor_blink = False

    def _on_focus(self, event: events.Focus) -> None:
        super()._on_focus(event)
        if self.offered and self.value == self.offered and not event.from_app_focus:
            self.select_all()

    def validate_value(self, value: str) -> str:
        """Return what of the value may stay."""
        return (
            value
            if value.isascii() and value.isprintable()
            else clean(value, multiline=False, limit=self.limit)
        )

    def replace(self, text: str, start: int, end: int) -> None:
        start, end = sorted((start, end))
        room = self.limit - len(self.value) + end - start
        kept, left_out = admit(text, room, multiline=False)
        super().replace(kept, start, end)
        field = self.parent
        if isinstance(field, Field):
            if left_out:
                field.hint(
                    f"This field holds {self.limit:,} characters; {left_out:,} did not fit and were left out."
                )
            elif self._overflowed:
                field.hint("")
            self._overflowed = bool(left_out)
            if field.on_edit is not None:
                field.on_edit()

    def insert(self, text: str, index: int) -> None:
        self.replace(text, index, index)

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        start, end = sorted(self.selection)
        room = self.limit - len(self.value) + end - start
        ask_to_cut(
            self, event.text.strip("\r\n"), room, lambda text: self.replace(text, start, end), multiline=False
        )


class TextField(Field):
    """One line of text."""

    LIMIT = ONE_LINE
    """Characters it may hold, where the form does not say."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self._input = CleanInput(spec.shown, limit=spec.limit or self.LIMIT, typed=spec.is_kept)

    @property
    def value(self) -> str:
        return clean(self._input.value, multiline=False, limit=self._input.limit).strip()

    @value.setter
    def value(self, value: Value) -> None:
        self._input.value = self._input.offered = value if isinstance(value, str) else " ".join(value)

    def compose_input(self) -> Iterator[Widget]:
        yield self._input

    def on_input_changed(self, message: Input.Changed) -> None:
        message.stop()
        self.changed()

    def on_input_submitted(self, message: Input.Submitted) -> None:
        message.stop()
        self.post_message(self.Finished(self))

    def emptied(self) -> bool:
        """Take away what is typed, and say whether anything was."""
        had = bool(self._input.value)
        self._input.value = ""
        return had


CLEARS = "escape: all again, then back"
"""What escape does on a list that is narrowed by typing."""


class SecretField(TextField):
    """One line that is not shown while it is typed."""

    def compose_input(self) -> Iterator[Widget]:
        self._input.password = True
        yield self._input
