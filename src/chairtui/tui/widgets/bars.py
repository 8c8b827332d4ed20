"""One-line bars: status, not saved, and the keys."""

from collections.abc import Iterable

from textual import events
from textual.content import Content
from textual.widget import Widget

from chairtui.tui.keys import Act, Where, acts
from chairtui.tui.widgets.one_line import OneLine
from chairtui.tui.widgets.whole_words import shortened
from chairtui.tui.widgets.words import Wording, content

ELSEWHERE = "^k keeps everything in another place."
"""What to do where nothing can be saved any more."""


LOUD = "bold reverse"
"""What must be seen in the header, whose own colours leave no third one that could be read on them."""


class Bar(OneLine):
    """One line: words at the left, words at the right; the left gives way first, unless it is to stay."""

    DEFAULT_CSS = """
    Bar { height: 1; width: 1fr; background: $panel; color: $foreground; }
    """

    def __init__(
        self,
        left: Wording = "",
        right: Wording = "",
        *,
        left_stays: bool = False,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._left, self._right, self._left_stays = content(left), content(right), left_stays
        self._shorter: tuple[Content, ...] = ()

    def say(
        self, left: Wording | None = None, right: Wording | None = None, shorter: Iterable[Wording] = ()
    ) -> None:
        """Change one side, or both; nothing is drawn when nothing changed.

        `shorter` say what the left says in fewer words each, where there is no room for all of it.
        """
        new_left = self._left if left is None else content(left)
        new_right = self._right if right is None else content(right)
        if not (new_left.is_same(self._left) and new_right.is_same(self._right)):
            self._left, self._right = new_left, new_right
            self._shorter = tuple(map(content, shorter))
            self.refresh()

    @property
    def sides(self) -> tuple[Content, Content]:
        """What it says at the left and at the right, in full."""
        return self._left, self._right

    def render(self) -> Content:
        width = self.size.width
        said = (self._left, *self._shorter)
        room = width - self._right.cell_length - 2
        left = next((one for one in said if one.cell_length <= room), said[-1])
        most = max(0, width - left.cell_length - 2) if self._left_stays else width
        right = shortened(self._right, most) if most > 1 else Content()
        left = shortened(left, max(0, width - right.cell_length - 2))
        return Content.assemble(left, " " * (width - left.cell_length - right.cell_length), right)


class NotSavedBar(Widget):
    """Stays on the screen, in words, for as long as something is not saved, or not as it was saved."""

    DEFAULT_CSS = """
    NotSavedBar {
        height: auto; width: 1fr; display: none; background: $error; color: $background; text-style: bold;
        &.-not-saved { display: block; }
    }
    """

    def __init__(
        self, label: str = "NOT SAVED", *, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._label = label
        self._why, self._waits = "", False

    @property
    def not_saved(self) -> bool:
        """Whether it is showing."""
        return bool(self._why)

    def say(self, why: str, *, waits: bool = False) -> None:
        """Show why nothing is saved, and what to do; an empty sentence means that all is saved again.

        Where it only `waits`, it will be saved without anybody doing anything.
        """
        if (why, waits) != (self._why, self._waits):
            self._why, self._waits = why, waits
            self.set_class(bool(why), "-not-saved")
            self.refresh(layout=True)

    @property
    def words(self) -> Content:
        """What it says while it is showing."""
        return Content.assemble(f" {'BEING SAVED' if self._waits else self._label}  ", content(self._why))

    def render(self) -> Content:
        return self.words


CLOSED_FIRST = {Where.FORM: ("leave",), Where.QUESTION: ("leave", "palette")}
"""What is not named in a window that is closed first."""


class KeyBar(OneLine):
    """The acts that can be done here, from the table of keys; the palette has what finds no room."""

    COMPONENT_CLASSES = {"key-bar--key"}
    DEFAULT_CSS = """
    KeyBar {
        height: 1; width: 1fr; dock: bottom; background: $panel; color: $foreground;
        & > .key-bar--key { color: $footer-key-foreground; text-style: bold; }
    }
    """

    def __init__(self, *where: Where, id: str | None = None) -> None:
        super().__init__(id=id)
        self._where = where
        self._signed = False
        self._left_out: frozenset[str] = frozenset()
        self._hits: list[tuple[int, int, Act]] = []

    def show(self, *where: Where) -> None:
        """Show the acts of other places."""
        if where != self._where:
            self._where = where
            self.refresh()

    def seal(self, *, signed: bool) -> None:
        """Show what can be done once the record is signed, or before."""
        if signed != self._signed:
            self._signed = signed
            self.refresh()

    def leave_out(self, acts: frozenset[str]) -> None:
        """Name all acts but these, which do nothing now."""
        if acts != self._left_out:
            self._left_out = acts
            self.refresh()

    def _chosen(self, width: int) -> list[Act]:
        """Return what fits: help first, the palette and the way out last, the rest between them."""
        left_out = {act for place in self._where for act in CLOSED_FIRST.get(place, ())}
        everywhere = [act for act in acts(Where.EVERYWHERE) if act.footer and act.id not in left_out]
        first, last = everywhere[:1], everywhere[1:]
        between: list[Act] = []
        room = width + 1 - sum(self._room_for(act) for act in everywhere)  # the last blank may be cut
        for place in self._where:
            for act in acts(place):
                offered = self._offers(act)
                if offered and self._room_for(act) <= room:
                    between.append(act)
                    room -= self._room_for(act)
        return [*first, *between, *last]

    def _offers(self, act: Act) -> bool:
        sealed = self._signed and not act.once_signed
        return act.footer and not sealed and act.id not in self._left_out

    @staticmethod
    def _room_for(act: Act) -> int:
        return len(act.shown_key) + len(act.label) + 3

    def render(self) -> Content:
        style = self.get_visual_style("key-bar--key")
        parts: list[Content | str] = []
        self._hits, at = [], 0
        for act in self._chosen(self.size.width):
            parts += [Content.assemble((f" {act.shown_key}", style)), f" {act.label} "]
            self._hits.append((at, at + self._room_for(act), act))
            at += self._room_for(act)
        return Content.assemble(*parts)

    def on_click(self, event: events.Click) -> None:
        for start, end, act in self._hits:
            if start <= event.x < end:
                self.app.simulate_key(act.key)
