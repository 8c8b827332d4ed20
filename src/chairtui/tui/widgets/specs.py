"""The fields of a form as data."""

from collections.abc import Callable
from enum import StrEnum

import msgspec
from msgspec.structs import replace

Value = str | tuple[str, ...]
"""What a field holds: text, or the keys that were picked."""


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
    LETTER = "letter"
    """One of a few options that begin with different letters: the letter is the answer."""
    NUMBER = "number"
    """A number that is checked while it is typed."""
    SUGGEST = "suggest"
    """Text as it is typed; the options are only offered."""


class Option(msgspec.Struct, frozen=True):
    """One thing that can be picked."""

    value: str
    label: str
    hint: str = ""
    """A few words that tell it from others: an agency, a telephone number."""
    fills: tuple[tuple[str, str], ...] = ()
    """Other fields (key, value) that follow from it, where they are empty."""


class FieldSpec(msgspec.Struct, frozen=True):
    """One field of a form, as data."""

    key: str
    label: str
    kind: Kind = Kind.TEXT
    required: bool = False
    help: str = ""
    """What stands below it; nothing for what is usual for its kind."""
    options: tuple[Option, ...] = ()
    initial: Value = ""
    """What it holds at first: the saved value, or what is usual."""
    draft: str | None = None
    """What was typed before and not saved: it stands in the field until it is saved or dropped."""
    limit: int = 0
    """Characters it may hold; 0 for what is usual for its kind."""
    height: int = 4
    """Lines of a prose field."""
    folded: str = ""
    """What it is called on the line under which it is folded while it is empty; none if it always shows."""
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
