"""A field into which anything may be typed, and which offers what is known: people, above all."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from textual.widget import Widget
from textual.widgets import Input

from chairtui.tui.widgets.fields import Field
from chairtui.tui.widgets.lines import Lines, Row
from chairtui.tui.widgets.options import FilterInput, Option, OptionLines
from chairtui.tui.widgets.specs import FieldSpec, Value
from chairtui.tui.widgets.words import join

OFFERED = 30
"""Suggestions that are shown; one more letter says which."""
BEFORE = "Type a part of a name: who is known is offered here."
NONE = "Nobody known is called that: it stays as it is typed."


class Suggestions:
    """What is known, ready to be looked through at every key."""

    def __init__(self, options: Iterable[Option]) -> None:
        """Make ready what each option is found by."""
        self.options = tuple(options)
        self._said = [f" {one.label} {one.hint}".casefold() for one in self.options]
        self._labels = [one.label.casefold() for one in self.options]

    def of(self, typed: str) -> list[Option]:
        """Return the options in which words begin with every typed word, names before what stands beside."""
        wanted = [f" {word}" for word in typed.casefold().split()]
        if not wanted:
            return []
        places: Sequence[int] = range(len(self.options))
        for word in wanted:
            places = [place for place in places if word in self._said[place]]
        first = wanted[0].strip()
        begins = [place for place in places if self._labels[place].startswith(first)]
        if len(begins) < OFFERED:
            there = set(begins)
            begins += [place for place in places if place not in there]
        return [self.options[place] for place in begins[:OFFERED]]


class SuggestInput(FilterInput):
    """The input of a field that suggests."""

    def replace(self, text: str, start: int, end: int) -> None:
        super().replace(text, start, end)
        if isinstance(self.parent, SuggestField):
            # Not when the message of the change comes: then this line is drawn and the list waits a frame.
            self.parent.offer()


class SuggestField(Field):
    """One line of text, as it is typed; up and down go to a suggestion, Enter takes it."""

    DEFAULT_CSS = """
    SuggestField OptionLines { height: 6; overflow-y: scroll; }
    """
    # The list is there as soon as the field is, and keeps its size: a key that changed it would lay out the
    # whole form again.

    def __init__(self, spec: FieldSpec) -> None:
        """Make the field; of its options it offers the labels, which it then holds."""
        super().__init__(spec)
        self.on_taken: Callable[[Option], object] = lambda _option: None
        """Told which suggestion was taken: other fields may follow from it."""
        self._known = Suggestions(spec.options)
        self._offered: list[Option] = []
        self._input = SuggestInput(spec.shown, typed=spec.is_kept)
        self._lines = OptionLines(empty="")
        self._lines.display = False

    @property
    def value(self) -> str:
        return self._input.value.strip()

    @value.setter
    def value(self, value: Value) -> None:
        with self.prevent(Input.Changed):
            self._input.value = self._input.offered = value if isinstance(value, str) else " ".join(value)
        self._offer("")

    def compose_input(self) -> Iterator[Widget]:
        yield self._input
        yield self._lines

    def offer(self) -> None:
        """Offer whom the text may be the beginning of."""
        self._offer(self._input.value)

    def _offer(self, typed: str) -> None:
        """Show what is typed as the first line, and below it what it may be the beginning of."""
        self._offered = self._known.of(typed)
        rows: list[Row] = []
        if self._offered:
            rows = [Row("typed", join(typed.strip(), ("  as typed", "$text-muted")))]
            rows += [
                Row(str(place), join(option.label, (f"  {option.hint}", "$text-muted")))
                for place, option in enumerate(self._offered)
            ]
        self._lines.show(rows, empty=NONE if typed.strip() else BEFORE)
        self._lines.action_edge(0)
        if _means_one(self._offered, typed):
            self._lines.go_to("0")
        self._lines.display = bool(self._known.options) and self._input.has_focus

    def on_input_changed(self, message: Input.Changed) -> None:
        message.stop()
        self.offer()
        self.changed()

    def on_input_submitted(self, message: Input.Submitted) -> None:
        message.stop()
        self._take(self._lines.cursor_key if self._lines.display else "")
        self.post_message(self.Finished(self))

    def on_lines_chosen(self, message: Lines.Chosen) -> None:
        message.stop()
        self._take(message.key)

    def meant(self, typed: str) -> Option | None:
        """Return who is meant by what is typed: one of that name, or the only one whose name begins so."""
        offered = self._known.of(typed)
        exact = [one for one in offered if one.label.casefold() == typed.casefold().strip()]
        return next(iter(exact), None) or (offered[0] if _means_one(offered, typed) else None)

    def take(self, option: Option) -> None:
        """Put in who is known, and what follows from it elsewhere."""
        self.value = option.label
        self._input.cursor_position = len(option.label)
        self.changed()
        self.on_taken(option)

    def _take(self, key: str) -> None:
        if key.isdecimal() and int(key) < len(self._offered):
            self.take(self._offered[int(key)])
        self._lines.display = False

    def on_descendant_focus(self) -> None:
        """Make room for who is known."""
        self._offer("")

    def settle(self) -> None:
        """Take what the cursor is on, as Enter does: who is known, or what is typed as it is."""
        if self._lines.display:
            self._take(self._lines.cursor_key)


def _means_one(offered: Sequence[Option], typed: str) -> bool:
    """Say whether exactly one name that is known has words that begin with what is typed."""
    return len(offered) == 1 and all(
        f" {word}" in f" {offered[0].label}".casefold() for word in typed.casefold().split()
    )
