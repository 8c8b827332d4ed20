"""Forms: made from data, saved by ctrl+s, and nothing typed is ever lost."""

import asyncio
from collections.abc import Callable, Iterable, Mapping

from msgspec.structs import replace

from chairtui.core.listing import and_words
from chairtui.tui.keys import Where, bindings
from chairtui.tui.widgets.choices import ChoiceField
from chairtui.tui.widgets.dialogs import Confirm
from chairtui.tui.widgets.fields import Field, SecretField, TextField
from chairtui.tui.widgets.form_window import FormWindow, InSight, Values
from chairtui.tui.widgets.letters import LetterField
from chairtui.tui.widgets.more import More
from chairtui.tui.widgets.prose import ProseField
from chairtui.tui.widgets.several import ManyField
from chairtui.tui.widgets.specs import FieldSpec, Kind, Option, Value
from chairtui.tui.widgets.suggest import SuggestField
from chairtui.tui.widgets.when_field import WhenField
from chairtui.tui.widgets.words import Words

__all__ = ["FieldSpec", "Form", "InSight", "Kind", "Value", "Values"]

Attempt = Callable[["Values", Callable[[Mapping[str, str]], None]], object]
"""Does what a form asks; is given its values, and what to call with what is wrong once it is over."""

WIDGETS: dict[Kind, type[Field]] = {
    Kind.TEXT: TextField,
    Kind.SECRET: SecretField,
    Kind.PROSE: ProseField,
    Kind.WHEN: WhenField,
    Kind.NUMBER: WhenField,
    Kind.CHOICE: ChoiceField,
    Kind.MANY: ManyField,
    Kind.YES_NO: LetterField,
    Kind.LETTER: LetterField,
    Kind.SUGGEST: SuggestField,
}
"""The widget of each kind of field."""

DRAFT_AFTER = 0.3
"""Seconds after which typed text is kept as a draft, also while typing goes on."""


def _is_rare(spec: FieldSpec) -> bool:
    return bool(spec.folded)


def nothing_wrong(_values: Values) -> dict[str, str]:
    """Find nothing wrong."""
    return {}


