"""Several lines of text in a form: what does not fit is said, and what is made of the text is shown."""

from collections.abc import Iterator

from textual import events
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult, Location

from chairtui.text import clean
from chairtui.tui.widgets.fields import Field, admit, ask_to_cut
from chairtui.tui.widgets.specs import FieldSpec, Value

PROSE = 20_000
"""Characters in a field of prose. Longer text in one line slows every key."""


class CleanArea(TextArea):
    """Several lines of text, into which only clean text gets, up to a limit."""

    def __init__(self, text: str, *, limit: int) -> None:
        self.limit = limit
        self._styled: tuple[object, object] = (None, None)
        """The theme and the styles that were put together last."""
        super().__init__(clean(text), compact=True, highlight_cursor_line=False, soft_wrap=True)
        self.move_cursor(self.document.end)  # whoever goes on writing goes on at the end
        self.cursor_blink = False

    def notify_style_update(self) -> None:
        self._styled = (None, None)
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw as Textual does, but put its theme and its styles together once, and not at each key.

        They are other objects once they are other styles.
        """
        styles = (self._theme, self._component_styles.get("text-area--cursor"))
        if all(one is now for one, now in zip(self._styled, styles, strict=True)):
            return super(TextArea, self).render_lines(crop)
        self._styled = styles
        return super().render_lines(crop)

    def edit(self, edit: Edit) -> EditResult:
        """Let in what is clean and fits, and do what follows from it before the frame is painted."""
        left_out = 0
        if edit.text:
            edit.text, left_out = admit(edit.text, self._room(edit.top, edit.bottom), multiline=True)
        result = super().edit(edit)
        field = self.parent
        if isinstance(field, ProseField):
            field.edited(left_out)
        return result

    def _room(self, start: Location, end: Location) -> int:
        """Return how many characters fit in the place of what stands between two locations."""
        used = sum(map(len, self.document.lines)) + self.document.line_count - 1
        return self.limit - used + len(self.get_text_range(start, end))

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        start, end = sorted(self.selection)

        def put(text: str) -> None:
            self.move_cursor(self.edit(Edit(text, start, end, maintain_selection_offset=False)).end_location)
            self.focus()

        ask_to_cut(self, event.text, self._room(start, end), put, multiline=True)

    def load_text(self, text: str) -> None:
        super().load_text(clean(text, limit=max(self.limit, len(text))))


class ProseField(Field):
    """Several lines of text; Enter begins a new line, Tab goes on."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self._area = CleanArea(spec.shown, limit=spec.limit or PROSE)
        self._area.styles.height = spec.height

    @property
    def value(self) -> str:
        return clean(self._area.text).strip()

    @value.setter
    def value(self, value: Value) -> None:
        self._area.load_text(value if isinstance(value, str) else "\n".join(value))

    def compose_input(self) -> Iterator[Widget]:
        yield self._area

    def edited(self, left_out: int) -> None:
        """Say what did not fit, and call who wants to know at once."""
        limit = self._area.limit
        if left_out:
            self.hint(
                f"The first {limit:,} characters are kept here; {left_out:,} more did not fit. "
                "Put them into another entry."
            )
        else:
            self._show_meaning()
        if self.on_edit is not None:
            self.on_edit()

    def on_mount(self) -> None:
        self._show_meaning()
        self.settle()

    def settle(self) -> None:
        """Let a form with little room give one line to what is empty and is left."""
        self.set_class(not self._area.text.strip(), "-empty")

    def _show_meaning(self) -> None:
        understand = self.spec.understand
        text = self._area.text.strip() if understand else ""
        self.hint(f"= {understand(text)}" if understand and text else "")

    def on_text_area_changed(self, message: TextArea.Changed) -> None:
        message.stop()
        self.changed()
