"""Yes, no or not known."""

from collections.abc import Iterator

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget

from chairtui.tui.widgets.fields import Field
from chairtui.tui.widgets.specs import FieldSpec, Value


class YesNo(Widget, can_focus=True):
    """The three answers on one line."""

    ANSWERS = (("yes", "yes"), ("no", "no"), ("unknown", "not known"))
    LETTERS = {"y": "yes", "n": "no", "u": "unknown"}
    BINDINGS = [
        Binding("left", "turn(-1)", "before", show=False),
        Binding("right", "turn(1)", "next", show=False),
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

    def check_consume_key(self, key: str, character: str | None) -> bool:  # noqa: ARG002  as Textual has it
        return character is not None and character.isprintable()

    def on_key(self, event: events.Key) -> None:
        """Take one letter as the answer and go on; any other letter, and those after it, go nowhere."""
        if not self.check_consume_key(event.key, event.character):
            self._typing = False
            self._tell("")
            return
        event.stop()
        event.prevent_default()
        answer = self.LETTERS.get((event.character or "").casefold(), "")
        if not answer or self._typing:
            self._tell("y, n or u: one letter is the answer; backspace takes it back")
        else:
            self.action_answer(answer)
            if isinstance(self.parent, Field):
                self.parent.post_message(Field.Answered(self.parent))
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

    HELP = "y, n, or u for not known"

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self._answer = YesNo(spec.shown)

    @property
    def value(self) -> str:
        return self._answer.value

    @value.setter
    def value(self, value: Value) -> None:
        self._answer.value = value if isinstance(value, str) else "".join(value[:1])
        self._answer.refresh()

    def compose_input(self) -> Iterator[Widget]:
        yield self._answer