class Form(FormWindow):
    """Some fields over a screen. Returns their values, or None when it was closed without saving.

    What it is about can stay in sight: then it docks below that, and beside it where there is room.
    """

    BINDINGS = bindings(Where.FORM, Where.NEXT)

    def __init__(
        self,
        title: str,
        fields: tuple[FieldSpec, ...],
        *,
        about: str = "",
        check: Callable[[Values], Mapping[str, str]] = nothing_wrong,
        on_draft: Callable[[str, str], None] | None = None,
        focus: str = "",
        attempt: Attempt | None = None,
        in_sight: InSight | None = None,
        has_next: bool = False,
    ) -> None:
        """Make the form.

        Args:
            title: one line.
            fields: what it asks for.
            about: a sentence below the title.
            check: the problems of these values, as field key → sentence; "" is for the form as a whole.
            on_draft: keeps (field key, text) as a draft; called 0.3 s after a key and before any end.
            focus: the key of the field that has the cursor at first.
            attempt: does what the form asks, beside the screen, and then says what is wrong; the form closes
                once that is nothing, and nothing typed is lost before.
            in_sight: what stays in sight of what the form is about.
            has_next: whether it can be saved so that the next one is opened at once.
        """
        super().__init__(classes="-docked" if in_sight else "")
        self._in_sight = in_sight
        self.title_words, self.about, self._check, self._on_draft = title, about, check, on_draft
        self.fields = tuple(WIDGETS[spec.kind](spec) for spec in sorted(fields, key=_is_rare))
        self.more = More(self.fields)
        for field in self.fields:
            if isinstance(field, SuggestField):
                field.on_taken = self._follow
        self._say_end()
        self._before = {spec.key: replace(spec, draft=None) for spec in fields if spec.is_kept}
        """The fields that hold what was typed before, as they are without it."""
        self._first, self._attempt, self.has_next = focus, attempt, has_next
        self.wants_next = False
        """Whether it was saved so that the next one is opened."""
        self.wrong: Mapping[str, str] = {}
        """What was wrong when it was last saved, as field key → sentence."""
        self.opened = False
        """Whether its first field has the cursor: what is typed waits for that (see `typed_ahead`)."""
        self._unkept: set[str] = set()
        self._kept: dict[str, str] = {field.key: field.as_text for field in self.fields}
        self._start = dict(self._kept)
        self._problem = Words("", classes="problem")
        self._kept_words = Words(self._said_of_kept(), classes="kept")

    @property
    def values(self) -> Values:
        """What the fields hold."""
        return {field.key: field.value for field in self.fields}

    @property
    def changed(self) -> bool:
        """Whether anything differs from what the form began with."""
        return any(field.as_text != self._start[field.key] for field in self.fields)

    # Moving -------------------------------------------------------------------------------------

    def on_field_finished(self, message: Field.Changed) -> None:
        message.stop()
        if message.field is self.seen[-1]:
            self.action_save()
        else:
            self.seen[self.seen.index(message.field) + 1].focus()

    def on_field_answered(self, message: Field.Answered) -> None:
        message.stop()
        if message.field is not self.seen[-1]:
            self.on_field_finished(message)

    def on_choice_field_picked(self, message: ChoiceField.Picked) -> None:
        message.stop()
        if not (len(self.fields) > 1 and message.field is self.seen[-1]):
            self.on_field_finished(message)

    def on_more_opened(self, message: More.Opened) -> None:
        message.stop()
        rare = [*self.more.folded]
        self.unfold(rare)
        rare[0].focus()

    def unfold(self, fields: Iterable[Field]) -> None:
        super().unfold(fields)
        self._say_end()

    def _say_end(self) -> None:
        """Tell the fields which of them is the last."""
        for field in self.fields:
            if isinstance(field, ChoiceField):
                field.ends_form = len(self.fields) > 1 and field is self.seen[-1]

    def _follow(self, taken: Option) -> None:
        """Fill in what follows from what was taken, where nothing is written yet."""
        follows = dict(taken.fills)
        for field in self.fields:
            if field.key in follows and not field.value:
                field.value = follows[field.key]
                field.changed()
                self.unfold([field])

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

    def _said_of_kept(self) -> str:
        labels = and_words([spec.label for spec in self._before.values()])
        return f"Kept from before and not saved: {labels}. ^r drops it." if labels else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "save_next":
            return self.has_next
        return bool(self._before) if action == "begin_anew" else super().check_action(action, parameters)

    def action_begin_anew(self) -> None:
        """Drop what was kept from before; what is saved stands in its fields again."""
        for spec in self._before.values():
            field = self.field(spec.key)
            field.value = spec.initial
            field.changed()
            if self._on_draft is not None:
                self._on_draft(field.key, "")
            self._kept[field.key] = self._start[field.key] = field.as_text
        self._before = {}
        self._kept_words.display = False
        self.call_after_refresh(self._fit)

    # Endings ------------------------------------------------------------------------------------

    def problems(self) -> dict[str, str]:
        """Return what is wrong, as field key → sentence."""
        problems: dict[str, str] = {}
        for field in self.fields:
            if own := field.own_problem():
                problems[field.key] = own
            elif field.spec.required and not field.value:
                problems[field.key] = "This is needed."
        return problems or {key: sentence for key, sentence in self._check(self.values).items() if sentence}

    def action_save_next(self) -> None:
        """Save it so that the next one is opened."""
        self.wants_next = True
        self._save()

    def action_save(self) -> None:
        """Return the values, or say what is wrong beside the field and go to the first of them."""
        self.wants_next = False
        self._save()

    def _save(self) -> None:
        for field in self.fields:
            if self.focused is not None and field in self.focused.ancestors:
                field.settle()
        problems = self.problems()
        if self._attempt is not None and not problems:
            self._attempt(self.values, self.end_with)
        else:
            self.end_with(problems)

    def end_with(self, problems: Mapping[str, str]) -> None:
        """Close with the values, or say what is wrong (field key → sentence) and stay."""
        self.wrong = {**problems}
        self._problem.display = bool(problems.get(""))
        self._problem.say(f"✗ {problems.get('', '')}")
        for field in self.fields:
            field.problem = problems.get(field.key, "")
        faulty = [field for field in self.fields if field.key in problems]
        if faulty:
            self.unfold(faulty)
            faulty[0].focus()
        self.call_after_refresh(self._fit)
        if not problems:
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
