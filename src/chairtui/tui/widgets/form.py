"""Forms: made from data, saved by ctrl+s, and nothing typed is ever lost."""

import asyncio
from collections.abc import Callable, Mapping
from enum import StrEnum

import msgspec
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen

from chairtui.tui.keys import Where, bindings
from chairtui.tui.widgets.bars import KeyBar
from chairtui.tui.widgets.choices import ChoiceField
from chairtui.tui.widgets.dialogs import WINDOW, Confirm
from chairtui.tui.widgets.fields import ONE_LINE, Field, SecretField, TextField, Value
from chairtui.tui.widgets.options import Option
from chairtui.tui.widgets.prose import PROSE, ProseField
from chairtui.tui.widgets.several import ManyField
from chairtui.tui.widgets.suggest import SuggestField
from chairtui.tui.widgets.when_field import WhenField
from chairtui.tui.widgets.words import Words, content
from chairtui.tui.widgets.yes_no import YesNoField

Values = dict[str, Value]
"""What a form holds: field key → value."""

DRAFT_AFTER = 0.3
"""Seconds after which typed text is kept as a draft, also while typing goes on."""


class Kind(StrEnum):
    """The kinds of field."""

    TEXT = "text"
    SECRET = "secret"
    """One line that is not shown while it is typed."""
    PROSE = "prose"
    WHEN = "when"
    CHOICE = "choice"
    MANY = "many"
    YES_NO = "yes_no"
    NUMBER = "number"
    """A number that is checked while it is typed."""
    SUGGEST = "suggest"
    """Text as it is typed; the options are only offered."""


class FieldSpec(msgspec.Struct, frozen=True):
    """One field of a form, as data."""

    key: str
    label: str
    kind: Kind = Kind.TEXT
    required: bool = False
    help: str = ""
    options: tuple[Option, ...] = ()
    initial: Value = ""
    """What it holds at first: the saved value, or the draft if there is one."""
    limit: int = 0
    """Characters it may hold; 0 for what is usual for its kind."""
    height: int = 4
    """Lines of a prose field."""
    understand: Callable[[str], str] | None = None
    """For a `when` or `number` field: what is understood as it is shown, or ValueError with a sentence.

    For prose: what is made of the text, shown while it is typed.
    """


def make_field(spec: FieldSpec) -> Field:
    """Return the field that a spec describes."""
    first = spec.initial
    text = first if isinstance(first, str) else "\n".join(first)
    said = {"help": spec.help} if spec.help else {}
    match spec.kind:
        case Kind.TEXT:
            limit = spec.limit or ONE_LINE
            return TextField(spec.key, spec.label, text, required=spec.required, limit=limit, **said)
        case Kind.SECRET:
            return SecretField(spec.key, spec.label, text, required=spec.required, limit=ONE_LINE, **said)
        case Kind.PROSE:
            limit = spec.limit or PROSE
            return ProseField(
                spec.key,
                spec.label,
                text,
                required=spec.required,
                limit=limit,
                height=spec.height,
                understand=spec.understand,
                **said,
            )
        case Kind.WHEN | Kind.NUMBER:
            understand = spec.understand or str
            return WhenField(
                spec.key, spec.label, text, understand=understand, required=spec.required, **said
            )
        case Kind.CHOICE:
            return ChoiceField(spec.key, spec.label, spec.options, text, required=spec.required, **said)
        case Kind.MANY:
            several = first.split("\n") if isinstance(first, str) else first
            return ManyField(spec.key, spec.label, spec.options, several, required=spec.required, **said)
        case Kind.SUGGEST:
            return SuggestField(spec.key, spec.label, spec.options, text, required=spec.required, **said)
        case Kind.YES_NO:
            return YesNoField(spec.key, spec.label, text, required=spec.required, **said)


def nothing_wrong(_values: Values) -> dict[str, str]:
    """Find nothing wrong."""
    return {}


