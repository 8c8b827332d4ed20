"""The line under which the rarely used fields of a form are folded."""

from __future__ import annotations

from collections.abc import Iterable

from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from chairtui.tui.widgets.fields import Field
from chairtui.tui.widgets.words import join


class More(Widget, can_focus=True):
    """Says what else the form would take; Enter shows these fields."""

    BINDINGS = [Binding("enter,right", "open", "show", show=False)]
    DEFAULT_CSS = """
    More { height: auto; width: 1fr; color: $text-muted; }
    More:focus { background: $primary 30%; color: $foreground; }
    """

    class Opened(Message):
        """Somebody wants to see what is folded."""

    def __init__(self, fields: Iterable[Field]) -> None:
        """Fold the fields that are rarely used and hold nothing."""
        super().__init__()
        self.folded = [field for field in fields if field.spec.folded and not field.spec.shown]
        for field in self.folded:
            field.display = False
        self.display = bool(self.folded)

    @property
    def words(self) -> str:
        """What is folded, each once: `more: second-hand, challenge`."""
        return f"more: {', '.join(dict.fromkeys(field.spec.folded for field in self.folded))}"

    def render(self) -> Content:
        return join(self.words, ("   Enter shows them", "$text-muted") if self.has_focus else "")

    def unfold(self, fields: Iterable[Field]) -> None:
        """Show these of the fields, and say what is still folded."""
        shown = [field for field in fields if field in self.folded]
        for field in shown:
            field.display = True
            self.folded.remove(field)
        if shown:
            self.display = bool(self.folded)
            self.refresh(layout=True)

    def on_focus(self) -> None:
        self.refresh(layout=True)  # what it says then may take a line more

    on_blur = on_focus

    def action_open(self) -> None:
        self.post_message(self.Opened())
