"""The fields of a form as data, and the widgets that they describe."""

from collections.abc import Callable
from enum import StrEnum

import msgspec
from msgspec.structs import replace

from chairtui.tui.widgets.choices import ChoiceField
from chairtui.tui.widgets.fields import ONE_LINE, Field, SecretField, TextField, Value
from chairtui.tui.widgets.options import Option
from chairtui.tui.widgets.prose import PROSE, ProseField
from chairtui.tui.widgets.several import ManyField
from chairtui.tui.widgets.suggest import SuggestField
from chairtui.tui.widgets.when_field import WhenField
from chairtui.tui.widgets.yes_no import YesNoField


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
    """What it holds at first: the saved value, or what is usual."""
    draft: str | None = None
    """What was typed before and not saved: it stands in the field until it is saved or dropped."""
    limit: int = 0
    """Characters it may hold; 0 for what is usual for its kind."""
    height: int = 4
    """Lines of a prose field."""
    understand: Callable[[str], str] | None = None
    """For a `when` or `number` field: what is understood as it is shown, or ValueError with a sentence.

    For prose: what is made of the text, shown while it is typed.
    """

    @property
    def shown(self) -> str:
        """What it holds at first, as one text: the draft if there is one."""
        saved = self.initial if isinstance(self.initial, str) else "\n".join(self.initial)
        return saved if self.draft is None else self.draft

    @property
    def is_kept(self) -> bool:
        """Whether it holds something that was typed before and is not what is saved."""
        return self.draft is not None and self.shown != replace(self, draft=None).shown


def make_field(spec: FieldSpec) -> Field:
    """Return the field that a spec describes."""
    text, typed = spec.shown, spec.is_kept
    said = {"help": spec.help} if spec.help else {}
    match spec.kind:
        case Kind.TEXT:
            limit = spec.limit or ONE_LINE
            return TextField(
                spec.key, spec.label, text, required=spec.required, limit=limit, typed=typed, **said
            )
        case Kind.SECRET:
            limit = spec.limit or ONE_LINE
            return SecretField(
                spec.key, spec.label, text, required=spec.required, limit=limit, typed=typed, **said
            )
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
                spec.key,
                spec.label,
                text,
                understand=understand,
                required=spec.required,
                typed=typed,
                **said,
            )
        case Kind.CHOICE:
            return ChoiceField(spec.key, spec.label, spec.options, text, required=spec.required, **said)
        case Kind.MANY:
            several = text.split("\n")
            return ManyField(spec.key, spec.label, spec.options, several, required=spec.required, **said)
        case Kind.SUGGEST:
            return SuggestField(
                spec.key, spec.label, spec.options, text, required=spec.required, typed=typed, **said
            )
        case Kind.YES_NO:
            return YesNoField(spec.key, spec.label, text, required=spec.required, **said)