class Form(ModalScreen[Values | None]):
    """Some fields over a screen. Returns their values, or None when it was closed without saving."""

    BINDINGS = bindings(Where.FORM)
    DEFAULT_CSS = (
        "Form {"
        + WINDOW
        + """
        & > Vertical { width: 84; }
        & VerticalScroll {
            height: auto; scrollbar-size: 0 1; scrollbar-gutter: stable;
        }
        & KeyBar { dock: none; }
        & .title { padding-bottom: 0; }
        & .about { color: $text-muted; margin-bottom: 1; }
        & .problem { color: $error; text-style: bold; }
    }"""
    )

    def __init__(
        self,
        title: str,
        fields: tuple[FieldSpec, ...],
        *,
        about: str = "",
        check: Callable[[Values], Mapping[str, str]] = nothing_wrong,
        on_draft: Callable[[str, str], None] | None = None,
        focus: str = "",
    ) -> None:
        """Make the form.

        Args:
            title: one line.
            fields: what it asks for.
            about: a sentence below the title.
            check: the problems of these values, as field key → sentence; "" is for the form as a whole.
            on_draft: keeps (field key, text) as a draft; called 0.3 s after a key and before any end.
            focus: the key of the field that has the cursor at first.
        """
        super().__init__()
        self._title_words, self._about, self._check, self._on_draft = title, about, check, on_draft
        self.fields = tuple(make_field(spec) for spec in fields)
        self._first = focus
        self.opened = False
        """Whether its first field has the cursor: what is typed waits for that (tui/typed_ahead.py)."""
        self._unkept: set[str] = set()
        self._kept: dict[str, str] = {field.key: field.as_text for field in self.fields}
        self._start = dict(self._kept)
        self._problem = Words("", classes="problem")

    @property
    def values(self) -> Values:
        """What the fields hold."""
        return {field.key: field.value for field in self.fields}

    @property
    def changed(self) -> bool:
        """Whether anything differs from what the form began with."""
        return any(field.as_text != self._start[field.key] for field in self.fields)

    def field(self, key: str) -> Field:
        """Return the field with this key."""
        return next(field for field in self.fields if field.key == key)

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Words(content(self._title_words), classes="title")
            if self._about:
                yield Words(self._about, classes="about")
            yield self._problem
            with VerticalScroll(can_focus=False):
                yield from self.fields
            yield KeyBar(Where.FORM)

    def on_mount(self) -> None:
        self._problem.display = False
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
        if not self.query(VerticalScroll):  # closed before the screen was drawn
            return
        window, fields = self.query_one(Vertical), self.query_one(VerticalScroll)
        others = sum(
            child.outer_size.height + child.styles.margin.height
            for child in window.children
            if child.display and child is not fields
        )
        fields.styles.max_height = max(3, self.size.height - window.gutter.height - others)
        self.call_after_refresh(self._show_whole)

    # Moving -------------------------------------------------------------------------------------

    def on_field_finished(self, message: Field.Finished) -> None:
        message.stop()
        place = self.fields.index(message.field)
        if place + 1 < len(self.fields):
            self.fields[place + 1].focus()
        else:
            self.action_save()

    def on_suggest_field_taken(self, message: SuggestField.Taken) -> None:
        """Fill in what follows from what was taken, where nothing is written yet."""
        message.stop()
        follows = dict(message.option.fills)
        for field in self.fields:
            if field.key in follows and not field.value:
                field.value = follows[field.key]
                field.changed()

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

    # Drafts -------------------------------------------------------------------------------------

    def on_field_changed(self, message: Field.Changed) -> None:
        message.stop()
        if self._on_draft is not None:
            if not self._unkept:
                asyncio.get_running_loop().call_later(DRAFT_AFTER, self.keep_drafts)
            self._unkept.add(message.field.key)

    def keep_drafts(self) -> None:
        """Keep as drafts what was typed since the last time."""
        waiting, self._unkept = self._unkept, set()
        if self._on_draft is None:
            return
        for field in self.fields:
            if field.key in waiting and field.as_text != self._kept[field.key]:
                self._on_draft(field.key, field.as_text)
                self._kept[field.key] = field.as_text

    # Endings ------------------------------------------------------------------------------------

    def problems(self) -> dict[str, str]:
        """Return what is wrong, as field key → sentence."""
        found: dict[str, str] = {}
        for field in self.fields:
            if own := field.own_problem():
                found[field.key] = own
            elif field.required and not field.value:
                found[field.key] = "This is needed."
        return found or {key: sentence for key, sentence in self._check(self.values).items() if sentence}

    def action_save(self) -> None:
        """Return the values, or say what is wrong beside the field and go to the first of them."""
        found = self.problems()
        self._problem.display = bool(found.get(""))
        self._problem.say(f"✗ {found.get('', '')}")
        for field in self.fields:
            field.problem = found.get(field.key, "")
        faulty = [field for field in self.fields if field.key in found]
        if faulty:
            faulty[0].focus()
        self.call_after_refresh(self._fit)
        if not found:
            self._unkept.clear()
            self.dismiss(self.values)

    def action_close(self) -> None:
        """Close; what was typed is kept as a draft, or asked about where no draft can be kept."""
        self._unkept.update(field.key for field in self.fields)
        self.keep_drafts()
        if self._on_draft is None and self.changed:
            answers = {"stay": "Go on writing", "leave": "Close it, and lose what was typed here"}
            self.app.push_screen(Confirm("What you typed here is not saved.", answers), self._close_if)
        else:
            self.dismiss(None)

    def _close_if(self, answer: str | None) -> None:
        if answer == "leave":
            self.dismiss(None)


class Ask(Form):
    """One field. Returns {its key: its value}, or None."""

    def __init__(
        self,
        title: str,
        field: FieldSpec,
        *,
        about: str = "",
        check: Callable[[Values], Mapping[str, str]] = nothing_wrong,
        on_draft: Callable[[str, str], None] | None = None,
    ) -> None:
        super().__init__(title, (field,), about=about, check=check, on_draft=on_draft)
