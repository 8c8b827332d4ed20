"""Small windows over a screen: a question with named answers, a text to read, one field to fill in."""

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen

from chairtui.tui.keys import Where, bindings
from chairtui.tui.widgets.bars import KeyBar
from chairtui.tui.widgets.lines import Lines, Row
from chairtui.tui.widgets.words import Wording, Words, content, join

WINDOW = """
    align: center middle;
    & > Vertical {
        width: 76; max-width: 100%; height: auto; max-height: 100%;
        border: round $primary; background: $surface; padding: 0 1;
    }
    & .title { text-style: bold; color: $primary; padding-bottom: 1; }
"""
"""How every window over a screen looks."""


class Confirm(ModalScreen[str | None]):
    """A question with named answers. Returns the key of the answer, or None if it was put aside."""

    BINDINGS = bindings(Where.QUESTION)
    DEFAULT_CSS = "Confirm {" + WINDOW + " & Lines { height: auto; max-height: 12; } }"

    def __init__(self, question: Wording, answers: Mapping[str, str], details: Wording = "") -> None:
        """Ask.

        Args:
            question: one sentence.
            answers: key → what it does, in words ("Leave the meeting open"); the first is under the cursor.
            details: what the chair should know before answering.
        """
        super().__init__()
        self.question, self.answers, self.details = content(question), dict(answers), content(details)

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Words(self.question, classes="title")
            if self.details:
                yield Words(self.details, classes="details")
            rows = (Row(key, words) for key, words in self.answers.items())
            yield Lines(rows)
            yield KeyBar(Where.QUESTION)

    def on_lines_chosen(self, message: Lines.Chosen) -> None:
        self.dismiss(message.key)

    def action_answer(self) -> None:
        """Answer with what the cursor is on."""
        self.query_one(Lines).action_choose()

    def action_put_aside(self) -> None:
        self.dismiss(None)


class Reader(ModalScreen[bool]):
    """A text to read; escape, q or Enter closes it."""

    BINDINGS = [*bindings(Where.READER), Binding("q,enter", "close", "close", show=False)]
    DEFAULT_CSS = (
        "Reader {"
        + WINDOW
        + """ & > Vertical { width: 96; height: 90%; }
        & VerticalScroll { height: 1fr; scrollbar-size-vertical: 1; } & KeyBar { dock: bottom; } }"""
    )

    def __init__(self, title: Wording, text: Wording, drawn: Wording = "") -> None:
        """Show a text, and above it what is only drawn: the text says the same."""
        super().__init__()
        self.heading = self.title_words = content(title)
        self.text, self._drawn = content(text), content(drawn)

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Words(self.title_words, classes="title")
            with VerticalScroll():
                yield Words(join(self._drawn, "\n\n", self.text) if self._drawn else self.text)
            yield KeyBar(Where.READER)

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()

    def action_close(self) -> None:
        self.dismiss(False)


class ReadAloud(Reader):
    """A text to read aloud. Enter says that it was read; escape and q close it, and nothing was."""

    BINDINGS = [Binding("enter", "was_read", "I have read it", show=False)]

    def __init__(self, title: Wording, text: Wording) -> None:
        super().__init__(join(content(title), "   Enter: I have read it   Esc: not"), text)
        self.heading = content(title)

    def action_was_read(self) -> None:
        """Close it as read."""
        self.dismiss(True)
