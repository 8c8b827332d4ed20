"""A field of a few answers on one line: one letter is the whole answer."""

from collections.abc import Iterator, Mapping, Sequence

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget

from chairtui.tui.widgets.fields import Field
from chairtui.tui.widgets.specs import FieldSpec, Kind, Option, Value

YES_NO = (Option("yes", "yes"), Option("no", "no"), Option("unknown", "not known"))
"""The answers of a yes-or-no field."""


def by_letter(options: Sequence[Option]) -> dict[str, Option]:
    """Return the option of each letter: the first of its name or, where that is taken, of its value."""
    letters: dict[str, Option] = {}
    for option in options:
        first = option.label[:1].casefold()
        letters[option.value[:1].casefold() if first in letters else first] = option
    return letters


def letters_words(letters: Mapping[str, Option]) -> str:
    """Return which letters answer: y, n, or u for not known."""
    said = [
        letter if option.label.casefold().startswith(letter) else f"{letter} for {option.label}"
        for letter, option in letters.items()
    ]
    return f"{', '.join(said[:-1])}, or {said[-1]}"


class Letters(Widget, can_focus=True):
    """The answers on one line."""

    BINDINGS = [
        Binding("left", "turn(-1)", "before", show=False),
        Binding("right", "turn(1)", "next", show=False),
        Binding("backspace,delete", "answer('')", "no answer", show=False),
        Binding("enter", "finish", "next field", show=False),
    ]
    DEFAULT_CSS = """
    Letters { height: 1; width: 1fr; background: $panel; padding: 0 1; &:focus { background: $primary 30%; } }
    """

    def __init__(self, letters: Mapping[str, Option], value: str = "") -> None:
        super().__init__()
        self.letters, self.value = letters, value
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
        answer = self.letters.get((event.character or "").casefold())
        if answer is None or self._typing:
            self._tell(f"{', '.join(self.letters)}: one letter is the answer; backspace takes it back")
        else:
            self.action_answer(answer.value)
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
        marks = [f"({'•' if one.value == self.value else ' '}) {one.label}" for one in self.letters.values()]
        return Content("   ".join(marks))

    def action_answer(self, value: str) -> None:
        if value != self.value:
            self.value = value
            self.refresh()
            if isinstance(self.parent, Field):
                self.parent.changed()

    def action_turn(self, by: int) -> None:
        values = [one.value for one in self.letters.values()]
        at = values.index(self.value) + by if self.value in values else (0 if by > 0 else -1)
        self.action_answer(values[at % len(values)])

    def action_finish(self) -> None:
        if isinstance(self.parent, Field):
            self.parent.post_message(Field.Finished(self.parent))


class LetterField(Field):
    """One of a few answers, by its letter: one of its options, or yes, no or not known.

    It is empty until someone answers, unless one is usual. Values: those of its options, or "yes",
    "no", "unknown".
    """

    def __init__(self, spec: FieldSpec) -> None:
        letters = by_letter(spec.options if spec.kind is Kind.LETTER else YES_NO)
        super().__init__(spec)
        self.help_words = spec.help or letters_words(letters)
        self._answer = Letters(letters, spec.shown)

    @property
    def value(self) -> str:
        return self._answer.value

    @value.setter
    def value(self, value: Value) -> None:
        self._answer.value = value if isinstance(value, str) else "".join(value[:1])
        self._answer.refresh()

    def compose_input(self) -> Iterator[Widget]:
        yield self._answer
