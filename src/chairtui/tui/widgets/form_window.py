"""How a form lies in its window, beside what it is about, and what of it is in sight."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widget import Widget

from chairtui.tui.keys import Where
from chairtui.tui.widgets.bars import KeyBar
from chairtui.tui.widgets.dialogs import WINDOW
from chairtui.tui.widgets.fields import Field
from chairtui.tui.widgets.more import More
from chairtui.tui.widgets.specs import FieldSpec, Value
from chairtui.tui.widgets.words import Words, content

Values = dict[str, Value]
"""What a form holds: field key → value."""

LEAST_FIELDS = 3
"""Lines that the fields have at least, whatever else is to be seen."""


@dataclass(frozen=True)
class InSight:
    """What stays in sight while a form is filled in, and goes on changing."""

    top: Widget
    """Stands above all else."""
    beside: Widget
    """What the form is about: above it, or beside it from 160 columns."""
    lines: int
    """How many lines of it are seen at least."""
    few_lines: int
    """The same on a terminal of less than 30 lines."""


class FormWindow(ModalScreen[Values | None]):
    """Fields in a window, as high as there is room; the one with the cursor is always in sight.

    What the form is about can stay in sight: then it docks below that, and beside it where there is room.
    """

    fields: tuple[Field, ...]
    more: More
    title_words: str
    about: str
    has_next: bool
    opened: bool
    """Whether its first field has the cursor: what is typed waits for that (see `typed_ahead`)."""
    _in_sight: InSight | None
    _first: str
    _before: Mapping[str, FieldSpec]
    _problem: Words
    _kept_words: Words
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (160, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]
    DEFAULT_CSS = (
        "FormWindow {"
        + WINDOW
        + """
        & > Vertical { width: 84; }
        & VerticalScroll {
            height: auto; scrollbar-size: 0 1; scrollbar-gutter: stable;
        }
        & KeyBar { dock: none; }
        & > #window { border-title-color: $primary; border-title-style: bold; }
        &.-docked {
            background: $background; align: left top; layout: vertical;
            & > .top, & > .beside { border: none; padding: 0; width: 1fr; max-height: 100%; }
            & > .top { dock: top; }
            & > .beside { height: 1fr; }
            & > #window { width: 1fr; }
            &.-short {
                & > #window { border: none; border-top: round $primary; }
                & Field { margin-bottom: 0; }
                & .note.-help { display: none; }
                & .-here > .note.-help { display: block; }
                & .about, & .kept { margin-bottom: 0; }
                & OptionLines { max-height: 4; }
                & .-empty TextArea { max-height: 1; }
                & .-empty.-here TextArea { max-height: 3; }
            }
            &.-wide {
                layout: horizontal;
                & > #window { width: 84; height: 1fr; }
            }
        }
        & .about { color: $text-muted; margin-bottom: 1; }
        & .kept { color: $warning; margin-bottom: 1; }
        & .problem { color: $error; text-style: bold; }
    }"""
    )

    @property
    def seen(self) -> list[Field]:
        """The fields that are not folded."""
        return [field for field in self.fields if field not in self.more.folded]

    def field(self, key: str) -> Field:
        """Return the field with this key."""
        return next(field for field in self.fields if field.key == key)

    def compose(self) -> ComposeResult:
        # Textual gives the classes of a size with the first resize, after the screen may have been drawn.
        for extent, breakpoints in zip(
            self.app.size, (self.HORIZONTAL_BREAKPOINTS, self.VERTICAL_BREAKPOINTS), strict=True
        ):
            self.add_class(max(one for one in breakpoints if one[0] <= extent)[1])
        if self._in_sight:
            yield self._in_sight.top.add_class("top")
            yield self._in_sight.beside.add_class("beside")
        with Vertical(id="window") as window:
            window.border_title = content(self.title_words)
            if self.about:
                yield Words(self.about, classes="about")
            yield self._kept_words
            yield self._problem
            with VerticalScroll(id="fields", can_focus=False):
                yield from self.fields
                yield self.more
            yield KeyBar(Where.FORM, *([Where.NEXT] if self.has_next else []))

    def on_mount(self) -> None:
        self._problem.display = False
        self._kept_words.display = bool(self._before)
        self.opened = not self.fields
        for field in self.fields:
            if field is self._begins_at:
                field.focus()

    @property
    def _begins_at(self) -> Field | None:
        """The field that has the cursor at first."""
        wanted = [field for field in self.fields if field.key == self._first]
        return next(iter([*wanted, *self.fields]), None)

    def on_resize(self) -> None:
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        """Give the fields the height that the window has left, so that the rest is never pushed out."""
        if not self.query("#fields"):  # closed before the screen was drawn
            return
        window, fields = self.query_one("#window", Vertical), self.query_one("#fields", VerticalScroll)
        others = sum(
            child.outer_size.height + child.styles.margin.height
            for child in window.children
            if child.display and child is not fields
        )
        room = self.size.height - window.gutter.height - others - self._kept_in_sight
        fields.styles.max_height = max(LEAST_FIELDS, room)
        self.call_after_refresh(self._show_whole)

    @property
    def _kept_in_sight(self) -> int:
        """How many lines what it is about has at least; all of the height beside it."""
        if self._in_sight is None:
            return 0
        top = self._in_sight.top.outer_size.height
        if self.has_class("-wide"):
            return top
        return top + (self._in_sight.few_lines if self.has_class("-short") else self._in_sight.lines)

    def unfold(self, fields: Iterable[Field]) -> None:
        """Show these fields, where they are folded."""
        self.more.unfold(fields)
        self.call_after_refresh(self._show_whole)

    def on_descendant_focus(self) -> None:
        self.opened = self.opened or self._begins_at in (self.focused.ancestors if self.focused else ())
        self.call_after_refresh(self._show_whole)

    def _show_whole(self) -> None:
        """Bring the field with the cursor into sight, with its label and what it says."""
        if self.focused is None:
            return
        for node in self.focused.ancestors_with_self:
            if isinstance(node, Field):
                node.scroll_visible(animate=False, immediate=True)
        self.focused.scroll_visible(animate=False, immediate=True)
